"""Programs and what they cost: built, run, and read from /proc."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from process import Process

BARE = Path(__file__).resolve().parents[1] / "bare"
_LIBRARIES = ("-lzmq", "-lsqlite3", "-lpthread")


@dataclass(frozen=True)
class Tools:
    """The bare programs and the wrapper's counterpart, built."""

    folder: Path
    binaries: Path

    @classmethod
    def build(cls, folder: Path, binaries: Path) -> Tools:
        """Compiles the C programs into `folder`; the Swift programs lie in `binaries`."""
        for source in sorted(BARE.glob("*.c")):
            made = folder / source.stem
            shared = ["-shared", "-fPIC"] if source.stem == "record_statements" else []
            subprocess.run(["cc", "-O2", *shared, "-o", made, source, *_LIBRARIES], check=True)
        return cls(folder, binaries)

    def run(self, name: str, *arguments: object) -> str:
        """Runs a bare program to its end; its standard output."""
        return _output([self.folder / name, *arguments])

    def run_json(self, name: str, *arguments: object) -> dict[str, Any]:
        """Runs a bare program that prints one line of JSON."""
        answer: dict[str, Any] = json.loads(self.run(name, *arguments))
        return answer

    def run_wrapper(self, *arguments: object) -> str:
        """Runs the round trips through the Swift wrapper."""
        return _output([self.binaries / "wrapper-roundtrips", *arguments])

    @property
    def recorder(self) -> Path:
        """The library that, preloaded, writes down a service's statements."""
        return self.folder / "record_statements"


def _output(arguments: list[Any]) -> str:
    done = subprocess.run([str(one) for one in arguments], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def cpu_seconds(process: Process) -> float:
    """User and system time of a running process, its name in brackets skipped: it may hold blanks."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_megabytes(process: Process) -> float:
    """The most memory it ever held."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1000
    raise RuntimeError(f"no VmHWM of process {process.pid}")


def copy_store(source: Path, target: Path) -> Path:
    """A stopped service's store in another place; what lay there goes."""
    remove_store(target)
    shutil.copyfile(source, target)
    return target


def remove_store(store: Path) -> None:
    """A store with its log."""
    for suffix in ("", "-wal", "-shm"):
        store.with_name(store.name + suffix).unlink(missing_ok=True)
