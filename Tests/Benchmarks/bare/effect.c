// The least a command can take until it has an effect elsewhere: a round trip over CURVE, and a durable commit in each
// of two stores, here of the recorded statements of one command.
//   effect STORE STORE RECORDING BYTES       prints one line of JSON
#include "sqlite_common.h"
#include "zmq_common.h"

static void commit_one(sqlite3 *database, struct recording *recording, sqlite3_stmt *begin, sqlite3_stmt *commit) {
    step(database, begin);
    run_command(database, recording);
    step(database, commit);
}

int main(int count, char **arguments) {
    if (count != 5) die("usage: effect STORE STORE RECORDING BYTES");
    sqlite3 *stores[2];
    struct recording recordings[2];
    sqlite3_stmt *begin[2], *commit[2];
    for (int index = 0; index < 2; index++) {
        stores[index] = open_store(arguments[1 + index]);
        recordings[index] = open_recording(stores[index], arguments[3]);
        begin[index] = prepare(stores[index], "BEGIN IMMEDIATE", -1);
        commit[index] = prepare(stores[index], "COMMIT", -1);
    }
    size_t size = strtoul(arguments[4], NULL, 10);
    char *body = allocate(size), *answer = allocate(size);
    memset(body, 1, size);
    struct echo echo;
    start_echo(&echo);
    void *socket = connect_to_echo(zmq_ctx_new(), &echo);
    size_t trips = recordings[0].command_count;
    int64_t *times = allocate(trips * sizeof *times);
    for (size_t trip = 0; trip < trips; trip++) {
        int64_t start = now_ns();
        if (zmq_send(socket, body, size, 0) < 0 || zmq_recv(socket, answer, size, 0) < 0) die("no round trip");
        for (int index = 0; index < 2; index++)
            commit_one(stores[index], &recordings[index], begin[index], commit[index]);
        times[trip] = now_ns() - start;
    }
    printf("{\"count\": %zu, \"effect_us\": [%.1f, %.1f]}\n", trips, percentile_us(times, trips, 0.5),
        percentile_us(times, trips, 0.99));
}
