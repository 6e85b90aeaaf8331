"""Fixtures: one cluster a test in a folder of its own, and what every audit needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from zvonok_interop.load import AckLog

import lacking
from cluster import Cluster, Journal, are_binaries_built, binary

SAID = "said"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run what takes minutes")


def pytest_configure(config: pytest.Config) -> None:
    lacking.is_everything_asked_for = config.getoption("--long")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long tests run when asked for. Without binaries the rest fails, it is not skipped: a green run must mean it."""
    if config.getoption("--long"):
        return
    skip = pytest.mark.skip(reason="long; run with --long")
    for item in items:
        if "long" in item.keywords:
            item.add_marker(skip)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """An empty cluster; every process and connection ends with the test."""
    if not are_binaries_built():
        pytest.fail(f"no services in {binary('').parent}: swift build, or set ZVONOK_BIN", pytrace=False)
    made = Cluster(tmp_path)
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def three(cluster: Cluster) -> list[Journal]:
    """Three journals of one cluster, all started."""
    made = [cluster.journal(name, f"journal.{name}") for name in ("north", "south", "west")]
    for journal in made:
        journal.start()
    return made


@pytest.fixture
def acknowledged(tmp_path: Path) -> Iterator[AckLog]:
    """The file of promises."""
    log = AckLog(tmp_path / "acknowledged.jsonl")
    yield log
    log.close()


@pytest.fixture
def today() -> datetime:
    """Read once a test. Lessons are laid on days before it, so that a test over midnight still holds."""
    return datetime.now(UTC)


@pytest.fixture
def say(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a measurement past pytest's capture, so that it stands in the record of a green run too: at once, or, where
    pytest-xdist runs the test in a process whose output nobody sees, with the test's report."""

    def print_uncaptured(text: str) -> None:
        if _is_worker():
            request.node.user_properties.append((SAID, text))
        else:
            with capsys.disabled():
                print(f"\n{text}", end="", flush=True)

    return print_uncaptured


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """In the process that reports, what a test in another one said."""
    if report.when == "teardown" and not _is_worker():
        for name, text in report.user_properties:
            if name == SAID:
                print(f"\n{text}", end="", file=sys.__stdout__, flush=True)


def _is_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ
