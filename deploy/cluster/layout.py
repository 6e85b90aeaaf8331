"""The demo's folder: stores, keys, configurations and logs of the whole cluster."""

from __future__ import annotations

import fcntl
import hashlib
import re
import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

import yaml_text
from processes import DemoError, clean_environment
from services import SERVICES, Service, feed_name

ROOT = Path(__file__).resolve().parents[2]
# Says that a folder is a demo's, so that --fresh never empties another.
_MARK = "this-is-a-zvonok-demo"


def built_services(package: Path) -> list[Service]:
    """The rows of the table whose executables are products of the package."""
    products = set(re.findall(r'\.executable\(name: "([^"]+)"', package.read_text()))
    return [one for one in SERVICES if one.name in products]


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Place:
    """Where one service lies, and its ports of this run."""

    def __init__(self, service: Service, folder: Path) -> None:
        self.service, self.folder = service, folder / service.name
        self.bus_port, self.health_port, self.http_port = free_port(), free_port(), free_port()
        self.key_file = self.folder / "bus.key"
        self.allow_list = self.folder / "allow-list.yaml"
        self.config = self.folder / "config.yaml"
        self.log = self.folder / "log"
        self.public_key = ""

    @property
    def endpoint(self) -> str:
        return f"tcp://127.0.0.1:{self.bus_port}"

    def health_url(self, page: str) -> str:
        return f"http://127.0.0.1:{self.health_port}/{page}"


