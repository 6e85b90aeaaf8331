"""The due instants counted here: the worked dates of the regulation, and the file that the Swift module is held to."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from zvonok_interop.regulation import days, deadlines, term
from zvonok_interop.regulation.calendar import CalendarMissing, day_off

MOSCOW = "Europe/Moscow"
# Day of the lesson; last day for its marks in a five-day and in a six-day week.
MARKS = [
    ("2026-09-03", "2026-09-07", "2026-09-05"),
    ("2026-09-04", "2026-09-07", "2026-09-07"),
    ("2026-09-05", None, "2026-09-07"),
    ("2026-04-30", "2026-05-04", "2026-05-02"),
    ("2026-05-07", "2026-05-12", "2026-05-11"),
    ("2026-11-02", "2026-11-05", "2026-11-05"),
    ("2027-02-18", "2027-02-20", "2027-02-20"),
    ("2027-02-19", "2027-02-24", "2027-02-22"),
    ("2027-04-29", "2027-05-04", "2027-05-03"),
    ("2027-05-07", "2027-05-12", "2027-05-12"),
]
TERM_MARKS = [
    ("2025-10-24", "2025-10-27", "2025-10-27"),
    ("2025-12-30", "2026-01-12", "2026-01-09"),
    ("2026-03-27", "2026-03-30", "2026-03-30"),
    ("2026-12-29", "2027-01-11", "2027-01-09"),
    ("2026-05-26", "2026-05-28", "2026-05-28"),
]
COUNTED_BACK = [
    ("2026-09-01", "2026-08-22", "2026-08-21"),
    ("2026-01-12", "2026-01-02", "2025-12-30"),
    ("2025-11-05", "2025-10-26", "2025-10-24"),
]


@pytest.mark.parametrize(("base", "five", "six"), MARKS + TERM_MARKS)
def test_two_days_after_a_day_fall_on_the_next_working_day_of_the_week_taught(base, five, six):
    for week, expected in ((5, five), (6, six)):
        if expected:
            assert deadlines.rolled(date.fromisoformat(base), 2, week)[0] == date.fromisoformat(expected)


@pytest.mark.parametrize(("start", "due", "warned"), COUNTED_BACK)
def test_what_is_counted_back_from_a_start_is_never_moved_and_is_warned_of_on_a_working_day(start, due, warned):
    found = deadlines.counted_back(date.fromisoformat(start))
    assert found == (date.fromisoformat(due), date.fromisoformat(warned))


def test_a_saturday_taught_by_order_ends_the_rolling():
    thursday, saturday = date(2026, 1, 22), date(2026, 1, 24)
    assert deadlines.rolled(thursday, 2, 5)[0] == date(2026, 1, 26)
    assert deadlines.rolled(thursday, 2, 5, lambda day: day == saturday)[0] == saturday


def test_the_end_of_a_day_is_midnight_of_the_next_on_the_schools_clock():
    assert deadlines.topic(date(2026, 9, 3), MOSCOW) == deadlines.start_of(date(2026, 9, 4), MOSCOW)
    assert deadlines.topic(date(2026, 9, 3), MOSCOW) == 1_788_469_200_000_000


@pytest.mark.parametrize("year", [2024, 2028])
def test_a_year_without_a_calendar_is_an_error(year):
    with pytest.raises(CalendarMissing):
        day_off(date(year, 3, 3), 5)


def test_the_term_on_file_is_what_is_counted_now():
    with term.FILE.open(newline="") as file:
        header, *rows = csv.reader(file)
    assert header == term.COLUMNS
    assert rows == term.text(term.lessons())


def test_the_term_on_file_meets_every_reason_and_every_kind_of_school():
    rows = term.lessons()
    reasons = {word.split(" ")[1] for row in rows for word in row.rolled_over.split(";") if word}
    assert reasons == {"holiday", "moved", "regional", "sunday", "saturday"}
    assert {row.week for row in rows} == {5, 6}
    assert any(row.end == "" for row in rows), "no lesson without bells"
    assert any(row.cancelled for row in rows)
    assert any(row.week == 5 and row.day.isoweekday() == 6 for row in rows), "no Saturday by order"
    halves = [row for row in rows if row.policy == "full" and not row.cancelled and row.homework_due == ""]
    assert halves, "no double lesson"


def test_marks_of_classes_with_few_lessons_fall_due_on_working_days_without_one():
    rows = [row for row in term.lessons() if row.school == "evening"]
    assert {row.week for row in rows} == {5, 6} and {row.day.isoweekday() for row in rows} == {2, 4}
    for week in (5, 6):
        due = [row.mark_due for row in rows if row.week == week and row.mark_due != ""]
        last_days = {deadlines.local_day(instant - 1, MOSCOW).isoweekday() for instant in due}
        assert last_days - {2, 4}, f"in a week of {week} days no mark falls due on a day without a lesson"


def test_the_days_on_file_are_what_is_counted_now():
    with days.FILE.open(newline="") as file:
        header, *rows = csv.reader(file)
    assert header == days.COLUMNS
    assert rows == list(days.rows())
    assert len(rows) == 3 * 365
    for column in (1, 2):
        words = {row[column].split(" ")[0] for row in rows}
        assert words == {"", "holiday", "moved", "regional", "sunday"} | ({"saturday"} if column == 1 else set())
