"""The guide's server, and browsers to look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browser import Browser, Window, opened
from city import City, served_city
from cluster import Cluster, binary, free_port
from process import Process
from school import School, opened_school
from zvonok_interop.load import AckLog

Opener = Callable[[Window, str], Browser]


@pytest.fixture
def browse() -> Iterator[Opener]:
    """Opens browsers, each in a window at an origin, and closes them."""
    with ExitStack() as stack:
        yield lambda window, origin: stack.enter_context(opened(window, origin))


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A journal and a diary with a small school in them, for all tests."""
    folder = tmp_path_factory.mktemp("school")
    cluster = Cluster(folder)
    acknowledged = AckLog(folder / "acknowledged.jsonl")
    try:
        yield opened_school(cluster, acknowledged, datetime.now(UTC))
    finally:
        cluster.close()
        acknowledged.close()


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The sample city, served as deploy/demo does, for all tests."""
    with served_city(tmp_path_factory.mktemp("city")) as served:
        yield served


@pytest.fixture(scope="session")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The origin at which the guide's pages are served."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    log: Path = tmp_path_factory.mktemp("guide") / "log"
    process = Process([str(binary("web-guide")), str(port)], log)
    try:
        process.wait_http(f"{origin}/guide/")
        yield origin
    finally:
        process.close()
