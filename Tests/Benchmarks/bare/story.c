// One request that changes something, and two pages that are asked for again and again until each shows it.
//   story TRIALS PORT PORT PORT       prints one line of JSON
// TRIALS: for each trial the request, then for each page its request, the text to count on it, and how often it stands
// there at last; each with its length. The first port takes the request, the others show the pages; all on this machine.
#define _GNU_SOURCE

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/socket.h>

#include "common.h"

// A pause after each look, which is what the measured time can be too long by, beside the look itself.
enum { PAGES = 2, ROOM = 4 << 20, PAUSE_NS = 500000 };
static const int64_t PATIENCE_NS = 30000000000;

struct text {
    const char *start;
    uint32_t size;
};

struct page {
    struct text request, shown;
    uint32_t times;
};

struct trial {
    struct text request;
    struct page pages[PAGES];
};

struct connection {
    int socket;
    char *answer;
    size_t size;
};

struct watcher {
    struct connection connection;
    const struct page *page;
    pthread_barrier_t *begin, *end;
    const int64_t *start;
    int64_t seen_ns;
};

static struct text take_text(struct reader *reader) {
    uint32_t size = take_u32(reader);
    return (struct text){take(reader, size), size};
}

static size_t read_trials(const char *path, struct trial **trials) {
    struct reader reader = open_file(path);
    size_t count = take_u32(&reader);
    *trials = allocate(count * sizeof **trials);
    for (size_t index = 0; index < count; index++) {
        struct trial *one = &(*trials)[index];
        one->request = take_text(&reader);
        for (int page = 0; page < PAGES; page++) {
            one->pages[page].request = take_text(&reader);
            one->pages[page].shown = take_text(&reader);
            one->pages[page].times = take_u32(&reader);
        }
    }
    return count;
}

static struct connection connect_to(const char *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct connection made = {.socket = socket(AF_INET, SOCK_STREAM, 0), .answer = allocate(ROOM)};
    int yes = 1;
    setsockopt(made.socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(made.socket, (struct sockaddr *)&address, sizeof address) != 0) die("nobody listens at %s", port);
    return made;
}

static void receive(struct connection *connection) {
    if (connection->size == ROOM - 1) die("an answer of more than %d bytes", ROOM);
    ssize_t size = recv(connection->socket, connection->answer + connection->size, ROOM - 1 - connection->size, 0);
    if (size <= 0) die("the connection was closed");
    connection->size += (size_t)size;
    connection->answer[connection->size] = 0;
}

// One request and its whole answer; the status must be this one.
static void ask(struct connection *connection, struct text request, int status) {
    for (size_t sent = 0; sent < request.size;) {
        ssize_t size = send(connection->socket, request.start + sent, request.size - sent, MSG_NOSIGNAL);
        if (size <= 0) die("the connection was closed");
        sent += (size_t)size;
    }
    connection->size = 0;
    connection->answer[0] = 0;
    const char *body, *length;
    while (!(body = strstr(connection->answer, "\r\n\r\n"))) receive(connection);
    if (strtol(connection->answer + strlen("HTTP/1.1 "), NULL, 10) != status) die("%.2000s", connection->answer);
    length = strcasestr(connection->answer, "\r\ncontent-length:");
    size_t head = (size_t)(body + 4 - connection->answer);
    size_t whole = head + (length && length < body ? strtoul(length + strlen("\r\ncontent-length:"), NULL, 10) : 0);
    while (connection->size < whole) receive(connection);
}

static int shows(struct watcher *watcher) {
    const struct page *page = watcher->page;
    ask(&watcher->connection, page->request, 200);
    const char *at = watcher->connection.answer, *end = at + watcher->connection.size;
    uint32_t times = 0;
    while ((at = memmem(at, (size_t)(end - at), page->shown.start, page->shown.size))) {
        at += page->shown.size;
        times++;
    }
    return times == page->times;
}

static void *watch(void *argument) {
    struct watcher *watcher = argument;
    const struct timespec pause = {0, PAUSE_NS};
    for (;;) {
        pthread_barrier_wait(watcher->begin);
        if (!watcher->page) return NULL;
        while (!shows(watcher)) {
            if (now_ns() - *watcher->start > PATIENCE_NS)
                die("not shown within 30 s: %.*s", (int)watcher->page->shown.size, watcher->page->shown.start);
            nanosleep(&pause, NULL);
        }
        watcher->seen_ns = now_ns() - *watcher->start;
        pthread_barrier_wait(watcher->end);
    }
}

static void print_times(const char *name, int64_t *times, size_t count) {
    printf("\"%s\": [%.1f, %.1f]", name, percentile_us(times, count, 0.5), percentile_us(times, count, 0.99));
}

int main(int count, char **arguments) {
    // With EVER, as against answers that never change, a page may show the effect before its cause.
    int is_ever = count == 6 && strcmp(arguments[5], "EVER") == 0;
    if (count != 5 && !is_ever) die("usage: story TRIALS PORT PORT PORT [EVER]");
    struct trial *trials;
    size_t total = read_trials(arguments[1], &trials);
    struct connection entrance = connect_to(arguments[2]);
    struct watcher watchers[PAGES];
    int64_t start, *times[PAGES + 1];
    pthread_t threads[PAGES];
    pthread_barrier_t begin, end;
    pthread_barrier_init(&begin, NULL, PAGES + 1);
    pthread_barrier_init(&end, NULL, PAGES + 1);
    for (int page = 0; page <= PAGES; page++) times[page] = allocate(total * sizeof(int64_t));
    for (int page = 0; page < PAGES; page++) {
        watchers[page] = (struct watcher){connect_to(arguments[3 + page]), NULL, &begin, &end, &start, 0};
        if (pthread_create(&threads[page], NULL, watch, &watchers[page]) != 0) die("no thread");
    }
    for (size_t trial = 0; trial < total; trial++) {
        for (int page = 0; page < PAGES; page++) {
            watchers[page].page = &trials[trial].pages[page];
            if (shows(&watchers[page]) && !is_ever) die("trial %zu: page %d shows it already", trial, page);
        }
        start = now_ns();
        pthread_barrier_wait(&begin);
        ask(&entrance, trials[trial].request, is_ever ? 200 : 303);
        times[PAGES][trial] = now_ns() - start;
        pthread_barrier_wait(&end);
        for (int page = 0; page < PAGES; page++) times[page][trial] = watchers[page].seen_ns;
    }
    for (int page = 0; page < PAGES; page++) watchers[page].page = NULL;
    pthread_barrier_wait(&begin);
    for (int page = 0; page < PAGES; page++) pthread_join(threads[page], NULL);
    printf("{\"count\": %zu, ", total);
    print_times("answer_us", times[PAGES], total);
    printf(", ");
    print_times("first_us", times[0], total);
    printf(", ");
    print_times("second_us", times[1], total);
    printf("}\n");
}
