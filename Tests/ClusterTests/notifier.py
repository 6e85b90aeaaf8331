"""A notifier under test: how it is configured, what it wrote, and what its stopped store holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import default
from pathlib import Path
from sqlite3 import Connection, Row
from typing import Any

from google.protobuf.message import Message
from zvonok_interop.oracle.intents import MARKS, OVERDUE, Intent, Key, Policy, Value, intents
from zvonok_interop.reader import FeedReader
from zvonok_interop.schemas import EVENT_CLASSES, works

from cluster import Cluster, Grant, Service
from diary import Diary
from monitor import Monitor
from stores import opened

SENDER, DOMAIN = "journal@zvonok.test", "mail.zvonok.test"
DIARY_TYPES = ("AccountIssued", "AccountClosed", "AccountCardRecorded", "MailPreferenceSet", "PayloadErased")
KINDS = {1: MARKS, 2: OVERDUE}
REASONS = {None: None, 1: "stale", 2: "no-right", 3: "unwanted", 4: "no-address", 5: "undone"}
_SYMBOLS = {11: works.MARK_SYMBOL_PASS, 12: works.MARK_SYMBOL_FAIL, 13: works.MARK_SYMBOL_OWED}


class Notifier(Service):
    """A notifier that writes its mails into a folder, unless a server is configured."""

    executable = "notifier"

    def __init__(self, folder: Path, name: str, upstreams: Sequence[Any]) -> None:
        super().__init__(folder, name)
        self.feed_name = "deliveries.test"
        self.upstreams = list(upstreams)
        self.outbox = self.folder / "outbox"
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
            "web": {"public-origin": "https://zvonok.test"},
            "mail": {"sender": SENDER, "domain": DOMAIN, "folder": str(self.outbox)},
        }
        return super().document() | own

    def newest_backup(self) -> Path:
        """The file of the last backup; its manifest lies beside it."""
        return max(self.backups.glob("*.sqlite"), key=lambda path: path.stat().st_mtime_ns)

    def written(self) -> list[Mail]:
        """The mails in the folder."""
        return [message_from_bytes(path.read_bytes(), policy=default) for path in sorted(self.outbox.glob("*.eml"))]

    def decided(self, kind: str) -> int:
        """Up to which instant mails of a kind are decided; 0 if none is yet."""
        return round(self.metric("zvonok_mails_decided_until_seconds", kind=kind) * 1_000_000)

    def count(self, state: str, **labels: str) -> int:
        """How many mails came into a state since it was started."""
        return round(self.metric("zvonok_mails_total", state=state, **labels))

    def waiting(self, state: str) -> int:
        """How many stand in a state that is not final."""
        return round(self.metric("zvonok_mails_waiting", state=state))

    def looks(self) -> int:
        """How often the worker has looked for mails whose turn has come."""
        return round(self.metric("zvonok_mail_looks_total"))


def notifier(cluster: Cluster, journal: Any, diary: Diary, monitor: Monitor, name: str = "notifier") -> Notifier:
    """A notifier that reads what it needs of these, with an auditor and an operator."""
    made = Notifier(cluster.folder, name, [journal, diary, monitor])
    made.grants += [
        Grant("auditor", [cluster.sender("auditor").public], {made.feed_name: "all"}),
        Grant("operator", [cluster.sender("operator").public], is_operator=True),
    ]
    made.write()
    types: dict[str, Sequence[str] | str] = {journal.feed_name: "all", diary.feed_name: DIARY_TYPES}
    for upstream in (journal, diary, monitor):
        allowed = types.get(upstream.feed_name, "all")
        upstream.grants.append(Grant(name, [made.keys.public], {upstream.feed_name: allowed}))
        upstream.write_allow_list()
    cluster.adopt(made)
    return made


def told(cluster: Cluster, service: Notifier) -> list[tuple[str, Message]]:
    """Its feed from the beginning, the chain recomputed: types and bodies."""
    reader = FeedReader(cluster.connect(service, "auditor"), service.feed_name, "deliveries")
    return [(event.type, EVENT_CLASSES[event.type].FromString(event.payload)) for event in reader.to_head()]


# What the store holds, in the oracle's words. The notifier must be stopped.


@dataclass(frozen=True)
class Standing:
    """How a mail stands, and how it came there."""

    state: str
    reason: str | None
    attempts: int
    ambiguous: int
    reply_code: int | None


@dataclass(frozen=True)
class Held:
    """All mails of a store, and up to which instants they were decided."""

    meant: dict[Key, Intent]
    standing: dict[Key, Standing]
    ids: dict[Key, bytes]
    marks_until: int
    overdue_until: int

    def states(self, kind: str | None = None) -> list[str]:
        """Sorted; a suppressed mail's with the reason."""
        chosen = [one for key, one in self.standing.items() if kind in (None, key[0])]
        return sorted(one.state if one.reason is None else f"{one.state}: {one.reason}" for one in chosen)


