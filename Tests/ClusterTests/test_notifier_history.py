"""The notifier and time gone wrong: restored, rebuilt, started late, restarted under load. Nothing is mailed twice,
nothing stale is mailed, and what is meant equals a fold of the feeds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import accepted
from zvonok_interop.load import AckLog
from zvonok_interop.oracle.intents import Policy
from zvonok_interop.orders import now_us, order, wire
from zvonok_interop.reader import FeedReader

from cluster import Cluster, wait_job
from diary import diary, issue
from monitor import monitor
from notifier import Notifier, differences, held, notifier, outcomes
from post import MINUTE, Post, post_office, settings
from process import wait_for
from scenario import MEDIUM, Scene, build
from school_days import FIRST, moscow

DAYS = [FIRST + timedelta(days=number) for number in (0, 1, 2, 5, 6)]


@pytest.fixture
def post(cluster: Cluster, tmp_path: Path) -> Iterator[Post]:
    """With four families, one of which has said what it wants."""
    with post_office(cluster, tmp_path) as made:
        one, two, three, _ = made.days.pupils
        made.family("mother", one, two)
        made.family("father", one)
        made.family("silent", three, email="")
        wishing = made.family("wishing", three)
        made.prefer(wishing, marks=True, minutes=3)
        yield made


def _live(post: Post, days: list[date]) -> None:
    """Some days at school, the notifier awake all the time."""
    for on in days:
        post.days.pass_day(on)
        post.pass_to(moscow(on, 21))
    post.pass_to(moscow(days[-1] + timedelta(days=1), 7, 31))


def _another(post: Post) -> Notifier:
    """A notifier that was not there."""
    feeds = (post.journal, post.diary, post.monitor)
    late = notifier(post.cluster, *feeds, smtp_port=post.server.port, name="late")
    late.settings = settings(post.clock)
    late.write()
    for upstream in feeds:
        upstream.reload()
    return late


def test_five_days_mean_what_the_fold_of_the_three_feeds_says(post: Post) -> None:
    _live(post, DAYS)
    post.wait_ended()
    store = post.check_fold()
    assert {one.kind for one in store.meant.values()} == {"marks", "overdue"}
    assert {"accepted", "suppressed: no-address"} <= set(store.states())
    assert max(post.copies().values()) == 1
    assert len(post.mails) == store.states().count("accepted")


def test_rebuilt_it_mails_nothing_twice(post: Post) -> None:
    _live(post, DAYS[:3])
    post.wait_ended()
    before = (post.copies(), outcomes(post.cluster, post.notifier))
    operator = post.cluster.connect(post.notifier, "operator")
    for upstream in (post.journal, post.diary, post.monitor):
        assert wait_job(operator, operator.rebuild(upstream.feed_name)).state == "done"
    _live(post, DAYS[3:4])
    post.wait_ended()
    assert max(post.copies().values()) == 1
    after = (post.copies(), outcomes(post.cluster, post.notifier))
    assert before[0] <= after[0] and before[1] == after[1][: len(before[1])]
    post.check_fold()


def test_restored_from_a_backup_it_sends_no_second_mail_for_what_was_mailed_before_it(post: Post) -> None:
    _live(post, DAYS[:2])
    post.wait_ended()
    before = post.copies()
    operator = post.cluster.connect(post.notifier, "operator")
    assert wait_job(operator, operator.backup(str(post.notifier.backups))).state == "done"
    _live(post, DAYS[2:4])
    post.wait_ended()
    once = post.copies()
    post.notifier.stop()
    expected = held(post.notifier)
    post.notifier.restore(post.notifier.newest_backup())
    post.notifier.start()
    post.decided(post.clock.instant)
    post.wait_ended()
    again = post.copies()
    assert before and all(again[one] == 1 for one in before)
    assert set(again) == set(once), "a mail came again under another Message-ID"
    assert max(again.values()) <= 2 and any(again[one] == 2 for one in again), "the restore changed nothing"
    store = post.check_fold()
    assert store.meant == expected.meant


def test_started_a_year_late_it_mails_nothing_that_is_no_news(post: Post) -> None:
    _live(post, DAYS[:2])
    post.wait_ended()
    post.notifier.stop()
    sent, expected = post.copies(), held(post.notifier)
    late = _another(post)
    post.days.at(moscow(date(FIRST.year + 1, 9, 14), 21))
    late.start()
    post.notifier = late
    post.decided(post.clock.instant)
    post.wait_ended(1)
    assert post.copies() == sent
    store = post.check_fold()
    assert set(store.states()) <= {"suppressed: stale", "suppressed: undone"}
    assert "suppressed: stale" in store.states("marks") and set(store.states("overdue")) == {"suppressed: stale"}
    assert {key: one for key, one in store.meant.items() if key in expected.meant} == expected.meant


def test_started_last_it_means_the_same_mails_as_one_that_was_there(post: Post) -> None:
    late = _another(post)
    _live(post, DAYS)
    post.wait_ended()
    expected = post.check_fold()
    late.start()
    post.notifier = late
    post.decided(post.clock.instant)
    post.wait_ended()
    store = post.check_fold()
    assert store.meant == expected.meant


def test_a_journal_restored_from_a_backup_makes_no_mail_again_for_what_was_mailed(post: Post) -> None:
    _, work = post.lesson_with_work()
    post.days.mark(work, post.days.pupils[1], FIRST, 5)
    post.pass_window()
    post.wait_mails(1)
    operator = post.cluster.connect(post.journal, "operator")
    assert wait_job(operator, operator.backup(str(post.journal.backups))).state == "done"
    lost = post.days.work(post.days.schedule(FIRST, 2))
    post.days.mark(lost, post.days.pupils[1], FIRST, 3)
    post.pass_to(post.clock.instant + MINUTE)
    post.journal.stop()
    post.journal.restore(post.journal.newest_backup())
    post.journal.start()
    _rebuild_all(post)
    post.pass_window()
    post.wait_ended()
    assert len(post.mails) == 1 and max(post.copies().values()) == 1
    post.notifier.stop()
    assert held(post.notifier).states("marks") == ["accepted", "suppressed: undone"]


def _rebuild_all(post: Post) -> None:
    """Every consumer of the journal was ahead of the backup, and reads it anew."""
    for consumer in (post.diary, post.monitor, post.notifier):
        operator = post.cluster.connect(consumer, "operator")
        wait_for(lambda operator=operator: _state(operator, post) == "diverged", f"{consumer.name} to notice")
        assert wait_job(operator, operator.rebuild(post.journal.feed_name)).state == "done"


def _state(operator, post: Post) -> str:
    return next(one.state for one in operator.status().subscriptions if one.feed == post.journal.feed_name)


# Under load, on the real clock


def _command(scene: Scene, service, body: Message) -> None:
    item = order(scene.builder.ids.next(), scene.builder.school.school_id, body, b"")
    accepted(scene.cluster.connect(service, "desk").command(wire(item, now_us())))


def _families(scene: Scene, reader, today: date) -> dict[bytes, bytes]:
    """Two guardians of most pupils, some without an account; accounts by guardian."""
    accounts: dict[bytes, bytes] = {}
    for number, pupil in enumerate(scene.builder.school.pupils):
        for which in range(number % 3):
            guardian = schemas.commands.AddGuardian(guardian_id=scene.builder.ids.next())
            guardian.name.family, guardian.name.given = "Vetrova", "Olga"
            _command(scene, scene.journal, guardian)
            body = schemas.commands.RecordGuardianship(
                guardianship_id=scene.builder.ids.next(), guardian_id=guardian.guardian_id, pupil_id=pupil,
                basis=schemas.directory.GUARDIANSHIP_BASIS_PARENT, first_day=day_number(today - timedelta(days=40)),
            )  # fmt: skip
            _command(scene, scene.journal, body)
            if number % 5 != 4:
                accounts[guardian.guardian_id] = scene.builder.ids.next()
                login = f"family-{number}-{which}"
                made = issue(accounts[guardian.guardian_id], guardian.guardian_id, login, email=f"{login}@family.test")
                _command(scene, reader, made)
    return accounts


def test_under_a_medium_load_with_restarts_it_means_what_the_fold_says(
    cluster: Cluster, acknowledged: AckLog, today: datetime, say: Callable[[str], None]
) -> None:
    journal = cluster.journal()
    reader, watching = diary(cluster, journal), monitor(cluster, journal)
    writing = notifier(cluster, journal, reader, watching, smtp_port=0)
    writing.settings = {"marks": {"gather": "2s", "undo": "0s"}, "mail": {"parallel": 16}, "smtp": None}
    writing.write()
    for service in (journal, reader, watching, writing):
        service.start()
    scene = build(cluster, journal, acknowledged, today, **MEDIUM)
    accounts = _families(scene, reader, today.date())
    load, chance = scene.load(rate=300), random.Random(7)
    for round_number, account in enumerate(sorted(accounts.values())[:6]):
        load.run_for(1)
        wish = schemas.diary_commands.SetMailPreference(
            account_id=account, expected_version=1, marks=chance.random() < 0.7, gather_minutes=0
        )
        _command(scene, reader, wish)
        if round_number % 2:
            writing.running.kill()
            writing.start()
    load.run(lambda: False)
    load.drain()
    _check_load(scene, writing, [journal, reader, watching], say)


def _check_load(scene: Scene, writing: Notifier, feeds: list, say: Callable[[str], None]) -> None:
    newest = scene.events()[-1].recorded_at
    wait_for(lambda: writing.decided("marks") > newest + 2_100_000, "everything to be decided")
    looks = writing.looks() + 2
    wait_for(lambda: writing.looks() >= looks and writing.waiting() == 0, "everything to be written")
    writing.stop()
    store = held(writing)
    read = [list(FeedReader(scene.cluster.connect(one, "auditor"), one.feed_name, "audit").to_head()) for one in feeds]
    found = differences(store, *read, Policy(gather=2_000_000, undo=0))
    assert found == [], "\n".join(found[:10])
    assert len({mail["Message-ID"] for mail in writing.written()}) == store.states("marks").count("accepted")
    assert writing.verify()[0] == 0
    marks = sum(len(one.told) for one in store.meant.values())
    assert marks > 500
    say(f"{len(store.meant)} mails about {marks} marks: {', '.join(sorted(set(store.states())))}")
