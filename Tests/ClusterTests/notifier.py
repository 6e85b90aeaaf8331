"""A notifier under test: how it is configured, and what its feed says became of its mails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from zvonok_interop.reader import FeedReader
from zvonok_interop.schemas import EVENT_CLASSES

from cluster import Cluster, Grant, Journal, Service
from diary import Diary
from monitor import Monitor

SENDER = "diary@zvonok.example"
# How long marks are gathered, in minutes.
GATHER = 20
REASONS = {1: "stale", 2: "no-right", 3: "unwanted", 4: "no-address", 5: "undone"}

Upstream = Journal | Diary | Monitor


class Notifier(Service):
    """A notifier, with its feed; it writes to a server on this machine."""

    executable = "notifier"

    def __init__(self, folder: Path, name: str, upstreams: Sequence[Upstream], smtp_port: int) -> None:
        super().__init__(folder, name)
        self.feed_name = "deliveries.test"
        self.upstreams, self.smtp_port = list(upstreams), smtp_port
        self.backups = self.folder / "backups"
        self.backups.mkdir()

    def document(self) -> dict[str, Any]:
        own = {
            "feed": {"name": self.feed_name},
            "backup": {"directory": str(self.backups)},
            "upstreams": [
                {"feed": one.feed_name, "endpoint": one.peer.endpoint, "server-key": one.keys.public}
                for one in self.upstreams
            ],
            "feeds": {"freshness": "200ms"},
            "web": {"public-origin": "http://zvonok.example"},
            "marks": {"gather": f"{GATHER}m"},
            "mail": {"sender": SENDER, "retry-first": "100ms", "retry-longest": "200ms"},
            "smtp": {
                "host": "127.0.0.1", "port": self.smtp_port, "security": "none",
                "session-limit": "5s", "command-limit": "5s", "final-reply-limit": "1s",
            },
        }  # fmt: skip
        return super().document() | own

    def newest_backup(self) -> Path:
        """The file of the last backup; its manifest lies beside it."""
        return max(self.backups.glob("*.sqlite"), key=lambda path: path.stat().st_mtime_ns)


def notifier(cluster: Cluster, *upstreams: Upstream, smtp_port: int, name: str = "notifier") -> Notifier:
    """A notifier that reads these feeds whole, with an auditor and an operator."""
    made = Notifier(cluster.folder, name, upstreams, smtp_port)
    made.grants += [
        Grant("auditor", [cluster.sender("auditor").public], {made.feed_name: "all"}),
        Grant("operator", [cluster.sender("operator").public], is_operator=True),
    ]
    made.write()
    for upstream in upstreams:
        upstream.grants.append(Grant(name, [made.keys.public], {upstream.feed_name: "all"}))
        upstream.write_allow_list()
    cluster.adopt(made)
    return made


def outcomes(cluster: Cluster, service: Notifier) -> list[tuple[str, Message]]:
    """What its feed says became of mails, in order: the event's name and the event."""
    client = cluster.connect(service, "auditor")
    found = []
    for event in FeedReader(client, service.feed_name, "audit").to_head():
        body = EVENT_CLASSES[event.type].FromString(event.payload)
        found.append((event.type, body))
    return found
