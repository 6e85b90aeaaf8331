"""strace on a running service: to watch it, to kill it at a system call, to slow one down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from process import Process, wait_for


def require_strace() -> None:
    """Fails, not skips: a run without these checks must not look like one with them."""
    if shutil.which("strace") is None:
        pytest.fail("strace is not installed (Debian: apt install strace)", pytrace=False)


@contextmanager
def attached(target: Process, output: Path, arguments: list[str]) -> Iterator[Path]:
    """Traces a running process inside the block; the file is complete after it."""
    require_strace()
    messages = output.with_suffix(".messages")
    tracer = Process(["strace", "-f", "-p", str(target.pid), "-o", str(output), *arguments], messages)
    try:
        wait_for(lambda: "attached" in messages.read_text() or not tracer.is_running, "strace to attach")
        assert tracer.is_running, messages.read_text()
        yield output
    finally:
        if tracer.is_running:
            tracer.terminate()


def killing_at(call: str, path: Path, when: int = 1) -> list[str]:
    """Arguments that end the process by SIGKILL at its `when`-th such call on this file."""
    return ["-yy", "-s", "32", "-P", str(path), "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={when}"]


def delaying(call: str, path: Path, seconds: float, when: str = "1") -> list[str]:
    """Arguments that hold back such calls on this file: which ones, `when` says in strace's notation (`2`, `1..3`).

    The writer's own heartbeat may be the first that is held; held twice, a command surely is.
    """
    delay = int(seconds * 1_000_000)
    return ["-yy", "-P", str(path), "-e", f"trace={call}", "-e", f"inject={call}:delay_enter={delay}:when={when}"]
