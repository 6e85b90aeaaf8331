"""A fold of the journal's feed: its own tables as plain dicts, keyed by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from google.protobuf.message import Message

from ..schemas import EVENT_CLASSES, attendance, works

Row = dict[str, Any]
EPOCH = date(1970, 1, 1)


class FoldError(Exception):
    """An event that does not fit what came before it."""


def day(number: int) -> date:
    """A date of the wire: days since 1970-01-01."""
    return EPOCH + timedelta(days=number)


@dataclass
class Journal:
    """The journal's state after some events. Ids are bytes, dates are `date`, versions those of each thing."""

    schools: dict[bytes, Row] = field(default_factory=dict)
    zones: dict[bytes, list[tuple[date, str]]] = field(default_factory=dict)
    staff: dict[bytes, Row] = field(default_factory=dict)
    pupils: dict[bytes, Row] = field(default_factory=dict)
    guardians: dict[bytes, Row] = field(default_factory=dict)
    cards: dict[int, Row] = field(default_factory=dict)
    classes: dict[bytes, Row] = field(default_factory=dict)
    groups: dict[bytes, Row] = field(default_factory=dict)
    courses: dict[bytes, Row] = field(default_factory=dict)
    enrolments: dict[bytes, Row] = field(default_factory=dict)
    guardianships: dict[bytes, Row] = field(default_factory=dict)
    bells: dict[bytes, Row] = field(default_factory=dict)
    timetables: dict[bytes, Row] = field(default_factory=dict)
    lessons: dict[bytes, Row] = field(default_factory=dict)
    rolls: dict[bytes, Row] = field(default_factory=dict)
    attendance: dict[tuple[bytes, bytes], Row] = field(default_factory=dict)
    # Lesson and pupil, taken for absent first: since when the pupil is known to have been there.
    corrections: dict[tuple[bytes, bytes], Row] = field(default_factory=dict)
    works: dict[bytes, Row] = field(default_factory=dict)
    marks: dict[bytes, Row] = field(default_factory=dict)
    roles: dict[bytes, Row] = field(default_factory=dict)
    accounts: dict[bytes, Row] = field(default_factory=dict)
    revocations: dict[bytes, Row] = field(default_factory=dict)
    signing_keys: dict[bytes, Row] = field(default_factory=dict)

    def apply_all(self, events: Iterable[Message]) -> Journal:
        for event in events:
            self.apply(event)
        return self

    def apply(self, event: Message) -> None:
        """An erased card is as if it had never been recorded; any other erased event is a damaged log."""
        if not event.HasField("payload"):
            if not event.type.endswith("CardRecorded"):
                raise FoldError(f"event {event.sequence} is {event.type} and erased")
            return
        if event.type not in EVENT_CLASSES:
            raise FoldError(f"event {event.sequence} is of the unknown type {event.type}")
        body = EVENT_CLASSES[event.type].FromString(event.payload)
        _APPLY[event.type](self, body, event)


def _new(table: dict[Any, Row], key: Any, event: Message, **values: Any) -> None:
    if key in table:
        raise FoldError(f"event {event.sequence} ({event.type}) makes what is there already")
    table[key] = {"school": event.school_id, "version": 1, **values}


def _change(table: dict[Any, Row], key: Any, event: Message, body: Message, **values: Any) -> Row:
    if key not in table:
        raise FoldError(f"event {event.sequence} ({event.type}) changes what is not there")
    row = table[key]
    if body.version != row["version"] + 1:
        raise FoldError(f"event {event.sequence} ({event.type}): version {body.version} follows {row['version']}")
    row.update(version=body.version, **values)
    return row


def _optional(body: Message, name: str) -> Any:
    return getattr(body, name) if body.HasField(name) else None


def _optional_day(body: Message, name: str) -> date | None:
    return day(getattr(body, name)) if body.HasField(name) else None


# Directory


def _school_registered(state: Journal, body: Message, event: Message) -> None:
    _new(state.schools, body.school_id, event, name=body.name)
    state.zones[body.school_id] = [(date.min, body.zone)]


def _school_renamed(state: Journal, body: Message, event: Message) -> None:
    _change(state.schools, event.school_id, event, body, name=body.name)


