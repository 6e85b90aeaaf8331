"""What is asked of a built school under load: every kind of entry, change and end, in turn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from google.protobuf.message import Message

from . import schemas
from .builder import Builder, Lesson, day_number
from .orders import Order, order
from .timetables import TimetableChanges


class Workload:
    """Commands on a built school that do not depend on each other, so that losing and repeating one harms no other.

    One command for each lesson (topic or homework in turn; every other of those to come is cancelled), one roll for
    each past lesson, a mark for each pupil and work, and the ends of the mixed group's enrolments. What follows from
    another is asked for once that is acknowledged: every fifth mark is changed, every tenth withdrawn; every other
    roll is changed; after every so many commands bells or timetable change, and a guardian comes, and goes again.
    """

    # Commands acknowledged between two changes of the timetable, and between two guardians.
    _TIMETABLE_EVERY = 25
    _GUARDIAN_EVERY = 40

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._follow_ups: list[Order] = []
        self._fresh = self._all()
        self._marks_acknowledged = self._rolls_acknowledged = self._acknowledged = 0
        self._timetable = TimetableChanges(builder)
        self._pupils_of = {lesson.lesson_id: lesson.pupils for lesson in builder.school.lessons}

    def next(self) -> Order | None:
        """The next order; None when there is nothing more to say about this school."""
        if self._follow_ups:
            return self._follow_ups.pop()
        return next(self._fresh, None)

    def acknowledged(self, item: Order) -> None:
        """What follows from a command only once it is known to stand."""
        self._acknowledged += 1
        self._timetable.acknowledged(item)
        if self._acknowledged % self._TIMETABLE_EVERY == 0 and (change := self._timetable.next()) is not None:
            self._follow_ups.append(change)
        if self._acknowledged % self._GUARDIAN_EVERY == 0:
            self._follow_ups.append(self._guardian())
        follow = self._FOLLOW.get(item.name)
        if follow is not None:
            follow(self, item)

    def _after_mark(self, item: Order) -> None:
        self._marks_acknowledged += 1
        if self._marks_acknowledged % 10 == 0:
            body = schemas.commands.WithdrawMark(mark_id=item.subject, expected_version=1)
            self._follow_ups.append(self._order(body, item.subject, 2))
        elif self._marks_acknowledged % 5 == 0:
            body = schemas.commands.ChangeMark(mark_id=item.subject, expected_version=1, value=_mark(1))
            self._follow_ups.append(self._order(body, item.subject, 2))

    def _after_roll(self, item: Order) -> None:
        """Who was late was there all along, who was ill brings a paper, or was there after all, in turn."""
        self._rolls_acknowledged += 1
        if self._rolls_acknowledged % 2:
            return
        present, excused = schemas.attendance.ATTENDANCE_CODE_PRESENT, schemas.attendance.ATTENDANCE_CODE_EXCUSED
        which, code = ((0, present), (-1, excused), (-1, present))[self._rolls_acknowledged // 2 % 3]
        entry = schemas.attendance.RollEntry(pupil_id=self._pupils_of[item.subject][which], code=code)
        body = schemas.commands.ChangeAttendance(lesson_id=item.subject, expected_version=1, entry=entry)
        self._follow_ups.append(self._order(body, item.subject, 2))

    def _guardian(self) -> Order:
        name = schemas.cards.PersonName(family="Kedrova", given="Nina")
        body = schemas.commands.AddGuardian(guardian_id=self._builder.ids.next(), name=name, phone="+7 000 000-00-00")
        return self._order(body, body.guardian_id)

    def _after_guardian(self, item: Order) -> None:
        pupils = self._builder.school.pupils
        body = schemas.commands.RecordGuardianship(
            guardianship_id=self._builder.ids.next(),
            guardian_id=item.subject,
            pupil_id=pupils[self._acknowledged % len(pupils)],
            basis=schemas.directory.GUARDIANSHIP_BASIS_PARENT,
            first_day=day_number(self._builder.shape.today) - 20,
        )
        self._follow_ups.append(self._order(body, body.guardianship_id))

    def _after_guardianship(self, item: Order) -> None:
        body = schemas.commands.EndGuardianship(
            guardianship_id=item.subject, expected_version=1, last_day=day_number(self._builder.shape.today) - 1
        )
        self._follow_ups.append(self._order(body, item.subject, 2))

    _FOLLOW = {
        "GiveMark": _after_mark, "TakeRoll": _after_roll, "AddGuardian": _after_guardian,
        "RecordGuardianship": _after_guardianship,
    }  # fmt: skip

    def _order(self, body: Message, subject: bytes, version: int = 1) -> Order:
        return order(self._builder.ids.next(), self._builder.school.school_id, body, subject, version)

    def _all(self) -> Iterator[Order]:
        """Marks, with the lessons' own entries spread among them."""
        entries = self._entries()
        for count, mark in enumerate(self._marks()):
            if count % 8 == 0 and (entry := next(entries, None)) is not None:
                yield entry
            yield mark
        yield from entries

    def _marks(self) -> Iterator[Order]:
        for work_id, lesson in self._builder.school.works:
            for number, pupil_id in enumerate(lesson.pupils):
                body = schemas.commands.GiveMark(
                    mark_id=self._builder.ids.next(),
                    work_id=work_id,
                    pupil_id=pupil_id,
                    value=_mark(2 + number % 4),
                    date=day_number(lesson.on),
                )
                yield self._order(body, body.mark_id)

    def _entries(self) -> Iterator[Order]:
        for number, lesson in enumerate(self._builder.school.lessons):
            if lesson.is_past:
                yield self._roll(lesson)
            yield self._entry(number, lesson.lesson_id) if lesson.is_past or number % 2 else self._cancellation(lesson)
        for enrolment_id in self._builder.school.mixed_enrolments:
            yield self._end(enrolment_id)

    def _cancellation(self, lesson: Lesson) -> Order:
        body = schemas.commands.CancelLesson(
            lesson_id=lesson.lesson_id, expected_version=1, reason="frost", order_number="18-u"
        )
        return self._order(body, lesson.lesson_id, 2)

    def _end(self, enrolment_id: bytes) -> Order:
        """On a day to come, so that the pupils are in the group for every entry until then."""
        body = schemas.commands.EndEnrolment(
            enrolment_id=enrolment_id,
            expected_version=1,
            last_day=day_number(self._builder.shape.today + timedelta(days=30)),
            order_number="19-u",
        )
        return self._order(body, enrolment_id, 2)

    def _roll(self, lesson: Lesson) -> Order:
        late = schemas.attendance.RollEntry(
            pupil_id=lesson.pupils[0], code=schemas.attendance.ATTENDANCE_CODE_LATE, minutes_late=7
        )
        ill = schemas.attendance.RollEntry(pupil_id=lesson.pupils[-1], code=schemas.attendance.ATTENDANCE_CODE_ILL)
        body = schemas.commands.TakeRoll(lesson_id=lesson.lesson_id, expected_version=0, entries=[late, ill])
        return self._order(body, lesson.lesson_id)

    def _entry(self, number: int, lesson_id: bytes) -> Order:
        bodies = (
            schemas.commands.RecordTopic(lesson_id=lesson_id, expected_version=1, topic="Fractions"),
            schemas.commands.RecordHomework(lesson_id=lesson_id, expected_version=1, text="Nos. 1 to 7"),
            schemas.commands.RecordHomework(lesson_id=lesson_id, expected_version=1, none=True),
        )
        return self._order(bodies[number % len(bodies)], lesson_id, 2)


def _mark(points: int) -> Message:
    return schemas.works.MarkValue(points=points)
