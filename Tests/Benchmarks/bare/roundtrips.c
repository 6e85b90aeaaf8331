// Round trips over CURVE with nothing around libzmq: what the Swift wrapper is held against.
//   roundtrips BYTES TRIPS:IN_FLIGHT…      prints trips a second and CPU µs a trip, a line for each pair
#include "zmq_common.h"

static void measure(void *socket, const void *body, size_t size, long trips, long in_flight) {
    zmq_msg_t answer;
    zmq_msg_init(&answer);
    int64_t cpu = cpu_us(), start = now_ns();
    for (long sent = 0, answered = 0; answered < trips;) {
        for (; sent < trips && sent - answered < in_flight; sent++)
            if (zmq_send(socket, body, size, 0) < 0) die("send: %s", zmq_strerror(zmq_errno()));
        if (zmq_msg_recv(&answer, socket, 0) < 0) die("receive: %s", zmq_strerror(zmq_errno()));
        answered++;
    }
    double seconds = (double)(now_ns() - start) / 1e9;
    printf("%ld %ld %.0f %.2f\n", trips, in_flight, (double)trips / seconds, (double)(cpu_us() - cpu) / (double)trips);
    zmq_msg_close(&answer);
}

int main(int count, char **arguments) {
    if (count < 3) die("usage: roundtrips BYTES TRIPS:IN_FLIGHT…");
    size_t size = strtoul(arguments[1], NULL, 10);
    void *body = allocate(size);
    memset(body, 1, size);
    struct echo echo;
    start_echo(&echo);
    void *context = zmq_ctx_new();
    void *socket = connect_to_echo(context, &echo);
    for (int index = 2; index < count; index++) {
        long trips, in_flight;
        if (sscanf(arguments[index], "%ld:%ld", &trips, &in_flight) != 2) die("TRIPS:IN_FLIGHT, not %s", arguments[index]);
        measure(socket, body, size, trips, in_flight);
    }
    zmq_close(socket);
    zmq_ctx_term(context);
    zmq_ctx_shutdown(echo.context);
    pthread_join(echo.thread, NULL);
    zmq_ctx_term(echo.context);
    free(body);
}
