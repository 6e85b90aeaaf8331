// The load generator: sends messages made beforehand, so many under way on each connection, and keeps every answer.
//   drive ENDPOINT KEYS MESSAGES WINDOW ANSWERS [STORE SQL]
// KEYS: the server's public key, then a line "public secret" for each sender. MESSAGES: for each, a byte of how many
// frames, each frame as length and bytes, then the id that SQL asks for, likewise. With STORE, after each answer it
// waits until SQL, given that id, finds a row in that store. Prints one line of JSON.
#include <pthread.h>
#include <sqlite3.h>

#include "zmq_common.h"

enum { SENDERS = 16, FRAMES = 8, POLL_NS = 50000 };

struct bytes {
    const void *start;
    uint32_t size;
};

struct message {
    uint8_t count;
    struct bytes frames[FRAMES], id;
};

struct sender {
    char public[KEY_LENGTH], secret[KEY_LENGTH];
    void *context, *socket;
    struct message *messages;
    size_t first, count, stride, window;
    uint8_t *answers;
    size_t used, room;
    pthread_barrier_t *together;
    sqlite3_stmt *watch;
    int64_t *answered_ns, *effected_ns;
};

static struct bytes take_bytes(struct reader *reader) {
    uint32_t size = take_u32(reader);
    return (struct bytes){take(reader, size), size};
}

static size_t read_messages(const char *path, struct message **messages) {
    struct reader reader = open_file(path);
    size_t count = take_u32(&reader);
    *messages = allocate(count * sizeof **messages);
    for (size_t index = 0; index < count; index++) {
        struct message *one = &(*messages)[index];
        one->count = take_u8(&reader);
        if (one->count > FRAMES) die("%d frames", one->count);
        for (int frame = 0; frame < one->count; frame++) one->frames[frame] = take_bytes(&reader);
        one->id = take_bytes(&reader);
    }
    return count;
}

static void send_message(struct sender *sender, const struct message *message) {
    for (int frame = 0; frame < message->count; frame++) {
        int more = frame + 1 < message->count ? ZMQ_SNDMORE : 0;
        if (zmq_send(sender->socket, message->frames[frame].start, message->frames[frame].size, more) < 0)
            die("send: %s", zmq_strerror(zmq_errno()));
    }
}

static void keep(struct sender *sender, const void *bytes, uint32_t size) {
    if (sender->used + size + 4 > sender->room) {
        sender->room = sender->room * 2 + size + 4096;
        sender->answers = realloc(sender->answers, sender->room);
        if (!sender->answers) die("no memory for the answers");
    }
    memcpy(sender->answers + sender->used, &size, 4);
    memcpy(sender->answers + sender->used + 4, bytes, size);
    sender->used += size + 4;
}

// Every frame of one answer, after each other.
static void receive_answer(struct sender *sender) {
    zmq_msg_t part;
    int more = 1;
    while (more) {
        zmq_msg_init(&part);
        if (zmq_msg_recv(&part, sender->socket, 0) < 0) die("no answer: %s", zmq_strerror(zmq_errno()));
        keep(sender, zmq_msg_data(&part), (uint32_t)zmq_msg_size(&part));
        more = zmq_msg_more(&part);
        zmq_msg_close(&part);
    }
}

// Looks every 50 µs, which is what the measured time can be too long by.
static void await_effect(sqlite3_stmt *watch, struct bytes id) {
    const struct timespec pause = {0, POLL_NS};
    int64_t limit = now_ns() + 30000000000;
    sqlite3_bind_blob(watch, 1, id.start, (int)id.size, SQLITE_STATIC);
    for (;;) {
        int status = sqlite3_step(watch);
        sqlite3_reset(watch);
        if (status == SQLITE_ROW) return;
        if (status != SQLITE_DONE && status != SQLITE_BUSY) die("the watched store answered %d", status);
        if (now_ns() > limit) die("no effect within 30 s");
        nanosleep(&pause, NULL);
    }
}

