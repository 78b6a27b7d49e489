/* Two threads by pthread_create(), one after the other. */
#include <pthread.h>
#include <unistd.h>

static void *thread(void *marker)
{
	getppid();
	return write(1, marker, 9) == 9 ? 0 : marker;
}

int main(void)
{
	static char *markers[] = { "thread 1\n", "thread 2\n" };
	for (int i = 0; i < 2; i++) {
		pthread_t id;
		void *failed;
		if (pthread_create(&id, 0, thread, markers[i]))
			return 1;
		if (pthread_join(id, &failed) || failed)
			return 2;
	}
	return write(1, "leader\n", 7) == 7 ? 0 : 3;
}