def _school_zone_set(state: Journal, body: Message, event: Message) -> None:
    _change(state.schools, event.school_id, event, body)
    since = day(body.since)
    kept = [entry for entry in state.zones[event.school_id] if entry[0] != since]
    state.zones[event.school_id] = sorted([*kept, (since, body.zone)])


def _card(key: str, *columns: str) -> Any:
    """Cards are kept by the sequence of their event: an erasure takes away exactly one."""

    def apply(state: Journal, body: Message, event: Message) -> None:
        name = (body.name.family, body.name.given, _optional(body.name, "patronymic"))
        row = {"school": event.school_id, "person": getattr(body, key), "version": body.version, "name": name}
        state.cards[event.sequence] = row | {column: _optional(body, column) for column in columns}

    return apply


def _class_opened(state: Journal, body: Message, event: Message) -> None:
    values = {"parallel": body.parallel, "letter": body.letter, "school_year": body.school_year}
    _new(state.classes, body.class_id, event, **values)


def _group_opened(state: Journal, body: Message, event: Message) -> None:
    values = {"name": body.name, "class_id": _optional(body, "class_id"), "whole_class": body.whole_class}
    _new(state.groups, body.group_id, event, **values)


def _policy(body: Message) -> Row:
    policy = body.policy
    return {
        "marks": policy.marks, "homework": policy.homework,
        "counts_in_filling": policy.counts_in_filling, "extracurricular": policy.extracurricular,
    }  # fmt: skip


def _pupil_enrolled(state: Journal, body: Message, event: Message) -> None:
    values = {"pupil_id": body.pupil_id, "class_id": _optional(body, "class_id")}
    values |= {"group_id": _optional(body, "group_id"), "first_day": day(body.first_day), "last_day": None}
    values |= {"order_number": _optional(body, "order_number"), "end_order": None}
    _new(state.enrolments, body.enrolment_id, event, **values)


def _enrolment_ended(state: Journal, body: Message, event: Message) -> None:
    values = {"last_day": day(body.last_day), "end_order": _optional(body, "order_number")}
    _change(state.enrolments, body.enrolment_id, event, body, **values)


def _guardianship_recorded(state: Journal, body: Message, event: Message) -> None:
    values = {"guardian_id": body.guardian_id, "pupil_id": body.pupil_id, "basis": body.basis}
    values |= {"first_day": day(body.first_day), "last_day": None}
    _new(state.guardianships, body.guardianship_id, event, **values)


# Timetable and lessons


def _versioned(table: dict[bytes, Row], key: bytes, event: Message, body: Message, **values: Any) -> None:
    """A thing whose one event both makes and changes it."""
    if key in table:
        _change(table, key, event, body, **values)
    else:
        _new(table, key, event, **values)


def _bells_set(state: Journal, body: Message, event: Message) -> None:
    bells = sorted((bell.number, bell.start, bell.end) for bell in body.bells)
    _versioned(state.bells, body.bells_id, event, body, name=body.name, bells=bells)


def _timetable_approved(state: Journal, body: Message, event: Message) -> None:
    entries = sorted((e.weekday, e.number, e.group_id, e.course_id, e.teacher_id) for e in body.entries)
    values = {"bells_id": body.bells_id, "first_day": day(body.first_day), "last_day": day(body.last_day)}
    values |= {"days_off": sorted(day(number) for number in body.days_off), "entries": entries}
    _versioned(state.timetables, body.timetable_id, event, body, **values)


def _place(body: Message) -> Row:
    return {"date": day(body.date), "number": body.number, "start": body.start, "end": body.end}


def _lesson_moved(state: Journal, body: Message, event: Message) -> None:
    """Only what changed is named; the rest stays as it was."""
    changed = {name: getattr(body, name) for name in ("number", "start", "end", "teacher_id") if body.HasField(name)}
    if body.HasField("date"):
        changed["date"] = day(body.date)
    _change(state.lessons, body.lesson_id, event, body, **changed)


def _lesson_cancelled(state: Journal, body: Message, event: Message) -> None:
    values = {"cancel_reason": body.reason, "cancel_order": _optional(body, "order_number")}
    _change(state.lessons, body.lesson_id, event, body, cancelled=True, **values)


