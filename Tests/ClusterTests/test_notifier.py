"""The notifier against an SMTP server: who is written to about what, once; and what becomes of a mail that fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import accepted
from zvonok_interop.orders import now_us, order, set_clock_offset, wire

from cluster import Cluster, Journal, wait_job
from diary import Diary, diary, issue
from mail_server import Mail, MailServer, Script, mail_server
from monitor import Monitor, monitor
from notifier import GATHER, REASONS, Notifier, notifier, outcomes
from process import wait_for
from school_days import FIRST, MINUTE, Lesson, SchoolDays, moscow
from scenario import subscription
from simulated_clock import SimulatedClock

MORNING = moscow(FIRST, 7)
PARENT, TEACHER = "vetrova@families.example", "zvonareva@staff.example"


@dataclass
class Scene:
    """A school whose first pupil has a guardian with an account, and everything that leads to her mail."""

    cluster: Cluster
    journal: Journal
    diary: Diary
    monitor: Monitor
    notifier: Notifier
    clock: SimulatedClock
    server: MailServer
    days: SchoolDays
    guardian: bytes = b""
    guardianship: bytes = b""
    account: bytes = b""

    @property
    def pupil(self) -> bytes:
        return self.days.pupils[0]

    def new_id(self) -> bytes:
        return self.days._builder.ids.next()

    def tell_diary(self, body: Message) -> None:
        item = order(self.new_id(), self.days.school.school_id, body, b"")
        assert accepted(self.cluster.connect(self.diary, "desk").command(wire(item, now_us()))) is not None

    def add_family(self, email: str = PARENT) -> None:
        """A guardian of the first pupil, and her account."""
        self.guardian, self.guardianship, self.account = self.new_id(), self.new_id(), self.new_id()
        guardian = schemas.commands.AddGuardian(guardian_id=self.guardian)
        guardian.name.family, guardian.name.given = "Vetrova", "Olga"
        self.days.command(guardian, self.guardian)
        self.days.command(
            schemas.commands.RecordGuardianship(
                guardianship_id=self.guardianship, guardian_id=self.guardian, pupil_id=self.pupil,
                basis=schemas.directory.GUARDIANSHIP_BASIS_PARENT, first_day=day_number(FIRST - timedelta(days=10)),
            ),
            self.guardianship,
        )  # fmt: skip
        # The diary opens to whom the journal knows.
        self.wait_read(self.diary, self.journal)
        self.tell_diary(issue(self.account, self.guardian, "vetrova", email=email))

    def give_teacher_an_address(self) -> None:
        teacher = self.days.school.teacher_id
        card = schemas.commands.ChangeStaffCard(staff_id=teacher, expected_version=1, email=TEACHER)
        card.name.family, card.name.given, card.post = "Zvonareva", "Anna", "teacher"
        self.days.command(card, teacher)

    def end_guardianship(self, last_day: date) -> None:
        body = schemas.commands.EndGuardianship(
            guardianship_id=self.guardianship, expected_version=1, last_day=day_number(last_day)
        )
        self.days.command(body, self.guardianship)

    def held_lesson(self, number: int = 1) -> Lesson:
        """A lesson that has ended; the clock stands at its end."""
        lesson = self.days.schedule(FIRST, number)
        self.days.at(self.days.end_of(lesson))
        return lesson

    def give_mark(self, points: int = 4, number: int = 1) -> bytes:
        lesson = self.held_lesson(number)
        return self.days.mark(self.days.work(lesson), self.pupil, FIRST, points)

    def wait_read(self, reader: Diary | Monitor | Notifier, owner: Journal | Diary | Monitor) -> None:
        """Returns once everything the owner has said so far has been read."""
        head = self.cluster.connect(owner, "operator").status().feed.head
        wait_for(
            lambda: subscription(self.cluster, reader, owner).cursor >= head, f"{reader.name} to read {owner.name}"
        )

    def wait_decided(self) -> None:
        """Returns once the monitor has decided everything up to the clock's instant."""
        school, instant = self.days.school.school_id, self.clock.instant
        wait_for(lambda: (self.monitor.list(school)["as_of"] or 0) >= instant, "the monitor to have decided")

    def pass_gathering(self, minutes: int = GATHER + 1) -> None:
        """So much later, the window having closed."""
        self.days.at(self.clock.instant + minutes * MINUTE)

    def mails(self, address: str = PARENT) -> list[Mail]:
        return [one for one in self.server.accepted if one.recipient == address]

    def wait_outcomes(self, count: int) -> list[tuple[str, Message]]:
        """What became of mails, once of so many something has."""
        wait_for(lambda: len(outcomes(self.cluster, self.notifier)) >= count, f"{count} mails to end")
        return outcomes(self.cluster, self.notifier)

    def wait_suppressed(self) -> str:
        """Why the one mail was not sent."""
        (name, event), = self.wait_outcomes(1)
        assert name == "MailSuppressed", name
        return REASONS[event.reason]


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def scene(cluster: Cluster, tmp_path: Path, server: MailServer) -> Iterator[Scene]:
    clock = SimulatedClock(tmp_path / "clock", MORNING)
    journal = cluster.journal()
    family = diary(cluster, journal)
    watching = monitor(cluster, journal)
    mailing = notifier(cluster, journal, family, watching, smtp_port=server.port)
    for service in (journal, family, watching, mailing):
        service.settings = service.settings | {"clock": {"simulated-file": str(clock.path)}}
        service.write()
        service.start()
    days = SchoolDays(cluster.connect(journal, "desk"), clock)
    yield Scene(cluster, journal, family, watching, mailing, clock, server, days)
    set_clock_offset(0)


