"""Which days work: public holidays, days off that were moved, working Saturdays, the region's own days off."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

FACTS = Path(__file__).parents[2] / "data" / "working_calendar.csv"
SATURDAY, SUNDAY = 6, 7

# Whether a class has lessons on a day.
Taught = Callable[[date], bool]


class CalendarMissing(Exception):
    """Nothing is known of this year, and nothing is guessed."""


@cache
def facts() -> dict[date, tuple[str, date | None]]:
    """By day: what is special about it, and for a moved day off the day it was moved from."""
    with FACTS.open() as file:
        return {
            date.fromisoformat(row["date"]): (
                row["kind"],
                date.fromisoformat(row["moved_from"]) if row["moved_from"] else None,
            )
            for row in csv.DictReader(file)
        }


@cache
def known_years() -> frozenset[int]:
    return frozenset(day.year for day in facts())


def never(_: date) -> bool:
    return False


def day_off(day: date, week: int, taught: Taught = never) -> str | None:
    """Why a day is off for a class with a week of 5 or 6 days, in a word; None if it works."""
    if taught(day):
        return None
    if day.year not in known_years():
        raise CalendarMissing(day.year)
    kind, moved_from = facts().get(day, ("", None))
    if kind in ("holiday", "regional"):
        return kind
    if moved_from is not None and (week == 5 or moved_from.isoweekday() == SUNDAY):
        return f"moved from {moved_from}"
    if day.isoweekday() == SUNDAY:
        return "sunday"
    if day.isoweekday() == SATURDAY and week == 5 and kind != "works":
        return "saturday"
    return None