def _lesson_scheduled(state: Journal, body: Message, event: Message) -> None:
    values = _place(body) | {"group_id": body.group_id, "course_id": body.course_id, "teacher_id": body.teacher_id}
    values |= {"timetable_id": _optional(body, "timetable_id"), "topic": None, "homework": None, "cancelled": False}
    values |= {"topic_at": None, "cancel_reason": None, "cancel_order": None}
    _new(state.lessons, body.lesson_id, event, **values)


def _lesson_dropped(state: Journal, body: Message, event: Message) -> None:
    _change(state.lessons, body.lesson_id, event, body)
    del state.lessons[body.lesson_id]


def _topic_recorded(state: Journal, body: Message, event: Message) -> None:
    _change(state.lessons, body.lesson_id, event, body, topic=body.topic, topic_at=event.recorded_at)


def _homework_recorded(state: Journal, body: Message, event: Message) -> None:
    text = None if body.WhichOneof("homework") == "none" else body.text
    homework = {"text": text, "due": _optional_day(body, "due")}
    _change(state.lessons, body.lesson_id, event, body, homework=homework)


# Attendance


_ABSENT = {
    attendance.ATTENDANCE_CODE_ABSENT, attendance.ATTENDANCE_CODE_UNEXCUSED, attendance.ATTENDANCE_CODE_EXCUSED,
    attendance.ATTENDANCE_CODE_ILL,
}  # fmt: skip


def _set_entry(state: Journal, lesson_id: bytes, entry: Message, event: Message) -> None:
    """Whoever is not named was present, so being named as present says the same as not being named."""
    key = (lesson_id, entry.pupil_id)
    was_absent = key in state.attendance and state.attendance[key]["code"] in _ABSENT
    if entry.code == attendance.ATTENDANCE_CODE_PRESENT:
        state.attendance.pop(key, None)
    else:
        state.attendance[key] = {"code": entry.code, "minutes_late": _optional(entry, "minutes_late")}
    if entry.code in _ABSENT:
        state.corrections.pop(key, None)
    elif was_absent:
        state.corrections[key] = {"school": event.school_id, "corrected_at": event.recorded_at}


def _roll_taken(state: Journal, body: Message, event: Message) -> None:
    _versioned(state.rolls, body.lesson_id, event, body, taken_at=event.recorded_at)
    named = {entry.pupil_id for entry in body.entries}
    for lesson_id, pupil_id in list(state.attendance):
        if lesson_id == body.lesson_id and pupil_id not in named:
            present = attendance.RollEntry(pupil_id=pupil_id, code=attendance.ATTENDANCE_CODE_PRESENT)
            _set_entry(state, lesson_id, present, event)
    for entry in body.entries:
        _set_entry(state, body.lesson_id, entry, event)


def _attendance_changed(state: Journal, body: Message, event: Message) -> None:
    _change(state.rolls, body.lesson_id, event, body)
    _set_entry(state, body.lesson_id, body.entry, event)


# Works and marks


def _work_created(state: Journal, body: Message, event: Message) -> None:
    values = {"lesson_id": body.lesson_id, "kind": body.kind, "weight": body.weight, "due": _optional_day(body, "due")}
    _new(state.works, body.work_id, event, marks_required=body.marks_required, withdrawn=False, **values)


def _value(value: Message) -> tuple[str, int]:
    which = value.WhichOneof("value")
    return which, getattr(value, which)


_DOT = ("symbol", works.MARK_SYMBOL_OWED)


def _mark_given(state: Journal, body: Message, event: Message) -> None:
    value = _value(body.value)
    values = {"work_id": body.work_id, "pupil_id": body.pupil_id, "value": value, "given_at": event.recorded_at}
    values["worked_at"] = None if value == _DOT else event.recorded_at
    _new(state.marks, body.mark_id, event, date=day(body.date), withdrawn=False, **values)


def _mark_changed(state: Journal, body: Message, event: Message) -> None:
    """A «точка» says that a mark is owed still: `worked_at` tells when the mark last became more."""
    row, value = _change(state.marks, body.mark_id, event, body), _value(body.value)
    if row["value"] == _DOT and value != _DOT:
        row["worked_at"] = event.recorded_at
    row["value"] = value


# Staff


def _role_granted(state: Journal, body: Message, event: Message) -> None:
    values = {"staff_id": body.staff_id, "kind": body.role, "order_number": _optional(body, "order_number")}
    _new(state.roles, body.role_id, event, first_day=day(body.first_day), last_day=None, **values)


