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
    document = yaml.safe_load(example.read_text())
    places = {
        "bus.secret-key": key, "bus.operator-key": key, "operator.secret-key": key,
        "bus.allow-list": DEPLOY / "config" / "allow-list.example.yaml", "smtp.password-file": password,
    }  # fmt: skip
    settings = [
        argument
        for name, path in places.items()
        if name.split(".")[1] in document.get(name.split(".")[0], {})
        for argument in ("--set", f"{name}={path}")
    ]
    command = [str(binary(program_of(example))), "check-config", "--config", str(example), *settings]
    done = run_once(command, timeout=60, environment={})
    assert done.returncode == 0, done.stdout


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


@pytest.mark.parametrize("script", ["demo", "setup", "test"])
def test_a_script_explains_a_wrong_option(script: str) -> None:
    done = subprocess.run([DEPLOY / script, "--no-such-option"], capture_output=True, text=True, check=False)
    assert done.returncode == 64
    assert done.stderr
