"""Issue line 12: a consumer that comes late reads all there is, in bounded memory on both sides."""

from __future__ import annotations

import time
from datetime import datetime

import pytest
from zvonok_interop.load import AckLog

from cluster import Cluster, Collector
from process import wait_for
from scenario import build, check_figures, check_promises

BACKLOG = 50_000
# Some 56,000 marks.
BACKLOG_SHAPE = {"days": 12, "pupils_per_class": 25, "works_per_lesson": 36}
# The goal is 150 MB for an optimized build; a debug build holds more.
MEMORY_LIMIT = 400_000_000
# Commands a second: as many as the owner takes.
UNPACED = 1_000_000.0


@pytest.mark.timeout(300)
def test_a_backlog_of_50000_events_is_caught_up_in_bounded_memory(
    cluster: Cluster, acknowledged: AckLog, today: datetime
) -> None:
    journal = cluster.journal()
    collector = cluster.collector(journal)
    journal.start()
    scene = build(cluster, journal, acknowledged, today, **BACKLOG_SHAPE)
    load = scene.load(window=128, senders=2, rate=UNPACED)
    started = time.monotonic()
    load.run(lambda: load.counts.acknowledged >= BACKLOG, timeout=200)
    load.drain()
    wrote = time.monotonic() - started
    events = check_promises(scene)
    assert len(events) >= BACKLOG
    started = time.monotonic()
    collector.start()
    head = len(events)
    wait_for(lambda: _cursor(cluster, collector) == head, "the collector to be at the head", timeout=120)
    took = time.monotonic() - started
    check_figures(cluster, collector, {journal: events})
    memory = {one.name: one.running.resident_bytes() for one in (journal, collector)}
    print(
        f"\n{head} events: written at {load.counts.acknowledged / wrote:.0f} commands a second, "
        f"caught up at {head / took:.0f} a second; memory in MB: "
        + ", ".join(f"{name} {size / 1e6:.0f}" for name, size in memory.items())
    )
    assert all(size < MEMORY_LIMIT for size in memory.values()), memory


def _cursor(cluster: Cluster, collector: Collector) -> int:
    subscriptions = cluster.connect(collector, "operator").status().subscriptions
    return max((one.cursor for one in subscriptions), default=0)
