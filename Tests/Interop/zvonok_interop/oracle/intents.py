"""A fold of the journal's, the diary's and the alerts' feeds: which mails are meant, for whom, and what each tells.

Everything is judged by the journal's and the diary's recorded-at, never by when something was read; alerts say at which
instant of the journal they happened, however late a monitor found it out. A mail to a guardian covers a window over the
marks of one child: it opens with the first mark event after the one before, lasts as long as the account's holder asked
for (else as long as the policy says), never less than a teacher has to take a slip back, and its last instant belongs to it. Told is what stood before and what stands at
its end. A mail to a member of staff covers what is overdue at the gathering hour of a working day: one of the five-day
week, or one on which a lesson of the school stood when it was decided: one that was neither dropped, nor moved to
another day, nor cancelled by then. What became of a mail, attempts and refusals, is not here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from google.protobuf.message import Message

from .. import ids
from ..regulation import deadlines
from ..regulation.calendar import day_off
from ..schemas import body_of, diary_accounts
from .journal import day

MARKS, OVERDUE = "marks", "overdue"
FIVE_DAYS = 5
MINUTE = 60_000_000

# Kind, recipient, child or school, and what caused it: the id of the window's first event, or the gathering's instant.
Key = tuple[str, bytes, bytes, bytes | int]
# ("points", 5) or ("symbol", 1); None where no mark stands.
Value = tuple[str, int] | None


@dataclass(frozen=True)
class Policy:
    """Data of the municipality: microseconds, and minutes after midnight where the school is."""

    gather: int = 20 * MINUTE
    undo: int = 10 * MINUTE
    freshness: int = 48 * 60 * MINUTE
    overdue_at: int = 7 * 60 + 30
    quiet_from: int = 20 * 60


@dataclass
class Intent:
    """`told`: marks with what stood before and after, or alerts with nothing. Nothing told: it was undone."""

    kind: str
    recipient: bytes
    school: bytes
    child: bytes | None
    opens_at: int
    closes_at: int
    expires_at: int
    events: set[bytes] = field(default_factory=set)
    told: dict[bytes, tuple[Value, Value] | None] = field(default_factory=dict)
    is_gathering: bool = False


def intents(
    journal_events: Iterable[Message],
    diary_events: Iterable[Message],
    alert_events: Iterable[Message],
    until: int,
    overdue_until: int | None = None,
    policy: Policy = Policy(),
) -> dict[Key, Intent]:
    """All mails meant by what was recorded up to an instant, which all feeds must have promised (`complete until`).

    For several journals or monitors: the union over each. `overdue_until` where the feeds that mail to staff rests on
    have promised another instant than those of the marks.
    """
    journal = _Journal()
    families = _Families(_Accounts(diary_events), journal, policy)
    for event in journal_events:
        journal.apply(event)
        if event.recorded_at <= until:
            families.take(event)
    staff = _Staff(_Alerts(alert_events), journal, policy)
    return families.closed(until) | staff.gathered(until if overdue_until is None else overdue_until)


@dataclass
class _Span:
    """A guardianship, as it was recorded bit by bit."""

    guardian: bytes
    first_day: date
    ends: list[date] = field(default_factory=list)

    def stands(self, on: date) -> bool:
        return self.first_day <= on and (not self.ends or on <= self.ends[-1])


class _Journal:
    """What the journal has said so far; what staff's mornings need, with the instants it was said at."""

    def __init__(self) -> None:
        self.zones: dict[bytes, list[tuple[date, str]]] = {}
        # The day each lesson stands on from an instant on; None once it was dropped or cancelled.
        self._stands: dict[bytes, list[tuple[int, date | None]]] = {}
        # Which lessons ever stood on a day of a school.
        self._lessons: dict[tuple[bytes, date], set[bytes]] = {}
        self.spans: dict[bytes, dict[bytes, _Span]] = {}
        self._pupil_of: dict[bytes, bytes] = {}
        self.marks: dict[bytes, bytes] = {}
        self.values: dict[bytes, list[tuple[int, Value]]] = {}

    def apply(self, event: Message) -> None:
        body, at = body_of(event), event.recorded_at
        match event.type:
            case "SchoolRegistered":
                self.zones[body.school_id] = [(date.min, body.zone)]
            case "SchoolZoneSet":
                zones = self.zones[event.school_id]
                zones[:] = sorted([*(one for one in zones if one[0] != day(body.since)), (day(body.since), body.zone)])
            case "LessonScheduled":
                self._place(body.lesson_id, event.school_id, day(body.date), at)
            case "LessonMoved" if body.HasField("date") and self._stands[body.lesson_id][-1][1] is not None:
                self._place(body.lesson_id, event.school_id, day(body.date), at)
            case "LessonDropped" | "LessonCancelled":
                self._stands[body.lesson_id].append((at, None))
            case "GuardianshipRecorded":
                self._pupil_of[body.guardianship_id] = body.pupil_id
                span = _Span(body.guardian_id, day(body.first_day))
                self.spans.setdefault(body.pupil_id, {})[body.guardianship_id] = span
            case "GuardianshipEnded":
                pupil = self._pupil_of[body.guardianship_id]
                self.spans[pupil][body.guardianship_id].ends.append(day(body.last_day))
            case "MarkGiven":
                self.marks[body.mark_id] = body.pupil_id
                self.values[body.mark_id] = [(at, _value(body))]
            case "MarkChanged":
                self.values[body.mark_id].append((at, _value(body)))
            case "MarkWithdrawn":
                self.values[body.mark_id].append((at, None))

    def _place(self, lesson: bytes, school: bytes, on: date, at: int) -> None:
        self._stands.setdefault(lesson, []).append((at, on))
        self._lessons.setdefault((school, on), set()).add(lesson)

    def teaches(self, school: bytes, on: date, at: int) -> bool:
        """Whether any lesson stood on that day, as of an instant."""
        return any(self._day_of(lesson, at) == on for lesson in self._lessons.get((school, on), set()))

    def _day_of(self, lesson: bytes, at: int) -> date | None:
        return next((on for since, on in reversed(self._stands[lesson]) if since <= at), None)

    def zone(self, school: bytes, on: date) -> str:
        return [name for since, name in self.zones[school] if since <= on][-1]

    def today(self, school: bytes, at: int) -> date:
        """The day on the school's wall."""
        for since, zone in reversed(self.zones[school]):
            local = deadlines.local_day(at, zone)
            if local >= since:
                return local
        raise AssertionError("a school has a zone from the beginning")

    def guardians(self, pupil: bytes, on: date) -> set[bytes]:
        return {span.guardian for span in self.spans.get(pupil, {}).values() if span.stands(on)}

    def value(self, mark: bytes, at: int) -> Value:
        """What stood at an instant."""
        return next((value for since, value in reversed(self.values[mark]) if since <= at), None)


