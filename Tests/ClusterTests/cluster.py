"""The one place that knows how the services are configured, started and asked over HTTP.

Configuration keys, command lines and JSON shapes stand here and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from google.protobuf.message import Message
from zvonok_interop import ids
from zvonok_interop.client import Client, KeyPair, Peer
from zvonok_interop.oracle.statistics import Day, Key
from zvonok_interop.schemas import CARD_TYPES, EVENT_CLASSES

from ports import free_port
from process import PATIENCE, Process, http_status, run_once, wait_for

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "cluster-test-token"
OPEN_TYPES = tuple(sorted(set(EVENT_CLASSES) - set(CARD_TYPES)))


def binary(name: str) -> Path:
    """Where the built service lies: ZVONOK_BIN, or the debug build."""
    return Path(os.environ.get("ZVONOK_BIN", ROOT / ".build" / "debug")) / name


def are_binaries_built() -> bool:
    return all(binary(name).exists() for name in ("journal-writer", "statistics-collector", "diary-reader"))


@dataclass
class Grant:
    """One sender of an allow-list. The string "all" stands for everything, a list for these only."""

    name: str
    keys: list[str]
    feeds: Mapping[str, Sequence[str] | str] = field(default_factory=dict)
    commands: Sequence[str] | str = ()
    schools: Sequence[bytes] | str = ()
    actors: Sequence[bytes] | str = ()
    is_operator: bool = False
    # What one of this role may, in the place of all but the schools.
    role: str = ""

    def document(self) -> dict[str, Any]:
        if self.role:
            scope = {"schools": _choice(self.schools), "actors": _choice(self.actors)}
            return {"name": self.name, "keys": self.keys, "role": self.role, **scope}
        return {
            "name": self.name,
            "keys": self.keys,
            "feeds": [{"feed": name, "types": _choice(types)} for name, types in self.feeds.items()],
            "commands": _choice(self.commands),
            "schools": _choice(self.schools),
            "actors": _choice(self.actors),
            "operator": self.is_operator,
        }


def _choice(chosen: Sequence[Any] | str) -> list[str] | str:
    if isinstance(chosen, str):
        return chosen
    return [ids.text(one) if isinstance(one, bytes) else one for one in chosen]


class Service:
    """A configured service: its folder, keys, ports, and its process while it runs."""

    executable = ""

    def __init__(self, folder: Path, name: str) -> None:
        self.name, self.folder = name, folder / name
        self.folder.mkdir(parents=True)
        self.keys = KeyPair.make()
        self.port, self.health_port = free_port(), free_port()
        self.store = self.folder / "store.sqlite"
        self.config_file = self.folder / "config.yaml"
        self.key_file = self.folder / "bus.key"
        self.allow_list_file = self.folder / "allow-list.yaml"
        self.log = self.folder / "log"
        self.settings: dict[str, Any] = {}
        self.environment: dict[str, str] = {}
        self.grants: list[Grant] = []
        self.process: Process | None = None
        self._started: list[Process] = []

    # Configuration

    def document(self) -> dict[str, Any]:
        """The configuration file's content."""
        return {
            "store": {"path": str(self.store), "sample": True, "minimum-free": "1MiB"},
            "bus": {
                "endpoint": f"tcp://127.0.0.1:{self.port}",
                "secret-key": str(self.key_file),
                "allow-list": str(self.allow_list_file),
            },
            "health": {"port": self.health_port},
            "log": {"format": "json", "level": "info"},
        }

    def write(self) -> None:
        """Writes all files anew."""
        if not self.key_file.exists():
            with os.fdopen(os.open(self.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(self.keys.secret + "\n")
        self.config_file.write_text(yaml.safe_dump(_merged(self.document(), self.settings), allow_unicode=True))
        self.write_allow_list()

    def write_allow_list(self) -> None:
        """Replaces the allow-list at one stroke, as an operator's editor does."""
        made = self.allow_list_file.with_suffix(".new")
        made.write_text(yaml.safe_dump({"senders": [grant.document() for grant in self.grants]}))
        made.chmod(0o600)
        made.rename(self.allow_list_file)

    # Life

    def command_line(self, command: str, *more: str) -> list[str]:
        return [str(binary(self.executable)), command, "--config", str(self.config_file), *more]

    def start(self, die_at: str = "", prefix: Sequence[str] = (), is_waiting: bool = True) -> Process:
        """Starts it; returns once /readyz is green unless told not to wait."""
        more = ["--die-at", die_at] if die_at else []
        arguments = [*prefix, *self.command_line("run", *more)]
        self.process = Process(arguments, self.log, self.environment)
        self._started.append(self.process)
        if is_waiting:
            self.process.wait_http(self.health_url("readyz"))
        return self.process

    @property
    def running(self) -> Process:
        assert self.process is not None, f"{self.name} was never started"
        return self.process

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.is_running

    def stop(self) -> None:
        """SIGTERM and a clean end."""
        assert self.running.terminate() == 0, self.running.tail()

    def reload(self) -> None:
        """Makes a running service read its allow-list again; returns once it has."""
        taken = self._reloads()
        self.running.send_signal(signal.SIGHUP)
        wait_for(lambda: self._reloads() > taken, "the configuration to be read again")

    def _reloads(self) -> int:
        return self.log.read_text(errors="replace").count("the configuration was read again")

    def restart(self, **options: Any) -> Process:
        """After a kill."""
        self.running.close()
        return self.start(**options)

    def close(self) -> None:
        for process in self._started:
            process.close()

    def health_url(self, page: str) -> str:
        return f"http://127.0.0.1:{self.health_port}/{page}"

    def health(self, page: str) -> tuple[int, str]:
        return http_status(self.health_url(page))

    def metric(self, name: str, **labels: str) -> float:
        """The sum of a metric's series with these labels; 0 if there is none yet."""
        total = 0.0
        for line in self.health("metrics")[1].splitlines():
            series, _, value = line.rpartition(" ")
            if series.split("{")[0] == name and all(f'{key}="{text}"' in series for key, text in labels.items()):
                total += float(value)
        return total

    def handshakes_refused(self) -> float:
        """Connections whose key was not wanted, as the service counts them."""
        return self.metric("zeromq_zap_refused_total")

    # Connections

    @property
    def peer(self) -> Peer:
        return Peer(f"tcp://127.0.0.1:{self.port}", self.keys.public)

    # Offline commands; each gives (exit status, output)

    def offline(self, command: str, *more: str) -> tuple[int, str]:
        done = run_once(self.command_line(command, *more), timeout=120, environment=self.environment)
        return done.returncode, done.stdout

    def verify(self, full: bool = True, expect: tuple[int, bytes] | None = None) -> tuple[int, str]:
        more = ["--full"] if full else []
        if expect is not None:
            more += ["--expect", f"{expect[0]}:{expect[1].hex()}"]
        return self.offline("verify", *more)

    def restore(self, backup: Path) -> None:
        """Puts a backup in the store's place; the service must be stopped."""
        status, output = self.offline("restore", str(backup))
        assert status == 0, output


class Journal(Service):
    """A journal-writer."""

    executable = "journal-writer"

    def __init__(self, folder: Path, name: str, feed_name: str) -> None:
        super().__init__(folder, name)
        self.feed_name = feed_name
        self.http_port = free_port()
        self.backups = self.folder / "backups"
        self.backups.mkdir()

    def document(self) -> dict[str, Any]:
        own = {
            "feed": {"name": self.feed_name}, "backup": {"directory": str(self.backups)},
            "http": {"port": self.http_port},
            "web": {"public-origin": self.origin, "secure-cookies": False},
        }  # fmt: skip
        return _merged(super().document(), own)

    @property
    def origin(self) -> str:
        """Where browsers see it: no proxy stands in front."""
        return f"http://127.0.0.1:{self.http_port}"

    def newest_backup(self) -> Path:
        """The file of the last backup; its manifest lies beside it."""
        return max(self.backups.glob("*.sqlite"), key=lambda path: path.stat().st_mtime_ns)


class Collector(Service):
    """A statistics-collector, and its API."""

    executable = "statistics-collector"

    def __init__(self, folder: Path, name: str, upstreams: Sequence[Journal]) -> None:
        super().__init__(folder, name)
        self.http_port = free_port()
        self.upstreams = list(upstreams)

    def document(self) -> dict[str, Any]:
        own = {
            "upstreams": [
                {"feed": one.feed_name, "endpoint": one.peer.endpoint, "server-key": one.keys.public}
                for one in self.upstreams
            ],
            "http": {"host": "127.0.0.1", "port": self.http_port},
            "web": {"public-origin": f"http://127.0.0.1:{self.http_port}", "secure-cookies": False},
            "tokens": [{"name": "tests", "sha256": hashlib.sha256(TOKEN.encode()).hexdigest()}],
        }
        return _merged(super().document(), own)

    def get(self, path: str, token: str = TOKEN, **query: str) -> str:
        """The body of a page of the API."""
        address = f"http://127.0.0.1:{self.http_port}/statistics{path}?{urllib.parse.urlencode(query)}"
        request = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def figures(self, school: bytes, first: date, last: date) -> Figures:
        """The figures of one school."""
        query = {"school": ids.text(school), "from": first.isoformat(), "to": last.isoformat()}
        return Figures.parse(json.loads(self.get("/api/v1/days", **query)))


@dataclass(frozen=True)
class FeedState:
    """What the API says of one feed its figures rest on."""

    feed: str
    state: str
    cursor: int | None
    complete_until: int | None
    since: int | None


@dataclass(frozen=True)
class Figures:
    """An answer of /api/v1/days."""

    # None while a feed has promised nothing yet.
    as_of: int | None
    feeds: dict[str, FeedState]
    rows: dict[Key, Day]

    # How a row's members are called, by our names.
    NAMES = {
        "lessons": "lessons_scheduled", "cancelled": "lessons_cancelled", "held": "lessons_held",
        "extracurricular": "extracurricular_held",
        "topics": "topics", "homework": "homework", "homework_none": "homework_none",
        "rolls": "rolls", "marks": "marks",
        **{
            name: name
            for name in (
                "topics_on_time", "topics_late", "topics_missing", "homework_on_time", "homework_late",
                "homework_missing", "rolls_on_time", "rolls_late", "rolls_missing", "marks_on_time", "marks_late",
            )
        },
    }  # fmt: skip

    @classmethod
    def parse(cls, document: dict[str, Any]) -> Figures:
        feeds = [
            FeedState(one["feed"], one["state"], one.get("cursor"), one["complete_until"], one.get("since"))
            for one in document["feeds"]
        ]
        rows = {cls._key(row): cls._day(row) for row in document["rows"]}
        return cls(document["as_of"], {one.feed: one for one in feeds}, rows)

    @staticmethod
    def _key(row: dict[str, Any]) -> Key:
        class_id = ids.parse(row["class"]) if row["class"] else None
        return ids.parse(row["school"]), class_id, date.fromisoformat(row["date"])

    @classmethod
    def _day(cls, row: dict[str, Any]) -> Day:
        return Day(**{ours: row[theirs] for ours, theirs in cls.NAMES.items()})


def _merged(base: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Sections joined; in both, the second holds. A value of None takes a key away."""
    merged = dict(base)
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merged(merged[key], value)
        elif value is None:
            merged.pop(key, None)
        else:
            merged[key] = value
    return merged


class Cluster:
    """The services of one test, their senders and connections; closes everything."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._services: list[Service] = []
        self._clients: dict[tuple[str, str, float], Client] = {}
        self._opened: list[Client] = []
        self.senders: dict[str, KeyPair] = {}

    def sender(self, name: str) -> KeyPair:
        """The key pair of this name, made at first use."""
        return self.senders.setdefault(name, KeyPair.make())

    def journal(self, name: str = "journal", feed_name: str = "journal.test") -> Journal:
        """A journal-writer with the usual senders: desks that command, an auditor that reads, an operator."""
        made = Journal(self.folder, name, feed_name)
        everything: dict[str, Any] = {"commands": "all", "schools": "all", "actors": "all"}
        for desk in ("desk", "desk-2", "desk-3", "desk-4"):
            made.grants.append(Grant(desk, [self.sender(desk).public], **everything))
        made.grants.append(Grant("auditor", [self.sender("auditor").public], {feed_name: "all"}))
        made.grants.append(Grant("operator", [self.sender("operator").public], is_operator=True))
        made.write()
        self._services.append(made)
        return made

    def collector(self, *upstreams: Journal, name: str = "collector") -> Collector:
        """A statistics-collector that may read everything but cards."""
        made = Collector(self.folder, name, upstreams)
        made.grants.append(Grant("operator", [self.sender("operator").public], is_operator=True))
        made.write()
        for upstream in upstreams:
            upstream.grants.append(Grant(name, [made.keys.public], {upstream.feed_name: OPEN_TYPES}))
            upstream.write_allow_list()
        self._services.append(made)
        return made

    def adopt(self, service: Service) -> None:
        """Takes a service that was made elsewhere into what is closed with the test."""
        self._services.append(service)

    def connect(self, service: Service, sender: str, timeout: float = PATIENCE) -> Client:
        """A connection under a sender's name, the same one each time; it outlives the service's restarts.

        After one it may be ten seconds before it tries again: PROTOCOL.md, "Connection".
        """
        key = (service.name, sender, timeout)
        if key not in self._clients:
            self._clients[key] = self.connect_anew(service, self.sender(sender), timeout)
        return self._clients[key]

    def connect_anew(self, service: Service, keys: KeyPair, timeout: float = PATIENCE) -> Client:
        """Another connection with these keys."""
        client = Client(service.peer, keys, timeout)
        self._opened.append(client)
        return client

    def close(self) -> None:
        for client in self._opened:
            client.close()
        for service in self._services:
            service.close()


def wait_job(client: Client, job: Message, timeout: float = 2 * PATIENCE) -> Message:
    """The job of an operator request once it is done or failed."""
    wait_for(lambda: job_state(client, job).state != "running", f"the end of job {job.kind}", timeout)
    return job_state(client, job)


def job_state(client: Client, job: Message) -> Message:
    """How the job stands now."""
    return next((one for one in client.status().jobs if one.job_id == job.job_id), job)
