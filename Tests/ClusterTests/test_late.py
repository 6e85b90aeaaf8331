"""Issue 3, line 4: a service that is started last, and all in reverse order, come out as those that ran all along.

The sample is played once. Then each test gives some services an empty store, the others the one they had, and starts
them in its order on the clock as it stands. An owner keeps the facts it owns (the journal all it has, the diary its
accounts and visits): nobody else could tell it those; what it had made of other feeds goes.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from zvonok_interop.oracle.journal import day
from zvonok_interop.orders import set_clock_offset
from zvonok_interop.schemas import body_of

from canonical import Dump, differences, dump, unused_exceptions, without_projections
from cluster import Cluster
from five import Five, five
from five_audit import Expected, check_all, check_collected, check_intents, check_mails, check_rights, wait_sent
from fuller_school import FULLER_END as END
from fuller_school import FullerSchool
from mail_server import Mail, mail_server
from played_school import DAYS, MORNING
from stores import spoiled

# Who has an empty store when a service comes last: itself, and those that had to do without it until then.
EMPTY = {
    "journal": ("diary", "monitor", "notifier", "collector"),
    "diary": ("diary", "notifier", "collector"),
    "monitor": ("monitor", "notifier", "collector"),
    "notifier": ("notifier",),
    "collector": ("collector",),
}


def _copy(store: Path, to: Path) -> None:
    """A stopped service's store, with what stands in its write-ahead log."""
    for suffix in ("", "-wal"):
        to.with_name(to.name + suffix).unlink(missing_ok=True)
        if (source := store.with_name(store.name + suffix)).exists():
            shutil.copyfile(source, to.with_name(to.name + suffix))


@dataclass
class Played:
    """Services that ran all along, stopped; their stores are laid aside."""

    five: Five
    school: FullerSchool
    stores: dict[str, Path]
    mails: list[Mail]
    expected: Expected

    def give(self, empty: tuple[str, ...]) -> None:
        """These have read nothing yet; all others go on from where they were."""
        for name, service in self.five.services.items():
            for path in service.store.parent.glob(f"{service.store.name}*"):
                path.unlink()
            if name not in empty or name == "diary":
                _copy(self.stores[name], service.store)
            if name == "diary" and name in empty:
                without_projections(service.store)
        self.five.mail.forget()
        self.five.at(END)

    def check(self, empty: tuple[str, ...]) -> None:
        """Once everybody has read and decided everything, each is as it was."""
        self.five.wait_read(END)
        if "notifier" in empty:
            wait_sent(self.five, self.expected.last(self.school.families.always_told))
        self.five.stop()
        for name, service in self.five.services.items():
            found = list(differences(self.dump(name), dump(name, service.store)))
            assert found == [], "\n".join([f"{name}:", *found])

    def dump(self, name: str) -> Dump:
        return dump(name, self.stores[name])


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """The whole sample, played to five services that were there all along."""
    folder = tmp_path_factory.mktemp("played")
    cluster = Cluster(folder)
    with mail_server() as mail:
        try:
            made = five(cluster, folder, MORNING, mail)
            made.start()
            school = FullerSchool(made)
            school.play()
            yield _laid_aside(made, school, folder)
        finally:
            cluster.close()
            set_clock_offset(0)


def _laid_aside(made: Five, school: FullerSchool, folder: Path) -> Played:
    """All equal the folds and are stopped; the last mails are out."""
    expected = Expected.of(made, END)
    check_all(made, expected, school.families, END, DAYS[0], weeks=3)
    stores = {name: folder / f"{name}.sqlite" for name in made.services}
    for name, service in made.services.items():
        _copy(service.store, stores[name])
    return Played(made, school, stores, made.mail.accepted, expected)


@pytest.fixture(autouse=True)
def stopped(played: Played) -> Iterator[None]:
    """Nothing of one test runs in the next."""
    yield
    for service in played.five.services.values():
        service.close()


