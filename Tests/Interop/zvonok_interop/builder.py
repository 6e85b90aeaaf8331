"""A small school, made by commands: the same one for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from google.protobuf.message import Message

from . import schemas
from .ids import IdSource
from .orders import Order, order

EPOCH = date(1970, 1, 1)
FIVE_POINT = schemas.directory.MARK_SCALE_FIVE_POINT

_FAMILIES = ("Zvonareva", "Parusova", "Klyonova", "Ryabinina", "Sosnova", "Beryozova", "Lipova", "Dubova")
_GIVEN = ("Anna", "Boris", "Vera", "Gleb", "Darya", "Egor", "Zhanna", "Ilya")


def day_number(on: date) -> int:
    """As dates travel: days since 1970-01-01."""
    return (on - EPOCH).days


@dataclass(frozen=True)
class Shape:
    """How large the school is. Lessons lie on the `days` days before `today`, `upcoming` of them after it."""

    today: date
    classes: int = 2
    pupils_per_class: int = 10
    days: int = 3
    upcoming: int = 1
    lessons_per_day: int = 2
    works_per_lesson: int = 1
    zone: str = "Asia/Krasnoyarsk"
    has_mixed_group: bool = True


@dataclass(frozen=True)
class Lesson:
    lesson_id: bytes
    group_id: bytes
    on: date
    pupils: tuple[bytes, ...]
    is_past: bool


@dataclass
class School:
    """The ids of what the orders make, for whoever goes on from there."""

    school_id: bytes
    teacher_id: bytes = b""
    course_id: bytes = b""
    unmarked_course_id: bytes = b""
    classes: list[bytes] = field(default_factory=list)
    groups: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    pupils: list[bytes] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    works: list[tuple[bytes, Lesson]] = field(default_factory=list)
    # Enrolments in the group of several classes.
    mixed_enrolments: list[bytes] = field(default_factory=list)


class Builder:
    """Collects the orders for one school in an order in which they can be carried out."""

    def __init__(self, seed: int, shape: Shape, start_ms: int = 1_700_000_000_000) -> None:
        self.ids = IdSource(seed, start_ms)
        self.shape = shape
        self.orders: list[Order] = []
        self._random = random.Random(seed)
        self.school = School(self.ids.next())
        self._open_school()
        self._teach()

    def add(self, body: Message, subject: bytes, version: int = 1) -> bytes:
        """One more order; returns its subject."""
        made = order(self.ids.next(), self.school.school_id, body, subject, version)
        self.orders.append(made)
        return subject

    def _name(self) -> Message:
        return schemas.cards.PersonName(family=self._random.choice(_FAMILIES), given=self._random.choice(_GIVEN))

    def _open_school(self) -> None:
        register = schemas.commands.RegisterSchool(name="School 1", zone=self.shape.zone)
        self.add(register, self.school.school_id)
        staff = schemas.commands.AddStaff(staff_id=self.ids.next(), name=self._name(), post="teacher")
        self.school.teacher_id = self.add(staff, staff.staff_id)
        self.school.course_id = self._course("Algebra", FIVE_POINT)
        self.school.unmarked_course_id = self._course("Conversations", schemas.directory.MARK_SCALE_NONE)
        for number in range(self.shape.classes):
            self._open_class(number)
        if self.shape.has_mixed_group:
            self._open_mixed_group()

    def _course(self, name: str, scale: int) -> bytes:
        policy = schemas.directory.CoursePolicy(
            marks=scale,
            homework=schemas.directory.HOMEWORK_POLICY_EXPECTED,
            counts_in_filling=True,
            extracurricular=False,
        )
        course = schemas.commands.OpenCourse(course_id=self.ids.next(), name=name, policy=policy)
        return self.add(course, course.course_id)

    @property
    def _first_day(self) -> date:
        return self.shape.today - timedelta(days=self.shape.days + 30)

    def _open_class(self, number: int) -> None:
        year = self.shape.today.year + (self.shape.today.month >= 8)
        opened = schemas.commands.OpenClass(
            class_id=self.ids.next(), parallel=5 + number % 7, letter="АБВГ"[number % 4], school_year=year
        )
        class_id = self.add(opened, opened.class_id)
        self.school.classes.append(class_id)
        pupils = tuple(self._add_pupil() for _ in range(self.shape.pupils_per_class))
        for pupil_id in pupils:
            self._enrol(pupil_id, class_id=class_id)
        group = schemas.commands.OpenGroup(
            group_id=self.ids.next(), name=f"class {number}", class_id=class_id, whole_class=True
        )
        self.school.groups[self.add(group, group.group_id)] = pupils

    def _add_pupil(self) -> bytes:
        born = day_number(self.shape.today) - self._random.randint(8 * 365, 16 * 365)
        pupil = schemas.commands.AddPupil(pupil_id=self.ids.next(), name=self._name(), birth_date=born)
        self.school.pupils.append(pupil.pupil_id)
        return self.add(pupil, pupil.pupil_id)

    def _enrol(self, pupil_id: bytes, **target: bytes) -> bytes:
        enrolment = schemas.commands.EnrolPupil(
            enrolment_id=self.ids.next(),
            pupil_id=pupil_id,
            first_day=day_number(self._first_day),
            order_number="17-u",
            **target,
        )
        return self.add(enrolment, enrolment.enrolment_id)

    def _open_mixed_group(self) -> None:
        """Pupils of several classes: their lessons belong to no class."""
        group = schemas.commands.OpenGroup(group_id=self.ids.next(), name="choir", whole_class=False)
        self.add(group, group.group_id)
        chosen = tuple(self.school.pupils[:: max(1, self.shape.pupils_per_class // 2)])
        for pupil_id in chosen:
            self.school.mixed_enrolments.append(self._enrol(pupil_id, group_id=group.group_id))
        self.school.groups[group.group_id] = chosen

    def _teach(self) -> None:
        for offset in range(-self.shape.days, self.shape.upcoming + 1):
            if offset != 0:
                self._teach_on(self.shape.today + timedelta(days=offset))

    def _teach_on(self, on: date) -> None:
        """Numbers differ for all lessons of a day, so that no teacher is in two places at once."""
        number = 0
        for group_id, pupils in self.school.groups.items():
            for _ in range(self.shape.lessons_per_day):
                number += 1
                self._schedule(Lesson(self.ids.next(), group_id, on, pupils, on < self.shape.today), number)

    def _schedule(self, lesson: Lesson, number: int) -> None:
        start = 480 + 50 * (number - 1)
        self.school.lessons.append(lesson)
        scheduled = schemas.commands.ScheduleLesson(
            lesson_id=lesson.lesson_id,
            date=day_number(lesson.on),
            number=number,
            start=start,
            end=start + 45,
            group_id=lesson.group_id,
            course_id=self.school.course_id,
            teacher_id=self.school.teacher_id,
        )
        self.add(scheduled, lesson.lesson_id)
        for _ in range(self.shape.works_per_lesson if lesson.is_past else 0):
            work = schemas.commands.CreateWork(
                work_id=self.ids.next(),
                lesson_id=lesson.lesson_id,
                kind=schemas.works.WORK_KIND_ANSWER,
                weight=100,
                marks_required=False,
            )
            self.school.works.append((self.add(work, work.work_id), lesson))
