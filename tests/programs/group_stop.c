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
	int seen[2];
	if (pipe(seen))
		return 1;
	pid_t child = fork();
	if (child == -1)
		return 1;
	if (child == 0) {
		/* Lives until its parent has seen it continue, which an exit would hide. */
		char byte;
		close(seen[1]);
		raise(SIGSTOP);
		_exit(read(seen[0], &byte, 1) == 0 ? 7 : 1);
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
	close(seen[1]);
	if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 7)
		return 6;
	return puts("stopped, continued, exited 7") < 0;
}
