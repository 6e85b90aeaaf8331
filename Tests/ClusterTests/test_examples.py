"""The files that are shipped for operators hold together: every example is a configuration that a service takes."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from zvonok_interop.client import KeyPair

from cluster import ROOT, binary
from process import run_once

DEPLOY = ROOT / "deploy"
EXAMPLES = sorted(path for path in (DEPLOY / "config").glob("*.example.yaml") if path.name != "allow-list.example.yaml")
PRODUCTS = set(re.findall(r'\.executable\(name: "([^"]+)"', (ROOT / "Package.swift").read_text()))


def program_of(example: Path) -> str:
    return example.name.removesuffix(".example.yaml")


# Where a key of the operator's belongs: left there, it is a mistake that check-config names.
PLACEHOLDER = re.compile(r"PUBLIC-KEY-OF-[A-Z-]+")


def filled_in(example: Path, folder: Path) -> Path:
    """The example as an operator leaves it: with his own public keys."""
    copy = folder / example.name
    copy.write_text(PLACEHOLDER.sub(lambda _: f"'{KeyPair.make().public}'", example.read_text()))
    return copy


def test_every_program_has_an_example() -> None:
    assert {program_of(example) for example in EXAMPLES} == PRODUCTS


@pytest.mark.parametrize("example", EXAMPLES, ids=program_of)
def test_an_example_is_taken(example: Path, tmp_path: Path) -> None:
    """With the files it names being somewhere else: they are the operator's."""
    key = tmp_path / "key"
    key.touch(0o600)
    key.write_text(KeyPair.make().secret + "\n")
    password = tmp_path / "password"
    password.touch(0o600)
    password.write_text("a password\n")
    copy = filled_in(example, tmp_path)
    document = yaml.safe_load(copy.read_text())
    places = {
        "bus.secret-key": key, "bus.operator-key": key, "operator.secret-key": key,
        "bus.allow-list": filled_in(DEPLOY / "config" / "allow-list.example.yaml", tmp_path), "smtp.password-file": password,
    }  # fmt: skip
    settings = [
        argument
        for name, path in places.items()
        if name.split(".")[1] in document.get(name.split(".")[0], {})
        for argument in ("--set", f"{name}={path}")
    ]
    command = [str(binary(program_of(example))), "check-config", "--config", str(copy), *settings]
    done = run_once(command, timeout=60, environment={})
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("example", EXAMPLES, ids=program_of)
def test_an_example_left_as_it_is_lets_nobody_in(example: Path) -> None:
    """No key and no token in it works: whoever knows the examples knows nothing."""
    text = example.read_text()
    document = yaml.safe_load(text)
    assert not document.get("tokens")
    for upstream in document.get("upstreams", []):
        assert PLACEHOLDER.fullmatch(upstream["server-key"])
    command = [str(binary(program_of(example))), "check-config", "--config", str(example)]
    done = run_once(command, timeout=60, environment={})
    assert done.returncode == (78 if document.get("upstreams") or "bus" in document else 0)
    for number, line in enumerate(text.splitlines(), 1):
        if PLACEHOLDER.search(line):
            assert f"{example}:{number}:" in done.stdout


def test_the_allow_list_left_as_it_is_lets_nobody_in() -> None:
    senders = yaml.safe_load((DEPLOY / "config" / "allow-list.example.yaml").read_text())["senders"]
    assert senders
    for sender in senders:
        assert all(PLACEHOLDER.fullmatch(key) for key in sender["keys"])


def test_nginx_leads_to_the_ports_of_the_examples() -> None:
    shipped = (DEPLOY / "nginx" / "zvonok.conf").read_text()
    led = dict(re.findall(r"location (/\w+)/ +\{ proxy_pass http://127\.0\.0\.1:(\d+); \}", shipped))
    bases = {"journal-writer": "/journal", "diary-reader": "/diary", "deadline-monitor": "/monitor"}
    bases["statistics-collector"] = "/statistics"
    for example in EXAMPLES:
        base = bases.get(program_of(example))
        if base is not None:
            assert led[base] == str(yaml.safe_load(example.read_text())["http"]["port"])


def test_ports_are_given_once() -> None:
    ports = [
        port
        for example in EXAMPLES
        for port in re.findall(r"^\s+(?:port: |endpoint: tcp://127\.0\.0\.1:)(\d+)$", example.read_text(), re.MULTILINE)
        if "upstreams" not in example.read_text().split(port)[0]
    ]
    assert len(set(ports)) == len(ports)


def test_the_unit_starts_what_the_package_makes() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.read(DEPLOY / "systemd" / "zvonok@.service")
    assert unit["Service"]["ExecStart"] == "/usr/lib/zvonok/%i run --config /etc/zvonok/%i.yaml"
    # RestartPreventExitStatus looks at ExecStart alone: a check before it would fail again every two seconds, for ever.
    assert not {"ExecStartPre", "ExecCondition"} & set(unit["Service"])
    assert "78" in unit["Service"]["RestartPreventExitStatus"].split()


@pytest.mark.parametrize("script", ["demo", "setup", "test"])
def test_a_script_explains_a_wrong_option(script: str) -> None:
    done = subprocess.run([DEPLOY / script, "--no-such-option"], capture_output=True, text=True, check=False)
    assert done.returncode == 64
    assert done.stderr
