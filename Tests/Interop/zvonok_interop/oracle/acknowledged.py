"""Every acknowledged command stands in the feed exactly once: the audit after a kill."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from google.protobuf.message import Message

from ..schemas import EVENT_CLASSES

# The event that a command makes, and the field in which both name their subject.
EFFECTS: dict[str, tuple[str, str]] = {
    "RegisterSchool": ("SchoolRegistered", ""),
    "AddStaff": ("StaffAdded", "staff_id"),
    "AddPupil": ("PupilAdded", "pupil_id"),
    "AddGuardian": ("GuardianAdded", "guardian_id"),
    "OpenClass": ("ClassOpened", "class_id"),
    "OpenGroup": ("GroupOpened", "group_id"),
    "OpenCourse": ("CourseOpened", "course_id"),
    "EnrolPupil": ("PupilEnrolled", "enrolment_id"),
    "EndEnrolment": ("EnrolmentEnded", "enrolment_id"),
    "RecordGuardianship": ("GuardianshipRecorded", "guardianship_id"),
    "EndGuardianship": ("GuardianshipEnded", "guardianship_id"),
    "SetBells": ("BellsSet", "bells_id"),
    "ApproveTimetable": ("TimetableApproved", "timetable_id"),
    "ScheduleLesson": ("LessonScheduled", "lesson_id"),
    "RecordTopic": ("TopicRecorded", "lesson_id"),
    "RecordHomework": ("HomeworkRecorded", "lesson_id"),
    "CancelLesson": ("LessonCancelled", "lesson_id"),
    "TakeRoll": ("RollTaken", "lesson_id"),
    "ChangeAttendance": ("AttendanceChanged", "lesson_id"),
    "CreateWork": ("WorkCreated", "work_id"),
    "WithdrawWork": ("WorkWithdrawn", "work_id"),
    "GiveMark": ("MarkGiven", "mark_id"),
    "ChangeMark": ("MarkChanged", "mark_id"),
    "WithdrawMark": ("MarkWithdrawn", "mark_id"),
}


@dataclass(frozen=True)
class Acknowledged:
    """What an ACCEPTED promised. `version` is the one the subject has afterwards."""

    command_id: bytes
    name: str
    subject: bytes
    version: int
    first: int | None
    last: int | None


# Type, subject and version say which change of which thing an event is: no two events may be the same one.
Identity = tuple[str, bytes, int]


def identity(event: Message) -> Identity | None:
    """Which change this event is; None for the kinds that no command of EFFECTS makes."""
    fields = dict(EFFECTS.values())
    if event.type not in fields or not event.HasField("payload"):
        return None
    body = EVENT_CLASSES[event.type].FromString(event.payload)
    subject = getattr(body, fields[event.type]) if fields[event.type] else event.school_id
    return event.type, subject, body.version


# Stands for the identity of an event that has none.
_NO_IDENTITY = 0


def _fingerprint(found: Identity) -> int:
    """Identities by 64 bits: among a million, two that differ share theirs once in some forty million runs."""
    kind, subject, version = found
    content = b"%s %d " % (kind.encode(), version) + subject
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big") or 1


class Audit:
    """Promises against a feed of any length: events are taken one by one, and a fingerprint is kept of each."""

    def __init__(self) -> None:
        self._at: dict[int, int] = {}
        self._seen: Counter[int] = Counter()
        self._repeated: dict[int, Identity] = {}
        self._owner: dict[int, bytes] = {}

    def take(self, event: Message) -> None:
        """The next event of the feed."""
        found = identity(event)
        mark = _NO_IDENTITY if found is None else _fingerprint(found)
        self._at[event.sequence] = mark
        if found is not None:
            self._seen[mark] += 1
            if self._seen[mark] > 1:
                self._repeated[mark] = found

    def faults(self, acknowledged: Iterable[Acknowledged]) -> list[str]:
        """What was promised and is not so, in words; empty if every promise was kept once."""
        faults = [f"{kind} of {subject.hex()} version {version} stands {self._seen[mark]} times in the feed"
                  for mark, (kind, subject, version) in self._repeated.items()]  # fmt: skip
        for item in acknowledged:
            faults += self._faults_of(item)
        return faults

    def _faults_of(self, item: Acknowledged) -> list[str]:
        label = f"{item.name} {item.command_id.hex()}"
        if item.first is None or item.last is None:
            return [f"{label} was accepted without an event"]
        sequences = range(item.first, item.last + 1)
        missing = [sequence for sequence in sequences if sequence not in self._at]
        if missing or not sequences:
            return [f"{label} was accepted as {item.first}..{item.last}; the feed lacks {missing}"]
        faults = []
        for sequence in sequences:
            if (other := self._owner.setdefault(sequence, item.command_id)) != item.command_id:
                faults.append(f"{label} and the command {other.hex()} both claim event {sequence}")
        wanted = _fingerprint((EFFECTS[item.name][0], item.subject, item.version))
        standing = sum(self._at[sequence] == wanted for sequence in sequences)
        if standing != 1 or self._seen[wanted] != 1:
            faults.append(f"{label}: its event stands {standing} times in its place, {self._seen[wanted]} in the feed")
        return faults


def audit(acknowledged: Iterable[Acknowledged], events: Iterable[Message]) -> list[str]:
    """As `Audit`, for events that are at hand."""
    made = Audit()
    for event in events:
        made.take(event)
    return made.faults(acknowledged)
