/* A thread that is not the leader executes this program again: its tid becomes the leader's. */
#include <pthread.h>
#include <unistd.h>

static void *thread(void *program)
{
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
	if (pthread_create(&id, 0, thread, argv[0]))
		return 2;
	pthread_join(id, 0);
	return 3;
}
