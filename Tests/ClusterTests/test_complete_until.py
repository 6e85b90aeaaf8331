"""Issue line 7: no event ever comes at or before an instant that was called complete, whatever the clock does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from zvonok_interop.load import AckLog
from zvonok_interop.oracle.duties import Judged
from zvonok_interop.oracle.statistics import Day
from zvonok_interop.orders import now_us, set_clock_offset
from zvonok_interop.reader import FeedReader

from clock_shift import ShiftedClock
from cluster import Cluster, Collector, Figures, Journal
from process import wait_for
from scenario import SMALL, Scene, build, check_figures, check_fold, subscription
from school_days import FIRST, MINUTE, SchoolDays, moscow
from simulated_clock import SimulatedClock
from tracing import attached, delaying

HOUR = 3_600 * 1_000_000


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[ShiftedClock]:
    yield ShiftedClock(tmp_path)
    set_clock_offset(0)


def _set_back(clock: ShiftedClock) -> None:
    """The machine's clock, by which the owner and its senders live."""
    clock.set_offset(-HOUR)
    set_clock_offset(-HOUR)


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime, clock: ShiftedClock) -> Scene:
    journal = cluster.journal()
    journal.environment = clock.environment
    journal.start()
    return build(cluster, journal, acknowledged, today, **SMALL)


def _reader(scene: Scene, name: str = "watch") -> FeedReader:
    """Its steps fail on any event at or before an instant that a batch called complete."""
    return FeedReader(scene.cluster.connect(scene.journal, "auditor"), scene.journal.feed_name, name)


def _work(scene: Scene, commands: int = 20) -> None:
    load = scene.loads[-1] if scene.loads else scene.load(window=4)
    goal = load.counts.acknowledged + commands
    load.run(lambda: load.counts.acknowledged >= goal)
    load.drain()


def test_a_reader_that_is_behind_is_promised_nothing_beyond_the_next_event(scene: Scene) -> None:
    events, reader = scene.events(), _reader(scene)
    reader.max_events = 7
    while reader.cursor.sequence < len(events):
        reader.step()
        if reader.cursor.sequence < len(events):
            assert reader.last.complete_until == events[reader.cursor.sequence].recorded_at - 1


def test_a_filtered_reader_is_promised_no_more_than_its_through(scene: Scene) -> None:
    events, reader = scene.events(), _reader(scene)
    reader.types, reader.max_events = ("WorkCreated",), 1
    while reader.cursor.sequence < len(events):
        reader.step()
        through = reader.cursor.sequence
        if through < len(events):
            assert reader.last.complete_until < events[through].recorded_at


def test_a_transaction_held_between_its_instant_and_its_commit_is_promised_to_nobody(
    scene: Scene, tmp_path: Path
) -> None:
    reader = _reader(scene)
    list(reader.to_head())
    load = scene.load(window=1)
    wal = scene.journal.store.with_name(scene.journal.store.name + "-wal")
    with attached(scene.journal.running, tmp_path / "trace", delaying("fdatasync", wal, 1.5, "1..2")):
        started = now_us()
        load.run(lambda: now_us() - started > 500_000)
        assert load.in_flight == 1, "the commit was not held"
        held = reader.step()
        assert held == [] and reader.promised < started, "complete until lies in the open transaction"
        load.drain()
    list(reader.to_head())


def test_a_clock_set_back_an_hour_while_running_breaks_no_promise(scene: Scene, clock: ShiftedClock) -> None:
    reader = _reader(scene)
    _work(scene)
    list(reader.to_head())
    _set_back(clock)
    before = reader.promised
    _work(scene)
    assert list(reader.to_head()) and reader.promised > before
    reader.step(wait_ms=1_200)
    _work(scene)
    assert list(reader.to_head())


def test_a_clock_set_back_across_a_kill_breaks_no_promise(scene: Scene, clock: ShiftedClock) -> None:
    reader = _reader(scene)
    _work(scene)
    list(reader.to_head())
    reader.step(wait_ms=1_200)
    scene.journal.running.kill()
    _set_back(clock)
    scene.journal.start()
    reader.step()
    _work(scene)
    assert list(reader.to_head())


def test_transactions_in_one_microsecond_still_ascend(scene: Scene, clock: ShiftedClock) -> None:
    reader = _reader(scene)
    list(reader.to_head())
    clock.stop_at(now_us())
    load = scene.load(window=1)
    for goal in range(1, 31):
        load.run(lambda goal=goal: load.counts.acknowledged >= goal)
        reader.step()
    load.drain()
    recorded = [event.recorded_at for event in scene.events()]
    assert all(later > earlier for earlier, later in zip(recorded, recorded[1:], strict=False))