# Marks


def test_marks_of_a_window_come_in_one_mail_with_what_they_are_for(scene: Scene) -> None:
    scene.add_family()
    lesson = scene.held_lesson()
    for points in (4, 5):
        scene.days.mark(scene.days.work(lesson), scene.pupil, FIRST, points)
    assert scene.mails() == []
    scene.pass_gathering()
    ((name, event),) = scene.wait_outcomes(1)
    assert name == "MailAccepted" and event.recipient_id == scene.guardian and event.told == 2
    (mail,) = scene.mails()
    assert mail.parsed["To"].endswith(PARENT) or PARENT in mail.parsed["To"]
    assert "4, контрольная работа" in mail.text and "5, контрольная работа" in mail.text
    assert "/diary/week?child=" in mail.text


def test_what_was_undone_within_the_window_is_told_as_it_ended(scene: Scene) -> None:
    scene.add_family()
    mark = scene.give_mark(2)
    body = schemas.commands.ChangeMark(
        mark_id=mark, expected_version=1, value=schemas.works.MarkValue(points=4)
    )
    scene.days.command(body, mark)
    scene.pass_gathering()
    scene.wait_outcomes(1)
    (mail,) = scene.mails()
    assert ": 4, контрольная работа" in mail.text and "исправлена" not in mail.text


def test_a_mark_withdrawn_within_the_window_leaves_no_mail(scene: Scene) -> None:
    scene.add_family()
    scene.days.withdraw(scene.give_mark(2))
    scene.give_mark(5, number=2)
    scene.pass_gathering(GATHER + 60)
    scene.wait_outcomes(1)
    (mail,) = scene.mails()
    assert ": 5, контрольная работа" in mail.text and ": 2," not in mail.text


def test_a_mark_changed_after_its_mail_is_told_as_a_change(scene: Scene) -> None:
    scene.add_family()
    mark = scene.give_mark(2)
    scene.pass_gathering()
    scene.wait_outcomes(1)
    body = schemas.commands.ChangeMark(
        mark_id=mark, expected_version=1, value=schemas.works.MarkValue(points=4)
    )
    scene.days.command(body, mark)
    scene.pass_gathering()
    scene.wait_outcomes(2)
    first, second = scene.mails()
    assert "исправлена: было 2, стало 4" in second.text
    assert first.message_id != second.message_id


def test_a_guardianship_that_ended_meanwhile_is_not_written_to(scene: Scene) -> None:
    scene.add_family()
    scene.give_mark()
    scene.end_guardianship(FIRST - timedelta(days=1))
    scene.pass_gathering()
    assert scene.wait_suppressed() == "no-right"
    assert scene.mails() == []


def test_whoever_wants_no_mail_gets_none(scene: Scene) -> None:
    scene.add_family()
    scene.tell_diary(
        schemas.diary_commands.SetMailPreference(
            account_id=scene.account, expected_version=1, marks=False, gather_minutes=GATHER
        )
    )
    scene.wait_read(scene.notifier, scene.diary)
    scene.give_mark()
    scene.pass_gathering()
    scene.wait_decided()
    assert scene.mails() == []
    assert all(name != "MailAccepted" for name, _ in outcomes(scene.cluster, scene.notifier))


# Staff


