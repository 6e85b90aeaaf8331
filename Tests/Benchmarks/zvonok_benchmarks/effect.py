"""From a command's send to its effect in another service's store, against a bare round trip and two bare commits."""

from __future__ import annotations

from pathlib import Path

from cluster import Cluster

from . import workload
from .commands import record
from .machine import Tools
from .scene import Stage
from .table import Line

_MARK_IS_COUNTED = "SELECT 1 FROM mark WHERE source = 1 AND mark_id = ?1"


def measure(folder: Path, tools: Tools, marks: int) -> list[Line]:
    cluster = Cluster(folder)
    try:
        stage = Stage(cluster, tools, marks)
        collector = cluster.collector(stage.journal)
        workload.write_messages(stage.messages, workload.marks(stage.builder), marks)
        stage.keep()
        statements = record(stage, marks)
        bare = tools.run_json(
            "effect", stage.bare_store("bare-1.sqlite"), stage.bare_store("bare-2.sqlite"), statements, 400
        )
        stage.begin_round()
        collector.start()
        ours = stage.drive(marks, 1, 1, collector.store, _MARK_IS_COUNTED)
        return [
            _line("median", ours, bare, 0),
            _line("p99", ours, bare, 1),
        ]
    finally:
        cluster.close()


def _line(name: str, ours: dict[str, list[float]], bare: dict[str, list[float]], index: int) -> Line:
    effect, least = ours["effect_us"][index], bare["effect_us"][index]
    return Line(
        f"send to effect, {name}, µs",
        f"{effect:.0f}",
        f"{least:.0f}",
        least / effect,
        note=f"answered after {ours['answer_us'][index]:.0f}",
    )
