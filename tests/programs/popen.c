/* A shell by popen(), whose output the parent reads to its end. */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
	char line[64] = "";
	FILE *pipe = popen("echo child; exit 7", "r");
	if (!pipe || !fgets(line, sizeof(line), pipe) || strcmp(line, "child\n"))
		return 1;
	if (fgets(line, sizeof(line), pipe))
		return 2;
	int status = pclose(pipe);
	return write(1, "parent\n", 7) == 7 && WEXITSTATUS(status) == 7 ? 0 : 3;
}
