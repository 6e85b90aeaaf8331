"""The figures of a day, worked out from the journal's state: what statistics-collector must show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from google.protobuf.message import Message

from . import duties
from .duties import Judged
from .journal import Journal, Row

# School, class (None where pupils of several classes meet), day.
Key = tuple[bytes, bytes | None, date]


@dataclass
class Day:
    """The figures of one class on one day. A lesson counts on its date, a mark on the date it stands for."""

    lessons: int = 0
    cancelled: int = 0
    held: int = 0
    extracurricular: int = 0
    topics: int = 0
    homework: int = 0
    homework_none: int = 0
    rolls: int = 0
    marks: int = 0
    topics_on_time: int = 0
    topics_late: int = 0
    topics_missing: int = 0
    homework_on_time: int = 0
    homework_late: int = 0
    homework_missing: int = 0
    rolls_on_time: int = 0
    rolls_late: int = 0
    rolls_missing: int = 0
    marks_on_time: int = 0
    marks_late: int = 0

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


def lesson_end(lesson: Row, zones: list[tuple[date, str]]) -> int:
    """The instant at which a lesson ends, by the zone that holds at the school on that day."""
    zone = [name for since, name in zones if since <= lesson["date"]][-1]
    midnight = datetime.combine(lesson["date"], datetime.min.time())
    local = (midnight + timedelta(minutes=lesson["end"])).replace(tzinfo=ZoneInfo(zone))
    since_epoch = local.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return since_epoch // timedelta(microseconds=1)


def figures(journal: Judged, complete_until: int) -> dict[Key, Day]:
    """Every class and day that has anything to count, as of this instant."""
    days: dict[Key, Day] = defaultdict(Day)
    for lesson_id, lesson in journal.lessons.items():
        _count_lesson(days[_key(journal, lesson, lesson["date"])], journal, lesson_id, lesson, complete_until)
    for mark_id, mark in journal.marks.items():
        if not mark["withdrawn"] and mark_id not in journal.dots:
            lesson = journal.lessons[journal.works[mark["work_id"]]["lesson_id"]]
            day = days[_key(journal, lesson, mark["date"])]
            day.marks += 1
            late = journal.mark_lateness.get(mark_id)
            day.marks_on_time += late == 0
            day.marks_late += late is not None and late > 0
    return dict(days)


def _key(journal: Journal, lesson: Row, on: date) -> Key:
    return lesson["school"], journal.groups[lesson["group_id"]]["class_id"], on


def _count_lesson(day: Day, journal: Judged, lesson_id: bytes, lesson: Row, complete_until: int) -> None:
    day.lessons += 1
    day.cancelled += lesson["cancelled"]
    has_ended = lesson_end(lesson, journal.zones[lesson["school"]]) <= complete_until
    course = journal.courses.get(lesson["course_id"])
    is_held = has_ended and not lesson["cancelled"]
    if course is not None and course["extracurricular"]:
        day.extracurricular += is_held
    else:
        day.held += is_held
    day.topics += lesson["topic"] is not None
    day.homework += lesson["homework"] is not None
    day.homework_none += lesson["homework"] is not None and lesson["homework"]["text"] is None
    day.rolls += lesson_id in journal.rolls
    for name, count in duties.counts(journal, lesson_id, complete_until).items():
        setattr(day, name, getattr(day, name) + count)


def fold(events: Iterable[Message], complete_until: int) -> dict[Key, Day]:
    """The figures straight from a feed."""
    return figures(Judged().apply_all(events), complete_until)


def differences(expected: dict[Key, Day], shown: dict[Key, Day]) -> list[str]:
    """Where two sets of figures differ, in words; a row of zeros is as good as none."""
    empty = Day()
    found = []
    for key in sorted({*expected, *shown}, key=lambda key: (key[0], key[1] or b"", key[2])):
        ours, theirs = expected.get(key, empty), shown.get(key, empty)
        if ours != theirs:
            school, class_id, on = key
            place = f"school {school.hex()} class {class_id.hex() if class_id else 'none'} on {on}"
            found.append(f"{place}: expected {ours}, shown {theirs}")
    return found
