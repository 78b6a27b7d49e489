/*
 * A daemon by forking twice. The first process waits until the daemon has done its work, by the end of a pipe
 * that only the daemon holds: otherwise the end of the trace would be one of several.
 */
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int work[2];
	if (pipe(work))
		return 1;
	pid_t middle = fork();
	if (middle == -1)
		return 2;
	if (middle == 0) {
		close(work[0]);
		setsid();
		pid_t daemon = fork();
		if (daemon)
			_exit(daemon == -1);
		_exit(write(1, "daemon\n", 7) == 7 ? 7 : 1);
	}
	close(work[1]);
	int status;
	if (waitpid(middle, &status, 0) != middle || status)
		return 3;
	char byte;
	if (read(work[0], &byte, 1) != 0)
		return 4;
	return write(1, "parent\n", 7) == 7 ? 0 : 5;
}
