"""Accounts of staff: how they are issued, and how their owners sign in."""

from __future__ import annotations

import base64
import hashlib

from typing import Protocol

from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.client import accepted
from zvonok_interop.orders import now_us, order, wire

from browser import Browser
from cluster import Journal
from scenario import Scene

PASSWORD = "a long enough password"
LOGIN = "teacher.one"


class HasJournal(Protocol):
    """A test's scene in which a journal serves pages."""

    journal: Journal


def verifier(password: str) -> str:
    """What a password is checked against, as a PHC string of scrypt."""
    salt = hashlib.sha256(password.encode()).digest()[:16]
    found = hashlib.scrypt(password.encode(), salt=salt, n=1 << 15, r=8, p=1, maxmem=64 << 20, dklen=32)
    return f"$scrypt$ln=15,r=8,p=1${_plain(salt)}${_plain(found)}"


def _plain(content: bytes) -> str:
    return base64.b64encode(content).decode().rstrip("=")


def command(scene: Scene, body: Message) -> Message:
    """Has a desk carry this out for the scene's school."""
    item = order(scene.builder.ids.next(), scene.builder.school.school_id, body, b"")
    return accepted(scene.cluster.connect(scene.journal, "desk").command(wire(item, now_us())))


def issue_account(scene: Scene, staff_id: bytes, login: str = LOGIN) -> None:
    """An account with the tests' password."""
    body = schemas.commands.IssueStaffAccount(
        staff_id=staff_id, login=login, password_verifier=verifier(PASSWORD)
    )
    command(scene, body)


def sign_in(scene: HasJournal, login: str = LOGIN, to: str = "/journal/") -> Browser:
    """A browser in which the owner of the login has signed in, by way of the page they wanted."""
    browser = Browser(scene.journal.origin)
    page = browser.get(to)
    assert page.url.endswith(f"/journal/session/renew?next={to}"), page.url
    fields = page.form("/sign-in").changed(login=login, password=PASSWORD)
    page = browser.post("/journal/sign-in", fields)
    assert (page.status, page.url) == (200, scene.journal.origin + to), page.text
    return browser
