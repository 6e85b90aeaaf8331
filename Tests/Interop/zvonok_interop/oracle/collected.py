"""What a collector of figures must hold of a monitor's feed and of a diary's: overdue duties by school, class, day and
rule with what became of them, accounts, and visits. A second fold, from the feeds alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from google.protobuf.message import Message

from ..schemas import alerts, body_of, diary_accounts
from .journal import FoldError, day
from .obligations import RULES

# School, class (None where pupils of several classes meet), day of the lesson, rule.
AlertKey = tuple[bytes, bytes | None, date, str]
# School, day, person, pupil.
VisitKey = tuple[bytes, date, bytes, bytes]
_OUTCOMES = {alerts.ALERT_OUTCOME_FULFILLED: "late", alerts.ALERT_OUTCOME_WITHDRAWN: "withdrawn"}
_HOLDERS = {
    diary_accounts.ACCOUNT_HOLDER_GUARDIAN: "guardian", diary_accounts.ACCOUNT_HOLDER_PUPIL: "pupil",
}  # fmt: skip


@dataclass
class Overdue:
    """Of one class, day and rule: all that were ever raised, and how they stand."""

    raised: int = 0
    open: int = 0
    late: int = 0
    withdrawn: int = 0


@dataclass
class _Alert:
    key: AlertKey
    version: int = 1
    state: str = "open"


def overdue(events: Iterable[Message]) -> dict[AlertKey, Overdue]:
    """The alert feed as counts."""
    standing: dict[bytes, _Alert] = {}
    for event in events:
        _take_alert(standing, event)
    found: dict[AlertKey, Overdue] = {}
    for alert in standing.values():
        row = found.setdefault(alert.key, Overdue())
        row.raised += 1
        setattr(row, alert.state, getattr(row, alert.state) + 1)
    return found


def _take_alert(standing: dict[bytes, _Alert], event: Message) -> None:
    body = body_of(event)
    assert body is not None, f"event {event.sequence} is erased"
    alert = standing.get(body.alert_id)
    if event.type == "AlertRaised":
        if alert is not None:
            raise FoldError(f"event {event.sequence} (AlertRaised) makes what is there already")
        class_id = body.class_id if body.HasField("class_id") else None
        standing[body.alert_id] = _Alert((event.school_id, class_id, day(body.date), RULES[body.rule - 1]))
        return
    if alert is None or body.version != alert.version + 1:
        before = body.version - 1
        raise FoldError(f"event {event.sequence} ({event.type}) changes what is not there in version {before}")
    alert.version = body.version
    alert.state = _OUTCOMES[body.outcome] if event.type == "AlertClosed" else "open"


@dataclass(frozen=True)
class Account:
    school: bytes
    person: bytes
    holder: str
    is_closed: bool = False


@dataclass(frozen=True)
class Families:
    """Accounts by their ids; visits, each with whose account it was."""

    accounts: dict[bytes, Account]
    visits: dict[VisitKey, str]


def families(events: Iterable[Message]) -> Families:
    """The diary's feed as accounts and visits."""
    made = Families({}, {})
    for event in events:
        if event.type in ("AccountIssued", "AccountClosed", "DiaryVisited"):
            _take_diary(made, event)
    return made


def _take_diary(made: Families, event: Message) -> None:
    body = body_of(event)
    assert body is not None, f"event {event.sequence} is erased"
    if event.type == "AccountClosed":
        account = made.accounts.get(body.account_id)
        if account is None or account.is_closed:
            raise FoldError(f"event {event.sequence} (AccountClosed) closes what is not there")
        made.accounts[body.account_id] = Account(account.school, account.person, account.holder, True)
    elif event.type == "AccountIssued":
        if body.account_id in made.accounts:
            raise FoldError(f"event {event.sequence} (AccountIssued) makes what is there already")
        made.accounts[body.account_id] = Account(event.school_id, body.person_id, _HOLDERS[body.holder])
    else:
        key = (event.school_id, day(body.day), body.person_id, body.pupil_id)
        if key in made.visits:
            raise FoldError(f"event {event.sequence} (DiaryVisited) makes what is there already")
        made.visits[key] = _HOLDERS[body.holder]
