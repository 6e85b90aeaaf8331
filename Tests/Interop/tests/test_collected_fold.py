"""Overdue duties, accounts and visits as counted from their feeds; what a collector may get wrong is noticed."""

from __future__ import annotations

from datetime import date

import pytest
from fake_owner import event_of
from google.protobuf.message import Message
from zvonok_interop.builder import day_number
from zvonok_interop.oracle.collected import Account, Overdue, families, overdue
from zvonok_interop.oracle.compare import table_differences
from zvonok_interop.oracle.journal import FoldError
from zvonok_interop.schemas import alerts, diary_accounts

SCHOOL, CLASS, FIRST, SECOND, PERSON, PUPIL, ACCOUNT = (bytes([number]) * 16 for number in range(1, 8))
ON = date(2026, 9, 16)
TOPICS = (SCHOOL, CLASS, ON, "topic")
GUARDIAN = diary_accounts.ACCOUNT_HOLDER_GUARDIAN


def _feed(*bodies: Message) -> list[Message]:
    return [event_of(number, SCHOOL, type(body).__name__, body) for number, body in enumerate(bodies, start=1)]


def _raised(alert: bytes, class_id: bytes | None = CLASS, rule: int = alerts.RULE_TOPIC) -> Message:
    body = alerts.AlertRaised(alert_id=alert, version=1, rule=rule, date=day_number(ON))
    if class_id:
        body.class_id = class_id
    return body


def _closed(alert: bytes, version: int = 2, outcome: int = alerts.ALERT_OUTCOME_FULFILLED) -> Message:
    return alerts.AlertClosed(alert_id=alert, version=version, outcome=outcome)


def _visited(on: date = ON) -> Message:
    return diary_accounts.DiaryVisited(person_id=PERSON, pupil_id=PUPIL, day=day_number(on), holder=GUARDIAN)


def _issued() -> Message:
    return diary_accounts.AccountIssued(account_id=ACCOUNT, version=1, person_id=PERSON, holder=GUARDIAN)


def test_alerts_count_by_class_day_and_rule_as_they_stand_now() -> None:
    events = _feed(_raised(FIRST), _raised(SECOND), _closed(FIRST))
    assert overdue(events) == {TOPICS: Overdue(raised=2, open=1, late=1)}
    events = _feed(_raised(FIRST), _closed(FIRST, outcome=alerts.ALERT_OUTCOME_WITHDRAWN))
    assert overdue(events) == {TOPICS: Overdue(raised=1, withdrawn=1)}
    reopened = alerts.AlertReopened(alert_id=FIRST, version=3)
    assert overdue(_feed(_raised(FIRST), _closed(FIRST), reopened)) == {TOPICS: Overdue(raised=1, open=1)}
    mixed = _feed(_raised(FIRST, None), _raised(SECOND, rule=alerts.RULE_MARK))
    assert set(overdue(mixed)) == {(SCHOOL, None, ON, "topic"), (SCHOOL, CLASS, ON, "mark")}


def test_accounts_stand_with_their_holders_and_visits_once_a_person_child_and_day() -> None:
    closed = diary_accounts.AccountClosed(account_id=ACCOUNT, version=2)
    found = families(_feed(_issued(), _visited(), _visited(date(2026, 9, 17)), closed))
    assert found.accounts == {ACCOUNT: Account(SCHOOL, PERSON, "guardian", is_closed=True)}
    assert set(found.visits) == {(SCHOOL, day, PERSON, PUPIL) for day in (ON, date(2026, 9, 17))}


def test_a_lost_closing_is_noticed() -> None:
    whole = _feed(_raised(FIRST), _raised(SECOND), _closed(FIRST))
    assert table_differences("alert", overdue(whole), overdue(whole[:-1]))
    with pytest.raises(FoldError, match="not there in version 2"):
        overdue(_feed(_raised(FIRST), alerts.AlertReopened(alert_id=FIRST, version=3)))


@pytest.mark.parametrize(
    "bodies", [(_visited(), _visited()), (_issued(), _issued())], ids=["a visit", "an account"]
)
def test_what_stands_twice_in_the_diary_s_feed_is_noticed(bodies: tuple[Message, ...]) -> None:
    with pytest.raises(FoldError, match="there already"):
        families(_feed(*bodies))


def test_an_alert_raised_twice_is_noticed() -> None:
    with pytest.raises(FoldError, match="there already"):
        overdue(_feed(_raised(FIRST), _raised(FIRST)))


@pytest.mark.parametrize("body", [_closed(FIRST), diary_accounts.AccountClosed(account_id=ACCOUNT, version=2)])
def test_the_end_of_what_never_began_is_noticed(body: Message) -> None:
    with pytest.raises(FoldError, match="not there"):
        (overdue if body.DESCRIPTOR.name == "AlertClosed" else families)(_feed(body))
