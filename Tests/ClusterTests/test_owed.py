"""What the journal's API says is owed, and until when, is what the monitor has decided, whatever was entered when."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from zvonok_interop import ids, schemas
from zvonok_interop.builder import day_number
from zvonok_interop.regulation import deadlines

from browser import Browser
from cluster import Cluster
from monitor import stored
from scenario import check_tables
from school_days import FIRST, MINUTE, Lesson, mark_value, moscow
from staff import LOGIN, PASSWORD, sign_in, verifier
from watched import Scene, watched

C, A = schemas.commands, schemas.attendance
API = "/journal/api/v1/lessons"
HOUR = 60 * MINUTE
STEPS = 90
# Of all that is owed: the rule, the lesson's or work's id, the instant by which.
Owed = Counter[tuple[str, str, int]]


@pytest.fixture
def scene(cluster: Cluster, tmp_path: Path) -> Iterator[Scene]:
    yield from watched(cluster, tmp_path)


@dataclass
class Play:
    """Entries at random in a few lessons of one class, at random times of the days after them."""

    scene: Scene
    chance: random.Random
    lessons: list[Lesson] = field(default_factory=list)
    pupils: list[bytes] = field(default_factory=list)
    # The versions that stand, of marks and of lessons' rolls.
    marks: dict[bytes, int] = field(default_factory=dict)
    rolls: Counter[bytes] = field(default_factory=Counter)
    # By command: how many changed something.
    recorded: Counter[str] = field(default_factory=Counter)

    def begin(self) -> None:
        """Three lessons of the first day and one on a Saturday, on which the class is not taught otherwise."""
        days = self.scene.days
        self.lessons = [days.schedule(FIRST, number) for number in (1, 3, 5)]
        days.schedule(FIRST + timedelta(days=3))
        self.pupils = [*days.pupils, self._newcomer()]
        account = C.IssueStaffAccount(
            staff_id=days.school.teacher_id, login=LOGIN, password_verifier=verifier(PASSWORD)
        )
        days.command(account, days.school.teacher_id)
        days.at(days.end_of(self.lessons[-1]))
        for lesson in self.lessons:
            days.work(lesson)

    def _newcomer(self) -> bytes:
        """A pupil who comes into the class two days later, and can be given marks then."""
        days = self.scene.days
        name = schemas.cards.PersonName(family="Lesnaya", given="Olga")
        pupil = C.AddPupil(pupil_id=days.new_id(), name=name, birth_date=15_000)
        days.command(pupil, pupil.pupil_id)
        enrolled = C.EnrolPupil(
            enrolment_id=days.new_id(), pupil_id=pupil.pupil_id, class_id=days.school.classes[0],
            first_day=day_number(FIRST + timedelta(days=2)), order_number="17-u",
        )  # fmt: skip
        days.command(enrolled, enrolled.enrolment_id)
        return pupil.pupil_id

    def step(self) -> None:
        """Some hours later somebody enters something, as far as the journal accepts it."""
        self.scene.days.at(self.scene.clock.instant + self.chance.randint(1, 4) * HOUR)
        entries = [self.roll, self.attend, self.attend, self.give, self.give, self.change, self.change, self.withdraw]
        self.chance.choice(entries)()

    def _send(self, body: Message, subject: bytes) -> bool:
        """Whether it changed anything."""
        answer = self.scene.days.answer(body, subject)
        is_recorded = isinstance(answer, schemas.command.Accepted) and answer.HasField("first_sequence")
        self.recorded[type(body).__name__] += is_recorded
        return is_recorded

    def _entry(self, pupil: bytes) -> Message:
        code = self.chance.choice([A.ATTENDANCE_CODE_PRESENT, A.ATTENDANCE_CODE_ILL, A.ATTENDANCE_CODE_EXEMPT])
        return A.RollEntry(pupil_id=pupil, code=code)

    def roll(self) -> None:
        lesson = self.chance.choice(self.lessons).lesson_id
        named = self.chance.sample(self.pupils[:-1], self.chance.randint(0, 3))
        body = C.TakeRoll(lesson_id=lesson, expected_version=self.rolls[lesson], entries=map(self._entry, named))
        self.rolls[lesson] += self._send(body, lesson)

    def attend(self) -> None:
        lesson = self.chance.choice(self.lessons).lesson_id
        entry = self._entry(self.chance.choice(self.pupils[:-1]))
        body = C.ChangeAttendance(lesson_id=lesson, expected_version=self.rolls[lesson], entry=entry)
        self.rolls[lesson] += self._send(body, lesson)

    def _value(self) -> Message:
        return mark_value(self.chance.choice([0, 0, 3, 4, 5]))

    def give(self) -> None:
        work, mark = self.chance.choice(self.lessons).works[0], self.scene.days.new_id()
        on = FIRST + timedelta(days=self.chance.randint(0, 6))
        body = C.GiveMark(
            mark_id=mark, work_id=work, pupil_id=self.chance.choice(self.pupils), value=self._value(),
            date=day_number(on),
        )  # fmt: skip
        if self._send(body, mark):
            self.marks[mark] = 1

    def _edit(self, body: Callable[[bytes, int], Message]) -> None:
        if self.marks:
            mark = self.chance.choice([*self.marks])
            self.marks[mark] += self._send(body(mark, self.marks[mark]), mark)

    def change(self) -> None:
        self._edit(lambda mark, version: C.ChangeMark(mark_id=mark, expected_version=version, value=self._value()))

    def withdraw(self) -> None:
        self._edit(lambda mark, version: C.WithdrawMark(mark_id=mark, expected_version=version))

    # What is owed

    def page(self, is_overdue_only: bool) -> Owed:
        """As the journal's API says."""
        browser = sign_in(self.scene)
        return sum((self._owed(browser, lesson, is_overdue_only) for lesson in self.lessons), Counter())

    def _owed(self, browser: Browser, lesson: Lesson, is_overdue_only: bool) -> Owed:
        of = ids.text(lesson.lesson_id)
        duties: dict[str, Any] = browser.api("GET", f"{API}/{of}").json["lesson"]["duties"]
        rules = {"topic": "topic", "homework": "homework", "roll": "attendance"}
        found = [(rule, of, duties[name]) for name, rule in rules.items() if duties[name]["state"] == "owed"]
        found += [("mark", one["work"], one) for one in duties["marks"]]
        return Counter(
            (rule, about, deadlines.microseconds(datetime.fromisoformat(one["due"])))
            for rule, about, one in found
            if one["overdue"] or not is_overdue_only
        )

    def alerts(self) -> Owed:
        """As the monitor lists it: what is overdue."""
        about = {ids.text(lesson.lesson_id) for lesson in self.lessons}
        alerts = [one for one in self.scene.list("open") if one["lesson"] in about]
        return Counter((one["rule"], one["work"] or one["lesson"], one["due"]) for one in alerts)

    def check_overdue(self) -> None:
        self.scene.seen(self.scene.clock.instant)
        assert self.page(is_overdue_only=True) == self.alerts()


