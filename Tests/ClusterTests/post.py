"""A school whose mails are counted: journal, diary, monitor and notifier on a simulated clock, a mail server, families.

The clock stands wherever a test leaves it, so a mail that waits for another attempt waits until the clock is moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import accepted
from zvonok_interop.oracle.intents import MINUTE, Policy
from zvonok_interop.orders import now_us, order, set_clock_offset, wire
from zvonok_interop.reader import FeedReader

from cluster import Cluster, Journal
from diary import Diary, diary, issue
from mail_server import Mail, MailServer, mail_server
from monitor import Monitor, monitor
from notifier import Held, Notifier, differences, held, notifier
from process import wait_for
from scenario import subscription
from school_days import FIRST, SECOND, Lesson, SchoolDays, moscow
from simulated_clock import SimulatedClock

GATHER = 20 * MINUTE
RETRY = MINUTE
TEACHER_ADDRESS, DOMAIN = "teacher@school.test", "mail.zvonok.test"


@dataclass
class Post:
    cluster: Cluster
    journal: Journal
    diary: Diary
    monitor: Monitor
    notifier: Notifier
    clock: SimulatedClock
    days: SchoolDays
    server: MailServer
    accounts: dict[bytes, bytes] = field(default_factory=dict)
    guardianships: dict[tuple[bytes, bytes], bytes] = field(default_factory=dict)

    # Families

    def family(self, login: str, *pupils: bytes, email: str | None = None, first_day: date = FIRST) -> bytes:
        """A guardian of these pupils with an account; the guardian's id."""
        made = schemas.commands.AddGuardian(guardian_id=self.days.new_id())
        made.name.family, made.name.given = "Vetrova", "Olga"
        self.days.command(made, made.guardian_id)
        for pupil in pupils:
            self.guard(made.guardian_id, pupil, first_day)
        # The diary opens to whom the journal knows.
        self.read(self.diary, self.journal)
        account = self.days.new_id()
        address = f"{login}@family.test" if email is None else email
        self.tell_diary(issue(account, made.guardian_id, login, email=address))
        self.accounts[made.guardian_id] = account
        return made.guardian_id

    def read(self, reader: Any, owner: Any) -> None:
        """Returns once everything the owner has said so far has been read."""
        head = self.cluster.connect(owner, "operator").status().feed.head
        wait_for(
            lambda: subscription(self.cluster, reader, owner).cursor >= head, f"{reader.name} to read {owner.name}"
        )

    def guard(self, guardian: bytes, pupil: bytes, first_day: date) -> None:
        made = schemas.commands.RecordGuardianship(
            guardianship_id=self.days.new_id(), guardian_id=guardian, pupil_id=pupil,
            basis=schemas.directory.GUARDIANSHIP_BASIS_PARENT, first_day=day_number(first_day),
        )  # fmt: skip
        self.days.command(made, made.guardianship_id)
        self.guardianships[guardian, pupil] = made.guardianship_id

    def end_guardianship(self, guardian: bytes, pupil: bytes, last_day: date, version: int = 1) -> None:
        ended = schemas.commands.EndGuardianship(
            guardianship_id=self.guardianships[guardian, pupil], expected_version=version, last_day=day_number(last_day)
        )
        self.days.command(ended, ended.guardianship_id)

    def answer_of_diary(self, body: Message) -> Message:
        item = order(self.days.new_id(), self.days.school.school_id, body, b"")
        return self.cluster.connect(self.diary, "desk").command(wire(item, now_us()))

    def tell_diary(self, body: Message) -> None:
        accepted(self.answer_of_diary(body))

    def prefer(self, guardian: bytes, marks: bool, minutes: int = 20, version: int = 1) -> None:
        wish = schemas.diary_commands.SetMailPreference(
            account_id=self.accounts[guardian], expected_version=version, marks=marks, gather_minutes=minutes
        )
        self.tell_diary(wish)

    # School

    @property
    def pupil(self) -> bytes:
        return self.days.pupils[0]

    def lesson_with_work(self, on: date = FIRST, number: int = 1) -> tuple[Lesson, bytes]:
        """A lesson that is over, with a control work in it; the clock stands at its end."""
        lesson = self.days.schedule(on, number)
        self.days.at(max(self.clock.instant, self.days.end_of(lesson)))
        return lesson, self.days.work(lesson)

    def given_name(self, pupil: bytes) -> str:
        cards = [schemas.body_of(one) for one in self.journal_events() if one.type == "PupilCardRecorded"]
        return next(card.name.given for card in reversed(cards) if card.pupil_id == pupil)

    # Time

    def decided(self, instant: int, *kinds: str) -> None:
        """Returns once the notifier has decided everything up to here."""
        for kind in kinds or ("marks", "overdue"):
            wait_for(lambda kind=kind: self.notifier.decided(kind) >= instant, f"{kind} decided until {instant}")

    def pass_to(self, instant: int) -> None:
        """The clock stands there, and the notifier has decided everything until then."""
        self.days.at(instant)
        self.decided(instant)

    def pass_window(self) -> None:
        """The newest window closes; while the clock stands, an event is recorded a microsecond after the one before."""
        self.pass_to(self.clock.instant + GATHER + SECOND)

    # Mails

    @property
    def mails(self) -> list[Mail]:
        return self.server.accepted

    def wait_mails(self, count: int) -> list[Mail]:
        """Returns once the server has accepted so many."""
        wait_for(lambda: len(self.mails) >= count, f"{count} mails, there are {len(self.mails)}")
        return self.mails

    def wait_ended(self, count: int = 0) -> None:
        """Nothing waits any more, and at least so many mails have ended since the start."""
        # The look under way may have begun before the last decision.
        looks = self.notifier.looks() + 2
        wait_for(
            lambda: self.notifier.looks() >= looks
            and self.notifier.waiting() == 0
            and sum(self.notifier.count(state) for state in ("accepted", "failed", "suppressed")) >= count,
            "the end of every mail",
        )

    def copies(self) -> Counter[str]:
        """How often the server accepted each Message-ID."""
        return Counter(mail.message_id for mail in self.mails)

    # Records

    def _events(self, service: Any) -> list[Message]:
        client = self.cluster.connect(service, "auditor")
        return list(FeedReader(client, service.feed_name, "audit").to_head())

    def journal_events(self) -> list[Message]:
        return self._events(self.journal)

    def check_fold(self, policy: Policy | None = None) -> Held:
        """Stops the notifier; its mails are what the fold of the three feeds says."""
        self.decided(self.clock.instant)
        self.notifier.stop()
        store = held(self.notifier)
        feeds = [self._events(one) for one in (self.journal, self.diary, self.monitor)]
        found = differences(store, *feeds, policy or Policy(), self.clock.instant)
        assert found == [], "\n".join(found[:10])
        assert self.notifier.verify()[0] == 0
        return store


