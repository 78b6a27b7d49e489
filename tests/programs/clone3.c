/* A child by the system call clone3 itself, which the parent waits for. */
#include <signal.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* CLONE_ARGS_SIZE_VER0 of linux/sched.h, which musl-gcc does not find. */
struct clone_args_0 {
	uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
};

int main(void)
{
	struct clone_args_0 args = { .exit_signal = SIGCHLD };
	long child = syscall(SYS_clone3, &args, sizeof(args));
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
