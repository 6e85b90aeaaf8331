"""A class as there are many: its weeks of lessons filled in, its teacher and a mother signed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from zvonok_interop import ids, schemas
from zvonok_interop.builder import Builder, Lesson, Shape, day_number
from zvonok_interop.client import accepted
from zvonok_interop.load import AckLog, carry_out
from zvonok_interop.orders import Order, now_us, order, set_clock_offset
from zvonok_interop.workload import Workload

import diary
import monitor
import staff
from browser import Browser
from cluster import Cluster, Journal, Service
from home import Home
from process import wait_for
from scenario import Scene
from simulated_clock import SimulatedClock

MONDAY = date(2026, 9, 14)
PUPILS = 26
LESSONS_A_DAY = 6
WORKS_A_LESSON = 2
WORKS_A_WEEK = 5 * LESSONS_A_DAY * WORKS_A_LESSON
_SUBJECTS = ("Русский язык", "Литература", "География", "Биология", "Английский язык")
_TOPIC = "Сложение и вычитание дробей с разными знаменателями"
_HOMEWORK = "§ 12, № 345–350 (нечётные), выучить правило на странице 61"
_LOGIN = "mother"


@dataclass
class Work:
    """One of a lesson's works, and whether the last pupil has a mark for it."""

    work_id: bytes
    lesson: Lesson


