"""Which mails the notifier must mean to send, worked out again from the feeds of journal and diary and from alerts.

A mail's id follows from whom it is for and what caused it; it is the left part of its Message-ID. Instants are
microseconds UTC.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from google.protobuf.message import Message

from .. import ids
from ..regulation import deadlines
from ..regulation.calendar import day_off
from ..schemas import body_of, diary_accounts, works
from .journal import Row, day
from .obligations import Monitor, Step, alert_id

MINUTE = 60_000_000
_NAMESPACE = uuid.UUID(bytes=bytes.fromhex("7A766F6E6F6B5D019E0C6D61696C0001"))
_SYMBOLS = {works.MARK_SYMBOL_PASS: 11, works.MARK_SYMBOL_FAIL: 12, works.MARK_SYMBOL_OWED: 13}
# How long a family gathers that has not said, and when staff is written to: minutes of a day.
GATHER = 20 * MINUTE
OVERDUE_AT = 7 * 60 + 30


@dataclass
class Mail:
    """`events` are those of the journal or the monitor that it tells of; `told` what became of marks or alerts."""

    kind: str
    recipient: bytes
    child: bytes | None
    opens_at: int
    closes_at: int
    events: set[bytes] = field(default_factory=set)
    told: dict[bytes, tuple[int | None, int | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Change:
    """What an event made of a mark."""

    at: int
    event: bytes
    mark: bytes
    value: int | None


class Mails:
    """The intents that follow from what was recorded up to a horizon."""

    def __init__(self, journal: Iterable[Message], diary: Iterable[Message], alerts: Monitor, gather: int) -> None:
        self._alerts, self._gather = alerts, gather
        self._accounts = _Accounts(diary)
        self._guardianships: dict[bytes, Row] = {}
        self._changes: list[_Change] = []
        # Of marks.
        self._pupils: dict[bytes, bytes] = {}
        self._schools: dict[bytes, bytes] = {}
        # School and day: since when a lesson was known to be on it.
        self._taught: dict[tuple[bytes, date], int] = {}
        for event in journal:
            self._note(event, body_of(event))

    def until(self, horizon: int) -> dict[bytes, Mail]:
        """By mail id: windows that closed by then tell something, those still open tell nothing yet."""
        return self._of_marks(horizon) | self._of_overdue(horizon)

    # What was recorded

    def _note(self, event: Message, body: Message | None) -> None:
        match event.type:
            case "GuardianshipRecorded":
                self._guardianships[body.guardianship_id] = {
                    "guardian": body.guardian_id, "pupil": body.pupil_id, "first": day(body.first_day),
                    "from": event.recorded_at, "last": None, "ended": None,
                }  # fmt: skip
            case "GuardianshipEnded":
                self._guardianships[body.guardianship_id] |= {"last": day(body.last_day), "ended": event.recorded_at}
            case "LessonScheduled" | "LessonMoved":
                self._taught.setdefault((event.school_id, day(body.date)), event.recorded_at)
            case "MarkGiven":
                self._pupils[body.mark_id], self._schools[body.mark_id] = body.pupil_id, event.school_id
                self._change(event, body, _number(body.value))
            case "MarkChanged":
                self._change(event, body, _number(body.value))
            case "MarkWithdrawn":
                self._change(event, body, None)

    def _change(self, event: Message, body: Message, value: int | None) -> None:
        self._changes.append(_Change(event.recorded_at, event.event_id, body.mark_id, value))

    # Marks

    def _of_marks(self, horizon: int) -> dict[bytes, Mail]:
        made: dict[bytes, Mail] = {}
        newest: dict[tuple[bytes, bytes], Mail] = {}
        for change in self._changes:
            if change.at > horizon:
                break
            for guardian, minutes in self._told(change):
                mail = newest.get((guardian, self._pupils[change.mark]))
                if mail is None or mail.closes_at < change.at:
                    mail = self._window(guardian, change, minutes)
                    newest[guardian, mail.child] = mail
                    made[_id("marks", ids.text(guardian), ids.text(mail.child), ids.text(change.event))] = mail
                mail.events.add(change.event)
        self._close(made, horizon)
        return made

    def _told(self, change: _Change) -> list[tuple[bytes, int | None]]:
        """Guardians by what had been recorded then, each with how long to gather where it was said."""
        pupil = self._pupils[change.mark]
        today = self._alerts.local_day(self._schools[change.mark], change.at)
        guardians = {
            row["guardian"]
            for row in self._guardianships.values()
            if row["pupil"] == pupil and row["from"] <= change.at and row["first"] <= today
            if row["ended"] is None or row["ended"] > change.at or today <= row["last"]
        }
        told = [(guardian, self._accounts.minutes(guardian, change.at)) for guardian in sorted(guardians)]
        return [(guardian, minutes) for guardian, minutes in told if minutes is not _NO_MAIL]

    def _window(self, guardian: bytes, opened_by: _Change, minutes: int | None) -> Mail:
        length = self._gather if minutes is None else minutes * MINUTE
        return Mail("marks", guardian, self._pupils[opened_by.mark], opened_by.at, opened_by.at + length)

    def _close(self, made: dict[bytes, Mail], horizon: int) -> None:
        history: dict[bytes, list[_Change]] = defaultdict(list)
        by_event = {}
        for change in self._changes:
            history[change.mark].append(change)
            by_event[change.event] = change.mark
        for mail in made.values():
            if mail.closes_at > horizon:
                continue
            for mark in {by_event[event] for event in mail.events}:
                before, after = (_value(history[mark], at) for at in (mail.opens_at - 1, mail.closes_at))
                if before != after:
                    mail.told[mark] = before, after

    # What is overdue

    def _of_overdue(self, horizon: int) -> dict[bytes, Mail]:
        made: dict[bytes, Mail] = {}
        steps: dict[bytes, list[Step]] = defaultdict(list)
        for step in self._alerts.steps:
            steps[self._alerts.school_of(step.lesson)].append(step)
        for school, told in steps.items():
            on = self._alerts.local_day(school, told[0].at)
            while (instant := self._morning(school, on)) <= horizon:
                if self._works(school, on, instant):
                    made |= _gathered(school, instant, told)
                on += timedelta(days=1)
        return made

    def _morning(self, school: bytes, on: date) -> int:
        return deadlines.microseconds(deadlines.at(on, OVERDUE_AT, self._alerts.zone_of(school, on)))

    def _works(self, school: bytes, on: date, instant: int) -> bool:
        is_taught = self._taught.get((school, on), instant + 1) <= instant
        return is_taught or day_off(on, 5) is None


def _gathered(school: bytes, instant: int, steps: list[Step]) -> dict[bytes, Mail]:
    """The mails of one morning: by member of staff, the alerts that stand open then."""
    standing: dict[tuple, Step] = {}
    for step in steps:
        if step.at <= instant:
            standing[step.key, step.due] = step
    made: dict[bytes, Mail] = {}
    for step in standing.values():
        if step.kind != "closed":
            mail_id = _id("overdue", ids.text(step.owner), ids.text(school), str(instant))
            mail = made.setdefault(mail_id, Mail("overdue", step.owner, None, instant, instant))
            alert = alert_id(step.key, step.due)
            mail.events.add(uuid.uuid5(uuid.UUID(bytes=alert), f"raised {step.due}").bytes)
            mail.told[alert] = None, None
    return made


def _id(*parts: str) -> bytes:
    return uuid.uuid5(_NAMESPACE, "/".join(parts)).bytes


def _number(value: Message) -> int:
    return value.points if value.WhichOneof("value") == "points" else _SYMBOLS[value.symbol]


def _value(history: list[_Change], at: int) -> int | None:
    standing = [change.value for change in history if change.at <= at]
    return standing[-1] if standing else None


class _NoMail:
    """Nobody is told: there is no account, or its holder wants no mail."""


_NO_MAIL = _NoMail()


class _Accounts:
    """Guardians' accounts with what they asked for, as recorded."""

    def __init__(self, events: Iterable[Message]) -> None:
        self._accounts: dict[bytes, Row] = {}
        for event in events:
            body = body_of(event)
            if event.type == "AccountIssued" and body.holder == diary_accounts.ACCOUNT_HOLDER_GUARDIAN:
                row = {"person": body.person_id, "issued": event.recorded_at, "closed": None, "asked": []}
                self._accounts[body.account_id] = row
            elif event.type == "AccountClosed" and body.account_id in self._accounts:
                self._accounts[body.account_id]["closed"] = event.recorded_at
            elif event.type == "MailPreferenceSet" and body.account_id in self._accounts:
                asked = (event.recorded_at, body.marks, body.gather_minutes)
                self._accounts[body.account_id]["asked"].append(asked)

    def minutes(self, person: bytes, at: int) -> int | None | _NoMail:
        """How long the account gathers that mail goes by; None where its holder has not said."""
        found = []
        for account_id, row in self._accounts.items():
            is_open = row["issued"] <= at and (row["closed"] is None or row["closed"] > at)
            if row["person"] != person or not is_open:
                continue
            asked = [(marks, minutes) for since, marks, minutes in row["asked"] if since <= at]
            wants, minutes = asked[-1] if asked else (True, None)
            if wants:
                found.append((row["issued"], account_id, minutes))
        return min(found)[2] if found else _NO_MAIL
