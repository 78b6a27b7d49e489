/* A child by posix_spawn(): this program again, with an argument. */
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc > 1) {
		getppid();
		return write(1, "child\n", 6) == 6 ? 7 : 1;
	}
	char *arguments[] = { argv[0], "child", 0 };
	char *environment[] = { 0 };
	pid_t child;
	if (posix_spawn(&child, argv[0], 0, 0, arguments, environment))
		return 1;
	int status;
	if (waitpid(child, &status, 0) != child)
		return 2;
	return write(1, "parent\n", 7) == 7 && WEXITSTATUS(status) == 7 ? 0 : 3;
}
