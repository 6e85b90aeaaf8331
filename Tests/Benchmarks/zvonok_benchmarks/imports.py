"""A district's roster, imported by the operator's command, against a bare bulk insert of the rows it ends with."""

from __future__ import annotations

import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.client import accepted
from zvonok_interop.ids import IdSource
from zvonok_interop.orders import now_us

from cluster import Cluster, Journal, binary
from oneroster_bundles import Bundle, large_district
from process import clean_environment
from rosters import RosterDesk, Summary, measuring

from .machine import Tools, copy_store, cpu_seconds, peak_megabytes, remove_store
from .table import Line, thousands

MEMORY_GOAL = 300
WAIT_GOAL = 5
# How many times the bundle is imported whose memory tells how it grows.
GROWTH = 4
_PATIENCE = 1_800
# Between two looks at whether another command is answered, in seconds.
_PAUSE = 0.02
_OPTIONS = ("--lenient", "--day", "2026-09-01")
# As the command's progress calls them.
_STEPS = ("reading", "checking", "packing", "sending", "trying", "applying")


@dataclass(frozen=True)
class Run:
    """One run of the command: how long each step took and what the journal's processors did for it, in seconds, and the
    most memory of either side, in MB."""

    summary: Summary
    steps: dict[str, float]
    cpu: float
    waited: float
    memory: float
    journal_memory: float

    @property
    def seconds(self) -> float:
        return sum(self.steps.values())

    @property
    def reading(self) -> float:
        return sum(took for step, took in self.steps.items() if step.startswith(("reading", "checking", "start")))

    @property
    def sending(self) -> float:
        return self.steps.get("packing", 0) + self.steps["sending"]

    @property
    def trying(self) -> float:
        """An import tries before it applies: whether more would end than may."""
        return self.steps.get("trying", 0)

    @property
    def applying(self) -> float:
        return self.steps.get("applying", 0)

    @property
    def records(self) -> int:
        return sum(sum(outcomes.values()) for outcomes in self.summary.counts.values())


def measure(folder: Path, tools: Tools, schools: int) -> list[Line]:
    cluster, larger = Cluster(_made(folder / "usual")), Cluster(_made(folder / "larger"))
    try:
        scene = Scene(cluster, tools, large_district(schools))
        tried = scene.run("--dry-run")
        taken = scene.run()
        scene.begin_again()
        again = scene.run()
        if again.summary.events:
            raise AssertionError(f"the same roster once more: {again.summary.text}")
        bare = scene.bare()
        grown = Scene(larger, tools, large_district(schools * GROWTH)).run()
        return [*_first(scene, tried, taken, bare), *_others(again, grown)]
    finally:
        cluster.close()
        larger.close()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


class Scene:
    """A journal, a bundle, and the operator who brings it there while others go on."""

    def __init__(self, cluster: Cluster, tools: Tools, bundle: Bundle) -> None:
        self.cluster, self.tools = cluster, tools
        self.desk = RosterDesk(cluster).start()
        self.journal = self.desk.journal
        self.file = bundle.write(cluster.folder / "bundle.zip")
        self._beside = _registration(IdSource(8, int(time.time() * 1000)))

    @property
    def megabytes(self) -> float:
        """Of the archive."""
        return self.file.stat().st_size / 1e6

    def begin_again(self) -> None:
        """The journal anew, what it holds as it was: its memory is counted from here on."""
        self.journal.stop()
        self.journal.start()

    def run(self, *arguments: str) -> Run:
        journal, before = self.journal.running, cpu_seconds(self.journal.running)
        with Waiting(self.cluster, self.journal, self._beside) as others:
            steps, done, memory = self._watched(self.desk.command(self.file, *_OPTIONS, *arguments))
        cpu = cpu_seconds(journal) - before
        return Run(Summary.read(done), steps, cpu, others.longest, memory, peak_megabytes(journal))

    def _watched(self, command: list[str]) -> tuple[dict[str, float], subprocess.CompletedProcess[str], float]:
        """Runs the command; its progress, read as it comes, says when each step began."""
        peak, lines = self.cluster.folder / "peak", list[str]()
        arguments = measuring(peak, [str(binary("zvonok")), *command])
        steps, step, since = {"start": 0.0}, "start", time.monotonic()
        with subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=clean_environment({})
        ) as running:
            assert running.stdout and running.stderr
            for line in running.stderr:
                lines.append(line)
                said, now = line.split(":")[0], time.monotonic()
                if not said.startswith(_STEPS):
                    continue
                steps[step] += now - since
                step, since = said, now
                steps.setdefault(step, 0.0)
            output = running.stdout.read()
            running.wait(_PATIENCE)
        steps[step] += time.monotonic() - since
        done = subprocess.CompletedProcess(arguments, running.returncode, output, "".join(lines))
        return steps, done, int(peak.read_text()) / 1000

    def bare(self) -> dict[str, float]:
        """The bare insert of what the journal holds by now."""
        self.journal.stop()
        finished = copy_store(self.journal.store, self.cluster.folder / "finished.sqlite")
        target = self.cluster.folder / "rows.sqlite"
        remove_store(target)
        return self.tools.run_json("rows", finished, target, 0)