def test_what_is_overdue_comes_in_one_mail_a_morning(scene: Scene) -> None:
    scene.give_teacher_an_address()
    for number in (1, 2):
        scene.days.schedule(FIRST, number)
    scene.days.at(moscow(FIRST + timedelta(days=1), 7, 29))
    scene.wait_decided()
    scene.wait_read(scene.notifier, scene.monitor)
    assert scene.server.accepted == []
    scene.days.at(moscow(FIRST + timedelta(days=1), 7, 31))
    wait_for(lambda: scene.server.accepted != [], "the teacher's mail")
    scene.days.at(moscow(FIRST + timedelta(days=1), 12))
    scene.wait_outcomes(1)
    (mail,) = scene.mails(TEACHER)
    assert scene.server.accepted == [mail] and "3.5" in mail.text


# Faults of the server


@pytest.mark.parametrize(
    "script",
    [
        Script(at_connect="421 try later", lives=2), Script(at_recipient="451 try later", lives=2),
        Script(at_data="452 no room", lives=2), Script(after_body="451 try later", lives=2),
    ],
    ids=["421-at-connect", "451-at-rcpt", "452-at-data", "451-after-the-dot"],
)  # fmt: skip
def test_what_passes_is_tried_again_until_it_is_taken_on(scene: Scene, script: Script) -> None:
    scene.server.script = script
    scene.add_family()
    scene.give_mark()
    scene.pass_gathering()
    ((name, event),) = _moving_until_outcome(scene)
    assert name == "MailAccepted" and event.attempts == 3
    assert len(scene.mails()) == 1


def test_what_is_refused_for_good_fails(scene: Scene) -> None:
    scene.server.script = Script(at_recipient="550 nobody here")
    scene.add_family()
    scene.give_mark()
    scene.pass_gathering()
    ((name, event),) = scene.wait_outcomes(1)
    assert (name, event.attempts, event.reply_code) == ("MailFailed", 1, 550)


@pytest.mark.parametrize(
    "script",
    [Script(hangs_after_body=True, lives=1), Script(drops_after_body=True, lives=1)],
    ids=["hangs-after-the-dot", "drops-after-the-dot"],
)
def test_what_may_have_arrived_is_sent_again_under_the_same_id(scene: Scene, script: Script) -> None:
    scene.server.script = script
    scene.add_family()
    scene.give_mark()
    scene.pass_gathering()
    ((name, event),) = _moving_until_outcome(scene)
    assert name == "MailAccepted" and event.attempts == 2
    assert scene.notifier.metric("zvonok_mails_total", state="ambiguous") == 1


def _moving_until_outcome(scene: Scene) -> list[tuple[str, Message]]:
    """The next attempt is due by the city's clock."""

    def has_ended() -> bool:
        scene.days.at(scene.clock.instant + 1_000_000)
        return outcomes(scene.cluster, scene.notifier) != []

    wait_for(has_ended, "the mail to end")
    return outcomes(scene.cluster, scene.notifier)


def test_killed_after_the_server_took_a_mail_on_it_repeats_it_under_the_same_id(scene: Scene) -> None:
    scene.add_family()
    scene.notifier.stop()
    dying = scene.notifier.start(die_at="after-mail-accepted-before-record")
    scene.give_mark()
    scene.pass_gathering()
    dying.wait_killed()
    assert len(scene.mails()) == 1
    scene.notifier.start()
    ((name, _),) = _moving_until_outcome(scene)
    assert name == "MailAccepted"
    assert set(Counter(one.message_id for one in scene.mails()).values()) == {2}


# Restores, rebuilds, late starts


def test_restored_to_before_a_mail_it_tells_it_under_the_same_id_and_a_rebuild_tells_nothing_twice(
    scene: Scene,
) -> None:
    scene.add_family()
    scene.give_mark()
    scene.pass_gathering()
    scene.wait_outcomes(1)
    operator = scene.cluster.connect(scene.notifier, "operator")
    assert wait_job(operator, operator.backup(str(scene.notifier.backups))).state == "done"
    scene.notifier.stop()
    scene.notifier.restore(scene.notifier.newest_backup())
    scene.notifier.start()
    assert wait_job(operator, operator.rebuild(None)).state == "done"
    scene.give_mark(5, number=2)
    scene.pass_gathering(GATHER + 60)
    scene.wait_outcomes(2)
    assert len(scene.mails()) == 2
    assert len({one.message_id for one in scene.mails()}) == 2


def test_started_a_year_late_it_mails_nothing_stale(scene: Scene) -> None:
    scene.add_family()
    scene.notifier.stop()
    scene.give_mark()
    scene.days.schedule(FIRST, 3)
    scene.days.at(moscow(FIRST + timedelta(days=365), 12))
    scene.notifier.start()
    wait_for(lambda: outcomes(scene.cluster, scene.notifier) != [], "the old mail to be judged")
    assert {REASONS[event.reason] for name, event in outcomes(scene.cluster, scene.notifier)} == {"stale"}
    assert scene.server.accepted == []
