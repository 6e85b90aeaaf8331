"""The routes of all services as the Swift tests list them, and how to knock at one without following anything."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cluster import ROOT, Service
from process import PATIENCE

LISTINGS = ROOT / "Tests" / "DoorKit" / "Snapshots"
SERVICES = ("journal-writer", "diary-reader", "deadline-monitor", "notifier", "statistics-collector")


@dataclass(frozen=True)
class Route:
    """A line of a listing."""

    name: str
    method: str
    path: str
    access: str

    @property
    def is_api(self) -> bool:
        return "/api/" in self.path

    @property
    def is_look(self) -> bool:
        return self.method == "GET"


def listed(name: str) -> list[Route]:
    """A service's routes, its stylesheet's name aside, which follows its content."""
    lines = (LISTINGS / f"{name}.txt").read_text().splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [Route(*row[:4]) for row in rows if row[0] != "web.stylesheet"]


@dataclass(frozen=True)
class Answer:
    """What came back, without what every answer has for itself."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    @property
    def location(self) -> str | None:
        return dict(self.headers).get("location")

    @property
    def whole(self) -> str:
        return f"{self.status} {self.headers} {self.body}"


def knock(
    port: int, method: str, path: str, cookies: Mapping[str, str], body: str | None = None, **headers: str
) -> Answer:
    """One request, its answer shown as it is but for the date, the trace and the address that was asked for."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if cookies:
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        text = answer.read().decode()
        fields = [(name.lower(), value) for name, value in answer.getheaders() if name.lower() != "date"]
    finally:
        connection.close()
    plain = tuple(sorted((name, _without(value, path)) for name, value in fields))
    return Answer(answer.status, plain, _without(text, path))


def _without(text: str, path: str) -> str:
    encoded = path.replace("?", "%3F").replace("=", "%3D").replace("&", "%26")
    return re.sub(r"<code>[0-9a-f]{32}</code>", "TRACE", text.replace(path, "PATH").replace(encoded, "PATH"))


def listening(service: Service) -> set[tuple[str, int]]:
    """The addresses and ports at which a running service takes connections."""
    folder = Path(f"/proc/{service.running.pid}")
    sockets = {str(link.readlink()) for link in (folder / "fd").iterdir() if link.is_symlink()}
    found = set()
    for line in (folder / "net" / "tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
            address, port = fields[1].split(":")
            octets = bytes.fromhex(address)[::-1]
            found.add((".".join(map(str, octets)), int(port, 16)))
    return found