@dataclass
class Classroom:
    """Everything runs on the cluster's simulated clock, which stands still: everything is due."""

    cluster: Cluster
    weeks: int
    works: list[Work] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.journal: Journal = self.cluster.journal()
        self.diary = diary.diary(self.cluster, self.journal)
        self.monitor = monitor.monitor(self.cluster, self.journal)
        # Friday's marks are due on Monday.
        tuesday = MONDAY + timedelta(days=7 * self.weeks + 1)
        self.now = int(datetime(tuesday.year, tuesday.month, tuesday.day, 15, tzinfo=UTC).timestamp()) * 1_000_000
        self._clock = SimulatedClock(self.cluster.folder / "clock", self.now)
        for service in self.services:
            service.settings = {"clock": {"simulated-file": str(self._clock.path)}}
            service.write()
        shape = Shape(
            today=MONDAY, classes=1, pupils_per_class=PUPILS, days=0, upcoming=0, has_mixed_group=False,
            zone="Europe/Moscow",
        )  # fmt: skip
        self.builder = Builder(1, shape, start_ms=self.now // 1_000)
        self._teach()
        self._log = AckLog(self.cluster.folder / "acknowledged.jsonl")

    @property
    def services(self) -> tuple[Service, ...]:
        return self.journal, self.diary, self.monitor

    @property
    def pupils(self) -> tuple[bytes, ...]:
        (pupils,) = self.builder.school.groups.values()
        return pupils

    def _teach(self) -> None:
        """Lessons, each with topic, homework, roll and works; two pupils are late or ill."""
        (group,) = self.builder.school.groups
        courses = [self.builder.school.course_id, *(self._course(name) for name in _SUBJECTS)]
        for week in range(self.weeks):
            for weekday in range(5):
                on = MONDAY + timedelta(days=7 * week + weekday)
                for number, course in enumerate(courses, start=1):
                    lesson = Lesson(self.builder.ids.next(), group, on, self.pupils, True)
                    self.builder.school.lessons.append(lesson)
                    self._hold(lesson, number, course)

    def _course(self, name: str) -> bytes:
        policy = schemas.directory.CoursePolicy(
            marks=schemas.directory.MARK_SCALE_FIVE_POINT, homework=schemas.directory.HOMEWORK_POLICY_EXPECTED,
            counts_in_filling=True, extracurricular=False,
        )  # fmt: skip
        course = schemas.commands.OpenCourse(course_id=self.builder.ids.next(), name=name, policy=policy)
        return self.builder.add(course, course.course_id)

    def _hold(self, lesson: Lesson, number: int, course: bytes) -> None:
        commands, start = schemas.commands, 450 + 55 * number
        codes = schemas.attendance
        entries = [
            codes.RollEntry(pupil_id=self.pupils[0], code=codes.ATTENDANCE_CODE_LATE, minutes_late=7),
            codes.RollEntry(pupil_id=self.pupils[1], code=codes.ATTENDANCE_CODE_ILL),
        ]
        bodies = (
            commands.ScheduleLesson(
                lesson_id=lesson.lesson_id, date=day_number(lesson.on), number=number, start=start, end=start + 45,
                group_id=lesson.group_id, course_id=course, teacher_id=self.builder.school.teacher_id,
            ),
            commands.RecordTopic(lesson_id=lesson.lesson_id, expected_version=1, topic=_TOPIC),
            commands.RecordHomework(lesson_id=lesson.lesson_id, expected_version=2, text=_HOMEWORK),
            commands.TakeRoll(lesson_id=lesson.lesson_id, expected_version=0, entries=entries),
        )  # fmt: skip
        for version, body in enumerate(bodies, start=1):
            self.builder.add(body, lesson.lesson_id, min(version, 3))
        for _ in range(WORKS_A_LESSON):
            work = commands.CreateWork(
                work_id=self.builder.ids.next(), lesson_id=lesson.lesson_id, kind=schemas.works.WORK_KIND_ANSWER,
                weight=100, marks_required=True,
            )  # fmt: skip
            self.works.append(Work(self.builder.add(work, work.work_id), lesson))

    # Time and commands

    def be_now(self) -> None:
        """The senders' clock is the cluster's again; it runs on, and a command may not come from the future."""
        set_clock_offset(0)
        set_clock_offset(self.now - now_us())

    def found(self) -> None:
        """The running journal gets its school."""
        self.carry_out(self.builder.orders)

    def give_marks(self, is_last_left_out: bool) -> None:
        """Every pupil gets a mark for every work; the last one only if not left out."""
        pupils = self.pupils[:-1] if is_last_left_out else self.pupils
        self.carry_out(self._marks(pupils))

    def _marks(self, pupils: tuple[bytes, ...]) -> Iterator[Order]:
        for work in self.works:
            for number, pupil in enumerate(pupils):
                body = schemas.commands.GiveMark(
                    mark_id=self.builder.ids.next(), work_id=work.work_id, pupil_id=pupil,
                    value=schemas.works.MarkValue(points=2 + number % 4), date=day_number(work.lesson.on),
                )  # fmt: skip
                yield order(self.builder.ids.next(), self.builder.school.school_id, body, body.mark_id)

    def carry_out(self, orders: Iterator[Order] | list[Order]) -> None:
        self.be_now()
        carry_out(self.cluster.connect(self.journal, "desk"), orders, self._log, timeout=600)

    # People

    def let_in(self) -> tuple[Browser, Browser]:
        """The teacher's browser at the journal, and at the diary that of the last pupil's mother."""
        self.be_now()
        scene = Scene(self.cluster, self.journal, self._log, self.builder, Workload(self.builder))
        staff.issue_account(scene, self.builder.school.teacher_id)
        guardian = schemas.commands.AddGuardian(guardian_id=self.builder.ids.next())
        guardian.name.family, guardian.name.given = "Звонарёва", "Ольга"
        home = Home(scene, self.diary, guardian.guardian_id, {})
        accepted(home.tell_journal(guardian))
        home.guard(guardian.guardian_id, self.pupils[-1], MONDAY - timedelta(days=30))
        home.issue(guardian.guardian_id, _LOGIN)
        self.wait_caught_up()
        return staff.sign_in(scene), self._mother()

    def _mother(self) -> Browser:
        browser = Browser(self.diary.origin)
        form = browser.get("/diary/sign-in").form("/sign-in")
        page = browser.post("/diary/sign-in", form.changed(login=_LOGIN, password=diary.PASSWORD))
        assert page.status == 200 and "/diary/week" in page.url, page.text
        return browser

    def wait_caught_up(self) -> None:
        """Returns once diary and monitor have read what the journal has now."""
        head = self.cluster.connect(self.journal, "operator").status().feed.head
        for service in (self.diary, self.monitor):
            operator = self.cluster.connect(service, "operator")
            wait_for(
                lambda operator=operator: operator.status().subscriptions[0].cursor >= head,
                f"{service.name} at {head}", timeout=600,
            )  # fmt: skip

    def close(self) -> None:
        """The senders' clock is the system's again."""
        self._log.close()
        set_clock_offset(0)


def week_path(pupil: bytes, on: date) -> str:
    """Where the diary shows the week of a day."""
    monday = on - timedelta(days=on.weekday())
    return f"/diary/week?child={ids.text(pupil)}&from={monday.isoformat()}"


def lesson_path(lesson: Lesson) -> str:
    """Where the journal shows a lesson."""
    return f"/journal/lessons/{ids.text(lesson.lesson_id)}"