def test_those_that_ran_all_along_mean_to_send_what_a_fold_says(played: Played) -> None:
    check_intents(played.stores["notifier"], played.expected)
    check_collected(played.stores["collector"], played.expected.alert_feed, played.expected.diary)
    families = played.school.families
    check_mails(played.mails, played.expected, families.addresses, families.always_told)
    intents = played.expected.intents.values()
    assert {mail.kind for mail in intents} == {"marks", "overdue"}
    assert any(mail.kind == "marks" and not mail.told for mail in intents), "second thoughts before anybody was told"
    assert len({mail.closes_at for mail in intents if mail.kind == "overdue"}) >= 4, "several mornings"
    assert len({mail.recipient for mail in intents if mail.kind == "overdue"}) == 2, "two members of staff"
    assert unused_exceptions(played.stores) == set()


def test_the_sample_has_something_of_all_that_happens_at_school(played: Played) -> None:
    types = Counter(event.type for event in played.expected.journal)
    for kind in ("LessonMoved", "LessonDropped", "LessonCancelled", "AttendanceChanged", "GuardianshipEnded"):
        assert types[kind], kind
    assert types["TimetableApproved"] == types["CoursePolicyChanged"] == types["StaffAdded"] == 2
    bodies = [(event, body_of(event)) for event in played.expected.journal]
    assert any(body.HasField("due") for event, body in bodies if event.type == "WorkCreated")
    recorded = {event.type: day(body.first_day) for event, body in bodies if event.type == "PupilEnrolled"}
    assert recorded["PupilEnrolled"] in played.school.days, "the last one enrolled came while the school was played"
    owed = played.expected.alerts.alerts
    assert any(key[0] == "mark" and key[2] and alert.lateness for (key, _), alert in owed.items()), "of one pupil"
    assert {alert.state for alert in owed.values()} == {"open", "fulfilled", "withdrawn"}


def test_what_is_gathered_for_those_who_lose_their_right_meanwhile_is_never_sent(played: Played) -> None:
    withheld = check_rights(played.mails, played.expected)
    school = played.school
    recipients = {played.expected.intents[key].recipient for key in withheld}
    assert {school.closing.guardian, school.ending.guardian} <= recipients


@pytest.mark.parametrize("last", EMPTY)
def test_started_last_with_an_empty_store_it_comes_out_as_if_it_had_been_there(played: Played, last: str) -> None:
    played.give(EMPTY[last])
    others = [name for name in played.five.services if name != last]
    played.five.start(*others)
    played.five.wait_read(END, *(name for name in others if name in EMPTY["journal"]))
    played.five.start(last)
    played.check(EMPTY[last])


def test_started_in_reverse_order_with_empty_stores_all_come_out_as_if_they_had_been_there(played: Played) -> None:
    empty = EMPTY["journal"]
    played.give(empty)
    played.five.start(*reversed(played.five.services))
    played.check(empty)


def test_a_row_that_is_planted_or_taken_is_noticed(played: Played) -> None:
    whole = played.dump("notifier")
    assert list(differences(whole, whole)) == []
    mails = whole["mail"]
    assert mails and list(differences(whole, whole | {"mail": mails[1:]}))
    assert list(differences(whole, whole | {"mail": [*mails, mails[0]]}))
    alerts = played.dump("monitor")["alert"]
    assert alerts and list(differences({"alert": alerts}, {"alert": [alerts[0][:-1] + (0,), *alerts[1:]]}))


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (
            "INSERT INTO visit (source, school_id, date, person_id, pupil_id, holder) "
            "SELECT source, school_id, date + 1, person_id, pupil_id, holder FROM visit LIMIT 1",
            "visit: .* is too many",
        ),
        ("DELETE FROM visit", "visit: .* is lacking"),
        (
            "UPDATE alert SET outcome = NULL WHERE alert_id = (SELECT MIN(alert_id) FROM alert WHERE outcome = 1)",
            "alert: .*late=",
        ),
        ("DELETE FROM alert WHERE alert_id = (SELECT MIN(alert_id) FROM alert)", "alert: "),
        ("UPDATE account SET closed = 0", "account: .*is_closed=True"),
    ],
    ids=["a doubled visit", "lost visits", "a lost closing", "a lost alert", "an account that is not closed"],
)
def test_a_fault_planted_in_what_the_collector_counts_is_noticed(
    played: Played, tmp_path: Path, fault: str, what: str
) -> None:
    store = tmp_path / "collector.sqlite"
    _copy(played.stores["collector"], store)
    with spoiled(store) as connection:
        assert connection.execute(fault).rowcount > 0
    with pytest.raises(AssertionError, match=what):
        check_collected(store, played.expected.alert_feed, played.expected.diary)
