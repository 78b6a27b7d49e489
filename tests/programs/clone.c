/* A child by the system call clone itself, which the parent waits for. */
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	long child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
	if (child == -1)
		return 1;
	if (child == 0) {
		getppid();
		_exit(write(1, "child\n", 6) == 6 ? 7 : 1);
	}
	int status;
	if (waitpid(child, &status, 0) != child)
		return 2;
	return write(1, "parent\n", 7) == 7 && WEXITSTATUS(status) == 7 ? 0 : 3;
}
