"""The audit of mails notices what a service may get wrong."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from zvonok_interop.oracle.intents import MARKS, Intent
from zvonok_interop.oracle.obligations import Monitor

from five_audit import Expected, check_mails
from mail_server import Mail

MOTHER, FATHER, SCHOOL, CHILD, EVENT, OTHER_EVENT, MARK = (bytes([number]) * 16 for number in range(1, 8))
FIRST, SECOND = bytes([8]) * 16, bytes([9]) * 16
ADDRESSES = {MOTHER: "mother@example.org", FATHER: "father@example.org"}


def _intent(event: bytes) -> Intent:
    return Intent(MARKS, MOTHER, SCHOOL, CHILD, 0, 1, 2, {event}, {MARK: (None, ("points", 4))})


def _mail(key: bytes, content: bytes = b"") -> Mail:
    head = f"Message-ID: <{uuid.UUID(bytes=key)}@zvonok.example>\r\n\r\n"
    return Mail("diary@zvonok.example", ADDRESSES[MOTHER], head.encode() + content)


def _check(mails: list[Mail], intents: dict[bytes, Intent], again: int = 0) -> None:
    check_mails(mails, Expected([], Monitor(), intents), ADDRESSES, {MOTHER}, again)


def test_mails_as_they_should_be_pass() -> None:
    intents = {FIRST: _intent(EVENT), SECOND: _intent(OTHER_EVENT)}
    _check([_mail(FIRST), _mail(SECOND)], intents)
    _check([_mail(FIRST), _mail(FIRST), _mail(SECOND)], intents, again=1)


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
        _check([_mail(FIRST, b"4"), _mail(FIRST, b"5")], {FIRST: _intent(EVENT)}, again=1)


def test_a_mail_that_nobody_meant_is_noticed() -> None:
    with pytest.raises(KeyError):
        _check([_mail(FIRST), _mail(SECOND)], {FIRST: _intent(EVENT)})
