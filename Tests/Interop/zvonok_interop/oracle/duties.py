"""How the duties of clause 3.5 were done, judged event by event as the journal's feed tells of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from google.protobuf.message import Message

from ..regulation import calendar, deadlines
from ..schemas import attendance, body_of, directory, works
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
    # A cohort's timetables: first day, last day, whether it has lessons on Saturdays.
    weeks: dict[bytes, list[tuple[date, date, bool]]]

    @classmethod
    def of(cls, state: Judged) -> _Index:
        made = cls(defaultdict(dict), defaultdict(set), defaultdict(list))
        for lesson_id, lesson in state.lessons.items():
            if not lesson["cancelled"]:
                made.numbers[_place(lesson)][lesson["number"]] = lesson_id
                made.taught[state.cohort(lesson["group_id"])].add(lesson["date"])
        for timetable in state.timetables.values():
            for weekday, _, group_id, *_ in timetable["entries"]:
                period = (timetable["first_day"], timetable["last_day"], weekday == SATURDAY)
                made.weeks[state.cohort(group_id)].append(period)
        return made


@dataclass
class Judged(Journal):
    """A journal that keeps of each entry how late it was, microseconds; 0 for one on time. A verdict stays."""

    lateness: dict[tuple[bytes, str], int] = field(default_factory=dict)
    # Topics and rolls by lesson: when each was recorded, and how late it was; None: it did not count.
    entries: dict[tuple[bytes, str], dict[int, int | None]] = field(default_factory=lambda: defaultdict(dict))
    # The first homework entered in each lesson: when it was recorded, and how late it was.
    homework: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    mark_lateness: dict[bytes, int] = field(default_factory=dict)
    # Marks that are a «точка» now, and whose each mark is.
    dots: set[bytes] = field(default_factory=set)
    pupil_of: dict[bytes, bytes] = field(default_factory=dict)
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
        """5 or 6 days, by the timetables that have lessons of this cohort."""
        return calendar.week(self.index.weeks[cohort], on)

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

    def opens(self, lesson_id: bytes, what: str) -> int:
        """From when on a topic or a roll counts."""
        lesson = self.lessons[lesson_id]
        zone = self.zone_on(lesson, lesson["date"])
        if what == TOPIC:
            return deadlines.start_of(lesson["date"], zone)
        return deadlines.roll_opens(lesson["date"], lesson["start"], zone)

    def judge(self, lesson_id: bytes, what: str) -> None:
        """The first entry that counts where the lesson stands is judged, once."""
        self.lateness.pop((lesson_id, what), None)
        entries, opens = self.entries[lesson_id, what], self.opens(lesson_id, what)
        counting = [at for at in entries if at >= opens]
        if counting:
            first = min(counting)
            if entries[first] is None:
                entries[first] = max(0, first - self.day_due(lesson_id))
            self.lateness[lesson_id, what] = entries[first]

    def enter(self, lesson_id: bytes, what: str, at: int) -> None:
        counts = at >= self.opens(lesson_id, what)
        self.entries[lesson_id, what][at] = max(0, at - self.day_due(lesson_id)) if counts else None
        self.judge(lesson_id, what)

    def homework_lateness(self, last: bytes) -> int | None:
        """Of the first homework in any of the lessons that end with this one."""
        entered = [self.homework[one] for one in self.run(last) if one in self.homework]
        return min(entered)[1] if entered else None


def _topic(state: Judged, body: Message, event: Message) -> None:
    state.enter(body.lesson_id, TOPIC, event.recorded_at)


def _moved(state: Judged, body: Message, _: Message) -> None:
    for what in (TOPIC, ROLL):
        state.judge(body.lesson_id, what)


def _homework(state: Judged, body: Message, event: Message) -> None:
    if state.lessons[body.lesson_id]["cancelled"]:
        return
    due = state.homework_due(state.run(body.lesson_id)[-1])
    state.homework.setdefault(body.lesson_id, (event.recorded_at, max(0, event.recorded_at - due)))


def _roll(state: Judged, body: Message, event: Message) -> None:
    state.enter(body.lesson_id, ROLL, event.recorded_at)
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


def is_owed(value: Message) -> bool:
    """A «точка» says that a mark is owed still."""
    return value.WhichOneof("value") == "symbol" and value.symbol == works.MARK_SYMBOL_OWED


def _mark(state: Judged, body: Message, event: Message) -> None:
    state.pupil_of[body.mark_id] = body.pupil_id
    if is_owed(body.value):
        state.dots.add(body.mark_id)
    else:
        _judge_mark(state, body.mark_id, event, day(body.date))


def _mark_changed(state: Judged, body: Message, event: Message) -> None:
    if is_owed(body.value):
        state.dots.add(body.mark_id)
        state.mark_lateness.pop(body.mark_id, None)
    elif body.mark_id in state.dots:
        state.dots.discard(body.mark_id)
        _judge_mark(state, body.mark_id, event, max(state.marks[body.mark_id]["date"], state.today(event)))


def _judge_mark(state: Judged, mark_id: bytes, event: Message, worked_on: date) -> None:
    work = state.works[state.marks[mark_id]["work_id"]]
    lesson = state.lessons[work["lesson_id"]]
    base = work["due"] or lesson["date"]
    key = (work["lesson_id"], state.pupil_of[mark_id])
    try:
        if key in state.absences and state.absences[key] is None:
            due = state.mark_due(lesson, max(base, worked_on))
        else:
            due = state.mark_due(lesson, base)
            corrected = state.absences.get(key)
            if corrected is not None:
                due = max(due, deadlines.end_of(corrected, state.zone_on(lesson, corrected + deadlines.ONE_DAY)))
    except calendar.CalendarMissing:
        return
    state.mark_lateness[mark_id] = max(0, event.recorded_at - due)


_JUDGES = {
    "TopicRecorded": _topic, "HomeworkRecorded": _homework, "RollTaken": _roll, "AttendanceChanged": _attendance,
    "MarkGiven": _mark, "MarkChanged": _mark_changed, "LessonMoved": _moved,
}  # fmt: skip


def counts(state: Judged, lesson_id: bytes, complete_until: int) -> dict[str, int]:
    """What one lesson adds to the figures of its day."""
    lesson = state.lessons[lesson_id]
    course = state.courses.get(lesson["course_id"])
    if lesson["cancelled"] or course is None or not course["counts_in_filling"]:
        return {}
    found: dict[str, int] = {}
    for what in (TOPIC, ROLL):
        _count(found, what, state.lateness.get((lesson_id, what)), state.day_due(lesson_id), complete_until)
    owes = course["homework"] == directory.HOMEWORK_POLICY_EXPECTED and not course["extracurricular"]
    if owes and state.run(lesson_id)[-1] == lesson_id:
        late = state.homework_lateness(lesson_id)
        _count(found, HOMEWORK, late, state.homework_due(lesson_id), complete_until)
    return found


def _count(found: dict[str, int], what: str, late: int | None, due: int, complete_until: int) -> None:
    if late is not None:
        found[f"{what}_late" if late else f"{what}_on_time"] = 1
    elif due <= complete_until:
        found[f"{what}_missing"] = 1
