"""More days of the played school: all that happens to a journal beside its daily entries.

A second teacher, a timetable with a Saturday that is changed for the next day, an absence that is corrected once its
mark was due, homework that is marked on a later day, a pupil who was enrolled late, a course whose policy changes and
changes back, lessons that move, go and are cancelled, and families who lose their right to a mail that is gathered.
"""

from __future__ import annotations

from datetime import date, timedelta

from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.oracle.journal import Journal as Fold

from five import Five
from played_school import DAYS, PlayedSchool
from school_days import MINUTE, Lesson, moscow

# From the Wednesday after on, with a Saturday.
WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, MONDAY, TUESDAY = FULLER_DAYS = [
    DAYS[-1] + timedelta(days=number) for number in (1, 2, 3, 4, 6, 7)
]
FULLER_END = moscow(TUESDAY + timedelta(days=1), 7, 31)
# The timetable's last day.
LAST = TUESDAY + timedelta(days=5)
# Of the timetable; the school's other lessons have lower ones.
ALGEBRA, ALGEBRA_MOVED, TALK = 7, 5, 8
COLLEAGUE = "colleague@example.org"
Entry = tuple[int, int, bytes, bytes]


class FullerSchool(PlayedSchool):
    """The days of the played school, and these after them."""

    days = [*DAYS, *FULLER_DAYS]
    end = FULLER_END

    def __init__(self, five: Five, seed: int = 3) -> None:
        super().__init__(five, seed)
        _, boris, _, gleb = self.pupils
        self.closing = self.families.come("klenova", [boris], DAYS[0])
        self.ending = self.families.come("osinova", [gleb], DAYS[0])
        self.colleague, self._bells, self._timetable = (self.new_id() for _ in range(3))
        self._timetable_version = 0
        self._absent: Lesson | None = None
        self._late_work, self._homework_work = b"", b""

    def play_day(self, on: date) -> None:
        if on == SATURDAY:
            self._play_saturday(on)
        else:
            super().play_day(on)

    def _play_saturday(self, on: date) -> None:
        """Nothing but what the timetable has: one lesson, which is cancelled when its entries are overdue already."""
        self.at(moscow(on, 20))
        algebra, = self._of_timetable(on)
        assert algebra.number == ALGEBRA_MOVED
        self.mark(self.work(algebra), self.pupils[0], on)
        self._see(moscow(on, 20, 40))

    def _second_thoughts(self, lesson: Lesson) -> None:
        super()._second_thoughts(lesson)
        if lesson.on == THURSDAY:
            self.roll(lesson, absent=(self.pupils[3],))
            self._absent, self._late_work = lesson, lesson.works[-1]

    def _family_matters(self, on: date) -> None:
        super()._family_matters(on)
        matters = {
            WEDNESDAY: self._begin_timetable, THURSDAY: self._change_timetable, FRIDAY: self._change_ground,
            MONDAY: self._correct, TUESDAY: self._make_good,
        }  # fmt: skip
        if on in matters:
            matters[on](on)

    # The timetable

    def _begin_timetable(self, _: date) -> None:
        name = schemas.cards.PersonName(family="Osinova", given="Olga")
        staff = schemas.commands.AddStaff(staff_id=self.colleague, name=name, post="teacher")
        self.command(staff, self.colleague)
        self.families.give_address(self.colleague, COLLEAGUE)
        bells = [
            schemas.timetable.Bell(number=number, start=start, end=start + 45)
            for number in range(1, TALK + 1)
            for start in (510 + 50 * (number - 1),)
        ]
        body = schemas.commands.SetBells(bells_id=self._bells, expected_version=0, name="Weekdays", bells=bells)
        self.command(body, self._bells)
        self._approve(THURSDAY, self._entries(ALGEBRA, talks=range(1, 7)))

    def _entries(self, number: int, talks: range) -> list[Entry]:
        """Algebra on all six days, with the colleague on Saturday; her own talks on some."""
        teacher = self.school.teacher_id
        algebra = [
            (weekday, number, self.school.course_id, self.colleague if weekday == 6 else teacher)
            for weekday in range(1, 7)
        ]
        return algebra + [(weekday, TALK, self.school.unmarked_course_id, self.colleague) for weekday in talks]

    def _approve(self, since: date, entries: list[Entry]) -> None:
        body = schemas.commands.ApproveTimetable(
            timetable_id=self._timetable, expected_version=self._timetable_version, bells_id=self._bells,
            first_day=day_number(THURSDAY), last_day=day_number(LAST),
        )  # fmt: skip
        for weekday, number, course, teacher in entries:
            body.entries.add(weekday=weekday, number=number, group_id=self.group, course_id=course, teacher_id=teacher)
        if self._timetable_version:
            body.change_from = day_number(since)
        self.command(body, self._timetable)
        self._timetable_version += 1

    def _of_timetable(self, on: date) -> list[Lesson]:
        """Its lessons of a day, as the journal has them now."""
        fold = Fold().apply_all(self._five.events("journal"))
        return sorted(
            (
                Lesson(lesson_id, on, row["number"], self.pupils, row["version"])
                for lesson_id, row in fold.lessons.items()
                if row["date"] == on and row["timetable_id"] == self._timetable
            ),
            key=lambda lesson: lesson.number,
        )

    def _change_timetable(self, on: date) -> None:
        """From tomorrow on algebra is earlier, and Saturday's talks are no more."""
        algebra, talk = self._of_timetable(on)
        self.topic(algebra)
        self.homework(algebra)
        self._homework_work = self.work(algebra, due=MONDAY)
        self.topic(talk)
        self._approve(FRIDAY, self._entries(ALGEBRA_MOVED, talks=range(1, 6)))

    # Whom and what it is about

    def _set_homework(self, is_expected: bool, version: int) -> None:
        """Whether homework is expected in the talks."""
        policies = schemas.directory
        policy = policies.CoursePolicy(
            marks=policies.MARK_SCALE_NONE, counts_in_filling=True, extracurricular=False,
            homework=policies.HOMEWORK_POLICY_EXPECTED if is_expected else policies.HOMEWORK_POLICY_NONE,
        )  # fmt: skip
        course = self.school.unmarked_course_id
        body = schemas.commands.ChangeCoursePolicy(course_id=course, expected_version=version, policy=policy)
        self.command(body, course)

    def _change_ground(self, on: date) -> None:
        """No homework is expected in the talks, what is overdue of it included; a pupil was here since yesterday."""
        self._set_homework(False, version=1)
        pupil = self.new_id()
        name = schemas.cards.PersonName(family="Yasneva", given="Anna")
        born = day_number(date(2014, 3, 1))
        self.command(schemas.commands.AddPupil(pupil_id=pupil, name=name, birth_date=born), pupil)
        enrolment = schemas.commands.EnrolPupil(
            enrolment_id=self.new_id(), pupil_id=pupil, class_id=self.school.classes[0],
            first_day=day_number(THURSDAY), order_number="18-u",
        )  # fmt: skip
        self.command(enrolment, enrolment.enrolment_id)
        self.families.come("yasneva", [pupil], on)
        algebra, _ = self._of_timetable(on)
        self.mark(self.work(algebra), pupil, on, 5)

    def _correct(self, on: date) -> None:
        """Thursday's absence was none, though marks for that day are overdue since Saturday; Saturday's lesson is
        cancelled; two families lose their right a minute after marks that nobody was told of yet."""
        assert self._absent is not None
        self.present(self._absent, self.pupils[3])
        saturday, = self._of_timetable(SATURDAY)
        self.cancel(saturday)
        self._set_homework(True, version=2)
        algebra, _ = self._of_timetable(on)
        work = self.work(algebra)
        for family in (self.closing, self.ending):
            self.mark(work, family.pupils[0], on, 3)
        self.at(self._clock.instant + MINUTE)
        self.families.close(self.closing)
        self.families.end(self.ending, self.pupils[3], on - timedelta(days=1))

    def _make_good(self, on: date) -> None:
        """The mark that was owed since the absence was corrected; those for the homework that was due yesterday."""
        self.mark(self._late_work, self.pupils[3], on, 4)
        for pupil in self.pupils:
            self.mark(self._homework_work, pupil, on)
