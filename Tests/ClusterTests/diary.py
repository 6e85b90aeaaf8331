"""A diary-reader under test: how it is configured, how accounts are issued, and a family's browser."""

from __future__ import annotations

import base64
import hashlib
import http.cookiejar
import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from zvonok_interop import ids, schemas

from cluster import Cluster, Grant, Journal, Service, free_port
from process import PATIENCE

PASSWORD = "a password of some length"
GUARDIAN = schemas.diary_accounts.ACCOUNT_HOLDER_GUARDIAN
PUPIL = schemas.diary_accounts.ACCOUNT_HOLDER_PUPIL


def verifier(password: str = PASSWORD) -> str:
    """What is stored of a password, as the sender of a command makes it (PHC string format)."""
    salt = os.urandom(16)
    made = hashlib.scrypt(password.encode(), salt=salt, n=1 << 15, r=8, p=1, maxmem=64 << 20, dklen=32)
    return f"$scrypt$ln=15,r=8,p=1${_base64(salt)}${_base64(made)}"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def issue(account_id: bytes, person_id: bytes, login: str, holder: int = GUARDIAN, email: str = "") -> Message:
    """The command that opens the diary to a person."""
    made = schemas.diary_commands.IssueAccount(
        account_id=account_id, person_id=person_id, holder=holder, login=login, password_verifier=verifier()
    )
    if email:
        made.email = email
    return made


class Diary(Service):
    """A diary-reader, with its feed and its pages."""

    executable = "diary-reader"

    def __init__(self, folder: Path, name: str, upstreams: Sequence[Journal]) -> None:
        super().__init__(folder, name)
        self.feed_name = "diary.test"
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
        }
        return super().document() | own

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    def newest_backup(self) -> Path:
        """The file of the last backup; its manifest lies beside it."""
        return max(self.backups.glob("*.sqlite"), key=lambda path: path.stat().st_mtime_ns)


def diary(cluster: Cluster, *upstreams: Journal, name: str = "diary") -> Diary:
    """A diary that reads these journals whole, with a desk, an auditor and an operator."""
    made = Diary(cluster.folder, name, upstreams)
    made.grants += [
        Grant("desk", [cluster.sender("desk").public], commands="all", schools="all", actors="all"),
        Grant("auditor", [cluster.sender("auditor").public], {made.feed_name: "all"}),
        Grant("operator", [cluster.sender("operator").public], is_operator=True),
    ]
    made.write()
    for upstream in upstreams:
        upstream.grants.append(Grant(name, [made.keys.public], {upstream.feed_name: "all"}))
        upstream.write_allow_list()
    cluster.adopt(made)
    return made


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Browser:
    """A browser without script: it keeps cookies, fills in forms, and shows where it is sent."""

    def __init__(self, service: Diary, base: str = "/diary") -> None:
        self._base = service.origin + base
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies, _NoRedirect)

    def get(self, path: str, **query: str) -> tuple[int, str]:
        """Status and body; a redirect is shown, not followed."""
        address = self._base + path + (f"?{urllib.parse.urlencode(query)}" if query else "")
        return self._ask(urllib.request.Request(address))

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Sends a form as this site's own page would."""
        form = self.get("/sign-in")[1]
        csrf = re.search(r'name="csrf" value="([^"]+)"', form)
        assert csrf is not None, form
        body = urllib.parse.urlencode(fields | {"csrf": csrf.group(1)}).encode()
        return self._ask(urllib.request.Request(self._base + path, data=body))

    def sign_in(self, login: str, password: str = PASSWORD) -> int:
        return self.post("/sign-in", login=login, password=password)[0]

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def children(self) -> set[bytes]:
        """Whose diaries it may open."""
        status, body = self.get("/api/v1/children")
        assert status == 200, body
        return {ids.parse(one["id"]) for one in json.loads(body)["children"]}

    def week(self, pupil: bytes, start: date) -> dict[str, Any]:
        """The API's answer for one week."""
        status, body = self.get(f"/api/v1/children/{ids.text(pupil)}/week", **{"from": start.isoformat()})
        assert status == 200, body
        return json.loads(body)


def comparable_days(week: dict[str, Any]) -> list[dict[str, Any]]:
    """The days of an answer as a fold has them, which keeps whether a lesson was cancelled, not why."""
    return [
        day | {"lessons": [one | {"cancelled": one["cancelled"] is not None} for one in day["lessons"]]}
        for day in week["days"]
    ]
