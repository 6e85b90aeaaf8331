"""A school whose days pass on the simulated clock: lessons are held, and some of their entries made in time."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.builder import Builder, Shape, day_number
from zvonok_interop.client import Client, accepted
from zvonok_interop.orders import now_us, order, set_clock_offset, wire

from simulated_clock import SimulatedClock

SECOND = 1_000_000
MINUTE = 60 * SECOND
# A Wednesday, two weeks after the school year began; the school's clock is Moscow's, three hours ahead of UTC.
FIRST = date(2026, 9, 16)


def moscow(on: date, hour: int, minute: int = 0) -> int:
    """Microseconds UTC of a time of day in Moscow."""
    at = datetime(on.year, on.month, on.day, tzinfo=UTC) + timedelta(hours=hour - 3, minutes=minute)
    return int(at.timestamp()) * SECOND


def mark_value(points: int) -> Message:
    """A mark; 0 is a «точка»."""
    if points == 0:
        return schemas.works.MarkValue(symbol=schemas.works.MARK_SYMBOL_OWED)
    return schemas.works.MarkValue(points=points)


@dataclass
class Lesson:
    lesson_id: bytes
    on: date
    number: int
    pupils: tuple[bytes, ...]
    version: int = 1
    works: list[bytes] = field(default_factory=list)


class SchoolDays:
    """One class, one teacher; every entry is a command sent at the clock's instant."""

    def __init__(self, client: Client, clock: SimulatedClock, seed: int = 1, pupils: int = 4) -> None:
        self._client, self._clock = client, clock
        self._random = random.Random(seed)
        shape = Shape(
            today=FIRST, classes=1, pupils_per_class=pupils, days=0, upcoming=0, has_mixed_group=False,
            zone="Europe/Moscow",
        )  # fmt: skip
        self._builder = Builder(seed, shape, start_ms=clock.instant // 1000)
        self.school = self._builder.school
        self.at(clock.instant)
        for item in self._builder.orders:
            self._send(item)
        (self.group, self.pupils), = self.school.groups.items()

    # The clock and commands

    def at(self, instant: int) -> None:
        """The whole cluster's present, the senders' too."""
        self._clock.move(instant)
        set_clock_offset(0)
        set_clock_offset(instant - now_us())

    def new_id(self) -> bytes:
        """An id that nothing has yet."""
        return self._builder.ids.next()

    def _send(self, item: object) -> None:
        answer = self._client.command(wire(item, now_us()))
        assert accepted(answer) is not None, f"{item.name}: {answer}"

    def answer(self, body: Message, subject: bytes) -> Message:
        """Sends a command now; what became of it."""
        item = order(self._builder.ids.next(), self.school.school_id, body, subject)
        return self._client.command(wire(item, now_us()))

    def command(self, body: Message, subject: bytes) -> None:
        """Sends a command now; it must be accepted."""
        self._send(order(self._builder.ids.next(), self.school.school_id, body, subject))

    # What happens at school

    def schedule(self, on: date, number: int = 1) -> Lesson:
        lesson = Lesson(self._builder.ids.next(), on, number, self.pupils)
        start = 510 + 50 * (number - 1)
        self.command(
            schemas.commands.ScheduleLesson(
                lesson_id=lesson.lesson_id, date=day_number(on), number=number, start=start, end=start + 45,
                group_id=self.group, course_id=self.school.course_id, teacher_id=self.school.teacher_id,
            ),
            lesson.lesson_id,
        )  # fmt: skip
        return lesson

    def end_of(self, lesson: Lesson) -> int:
        return moscow(lesson.on, 0, 510 + 50 * (lesson.number - 1) + 45)

    def _edit(self, lesson: Lesson, body: Message) -> None:
        body.lesson_id, body.expected_version = lesson.lesson_id, lesson.version
        self.command(body, lesson.lesson_id)
        lesson.version += 1

    def topic(self, lesson: Lesson, text: str = "Fractions") -> None:
        self._edit(lesson, schemas.commands.RecordTopic(topic=text))

    def homework(self, lesson: Lesson) -> None:
        self._edit(lesson, schemas.commands.RecordHomework(text="Nos. 1 to 7"))

    def cancel(self, lesson: Lesson) -> None:
        self._edit(lesson, schemas.commands.CancelLesson(reason="frost", order_number="3"))

    def roll(self, lesson: Lesson, absent: tuple[bytes, ...] = ()) -> None:
        ill = schemas.attendance.ATTENDANCE_CODE_ILL
        entries = [schemas.attendance.RollEntry(pupil_id=pupil, code=ill) for pupil in absent]
        self.command(
            schemas.commands.TakeRoll(lesson_id=lesson.lesson_id, expected_version=0, entries=entries),
            lesson.lesson_id,
        )

    def present(self, lesson: Lesson, pupil: bytes) -> None:
        code = schemas.attendance.ATTENDANCE_CODE_PRESENT
        entry = schemas.attendance.RollEntry(pupil_id=pupil, code=code)
        body = schemas.commands.ChangeAttendance(lesson_id=lesson.lesson_id, expected_version=1, entry=entry)
        self.command(body, lesson.lesson_id)

    def work(self, lesson: Lesson, due: date | None = None) -> bytes:
        """Marks are required; homework that is due on a day, else a control work."""
        work_id = self._builder.ids.next()
        kind = schemas.works.WORK_KIND_HOMEWORK if due else schemas.works.WORK_KIND_CONTROL
        body = schemas.commands.CreateWork(
            work_id=work_id, lesson_id=lesson.lesson_id, kind=kind, weight=100, marks_required=True
        )
        if due:
            body.due = day_number(due)
        self.command(body, work_id)
        lesson.works.append(work_id)
        return work_id

    def mark(self, work: bytes, pupil: bytes, on: date, points: int = 4) -> bytes:
        mark_id = self._builder.ids.next()
        body = schemas.commands.GiveMark(
            mark_id=mark_id, work_id=work, pupil_id=pupil, value=mark_value(points), date=day_number(on)
        )
        self.command(body, mark_id)
        return mark_id

    def change(self, mark: bytes, points: int, version: int = 1) -> None:
        body = schemas.commands.ChangeMark(mark_id=mark, expected_version=version, value=mark_value(points))
        self.command(body, mark)

    def withdraw(self, mark: bytes, version: int = 1) -> None:
        self.command(schemas.commands.WithdrawMark(mark_id=mark, expected_version=version), mark)

    # A day as it comes

    def pass_day(self, on: date) -> None:
        """Three lessons, a double one among them; each entry is made in time, late, or not at all."""
        self.at(max(self._clock.instant, moscow(on, 7)))
        lessons = [self.schedule(on, number) for number in (1, 2, 4)]
        for lesson in lessons:
            self.at(self.end_of(lesson))
            self._fill(lesson)
        self.at(moscow(on, 20))
        if self._random.random() < 0.3:
            self.cancel(self._random.choice(lessons))

    def _fill(self, lesson: Lesson) -> None:
        chance = self._random
        if chance.random() < 0.7:
            self.roll(lesson, tuple(chance.sample(self.pupils, chance.randint(0, 2))))
        if chance.random() < 0.6:
            self.topic(lesson)
        if chance.random() < 0.5:
            self.at(self._clock.instant + chance.choice((5, 55, 70)) * MINUTE)
            self.homework(lesson)
        if chance.random() < 0.6:
            work = self.work(lesson)
            marks = [
                self.mark(work, pupil, lesson.on, chance.choice((5, 4, 3, 0)))
                for pupil in self.pupils
                if chance.random() < 0.8
            ]
            if marks and chance.random() < 0.5:
                self.withdraw(chance.choice(marks))
