"""Issue 3, line 3: five services on one school; whichever is killed, whenever: every promise is kept once, no mail is
meant twice, and weeks, obligations, alerts, intents and figures equal the oracle's folds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from zvonok_interop import schemas
from zvonok_interop.client import accepted
from zvonok_interop.load import AckLog, Load
from zvonok_interop.orders import now_us, order, set_clock_offset, wire

from cluster import Cluster
from diary import GUARDIAN, issue
from families import Families, Family
from five import GATHER_MINUTES, Five, five
from five_audit import Expected, check_all, id_of, under_way
from loaded_five import TODAY, give_mark, last_mark, loaded_school
from mail_server import mail_server
from played_school import DAYS, END, MORNING, PlayedSchool
from process import wait_for
from scenario import LARGE, Scene, check_promises, reach_rate
from school_days import MINUTE, SECOND

# Some 140,000 marks: for a hundred kills.
VAST = LARGE | {"days": 45}


@pytest.fixture
def whole(cluster: Cluster, tmp_path: Path) -> Iterator[Five]:
    """Five services on a clock that stands at a morning, all started."""
    with mail_server() as mail:
        made = five(cluster, tmp_path, MORNING, mail)
        made.start()
        yield made
    set_clock_offset(0)


@pytest.fixture
def scene(whole: Five, acknowledged: AckLog, request: pytest.FixtureRequest) -> Scene:
    """A large school in it, with families of the first pupils."""
    return loaded_school(whole, acknowledged, **request.param)


@pytest.mark.parametrize(
    ("count", "scene"),
    [(3, LARGE), pytest.param(20, VAST, marks=[pytest.mark.long, pytest.mark.timeout(3600)])],
    indirect=["scene"],
    ids=["3", "20"],
)
def test_all_five_killed_at_random_under_load_lose_nothing_and_do_nothing_twice(
    whole: Five, scene: Scene, count: int, say: Callable[[str], None]
) -> None:
    load, chance = scene.load(window=64, senders=2), random.Random(count)
    again: Counter[bytes] = Counter()
    rates = []
    for number in range(count):
        rates += [_kill(whole, name, load, chance, again) for name in _shuffled(whole, chance)]
        if number == 0:
            _lose_rights(whole, scene)
    load.run_for(0.5)
    load.drain()
    say(
        f"{len(rates)} kills of five services at {min(rates):.0f} to {max(rates):.0f} commands a second: "
        f"{load.counts.acknowledged} acknowledged, {load.counts.retried} retried, {again.total()} mails under way"
    )
    instant = last_mark(whole, scene)
    check_promises(scene)
    expected = Expected.of(whole, instant)
    first = TODAY.date() - timedelta(days=7)
    withheld = check_all(whole, expected, scene.extra, instant, first, again)
    assert len(withheld) >= 2, "nothing was being gathered for a family that lost its right to it"
    assert len(whole.mail.accepted) > 10


def _shuffled(whole: Five, chance: random.Random) -> list[str]:
    names = list(whole.services)
    chance.shuffle(names)
    return names


def _lose_rights(whole: Five, scene: Scene) -> None:
    """Of two families, while marks are gathered for both: a guardianship has ended, an account is closed. Each child has
    a mark of just before, when no earlier one is being gathered any more: nobody knows what the load brought last."""
    for owner in (whole.journal, whole.diary):
        wait_for(lambda: owner.health("readyz")[0] == 200, f"{owner.name} to be ready")  # noqa: B023
    families: Families = scene.extra
    ended, closed = families.known[-2:]
    whole.at(whole.clock.instant + 2 * GATHER_MINUTES * MINUTE)
    for family in (ended, closed):
        give_mark(scene, family.pupils[0])
    # The journal's instants run ahead of a clock that stands, the diary's do not.
    whole.at(whole.clock.instant + SECOND)
    families.end(ended, ended.pupils[0], TODAY.date() - timedelta(days=1))
    families.close(closed)


def _kill(whole: Five, name: str, load: Load, chance: random.Random, again: Counter[bytes]) -> float:
    """Once a whole second had the rate; returns that. Counts the mails that were under way when the notifier died."""
    rate = reach_rate(load)
    load.burst(chance.uniform(0.01, 0.3))
    service = whole.services[name]
    service.running.kill()
    if name == "notifier":
        again.update(under_way(service.store))
    service.start(is_waiting=name == "journal")
    return rate


# At named points, while the days of a small school pass


class Doomed(PlayedSchool):
    """Days on which services die where they are told to."""

    def __init__(self, five: Five, seed: int = 3) -> None:
        super().__init__(five, seed)
        self.deaths: list[str] = []
        # How often each mail was under way when the notifier died.
        self.again: Counter[bytes] = Counter()

    def doom(self, name: str, point: str) -> None:
        service = self._five.services[name]
        service.stop()
        service.start(die_at=point, is_waiting=False)

    def bury(self, name: str) -> None:
        """It has died of that, and starts again."""
        service = self._five.services[name]
        service.running.wait_killed()
        if name == "notifier":
            self.again.update(under_way(service.store))
        service.start()

    def day_with_deaths(self, on: date, *deaths: tuple[str, str]) -> None:
        for name, point in deaths:
            self.doom(name, point)
        self.deaths = [name for name, _ in deaths]
        self.play_day(on)

    def _see(self, instant: int) -> None:
        self.at(instant)
        for name in self.deaths:
            self.bury(name)
        self.deaths = []
        super()._see(instant)


APPLYING, REBUILDING = "after-apply-before-commit:20", "in-rebuild-before-switch"


def test_killed_at_every_named_point_five_services_do_everything_once(whole: Five) -> None:
    school = Doomed(whole)
    wednesday, thursday, friday, monday, tuesday = DAYS
    school.day_with_deaths(wednesday, ("notifier", "after-mail-accepted-before-record"), ("collector", APPLYING))
    _night_with_death(school, wednesday, "monitor", "after-raising-before-commit")
    school.day_with_deaths(thursday, ("monitor", APPLYING), ("notifier", APPLYING))
    school.night(thursday)
    school.day_with_deaths(friday, ("diary", "after-apply-before-commit:10"))
    school.night(friday)
    _issue_to_the_dying(whole, school)
    school.play_day(monday)
    school.night(monday)
    for name in whole.consumers:
        _rebuild(whole, school, name)
    school.play_day(tuesday)
    school.night(tuesday)
    expected = Expected.of(whole, END)
    check_all(whole, expected, school.families, END, wednesday, school.again)
    twice = {key for key, count in Counter(map(id_of, whole.mail.accepted)).items() if count > 1}
    assert twice and twice <= school.again.keys(), "what the server had taken on when the notifier died came again"


def _night_with_death(school: Doomed, on: date, name: str, point: str) -> None:
    school.doom(name, point)
    school.deaths = [name]
    school.night(on)


def _issue_to_the_dying(whole: Five, school: Doomed) -> None:
    """An account is issued, and the answer never comes; asked again, the stored one does."""
    school.doom("diary", "after-commit-before-answer")
    wait_for(lambda: whole.diary.health("readyz")[0] == 200, "the diary to be ready")
    client = whole.cluster.connect(whole.diary, "desk")
    new_id = school._builder.ids.next
    late = Family(new_id(), new_id(), "kedrova", [])
    body = issue(late.account, late.guardian, late.login, GUARDIAN, late.address)
    message = wire(order(new_id(), school.school.school_id, body, b""), now_us())
    client.forget(client.send(message))
    school.bury("diary")
    assert accepted(client.command(message)) == accepted(client.command(message))


def _rebuild(whole: Five, school: Doomed, name: str) -> None:
    """It dies before the new rows take the old ones' place; started again it goes on by itself."""
    school.doom(name, REBUILDING)
    wait_for(lambda: whole.services[name].health("readyz")[0] == 200, f"{name} to be ready")
    operator = whole.cluster.connect(whole.services[name], "operator")
    operator.forget(operator.send(schemas.operator.Rebuild(feed=whole.journal.feed_name)))
    school.bury(name)
    whole.wait_read(whole.clock.instant, name)
