"""The mail client against a server that misbehaves: what may be sent again, and what may not."""

from __future__ import annotations

import socket
import subprocess

import pytest

from cluster import binary, free_port
from mail_server import PASSWORD, USER, Certificate, MailServer, Script, mail_server

SENDER, RECIPIENT = "journal@school.test", "mother@mail.test"
PLAIN = b"Subject: marks\r\n\r\nAlgebra: 5\r\n"


def send(port: int, message: bytes = PLAIN, security: str = "none", **settings: str) -> str:
    """What the client says became of it."""
    named = {"host": "127.0.0.1", "port": str(port), "security": security, "from": SENDER, "to": RECIPIENT, **settings}
    arguments = [f"{name.replace('_', '-')}={value}" for name, value in named.items()]
    done = subprocess.run([binary("smtp-probe"), *arguments], input=message, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


def test_a_message_is_accepted_as_it_was_written() -> None:
    with mail_server() as server:
        assert send(server.port) == "accepted: 250 at handed-over"
        (mail,) = server.accepted
        assert (mail.sender, mail.recipient, mail.content) == (SENDER, RECIPIENT, PLAIN)
        assert server.connections == 1


FAULTS = {
    "421 at connect": (Script(at_connect="421 too busy"), "retry: refused at session, 421"),
    "554 at connect": (Script(at_connect="554 not you"), "retry: refused at session, 554"),
    "530 at MAIL": (Script(at_sender="530 5.7.0 log in first"), "retry: refused at sender, 530"),
    "553 at MAIL": (Script(at_sender="553 5.7.1 not your sender"), "retry: refused at sender, 553"),
    "451 at RCPT": (Script(at_recipient="451 greylisted"), "retry: refused at recipient, 451"),
    "550 at RCPT": (Script(at_recipient="550 no such user"), "failed: 550 at recipient"),
    "550 5.7.1 at RCPT": (Script(at_recipient="550 5.7.1 they want none"), "failed: 550 at recipient"),
    "554 5.7.1 at RCPT": (Script(at_recipient="554 5.7.1 relay access denied"), "retry: refused at recipient, 554"),
    "452 at DATA": (Script(at_data="452 disk full"), "retry: refused at data, 452"),
    "554 at DATA": (Script(at_data="554 no"), "failed: 554 at data"),
    "451 after the body": (Script(after_body="451 try later"), "retry: refused at handed-over, 451"),
    "554 5.7.1 after the body": (Script(after_body="554 5.7.1 sign it"), "retry: refused at handed-over, 554"),
    "550 after the body": (Script(after_body="550 spam"), "failed: 550 at handed-over"),
    "a hang after the body": (Script(hangs_after_body=True), "ambiguous: timeout at handed-over"),
    "a drop after the body": (Script(drops_after_body=True), "ambiguous: connection at handed-over"),
    "a drop after the acceptance": (Script(drops_after_accept=True), "accepted: 250 at handed-over"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_ends_in_the_state_it_should(fault: str) -> None:
    script, expected = FAULTS[fault]
    with mail_server(script) as server:
        assert send(server.port, final_reply="500") == expected
        assert len(server.accepted) == ("acceptance" in fault)


def test_nobody_there_is_worth_another_try() -> None:
    assert send(free_port()) == "retry: connection at session"


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert send(silent.getsockname()[1], session="300") == "retry: timeout at session"


# TLS and login


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate.make(tmp_path_factory.mktemp("tls"))


def test_without_starttls_nothing_is_sent() -> None:
    with mail_server() as server:
        assert send(server.port, security="starttls") == "retry: tls at session"
        assert server.accepted == []


def test_starttls_with_a_trusted_certificate_is_used(certificate: Certificate) -> None:
    with mail_server(certificate=certificate) as server:
        outcome = send(server.port, security="starttls", authorities=str(certificate.certificate))
        assert outcome == "accepted: 250 at handed-over"


def test_a_certificate_nobody_vouches_for_is_refused(certificate: Certificate) -> None:
    with mail_server(certificate=certificate) as server:
        assert send(server.port, security="starttls") == "retry: tls at session"
        assert server.accepted == []


def test_a_login_is_made_behind_tls(certificate: Certificate) -> None:
    with mail_server(certificate=certificate, wants_login=True) as server:
        settings = {"security": "starttls", "authorities": str(certificate.certificate), "user": USER}
        assert send(server.port, **settings, password=PASSWORD) == "accepted: 250 at handed-over"
        assert send(server.port, **settings, password="wrong", session="3000") == "retry: refused at session, 535"
        assert len(server.accepted) == 1


def test_a_password_is_never_sent_in_the_clear() -> None:
    with mail_server() as server:
        assert send(server.port, user=USER, password=PASSWORD) == "retry: settings at session"
        assert server.connections == 0


# Sizes: libcurl writes in pieces of 16 and 64 KiB, doubles dots at the beginning of lines, and ends the body itself.


def _body(size: int, line: bytes) -> bytes:
    """Exactly so many bytes of whole lines."""
    text = (line + b"\r\n") * (size // (len(line) + 2) + 1)
    return text[: size - 2] + b"\r\n"


@pytest.fixture(scope="module")
def patient_server() -> MailServer:
    with mail_server() as server:
        yield server


@pytest.mark.parametrize("size", [s + d for s in (16_384, 65_536, 131_072) for d in range(-4, 5)])
@pytest.mark.parametrize("line", [b"x" * 70, b".", b"..", b"x" * 59 + b"."], ids=["text", "dot", "dots", "end dots"])
def test_messages_of_every_size_arrive_unchanged(patient_server: MailServer, size: int, line: bytes) -> None:
    message = b"Subject: size\r\n\r\n" + _body(size - 17, line)
    assert len(message) == size
    assert send(patient_server.port, message) == "accepted: 250 at handed-over"
    assert patient_server.accepted[-1].content == message


@pytest.mark.parametrize("size", [16_384, 65_536])
def test_a_message_without_a_last_line_break_gets_one(patient_server: MailServer, size: int) -> None:
    message = _body(size, b"x" * 70)[:-2]
    assert send(patient_server.port, message) == "accepted: 250 at handed-over"
    assert patient_server.accepted[-1].content == message + b"\r\n"


@pytest.mark.parametrize(
    "address", ["a@b>\r\nRCPT TO:<c@d", "a@b\r\nDATA", "a b@c", "мама@почта.рф", "a@" + "b" * 64, '"a"@b']
)
@pytest.mark.parametrize("place", ["from", "to"])
def test_an_address_that_would_be_a_command_never_reaches_the_server(address: str, place: str) -> None:
    with mail_server() as server:
        arguments = {"from": SENDER, "to": RECIPIENT, place: address}
        command = [binary("smtp-probe"), "host=127.0.0.1", f"port={server.port}", "security=none"]
        done = subprocess.run(
            [*command, *(f"{name}={value}" for name, value in arguments.items())], input=PLAIN, check=False
        )
        assert done.returncode == 64
        assert server.connections == 0
