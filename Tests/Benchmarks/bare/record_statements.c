// Preloaded into a service, writes down each statement it runs, text and text with values: what the bare loop replays.
// The file's name stands in RECORD_STATEMENTS; each entry is the connection, then two texts with their lengths.
#include <pthread.h>
#include <sqlite3.h>

#include "common.h"

static FILE *record;
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

static void write_text(const char *text) {
    uint32_t length = (uint32_t)strlen(text);
    fwrite(&length, sizeof length, 1, record);
    fwrite(text, 1, length, record);
}

static int note(unsigned kind, void *connection, void *statement, void *text) {
    // A trigger's statements come as comments.
    if (kind != SQLITE_TRACE_STMT || strncmp(text, "--", 2) == 0) return 0;
    const char *sql = sqlite3_sql(statement);
    char *expanded = sqlite3_expanded_sql(statement);
    if (!sql || !expanded) return 0;
    pthread_mutex_lock(&one_at_a_time);
    fwrite(&connection, sizeof connection, 1, record);
    write_text(sql);
    write_text(expanded);
    pthread_mutex_unlock(&one_at_a_time);
    sqlite3_free(expanded);
    return 0;
}

static int on_open(sqlite3 *database, char **message, const void *routines) {
    (void)message;
    (void)routines;
    return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, note, database);
}

__attribute__((constructor)) static void start(void) {
    const char *path = getenv("RECORD_STATEMENTS");
    if (!path) return;
    record = fopen(path, "w");
    if (!record) die("cannot write %s", path);
    sqlite3_auto_extension((void (*)(void))on_open);
}

__attribute__((destructor)) static void end(void) {
    if (record) fclose(record);
}
