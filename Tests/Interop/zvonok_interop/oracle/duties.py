"""How the duties of clause 3.5 were done, judged event by event as the journal's feed tells of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from google.protobuf.message import Message

from ..regulation import calendar, deadlines
from ..schemas import attendance, body_of, directory
from .journal import Journal, Row, day

SATURDAY = 6
_ABSENT = {
    attendance.ATTENDANCE_CODE_ABSENT, attendance.ATTENDANCE_CODE_UNEXCUSED, attendance.ATTENDANCE_CODE_EXCUSED,
    attendance.ATTENDANCE_CODE_ILL,
}  # fmt: skip
TOPIC, HOMEWORK, ROLL = "topics", "homework", "rolls"


# After these, where lessons stand must be looked up anew.
_SHIFTING = {
    "GroupOpened", "TimetableApproved", "LessonScheduled", "LessonMoved", "LessonDropped", "LessonCancelled",
}  # fmt: skip
_Place = tuple[bytes, bytes, bytes, date]


def _place(lesson: Row) -> _Place:
    """Where double lessons are looked for."""
    return lesson["group_id"], lesson["course_id"], lesson["teacher_id"], lesson["date"]


@dataclass
class _Index:
    """Lookups that would otherwise go through all lessons each time."""

    # By number, of the lessons that take place.
    numbers: dict[_Place, dict[int, bytes]]
    # The days on which a cohort has lessons that take place.
    taught: dict[bytes, set[date]]
    # Whether a cohort has lessons on Saturdays, by the first day of a timetable.
    weeks: dict[bytes, dict[date, bool]]

    @classmethod
    def of(cls, state: Judged) -> _Index:
        made = cls(defaultdict(dict), defaultdict(set), defaultdict(dict))
        for lesson_id, lesson in state.lessons.items():
            if not lesson["cancelled"]:
                made.numbers[_place(lesson)][lesson["number"]] = lesson_id
                made.taught[state.cohort(lesson["group_id"])].add(lesson["date"])
        for timetable in state.timetables.values():
            first = timetable["first_day"]
            for weekday, _, group_id, *_ in timetable["entries"]:
                weeks = made.weeks[state.cohort(group_id)]
                weeks[first] = weeks.get(first, False) or weekday == SATURDAY
        return made


@dataclass
class Judged(Journal):
    """A journal that keeps of each entry how late it was, microseconds; 0 for one on time. A verdict stays."""

    lateness: dict[tuple[bytes, str], int] = field(default_factory=dict)
    mark_lateness: dict[bytes, int] = field(default_factory=dict)
    # By lesson and pupil: None while absent, else the day on which that was corrected.
    absences: dict[tuple[bytes, bytes], date | None] = field(default_factory=dict)
    # Made again after each event that changes the timetable.
    _index: _Index | None = None

    def apply(self, event: Message) -> None:
        super().apply(event)
        if event.type in _SHIFTING:
            self._index = None
        judge = _JUDGES.get(event.type)
        if judge is not None:
            judge(self, body_of(event), event)

    # What verdicts rest on

    def zone_on(self, lesson: Row, on: date) -> str:
        return [name for since, name in self.zones[lesson["school"]] if since <= on][-1]

    def today(self, event: Message) -> date:
        """The day where the school is, by the zone of its latest period that has begun there."""
        instant = datetime.fromtimestamp(event.recorded_at / 1_000_000, UTC)
        for since, name in reversed(self.zones[event.school_id]):
            local = instant.astimezone(ZoneInfo(name)).date()
            if local >= since:
                return local
        raise AssertionError("the first period has no beginning")

    def cohort(self, group_id: bytes) -> bytes:
        return self.groups[group_id]["class_id"] or group_id

    @property
    def index(self) -> _Index:
        if self._index is None:
            self._index = _Index.of(self)
        return self._index

    def week(self, cohort: bytes, on: date) -> int:
        """5 or 6 days, by the newest first day of a timetable that has lessons of this cohort."""
        weeks = self.index.weeks[cohort]
        begun = [first for first in weeks if first <= on]
        return 6 if begun and weeks[max(begun)] else 5

    def run(self, lesson_id: bytes) -> list[bytes]:
        """The lessons that are one with this: consecutive numbers of a day, group, course and teacher."""
        lesson = self.lessons[lesson_id]
        if lesson["cancelled"]:
            return [lesson_id]
        numbers = self.index.numbers[_place(lesson)]
        first = last = lesson["number"]
        while first - 1 in numbers:
            first -= 1
        while last + 1 in numbers:
            last += 1
        return [numbers[number] for number in range(first, last + 1)]

    # Dues

    def homework_due(self, lesson_id: bytes) -> int:
        lesson = self.lessons[lesson_id]
        return deadlines.homework(lesson["date"], lesson["end"], self.zone_on(lesson, lesson["date"]))

    def day_due(self, lesson_id: bytes) -> int:
        lesson = self.lessons[lesson_id]
        return deadlines.topic(lesson["date"], self.zone_on(lesson, lesson["date"] + deadlines.ONE_DAY))

    def mark_due(self, lesson: Row, base: date) -> int:
        cohort = self.cohort(lesson["group_id"])
        taught = self.index.taught[cohort]
        due = base + deadlines.MARK_DAYS * deadlines.ONE_DAY
        while calendar.day_off(due, self.week(cohort, due), taught.__contains__):
            due += deadlines.ONE_DAY
        return deadlines.end_of(due, self.zone_on(lesson, due + deadlines.ONE_DAY))

    def judge(self, lesson_id: bytes, what: str, due: int, event: Message) -> None:
        self.lateness.setdefault((lesson_id, what), max(0, event.recorded_at - due))


def _topic(state: Judged, body: Message, event: Message) -> None:
    lesson = state.lessons[body.lesson_id]
    if event.recorded_at >= deadlines.start_of(lesson["date"], state.zone_on(lesson, lesson["date"])):
        state.judge(body.lesson_id, TOPIC, state.day_due(body.lesson_id), event)


def _homework(state: Judged, body: Message, event: Message) -> None:
    if state.lessons[body.lesson_id]["cancelled"]:
        return
    last = state.run(body.lesson_id)[-1]
    state.judge(last, HOMEWORK, state.homework_due(last), event)


def _roll(state: Judged, body: Message, event: Message) -> None:
    lesson = state.lessons[body.lesson_id]
    zone = state.zone_on(lesson, lesson["date"])
    if event.recorded_at >= deadlines.roll_opens(lesson["date"], lesson["start"], zone):
        state.judge(body.lesson_id, ROLL, state.day_due(body.lesson_id), event)
    absent = {entry.pupil_id for entry in body.entries if entry.code in _ABSENT}
    for lesson_id, pupil in list(state.absences):
        if lesson_id == body.lesson_id and pupil not in absent:
            _note(state, lesson_id, pupil, False, event)
    for pupil in absent:
        _note(state, body.lesson_id, pupil, True, event)


def _attendance(state: Judged, body: Message, event: Message) -> None:
    _note(state, body.lesson_id, body.entry.pupil_id, body.entry.code in _ABSENT, event)


def _note(state: Judged, lesson_id: bytes, pupil: bytes, is_absent: bool, event: Message) -> None:
    key = (lesson_id, pupil)
    if is_absent:
        state.absences[key] = None
    elif key in state.absences and state.absences[key] is None:
        state.absences[key] = state.today(event)


def _mark(state: Judged, body: Message, event: Message) -> None:
    work = state.works[body.work_id]
    lesson = state.lessons[work["lesson_id"]]
    base = work["due"] or lesson["date"]
    key = (work["lesson_id"], body.pupil_id)
    try:
        if key in state.absences and state.absences[key] is None:
            due = state.mark_due(lesson, max(base, day(body.date)))
        else:
            due = state.mark_due(lesson, base)
            corrected = state.absences.get(key)
            if corrected is not None:
                due = max(due, deadlines.end_of(corrected, state.zone_on(lesson, corrected + deadlines.ONE_DAY)))
    except calendar.CalendarMissing:
        return
    state.mark_lateness[body.mark_id] = max(0, event.recorded_at - due)


_JUDGES = {
    "TopicRecorded": _topic, "HomeworkRecorded": _homework, "RollTaken": _roll, "AttendanceChanged": _attendance,
    "MarkGiven": _mark,
}  # fmt: skip


def counts(state: Judged, lesson_id: bytes, complete_until: int) -> dict[str, int]:
    """What one lesson adds to the figures of its day."""
    lesson = state.lessons[lesson_id]
    course = state.courses.get(lesson["course_id"])
    if lesson["cancelled"] or course is None or not course["counts_in_filling"]:
        return {}
    found: dict[str, int] = {}
    _count(found, state, lesson_id, TOPIC, state.day_due(lesson_id), complete_until)
    _count(found, state, lesson_id, ROLL, state.day_due(lesson_id), complete_until)
    owes = course["homework"] == directory.HOMEWORK_POLICY_EXPECTED and not course["extracurricular"]
    if owes and state.run(lesson_id)[-1] == lesson_id:
        _count(found, state, lesson_id, HOMEWORK, state.homework_due(lesson_id), complete_until)
    return found


def _count(
    found: dict[str, int], state: Judged, lesson_id: bytes, what: str, due: int, complete_until: int
) -> None:
    late = state.lateness.get((lesson_id, what))
    if late is not None:
        found[f"{what}_late" if late else f"{what}_on_time"] = 1
    elif due <= complete_until:
        found[f"{what}_missing"] = 1