def _obligations(scene: Scene, about: set[bytes]) -> Owed:
    """Everything that is open in the monitor's store about these lessons and works. The monitor must be stopped."""
    owed, _ = stored(scene.monitor)
    return Counter(
        (rule, ids.text(subject), due)
        for (rule, subject, _), (due, fulfilled_at, is_void) in owed.items()
        if fulfilled_at is None and not is_void and subject in about
    )


@pytest.mark.parametrize("seed", range(1, 5))
def test_the_page_and_the_monitor_say_the_same(scene: Scene, seed: int) -> None:
    play = Play(scene, random.Random(seed))
    play.begin()
    for number in range(STEPS):
        play.step()
        if number % 15 == 14:
            play.check_overdue()
    kinds = ("TakeRoll", "ChangeAttendance", "GiveMark", "ChangeMark", "WithdrawMark")
    assert all(play.recorded[name] for name in kinds), play.recorded
    page, events = play.page(is_overdue_only=False), scene.events()
    scene.seen(scene.clock.instant)
    scene.monitor.stop()
    about = {lesson.lesson_id for lesson in play.lessons} | {lesson.works[0] for lesson in play.lessons}
    assert page == _obligations(scene, about)
    scene.journal.stop()
    check_tables(scene.journal, events)


@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_an_absent_pupils_mark_taken_back_is_owed_by_the_day_the_work_was_done(
    scene: Scene, is_withdrawn: bool
) -> None:
    play = Play(scene, random.Random(0))
    play.begin()
    days, lesson = scene.days, play.lessons[0]
    days.roll(lesson, (days.pupils[0],))
    days.at(moscow(FIRST + timedelta(days=6), 12))
    # Done on the Monday after, owed until the end of Wednesday.
    mark = days.mark(lesson.works[0], days.pupils[0], FIRST + timedelta(days=5))
    if is_withdrawn:
        days.withdraw(mark)
    else:
        days.change(mark, 0)
    due = moscow(FIRST + timedelta(days=8), 0)
    days.at(due + MINUTE)
    play.check_overdue()
    assert play.alerts()["mark", ids.text(lesson.works[0]), due] == 1