def test_a_collector_that_is_behind_counts_no_lesson_as_held_before_it_may(
    cluster: Cluster, acknowledged: AckLog, today: datetime
) -> None:
    """Its figures are at every moment those of its own instant, never those of the clock."""
    journal = cluster.journal()
    collector = cluster.collector(journal)
    journal.start()
    scene = build(cluster, journal, acknowledged, today, **SMALL)
    collector.start()
    check_figures(cluster, collector, {journal: scene.events()})
    collector.stop()
    _work(scene, 40)
    journal.running.kill()
    collector.start()
    first, last = scene.builder.school.lessons[0].on, scene.builder.school.lessons[-1].on
    shown = collector.figures(scene.builder.school.school_id, first, last)
    assert shown.as_of <= max(state.complete_until for state in shown.feeds.values())
    journal.start()
    check_figures(cluster, collector, {journal: scene.events()})


@dataclass
class Filling:
    """A journal and a collector on a clock that is moved by hand."""

    cluster: Cluster
    journal: Journal
    collector: Collector
    days: SchoolDays

    def shown(self) -> Figures:
        return self.collector.figures(self.days.school.school_id, FIRST, FIRST)

    def day(self) -> Day:
        """The figures of the class on the one day."""
        (found,) = self.shown().rows.values()
        return found

    def decided(self, instant: int) -> None:
        """Returns once the figures stand as of this instant or a later one."""
        wait_for(lambda: (self.shown().as_of or 0) >= instant, f"figures as of {instant}")

    def events(self) -> list:
        return list(FeedReader(self.cluster.connect(self.journal, "auditor"), self.journal.feed_name).to_head())

    def wait_state(self, state: str) -> None:
        wait_for(lambda: subscription(self.cluster, self.collector, self.journal).state == state, state)


@pytest.fixture
def filling(cluster: Cluster, tmp_path: Path) -> Iterator[Filling]:
    clock = SimulatedClock(tmp_path / "simulated", moscow(FIRST, 7))
    journal = cluster.journal()
    collector = cluster.collector(journal)
    for service in (journal, collector):
        service.settings = {"clock": {"simulated-file": str(clock.path)}}
        service.write()
    journal.start()
    collector.start()
    yield Filling(cluster, journal, collector, SchoolDays(cluster.connect(journal, "desk"), clock))
    set_clock_offset(0)


def _missing(day: Day) -> tuple[int, int, int]:
    return day.topics_missing, day.homework_missing, day.rolls_missing


def test_a_lesson_falls_due_while_its_owner_is_dead_and_is_missing_only_once_the_owner_is_back(
    filling: Filling,
) -> None:
    """By the clock, which the collector lives by too, everything has long been due."""
    days = filling.days
    lesson = days.schedule(FIRST)
    before_due = days.end_of(lesson) + 59 * MINUTE
    days.at(before_due)
    filling.decided(before_due)
    before = filling.day()
    assert (before.held, _missing(before)) == (1, (0, 0, 0))
    filling.journal.running.kill()
    filling.wait_state("connecting")
    days.at(moscow(FIRST + timedelta(days=3), 12))
    for _ in range(2):
        # At a start it decides what fell due meanwhile; it must not go by its own clock there either.
        filling.collector.stop()
        filling.collector.start()
        filling.wait_state("connecting")
        assert filling.day() == before and filling.shown().as_of < days.end_of(lesson) + 60 * MINUTE
    filling.journal.start()
    filling.decided(moscow(FIRST + timedelta(days=1), 0))
    assert _missing(filling.day()) == (1, 1, 1)
    check_fold(filling.collector, Judged().apply_all(filling.events()))


def test_what_was_entered_in_time_is_never_missing_to_a_collector_that_has_not_read_it_yet(filling: Filling) -> None:
    days = filling.days
    entered, empty = days.schedule(FIRST, 1), days.schedule(FIRST, 3)
    at_end = days.end_of(entered)
    assert at_end < days.end_of(empty)
    days.at(at_end)
    filling.decided(at_end)
    before = filling.day()
    filling.collector.stop()
    days.topic(entered)
    days.homework(entered)
    days.roll(entered)
    filling.journal.running.kill()
    days.at(moscow(FIRST + timedelta(days=3), 12))
    filling.collector.start()
    filling.wait_state("connecting")
    assert filling.day() == before and _missing(before) == (0, 0, 0)
    filling.journal.start()
    filling.decided(moscow(FIRST + timedelta(days=1), 0))
    after = filling.day()
    assert _missing(after) == (1, 1, 1)
    assert (after.topics_on_time, after.homework_on_time, after.rolls_on_time) == (1, 1, 1)
    check_fold(filling.collector, Judged().apply_all(filling.events()))
