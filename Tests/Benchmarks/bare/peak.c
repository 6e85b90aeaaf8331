// Runs a program to its end and writes down the most memory it ever held, in kB, as the kernel counted it.
//   peak FILE PROGRAM [ARGUMENT]...       exits as the program does
// Started by a small program: what the kernel counts begins with what its parent held.
#include <sys/wait.h>

#include "common.h"

int main(int count, char **arguments) {
    if (count < 3) die("usage: peak FILE PROGRAM [ARGUMENT]...");
    pid_t child = fork();
    if (child < 0) die("cannot fork");
    if (child == 0) {
        execv(arguments[2], arguments + 2);
        die("cannot run %s", arguments[2]);
    }
    int status;
    struct rusage usage;
    if (wait4(child, &status, 0, &usage) != child) die("lost %s", arguments[2]);
    FILE *file = fopen(arguments[1], "w");
    if (!file || fprintf(file, "%ld\n", usage.ru_maxrss) < 0 || fclose(file) != 0) die("cannot write %s", arguments[1]);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
