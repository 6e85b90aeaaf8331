"""Pages and APIs of the running services in bad hands: crooked requests, many guesses, forged headers, curious logs."""

from __future__ import annotations

import re
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from zvonok_interop import ids
from zvonok_interop.load import AckLog

from city import City, build_city
from cluster import Cluster
from doors import knock
from process import PATIENCE
from scenario import SMALL, Scene, build
from staff import LOGIN, PASSWORD, issue_account

FORM = "application/x-www-form-urlencoded"
TOKEN = "A" * 43


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    """A journal that believes no proxy, and a teacher with an account."""
    journal = cluster.journal()
    journal.settings = {"web": {"trusted-proxies": []}}
    journal.write()
    journal.start()
    made = build(cluster, journal, acknowledged, today, **SMALL)
    issue_account(made, made.builder.school.teacher_id)
    return made


def _raw(port: int, *requests: str) -> str:
    """What comes back over one connection, which the last request closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall("".join(requests).encode())
        parts = []
        while part := connection.recv(65_536):
            parts.append(part)
    return b"".join(parts).decode()


def _request(line: str, *headers: str, body: str = "") -> str:
    return "\r\n".join([f"{line} HTTP/1.1", "Host: zvonok", *headers, "", ""]) + body


def test_after_a_refused_head_the_next_answer_on_the_connection_is_the_next(scene: Scene) -> None:
    lesson = ids.text(scene.builder.school.works[0][1].lesson_id)
    for path in (f"/journal/api/v1/lessons/{lesson}", "/journal/none", "/journal/", "/journal/sign-out"):
        answers = _raw(
            scene.journal.http_port, _request(f"HEAD {path}"),
            _request("GET /journal/api/v1/openapi.json", "Connection: close"),
        )  # fmt: skip
        first, second = answers.split("\r\n\r\n")[:2]
        assert first.startswith("HTTP/1.1 ") and second.startswith("HTTP/1.1 200 OK"), answers[:2_000]


@pytest.mark.parametrize(
    "request_text",
    [
        _request("GET /journal/", "X: " + "a" * 20_000),
        _request("GET /journal/", *(f"X-{number}: a" for number in range(200))),
        _request("GET /journal/" + "a" * 20_000),
        _request("GET /journal/\x00"),
        _request("POST /journal/sign-in", "Content-Length: 5", "Transfer-Encoding: chunked", body="0\r\n\r\n"),
        _request("POST /journal/sign-in", "Content-Length: 5", "Content-Length: 6", body="abcde"),
        _request("GET /journal/", "X : a"),
    ],
    ids=["long header", "many headers", "long path", "zero byte", "two framings", "two lengths", "space in a name"],
)
def test_what_breaks_http_ends_the_connection_and_nothing_else(scene: Scene, request_text: str) -> None:
    answer = _raw(scene.journal.http_port, request_text)
    assert answer == "" or answer.startswith("HTTP/1.1 400 "), answer
    assert answer.count("HTTP/1.1") <= 1
    assert knock(scene.journal.http_port, "GET", "/journal/sign-in", {}).status == 200


def test_a_stranger_is_refused_before_his_body_is_read(scene: Scene) -> None:
    """The answer comes although the body never does."""
    lesson = ids.text(scene.builder.school.works[0][1].lesson_id)
    head = _request(f"POST /journal/lessons/{lesson}", f"Content-Type: {FORM}", "Content-Length: 4000000")
    with socket.create_connection(("127.0.0.1", scene.journal.http_port), timeout=PATIENCE) as connection:
        connection.sendall(head.encode())
        assert connection.recv(1_024).startswith(b"HTTP/1.1 401 ")


def test_no_header_leads_elsewhere_or_into_the_answer(scene: Scene) -> None:
    for next_place in (
        "//evil.example", "/%5Cevil.example", "https://evil.example", "/.//evil.example", "/a/..//evil.example",
        "/%0D%0ASet-Cookie:%20x=1", "/%09/evil.example", "javascript:alert(1)",
    ):  # fmt: skip
        for path in (f"/journal/language?to=ru&next={next_place}", f"/journal/sign-in?next={next_place}"):
            seen = knock(scene.journal.http_port, "GET", path, {})
            assert seen.location in (None, "/journal/"), f"{path}: {seen.whole}"
            assert 'name="next"' not in seen.body and "x=1" not in str(seen.headers), f"{path}: {seen.whole}"
    for header in ("X-Forwarded-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded"):
        asked = {header.replace("-", "_"): "/journal/sign-in"}
        assert knock(scene.journal.http_port, "GET", "/journal/none", {}, **asked).status == 404


def _guess(scene: Scene, password: str, **headers: str) -> int:
    body = f"csrf={TOKEN}&login={LOGIN}&password={password}"
    return knock(
        scene.journal.http_port, "POST", "/journal/sign-in", {"zvonok_csrf": TOKEN}, body, Content_Type=FORM, **headers
    ).status


def test_guesses_at_once_from_one_address_are_no_more_than_one_after_the_other(scene: Scene) -> None:
    """Whatever address each of them claims to come from."""
    with ThreadPoolExecutor(24) as pool:
        claims = [f"198.51.100.{number}" for number in range(24)]
        statuses = list(pool.map(lambda claim: _guess(scene, "wrong", X_Forwarded_For=claim), claims))
    assert statuses.count(422) <= 5 and statuses.count(422) + statuses.count(429) == 24, statuses
    assert _guess(scene, PASSWORD.replace(" ", "+")) == 429, "the right one waits too, from here"


SCRIPTED = re.compile(r"<script|<iframe|<object|\sstyle=|\son[a-z]+=|javascript:|<style|<base|<meta http-equiv", re.I)


def test_pages_hold_nothing_that_their_policy_forbids_and_logs_hold_nobody(
    cluster: Cluster, acknowledged: AckLog, today: datetime
) -> None:
    city: City = build_city(cluster, acknowledged, today)
    there, child = city.there, ids.text(city.home.scene.builder.school.pupils[5])
    journal = ["/", f"/days/{there[':day']}", f"/lessons/{there[':lesson']}", "/sign-in"]
    pages = {
        "journal-writer": (journal, city.staff["own"]),
        "diary-reader": (["/week", f"/week?child={child}", "/mail", "/sign-in"], city.families["other"]),
        "deadline-monitor": (["/mine", "/none"], city.staff["own"]),
        "statistics-collector": (["/", "/none"], {}),
    }
    bases = {"journal-writer": "/journal", "diary-reader": "/diary", "deadline-monitor": "/monitor"}
    for service, (paths, cookies) in pages.items():
        for path in paths:
            whole = bases.get(service, "/statistics") + path
            seen = knock(city.port(service), "GET", whole, cookies)
            assert seen.status in (200, 404) and "<!DOCTYPE html>" in seen.body, f"{whole}: {seen.whole}"
            assert not SCRIPTED.search(seen.body), f"{whole}: {SCRIPTED.search(seen.body)}"
            headers = dict(seen.headers)
            policy = headers["content-security-policy"]
            # Whatever shows somebody is kept nowhere; the city's figures are asked for anew, by an ETag.
            kept = "private, no-cache" if whole == "/statistics/" else "no-store"
            assert headers["cache-control"] == kept and headers["x-content-type-options"] == "nosniff"
            assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'")
            assert "script" not in policy and "unsafe" not in policy
    jars = (*city.staff.values(), *city.families.values())
    tokens = [value for jar in jars for value in jar.values() if len(value) > 8]
    secrets = [*tokens, LOGIN, PASSWORD, "vetrova", "Vetrova", child, there[":lesson"], f"next={there[':day']}"]
    assert len(tokens) > 6
    for name, service in city.services.items():
        log = service.log.read_text()
        assert "request answered" in log or name == "notifier"
        assert [secret for secret in secrets if secret in log] == [], name