class Waiting:
    """Another sender, who asks again and again for the answer to a command carried out before: it waits in the same
    queue, and leaves nothing in the store."""

    def __init__(self, cluster: Cluster, journal: Journal, command: Message) -> None:
        self._client = cluster.connect_anew(journal, cluster.sender("desk"), _PATIENCE)
        self._command = command
        self._ended = threading.Event()
        self._fault: Exception | None = None
        self._thread = threading.Thread(target=self._ask)
        self.longest = 0.0

    def __enter__(self) -> Waiting:
        # The first answer is that of the command itself.
        accepted(self._client.command(self._command))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._client.close()
        if self._fault:
            raise self._fault

    def _ask(self) -> None:
        try:
            while not self._ended.wait(_PAUSE):
                asked = time.monotonic()
                accepted(self._client.command(self._command))
                self.longest = max(self.longest, time.monotonic() - asked)
        except Exception as fault:  # It is the one who waits for this thread that must fail.
            self._fault = fault


def _registration(ids: IdSource) -> Message:
    body = schemas.commands.RegisterSchool(name="A school beside the roster", zone="Europe/Moscow")
    return schemas.command.Command(
        command_id=ids.next(), issued_at=now_us(), actor_id=bytes(16), school_id=ids.next(), name="RegisterSchool",
        body=body.SerializeToString(),
    )  # fmt: skip


def _first(scene: Scene, tried: Run, taken: Run, bare: dict[str, float]) -> list[Line]:
    rows, records = int(bare["count"]), taken.records
    return [
        Line(
            f"rows imported a second, of {thousands(rows)}",
            thousands(rows / taken.seconds),
            thousands(rows / bare["seconds"]),
            bare["seconds"] / taken.seconds,
            note=f"{thousands(records)} records of {scene.megabytes:.1f} MB, {thousands(taken.summary.events)} events, "
            f"{taken.seconds:.1f} s",
        ),
        Line("  reading and mapping, s", f"{taken.reading:.2f}", note=_rate(records, taken.reading)),
        Line("  packing and sending, s", f"{taken.sending:.2f}", note=_rate(records, taken.sending)),
        Line("  try, s", f"{tried.trying:.2f}", f"{bare['seconds']:.2f}", bare["seconds"] / tried.trying),
        Line(
            "  apply, s", f"{taken.applying:.2f}", f"{bare['seconds']:.2f}", bare["seconds"] / taken.applying,
            note=_rate(records, taken.applying),
        ),
        Line(
            "  CPU s of the journal-writer", f"{taken.cpu:.2f}", f"{bare['cpu_us'] / 1e6:.2f}",
            bare["cpu_us"] / 1e6 / taken.cpu, note="sending, trying and applying",
        ),
        _waited(max(tried.waited, taken.waited)),
        *_memory(taken),
    ]  # fmt: skip


def _others(again: Run, grown: Run) -> list[Line]:
    return [
        Line("the same again, nothing changes, s", f"{again.seconds:.1f}", note=_steps(again)),
        _waited(again.waited),
        *_memory(again),
        Line(
            f"a bundle {GROWTH} times as large, s", f"{grown.seconds:.1f}",
            note=f"{thousands(grown.records)} records; {_steps(grown)}",
        ),
        *_memory(grown),
    ]  # fmt: skip


def _steps(run: Run) -> str:
    return (
        f"reading {run.reading:.2f}, sending {run.sending:.2f}, try {run.trying:.2f}, apply {run.applying:.2f}; "
        f"CPU of the journal-writer {run.cpu:.2f}"
    )


def _rate(records: int, seconds: float) -> str:
    return f"{thousands(records / seconds)} records a second"


def _waited(seconds: float) -> Line:
    return Line("  another command waited at most, s", f"{seconds:.2f}", note=f"goal {WAIT_GOAL}")


def _memory(run: Run) -> list[Line]:
    return [
        Line("  peak MB of zvonok", f"{run.memory:.0f}", note=f"goal {MEMORY_GOAL}"),
        Line("  peak MB of the journal-writer", f"{run.journal_memory:.0f}", note=f"goal {MEMORY_GOAL}"),
    ]
