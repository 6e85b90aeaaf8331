"""What a stopped collector holds beside the journal's days: overdue duties, accounts, visits.

The API hides small cells, so the tables are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from zvonok_interop.oracle.collected import Account, AlertKey, Families, Overdue, VisitKey, families, overdue
from zvonok_interop.oracle.compare import table_differences
from zvonok_interop.oracle.journal import day
from zvonok_interop.oracle.obligations import RULES

from stores import opened

_OUTCOMES = {None: "open", 1: "late", 2: "withdrawn"}
_HOLDERS = {1: "guardian", 2: "pupil"}


def differences(store: Path, alert_feed: Iterable[Message], diary_feed: Iterable[Message]) -> list[str]:
    """Where a stopped collector's tables are not what the monitor's and the diary's feeds say, in words."""
    expected = families(diary_feed)
    found = _stored_families(store)
    return [
        *table_differences("alert", overdue(alert_feed), _stored_alerts(store)),
        *table_differences("account", expected.accounts, found.accounts),
        *table_differences("visit", expected.visits, found.visits),
    ]


def _rows(path: Path, table: str) -> list[Any]:
    """Of the sources that are served."""
    with opened(path) as store:
        return store.execute(f"SELECT t.* FROM {table} AS t JOIN source USING (source) WHERE state = 'live'").fetchall()


def _stored_alerts(path: Path) -> dict[AlertKey, Overdue]:
    found: dict[AlertKey, Overdue] = {}
    for row in _rows(path, "alert"):
        key = (row["school_id"], row["class_id"], day(row["date"]), RULES[row["rule"] - 1])
        counts = found.setdefault(key, Overdue())
        counts.raised += 1
        state = _OUTCOMES[row["outcome"]]
        setattr(counts, state, getattr(counts, state) + 1)
    return found


def _stored_families(path: Path) -> Families:
    accounts = {
        row["account_id"]: Account(row["school_id"], row["person_id"], _HOLDERS[row["holder"]], bool(row["closed"]))
        for row in _rows(path, "account")
    }
    visits: dict[VisitKey, str] = {}
    for row in _rows(path, "visit"):
        key = (row["school_id"], day(row["date"]), row["person_id"], row["pupil_id"])
        assert key not in visits, f"the visit {key} stands under two sources"
        visits[key] = _HOLDERS[row["holder"]]
    return Families(accounts, visits)
