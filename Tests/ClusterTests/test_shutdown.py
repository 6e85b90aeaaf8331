"""Issue line 13: SIGTERM under load: readiness falls, what is parked is answered, all is drained, nothing is lost."""

from __future__ import annotations

import signal
import time
from datetime import datetime

from google.protobuf.message import Message
from zvonok_interop.load import AckLog
from zvonok_interop.reader import FeedReader

from cluster import Cluster
from process import PATIENCE
from scenario import LARGE, UNPACED, build, check_figures, check_promises, check_tables

# Readiness falls at once; this is for a machine that is busy with something else, in seconds.
SOON = 5.0
# So many commands a collector is to catch up with, in so many parts.
BACKLOG, PARTS = 20_000, 6


def test_a_journal_ended_under_load_drains_and_loses_nothing(
    cluster: Cluster, acknowledged: AckLog, today: datetime
) -> None:
    journal = cluster.journal()
    collector = cluster.collector(journal)
    journal.start()
    collector.start()
    scene = build(cluster, journal, acknowledged, today, **LARGE)
    load, auditor = scene.load(window=64, senders=2), cluster.connect(journal, "auditor")
    # A type of which nothing comes: the fetch stays parked although the feed grows.
    watcher = FeedReader(auditor, journal.feed_name, "watcher", ("StaffLeft",))
    list(watcher.to_head())
    load.run_for(1)
    parked = auditor.send(watcher.request(wait_ms=30_000))
    load.run_for(0.2)
    journal.running.send_signal(signal.SIGTERM)
    statuses: list[tuple[float, int]] = []
    asked = time.monotonic()
    answers: list[Message] = []

    def has_ended() -> bool:
        """Reads the parked fetch's answer as it comes: libzmq drops what is unread when the connection ends."""
        statuses.append((time.monotonic() - asked, journal.health("readyz")[0]))
        if (answer := auditor.receive(0)) is not None and answer.request_id == parked:
            answers.append(answer.message)
        return not journal.running.is_running

    load.run(has_ended)
    assert journal.running.wait() == 0, journal.running.tail()
    fallen = next(at for at, (_, status) in enumerate(statuses) if status != 200)
    assert statuses[fallen][0] < SOON and all(status != 200 for _, status in statuses[fallen:]), statuses
    assert [list(answer.events) for answer in answers] == [[]], "the parked fetch was not answered"
    journal.start()
    load.run_for(0.3)
    load.drain()
    events = check_promises(scene)
    check_figures(cluster, collector, {journal: events})
    assert collector.running.terminate() == 0
    journal.stop()
    check_tables(journal, events)


def test_a_collector_ended_while_catching_up_goes_on_where_it_was(
    cluster: Cluster, acknowledged: AckLog, today: datetime
) -> None:
    """Ended several times, each time a part further on, so that it is met in the middle of a batch."""
    journal = cluster.journal()
    collector = cluster.collector(journal)
    journal.start()
    scene = build(cluster, journal, acknowledged, today, **LARGE)
    load = scene.load(window=128, senders=2, rate=UNPACED)
    load.run(lambda: load.counts.acknowledged >= BACKLOG, timeout=2 * PATIENCE)
    load.drain()
    events = check_promises(scene)
    ended_at = []
    for part in range(1, PARTS):
        collector.start()
        operator = cluster.connect_anew(collector, cluster.sender("operator"))
        goal = len(events) * part // PARTS
        while (cursor := operator.status().subscriptions[0].cursor) < goal:
            assert collector.running.is_running, collector.running.tail()
        collector.stop()
        ended_at.append(cursor)
    assert ended_at[0] < len(events), "it had caught up before it could be ended"
    collector.start()
    check_figures(cluster, collector, {journal: events})


def test_a_second_process_on_the_same_store_is_refused_and_told_who_holds_it(cluster: Cluster) -> None:
    journal = cluster.journal()
    first = journal.start()
    second = journal.start(is_waiting=False)
    assert second.wait() == 75
    assert str(first.pid) in second.tail()
    journal.process = first
    assert journal.health("readyz")[0] == 200