def _account(is_open: bool) -> Any:
    """An account's version counts its passwords too, which the feed does not tell of: it rises, by one or more."""

    def apply(state: Journal, body: Message, event: Message) -> None:
        known = state.accounts.get(body.staff_id)
        if is_open == bool(known and known["is_open"]):
            raise FoldError(f"event {event.sequence} ({event.type}) does not fit the account")
        if body.version <= (known["version"] if known else 0):
            raise FoldError(f"event {event.sequence} ({event.type}): version {body.version} does not rise")
        state.accounts[body.staff_id] = {"school": event.school_id, "version": body.version, "is_open": is_open}

    return apply


def _sessions_revoked(state: Journal, body: Message, event: Message) -> None:
    state.revocations[body.staff_id] = {"school": event.school_id, "revoked_at": event.recorded_at}


def _signing_key_published(state: Journal, body: Message, event: Message) -> None:
    if body.key_id in state.signing_keys:
        raise FoldError(f"event {event.sequence} ({event.type}) makes what is there already")
    values = {"public_key": body.public_key, "not_before": body.not_before, "not_after": body.not_after}
    state.signing_keys[body.key_id] = values


_APPLY = {
    "SchoolRegistered": _school_registered,
    "SchoolRenamed": _school_renamed,
    "SchoolZoneSet": _school_zone_set,
    "StaffAdded": lambda s, b, e: _new(s.staff, b.staff_id, e, last_day=None),
    "StaffLeft": lambda s, b, e: _change(s.staff, b.staff_id, e, b, last_day=day(b.last_day)),
    "StaffReturned": lambda s, b, e: _change(s.staff, b.staff_id, e, b, last_day=None),
    "PupilAdded": lambda s, b, e: _new(s.pupils, b.pupil_id, e),
    "GuardianAdded": lambda s, b, e: _new(s.guardians, b.guardian_id, e),
    "StaffCardRecorded": _card("staff_id", "post", "email"),
    "PupilCardRecorded": _card("pupil_id", "birth_date"),
    "GuardianCardRecorded": _card("guardian_id", "email", "phone"),
    "ClassOpened": _class_opened,
    "ClassRenamed": lambda s, b, e: _change(s.classes, b.class_id, e, b, letter=b.letter),
    "GroupOpened": _group_opened,
    "GroupRenamed": lambda s, b, e: _change(s.groups, b.group_id, e, b, name=b.name),
    "CourseOpened": lambda s, b, e: _new(s.courses, b.course_id, e, name=b.name, **_policy(b)),
    "CourseRenamed": lambda s, b, e: _change(s.courses, b.course_id, e, b, name=b.name),
    "CoursePolicyChanged": lambda s, b, e: _change(s.courses, b.course_id, e, b, **_policy(b)),
    "PupilEnrolled": _pupil_enrolled,
    "EnrolmentEnded": _enrolment_ended,
    "GuardianshipRecorded": _guardianship_recorded,
    "GuardianshipEnded": lambda s, b, e: _change(s.guardianships, b.guardianship_id, e, b, last_day=day(b.last_day)),
    "BellsSet": _bells_set,
    "TimetableApproved": _timetable_approved,
    "LessonScheduled": _lesson_scheduled,
    "LessonMoved": _lesson_moved,
    "LessonDropped": _lesson_dropped,
    "TopicRecorded": _topic_recorded,
    "HomeworkRecorded": _homework_recorded,
    "LessonCancelled": _lesson_cancelled,
    "RollTaken": _roll_taken,
    "AttendanceChanged": _attendance_changed,
    "WorkCreated": _work_created,
    "WorkWithdrawn": lambda s, b, e: _change(s.works, b.work_id, e, b, withdrawn=True),
    "MarkGiven": _mark_given,
    "MarkChanged": _mark_changed,
    "MarkWithdrawn": lambda s, b, e: _change(s.marks, b.mark_id, e, b, withdrawn=True),
    "RoleGranted": _role_granted,
    "RoleEnded": lambda s, b, e: _change(s.roles, b.role_id, e, b, last_day=day(b.last_day)),
    "StaffAccountIssued": _account(is_open=True),
    "StaffAccountClosed": _account(is_open=False),
    "SessionsRevoked": _sessions_revoked,
    "SigningKeyPublished": _signing_key_published,
    "PayloadErased": lambda s, b, e: None,
}
