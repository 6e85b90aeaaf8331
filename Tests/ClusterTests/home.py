"""A family at home: a school in a journal, a diary that reads it, and a guardian of two of its pupils."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import accepted
from zvonok_interop.load import AckLog
from zvonok_interop.oracle.journal import Journal as Fold
from zvonok_interop.orders import now_us, order, wire
from zvonok_interop.reader import FeedReader

from cluster import Cluster
from diary import GUARDIAN, Browser, Diary, diary, issue
from process import wait_for
from scenario import Scene, build

SHAPE = {"days": 9, "pupils_per_class": 6, "works_per_lesson": 2}


@dataclass
class Home:
    """A scene with a diary, and a guardian of the first two pupils."""

    scene: Scene
    diary: Diary
    guardian: bytes
    guardianships: dict[bytes, bytes]

    @property
    def pupils(self) -> list[bytes]:
        return self.scene.builder.school.pupils

    def tell_journal(self, body: Message) -> Message:
        return self._command("journal", body)

    def tell_diary(self, body: Message) -> Message:
        return self._command("diary", body)

    def _command(self, owner: str, body: Message) -> Message:
        service = self.scene.journal if owner == "journal" else self.diary
        school = self.scene.builder.school.school_id
        item = order(self.scene.builder.ids.next(), school, body, b"")
        return self.scene.cluster.connect(service, "desk").command(wire(item, now_us()))

    def guard(self, guardian: bytes, pupil: bytes, first_day: date) -> bytes:
        """Another guardianship; its id."""
        made = schemas.commands.RecordGuardianship(
            guardianship_id=self.scene.builder.ids.next(), guardian_id=guardian, pupil_id=pupil,
            basis=schemas.directory.GUARDIANSHIP_BASIS_PARENT, first_day=day_number(first_day),
        )  # fmt: skip
        accepted(self.tell_journal(made))
        return made.guardianship_id

    def issue(self, person: bytes, login: str, holder: int = GUARDIAN) -> bytes:
        """An account, and the account's id."""
        account_id = self.scene.builder.ids.next()
        accepted(self.tell_diary(issue(account_id, person, login, holder, f"{login}@example.org")))
        return account_id

    def family(self, login: str) -> Browser:
        """A browser that is signed in."""
        browser = Browser(self.diary)
        assert browser.sign_in(login) == 303
        return browser

    def wait_caught_up(self) -> list[Message]:
        """Returns the journal's feed once the diary has read it."""
        events = self.scene.events()
        operator = self.scene.cluster.connect(self.diary, "operator")
        wait_for(lambda: operator.status().subscriptions[0].cursor >= len(events), "the diary to have read everything")
        return events

    def own_events(self) -> list[Message]:
        client = self.scene.cluster.connect(self.diary, "auditor")
        return list(FeedReader(client, self.diary.feed_name, "audit").to_head())


def at_home(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Home:
    """Everything started; the guardian has stood for the first two pupils for forty days."""
    journal = cluster.journal()
    made = diary(cluster, journal)
    journal.start()
    made.start()
    scene = build(cluster, journal, acknowledged, today, **SHAPE)
    guardian = schemas.commands.AddGuardian(guardian_id=scene.builder.ids.next())
    guardian.name.family, guardian.name.given = "Vetrova", "Olga"
    ready = Home(scene, made, guardian.guardian_id, {})
    accepted(ready.tell_journal(guardian))
    for pupil in ready.pupils[:2]:
        ready.guardianships[pupil] = ready.guard(guardian.guardian_id, pupil, today.date() - timedelta(days=40))
    return ready


def fill(home: Home) -> None:
    """The usual load to its end, and what it never enters: cancellations, days that are named, corrections, moves."""
    load = home.scene.load()
    load.run(lambda: False)
    load.drain()
    school = home.scene.builder.school
    fold = Fold().apply_all(home.scene.events())
    past = [lesson for lesson in school.lessons if lesson.is_past]
    for lesson in past[1::4]:
        if lesson.lesson_id in fold.rolls:
            entry = schemas.attendance.RollEntry(
                pupil_id=lesson.pupils[0], code=schemas.attendance.ATTENDANCE_CODE_EXCUSED
            )
            version = fold.rolls[lesson.lesson_id]["version"]
            change = schemas.commands.ChangeAttendance(
                lesson_id=lesson.lesson_id, expected_version=version, entry=entry
            )
            accepted(home.tell_journal(change))
    for number, lesson in enumerate(past[::3]):
        version = fold.lessons[lesson.lesson_id]["version"]
        accepted(home.tell_journal(_entry(number, lesson.lesson_id, version, lesson.on)))


def _entry(number: int, lesson_id: bytes, version: int, on: date) -> Message:
    due = day_number(on) + number % 5
    bodies = (
        schemas.commands.RecordHomework(lesson_id=lesson_id, expected_version=version, text="Essay", due=due),
        schemas.commands.CancelLesson(lesson_id=lesson_id, expected_version=version, reason="frost"),
        schemas.commands.RecordHomework(lesson_id=lesson_id, expected_version=version, text="Next time"),
    )
    return bodies[number % len(bodies)]
