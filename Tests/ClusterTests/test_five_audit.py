"""The audit of mails notices what a service may get wrong."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from google.protobuf.message import Message
from zvonok_interop.builder import day_number
from zvonok_interop.oracle.intents import MARKS, Intent
from zvonok_interop.oracle.obligations import Monitor
from zvonok_interop.schemas import diary_accounts, directory, feed

from diary import GUARDIAN
from five_audit import Expected, check_mails, check_rights
from mail_server import Mail
from school_days import MINUTE, moscow

MOTHER, FATHER, SCHOOL, CHILD, EVENT, OTHER_EVENT, MARK = (bytes([number]) * 16 for number in range(1, 8))
FIRST, SECOND = bytes([8]) * 16, bytes([9]) * 16
ADDRESSES = {MOTHER: "mother@example.org", FATHER: "father@example.org"}


def _intent(event: bytes) -> Intent:
    return Intent(MARKS, MOTHER, SCHOOL, CHILD, 0, 1, 2, {event}, {MARK: (None, ("points", 4))})


def _mail(key: bytes, content: bytes = b"") -> Mail:
    head = f"Message-ID: <{uuid.UUID(bytes=key)}@zvonok.example>\r\n\r\n"
    return Mail("diary@zvonok.example", ADDRESSES[MOTHER], head.encode() + content)


def _check(mails: list[Mail], intents: dict[bytes, Intent], under_way: tuple[bytes, ...] = ()) -> None:
    check_mails(mails, Expected([], Monitor(), intents), ADDRESSES, {MOTHER}, Counter(under_way))


def test_mails_as_they_should_be_pass() -> None:
    intents = {FIRST: _intent(EVENT), SECOND: _intent(OTHER_EVENT)}
    _check([_mail(FIRST), _mail(SECOND)], intents)
    _check([_mail(FIRST), _mail(FIRST), _mail(SECOND)], intents, under_way=(FIRST,))


@pytest.mark.parametrize(
    ("mails", "intents"),
    [
        ([_mail(FIRST), _mail(SECOND)], {FIRST: _intent(EVENT), SECOND: _intent(EVENT)}),
        ([_mail(FIRST), _mail(FIRST)], {FIRST: _intent(EVENT)}),
        ([_mail(FIRST)], {FIRST: _intent(EVENT), SECOND: _intent(OTHER_EVENT)}),
        ([replace(_mail(FIRST), recipient=ADDRESSES[FATHER])], {FIRST: _intent(EVENT)}),
    ],
    ids=["a change told under two ids", "a mail that came twice", "a mail that never came", "a mail to another"],
)
def test_a_planted_fault_is_noticed(mails: list[Mail], intents: dict[bytes, Intent]) -> None:
    with pytest.raises(AssertionError):
        _check(mails, intents)


def test_what_came_twice_must_be_the_very_same() -> None:
    with pytest.raises(AssertionError, match="differs"):
        _check([_mail(FIRST, b"4"), _mail(FIRST, b"5")], {FIRST: _intent(EVENT)}, under_way=(FIRST,))


def test_what_came_twice_was_under_way_at_a_kill_itself() -> None:
    intents = {FIRST: _intent(EVENT), SECOND: _intent(OTHER_EVENT)}
    with pytest.raises(AssertionError, match="under way at 0 kills"):
        _check([_mail(FIRST), _mail(FIRST), _mail(SECOND)], intents, under_way=(SECOND,))
    with pytest.raises(AssertionError, match="3 times, and was under way at 1 kills"):
        _check([_mail(FIRST)] * 3, {FIRST: _intent(EVENT)}, under_way=(FIRST,))


def test_a_mail_that_nobody_meant_is_noticed() -> None:
    with pytest.raises(KeyError):
        _check([_mail(FIRST), _mail(SECOND)], {FIRST: _intent(EVENT)})


# Rights: an hour of a day in September 2026, a mail of it decided at its end.
HOUR = moscow(date(2026, 9, 16), 12)
GATHERED = replace(_intent(EVENT), opens_at=HOUR - 5 * MINUTE, closes_at=HOUR)
GUARDIANSHIP, ACCOUNT = bytes([10]) * 16, bytes([11]) * 16


def _event(body: Message, at: int) -> Message:
    made = feed.Event(event_id=bytes(16), school_id=SCHOOL, type=body.DESCRIPTOR.name, recorded_at=at)
    made.payload = body.SerializeToString()
    return made


def _expected(at: int, *ends: Message) -> Expected:
    """A guardian with an account; what ends at an instant."""
    zone = directory.SchoolRegistered(school_id=SCHOOL, zone="Europe/Moscow")
    stands = directory.GuardianshipRecorded(
        guardianship_id=GUARDIANSHIP, guardian_id=MOTHER, pupil_id=CHILD, first_day=day_number(date(2026, 9, 1))
    )
    issued = diary_accounts.AccountIssued(account_id=ACCOUNT, person_id=MOTHER, holder=GUARDIAN)
    ended = [_event(body, at) for body in ends]
    return Expected(
        [_event(zone, 1), _event(stands, 2), *(one for one in ended if one.type == "GuardianshipEnded")],
        Monitor(), {FIRST: GATHERED},
        [_event(issued, 1), *(one for one in ended if one.type == "AccountClosed")],
    )  # fmt: skip


def _guardianship_ended(last: date) -> Message:
    return directory.GuardianshipEnded(guardianship_id=GUARDIANSHIP, version=2, last_day=day_number(last))


ENDS = [
    _guardianship_ended(date(2026, 9, 15)), diary_accounts.AccountClosed(account_id=ACCOUNT, version=2),
]  # fmt: skip


@pytest.mark.parametrize("end", ENDS, ids=["a guardianship that has ended", "a closed account"])
def test_a_mail_to_one_who_had_lost_the_right_when_it_was_decided_is_noticed(end: Message) -> None:
    assert check_rights([], _expected(HOUR - MINUTE, end)) == {FIRST}
    with pytest.raises(AssertionError, match="without a right"):
        check_rights([_mail(FIRST)], _expected(HOUR - MINUTE, end))


@pytest.mark.parametrize("end", ENDS, ids=["a guardianship that has ended", "a closed account"])
def test_a_right_that_was_lost_later_withheld_nothing(end: Message) -> None:
    assert check_rights([_mail(FIRST)], _expected(HOUR + 1, end)) == set()


def test_the_last_day_of_a_guardianship_is_still_one_of_it() -> None:
    assert check_rights([_mail(FIRST)], _expected(HOUR - MINUTE, _guardianship_ended(date(2026, 9, 16)))) == set()