def held(service: Notifier) -> Held:
    """What the stopped notifier's store holds."""
    with opened(service.store) as store:
        meant, standing, ids = {}, {}, {}
        for row in store.execute("SELECT * FROM mail"):
            key, intent = _intent(store, row)
            assert key not in meant, f"{key} stands twice"
            meant[key], ids[key] = intent, row["mail_id"]
            standing[key] = Standing(
                row["state"], REASONS[row["reason"]], row["attempts"], row["ambiguous"], row["reply_code"]
            )
        marks = store.execute("SELECT min(until) FROM marks_decided").fetchone()[0]
        promised = "SELECT min(complete_until) FROM source WHERE state = 'live' AND feed NOT LIKE 'diary.%'"
        overdue = store.execute(promised).fetchone()[0]
    return Held(meant, standing, ids, marks or 0, overdue or 0)


def _intent(store: Connection, row: Row) -> tuple[Key, Intent]:
    mail_id = row["mail_id"]
    events = {one[0] for one in store.execute("SELECT event_id FROM mail_event WHERE mail_id = ?", [mail_id])}
    made = Intent(
        KINDS[row["kind"]], row["recipient_id"], row["school_id"], row["child_id"], row["opens_at"], row["closes_at"],
        row["expires_at"], events, is_gathering=row["state"] == "gathering",
    )  # fmt: skip
    told_of = store.execute("SELECT thing_id, before, after FROM mail_told WHERE mail_id = ?", [mail_id])
    for thing, before, after in told_of:
        made.told[thing] = (_value(before), _value(after)) if made.kind == MARKS else None
    if made.kind == OVERDUE:
        return (OVERDUE, made.recipient, made.school, made.opens_at), made
    assert made.child is not None
    return (MARKS, made.recipient, made.child, _opening(store, mail_id, made.opens_at)), made


def _opening(store: Connection, mail_id: bytes, opens_at: int) -> bytes | int:
    """The event that opened the window: the one recorded at its first instant; a restored journal may have lost it."""
    found = store.execute(
        """
        SELECT e.event_id FROM mail_event AS e JOIN mark_change USING (event_id) JOIN source USING (source)
        WHERE mail_id = ? AND recorded_at = ? AND state = 'live'
        """,
        [mail_id, opens_at],
    ).fetchall()
    assert len(found) < 2, f"{len(found)} events opened {mail_id.hex()}"
    return found[0][0] if found else opens_at


def _value(number: int | None) -> Value:
    if number is None:
        return None
    return ("symbol", _SYMBOLS[number]) if number in _SYMBOLS else ("points", number)


def differences(
    store: Held,
    journal: list[Message],
    diary: list[Message],
    alerts: list[Message],
    policy: Policy,
    overdue_until: int | None = None,
) -> list[str]:
    """Where store and oracle differ, in words; for mails to staff up to this instant, else to what was promised."""
    until = store.overdue_until if overdue_until is None else overdue_until
    expected = intents(journal, diary, alerts, store.marks_until, until, policy)
    found = []
    for key in {*expected, *store.meant}:
        ours, theirs = expected.get(key), store.meant.get(key)
        if ours != theirs:
            found.append(f"{key}:\n  expected {ours}\n  stored   {theirs}")
        elif ours is not None and not ours.told and not ours.is_gathering and store.standing[key].reason != "undone":
            found.append(f"{key}: tells nothing and is {store.standing[key]}")
    return sorted(found)
