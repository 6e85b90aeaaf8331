"""A deadline-monitor under test: how it is configured, what its API lists, and what its stopped store holds."""

from __future__ import annotations

import hashlib
import json
import urllib.parse
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from zvonok_interop import ids
from zvonok_interop.oracle import obligations
from zvonok_interop.reader import FeedReader
from zvonok_interop.schemas import EVENT_CLASSES

from cluster import OPEN_TYPES, TOKEN, Cluster, Grant, Journal, Service, free_port
from process import PATIENCE
from stores import opened

TYPES = (*OPEN_TYPES, "StaffCardRecorded")
STATES = {1: "open", 2: "fulfilled", 3: "withdrawn"}


class Monitor(Service):
    """A deadline-monitor, with its feed and its list of alerts."""

    executable = "deadline-monitor"

    def __init__(self, folder: Path, name: str, upstreams: Sequence[Journal]) -> None:
        super().__init__(folder, name)
        self.feed_name = "alerts.test"
        self.http_port = free_port()
        self.upstreams = list(upstreams)
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
            "http": {"host": "127.0.0.1", "port": self.http_port},
            "web": {"public-origin": self.origin, "secure-cookies": False},
            "tokens": [{"name": "tests", "sha256": hashlib.sha256(TOKEN.encode()).hexdigest()}],
        }
        return super().document() | own

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    def newest_backup(self) -> Path:
        """The file of the last backup; its manifest lies beside it."""
        return max(self.backups.glob("*.sqlite"), key=lambda path: path.stat().st_mtime_ns)

    def list(self, school: bytes, **query: str) -> dict[str, Any]:
        """The API's answer."""
        asked = urllib.parse.urlencode({"school": ids.text(school)} | query)
        request = urllib.request.Request(
            f"{self.origin}/monitor/api/v1/alerts?{asked}", headers={"Authorization": f"Bearer {TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read())


def monitor(cluster: Cluster, *upstreams: Journal, name: str = "monitor") -> Monitor:
    """A monitor that reads what it needs of these journals, with an auditor and an operator."""
    made = Monitor(cluster.folder, name, upstreams)
    made.grants += [
        Grant("auditor", [cluster.sender("auditor").public], {made.feed_name: "all"}),
        Grant("operator", [cluster.sender("operator").public], is_operator=True),
    ]
    made.write()
    for upstream in upstreams:
        upstream.grants.append(Grant(name, [made.keys.public], {upstream.feed_name: TYPES}))
        upstream.write_allow_list()
    cluster.adopt(made)
    return made


def told(cluster: Cluster, service: Monitor) -> list[tuple[str, Message]]:
    """The feed of alerts from its beginning, its chain recomputed: types and bodies."""
    reader = FeedReader(cluster.connect(service, "auditor"), service.feed_name, "alerts")
    return [(event.type, EVENT_CLASSES[event.type].FromString(event.payload)) for event in reader.to_head()]


# What the store holds, in the oracle's words. The monitor must be stopped.


def stored(service: Monitor) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Obligations by key, and the alerts that the feed was told of, by key and due instant."""
    with opened(service.store) as store:
        held = store.execute("SELECT o.* FROM obligation AS o JOIN source USING (source) WHERE state = 'live'")
        owed = {_key(row): (row["due"], row["fulfilled_at"], bool(row["void"])) for row in held}
        alerts = {
            (_key(row), row["due"]): (row["raised_at"], STATES[row["state"]], row["closed_at"], row["lateness"])
            for row in store.execute("SELECT * FROM alert")
        }
    return owed, alerts


def expected(fold: obligations.Monitor) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """The same of the oracle."""
    owed = {key: (one.due, one.fulfilled_at, one.is_void) for key, one in fold.obligations.items()}
    return owed, {key: (one.raised_at, one.state, one.closed_at, one.lateness) for key, one in fold.alerts.items()}


def _key(row: Any) -> obligations.Key:
    pupil = row["pupil_id"]
    return obligations.RULES[row["rule"] - 1], row["subject_id"], None if pupil in (None, bytes(16)) else pupil


def differences(service: Monitor, fold: obligations.Monitor) -> list[str]:
    """Where store and oracle differ, in words."""
    found = []
    for name, ours, theirs in zip(("obligation", "alert"), expected(fold), stored(service), strict=True):
        for key in {*ours, *theirs}:
            if ours.get(key) != theirs.get(key):
                found.append(f"{name} {key}: expected {ours.get(key)}, stored {theirs.get(key)}")
    return sorted(found)
