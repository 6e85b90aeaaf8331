"""Issue line 6: two writers, one collector: what happens to one is not felt by the other."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from zvonok_interop.load import AckLog
from zvonok_interop.oracle import statistics
from zvonok_interop.oracle.duties import Judged as Fold
from zvonok_interop.orders import now_us

from cluster import Cluster, Collector, Figures, wait_job
from process import wait_for
from scenario import SMALL, Scene, build, check_figures, check_tables, subscription


def _scene(cluster: Cluster, name: str, folder: Path, today: datetime, seed: int) -> Scene:
    journal = cluster.journal(name, f"journal.{name}")
    journal.start()
    return build(cluster, journal, AckLog(folder / name / "acknowledged"), today, seed, **SMALL)


def _figures(collector: Collector, scene: Scene) -> Figures:
    today = scene.builder.shape.today
    school = scene.builder.school.school_id
    return collector.figures(school, today - timedelta(days=9), today + timedelta(days=9))


def _is_right(collector: Collector, scene: Scene, fold: Fold) -> bool:
    """The figures served now are those of this fold as of their own instant."""
    shown = _figures(collector, scene)
    return statistics.differences(statistics.figures(fold, shown.as_of), shown.rows) == []


class Served:
    """Asks for a school's figures over and over: each answer has to come, be right, and call its own feed live."""

    def __init__(self, collector: Collector, scene: Scene) -> None:
        self._collector, self._scene = collector, scene
        self._fold = Fold().apply_all(scene.events())
        self._stop, self._thread = threading.Event(), threading.Thread(target=self._run)
        self.polls = 0
        self._faults: list[str] = []

    def __enter__(self) -> Served:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        if kind is None:
            assert self._faults == [], "\n".join(self._faults[:20])
            assert self.polls > 1, "hardly asked at all"

    def wait_for_another(self) -> None:
        """Returns once figures asked for after this call have come."""
        polls = self.polls
        wait_for(lambda: self.polls > polls + 1 or bool(self._faults), "figures of the other school")

    def _run(self) -> None:
        while not self._stop.wait(0.02) and not self._faults:
            try:
                self._look()
            except Exception as error:
                self._faults.append(f"poll {self.polls}: {error!r}")

    def _look(self) -> None:
        shown = _figures(self._collector, self._scene)
        expected = statistics.figures(self._fold, shown.as_of)
        self._faults += statistics.differences(expected, shown.rows)
        state = shown.feeds[self._scene.journal.feed_name].state
        if state != "live" or not shown.rows:
            self._faults.append(f"poll {self.polls}: its feed is {state}, {len(shown.rows)} rows")
        self.polls += 1


@dataclass
class Pair:
    """Two writers and the collector that reads both; west has gone on since its last backup."""

    cluster: Cluster
    east: Scene
    west: Scene
    collector: Collector

    def west_state(self) -> str:
        return subscription(self.cluster, self.collector, self.west.journal).state

    def west_since(self) -> int:
        """Since when west is what the API of the collector says it is."""
        since = _figures(self.collector, self.east).feeds[self.west.journal.feed_name].since
        assert since is not None
        return since


@pytest.fixture
def pair(cluster: Cluster, tmp_path: Path, today: datetime) -> Pair:
    east, west = (_scene(cluster, name, tmp_path, today, seed) for seed, name in enumerate(("east", "west"), 1))
    collector = cluster.collector(east.journal, west.journal)
    for scene in (east, west):
        scene.journal.reload()
    collector.start()
    operator = cluster.connect(west.journal, "operator")
    assert wait_job(operator, operator.backup(str(west.journal.backups))).state == "done"
    load = west.load()
    load.run(lambda: load.counts.acknowledged >= 30)
    load.drain()
    check_figures(cluster, collector, {east.journal: east.events(), west.journal: west.events()})
    wait_for(lambda: subscription(cluster, collector, east.journal).state == "live", "east to be followed")
    return Pair(cluster, east, west, collector)


def test_one_writer_stopped_restored_and_rebuilt_never_touches_the_others_figures(pair: Pair) -> None:
    east, west, collector = pair.east, pair.west, pair.collector
    with Served(collector, east) as served:
        stopped_at = now_us()
        west.journal.stop()
        wait_for(lambda: pair.west_state() == "connecting", "the loss to be noticed")
        state = _figures(collector, east).feeds[west.journal.feed_name]
        # Since the last instant it spoke for: a heartbeat a half second old at most, or what its end drained.
        assert state.state == "connecting" and state.since == state.complete_until
        assert stopped_at - 1_000_000 <= pair.west_since() <= now_us()
        served.wait_for_another()
        west.journal.restore(west.journal.newest_backup())
        restored_at = now_us()
        west.journal.start()
        wait_for(lambda: pair.west_state() == "diverged", "DIVERGED")
        assert restored_at <= pair.west_since() <= now_us()
        served.wait_for_another()

    load = east.load()
    load.run(lambda: load.counts.acknowledged >= 30)
    load.drain()
    fold = Fold().apply_all(east.events())
    wait_for(lambda: _is_right(collector, east, fold), "east's figures to follow")

    operator = pair.cluster.connect(collector, "operator")
    with Served(collector, east) as served:
        assert wait_job(operator, operator.rebuild(west.journal.feed_name)).state == "done"
        served.wait_for_another()
    feeds = {east.journal: east.events(), west.journal: west.events()}
    check_figures(pair.cluster, collector, feeds)
    for scene in (east, west):
        scene.journal.stop()
        check_tables(scene.journal, feeds[scene.journal])


def _restart_collector(pair: Pair, state: str) -> None:
    pair.collector.stop()
    pair.collector.start()
    wait_for(lambda: pair.west_state() == state, f"{state} again")


def test_since_when_a_feed_has_diverged_stays_the_same_across_a_restart_of_the_collector(pair: Pair) -> None:
    pair.west.journal.stop()
    pair.west.journal.restore(pair.west.journal.newest_backup())
    pair.west.journal.start()
    wait_for(lambda: pair.west_state() == "diverged", "DIVERGED")
    since = pair.west_since()
    _restart_collector(pair, "diverged")
    assert pair.west_since() == since


def test_since_when_a_feed_is_away_stays_the_same_across_a_restart_of_the_collector(pair: Pair) -> None:
    pair.west.journal.stop()
    wait_for(lambda: pair.west_state() == "connecting", "the loss to be noticed")
    since = pair.west_since()
    _restart_collector(pair, "connecting")
    assert pair.west_since() == since
