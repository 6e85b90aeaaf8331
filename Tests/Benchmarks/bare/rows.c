// The bare bulk insert: every row of a finished store into an empty one of the same schema, so many rows to a
// transaction, or all in one where that is 0. Reading them is not counted.
//   rows FROM TO ROWS_A_TRANSACTION       prints one line of JSON
#include "sqlite_common.h"

enum { CHUNK = 20000 };

struct totals {
    int64_t ns, cpu_us, rows;
    long room;
    sqlite3 *target;
    sqlite3_stmt *begin, *commit;
};

static void step_timed(struct totals *totals, sqlite3_stmt *statement) {
    int64_t start = now_ns(), cpu = cpu_us();
    step(totals->target, statement);
    totals->ns += now_ns() - start;
    totals->cpu_us += cpu_us() - cpu;
}

// Rows kept in memory while the clock runs.
static void insert_chunk(struct totals *totals, sqlite3_stmt *insert, sqlite3_value **values, int columns, long rows) {
    int64_t start = now_ns(), cpu = cpu_us();
    for (long row = 0; row < rows; row++) {
        if (totals->room && row % totals->room == 0) step(totals->target, totals->begin);
        for (int column = 0; column < columns; column++)
            sqlite3_bind_value(insert, column + 1, values[row * columns + column]);
        step(totals->target, insert);
        if (totals->room && ((row + 1) % totals->room == 0 || row + 1 == rows)) step(totals->target, totals->commit);
    }
    totals->ns += now_ns() - start;
    totals->cpu_us += cpu_us() - cpu;
    totals->rows += rows;
    for (long index = 0; index < rows * columns; index++) sqlite3_value_free(values[index]);
}

static void copy_table(struct totals *totals, sqlite3 *source, const char *table) {
    char sql[2048];
    snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
    sqlite3_stmt *select = prepare(source, sql, -1);
    int columns = sqlite3_column_count(select), length = snprintf(sql, sizeof sql, "INSERT INTO \"%s\" VALUES (?", table);
    for (int column = 1; column < columns; column++) length += snprintf(sql + length, sizeof sql - (size_t)length, ",?");
    snprintf(sql + length, sizeof sql - (size_t)length, ")");
    sqlite3_stmt *insert = prepare(totals->target, sql, -1);
    sqlite3_value **values = allocate(sizeof *values * CHUNK * (size_t)columns);
    long rows = 0;
    int status;
    while ((status = sqlite3_step(select)) == SQLITE_ROW) {
        for (int column = 0; column < columns; column++)
            values[rows * columns + column] = sqlite3_value_dup(sqlite3_column_value(select, column));
        if (++rows == CHUNK) {
            insert_chunk(totals, insert, values, columns, rows);
            rows = 0;
        }
    }
    if (status != SQLITE_DONE) die("%s: %s", table, sqlite3_errmsg(source));
    if (rows > 0) insert_chunk(totals, insert, values, columns, rows);
    free(values);
    sqlite3_finalize(insert);
    sqlite3_finalize(select);
}

int main(int count, char **arguments) {
    if (count != 4) die("usage: rows FROM TO ROWS_A_TRANSACTION");
    sqlite3 *source = open_store(arguments[1]);
    struct totals totals = {.target = open_store(arguments[2]), .room = strtol(arguments[3], NULL, 10)};
    if (totals.room < 0) die("%s rows a transaction", arguments[3]);
    execute(totals.target, "PRAGMA foreign_keys = OFF");
    const char *made = "FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL";
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT sql %s ORDER BY type = 'index'", made);
    sqlite3_stmt *schema = prepare(source, sql, -1);
    while (sqlite3_step(schema) == SQLITE_ROW) execute(totals.target, (const char *)sqlite3_column_text(schema, 0));
    totals.begin = prepare(totals.target, "BEGIN IMMEDIATE", -1);
    totals.commit = prepare(totals.target, "COMMIT", -1);
    snprintf(sql, sizeof sql, "SELECT name %s AND type = 'table' ORDER BY name", made);
    sqlite3_stmt *tables = prepare(source, sql, -1);
    if (!totals.room) step_timed(&totals, totals.begin);
    while (sqlite3_step(tables) == SQLITE_ROW)
        copy_table(&totals, source, (const char *)sqlite3_column_text(tables, 0));
    if (!totals.room) step_timed(&totals, totals.commit);
    printf("{\"count\": %lld, \"seconds\": %.6f, \"cpu_us\": %lld}\n", (long long)totals.rows, (double)totals.ns / 1e9,
        (long long)totals.cpu_us);
}
