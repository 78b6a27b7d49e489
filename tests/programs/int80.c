/*
 * A 64-bit program that calls the kernel by its 32-bit gate: getppid is 64 there and write 4, which are semctl and
 * stat by the numbers of its own ABI.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static long int80(long number, long a, long b, long c)
{
	long result;
	__asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(c)
			 : "memory", "r8", "r9", "r10", "r11");
	return result;
}

int main(void)
{
	/* A pointer that fits into 32 bits. */
	char *text = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	if (text == MAP_FAILED)
		return 1;
	strcpy(text, "32\n");
	if (int80(64, 0, 0, 0) != getppid())
		return 2;
	if (int80(4, 1, (long)text, 3) != 3)
		return 3;
	return write(1, "64\n", 3) == 3 ? 0 : 4;
}
