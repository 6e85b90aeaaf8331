"""Durable mark commands over ZeroMQ with CURVE, against a bare loop running the same statements."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from cluster import Cluster

from . import recording, workload
from .machine import Tools, cpu_seconds
from .scene import Stage
from .table import Line, thousands

# Senders and how many commands each has under way; 256 is what one sender may have (CommandLimits.waitingPerSender).
LOADS = ((1, 64), (4, 256))
GOAL = 0.4


@dataclass(frozen=True)
class Round:
    """One load, ours and then bare."""

    ours: float
    bare: float
    service_us: float
    driver_us: float
    bare_us: float
    batch: float


def measure(folder: Path, tools: Tools, marks: int, rounds: int) -> list[Line]:
    cluster = Cluster(folder)
    try:
        stage = Stage(cluster, tools, marks)
        workload.write_messages(stage.messages, workload.marks(stage.builder), marks)
        stage.keep()
        statements = record(stage, marks)
        lines = []
        for senders, window in LOADS:
            done = [_round(stage, statements, marks, senders, window) for _ in range(rounds)]
            lines += _lines(done, senders, window)
        return lines
    finally:
        cluster.close()


def record(stage: Stage, marks: int) -> Path:
    """What the journal-writer says to its store while it carries these commands out."""
    written = stage.folder / "statements.raw"
    stage.journal.environment = {"LD_PRELOAD": str(stage.tools.recorder), "RECORD_STATEMENTS": str(written)}
    stage.begin_round()
    stage.drive(marks, *LOADS[0])
    stage.journal.stop()
    stage.journal.environment = {}
    found = recording.read(written, lambda sql: sql.startswith("INSERT INTO command_answer"), "SAVEPOINT")
    if len(found.commands) != marks:
        raise AssertionError(f"{len(found.commands)} commands were recorded, not {marks}")
    made = stage.folder / "statements"
    found.write(made)
    written.unlink()
    return made


def _round(stage: Stage, statements: Path, marks: int, senders: int, window: int) -> Round:
    stage.begin_round()
    before = cpu_seconds(stage.journal.running)
    ours = stage.drive(marks, senders, window)
    service = cpu_seconds(stage.journal.running) - before
    metric = stage.journal.metric
    batch = metric("zvonok_command_batch_size_sum") / metric("zvonok_command_batch_size_count")
    stage.journal.stop()
    bare = stage.tools.run_json("statements", stage.bare_store("bare.sqlite"), statements, f"{batch:.3f}")
    return Round(
        ours=marks / ours["seconds"],
        bare=marks / bare["seconds"],
        service_us=service / marks * 1e6,
        driver_us=ours["cpu_us"] / marks,
        bare_us=bare["cpu_us"] / marks,
        batch=batch,
    )


def _lines(rounds: list[Round], senders: int, window: int) -> list[Line]:
    load = f"{senders * window} in flight, {senders} sender{'s' if senders > 1 else ''}"
    batch = median(one.batch for one in rounds)
    cpu = median(one.service_us for one in rounds)
    bare_cpu = median(one.bare_us for one in rounds)
    driver = median(one.driver_us for one in rounds)
    return [
        Line(
            f"mark commands a second, {load}",
            thousands(median(one.ours for one in rounds)),
            thousands(median(one.bare for one in rounds)),
            median(one.ours / one.bare for one in rounds),
            GOAL,
            f"{batch:.0f} commands a transaction",
        ),
        Line(
            "  CPU µs a command", f"{cpu:.0f}", f"{bare_cpu:.0f}", bare_cpu / cpu,
            note=f"load generator {driver:.0f} more",
        ),
    ]  # fmt: skip