def _value(body: Message) -> Value:
    which = body.value.WhichOneof("value")
    return which, getattr(body.value, which)


@dataclass
class _Account:
    person: bytes
    issued_at: int
    closed_at: int | None = None
    wishes: list[tuple[int, bool, int]] = field(default_factory=list)

    def is_open(self, at: int) -> bool:
        return self.issued_at <= at and (self.closed_at is None or at < self.closed_at)

    def wish(self, at: int) -> tuple[bool, int | None]:
        """Whether mail is wanted, and for how many minutes marks are gathered."""
        said = [(wants, minutes) for since, wants, minutes in self.wishes if since <= at]
        return said[-1] if said else (True, None)


class _Accounts:
    """Guardians' accounts."""

    def __init__(self, events: Iterable[Message]) -> None:
        self._accounts: dict[bytes, _Account] = {}
        self._of: dict[bytes, list[tuple[int, bytes]]] = {}
        for event in events:
            self._apply(event)

    def _apply(self, event: Message) -> None:
        body, at = body_of(event), event.recorded_at
        if event.type == "AccountIssued" and body.holder == diary_accounts.ACCOUNT_HOLDER_GUARDIAN:
            self._accounts[body.account_id] = _Account(body.person_id, at)
            self._of.setdefault(body.person_id, []).append((at, body.account_id))
        elif event.type == "AccountClosed" and body.account_id in self._accounts:
            self._accounts[body.account_id].closed_at = at
        elif event.type == "MailPreferenceSet" and body.account_id in self._accounts:
            self._accounts[body.account_id].wishes.append((at, body.marks, body.gather_minutes))

    def gathers(self, person: bytes, at: int, usual: int) -> int | None:
        """How long marks are gathered for this person, by the first account issued that wants them; None: no mail."""
        for _, account_id in sorted(self._of.get(person, [])):
            account = self._accounts[account_id]
            wants, minutes = account.wish(at)
            if account.is_open(at) and wants:
                return usual if minutes is None else minutes * MINUTE
        return None