static void *run_sender(void *argument) {
    struct sender *sender = argument;
    pthread_barrier_wait(sender->together);
    size_t sent = 0, answered = 0;
    while (answered < sender->count) {
        int64_t start = sender->watch ? now_ns() : 0;
        for (; sent < sender->count && sent - answered < sender->window; sent++)
            send_message(sender, &sender->messages[sender->first + sent * sender->stride]);
        receive_answer(sender);
        if (sender->watch) {
            sender->answered_ns[answered] = now_ns() - start;
            await_effect(sender->watch, sender->messages[sender->first + answered * sender->stride].id);
            sender->effected_ns[answered] = now_ns() - start;
        }
        answered++;
    }
    return NULL;
}

static size_t read_keys(const char *path, char *server, struct sender *senders) {
    FILE *file = fopen(path, "r");
    size_t count = 0;
    if (!file || fscanf(file, "%40s", server) != 1) die("cannot read %s", path);
    while (count < SENDERS && fscanf(file, "%40s %40s", senders[count].public, senders[count].secret) == 2) count++;
    fclose(file);
    return count;
}

static sqlite3_stmt *open_watch(const char *store, const char *sql) {
    sqlite3 *database;
    sqlite3_stmt *statement;
    if (sqlite3_open_v2(store, &database, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) die("cannot open %s", store);
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) die("%s", sqlite3_errmsg(database));
    return statement;
}

static void write_answers(const char *path, const struct sender *senders, size_t count) {
    FILE *file = fopen(path, "w");
    if (!file) die("cannot write %s", path);
    for (size_t index = 0; index < count; index++)
        if (fwrite(senders[index].answers, 1, senders[index].used, file) != senders[index].used) die("short write");
    if (fclose(file) != 0) die("short write");
}

int main(int count, char **arguments) {
    if (count != 6 && count != 8) die("usage: drive ENDPOINT KEYS MESSAGES WINDOW ANSWERS [STORE SQL]");
    static struct sender senders[SENDERS];
    char server[KEY_LENGTH];
    struct message *messages;
    size_t sender_count = read_keys(arguments[2], server, senders);
    size_t total = read_messages(arguments[3], &messages);
    pthread_barrier_t together;
    pthread_barrier_init(&together, NULL, (unsigned)sender_count + 1);
    void *context = zmq_ctx_new();
    pthread_t threads[SENDERS];
    for (size_t index = 0; index < sender_count; index++) {
        struct sender *sender = &senders[index];
        sender->messages = messages;
        sender->first = index;
        sender->stride = sender_count;
        sender->count = (total - index + sender_count - 1) / sender_count;
        sender->window = count == 8 ? 1 : strtoul(arguments[4], NULL, 10);
        sender->together = &together;
        sender->socket = connect_dealer(context, arguments[1], server, sender->public, sender->secret);
        if (count == 8) {
            sender->watch = open_watch(arguments[6], arguments[7]);
            sender->answered_ns = allocate(sender->count * sizeof(int64_t));
            sender->effected_ns = allocate(sender->count * sizeof(int64_t));
        }
        if (pthread_create(&threads[index], NULL, run_sender, sender) != 0) die("no thread");
    }
    int64_t cpu = cpu_us();
    pthread_barrier_wait(&together);
    int64_t start = now_ns();
    for (size_t index = 0; index < sender_count; index++) pthread_join(threads[index], NULL);
    double seconds = (double)(now_ns() - start) / 1e9;
    printf("{\"count\": %zu, \"seconds\": %.6f, \"cpu_us\": %lld", total, seconds, (long long)(cpu_us() - cpu));
    if (count == 8) {
        struct sender *one = &senders[0];
        printf(", \"answer_us\": [%.1f, %.1f], \"effect_us\": [%.1f, %.1f]",
            percentile_us(one->answered_ns, one->count, 0.5), percentile_us(one->answered_ns, one->count, 0.99),
            percentile_us(one->effected_ns, one->count, 0.5), percentile_us(one->effected_ns, one->count, 0.99));
    }
    printf("}\n");
    write_answers(arguments[5], senders, sender_count);
    for (size_t index = 0; index < sender_count; index++) zmq_close(senders[index].socket);
    zmq_ctx_term(context);
}
