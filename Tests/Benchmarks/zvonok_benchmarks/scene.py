"""A school to be measured: built once, put back before each round."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from zvonok_interop.builder import Builder
from zvonok_interop.load import AckLog

import scenario
from cluster import Cluster, Journal

from . import workload
from .machine import Tools, copy_store


class Stage:
    """One journal whose school has room for so many marks, and the folder for what is made on the way."""

    def __init__(self, cluster: Cluster, tools: Tools, marks: int) -> None:
        self.cluster, self.tools = cluster, tools
        self.folder: Path = cluster.folder
        self.journal: Journal = cluster.journal()
        self.builder = self._built(marks)
        self.messages = self.folder / "messages"
        self.keys = self.folder / "keys"
        self.answers = self.folder / "answers"
        self._base = self.folder / "base.sqlite"

    def _built(self, marks: int) -> Builder:
        self.journal.start()
        log = AckLog(self.folder / "acknowledged.jsonl")
        scene = scenario.build(self.cluster, self.journal, log, datetime.now(UTC), **workload.shape(marks))
        log.close()
        return scene.builder

    def keep(self) -> Path:
        """Stops the journal and keeps its store as what every round begins with."""
        self.journal.stop()
        return copy_store(self.journal.store, self._base)

    def begin_round(self) -> None:
        """Starts the journal on the kept store."""
        copy_store(self._base, self.journal.store)
        self.journal.start()

    def bare_store(self, name: str) -> Path:
        """A copy of the kept store for a bare program."""
        return copy_store(self._base, self.folder / name)

    def drive(self, count: int, senders: int, window: int, *watch: object) -> dict[str, Any]:
        """Runs the load generator on the messages and sees that each was accepted."""
        workload.write_keys(self.keys, self.cluster, self.journal, senders)
        done = self.tools.run_json(
            "drive", self.journal.peer.endpoint, self.keys, self.messages, window, self.answers, *watch
        )
        workload.check_answers(self.answers, count)
        return done