class _Families:
    """The windows of guardians."""

    def __init__(self, accounts: _Accounts, journal: _Journal, policy: Policy) -> None:
        self._accounts, self._journal, self._policy = accounts, journal, policy
        self._newest: dict[tuple[bytes, bytes], Intent] = {}
        self._marks: dict[Key, set[bytes]] = {}
        self._found: dict[Key, Intent] = {}
        self._keys: dict[tuple[bytes, bytes], Key] = {}

    def take(self, event: Message) -> None:
        if event.type not in ("MarkGiven", "MarkChanged", "MarkWithdrawn"):
            return
        mark = body_of(event).mark_id
        pupil, at = self._journal.marks[mark], event.recorded_at
        for guardian in self._journal.guardians(pupil, self._journal.today(event.school_id, at)):
            length = self._accounts.gathers(guardian, at, self._policy.gather)
            if length is not None:
                self._tell(guardian, pupil, mark, event, max(length, self._policy.undo))

    def _tell(self, guardian: bytes, pupil: bytes, mark: bytes, event: Message, length: int) -> None:
        whose, at = (guardian, pupil), event.recorded_at
        window = self._newest.get(whose)
        if window is None or at > window.closes_at:
            window = Intent(MARKS, guardian, event.school_id, pupil, at, at + length, 0)
            key: Key = (MARKS, guardian, pupil, event.event_id)
            self._newest[whose], self._keys[whose], self._found[key] = window, key, window
        window.events.add(event.event_id)
        window.expires_at = at + self._policy.freshness
        self._marks.setdefault(self._keys[whose], set()).add(mark)

    def closed(self, until: int) -> dict[Key, Intent]:
        for key, window in self._found.items():
            window.is_gathering = window.closes_at > until
            if not window.is_gathering:
                window.told = dict(self._differences(self._marks[key], window))
        return self._found

    def _differences(self, marks: set[bytes], window: Intent) -> Iterator[tuple[bytes, tuple[Value, Value]]]:
        for mark in marks:
            before = self._journal.value(mark, window.opens_at - 1)
            after = self._journal.value(mark, window.closes_at)
            if before != after:
                yield mark, (before, after)


@dataclass
class _Alert:
    event: bytes
    school: bytes
    owner: bytes
    raised_at: int
    changes: list[tuple[int, bool]]

    def is_open(self, at: int) -> bool:
        return self.raised_at <= at and [is_open for since, is_open in self.changes if since <= at][-1]


class _Alerts:
    def __init__(self, events: Iterable[Message]) -> None:
        self.alerts: dict[bytes, _Alert] = {}
        for event in events:
            body = body_of(event)
            at = body.happened_at if body.HasField("happened_at") else event.recorded_at
            if event.type == "AlertRaised":
                made = _Alert(event.event_id, event.school_id, body.owner_id, at, [(at, True)])
                self.alerts[body.alert_id] = made
            elif event.type in ("AlertClosed", "AlertReopened"):
                self.alerts[body.alert_id].changes.append((at, event.type == "AlertReopened"))


class _Staff:
    """The mornings of those who work at a school."""

    def __init__(self, alerts: _Alerts, journal: _Journal, policy: Policy) -> None:
        self._alerts, self._journal, self._policy = alerts, journal, policy

    def gathered(self, until: int) -> dict[Key, Intent]:
        found: dict[Key, Intent] = {}
        for school in {alert.school for alert in self._alerts.alerts.values()}:
            for on, instant in self._mornings(school, until):
                for alert_id, alert in self._alerts.alerts.items():
                    if alert.school == school and alert.is_open(instant):
                        self._add(found, alert_id, alert, on, instant)
        return found

    def _mornings(self, school: bytes, until: int) -> Iterator[tuple[date, int]]:
        """Working days from the first alert on, each with its gathering's instant."""
        first = min(one.raised_at for one in self._alerts.alerts.values() if one.school == school)
        on = self._journal.today(school, first)
        while (instant := self._instant(school, on, self._policy.overdue_at)) <= until:
            if day_off(on, FIVE_DAYS, lambda one: self._journal.teaches(school, one, instant)) is None:  # noqa: B023
                yield on, instant
            on += timedelta(days=1)

    def _instant(self, school: bytes, on: date, minute: int) -> int:
        return deadlines.microseconds(deadlines.at(on, minute, self._journal.zone(school, on)))

    def _add(self, found: dict[Key, Intent], alert_id: bytes, alert: _Alert, on: date, instant: int) -> None:
        expires = self._instant(alert.school, on, self._policy.quiet_from)
        made = Intent(OVERDUE, alert.owner, alert.school, None, instant, instant, expires)
        mail = found.setdefault((OVERDUE, alert.owner, alert.school, instant), made)
        mail.events.add(alert.event)
        mail.told[alert_id] = None


_NAMESPACE = uuid.UUID("7a766f6e-6f6b-5d01-9e0c-6d61696c0001")


def mail_id(key: Key) -> bytes:
    """The left part of the Message-ID: it follows from whom the mail is for and what caused it."""
    kind, *parts = key
    texts = [ids.text(part) if isinstance(part, bytes) else str(part) for part in parts]
    return uuid.uuid5(_NAMESPACE, "/".join([kind, *texts])).bytes
