"""The pages people open most, against a bare handler of the same server that sends the same bytes."""

from __future__ import annotations

import json
import resource
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from cluster import Cluster
from process import Process

from .classroom import MONDAY, Classroom, lesson_path, week_path
from .machine import BARE, Tools, cpu_seconds
from .table import Line, thousands
from .visits import BarePages, Request

# Browsers that wait for nothing but their answers.
_CONNECTIONS = 16
_SCRIPT = BARE.parent / "wrk.lua"


@dataclass(frozen=True)
class Visit:
    """A page, the process that shows it, and the same of the bare server."""

    name: str
    request: Request
    process: Process
    bare: Request
    size: int


@dataclass(frozen=True)
class Flood:
    """One server under as many requests as it answers. Times in milliseconds."""

    rate: float
    median: float
    p99: float
    cpu: float
    driver_cpu: float


def measure(folder: Path, tools: Tools, seconds: int, rounds: int) -> list[Line]:
    cluster = Cluster(folder)
    classroom = Classroom(cluster, weeks=1)
    bare = None
    try:
        for service in classroom.services[:2]:
            service.start()
        classroom.monitor.start()
        classroom.found()
        classroom.give_marks(is_last_left_out=False)
        asked = _asked(classroom)
        classroom.monitor.stop()
        files = [folder / f"answer-{number}" for number in range(len(asked))]
        sizes = [request.record(file) for (_, request, _), file in zip(asked, files, strict=True)]
        bare = BarePages(tools, files, folder / "bare-pages.log")
        lines = []
        for number, ((name, request, process), size) in enumerate(zip(asked, sizes, strict=True)):
            same = request.elsewhere(bare.origin, f"/{number}")
            lines += _lines(Visit(name, request, process, same, size), bare.process, seconds, rounds)
        return lines
    finally:
        if bare is not None:
            bare.close()
        classroom.close()
        cluster.close()


def _asked(classroom: Classroom) -> list[tuple[str, Request, Process]]:
    teacher, mother = classroom.let_in()
    journal, diary = classroom.journal.running, classroom.diary.running
    lesson = lesson_path(classroom.builder.school.lessons[0])
    return [
        ("teacher's day", Request.of(teacher, f"/journal/days/{MONDAY.isoformat()}"), journal),
        ("lesson's form", Request.of(teacher, lesson), journal),
        ("diary's week", Request.of(mother, week_path(classroom.pupils[-1], MONDAY)), diary),
    ]


def _lines(visit: Visit, bare: Process, seconds: int, rounds: int) -> list[Line]:
    pairs = []
    for _ in range(rounds):
        ours = _flood(visit.request, visit.process, visit.size, seconds)
        pairs.append((ours, _flood(visit.bare, bare, visit.size, seconds)))
    rates = [median(one.rate for one in side) for side in zip(*pairs, strict=True)]
    slowest = [median(one.p99 for one in side) for side in zip(*pairs, strict=True)]
    usual = [median(one.median for one in side) for side in zip(*pairs, strict=True)]
    cpu = [median(one.cpu for one in side) for side in zip(*pairs, strict=True)]
    driver = median(one.driver_cpu for one, _ in pairs)
    return [
        Line(
            f"{visit.name}, requests a second", thousands(rates[0]), thousands(rates[1]), rates[0] / rates[1],
            note=f"{thousands(visit.size)} bytes, {_CONNECTIONS} connections",
        ),
        Line(
            "  p99 ms", f"{slowest[0]:.1f}", f"{slowest[1]:.1f}", slowest[1] / slowest[0],
            note=f"median {usual[0]:.1f}, bare {usual[1]:.1f}",
        ),
        Line(
            "  CPU ms a request", f"{cpu[0]:.2f}", f"{cpu[1]:.3f}", cpu[1] / cpu[0],
            note=f"load generator {driver:.2f} more",
        ),
    ]  # fmt: skip


def _flood(request: Request, process: Process, size: int, seconds: int) -> Flood:
    """Asks for one page as fast as it is answered; every answer must have been the page."""
    arguments = ["wrk", "--threads", "1", "--connections", str(_CONNECTIONS), "--duration", f"{seconds}s"]
    for name, value in request.headers:
        arguments += ["--header", f"{name}: {value}"]
    before, driver = cpu_seconds(process), _children_cpu()
    done = subprocess.run(
        [*arguments, "--script", str(_SCRIPT), request.origin + request.path],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    used, driver = cpu_seconds(process) - before, _children_cpu() - driver
    found = json.loads(done.stdout.splitlines()[-1])
    count = found["requests"]
    if count == 0 or found["errors"] > 0 or found["bytes"] < count * size:
        raise AssertionError(f"not every answer was the page: {found}")
    return Flood(
        rate=count / found["us"] * 1e6, median=found["median"] / 1e3, p99=found["p99"] / 1e3,
        cpu=used / count * 1e3, driver_cpu=driver / count * 1e3,
    )  # fmt: skip


def _children_cpu() -> float:
    """Seconds of all programs that were run to their end."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
