"""The fold of the mails that a notifier must mean to send, on events made here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.oracle.mails import MINUTE, Mail, Mails
from zvonok_interop.oracle.obligations import TOPIC, Monitor, Step
from zvonok_interop.regulation import deadlines
from zvonok_interop.schemas import feed

SCHOOL, PUPIL, GUARDIAN, ACCOUNT, MARK, WORK, LESSON, TEACHER = (bytes([number]) * 16 for number in range(1, 9))
ZONE = "Europe/Moscow"
WEDNESDAY = date(2026, 9, 16)
NOON = deadlines.microseconds(deadlines.at(WEDNESDAY, 720, ZONE))
GATHER = 5 * MINUTE


def _event(number: int, at: int, body: Message) -> Message:
    return feed.Event(
        sequence=number, event_id=bytes([number]) * 16, type=type(body).__name__, school_id=SCHOOL, recorded_at=at,
        payload=body.SerializeToString(), salt=bytes(16),
    )  # fmt: skip


def _given(points: int) -> Message:
    value = schemas.works.MarkValue(points=points)
    return schemas.works.MarkGiven(mark_id=MARK, version=1, work_id=WORK, pupil_id=PUPIL, value=value, date=1)


def _changed(points: int) -> Message:
    return schemas.works.MarkChanged(mark_id=MARK, version=2, value=schemas.works.MarkValue(points=points))


def _guardianship(first: date = date(2026, 9, 1)) -> Message:
    return schemas.directory.GuardianshipRecorded(
        guardianship_id=WORK, version=1, guardian_id=GUARDIAN, pupil_id=PUPIL, first_day=day_number(first)
    )


def _issued() -> Message:
    holder = schemas.diary_accounts.ACCOUNT_HOLDER_GUARDIAN
    return schemas.diary_accounts.AccountIssued(account_id=ACCOUNT, version=1, person_id=GUARDIAN, holder=holder)


def _alerts(steps: list[Step] | None = None) -> Monitor:
    made = Monitor(steps=steps or [])
    made.journal.zones[SCHOOL] = [(date.min, ZONE)]
    made._schools[LESSON] = SCHOOL
    return made


def _mails(*marks: tuple[int, Message], diary: list[Message] | None = None, first: Message | None = None) -> list[Mail]:
    journal = [_event(1, NOON - 10, first or _guardianship())]
    journal += [_event(number, at, body) for number, (at, body) in enumerate(marks, 2)]
    issued = [_event(101, NOON - 5, _issued())] if diary is None else diary
    return list(Mails(journal, issued, _alerts(), GATHER).until(NOON + 60 * MINUTE).values())


def test_what_comes_within_the_window_is_one_mail_that_tells_what_stands_at_its_end() -> None:
    mail, = _mails((NOON, _given(2)), (NOON + GATHER, _changed(4)))
    assert (mail.recipient, mail.child, mail.opens_at, mail.closes_at) == (GUARDIAN, PUPIL, NOON, NOON + GATHER)
    assert mail.told == {MARK: (None, 4)} and len(mail.events) == 2


def test_what_comes_after_the_window_opens_another() -> None:
    first, second = _mails((NOON, _given(2)), (NOON + GATHER + 1, _changed(4)))
    assert first.told == {MARK: (None, 2)} and second.told == {MARK: (2, 4)}


def test_what_is_undone_within_the_window_is_meant_and_tells_nothing() -> None:
    withdrawn = schemas.works.MarkWithdrawn(mark_id=MARK, version=2)
    mail, = _mails((NOON, _given(2)), (NOON + 1, withdrawn))
    assert mail.told == {} and len(mail.events) == 2


def test_a_window_that_is_open_tells_nothing_yet() -> None:
    mail, = _mails((NOON + 56 * MINUTE, _given(2)))
    assert mail.told == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda: {"diary": []},
        lambda: {"diary": [_event(101, NOON + 1, _issued())]},
        lambda: {"first": _guardianship(date(2026, 9, 17))},
    ],
    ids=["no account", "an account issued later", "a guardianship that begins later"],
)
def test_who_is_told_is_judged_by_what_was_recorded_then(change: Callable[[], dict]) -> None:
    assert _mails((NOON, _given(2)), **change()) == []


@pytest.mark.parametrize(("marks", "minutes", "length"), [(True, 0, 0), (True, 30, 30 * MINUTE), (False, 5, None)])
def test_the_wish_that_was_recorded_by_then_holds(marks: bool, minutes: int, length: int | None) -> None:
    asked = schemas.diary_accounts.MailPreferenceSet(
        account_id=ACCOUNT, version=2, marks=marks, gather_minutes=minutes
    )
    diary = [_event(101, NOON - 5, _issued()), _event(102, NOON - 4, asked)]
    lengths = [mail.closes_at - mail.opens_at for mail in _mails((NOON, _given(2)), diary=diary)]
    assert lengths == ([] if length is None else [length])


def test_every_working_morning_gathers_what_is_overdue_then() -> None:
    key = (TOPIC, LESSON, None)
    friday = date(2026, 9, 18)
    midnight = deadlines.end_of(friday, ZONE)
    tuesday = deadlines.microseconds(deadlines.at(date(2026, 9, 22), 480, ZONE))
    steps = [Step("raised", key, midnight, midnight, LESSON, TEACHER)]
    mornings = [
        mail.closes_at for mail in Mails([], [], _alerts(steps), GATHER).until(tuesday).values()
    ]  # fmt: skip
    expected = [deadlines.microseconds(deadlines.at(date(2026, 9, day), 450, ZONE)) for day in (21, 22)]
    assert mornings == expected
    steps.append(Step("closed", key, midnight, expected[1], LESSON, TEACHER))
    assert len(Mails([], [], _alerts(steps), GATHER).until(tuesday)) == 1
