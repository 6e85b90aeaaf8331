"""A journal and the operator who brings rosters into it, as an operator does."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from google.protobuf.message import Message
from zvonok_interop.oracle.journal import Journal as Fold
from zvonok_interop.reader import FeedReader

from cluster import Cluster, Grant, Journal, binary
from oneroster_bundles import Bundle
from process import clean_environment, wait_for
from stores import opened

USAGE, DATA_ERROR, NO_INPUT, UNAVAILABLE, TRY_AGAIN = 64, 65, 66, 69, 75
# A large bundle goes in within this time even where the machine does much else, in seconds.
LIMIT = 600
OUTCOMES = ("new", "changed", "returned", "ended", "unchanged", "kept")
_LAST = re.compile(r"Recorded: (\d+) events, (\d+) to (\d+)\.")


def zvonok(*arguments: str, timeout: float = LIMIT) -> subprocess.CompletedProcess[str]:
    """One run of the operator's command."""
    return subprocess.run(
        [str(binary("zvonok")), *arguments],
        capture_output=True, text=True, timeout=timeout, check=False, env=clean_environment({}),
    )  # fmt: skip


_MEASURE = """
import pathlib, resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
pathlib.Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""


def measuring(file: Path, command: list[str]) -> list[str]:
    """The same command, and in the file then the most memory it had, in KiB. A process that is small itself starts it:
    what the kernel counts begins with what the parent holds, and these tests hold much."""
    return [sys.executable, "-I", "-c", _MEASURE, str(file), *command]


@dataclass
class Summary:
    """What a run that went well said: counts by kind, how many events, and its warnings."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    events: int = 0
    text: str = ""
    warnings: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, done: subprocess.CompletedProcess[str]) -> Summary:
        assert done.returncode == 0, done.stderr
        made = cls(text=done.stdout)
        made.warnings = [line for line in done.stderr.splitlines() if line.startswith("warning: ")]
        for line in done.stdout.splitlines():
            kind, *cells = line.split() or [""]
            if len(cells) == len(OUTCOMES) and all(cell.isdigit() for cell in cells):
                made.counts[kind] = dict(zip(OUTCOMES, map(int, cells), strict=True))
        if last := _LAST.search(done.stdout):
            made.events = int(last[1])
            assert made.events == int(last[3]) - int(last[2]) + 1
        return made

    def of(self, outcome: str) -> dict[str, int]:
        """How many of each kind came to this, those of none left out."""
        return {kind: cells[outcome] for kind, cells in self.counts.items() if cells[outcome]}


class RosterDesk:
    """An importer's key and configuration, and a journal that takes rosters from it."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.folder = cluster, cluster.folder / "operator"
        self.folder.mkdir()
        self.config_file = self.folder / "zvonok.yaml"
        key_file = self.folder / "operator.key"
        done = zvonok("keys", "make", str(key_file))
        assert done.returncode == 0, done.stderr
        self.journal: Journal = cluster.journal()
        self.journal.grants.append(
            # What an importer's key may, and no more.
            Grant("zvonok", [done.stdout.strip()], schools="all", role="importer")
        )
        self.journal.write()
        upstream = {
            "feed": self.journal.feed_name, "endpoint": self.journal.peer.endpoint,
            "server-key": self.journal.keys.public,
        }  # fmt: skip
        document = {"operator": {"secret-key": str(key_file)}, "upstreams": [upstream]}
        self.config_file.write_text(yaml.safe_dump(document))

    def start(self) -> RosterDesk:
        self.journal.start()
        return self

    def command(self, file: Path, *arguments: str) -> list[str]:
        """`zvonok import oneroster FILE` with these options."""
        return ["import", "oneroster", str(file), "--config", str(self.config_file), *arguments]

    def run(self, bundle: Bundle | Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One import, whatever comes of it."""
        file = bundle.write(self.folder / "bundle.zip") if isinstance(bundle, Bundle) else bundle
        return zvonok(*self.command(file, *arguments))

    def sheets(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One import of lists, whatever comes of it."""
        return zvonok(*self.sheets_command(*arguments))

    def sheets_command(self, *arguments: str) -> list[str]:
        """`zvonok import sheets` with these options."""
        return ["import", "sheets", "--config", str(self.config_file), *arguments]

    def bring_sheets(self, *arguments: str) -> Summary:
        """An import of lists that must go well."""
        return Summary.read(self.sheets(*arguments))

    def bring(self, bundle: Bundle | Path, *arguments: str) -> Summary:
        """An import that must go well."""
        return Summary.read(self.run(bundle, *arguments))

    def measured(self, file: Path, *arguments: str) -> tuple[Summary, int]:
        """An import that must go well, and the most memory it had, in MiB."""
        peak = self.folder / "peak"
        done = subprocess.run(
            measuring(peak, [str(binary("zvonok")), *self.command(file, *arguments)]),
            capture_output=True, text=True, timeout=LIMIT, check=False, env=clean_environment({}),
        )  # fmt: skip
        return Summary.read(done), int(peak.read_text()) // 1024

    def cut_off(
        self, bundle: Bundle, at: str, *arguments: str, by: signal.Signals = signal.SIGKILL
    ) -> tuple[int, str]:
        """An import that gets a signal as soon as its progress says this; its code, and what it said on the way."""
        file, log = bundle.write(self.folder / "bundle.zip"), self.folder / "progress"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [str(binary("zvonok")), *self.command(file, *arguments)], stdout=subprocess.DEVNULL, stderr=out,
                env=clean_environment({}),
            )  # fmt: skip
        wait_for(lambda: at in log.read_text(), f"the import to be {at}")
        os.kill(process.pid, by)
        return process.wait(), log.read_text()

    def events(self) -> list[Message]:
        """The journal's whole feed, its chain recomputed."""
        client = self.cluster.connect(self.journal, "auditor")
        return list(FeedReader(client, self.journal.feed_name, "audit").to_head())

    def open_stages(self) -> int:
        """How many imports are begun and neither applied nor forgotten; ends with the journal stopped."""
        self.journal.stop()
        with opened(self.journal.store) as store:
            return int(store.execute("SELECT count(*) FROM stage").fetchone()[0])

    def fold(self) -> Fold:
        """The journal's state by its feed."""
        return Fold().apply_all(self.events())


def mistakes(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines about mistakes of a run that was refused."""
    return [line.strip() for line in done.stderr.splitlines() if line.startswith("  ")]
