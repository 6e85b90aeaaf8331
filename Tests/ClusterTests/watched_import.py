"""An import that is watched: its terminal, its memory, how long it takes, and how long others wait meanwhile."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from zvonok_interop import schemas
from zvonok_interop.client import Client, accepted
from zvonok_interop.ids import IdSource
from zvonok_interop.orders import now_us

from cluster import binary
from process import clean_environment
from rosters import LIMIT, RosterDesk, Summary

# What a terminal is told before each piece of progress.
CLEARED = "\r\x1b[K"
# Seconds between two commands of somebody else.
PAUSE = 0.05


@dataclass
class Watched:
    """What came of it."""

    summary: Summary
    seconds: float
    mebibytes: int
    # Everything that its terminal was told.
    screen: str
    # How long each command of somebody else waited for its answer, in seconds.
    waits: list[float]

    @property
    def drawn(self) -> list[str]:
        """What stood in the line of progress, one after the other."""
        return [piece.split("\r\n")[0] for piece in self.screen.split(CLEARED)[1:]]

    def check_progress(self, *files: str) -> None:
        """The terminal was shown, in one line, how far each of these files was read, then sending and applying."""
        drawn = self.drawn
        for file in files:
            states = [line for line in drawn if re.fullmatch(rf"reading {re.escape(file)}: \d+ of \d+ KiB", line)]
            assert len(states) >= 1, f"{file}: {drawn[:50]}"
        steps = [line.split(":")[0] for line in drawn if line]
        assert steps.index("sending") > max(at for at, step in enumerate(steps) if step.startswith("reading "))
        assert steps.index("applying") > steps.index("sending"), steps[-20:]
        assert any(re.fullmatch(r"sending: part \d+ of \d+", line) for line in drawn), drawn[-20:]
        assert re.fullmatch(r"applying: \d+ records(, \d+ s)?", drawn[-2]), drawn[-5:]
        assert drawn[-1] == "" and self.screen.endswith(CLEARED), "the line is cleared in the end"


class _Screen:
    """A terminal for a program's standard error, and the most memory the program was seen to have each time it wrote.

    Somebody reads it all the time, or a program that writes much would wait.
    """

    def __init__(self) -> None:
        self._ours, self.theirs = pty.openpty()
        self._pieces: list[bytes] = []
        self.peak = 0

    def watch(self, pid: int) -> None:
        os.close(self.theirs)
        self._reading = threading.Thread(target=self._read, args=(Path(f"/proc/{pid}/status"),))
        self._reading.start()

    def _read(self, status: Path) -> None:
        try:
            while piece := os.read(self._ours, 65_536):
                self._pieces.append(piece)
                self.peak = max(self.peak, self._memory(status))
        except OSError:
            pass  # The other end is closed.

    @staticmethod
    def _memory(status: Path) -> int:
        """Of the program itself: what wait4 tells begins with what these tests held when they started it."""
        try:
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        except OSError:
            return 0  # It has ended, and what it wrote is still read.
        return int(found[1]) // 1024 if found else 0

    def close(self) -> str:
        self._reading.join()
        os.close(self._ours)
        return b"".join(self._pieces).decode()


def watch(desk: RosterDesk, file: Path, *arguments: str) -> Watched:
    """An import that must go well, while somebody else registers one school after the other."""
    other, ids = desk.cluster.connect(desk.journal, "desk", LIMIT), IdSource(9, int(time.time() * 1000))
    screen, output = _Screen(), desk.folder / "stdout"
    began = time.monotonic()
    with output.open("wb") as out:
        command = [str(binary("zvonok")), *desk.command(file, *arguments)]
        process = subprocess.Popen(command, stdout=out, stderr=screen.theirs, env=clean_environment({}))
    screen.watch(process.pid)
    waits: list[float] = []
    while process.poll() is None:
        asked = time.monotonic()
        _register(other, ids)
        waits.append(time.monotonic() - asked)
        time.sleep(PAUSE)
    seconds = time.monotonic() - began
    shown = screen.close()
    done = subprocess.CompletedProcess(command, process.returncode, output.read_text(), shown.replace("\r\n", "\n"))
    return Watched(Summary.read(done), seconds, screen.peak, shown, waits)


def _register(client: Client, ids: IdSource) -> None:
    school = ids.next()
    body = schemas.commands.RegisterSchool(name="Another school", zone="Europe/Moscow")
    accepted(
        client.command(
            schemas.command.Command(
                command_id=ids.next(), issued_at=now_us(), actor_id=bytes(16), school_id=school,
                name="RegisterSchool", body=body.SerializeToString(),
            )
        )
    )  # fmt: skip
