"""Which days work: public holidays, days off that were moved, working Saturdays, the region's own days off."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
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


def week(timetables: Iterable[tuple[date, date, bool]], on: date) -> int:
    """5 or 6 days, by a class's timetables: first day, last day, whether it has lessons on Saturdays.

    Those in force on the day decide; in the vacations the one that ended last; before the first the week has 5 days.
    """
    begun = [one for one in timetables if one[0] <= on]
    in_force = [one for one in begun if on <= one[1]]
    end = max((last for _, last, _ in begun), default=on)
    return 6 if any(saturday for _, last, saturday in in_force or begun if in_force or last == end) else 5


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
