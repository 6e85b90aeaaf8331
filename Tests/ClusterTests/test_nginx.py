"""deploy/nginx/zvonok.conf in Debian's nginx: what it says by itself, while no service answers."""

from __future__ import annotations

import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster import ROOT, free_port
from process import Process, wait_for

FRAME = """\
daemon off;
master_process off;
pid {folder}/pid;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {shipped}/zvonok-http.conf;
    server {{
        listen 127.0.0.1:{port};
        {routes}
    }}
}}
"""


@pytest.fixture
def origin(tmp_path: Path) -> Iterator[str]:
    """nginx in front of ports at which nobody listens."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    assert program, "nginx is not installed (deploy/setup build tests)"
    shipped = ROOT / "deploy" / "nginx"
    text = (shipped / "zvonok.conf").read_text()
    routes, replaced = re.subn(r"127\.0\.0\.1:\d+", lambda _: f"127.0.0.1:{free_port()}", text)
    assert replaced == 4, "a service with pages more or less"
    configuration, port = tmp_path / "nginx.conf", free_port()
    configuration.write_text(FRAME.format(folder=tmp_path, shipped=shipped, port=port, routes=routes))
    command = [program, "-p", str(tmp_path), "-c", str(configuration), "-e", str(tmp_path / "error.log")]
    process = Process(command, tmp_path / "log")
    try:
        wait_for(lambda: asked(f"http://127.0.0.1:{port}/none")[0] == 404, "nginx to answer")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.close()


def asked(url: str, form: bytes | None = None) -> tuple[int, dict[str, str], str]:
    """Status, headers and body; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, form, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, dict(answer.headers), answer.read().decode()
    except OSError:
        return 0, {}, ""


@pytest.mark.parametrize("path", ["/", "/journal/", "/diary/week", "/monitor"])
def test_a_service_that_is_away_is_excused_in_both_languages(origin: str, path: str) -> None:
    status, headers, body = asked(origin + path)
    assert status == 503
    assert (headers["Content-Type"], headers["Retry-After"]) == ("text/html; charset=utf-8", "5")
    assert headers["Cache-Control"] == "no-store"
    assert "Сервис временно недоступен" in body and "The service is away" in body


@pytest.mark.parametrize("path", ["/statistics/api/v1/days", "/journal/api/v1/lessons/1", "/monitor/api/v1/alerts"])
def test_a_service_that_is_away_is_excused_to_programs_in_their_form(origin: str, path: str) -> None:
    status, headers, body = asked(origin + path)
    assert (status, headers["Content-Type"], headers["Retry-After"]) == (503, "application/problem+json", "5")
    assert json.loads(body) | {"detail": "", "message": ""} == {
        "type": "about:blank", "title": "Service Unavailable", "status": 503, "code": "unavailable", "detail": "", "message": "",
    }  # fmt: skip


def test_a_form_beyond_the_limit_is_refused_as_it_was_asked_for(origin: str) -> None:
    large = b"topic=" + b"a" * (4 << 20)
    status, headers, body = asked(origin + "/journal/lessons/1", large)
    assert (status, headers["Content-Type"]) == (413, "text/html; charset=utf-8")
    assert "Отправлено больше, чем можно" in body
    status, headers, body = asked(origin + "/journal/api/v1/lessons/1", large)
    assert (status, headers["Content-Type"]) == (413, "application/problem+json")
    assert json.loads(body)["code"] == "request-too-large"


def test_an_address_of_nobody_names_the_ways_in(origin: str) -> None:
    status, _, body = asked(origin + "/no/such/page")
    assert status == 404
    assert 'href="/diary/"' in body and 'href="/journal/"' in body


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/livez", "/version", "/index.html"])
def test_what_no_service_serves_to_all_is_not_there(origin: str, path: str) -> None:
    assert asked(origin + path)[0] == 404


@pytest.mark.parametrize("path", ["/journal/sign-in", "/diary/sign-in", "/journal/sign-in/"])
def test_a_flood_of_sign_ins_from_one_address_is_told_to_wait_and_everything_else_goes_on(
    origin: str, path: str
) -> None:
    answers = [asked(origin + path, b"login=a&password=b") for _ in range(120)]
    assert answers[0][0] == 503, "nobody answers here, yet it was passed on"
    refused = [answer for answer in answers if answer[0] == 429]
    # Fifty at once go through, and ten more each second that this takes.
    assert 0 < len(refused) <= 120 - 51
    _, headers, body = refused[-1]
    assert (headers["Retry-After"], headers["Cache-Control"]) == ("5", "no-store")
    assert "Слишком много попыток входа" in body and "Too many sign-ins" in body
    assert asked(origin + path)[0] == 503, "the page that one signs in on is not counted"
    assert all(asked(origin + "/journal/lessons/1", b"topic=a")[0] == 503 for _ in range(80))
