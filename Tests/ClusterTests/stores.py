"""Reading and spoiling a stopped service's store: the one place that knows its tables."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from zvonok_interop.oracle.compare import table_differences
from zvonok_interop.oracle.journal import Journal, day

Tables = dict[str, dict[Any, Any]]


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of a store that no process has open: reading the WAL would write to the original."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "store.sqlite"
        for suffix in ("", "-wal"):
            source = path.with_name(path.name + suffix)
            if source.exists():
                shutil.copyfile(source, copy.with_name(copy.name + suffix))
        connection = sqlite3.connect(copy, isolation_level=None)
        connection.row_factory = sqlite3.Row
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def spoiled(path: Path) -> Iterator[sqlite3.Connection]:
    """A store to be damaged on purpose: constraints and triggers stand aside, as they would for a hex editor."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        yield connection
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


# How each table of the store reads as the fold's rows: columns by name, dates and flags turned.
_DAYS = {"date", "first_day", "last_day", "due"}
_FLAGS = {"whole_class", "counts_in_filling", "extracurricular", "marks_required", "withdrawn", "is_open"}
_PLAIN = {
    "schools": ("school", "school_id", "school_id school, version, name"),
    "staff": ("staff", "staff_id", "school_id school, version, last_day"),
    "pupils": ("pupil", "pupil_id", "school_id school, version"),
    "guardians": ("guardian", "guardian_id", "school_id school, version"),
    "classes": ("class", "class_id", "school_id school, version, parallel, letter, school_year"),
    "groups": ("study_group", "group_id", "school_id school, version, name, class_id, whole_class"),
    "courses": (
        "course", "course_id",
        "school_id school, version, name, marks, homework, counts_in_filling, extracurricular",
    ),
    "enrolments": (
        "enrolment", "enrolment_id",
        "school_id school, version, pupil_id, class_id, group_id, first_day, last_day, order_number, end_order",
    ),
    "guardianships": (
        "guardianship", "guardianship_id",
        "school_id school, version, guardian_id, pupil_id, basis, first_day, last_day",
    ),
    "roles": (
        "role", "role_id", "school_id school, version, staff_id, kind, first_day, last_day, order_number",
    ),
    "accounts": ("staff_account", "staff_id", "school_id school, version, is_open"),
    "revocations": ("session_revocation", "staff_id", "school_id school, revoked_at"),
    "signing_keys": ("signing_key", "key_id", "public_key, not_before, not_after"),
    "rolls": ("roll", "lesson_id", "school_id school, version, taken_at"),
    "works": (
        "work", "work_id", "school_id school, version, lesson_id, kind, weight, marks_required, due, withdrawn",
    ),
}  # fmt: skip


