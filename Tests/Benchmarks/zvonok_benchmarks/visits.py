"""Pages as browsers ask for them, and a bare server that sends the same bytes."""

from __future__ import annotations

import http.client
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from browser import Browser
from process import Process, wait_for

from .machine import Tools

# What each server sets by itself.
_OWN_HEADERS = {"date", "content-length", "connection"}


@dataclass(frozen=True)
class Request:
    """A request with what a browser sends along."""

    origin: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None

    @classmethod
    def of(cls, browser: Browser, path: str, fields: list[tuple[str, str]] | None = None) -> Request:
        """What this browser would send for a page, or with a form."""
        asked = urllib.request.Request(browser.origin + path)
        browser.cookies.add_cookie_header(asked)
        headers = [("Accept-Language", "ru"), ("Cookie", asked.get_header("Cookie", ""))]
        if fields is None:
            return cls(browser.origin, path, tuple(headers))
        headers += [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", browser.origin)]
        return cls(browser.origin, path, tuple(headers), urllib.parse.urlencode(fields).encode())

    def elsewhere(self, origin: str, path: str) -> Request:
        """The same, asked of another."""
        return Request(origin, path, self.headers, self.body)

    @property
    def port(self) -> int:
        return urllib.parse.urlsplit(self.origin).port or 80

    @property
    def wire(self) -> bytes:
        """As it goes over a connection that is kept (RFC 9112)."""
        headers = [("Host", urllib.parse.urlsplit(self.origin).netloc), *self.headers]
        if self.body is not None:
            headers.append(("Content-Length", str(len(self.body))))
        lines = [f"{'GET' if self.body is None else 'POST'} {self.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers]
        return "\r\n".join([*lines, "", ""]).encode() + (self.body or b"")

    def record(self, file: Path) -> int:
        """Writes the answer down as `bare-pages` reads it; the size of its body. It must be 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", self.path, headers=dict(self.headers))
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            raise AssertionError(f"{answer.status} from {self.path}: {body[:2_000]!r}")
        lines = [f"{name}: {value}\n" for name, value in answer.getheaders() if name.lower() not in _OWN_HEADERS]
        file.write_bytes("".join(lines).encode() + b"\n" + body)
        return len(body)


class BarePages:
    """A server of recorded answers, the first at /0, the next at /1 and so on."""

    def __init__(self, tools: Tools, files: list[Path], log: Path) -> None:
        arguments = [str(tools.binaries / "bare-pages"), *(str(file) for file in files)]
        self.process = Process(arguments, log)
        wait_for(lambda: "\n" in log.read_text() or not self.process.is_running, "the bare server's port")
        if not self.process.is_running:
            raise AssertionError(self.process.tail())
        self.origin = f"http://127.0.0.1:{log.read_text().split()[0]}"

    def close(self) -> None:
        self.process.close()
