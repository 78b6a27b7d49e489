/*
 * Queued real-time signals arrive lowest number first, and in the order of queuing within a number. None may be
 * lost or change its place under a tracer. Prints what arrived.
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile int count;
static struct { int number, value; } arrived[8];

static void handler(int number, siginfo_t *info, void *context)
{
	(void)context;
	arrived[count].number = number - SIGRTMIN;
	arrived[count++].value = info->si_value.sival_int;
}

int main(void)
{
	static const int queued[][2] = { { 3, 1 }, { 1, 2 }, { 3, 3 }, { 2, 4 }, { 1, 5 } };
	sigset_t set;
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
	sigemptyset(&set);
	for (int i = 1; i <= 3; i++)
		sigaddset(&set, SIGRTMIN + i);
	/* A handler is not interrupted by another: each records its place. */
	action.sa_mask = set;
	for (int i = 1; i <= 3; i++)
		sigaction(SIGRTMIN + i, &action, 0);
	sigprocmask(SIG_BLOCK, &set, 0);
	for (int i = 0; i < 5; i++) {
		union sigval value = { .sival_int = queued[i][1] };
		if (sigqueue(getpid(), SIGRTMIN + queued[i][0], value))
			return 1;
	}
	sigprocmask(SIG_UNBLOCK, &set, 0);
	for (int i = 0; i < count; i++)
		printf("%d:%d%c", arrived[i].number, arrived[i].value, i + 1 < count ? ' ' : '\n');
	return count == 5 ? 0 : 2;
}