def _turned(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DAYS:
        return day(value)
    return bool(value) if name in _FLAGS else value


def _plain(store: sqlite3.Connection, table: str, key: str, columns: str) -> dict[Any, Any]:
    rows = store.execute(f"SELECT {key} AS row_key, {columns} FROM {table}")
    return {
        row["row_key"]: {name: _turned(name, row[name]) for name in row.keys() if name != "row_key"}  # noqa: SIM118
        for row in rows
    }


def journal_tables(path: Path) -> Tables:
    """The journal's own tables in the shape of the fold."""
    with opened(path) as store:
        tables = {name: _plain(store, *parts) for name, parts in _PLAIN.items()}
        tables |= {"zones": _zones(store), "lessons": _lessons(store), "marks": _marks(store)}
        tables |= {"attendance": _attendance(store), "corrections": _corrections(store), "cards": _cards(store)}
        tables |= {"bells": _bells(store), "timetables": _timetables(store)}
    return tables


def _zones(store: sqlite3.Connection) -> dict[Any, Any]:
    zones: dict[bytes, list[tuple[date, str]]] = {}
    for row in store.execute("SELECT school_id, since, zone FROM school_zone ORDER BY school_id, since"):
        since = date.min if row["since"] < -700_000 else day(row["since"])
        zones.setdefault(row["school_id"], []).append((since, row["zone"]))
    return zones


def _lessons(store: sqlite3.Connection) -> dict[Any, Any]:
    lessons = {}
    for row in store.execute("SELECT * FROM lesson"):
        homework = None
        if row["homework"] is not None or row["homework_none"]:
            homework = {"text": row["homework"], "due": _turned("due", row["homework_due"])}
        lessons[row["lesson_id"]] = {
            "school": row["school_id"], "version": row["version"], "date": day(row["date"]),
            "number": row["number"], "start": row["start"], "end": row["end"],
            "group_id": row["group_id"], "course_id": row["course_id"], "teacher_id": row["teacher_id"],
            "timetable_id": row["timetable_id"], "topic": row["topic"], "topic_at": row["topic_at"],
            "homework": homework, "cancelled": row["cancel_reason"] is not None, "cancel_reason": row["cancel_reason"],
            "cancel_order": row["cancel_order"],
        }  # fmt: skip
    return lessons


def _marks(store: sqlite3.Connection) -> dict[Any, Any]:
    marks = {}
    for row in store.execute("SELECT * FROM mark"):
        value = ("points", row["points"]) if row["points"] is not None else ("symbol", row["symbol"])
        marks[row["mark_id"]] = {
            "school": row["school_id"], "version": row["version"], "work_id": row["work_id"],
            "pupil_id": row["pupil_id"], "value": value, "date": day(row["date"]), "withdrawn": bool(row["withdrawn"]),
            "given_at": row["given_at"], "worked_at": row["worked_at"],
        }  # fmt: skip
    return marks


def _attendance(store: sqlite3.Connection) -> dict[Any, Any]:
    rows = store.execute("SELECT lesson_id, pupil_id, code, minutes_late FROM attendance")
    return {
        (row["lesson_id"], row["pupil_id"]): {"code": row["code"], "minutes_late": row["minutes_late"]} for row in rows
    }


def _corrections(store: sqlite3.Connection) -> dict[Any, Any]:
    rows = store.execute("SELECT lesson_id, pupil_id, school_id, corrected_at FROM absence_correction")
    return {
        (row["lesson_id"], row["pupil_id"]): {"school": row["school_id"], "corrected_at": row["corrected_at"]}
        for row in rows
    }


def _cards(store: sqlite3.Connection) -> dict[Any, Any]:
    """By the sequence of the event each row came of."""
    columns = {
        "staff_card": "staff_id", "pupil_card": "pupil_id", "guardian_card": "guardian_id",
    }  # fmt: skip
    cards = {}
    for table, person in columns.items():
        for row in store.execute(f"SELECT * FROM {table}"):
            # `in` on a row asks for a value, not for a column.
            present = set(row.keys())
            optional = {name: row[name] for name in ("post", "email", "phone", "birth_date") if name in present}
            cards[row["sequence"]] = {
                "school": row["school_id"], "person": row[person], "version": row["version"],
                "name": (row["family"], row["given"], row["patronymic"]), **optional,
            }  # fmt: skip
    return cards


def _bells(store: sqlite3.Connection) -> dict[Any, Any]:
    bells = _plain(store, "bells", "bells_id", "school_id school, version, name")
    for row in bells.values():
        row["bells"] = []
    for row in store.execute("SELECT bells_id, number, start, end FROM bell ORDER BY bells_id, number"):
        bells[row["bells_id"]]["bells"].append((row["number"], row["start"], row["end"]))
    return bells


def _timetables(store: sqlite3.Connection) -> dict[Any, Any]:
    columns = "school_id school, version, bells_id, first_day, last_day"
    timetables = _plain(store, "timetable", "timetable_id", columns)
    for row in timetables.values():
        row |= {"days_off": [], "entries": []}
    for row in store.execute("SELECT timetable_id, day FROM timetable_day_off ORDER BY day"):
        timetables[row["timetable_id"]]["days_off"].append(day(row["day"]))
    for row in store.execute("SELECT * FROM timetable_entry"):
        entry = tuple(row[name] for name in ("weekday", "number", "group_id", "course_id", "teacher_id"))
        timetables[row["timetable_id"]]["entries"].append(entry)
    for row in timetables.values():
        row["entries"].sort()
    return timetables


# Tables that are compared with no fold, and why that is no gap.
_COMPARED_APART = {
    "school_zone", "lesson", "mark", "attendance", "absence_correction", "staff_card", "pupil_card", "guardian_card",
    "bells", "bell", "timetable", "timetable_day_off", "timetable_entry",
}  # fmt: skip
_NOT_OF_THE_FEED = {
    # The feed itself and how far it was verified; the audit and the chain are about it.
    "feed_identity", "event", "log_verification",
    # What senders were answered, and imports not applied yet.
    "command_answer", "stage", "stage_chunk",
    # What other systems call what stands here: their rosters say, the feed does not.
    "roster_source", "roster_day", "roster_record", "roster_name",
    # The store's own name and migrations.
    "store_identity", "store_migration", "grdb_migrations",
    # Secrets, sessions and who looked at what: no message tells of them.
    "staff_credential", "signing_secret", "door_secret", "session", "read_record",
}  # fmt: skip


def uncompared_tables(names: set[str]) -> list[str]:
    """Tables of a journal's store that this module neither compares nor says why not, and known ones that are gone."""
    known = {table for table, *_ in _PLAIN.values()} | _COMPARED_APART | _NOT_OF_THE_FEED
    found = [f"the table {name} is compared with nothing" for name in sorted(names - known)]
    return found + [f"there is no table {name} any more" for name in sorted(known - names)]


def _table_names(path: Path) -> set[str]:
    with opened(path) as store:
        rows = store.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {row[0] for row in rows}


def fold_differences(fold: Journal, path: Path) -> list[str]:
    """Where the journal's own tables are not what its feed says, or are not compared at all."""
    found = journal_tables(path)
    differences = uncompared_tables(_table_names(path))
    for name, table in found.items():
        differences += table_differences(name, getattr(fold, name), table)
    return differences


def snapshot(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, to show that nothing changed; only the heartbeat goes on by itself."""
    with opened(path) as store:
        names = [row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        content = {name: sorted(map(tuple, store.execute(f'SELECT * FROM "{name}"')), key=repr) for name in names}
    content.pop("feed_identity", None)
    return content


def holds_bytes(place: Path, wanted: str | bytes) -> list[str]:
    """The files in which these characters or bytes stand: under a folder, or a store and what lies beside it."""
    needle = wanted.encode() if isinstance(wanted, str) else wanted
    paths = place.rglob("*") if place.is_dir() else place.parent.glob(f"{place.name}*")
    return [str(path) for path in paths if path.is_file() and needle in path.read_bytes()]
