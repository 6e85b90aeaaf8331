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
        sequence=sequence, type=type(body).__name__, school_id=SCHOOL, payload=body.SerializeToString(), salt=bytes(16)
    )


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
