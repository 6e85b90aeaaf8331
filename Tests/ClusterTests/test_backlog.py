"""Issue line 12: consumers that come late read all there is, in bounded memory on both sides."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from google.protobuf.message import Message
from zvonok_interop.load import AckLog
from zvonok_interop.oracle.duties import Judged as Fold

from cluster import Cluster, Collector, Service
from process import STEP
from scenario import UNPACED, Scene, audited, build, check_fold, wait_caught_up

Say = Callable[[str], None]

# Some 48,000 marks, a fifth of them changed or withdrawn.
SMALL_BACKLOG = {"days": 12, "pupils_per_class": 25, "works_per_lesson": 36}
# Some 860,000 marks, in a school with as many lessons a day as there are numbers for them.
LARGE_BACKLOG = {"days": 50, "classes": 15, "pupils_per_class": 30, "lessons_per_day": 1, "works_per_lesson": 36}
# The most a process may ever hold, in bytes; also in a debug build.
MEMORY_LIMIT = 150_000_000
# How often a run says how far it is.
PARTS = 10
# A consumer that gets no further for so long will not, in seconds.
STANDSTILL = 60.0


@dataclass
class Backlog:
    """A journal with consumers that have it all before them: one that is new, one that was stopped before it grew."""

    scene: Scene
    stopped: Collector
    newcomer: Collector
    say: Say

    def grow(self, events: int) -> None:
        """Writes so many events by commands, one consumer being stopped all the while."""
        load, journal = self.scene.load(window=128, senders=2, rate=UNPACED), self.scene.journal
        for part in range(1, PARTS + 1):
            goal, started, before = events * part // PARTS, time.monotonic(), load.counts.acknowledged
            load.run(lambda goal=goal: load.counts.acknowledged >= goal, timeout=300)
            rate = (load.counts.acknowledged - before) / (time.monotonic() - started)
            self.say(f"written {goal} at {rate:.0f} a second, a consumer stopped: {_memory(journal)}")
        load.drain()

    def follow(self, collector: Collector, head: int) -> float:
        """Starts the collector; returns once it is at the head, and how long that took. TimeoutError."""
        started = moved = time.monotonic()
        collector.start()
        # A new connection: an older one would wait long before it tried again.
        operator = self.scene.cluster.connect_anew(collector, self.scene.cluster.sender("operator"))
        cursor, shown = 0, head // PARTS
        while cursor < head:
            now, last = time.monotonic(), cursor
            cursor = operator.status().subscriptions[0].cursor
            moved = now if cursor > last else moved
            if now - moved > STANDSTILL:
                raise TimeoutError(f"{collector.name} has stood at {cursor} of {head} for {STANDSTILL} s")
            if cursor >= shown:
                self.say(f"{collector.name} at {cursor}: {_memory(self.scene.journal)}; {_memory(collector)}")
                shown = cursor + head // PARTS
            time.sleep(STEP)
        return time.monotonic() - started

    def progress(self, events: Iterable[Message], total: int) -> Iterator[Message]:
        """The same events, telling now and then how far the audit is."""
        for event in events:
            if event.sequence % (total // PARTS) == 0:
                own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
                self.say(f"audited {event.sequence}: {_memory(self.scene.journal)}; the audit itself {own:.0f} MB")
            yield event


def _memory(service: Service) -> str:
    now, peak = service.running.resident_bytes(), service.running.peak_bytes()
    return f"{service.name} {now / 1e6:.0f} MB (peak {peak / 1e6:.0f})"


def _check_memory(*services: Service) -> None:
    peaks = {service.name: service.running.peak_bytes() for service in services}
    assert all(peak < MEMORY_LIMIT for peak in peaks.values()), peaks


@pytest.fixture
def backlog(cluster: Cluster, acknowledged: AckLog, today: datetime, shape: dict[str, Any], say: Say) -> Backlog:
    """A school without marks, read by one consumer that has been stopped since."""
    journal = cluster.journal()
    stopped, newcomer = cluster.collector(journal, name="stopped"), cluster.collector(journal, name="newcomer")
    journal.start()
    stopped.start()
    scene = build(cluster, journal, acknowledged, today, patience=180, **shape)
    head = max(promise.last or 0 for promise in AckLog.each(acknowledged.path))
    wait_caught_up(cluster, stopped, journal, head, timeout=180)
    stopped.stop()
    return Backlog(scene, stopped, newcomer, say)


@pytest.mark.parametrize(
    ("events", "shape"),
    [
        pytest.param(50_000, SMALL_BACKLOG, id="50000"),
        pytest.param(1_000_000, LARGE_BACKLOG, id="1000000", marks=[pytest.mark.long, pytest.mark.timeout(1200)]),
    ],
)
def test_a_backlog_is_caught_up_by_a_new_and_by_a_stopped_consumer_in_bounded_memory(
    backlog: Backlog, events: int, say: Say
) -> None:
    journal = backlog.scene.journal
    backlog.grow(events)
    _check_memory(journal)
    head = 0
    fold = Fold()
    for event in backlog.progress(audited(backlog.scene), events):
        fold.apply(event)
        head = event.sequence
    assert head >= events
    for collector in (backlog.newcomer, backlog.stopped):
        took = backlog.follow(collector, head)
        check_fold(collector, fold)
        say(f"{collector.name}: at {head} after {took:.1f} s; {_memory(journal)}; {_memory(collector)}")
        _check_memory(journal, collector)
