"""A consumer that comes late to a large feed, against a bare bulk insert of the rows it ends with."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from cluster import Cluster, Collector
from process import wait_for
from scenario import subscription

from . import workload
from .machine import Tools, peak_megabytes, remove_store
from .scene import Stage
from .table import Line, thousands

GOAL = 0.33
MEMORY_GOAL = 150
# As many as a batch has at most (FeedReader.maximumEvents).
_ROWS_A_TRANSACTION = 4_096
_PATIENCE = 1_800


def measure(folder: Path, tools: Tools, events: int) -> list[Line]:
    cluster = Cluster(folder)
    try:
        stage = Stage(cluster, tools, events)
        journal = stage.journal
        late = cluster.collector(journal)
        stopped = cluster.collector(journal, name="stopped")
        journal.reload()
        stopped.start()
        # It keeps its connection and its parked fetch, and reads nothing from here on.
        stopped.running.send_signal(signal.SIGSTOP)
        workload.write_messages(stage.messages, workload.marks(stage.builder), events)
        written = stage.drive(events, 4, 256)
        head = cluster.connect(journal, "operator").status().feed.head
        started = time.monotonic()
        late.start()
        wait_for(lambda: _cursor(cluster, late, stage) >= head, f"the collector at {head}", _PATIENCE)
        took = time.monotonic() - started
        memory = [peak_megabytes(one.running) for one in (journal, late)]
        late.stop()
        bare = _bare(tools, late, folder)
        return [
            Line(
                f"events caught up a second, of {thousands(head)}",
                thousands(head / took),
                thousands(bare["count"] / bare["seconds"]),
                bare["seconds"] / took,
                GOAL,
                f"{thousands(bare['count'])} rows; written at {thousands(events / written['seconds'])} a second",
            ),
            Line("  peak MB of the journal-writer", f"{memory[0]:.0f}", note=f"goal {MEMORY_GOAL}, one consumer stopped"),
            Line("  peak MB of the collector", f"{memory[1]:.0f}", note=f"goal {MEMORY_GOAL}"),
        ]  # fmt: skip
    finally:
        cluster.close()


def _cursor(cluster: Cluster, collector: Collector, stage: Stage) -> int:
    cursor: int = subscription(cluster, collector, stage.journal).cursor
    return cursor


def _bare(tools: Tools, collector: Collector, folder: Path) -> dict[str, float]:
    target = folder / "rows.sqlite"
    remove_store(target)
    return tools.run_json("rows", collector.store, target, _ROWS_A_TRANSACTION)