class Layout:
    """The folder of one demo; locked while it is in use."""

    def __init__(self, folder: Path, programs: Path, services: Sequence[Service], port: int) -> None:
        self.folder, self.programs, self.port = folder, programs, port
        self.places = {one.name: Place(one, folder) for one in services}
        self.clock, self.operator_key = folder / "clock", folder / "operator.key"
        self.operator_config, self.mail_folder = folder / "zvonok.yaml", folder / "mail"
        self.token_file = folder / "api.token"
        self.operator_public_key = ""
        self._lock: IO[str] | None = None

    @property
    def origin(self) -> str:
        """Where browsers see the cluster."""
        return f"http://127.0.0.1:{self.port}"

    def of(self, kind: str) -> Place | None:
        """The owner of the feed of this kind, where it is built."""
        return next((one for one in self.places.values() if one.service.owns == kind), None)

    def program(self, name: str) -> str:
        path = self.programs / name
        if not path.exists():
            raise DemoError(f"{path} is not there: build it first (deploy/demo without --no-setup does)")
        return str(path)

    # Making it

    def prepare(self, is_fresh: bool) -> None:
        """Makes what is missing and writes every configuration anew; stores, keys and the clock stay."""
        self._take(is_fresh)
        self.mail_folder.mkdir(exist_ok=True)
        if not self.clock.exists():
            self.zvonok("clock", "create", str(self.clock))
        self.operator_public_key = self._key(self.operator_key)
        for place in self.places.values():
            place.folder.mkdir(exist_ok=True)
            place.public_key = self._key(place.key_file)
        if not self.token_file.exists():
            self.token_file.touch(0o600)
            self.token_file.write_text(secrets.token_urlsafe(32) + "\n")
        for place in self.places.values():
            _write(place.config, self._document(place))
            _write(place.allow_list, {"senders": list(self._senders(place))})
        _write(self.operator_config, self._operator_document())

    def check_folder(self) -> None:
        """Fails where something else than a demo lies there."""
        if self.folder.exists() and not self.folder.is_dir():
            raise DemoError(f"{self.folder} is no folder; choose another --folder")
        if self.folder.exists() and any(self.folder.iterdir()) and not (self.folder / _MARK).exists():
            raise DemoError(f"{self.folder} holds something else than a demo; choose another --folder")

    @property
    def is_ours(self) -> bool:
        """Whether this process has taken the folder."""
        return self._lock is not None

    def _take(self, is_fresh: bool) -> None:
        mark = self.folder / _MARK
        self.check_folder()
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = mark.open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DemoError(f"another demo runs in {self.folder}; end it, or choose another --folder") from None
        self._lock = lock
        if is_fresh:
            for path in self.folder.iterdir():
                if path != mark:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _key(self, path: Path) -> str:
        """The public key of a secret key's file, which is made if it is not there."""
        return self.zvonok("keys", "show" if path.exists() else "make", str(path)).strip()

    def zvonok(self, *arguments: str) -> str:
        """What the operator's command prints; an error it reports is ours."""
        done = subprocess.run(
            [self.program("zvonok"), *arguments], stdout=subprocess.PIPE, text=True, check=False,
            env=clean_environment(),
        )  # fmt: skip
        if done.returncode != 0:
            raise DemoError(f"zvonok {' '.join(arguments[:2])} ended with {done.returncode}")
        return done.stdout

    # What stands in the files

    def _document(self, place: Place) -> dict[str, Any]:
        service = place.service
        document: dict[str, Any] = {
            "store": {"path": str(place.folder / "store.sqlite"), "sample": True, "minimum-free": "64MiB"},
            "backup": {"directory": str(place.folder / "backups")},
            "clock": {"simulated-file": str(self.clock)},
            "bus": {
                "endpoint": place.endpoint, "secret-key": str(place.key_file), "allow-list": str(place.allow_list),
                "operator-key": str(self.operator_key),
            },
            "health": {"port": place.health_port},
            "log": {"format": "json", "level": "info"},
        }  # fmt: skip
        if service.owns:
            document["feed"] = {"name": feed_name(service.owns)}
        if service.reads:
            document["upstreams"] = list(self._upstreams(service.reads))
        if service.base_path is not None:
            document["http"] = {"host": "127.0.0.1", "port": place.http_port}
            document["web"] = {
                "base-path": service.base_path, "public-origin": self.origin, "secure-cookies": False,
                "journal-base-path": "/journal",
            }  # fmt: skip
        return document | self._own(service)

    def _own(self, service: Service) -> dict[str, Any]:
        """What only this service is told."""
        if service.has_tokens:
            digest = hashlib.sha256(self.token_file.read_text().strip().encode()).hexdigest()
            return {"tokens": [{"name": "demo", "sha256": digest}]}
        if service.writes_mail:
            sender = {"sender": "diary@zvonok.example", "sender-name": "Электронный дневник"}
            return {"web": {"public-origin": self.origin}, "mail": sender | {"folder": str(self.mail_folder)}}
        return {}

    def _upstreams(self, kinds: Iterable[str]) -> Iterable[dict[str, str]]:
        for kind in kinds:
            owner = self.of(kind)
            if owner is not None:
                yield {"feed": feed_name(kind), "endpoint": owner.endpoint, "server-key": owner.public_key}

    def _senders(self, place: Place) -> Iterable[dict[str, Any]]:
        """Who may ask this service what: the operator everything, its readers what their roles say."""
        yield {
            "name": "operator", "keys": [self.operator_public_key], "role": "sample-city", "schools": "all",
            "actors": "all",
        }  # fmt: skip
        for reader in self.places.values():
            if place.service.owns in reader.service.reads:
                yield {"name": reader.service.name, "keys": [reader.public_key], "role": reader.service.role}

    def _operator_document(self) -> dict[str, Any]:
        kinds = [one.service.owns for one in self.places.values() if one.service.owns]
        return {
            "operator": {"secret-key": str(self.operator_key)},
            "clock": {"simulated-file": str(self.clock)},
            "upstreams": list(self._upstreams(kinds)),
            "services": [
                {
                    "name": name, "endpoint": place.endpoint, "server-key": place.public_key,
                    "allow-list": str(place.allow_list), "config": str(place.config),
                    "program": self.program(name),
                }
                for name, place in self.places.items()
            ],
        }  # fmt: skip


def _write(path: Path, document: dict[str, Any]) -> None:
    path.touch(0o600)
    path.write_text(yaml_text.text(document))
