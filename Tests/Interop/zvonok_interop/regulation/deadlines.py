"""Due instants of clause 3.5, microseconds UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .calendar import Taught, day_off, never

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
HOMEWORK = timedelta(minutes=60)
MARK_DAYS = 2
ROLL_LEAD = timedelta(minutes=10)
PREPARATION = timedelta(days=10)


def microseconds(instant: datetime) -> int:
    return (instant.astimezone(UTC) - EPOCH) // timedelta(microseconds=1)


def at(day: date, minute: int, zone: str) -> datetime:
    """A time of day on the school's wall."""
    local = datetime.combine(day, time()) + timedelta(minutes=minute)
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local_day(instant: int, zone: str) -> date:
    """The day that the school's calendar shows at an instant."""
    return (EPOCH + timedelta(microseconds=instant)).astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> int:
    """24:00 of a day: 00:00 of the next."""
    return microseconds(at(day + ONE_DAY, 0, zone))


def start_of(day: date, zone: str) -> int:
    return microseconds(at(day, 0, zone))


def topic(day: date, zone: str) -> int:
    return end_of(day, zone)


attendance = topic


def homework(day: date, end: int | None, zone: str) -> int:
    """An hour after the last end of the lesson; without bells the end of the day."""
    return end_of(day, zone) if end is None else microseconds(at(day, end, zone) + HOMEWORK)


def roll_opens(day: date, start: int, zone: str) -> int:
    return microseconds(at(day, start, zone) - ROLL_LEAD)


def rolled(base: date, days: int, week: int, taught: Taught = never) -> tuple[date, list[tuple[date, str]]]:
    """The day so many days after another, and the days it moved on over, each with the reason."""
    day, passed = base + days * ONE_DAY, []
    while reason := day_off(day, week, taught):
        passed.append((day, reason))
        day += ONE_DAY
    return day, passed


def mark(base: date, week: int, zone: str, taught: Taught = never) -> int:
    return end_of(rolled(base, MARK_DAYS, week, taught)[0], zone)


def counted_back(start: date) -> tuple[date, date]:
    """The last day for what must be ready before a start, and the working day on which to warn of it."""
    due = start - PREPARATION
    warned = due - ONE_DAY
    while day_off(warned, 5):
        warned -= ONE_DAY
    return due, warned