def settings(clock: SimulatedClock) -> dict[str, Any]:
    """Of a notifier on this clock, with waits that are passed by moving it."""
    mail = {"domain": DOMAIN, "retry-first": f"{RETRY // MINUTE}m", "retry-longest": "1h"}
    return {"clock": {"simulated-file": str(clock.path)}, "mail": mail, "smtp": {"final-reply-limit": "60s"}}


@contextmanager
def post_office(cluster: Cluster, folder: Path, at: int = moscow(FIRST, 7), is_filed: bool = False) -> Iterator[Post]:
    """Everything running, a teacher with an address, no family yet. With `is_filed`, mails are files."""
    clock = SimulatedClock(folder / "clock", at)
    journal = cluster.journal()
    reader, watching = diary(cluster, journal), monitor(cluster, journal)
    with mail_server() as server:
        writing = notifier(cluster, journal, reader, watching, smtp_port=server.port)
        for service in (journal, reader, watching):
            service.settings = {"clock": settings(clock)["clock"]}
        writing.settings = settings(clock) | ({"smtp": None} if is_filed else {})
        for service in (journal, reader, watching, writing):
            service.write()
            service.start()
        days = SchoolDays(cluster.connect(journal, "desk"), clock)
        card = schemas.commands.ChangeStaffCard(
            staff_id=days.school.teacher_id, expected_version=1, post="teacher", email=TEACHER_ADDRESS
        )
        card.name.family, card.name.given = "Zvonareva", "Anna"
        days.command(card, card.staff_id)
        try:
            yield Post(cluster, journal, reader, watching, writing, clock, days, server)
        finally:
            set_clock_offset(0)
