"""A notifier under test: how it is configured, what its feed says became of its mails, what its stopped store holds."""

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
from zvonok_interop.oracle.intents import MARKS, OVERDUE, Intent, Policy, Value, intents, mail_id
from zvonok_interop.reader import FeedReader
from zvonok_interop.schemas import EVENT_CLASSES, works

from cluster import Cluster, Grant, Journal, Service
from diary import Diary
from monitor import Monitor
from stores import opened

SENDER = "diary@zvonok.example"
# How long marks are gathered, in minutes.
GATHER = 20
REASONS = {1: "stale", 2: "no-right", 3: "unwanted", 4: "no-address", 5: "undone"}
KINDS = {1: MARKS, 2: OVERDUE}
# Marks that are no numbers, as the store has them.
_SYMBOLS = {11: works.MARK_SYMBOL_PASS, 12: works.MARK_SYMBOL_FAIL, 13: works.MARK_SYMBOL_OWED}

# What mails rest on, by the kind of feed: the notifier's key may read this and no more.
READS = {
    "journal": (
        "SchoolRegistered", "SchoolZoneSet", "StaffCardRecorded", "StaffLeft", "StaffReturned",
        "PupilCardRecorded", "GuardianshipRecorded", "GuardianshipEnded", "ClassOpened", "ClassRenamed",
        "GroupOpened", "GroupRenamed", "CourseOpened", "CourseRenamed",
        "LessonScheduled", "LessonMoved", "LessonDropped", "LessonCancelled", "WorkCreated", "MarkGiven",
        "MarkChanged", "MarkWithdrawn", "PayloadErased",
    ),
    "diary": ("AccountIssued", "AccountClosed", "AccountCardRecorded", "MailPreferenceSet", "PayloadErased"),
    "alerts": ("AlertRaised", "AlertClosed", "AlertReopened"),
}  # fmt: skip

Upstream = Journal | Diary | Monitor


class Notifier(Service):
    """A notifier, with its feed; it writes to a server on this machine, and into its outbox where it has none."""

    executable = "notifier"

    def __init__(self, folder: Path, name: str, upstreams: Sequence[Upstream], smtp_port: int) -> None:
        super().__init__(folder, name)
        self.feed_name = "deliveries.test"
        self.upstreams, self.smtp_port = list(upstreams), smtp_port
        self.backups = self.folder / "backups"
        self.backups.mkdir()
        self.outbox = self.folder / "outbox"

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
            "mail": {
                "sender": SENDER, "folder": str(self.outbox), "retry-first": "100ms", "retry-longest": "200ms",
            },
            "smtp": {
                "host": "127.0.0.1", "port": self.smtp_port, "security": "none",
                "session-limit": "5s", "command-limit": "5s", "final-reply-limit": "1s",
            },
        }  # fmt: skip
        return super().document() | own

    def newest_backup(self) -> Path:
        """The file of the last backup; its manifest lies beside it."""
        return max(self.backups.glob("*.sqlite"), key=lambda path: path.stat().st_mtime_ns)

    def written(self) -> list[Mail]:
        """The mails in the outbox."""
        return [message_from_bytes(path.read_bytes(), policy=default) for path in sorted(self.outbox.glob("*.eml"))]

    def decided(self, kind: str) -> int:
        """Up to which instant mails of a kind are decided; 0 if none is yet."""
        return round(self.metric("zvonok_mails_decided_until_seconds", kind=kind) * 1_000_000)

    def count(self, state: str, **labels: str) -> int:
        """How many mails came into a state since it was started."""
        return round(self.metric("zvonok_mails_total", state=state, **labels))

    def waiting(self, *states: str) -> int:
        """How many stand in these states, or in all that are not final."""
        chosen = states or ("ready", "sending", "retry", "ambiguous")
        return round(sum(self.metric("zvonok_mails_waiting", state=state) for state in chosen))

    def looks(self) -> int:
        """How often the worker has looked for mails whose turn has come."""
        return round(self.metric("zvonok_mail_looks_total"))


def notifier(cluster: Cluster, *upstreams: Upstream, smtp_port: int, name: str = "notifier") -> Notifier:
    """A notifier that may read of these feeds what it needs, with an auditor and an operator."""
    made = Notifier(cluster.folder, name, upstreams, smtp_port)
    made.grants += [
        Grant("auditor", [cluster.sender("auditor").public], {made.feed_name: "all"}),
        Grant("operator", [cluster.sender("operator").public], is_operator=True),
    ]
    made.write()
    for upstream in upstreams:
        types = READS[upstream.feed_name.split(".")[0]]
        upstream.grants.append(Grant(name, [made.keys.public], {upstream.feed_name: types}))
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


# What the store holds, in the oracle's words. The notifier must be stopped.


@dataclass(frozen=True)
class Standing:
    """How a mail stands, and how it came there."""

    state: str
    reason: str | None = None
    attempts: int = 1
    ambiguous: int = 0
    reply_code: int | None = None


@dataclass(frozen=True)
class Held:
    """All mails of a store by their ids, and up to which instants they were decided."""

    meant: dict[bytes, Intent]
    standing: dict[bytes, Standing]
    marks_until: int
    overdue_until: int

    def states(self, kind: str | None = None) -> list[str]:
        """Sorted; a suppressed mail's with the reason."""
        chosen = [one for key, one in self.standing.items() if kind in (None, self.meant[key].kind)]
        return sorted(one.state if one.reason is None else f"{one.state}: {one.reason}" for one in chosen)

    def only(self) -> Standing:
        """How the one mail stands."""
        (found,) = self.standing.values()
        return found


def held(service: Notifier) -> Held:
    """What the stopped notifier's store holds."""
    with opened(service.store) as store:
        meant, standing = {}, {}
        for row in store.execute("SELECT * FROM mail"):
            meant[row["mail_id"]] = _intent(store, row)
            standing[row["mail_id"]] = Standing(
                row["state"], REASONS.get(row["reason"]), row["attempts"], row["ambiguous"], row["reply_code"]
            )
        marks = store.execute("SELECT min(until) FROM marks_decided").fetchone()[0]
        promised = "SELECT min(complete_until) FROM source WHERE state = 'live' AND feed NOT LIKE 'diary.%'"
        overdue = store.execute(promised).fetchone()[0]
    return Held(meant, standing, marks or 0, overdue or 0)


def _intent(store: Connection, row: Row) -> Intent:
    mail = row["mail_id"]
    events = {one[0] for one in store.execute("SELECT event_id FROM mail_event WHERE mail_id = ?", [mail])}
    made = Intent(
        KINDS[row["kind"]], row["recipient_id"], row["school_id"], row["child_id"], row["opens_at"], row["closes_at"],
        row["expires_at"], events, is_gathering=row["state"] == "gathering",
    )  # fmt: skip
    told = store.execute("SELECT thing_id, before, after FROM mail_told WHERE mail_id = ?", [mail])
    for thing, before, after in told:
        made.told[thing] = (_value(before), _value(after)) if made.kind == MARKS else None
    return made


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
    meant = intents(journal, diary, alerts, store.marks_until, until, policy)
    expected, found = {mail_id(key): intent for key, intent in meant.items()}, []
    for key in {*expected, *store.meant}:
        ours, theirs = expected.get(key), store.meant.get(key)
        if ours != theirs:
            found.append(f"{key.hex()}:\n  expected {ours}\n  stored   {theirs}")
        elif ours is not None and not ours.told and not ours.is_gathering and store.standing[key].reason != "undone":
            found.append(f"{key.hex()}: tells nothing and is {store.standing[key]}")
    return sorted(found)
