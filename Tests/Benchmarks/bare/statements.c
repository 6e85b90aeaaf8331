// The bare loop: the statements that the journal-writer ran for these commands, so many commands to a transaction.
//   statements STORE RECORDING BATCH       prints one line of JSON
#include "sqlite_common.h"

int main(int count, char **arguments) {
    if (count != 4) die("usage: statements STORE RECORDING BATCH");
    double batch = strtod(arguments[3], NULL);
    if (batch < 1) die("a batch of %s commands", arguments[3]);
    sqlite3 *database = open_store(arguments[1]);
    struct recording recording = open_recording(database, arguments[2]);
    sqlite3_stmt *begin = prepare(database, "BEGIN IMMEDIATE", -1), *commit = prepare(database, "COMMIT", -1);
    int64_t cpu = cpu_us(), start = now_ns();
    // A mean of 35.4 commands a transaction comes out as 35 and 36 in turn.
    uint32_t done = 0, transactions = 0;
    while (done < recording.command_count) {
        uint32_t end = (uint32_t)((double)++transactions * batch);
        step(database, begin);
        do run_command(database, &recording);
        while (++done < end && done < recording.command_count);
        step(database, commit);
    }
    printf("{\"count\": %u, \"seconds\": %.6f, \"cpu_us\": %lld, \"transactions\": %u}\n", done,
        (double)(now_ns() - start) / 1e9, (long long)(cpu_us() - cpu), transactions);
}
