"""Every acknowledged command stands in the feed exactly once: the audit after a kill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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


def audit(acknowledged: Iterable[Acknowledged], events: Sequence[Message]) -> list[str]:
    """What was promised and is not so, in words; empty if every promise was kept once."""
    at = {event.sequence: event for event in events}
    seen = Counter(found for event in events if (found := identity(event)) is not None)
    faults = [f"{kind} of {subject.hex()} version {version} stands {count} times in the feed"
              for (kind, subject, version), count in seen.items() if count > 1]  # fmt: skip
    owner: dict[int, Acknowledged] = {}
    for item in acknowledged:
        faults += _faults_of(item, at, seen, owner)
    return faults


def _faults_of(
    item: Acknowledged, at: dict[int, Message], seen: Counter[Identity], owner: dict[int, Acknowledged]
) -> list[str]:
    label = f"{item.name} {item.command_id.hex()}"
    if item.first is None or item.last is None:
        return [f"{label} was accepted without an event"]
    faults = []
    sequences = range(item.first, item.last + 1)
    missing = [sequence for sequence in sequences if sequence not in at]
    if missing or not sequences:
        return [f"{label} was accepted as {item.first}..{item.last}; the feed lacks {missing}"]
    for sequence in sequences:
        if (other := owner.setdefault(sequence, item)).command_id != item.command_id:
            faults.append(f"{label} and {other.name} {other.command_id.hex()} both claim event {sequence}")
    wanted = (EFFECTS[item.name][0], item.subject, item.version)
    standing = sum(identity(at[sequence]) == wanted for sequence in sequences)
    if standing != 1 or seen[wanted] != 1:
        faults.append(f"{label}: its event stands {standing} times in its place, {seen[wanted]} in the feed")
    return faults
