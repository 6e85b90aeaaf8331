"""A sample term of several schools, and when its entries are due.

`python -m zvonok_interop.regulation.term` writes `data/term_dues.csv`: the lessons, made from a seed, and the due
instants that this package counts for them. The Swift module reads the lessons and must come to the same instants.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from pathlib import Path

from . import deadlines
from .calendar import day_off

FILE = Path(__file__).parents[2] / "data" / "term_dues.csv"
SEED = 3
# The fourth term of a year whole, and the weeks of four others in which days off move.
SPANS = [
    (date(2026, 4, 6), date(2026, 5, 26)),
    (date(2025, 10, 20), date(2025, 11, 12)),
    (date(2025, 12, 24), date(2026, 1, 16)),
    (date(2027, 2, 15), date(2027, 2, 26)),
    (date(2027, 4, 26), date(2027, 5, 14)),
]
EVERY_DAY = frozenset(range(1, 8))
TUESDAYS_AND_THURSDAYS = frozenset({2, 4})
# School, zone, class, days a week, whether it has bells, weekdays on which it has lessons. Where those are few, marks
# fall due on days without a lesson, and the calendar alone says whether such a day works.
CLASSES = [
    ("large", "Europe/Moscow", "5А", 5, True, EVERY_DAY),
    ("large", "Europe/Moscow", "1Б", 5, True, EVERY_DAY),
    ("upper", "Europe/Moscow", "9А", 6, True, EVERY_DAY),
    ("upper", "Europe/Moscow", "10Б", 6, True, EVERY_DAY),
    ("village", "Europe/Moscow", "7", 5, False, EVERY_DAY),
    ("far", "Asia/Omsk", "6В", 5, True, EVERY_DAY),
    ("evening", "Europe/Moscow", "8", 5, True, TUESDAYS_AND_THURSDAYS),
    ("evening", "Europe/Moscow", "11", 6, True, TUESDAYS_AND_THURSDAYS),
]
BELLS = {1: (480, 520), 2: (530, 570), 3: (590, 630), 4: (650, 690), 5: (700, 740), 6: (750, 790)}
POLICIES = {"maths": "full", "history": "full", "music": "no homework", "orkse": "no marks", "club": "extracurricular"}


@dataclass
class Lesson:
    """What is known of a lesson, then what follows from it; empty where there is no duty."""

    school: str
    zone: str
    class_name: str
    week: int
    date: str
    number: int
    start: int | str
    end: int | str
    course: str
    policy: str
    teacher: str
    cancelled: int
    # The day that homework judged by a work was due.
    work_due: str
    topic_due: int | str = field(default="")
    roll_from: int | str = field(default="")
    attendance_due: int | str = field(default="")
    homework_due: int | str = field(default="")
    mark_due: int | str = field(default="")
    rolled_over: str = field(default="")

    @property
    def day(self) -> date:
        return date.fromisoformat(self.date)

    @property
    def parallel(self) -> int:
        return int("".join(letter for letter in self.class_name if letter.isdigit()))


COLUMNS = [one.name for one in fields(Lesson)]


def lessons(seed: int = SEED) -> list[Lesson]:
    chance = random.Random(seed)
    made = [lesson for row in CLASSES for span in SPANS for lesson in _span(chance, row, span)]
    return [_judged(lesson, made) for lesson in made]


def _span(chance: random.Random, row: tuple, span: tuple[date, date]) -> Iterator[Lesson]:
    day = span[0]
    while day <= span[1]:
        off = day_off(day, row[3]) if day.isoweekday() in row[5] else "not taught"
        # Some Saturdays are taught by order, though the week has five days.
        if off is None or (off == "saturday" and chance.random() < 0.3):
            yield from _day(chance, row, day)
        day += timedelta(days=1)


def _day(chance: random.Random, row: tuple, day: date) -> Iterator[Lesson]:
    school, zone, class_name, week, has_bells, _ = row
    course, teacher = "", ""
    for number in range(1, chance.randint(1, 3) + 1):
        if not course or chance.random() < 0.6:
            course, teacher = chance.choice(list(POLICIES)), f"{school}-{chance.randint(1, 3)}"
        start, end = BELLS[number] if has_bells else ("", "")
        work_due = str(day + timedelta(days=chance.randint(1, 5))) if chance.random() < 0.15 else ""
        yield Lesson(
            school, zone, class_name, week, str(day), number, start, end, course, POLICIES[course], teacher,
            int(chance.random() < 0.06), work_due,
        )  # fmt: skip


def _judged(lesson: Lesson, everything: list[Lesson]) -> Lesson:
    if lesson.cancelled:
        return lesson
    lesson.topic_due = deadlines.topic(lesson.day, lesson.zone)
    lesson.attendance_due = deadlines.attendance(lesson.day, lesson.zone)
    if lesson.start == "":
        lesson.roll_from = deadlines.start_of(lesson.day, lesson.zone)
    else:
        lesson.roll_from = deadlines.roll_opens(lesson.day, int(lesson.start), lesson.zone)
    if lesson.policy not in ("no homework", "extracurricular"):
        _judge_homework(lesson, everything)
    if lesson.policy not in ("no marks", "extracurricular") and lesson.parallel != 1:
        _judge_marks(lesson, everything)
    return lesson


def _one_with(lesson: Lesson, number: int, everything: list[Lesson]) -> Lesson | None:
    """The lesson at that number, if it and this one are parts of a double lesson."""
    same = ("school", "class_name", "date", "course", "teacher")
    for other in everything:
        if other.number == number and not other.cancelled:
            if all(getattr(other, name) == getattr(lesson, name) for name in same):
                return other
    return None


def _judge_homework(lesson: Lesson, everything: list[Lesson]) -> None:
    """The first of a double lesson has the duty, the last one's end decides."""
    if _one_with(lesson, lesson.number - 1, everything):
        return
    last = lesson
    while following := _one_with(last, last.number + 1, everything):
        last = following
    end = None if last.end == "" else int(last.end)
    lesson.homework_due = deadlines.homework(lesson.day, end, lesson.zone)


def _judge_marks(lesson: Lesson, everything: list[Lesson]) -> None:
    taught = {
        other.day
        for other in everything
        if (other.school, other.class_name) == (lesson.school, lesson.class_name) and not other.cancelled
    }
    base = date.fromisoformat(lesson.work_due) if lesson.work_due else lesson.day
    day, passed = deadlines.rolled(base, deadlines.MARK_DAYS, lesson.week, taught.__contains__)
    lesson.mark_due = deadlines.end_of(day, lesson.zone)
    lesson.rolled_over = ";".join(f"{off} {reason}" for off, reason in passed)


def text(rows: list[Lesson]) -> list[list[str]]:
    return [[str(getattr(row, name)) for name in COLUMNS] for row in rows]


def write(path: Path = FILE) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *text(lessons())])


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
