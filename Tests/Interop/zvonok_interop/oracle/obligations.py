"""A fold of the journal's feed: what the regulation's four rules ask for, and the alerts that come of it.

Everything is worked out anew from the journal's state after each event, for what the event can have changed; with
`thorough` for all there is. Instants are microseconds UTC.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from google.protobuf.message import Message

from ..regulation import deadlines
from ..regulation.calendar import CalendarMissing, day_off, week
from ..schemas import EVENT_CLASSES, attendance, directory, works
from .journal import Journal, Row
from .statistics import lesson_end

TOPIC, HOMEWORK, ATTENDANCE, MARK = RULES = ("topic", "homework", "attendance", "mark")
SATURDAY = 6
GRADE_WITHOUT_MARKS = 1
# How far a deadline can be moved on by a day off; the longest holidays are two weeks.
LONGEST_ROLL = timedelta(days=31)
_ABSENT = {
    attendance.ATTENDANCE_CODE_ABSENT, attendance.ATTENDANCE_CODE_UNEXCUSED, attendance.ATTENDANCE_CODE_EXCUSED,
    attendance.ATTENDANCE_CODE_ILL,
}  # fmt: skip
_LESSON_EVENTS = {
    "LessonScheduled", "LessonMoved", "LessonDropped", "LessonCancelled", "TopicRecorded", "HomeworkRecorded",
    "RollTaken", "AttendanceChanged",
}  # fmt: skip
_WORK_EVENTS = {"WorkCreated", "WorkWithdrawn", "MarkGiven", "MarkChanged", "MarkWithdrawn"}
_GROUND_EVENTS = {
    "SchoolZoneSet", "CoursePolicyChanged", "PupilEnrolled", "EnrolmentEnded", "TimetableApproved",
}  # fmt: skip

# Rule, lesson or work, pupil: whose obligation it is.
Key = tuple[str, bytes, bytes | None]


@dataclass
class Obligation:
    due: int | None
    raise_at: int | None
    fulfilled_at: int | None
    is_void: bool = False

    @property
    def is_open(self) -> bool:
        return self.fulfilled_at is None and not self.is_void


@dataclass
class Alert:
    """`state` is open, fulfilled or withdrawn; `raised_at` the instant of the journal at which it was overdue."""

    raised_at: int
    state: str = "open"
    closed_at: int | None = None
    lateness: int | None = None


@dataclass
class _Mark:
    work: bytes
    pupil: bytes
    on: date
    worked_on: date | None
    fulfilled_at: int | None


@dataclass
class Monitor:
    """Obligations by key, alerts by key and due instant."""

    thorough: bool = False
    journal: Journal = field(default_factory=Journal)
    obligations: dict[Key, Obligation] = field(default_factory=dict)
    alerts: dict[tuple[Key, int], Alert] = field(default_factory=dict)
    # When the newest event was recorded.
    _latest: int = 0
    # When each entry was recorded, and when the first that counts where the lesson stands.
    recorded: dict[tuple[str, bytes], list[int]] = field(default_factory=dict)
    entries: dict[tuple[str, bytes], int] = field(default_factory=dict)
    # Lesson and pupil, once absent: the day it was corrected, None while it was not.
    presence: dict[tuple[bytes, bytes], date | None] = field(default_factory=dict)
    marks: dict[bytes, _Mark] = field(default_factory=dict)

    def apply_all(self, events: Iterable[Message], complete_until: int) -> Monitor:
        for event in events:
            self.apply(event)
        self.raise_until(complete_until)
        return self

    def apply(self, event: Message) -> None:
        self.raise_until(event.recorded_at - 1)
        self._latest = event.recorded_at
        if not event.HasField("payload"):
            return
        body = EVENT_CLASSES[event.type].FromString(event.payload)
        before = dict(self.journal.lessons.get(getattr(body, "lesson_id", b""), {}))
        self.journal.apply(event)
        self._note(event, body)
        lessons, chosen = self._affected(event.type, body, before)
        for lesson_id in lessons:
            self._settle_lesson(lesson_id, event.recorded_at)
        for work_id in chosen:
            self._settle_work(work_id, event.recorded_at)

    # Instants

    def raise_until(self, instant: int) -> None:
        """Everything that was owed by an instant up to here is overdue."""
        for key, owed in self.obligations.items():
            if owed.is_open and owed.raise_at is not None and owed.raise_at <= instant:
                self.alerts.setdefault((key, owed.due), Alert(max(owed.raise_at, self._latest)))

    # What is remembered beside the journal's own state

    def _note(self, event: Message, body: Message) -> None:
        kind = event.type
        if kind == "TopicRecorded":
            self._note_entry(TOPIC, body.lesson_id, event.recorded_at)
        elif kind == "HomeworkRecorded":
            self._note_entry(HOMEWORK, body.lesson_id, event.recorded_at)
        elif kind == "LessonMoved":
            for rule in (TOPIC, ATTENDANCE):
                self._judge_entries(rule, body.lesson_id)
        elif kind == "RollTaken":
            self._note_roll(body, event.recorded_at)
        elif kind == "AttendanceChanged":
            self._note_presence(body.lesson_id, body.entry.pupil_id, body.entry.code in _ABSENT, event.recorded_at)
        elif kind in ("MarkGiven", "MarkChanged", "MarkWithdrawn"):
            self._note_mark(kind, body, event.recorded_at)

    def _note_entry(self, rule: str, lesson_id: bytes, at: int) -> None:
        self.recorded.setdefault((rule, lesson_id), []).append(at)
        self._judge_entries(rule, lesson_id)

    def _judge_entries(self, rule: str, lesson_id: bytes) -> None:
        """The first entry that counts where the lesson stands."""
        opens = self._counts_from(rule, self.journal.lessons[lesson_id])
        counting = [at for at in self.recorded.get((rule, lesson_id), []) if at >= opens]
        self.entries.pop((rule, lesson_id), None)
        if counting:
            self.entries[rule, lesson_id] = min(counting)

    def _counts_from(self, rule: str, lesson: Row) -> int:
        zone = self._zone(lesson["school"], lesson["date"])
        if rule == TOPIC:
            return deadlines.start_of(lesson["date"], zone)
        return deadlines.roll_opens(lesson["date"], lesson["start"], zone) if rule == ATTENDANCE else 0

    def _note_roll(self, body: Message, at: int) -> None:
        absent = {entry.pupil_id for entry in body.entries if entry.code in _ABSENT}
        known = {pupil for lesson, pupil in self.presence if lesson == body.lesson_id}
        for pupil in known | absent:
            self._note_presence(body.lesson_id, pupil, pupil in absent, at)
        self._note_entry(ATTENDANCE, body.lesson_id, at)

    def _note_presence(self, lesson_id: bytes, pupil: bytes, is_absent: bool, at: int) -> None:
        key = (lesson_id, pupil)
        if is_absent:
            self.presence[key] = None
        elif key in self.presence and self.presence[key] is None:
            self.presence[key] = self._today(self.journal.lessons[lesson_id]["school"], at)

    def _note_mark(self, kind: str, body: Message, at: int) -> None:
        if kind == "MarkGiven":
            on, counts = self.journal.marks[body.mark_id]["date"], _counts(body.value)
            made = _Mark(body.work_id, body.pupil_id, on, on if counts else None, at if counts else None)
            self.marks[body.mark_id] = made
            return
        mark = self.marks[body.mark_id]
        counts = kind == "MarkChanged" and _counts(body.value)
        if counts and mark.fulfilled_at is None:
            school = self.journal.works[mark.work]["school"]
            mark.fulfilled_at, mark.worked_on = at, max(mark.on, self._today(school, at))
        elif not counts:
            mark.fulfilled_at = None

    def _today(self, school: bytes, at: int) -> date:
        for since, zone in reversed(self.journal.zones[school]):
            local = deadlines.local_day(at, zone)
            if local >= since:
                return local
        raise AssertionError("a school has a zone from the beginning")

    def _zone(self, school: bytes, on: date) -> str:
        return [name for since, name in self.journal.zones[school] if since <= on][-1]

    # What an event can have changed

    def _affected(self, kind: str, body: Message, before: Row) -> tuple[list[bytes], list[bytes]]:
        journal = self.journal
        if self.thorough or kind in _GROUND_EVENTS:
            return [*journal.lessons], [*journal.works]
        if kind in _WORK_EVENTS:
            return [], [self.marks[body.mark_id].work if kind.startswith("Mark") else body.work_id]
        if kind not in _LESSON_EVENTS:
            return [], []
        now = journal.lessons.get(body.lesson_id)
        places = [(row["group_id"], row["date"]) for row in (before, now) if row]
        near = [one for one, row in journal.lessons.items() if (row["group_id"], row["date"]) in places]
        return [body.lesson_id, *near], [*self._works_near(body.lesson_id, places)]

    def _works_near(self, lesson_id: bytes, places: list[tuple[bytes, date]]) -> Iterator[bytes]:
        """Works of the lesson, and those of its class whose deadline a taught day may move."""
        cohorts = {self._cohort(group) for group, _ in places}
        for work_id, work in self.journal.works.items():
            lesson = self.journal.lessons.get(work["lesson_id"])
            if lesson is None or work["lesson_id"] == lesson_id or self._cohort(lesson["group_id"]) in cohorts:
                yield work_id

    def _cohort(self, group_id: bytes) -> bytes:
        return self.journal.groups[group_id]["class_id"] or group_id

    # Lessons

    def _settle_lesson(self, lesson_id: bytes, at: int) -> None:
        lesson = self.journal.lessons.get(lesson_id)
        for rule in (TOPIC, HOMEWORK, ATTENDANCE):
            demand = self._lesson_demand(rule, lesson_id, lesson) if lesson and not lesson["cancelled"] else None
            self._settle((rule, lesson_id, None), demand, at)

    def _lesson_demand(self, rule: str, lesson_id: bytes, lesson: Row) -> Obligation | None:
        zone = self._zone(lesson["school"], lesson["date"])
        end_of_day = deadlines.end_of(lesson["date"], self._zone(lesson["school"], lesson["date"] + timedelta(days=1)))
        if rule != HOMEWORK:
            return self._demand(end_of_day, lesson, self.entries.get((rule, lesson_id)))
        if not self._owes(HOMEWORK, lesson):
            return None
        double = self._double(lesson_id)
        if double[0] != lesson_id:
            return None
        entered = [self.entries[HOMEWORK, one] for one in double if (HOMEWORK, one) in self.entries]
        last = self.journal.lessons[double[-1]]
        return self._demand(
            deadlines.homework(last["date"], last["end"], zone), last, min(entered) if entered else None
        )

    def _demand(self, due: int | None, lesson: Row, fulfilled_at: int | None) -> Obligation:
        held = lesson_end(lesson, self.journal.zones[lesson["school"]])
        return Obligation(due, None if due is None else max(due, held), fulfilled_at)

    def _double(self, lesson_id: bytes) -> list[bytes]:
        """The lessons that this one is one with, itself among them, in the order of their numbers."""
        lesson = self.journal.lessons[lesson_id]
        same = ("group_id", "date", "course_id", "teacher_id")
        by_number = {
            row["number"]: one
            for one, row in self.journal.lessons.items()
            if not row["cancelled"] and all(row[name] == lesson[name] for name in same)
        }
        first = last = lesson["number"]
        while first - 1 in by_number:
            first -= 1
        while last + 1 in by_number:
            last += 1
        return [by_number[number] for number in range(first, last + 1)]

    def _owes(self, rule: str, lesson: Row) -> bool:
        course = self.journal.courses[lesson["course_id"]]
        if course["extracurricular"]:
            return False
        if rule == HOMEWORK:
            return course["homework"] != directory.HOMEWORK_POLICY_NONE
        class_id = self.journal.groups[lesson["group_id"]]["class_id"]
        parallel = self.journal.classes[class_id]["parallel"] if class_id else None
        return course["marks"] != directory.MARK_SCALE_NONE and parallel != GRADE_WITHOUT_MARKS

    # Works

    def _settle_work(self, work_id: bytes, at: int) -> None:
        if not self.journal.works[work_id]["marks_required"]:
            return
        demands = self._work_demands(work_id)
        known = {key[2] for key in self.obligations if key[:2] == (MARK, work_id)}
        for pupil in known | set(demands):
            self._settle((MARK, work_id, pupil), demands.get(pupil), at)

    def _work_demands(self, work_id: bytes) -> dict[bytes | None, Obligation]:
        """By pupil; None for everyone who was there."""
        work = self.journal.works[work_id]
        lesson = self.journal.lessons.get(work["lesson_id"])
        if not work["marks_required"] or work["withdrawn"] or lesson is None or lesson["cancelled"]:
            return {}
        if not self._owes(MARK, lesson):
            return {}
        is_homework = work["kind"] == works.WORK_KIND_HOMEWORK
        base = work["due"] if is_homework and work["due"] else lesson["date"]
        try:
            return self._dated_demands(work_id, lesson, base)
        except CalendarMissing:
            return {None: self._demand(None, lesson, None)}

    def _dated_demands(self, work_id: bytes, lesson: Row, base: date) -> dict[bytes | None, Obligation]:
        due, together = self._mark_due(base, lesson), []
        lesson_id = self.journal.works[work_id]["lesson_id"]
        demands: dict[bytes | None, Obligation] = {}
        for pupil in self._enrolled(lesson):
            marked, worked_on = self._marked(work_id, pupil)
            seen = self.presence.get((lesson_id, pupil), _THERE)
            if seen is None:
                if worked_on is not None:
                    demands[pupil] = self._demand(self._mark_due(max(base, worked_on), lesson), lesson, marked)
                continue
            corrected = 0 if seen is _THERE else self._day_end(lesson["school"], seen)
            if corrected > due:
                demands[pupil] = self._demand(corrected, lesson, marked)
            else:
                together.append(marked)
        if together:
            done = None if None in together else max(together)
            demands[None] = self._demand(due, lesson, done)
        return demands

    def _mark_due(self, base: date, lesson: Row) -> int:
        cohort = self._cohort(lesson["group_id"])
        taught = {
            row["date"]
            for row in self.journal.lessons.values()
            if not row["cancelled"] and self._cohort(row["group_id"]) == cohort
        }
        day = base + deadlines.MARK_DAYS * deadlines.ONE_DAY
        while day_off(day, self._week(cohort, day), taught.__contains__):
            day += deadlines.ONE_DAY
        return self._day_end(lesson["school"], day)

    def _day_end(self, school: bytes, on: date) -> int:
        return deadlines.end_of(on, self._zone(school, on + deadlines.ONE_DAY))

    def _week(self, cohort: bytes, on: date) -> int:
        """By the timetables that teach the class."""
        return week(
            (
                (row["first_day"], row["last_day"], weekday == SATURDAY)
                for row in self.journal.timetables.values()
                for weekday, _, group, *_ in row["entries"]
                if self._cohort(group) == cohort
            ),
            on,
        )

    def _enrolled(self, lesson: Row) -> set[bytes]:
        group = self.journal.groups[lesson["group_id"]]
        class_id = group["class_id"] if group["whole_class"] else None
        return {
            row["pupil_id"]
            for row in self.journal.enrolments.values()
            if (row["group_id"] == lesson["group_id"] or (class_id and row["class_id"] == class_id))
            and row["first_day"] <= lesson["date"] <= (row["last_day"] or date.max)
        }

    def _marked(self, work_id: bytes, pupil: bytes) -> tuple[int | None, date | None]:
        """When the mark that stands was recorded, and the day on which the pupil last did the work."""
        marked, worked_on = None, None
        for mark in self.marks.values():
            if mark.work == work_id and mark.pupil == pupil:
                marked = mark.fulfilled_at if mark.fulfilled_at is not None else marked
                worked_on = mark.worked_on or worked_on
        return marked, worked_on

    # Obligations and alerts

    def _settle(self, key: Key, demand: Obligation | None, at: int) -> None:
        present = self.obligations.get(key)
        standing = self.alerts.get((key, present.due)) if present and present.due is not None else None
        is_raised = standing is not None and standing.state == "open"
        if demand is None:
            self._void(key, present, standing if is_raised else None, at)
            return
        if present and not present.is_void and present.fulfilled_at is not None and demand.fulfilled_at is not None:
            return
        if is_raised and demand.fulfilled_at is not None:
            _close(standing, present.due, demand.fulfilled_at, at)
        elif is_raised and present.due != demand.due:
            standing.state, standing.closed_at = "withdrawn", at
        self.obligations[key] = demand
        earlier = self.alerts.get((key, demand.due))
        if demand.fulfilled_at is None and earlier is not None:
            earlier.state, earlier.closed_at, earlier.lateness = "open", None, None

    def _void(self, key: Key, present: Obligation | None, raised: Alert | None, at: int) -> None:
        if present is None:
            return
        if raised is not None:
            raised.state, raised.closed_at = "withdrawn", at
        if any(other == key for other, _ in self.alerts):
            present.is_void = True
        else:
            del self.obligations[key]


class _There:
    """A pupil who was never entered as absent."""


_THERE = _There()


def _counts(value: Message) -> bool:
    """A «точка» says that a mark is owed still."""
    return value.WhichOneof("value") == "points" or value.symbol != works.MARK_SYMBOL_OWED


def _close(alert: Alert, due: int, fulfilled_at: int, at: int) -> None:
    if fulfilled_at > due:
        alert.state, alert.closed_at, alert.lateness = "fulfilled", fulfilled_at, fulfilled_at - due
    else:
        alert.state, alert.closed_at = "withdrawn", at


def obligation_id(key: Key) -> bytes:
    """UUIDv5 of lesson or work, rule, and pupil."""
    rule, subject, pupil = key
    name = rule if pupil is None else f"{rule} {uuid.UUID(bytes=pupil)}"
    return uuid.uuid5(uuid.UUID(bytes=subject), name).bytes


def alert_id(key: Key, due: int) -> bytes:
    """UUIDv5 of the obligation and the due instant."""
    return uuid.uuid5(uuid.UUID(bytes=obligation_id(key)), str(due)).bytes
