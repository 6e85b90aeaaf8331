"""A store as it must come out whoever was started when: every row of every table, without what may differ."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stores import opened

# What is left out of a dump, each with its reason. A table or column that is not named here is compared.
_TABLES = {
    "feed_identity": "the own feed's name, its epoch, which is random, and its heartbeat",
    "log_verification": "how far an operator had the own log verified",
    "command_answer": "answers to commands, with their instants; the same store holds them in every cluster",
    "store_identity": "when a store was made",
    "store_migration": "which program made its tables",
    "grdb_migrations": "which program made its tables",
    "applied_batch": "when what was applied, by the clock of who read it",
    "source": "cursors: sequences and hashes of other feeds, and how far they were complete when somebody last asked",
    "alert_horizon": "how far the monitor had come when somebody last asked",
    "marks_decided": "how far was decided when the service was stopped; what was decided is compared",
    "read_record": "who looked at what: nobody looks at a service that is only catching up",
    "browser_secret": "random, and of one store",
    "door_secret": "random, and of one store",
}
# By table ("*": any of them) and column.
_COLUMNS = {
    ("*", "source"): "a number of this store; rows are told apart by the feed they came of",
    ("*", "trace_id"): "trace ids",
    ("event", "sequence"): "the own feed's sequence: it follows from what was told before",
    ("event", "recorded_at"): "the own feed's recorded-at: when the service came to know it",
    ("event", "chain_hash"): "follows from sequence, recorded-at and salt",
    ("event", "salt"): "random",
}
_OF_SERVICE = {
    "monitor": {},
    "notifier": {
        ("event", "*"): "what became of mails: a delivery state each",
        ("alert", "raised_at"): "the recorded-at of the monitor's own feed",
        ("alert_span", "recorded_at"): "the recorded-at of the monitor's own feed",
        ("mail", "state"): "a delivery state",
        ("mail_count", "*"): "how many mails stand in each delivery state",
        ("mail", "begun_at"): "when the notifier came to decide, by its clock",
        ("mail", "reason"): "of a delivery state",
        ("mail", "attempts"): "attempts",
        ("mail", "ambiguous"): "attempts",
        ("mail", "next_attempt"): "attempts",
        ("mail", "reply_code"): "of an attempt",
        ("mail", "address"): "kept only while a mail is being sent",
        ("mail", "content"): "kept only while a mail is being sent",
    },
}  # fmt: skip

Dump = dict[str, list[tuple[Any, ...]]]


def dump(service: str, path: Path) -> Dump:
    """The canonical dump of a stopped service's store, by table."""
    left_out = _COLUMNS | _OF_SERVICE.get(service, {})
    with opened(path) as store:
        feeds = _feeds(store)
        return {
            table: _rows(store, table, left_out, feeds)
            for table in _tables(store)
            if table not in _TABLES and (table, "*") not in left_out
        }


def _tables(store: sqlite3.Connection) -> list[str]:
    rows = store.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(row[0] for row in rows)


def _feeds(store: sqlite3.Connection) -> dict[int, str]:
    """Which feed each source that is served was read from."""
    if "source" not in _tables(store):
        return {}
    return {row[0]: row[1] for row in store.execute("SELECT source, feed FROM source WHERE state = 'live'")}


def _rows(
    store: sqlite3.Connection, table: str, left_out: dict[tuple[str, str], str], feeds: dict[int, str]
) -> list[tuple[Any, ...]]:
    names = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
    kept = [name for name in names if ("*", name) not in left_out and (table, name) not in left_out]
    found = []
    for row in store.execute(f"SELECT * FROM {table}"):
        came_of = (feeds[row["source"]],) if "source" in names else ()
        found.append(came_of + tuple(row[name] for name in kept))
    return sorted(found, key=repr)


def differences(expected: Dump, found: Dump) -> Iterator[str]:
    """In words, the first few of each table."""
    for table in sorted({*expected, *found}):
        ours, theirs = expected.get(table, []), found.get(table, [])
        lacking, extra = _minus(ours, theirs), _minus(theirs, ours)
        for word, rows in (("lacks", lacking), ("has", extra)):
            if rows:
                yield f"{table} {word} {len(rows)} of {len(ours)} rows: {rows[:3]}"


def _minus(rows: list[tuple[Any, ...]], others: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    left = list(others)
    found = []
    for row in rows:
        if row in left:
            left.remove(row)
        else:
            found.append(row)
    return found


def unused_exceptions(services: dict[str, Path]) -> set[str]:
    """What is said to be left out and is in no store: the list must not outlive its reasons."""
    tables: set[str] = set()
    columns: set[tuple[str, str]] = set()
    for path in services.values():
        with opened(path) as store:
            for table in _tables(store):
                tables.add(table)
                columns |= {(table, row[1]) for row in store.execute(f"PRAGMA table_info({table})")}
    every = {name for _, name in columns}
    known = {**_COLUMNS, **{key: why for some in _OF_SERVICE.values() for key, why in some.items()}}
    unused = _TABLES.keys() - tables
    for table, column in known:
        is_there = column in every if table == "*" else column == "*" or (table, column) in columns
        unused |= set() if is_there else {f"{table}.{column}"}
    return unused


def without_projections(path: Path) -> None:
    """Leaves a stopped owner its own facts alone: what it made of other feeds goes, and how far it had read them."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for table in _tables(connection):
            if any(row[1] == "source" for row in connection.execute(f"PRAGMA table_info({table})")):
                connection.execute(f"DELETE FROM {table}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
