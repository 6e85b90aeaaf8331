"""The fold of the journal's own tables, on events made here."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.oracle.journal import FoldError, Journal
from zvonok_interop.schemas import feed

SCHOOL, LESSON, GROUP, COURSE, TEACHER, OTHER = (bytes([number]) * 16 for number in range(1, 7))
MONDAY = date(2026, 9, 14)


def _event(sequence: int, body: Message) -> Message:
    return feed.Event(
        sequence=sequence, type=type(body).__name__, school_id=SCHOOL, payload=body.SerializeToString(), salt=bytes(16),
        recorded_at=1_000 * sequence,
    )  # fmt: skip


@pytest.fixture
def journal() -> Journal:
    """One lesson, the first of a Monday."""
    lesson = schemas.timetable.LessonScheduled(
        lesson_id=LESSON, version=1, date=day_number(MONDAY), number=1, start=510, end=555, group_id=GROUP,
        course_id=COURSE, teacher_id=TEACHER,
    )  # fmt: skip
    return Journal().apply_all([_event(1, lesson)])


@pytest.mark.parametrize(
    ("sent", "changed"),
    [
        ({"start": 515, "end": 560}, {"start": 515, "end": 560}),
        ({"start": 0}, {"start": 0}),
        ({"teacher_id": OTHER}, {"teacher_id": OTHER}),
        ({"number": 3, "start": 610, "end": 655}, {"number": 3, "start": 610, "end": 655}),
        ({"date": day_number(MONDAY) + 1}, {"date": date(2026, 9, 15)}),
        ({}, {}),
    ],
)
def test_a_moved_lesson_keeps_what_the_event_does_not_name(
    journal: Journal, sent: dict[str, Any], changed: dict[str, Any]
) -> None:
    before = dict(journal.lessons[LESSON])
    journal.apply(_event(2, schemas.timetable.LessonMoved(lesson_id=LESSON, version=2, **sent)))
    assert journal.lessons[LESSON] == before | {"version": 2} | changed


@pytest.mark.parametrize("order_number", [None, "3"])
def test_a_cancelled_lesson_keeps_why_and_by_which_order(journal: Journal, order_number: str | None) -> None:
    body = schemas.lessons.LessonCancelled(lesson_id=LESSON, version=2, reason="frost", order_number=order_number)
    journal.apply(_event(2, body))
    row = journal.lessons[LESSON]
    assert (row["cancelled"], row["cancel_reason"], row["cancel_order"]) == (True, "frost", order_number)


def test_an_ended_enrolment_keeps_both_orders() -> None:
    enrolled = schemas.directory.PupilEnrolled(
        enrolment_id=LESSON, version=1, pupil_id=OTHER, group_id=GROUP, first_day=day_number(MONDAY), order_number="1"
    )
    ended = schemas.directory.EnrolmentEnded(
        enrolment_id=LESSON, version=2, last_day=day_number(MONDAY), order_number="2"
    )
    row = Journal().apply_all([_event(1, enrolled), _event(2, ended)]).enrolments[LESSON]
    assert (row["order_number"], row["end_order"], row["last_day"]) == ("1", "2", MONDAY)


def test_a_dropped_lesson_is_gone_and_cannot_be_moved(journal: Journal) -> None:
    journal.apply(_event(2, schemas.timetable.LessonDropped(lesson_id=LESSON, version=2)))
    assert journal.lessons == {}
    with pytest.raises(FoldError):
        journal.apply(_event(3, schemas.timetable.LessonMoved(lesson_id=LESSON, version=3, start=1)))


PRESENT, ILL, LATE = (
    schemas.attendance.ATTENDANCE_CODE_PRESENT, schemas.attendance.ATTENDANCE_CODE_ILL,
    schemas.attendance.ATTENDANCE_CODE_LATE,
)  # fmt: skip


def _entry(code: int, pupil_id: bytes = OTHER) -> Message:
    minutes = 5 if code == LATE else None
    return schemas.attendance.RollEntry(pupil_id=pupil_id, code=code, minutes_late=minutes)


def _roll(version: int, *entries: Message) -> Message:
    return schemas.attendance.RollTaken(lesson_id=LESSON, version=version, entries=entries)


def _changed(version: int, entry: Message) -> Message:
    return schemas.attendance.AttendanceChanged(lesson_id=LESSON, version=version, entry=entry)


def _after(journal: Journal, *bodies: Message) -> Journal:
    return journal.apply_all(_event(number, body) for number, body in enumerate(bodies, start=2))


@pytest.mark.parametrize(
    ("bodies", "corrected_at"),
    [
        ([_roll(1)], None),
        ([_roll(1, _entry(ILL))], None),
        ([_roll(1, _entry(LATE)), _changed(2, _entry(PRESENT))], None),
        ([_roll(1, _entry(ILL)), _changed(2, _entry(PRESENT))], 3_000),
        ([_roll(1, _entry(ILL)), _changed(2, _entry(LATE)), _roll(3)], 3_000),
        ([_roll(1, _entry(ILL)), _roll(2)], 3_000),
        ([_roll(1, _entry(ILL)), _roll(2, _entry(ILL, TEACHER)), _roll(3)], 3_000),
        ([_roll(1, _entry(ILL)), _roll(2), _changed(3, _entry(ILL))], None),
        ([_roll(1, _entry(ILL)), _roll(2), _roll(3, _entry(ILL)), _roll(4, _entry(LATE))], 5_000),
    ],
)
def test_an_absence_keeps_since_when_it_is_corrected(
    journal: Journal, bodies: list[Message], corrected_at: int | None
) -> None:
    found = _after(journal, *bodies).corrections.get((LESSON, OTHER))
    assert found == (corrected_at and {"school": SCHOOL, "corrected_at": corrected_at})


def test_a_topic_and_a_roll_keep_when_they_were_last_entered(journal: Journal) -> None:
    topics = [schemas.lessons.TopicRecorded(lesson_id=LESSON, version=number, topic="x") for number in (2, 3)]
    _after(journal, *topics, _roll(1), _roll(2), _changed(3, _entry(ILL)))
    assert (journal.lessons[LESSON]["topic_at"], journal.rolls[LESSON]["taken_at"]) == (3_000, 5_000)


DOT = schemas.works.MarkValue(symbol=schemas.works.MARK_SYMBOL_OWED)
FOUR, FIVE = schemas.works.MarkValue(points=4), schemas.works.MarkValue(points=5)


@pytest.mark.parametrize(
    ("values", "worked_at"),
    [
        ([DOT], None),
        ([FOUR], 2_000),
        ([FOUR, FIVE], 2_000),
        ([FOUR, DOT], 2_000),
        ([DOT, FOUR, FIVE], 3_000),
        ([DOT, FOUR, DOT], 3_000),
        ([FOUR, DOT, FIVE], 4_000),
    ],
)
def test_a_mark_keeps_when_it_was_given_and_when_it_last_became_more_than_a_dot(
    journal: Journal, values: list[Message], worked_at: int | None
) -> None:
    given = schemas.works.MarkGiven(
        mark_id=OTHER, version=1, work_id=GROUP, pupil_id=TEACHER, value=values[0], date=day_number(MONDAY)
    )
    changes = [
        schemas.works.MarkChanged(mark_id=OTHER, version=version, value=value)
        for version, value in enumerate(values[1:], start=2)
    ]
    _after(journal, given, *changes, schemas.works.MarkWithdrawn(mark_id=OTHER, version=len(values) + 1))
    assert (journal.marks[OTHER]["given_at"], journal.marks[OTHER]["worked_at"]) == (2_000, worked_at)
