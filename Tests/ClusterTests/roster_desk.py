"""An importer at a journal: stages rosters, applies them, and holds what came of them against the fold."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from google.protobuf.message import Message
from zvonok_interop import roster
from zvonok_interop.client import Client, accepted
from zvonok_interop.ids import IdSource
from zvonok_interop.oracle.journal import Journal as Fold
from zvonok_interop.reader import FeedReader
from zvonok_interop.roster import Roster

from cluster import Cluster, Journal
from scenario import check_tables
from stores import opened

SCHOOL = b"\x11" * 16
# Small, so that a school's roster comes in several parts.
CHUNK = 16 << 10


@dataclass
class Desk:
    """An importer at a journal."""

    cluster: Cluster
    journal: Journal
    client: Client
    ids: IdSource = field(default_factory=lambda: IdSource(5, int(time.time() * 1000)))

    def stage(self, commands: Iterable[Message]) -> tuple[bytes, int]:
        stage_id = self.ids.next()
        return stage_id, roster.stage(self.client, stage_id, SCHOOL, roster.chunks(commands, CHUNK))

    def applying(self, stage: tuple[bytes, int], is_try: bool = False) -> Message:
        return roster.applying(self.ids.next(), stage[0], SCHOOL, stage[1], is_try)

    def send(self, commands: Iterable[Message], is_try: bool = False) -> Message:
        return self.client.command(self.applying(self.stage(commands), is_try))

    def take(self, commands: Iterable[Message], is_try: bool = False) -> Message:
        return accepted(self.send(commands, is_try))

    def events(self) -> list[Message]:
        reader = FeedReader(self.cluster.connect(self.journal, "auditor"), self.journal.feed_name, "audit")
        return list(reader.to_head())

    def check(self, expected: Roster, on: date) -> None:
        """On that day the journal says what the roster says."""
        found = roster.held(Fold().apply_all(self.events()), on)
        differences = roster.differences(roster.said(expected), found)
        assert differences == [], "\n".join(differences)

    def check_store(self) -> None:
        """The tables are the fold of the feed; ends with the journal stopped."""
        events = self.events()
        self.journal.stop()
        check_tables(self.journal, events)

    def mapped(self) -> int:
        """How many records are kept; the journal must be stopped."""
        with opened(self.journal.store) as store:
            return int(store.execute("SELECT count(*) FROM roster_record").fetchone()[0])
