"""What most tests do: build a school, put it under load, and hold everything against the oracle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from google.protobuf.message import Message
from zvonok_interop.builder import Builder, Shape
from zvonok_interop.load import AckLog, Load, carry_out
from zvonok_interop.oracle import journal as journal_fold
from zvonok_interop.oracle import statistics
from zvonok_interop.oracle.acknowledged import Audit
from zvonok_interop.oracle.duties import Judged
from zvonok_interop.reader import FeedReader
from zvonok_interop.workload import Workload

from cluster import Cluster, Collector, Journal
from process import PATIENCE, wait_for
from stores import fold_differences

# Commands a second that a load aims at, so that a school lasts as long as its test.
PACE = 800
# As many as the owner takes.
UNPACED = 1_000_000.0
SMALL = {"days": 3, "pupils_per_class": 10, "works_per_lesson": 1}
# Some 2,500 marks.
MEDIUM = {"days": 4, "pupils_per_class": 15, "works_per_lesson": 10}
# Some 25,000 marks: half a minute at the usual pace.
LARGE = {"days": 8, "pupils_per_class": 25, "works_per_lesson": 24}
# Some 95,000 marks: two minutes at the usual pace.
HUGE = LARGE | {"days": 30}


@dataclass
class Scene:
    """One journal with a school in it, the promises made for it, and the means to go on."""

    cluster: Cluster
    journal: Journal
    log: AckLog
    builder: Builder
    workload: Workload
    loads: list[Load] = field(default_factory=list)
    attached_collector: Collector | None = None
    # What one test module adds to its scene.
    extra: Any = None

    @property
    def collector(self) -> Collector:
        """The collector that reads this journal, where the test has one."""
        assert self.attached_collector is not None, "this scene has no collector"
        return self.attached_collector

    def load(self, window: int = 64, senders: int = 1, patience: float = 2.0, rate: float = PACE) -> Load:
        """A load on this school; the workload goes on where an earlier load left it."""
        desks = ["desk", "desk-2", "desk-3", "desk-4"][:senders]
        clients = [self.cluster.connect(self.journal, desk) for desk in desks]
        made = Load(clients, self.workload, self.log, window, patience, rate)
        self.loads.append(made)
        return made

    def feed(self) -> Iterator[Message]:
        """The whole feed event by event, its chain recomputed."""
        return FeedReader(self.cluster.connect(self.journal, "auditor"), self.journal.feed_name, "audit").to_head()

    def events(self) -> list[Message]:
        """The whole feed, its chain recomputed."""
        return list(self.feed())


def build(
    cluster: Cluster,
    journal: Journal,
    log: AckLog,
    today: datetime,
    seed: int = 1,
    patience: float = PATIENCE,
    **shape: Any,
) -> Scene:
    """A school in a running journal, made within so many seconds."""
    builder = Builder(seed, Shape(today=today.date(), **shape), start_ms=int(today.timestamp() * 1000))
    carry_out(cluster.connect(journal, "desk"), builder.orders, log, timeout=patience)
    return Scene(cluster, journal, log, builder, Workload(builder))


def audited(scene: Scene) -> Iterator[Message]:
    """The feed event by event; at its end every promise has been held against it."""
    for load in scene.loads:
        assert load.rejections == [], f"rejected under load: {load.counts.rejected}"
    promises = Audit()
    for event in scene.feed():
        promises.take(event)
        yield event
    faults = promises.faults(AckLog.each(scene.log.path))
    assert faults == [], "\n".join(faults[:20])


def check_promises(scene: Scene) -> list[Message]:
    """Every acknowledged command is in the feed once, and the chain holds; returns the feed."""
    return list(audited(scene))


def check_figures(cluster: Cluster, collector: Collector, journals: dict[Journal, list[Message]]) -> None:
    """The figures of each journal's schools are what a fold of its feed says, as of the instant they name."""
    for journal, events in journals.items():
        wait_caught_up(cluster, collector, journal, len(events))
        check_fold(collector, Judged().apply_all(events))


def check_fold(collector: Collector, fold: Judged) -> None:
    """The figures of a collector that has caught up are what this fold says."""
    for school in fold.schools:
        check_school(collector, fold, school)


def check_school(collector: Collector, fold: Judged, school: bytes) -> None:
    """One school's figures against the fold."""
    days = [lesson["date"] for lesson in fold.lessons.values() if lesson["school"] == school]
    first, last = min(days) - timedelta(days=1), max(days) + timedelta(days=1)
    shown = collector.figures(school, first, last)
    expected = {key: day for key, day in statistics.figures(fold, shown.as_of).items() if key[0] == school}
    differences = statistics.differences(expected, shown.rows)
    assert differences == [], "\n".join(differences[:20])
    assert shown.rows, "no figures at all"


def wait_caught_up(
    cluster: Cluster, collector: Collector, journal: Journal, sequence: int, timeout: float = PATIENCE
) -> None:
    """Returns once the collector's cursor of this feed has reached the sequence."""
    wait_for(
        lambda: subscription(cluster, collector, journal).cursor >= sequence,
        f"{journal.feed_name} at {sequence} in {collector.name}",
        timeout,
    )


def subscription(cluster: Cluster, collector: Collector, journal: Journal) -> Message:
    """What the collector says of its subscription to this journal."""
    status = cluster.connect(collector, "operator").status()
    return next(one for one in status.subscriptions if one.feed == journal.feed_name)


def check_tables(journal: Journal, events: list[Message]) -> None:
    """The journal's own tables are the fold of its feed, and `verify --full` agrees. The journal must be stopped."""
    fold = journal_fold.Journal().apply_all(events)
    differences = fold_differences(fold, journal.store)
    assert differences == [], "\n".join(differences[:20])
    status, output = journal.verify()
    assert status == 0, output


def check_everything(scene: Scene, collector: Collector | None = None) -> list[Message]:
    """Promises, chain, figures and tables; ends with the journal stopped. Returns the feed."""
    events = check_promises(scene)
    if collector is not None:
        check_figures(scene.cluster, collector, {scene.journal: events})
    scene.journal.stop()
    check_tables(scene.journal, events)
    return events
