"""Who had a right to be written to at an instant, by what was recorded up to it: worked out from two feeds alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from google.protobuf.message import Message

from ..regulation import deadlines
from ..schemas import body_of
from .intents import MARKS, Intent
from .journal import day

# When something was recorded, and the last day that it named.
Ending = tuple[int, date]


@dataclass
class _Guardianship:
    guardian: bytes
    pupil: bytes
    first_day: date
    recorded_at: int
    ends: list[Ending] = field(default_factory=list)

    def stands(self, on: date, at: int) -> bool:
        return self.recorded_at <= at and self.first_day <= on and not _is_over(self.ends, on, at)


def _is_over(ends: list[Ending], on: date, at: int) -> bool:
    """By the newest end known then; an earlier one was corrected."""
    known = [last for recorded_at, last in ends if recorded_at <= at]
    return bool(known) and known[-1] < on


class Rights:
    """Of guardians: a guardianship and an open account. Of staff: to be employed."""

    def __init__(self, journal: Iterable[Message], diary: Iterable[Message]) -> None:
        self._zones: dict[bytes, list[tuple[date, str]]] = {}
        self._guardianships: dict[bytes, _Guardianship] = {}
        self._staff_ends: dict[bytes, list[Ending]] = {}
        # By account: whose it is, since when, and until when.
        self._accounts: dict[bytes, tuple[bytes, int, int | None]] = {}
        for event in journal:
            self._take(event)
        for event in diary:
            self._take_account(event)

    def lacks(self, mail: Intent) -> str | None:
        """Why nothing may go out of what was decided when the mail's window closed; None if it may."""
        at = mail.closes_at
        on = self._day(mail.school, at)
        if mail.kind != MARKS:
            return "employment" if _is_over(self._staff_ends.get(mail.recipient, []), on, at) else None
        if not any(
            one.guardian == mail.recipient and one.pupil == mail.child and one.stands(on, at)
            for one in self._guardianships.values()
        ):
            return "guardianship"
        is_known = any(
            person == mail.recipient and since <= at and (until is None or at < until)
            for person, since, until in self._accounts.values()
        )
        return None if is_known else "account"

    def _day(self, school: bytes, at: int) -> date:
        """Where the school is, by the zone of its newest period that has begun there."""
        days = [(since, deadlines.local_day(at, zone)) for since, zone in self._zones[school]]
        return [on for since, on in days if since <= on][-1]

    def _take(self, event: Message) -> None:
        body = body_of(event)
        match event.type:
            case "SchoolRegistered":
                self._zones[event.school_id] = [(date.min, body.zone)]
            case "SchoolZoneSet":
                kept = [one for one in self._zones[event.school_id] if one[0] != day(body.since)]
                self._zones[event.school_id] = sorted([*kept, (day(body.since), body.zone)])
            case "GuardianshipRecorded":
                made = _Guardianship(body.guardian_id, body.pupil_id, day(body.first_day), event.recorded_at)
                self._guardianships[body.guardianship_id] = made
            case "GuardianshipEnded":
                self._guardianships[body.guardianship_id].ends.append((event.recorded_at, day(body.last_day)))
            case "StaffLeft":
                self._staff_ends.setdefault(body.staff_id, []).append((event.recorded_at, day(body.last_day)))
            case "StaffReturned":
                # As if the end had been corrected to one that never comes.
                self._staff_ends.setdefault(body.staff_id, []).append((event.recorded_at, date.max))

    def _take_account(self, event: Message) -> None:
        body = body_of(event)
        if event.type == "AccountIssued":
            self._accounts[body.account_id] = (body.person_id, event.recorded_at, None)
        elif event.type == "AccountClosed":
            person, since, _ = self._accounts[body.account_id]
            self._accounts[body.account_id] = (person, since, event.recorded_at)
