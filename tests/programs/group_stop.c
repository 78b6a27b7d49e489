/*
 * A child stops itself; its parent sees it stopped, once, continues it, sees that, once, and sees it exit. A tracer
 * must let the stop be a stop and hide none of the three.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	pid_t child = fork();
	if (child == -1)
		return 1;
	if (child == 0) {
		raise(SIGSTOP);
		_exit(7);
	}
	int status;
	if (waitpid(child, &status, WUNTRACED) != child || !WIFSTOPPED(status) || WSTOPSIG(status) != SIGSTOP)
		return 2;
	if (waitpid(child, &status, WUNTRACED | WNOHANG) != 0)
		return 3;
	if (kill(child, SIGCONT))
		return 4;
	if (waitpid(child, &status, WCONTINUED) != child || !WIFCONTINUED(status))
		return 5;
	if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 7)
		return 6;
	return puts("stopped, continued, exited 7") < 0;
}
