"""A school with families whose days pass while all five services look on: the sample that is played to them."""

from __future__ import annotations

from datetime import date, timedelta

from diary import Browser
from families import Families
from five import GATHER_MINUTES, Five
from five_audit import Expected, wait_sent
from school_days import FIRST, Lesson, SchoolDays, moscow

TEACHER = "teacher@example.org"
MORNING = moscow(FIRST, 6)
# From a Wednesday to the Tuesday after.
DAYS = [FIRST + timedelta(days=number) for number in (0, 1, 2, 5, 6)]
# The morning after the last day, just past the hour at which staff is written to.
END = moscow(DAYS[-1] + timedelta(days=1), 7, 31)


class PlayedSchool(SchoolDays):
    """One class of four. Of its families one gathers as usual, one is told at once, one wants no mail, and of one the
    guardianship ends; two guardians share a child."""

    # When it is played, and the morning up to which.
    days = DAYS
    end = END

    def __init__(self, five: Five, seed: int = 3) -> None:
        super().__init__(five.cluster.connect(five.journal, "desk"), five.clock, seed)
        self._five = five
        self.families = Families(
            self._client, five.cluster.connect(five.diary, "desk"), self.school.school_id, self._builder.ids.next
        )
        self.families.give_address(self.school.teacher_id, TEACHER)
        anna, boris, vera, gleb = self.pupils
        today = FIRST
        self.main = self.families.come("vetrova", [anna, boris], today)
        self.hasty = self.families.come("parusova", [vera], today)
        self.silent = self.families.come("lipova", [gleb], today)
        self.leaving = self.families.come("dubova", [anna, gleb], today)
        self.families.ask(self.hasty, marks=True, minutes=0)
        self.families.ask(self.silent, marks=False, minutes=GATHER_MINUTES)

    def play(self) -> None:
        """All days, each seen by every service, up to the morning after the last."""
        for on in self.days:
            self.play_day(on)
            self.night(on)

    def at(self, instant: int) -> None:
        """Time goes forward only; it may have gone on while somebody was waited for."""
        super().at(max(instant, self._clock.instant))

    def _see(self, instant: int) -> None:
        """Everybody has read everything up to this instant, and the mails that are due then are out."""
        self.at(instant)
        self._five.wait_read(instant)
        wait_sent(self._five, Expected.of(self._five, instant).due(self.families.always_told))

    def play_day(self, on: date) -> None:
        """Until the evening; the last mark is news of its own to the main family."""
        lesson = self.schedule(on, 6)
        self.pass_day(on)
        self.at(moscow(on, 20, 5))
        self._second_thoughts(lesson)
        self._family_matters(on)
        self.at(moscow(on, 20, 30))
        self.mark(self.work(lesson), self.main.pupils[0], on, 5)
        self._see(moscow(on, 20, 40))

    def night(self, on: date) -> None:
        """The morning of the next school day, just past the hour at which staff is written to."""
        following = [day for day in self.days if day > on]
        self._see(moscow(following[0], 7, 31) if following else self.end)

    def _second_thoughts(self, lesson: Lesson) -> None:
        """One mark goes again before anybody was told, one becomes another, one stays."""
        work = self.work(lesson)
        marks = [self.mark(work, pupil, lesson.on, 3) for pupil in self.pupils[:3]]
        self.withdraw(marks[0])
        self.change(marks[1], 4)

    def _family_matters(self, on: date) -> None:
        if on == DAYS[1]:
            self._five.wait_read(self._clock.instant, "diary")
            browser = Browser(self._five.diary)
            assert browser.sign_in(self.main.login) == 303
            for pupil in self.main.pupils:
                browser.week(pupil, on)
        elif on == DAYS[2]:
            self.families.end(self.leaving, self.pupils[0], on)
        elif on == DAYS[3]:
            self.families.close(self.hasty, version=2)
