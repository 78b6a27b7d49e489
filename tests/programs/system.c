/* A shell by system(). */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	int status = system("echo child; exit 7");
	return write(1, "parent\n", 7) == 7 && WEXITSTATUS(status) == 7 ? 0 : 3;
}
