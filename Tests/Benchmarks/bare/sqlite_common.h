// A store as the services open theirs, and recorded statements.
#ifndef ZVONOK_BENCHMARKS_SQLITE_COMMON_H
#define ZVONOK_BENCHMARKS_SQLITE_COMMON_H

#include <sqlite3.h>

#include "common.h"

static inline void execute(sqlite3 *database, const char *sql) {
    char *message = NULL;
    if (sqlite3_exec(database, sql, NULL, NULL, &message) != SQLITE_OK) die("%s: %s", sql, message);
}

// The settings the services verify at their start (ServiceKit, StoreSettings).
static inline sqlite3 *open_store(const char *path) {
    sqlite3 *database;
    if (sqlite3_open(path, &database) != SQLITE_OK) die("cannot open %s", path);
    execute(database, "PRAGMA journal_mode = WAL");
    execute(database, "PRAGMA synchronous = FULL");
    execute(database, "PRAGMA foreign_keys = ON");
    execute(database, "PRAGMA secure_delete = ON");
    execute(database, "PRAGMA trusted_schema = OFF");
    return database;
}

static inline sqlite3_stmt *prepare(sqlite3 *database, const char *sql, int length) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, length, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        die("%.*s: %s", length, sql, sqlite3_errmsg(database));
    return statement;
}

static inline void step(sqlite3 *database, sqlite3_stmt *statement) {
    int status = sqlite3_step(statement);
    if (status != SQLITE_ROW && status != SQLITE_DONE) die("%s: %s", sqlite3_sql(statement), sqlite3_errmsg(database));
    sqlite3_reset(statement);
}

// Recorded commands: the texts of all statements, then for each command how many it runs, each with its parameters.
struct recording {
    struct reader reader;
    uint32_t statement_count, command_count;
    sqlite3_stmt **statements;
    uint32_t savepoint;
};

static inline struct recording open_recording(sqlite3 *database, const char *path) {
    struct recording recording = {.reader = open_file(path)};
    recording.statement_count = take_u32(&recording.reader);
    recording.statements = allocate(recording.statement_count * sizeof(sqlite3_stmt *));
    for (uint32_t index = 0; index < recording.statement_count; index++) {
        uint32_t length = take_u32(&recording.reader);
        recording.statements[index] = prepare(database, take(&recording.reader, length), (int)length);
    }
    recording.command_count = take_u32(&recording.reader);
    return recording;
}

static inline void bind_parameter(struct reader *reader, sqlite3_stmt *statement, int index) {
    uint8_t kind = take_u8(reader);
    uint32_t size = take_u32(reader);
    const void *bytes = take(reader, size);
    int64_t integer;
    double real;
    switch (kind) {
    case SQLITE_NULL: sqlite3_bind_null(statement, index); break;
    case SQLITE_INTEGER: memcpy(&integer, bytes, 8); sqlite3_bind_int64(statement, index, integer); break;
    case SQLITE_FLOAT: memcpy(&real, bytes, 8); sqlite3_bind_double(statement, index, real); break;
    case SQLITE_TEXT: sqlite3_bind_text(statement, index, bytes, (int)size, SQLITE_STATIC); break;
    case SQLITE_BLOB: sqlite3_bind_blob(statement, index, bytes, (int)size, SQLITE_STATIC); break;
    default: die("a parameter of kind %d", kind);
    }
}

// Runs one command's statements; the transaction around it is the caller's.
static inline void run_command(sqlite3 *database, struct recording *recording) {
    uint32_t count = take_u32(&recording->reader);
    while (count--) {
        sqlite3_stmt *statement = recording->statements[take_u32(&recording->reader)];
        int parameters = take_u8(&recording->reader);
        for (int index = 1; index <= parameters; index++) bind_parameter(&recording->reader, statement, index);
        step(database, statement);
    }
}

#endif
