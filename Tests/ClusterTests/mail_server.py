"""An SMTP server of aiosmtpd that misbehaves as it is told, and remembers every message it took on."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = "zvonok", "correct horse"


@dataclass(frozen=True)
class Mail:
    """One message that was taken on: its envelope and its bytes, with the dots the wire doubles taken away."""

    sender: str
    recipient: str
    content: bytes

    @property
    def parsed(self) -> Message:
        return message_from_bytes(self.content, policy=default)

    @property
    def message_id(self) -> str:
        return self.parsed["Message-ID"]

    @property
    def text(self) -> str:
        return self.parsed.get_content()


@dataclass
class Script:
    """What goes wrong. A reply here is sent instead of the usual one; `lives` says how often, None for ever."""

    at_connect: str = ""
    at_sender: str = ""
    at_recipient: str = ""
    at_data: str = ""
    after_body: str = ""
    hangs_after_body: bool = False
    drops_after_body: bool = False
    drops_after_accept: bool = False
    lives: int | None = None

    def takes_life(self) -> bool:
        """Whether it still goes wrong; counts."""
        if self.lives is None:
            return True
        self.lives -= 1
        return self.lives >= 0


@dataclass
class Handler:
    script: Script
    accepted: list[Mail] = field(default_factory=list)
    connections: int = 0

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if self.script.at_sender and self.script.takes_life():
            return self.script.at_sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        if self.script.at_recipient and self.script.takes_life():
            return self.script.at_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        faulty = self.script.hangs_after_body or self.script.drops_after_body or bool(self.script.after_body)
        if faulty and self.script.takes_life():
            if self.script.hangs_after_body:
                await asyncio.sleep(3600)
            if self.script.drops_after_body:
                server.transport.abort()
                return "250 OK"
            return self.script.after_body
        assert isinstance(envelope.content, bytes)
        assert len(envelope.rcpt_tos) == 1, "one recipient a transaction"
        self.accepted.append(Mail(str(envelope.mail_from), envelope.rcpt_tos[0], envelope.content))
        if self.script.drops_after_accept and self.script.takes_life():
            asyncio.get_running_loop().call_later(0.05, server.transport.abort)
        return "250 OK"


class ScriptedSMTP(SMTP):
    """aiosmtpd asks its handler nothing at connection and at DATA."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        handler: Handler = self.event_handler
        # STARTTLS makes the connection anew over the same socket.
        if self.transport is None:
            handler.connections += 1
            if handler.script.at_connect and handler.script.takes_life():
                transport.write(f"{handler.script.at_connect}\r\n".encode())  # type: ignore[attr-defined]
                transport.close()
                return
        super().connection_made(transport)

    async def smtp_DATA(self, argument: str | None) -> None:  # noqa: N802
        handler: Handler = self.event_handler
        if handler.script.at_data and handler.script.takes_life():
            await self.push(handler.script.at_data)
            return
        await super().smtp_DATA(argument)


class ScriptedController(Controller):
    def __init__(self, handler: Handler, **options: object) -> None:
        self.smtp_options = options
        super().__init__(handler, hostname="127.0.0.1", port=0)

    def factory(self) -> SMTP:
        return ScriptedSMTP(self.handler, hostname="mail.test", **self.smtp_options)

    def _trigger_server(self) -> None:
        # The port is the system's choice; the controller would knock at 0.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@dataclass
class MailServer:
    """A running server."""

    controller: ScriptedController
    handler: Handler

    @property
    def port(self) -> int:
        return self.controller.port

    @property
    def script(self) -> Script:
        return self.handler.script

    @script.setter
    def script(self, script: Script) -> None:
        self.handler.script = script

    @property
    def accepted(self) -> list[Mail]:
        return list(self.handler.accepted)

    def forget(self) -> None:
        """As if it had taken on nothing yet."""
        self.handler.accepted.clear()

    @property
    def connections(self) -> int:
        return self.handler.connections


@dataclass(frozen=True)
class Certificate:
    """For 127.0.0.1, signed by itself."""

    certificate: Path
    key: Path

    @classmethod
    def make(cls, folder: Path) -> Certificate:
        made = cls(folder / "mail.crt", folder / "mail.key")
        subprocess.run(
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout", str(made.key), "-out", str(made.certificate), "-days", "2", "-subj", "/CN=127.0.0.1",
                "-addext", "subjectAltName=IP:127.0.0.1",
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
        return made

    @property
    def context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


@contextmanager
def mail_server(
    script: Script | None = None, certificate: Certificate | None = None, wants_login: bool = False
) -> Iterator[MailServer]:
    """A server on a port of its own; with a certificate it offers STARTTLS."""
    handler = Handler(Script())
    options: dict[str, object] = {"data_size_limit": 2**22}
    if certificate is not None:
        options |= {"tls_context": certificate.context, "require_starttls": True}
    if wants_login:
        options |= {"authenticator": _authenticator, "auth_required": True, "auth_require_tls": True}
    controller = ScriptedController(handler, **options)
    controller.start()
    # The controller has knocked at its own door.
    handler.script, handler.connections = script or Script(), 0
    try:
        yield MailServer(controller, handler)
    finally:
        _stop(controller)


def _authenticator(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
    given = (getattr(data, "login", b""), getattr(data, "password", b""))
    return AuthResult(success=given == (USER.encode(), PASSWORD.encode()), handled=False)


def _stop(controller: Controller) -> None:
    """Without waiting for those that hang."""
    loop, thread = controller.loop, controller._thread
    loop.call_soon_threadsafe(_cancel_all, loop)
    _within(controller.stop, 5)
    assert thread is None or not thread.is_alive(), "the mail server does not end"


def _cancel_all(loop: asyncio.AbstractEventLoop) -> None:
    for task in asyncio.all_tasks(loop):
        task.cancel()


def _within(action: Callable[[], None], seconds: float) -> None:
    thread = threading.Thread(target=action, daemon=True)
    thread.start()
    thread.join(seconds)
