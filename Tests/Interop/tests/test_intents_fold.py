"""Mails that are meant, on feeds small enough to be read by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest
from fake_owner import event_of
from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.oracle.intents import MINUTE, Intent, Policy, intents

SCHOOL, PUPIL, GUARDIAN, SPAN, ACCOUNT, WORK, TEACHER, LESSON = (bytes([number]) * 16 for number in range(1, 9))
MARK, OTHER, ALERT = (bytes([number]) * 16 for number in range(11, 14))
FRIDAY, SATURDAY = date(2026, 9, 18), date(2026, 9, 19)
WINDOW = 20 * MINUTE


def at(on: date, hour: int, minute: int = 0, second: int = 0) -> int:
    """Microseconds UTC of a time of day in Moscow."""
    return int(datetime(on.year, on.month, on.day, hour - 3, minute, second, tzinfo=UTC).timestamp()) * 1_000_000


NOON = at(FRIDAY, 12)


def feed(timed: Iterable[tuple[int, Message]]) -> list[Message]:
    return [event_of(number, SCHOOL, type(body).__name__, body, when) for number, (when, body) in enumerate(timed, 1)]


def given(points: int = 4, mark: bytes = MARK) -> Message:
    value = schemas.works.MarkValue(points=points)
    return schemas.works.MarkGiven(
        mark_id=mark, version=1, work_id=WORK, pupil_id=PUPIL, value=value, date=day_number(FRIDAY)
    )


def changed(points: int) -> Message:
    return schemas.works.MarkChanged(mark_id=MARK, version=2, value=schemas.works.MarkValue(points=points))


def ended(on: date) -> Message:
    return schemas.directory.GuardianshipEnded(guardianship_id=SPAN, version=2, last_day=day_number(on))


WITHDRAWN = schemas.works.MarkWithdrawn(mark_id=MARK, version=2)
SCHOOL_AND_FAMILY = [
    (0, schemas.directory.SchoolRegistered(school_id=SCHOOL, version=1, name="School 1", zone="Europe/Moscow")),
    (1, schemas.directory.GuardianshipRecorded(guardianship_id=SPAN, version=1, guardian_id=GUARDIAN, pupil_id=PUPIL)),
]
ISSUED = [
    (
        2,
        schemas.diary_accounts.AccountIssued(
            account_id=ACCOUNT, version=1, person_id=GUARDIAN, holder=schemas.diary_accounts.ACCOUNT_HOLDER_GUARDIAN
        ),
    )
]


def wish(marks: bool, minutes: int = 0) -> Message:
    return schemas.diary_accounts.MailPreferenceSet(account_id=ACCOUNT, version=2, marks=marks, gather_minutes=minutes)


def told(*journal: tuple[int, Message], diary: Iterable[tuple[int, Message]] = ISSUED, until: int = 2**62) -> list[Intent]:
    found = intents(feed([*SCHOOL_AND_FAMILY, *journal]), feed(diary), [], until, overdue_until=0)
    return sorted(found.values(), key=lambda one: one.opens_at)


def values(intent: Intent) -> list[tuple[int | None, int | None]]:
    return [tuple(side and side[1] for side in pair) for pair in intent.told.values() if pair]  # type: ignore[misc]


def test_marks_within_the_window_make_one_mail_and_the_window_s_last_instant_belongs_to_it() -> None:
    mails = told((NOON, given()), (NOON + WINDOW, given(5, OTHER)))
    assert [len(one.events) for one in mails] == [2]
    mails = told((NOON, given()), (NOON + WINDOW + 1, given(5, OTHER)))
    assert [(one.opens_at - NOON, len(one.events)) for one in mails] == [(0, 1), (WINDOW + 1, 1)]


def test_a_change_within_the_window_tells_only_what_stands_and_one_after_it_what_it_was() -> None:
    assert [values(one) for one in told((NOON, given(2)), (NOON + 5, changed(4)))] == [[(None, 4)]]
    later = told((NOON, given(2)), (NOON + WINDOW + 1, changed(4)))
    assert [values(one) for one in later] == [[(None, 2)], [(2, 4)]]


def test_what_was_undone_in_the_window_is_told_of_by_nothing() -> None:
    assert [values(one) for one in told((NOON, given()), (NOON + 5, WITHDRAWN))] == [[]]


def test_a_window_that_is_not_promised_yet_gathers_on() -> None:
    assert [one.is_gathering for one in told((NOON, given()), until=NOON + WINDOW - 1)] == [True]
    assert [one.is_gathering for one in told((NOON, given()), until=NOON + WINDOW)] == [False]


def test_nobody_is_told_after_the_guardianship_s_last_day_or_without_an_account_that_wants_it() -> None:
    thursday = date(2026, 9, 17)
    assert told((NOON - 1, ended(thursday)), (NOON, given())) == []
    assert len(told((NOON - 1, ended(FRIDAY)), (NOON, given()))) == 1
    assert len(told((NOON, given()), (NOON + 1, ended(thursday)))) == 1
    corrected = told((NOON - 1, ended(thursday)), (NOON, given()), (NOON + 1, ended(FRIDAY)))
    assert corrected == []
    assert told((NOON, given()), diary=[]) == []
    assert told((NOON, given()), diary=[*ISSUED, (NOON, wish(False))]) == []
    assert len(told((NOON, given()), diary=[*ISSUED, (NOON + 1, wish(False))])) == 1


def test_the_window_is_as_long_as_its_holder_asked_for_but_no_shorter_than_the_teacher_s_undo() -> None:
    (mail,) = told((NOON, given()), diary=[*ISSUED, (NOON - 1, wish(True, 17))])
    assert mail.closes_at == NOON + 17 * MINUTE
    (mail,) = told((NOON, given()), diary=[*ISSUED, (NOON - 1, wish(True, 0))])
    assert mail.closes_at == NOON + Policy().undo


def raised() -> Message:
    return schemas.alerts.AlertRaised(alert_id=ALERT, version=1, lesson_id=LESSON, owner_id=TEACHER, due=NOON)


def mornings(*alerts: tuple[int, Message], until: int, journal: Iterable[tuple[int, Message]] = ()) -> list[int]:
    found = intents(feed([*SCHOOL_AND_FAMILY, *journal]), [], feed(alerts), until)
    assert {one.kind for one in found.values()} <= {"overdue"}
    return sorted(one.opens_at for one in found.values())


def test_what_is_overdue_is_gathered_on_working_mornings_until_it_is_closed() -> None:
    monday, tuesday, wednesday = (date(2026, 9, number) for number in (21, 22, 23))
    closed = schemas.alerts.AlertClosed(alert_id=ALERT, version=2)
    found = mornings((NOON, raised()), (at(tuesday, 9), closed), until=at(wednesday, 12))
    assert found == [at(monday, 7, 30), at(tuesday, 7, 30)]
    assert mornings((NOON, raised()), until=at(monday, 7, 30) - 1) == []


def test_a_monitor_that_comes_late_changes_nothing_about_the_mornings_that_have_passed() -> None:
    monday, tuesday, thursday = (date(2026, 9, number) for number in (21, 22, 24))
    then, closed = raised(), schemas.alerts.AlertClosed(alert_id=ALERT, version=2, happened_at=at(tuesday, 9))
    then.happened_at = NOON
    found = mornings((at(thursday, 12), then), (at(thursday, 12) + 1, closed), until=at(thursday, 13))
    assert found == [at(monday, 7, 30), at(tuesday, 7, 30)]


def scheduled(on: date, lesson: bytes = LESSON) -> Message:
    return schemas.timetable.LessonScheduled(lesson_id=lesson, version=1, date=day_number(on), number=1)


def test_a_saturday_with_lessons_is_a_working_day() -> None:
    found = mornings((NOON, raised()), until=at(SATURDAY, 12), journal=[(3, scheduled(SATURDAY))])
    assert found == [at(SATURDAY, 7, 30)]


GONE = {
    "dropped": schemas.timetable.LessonDropped(lesson_id=LESSON, version=2),
    "cancelled": schemas.lessons.LessonCancelled(lesson_id=LESSON, version=2, reason="holiday"),
    "moved to another day": schemas.timetable.LessonMoved(lesson_id=LESSON, version=2, date=day_number(FRIDAY)),
}


@pytest.mark.parametrize("how", GONE)
def test_a_day_off_from_which_every_lesson_went_by_then_is_none(how: str) -> None:
    morning = at(SATURDAY, 7, 30)
    there, gone = (3, scheduled(SATURDAY)), GONE[how]
    assert mornings((NOON, raised()), until=at(SATURDAY, 12), journal=[there, (morning, gone)]) == []
    assert mornings((NOON, raised()), until=at(SATURDAY, 12), journal=[there, (morning + 1, gone)]) == [morning]
    other = (4, scheduled(SATURDAY, OTHER))
    assert mornings((NOON, raised()), until=at(SATURDAY, 12), journal=[there, other, (morning, gone)]) == [morning]


def test_a_cancelled_lesson_that_is_moved_stands_nowhere() -> None:
    moved = schemas.timetable.LessonMoved(lesson_id=LESSON, version=3, date=day_number(SATURDAY))
    journal = [(3, scheduled(FRIDAY)), (4, GONE["cancelled"]), (5, moved)]
    assert mornings((NOON, raised()), until=at(SATURDAY, 12), journal=journal) == []


def test_a_lesson_moved_to_a_day_off_makes_it_a_working_day() -> None:
    moved = schemas.timetable.LessonMoved(lesson_id=LESSON, version=2, date=day_number(SATURDAY))
    journal = [(3, scheduled(FRIDAY)), (4, moved)]
    assert mornings((NOON, raised()), until=at(SATURDAY, 12), journal=journal) == [at(SATURDAY, 7, 30)]
