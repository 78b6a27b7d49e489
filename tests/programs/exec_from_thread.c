/*
 * A thread that is not the leader executes this program again: its tid becomes the leader's. It waits until the call
 * that made it has returned, by the end of a pipe, so that the call's result is always in the trace.
 */
#include <pthread.h>
#include <unistd.h>

static int made[2];

static void *thread(void *program)
{
	char byte;
	if (read(made[0], &byte, 1) != 0)
		return 0;
	if (write(1, "thread\n", 7) != 7)
		return 0;
	execl(program, program, "after", (char *)0);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		getppid();
		return write(1, "after\n", 6) == 6 ? 0 : 1;
	}
	pthread_t id;
	if (pipe(made))
		return 4;
	if (pthread_create(&id, 0, thread, argv[0]))
		return 2;
	close(made[1]);
	pthread_join(id, 0);
	return 3;
}
