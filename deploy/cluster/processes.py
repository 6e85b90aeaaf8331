"""Processes that end with the demo, whatever ends it."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# How long a process may take to begin and to end, in seconds; a condition that holds is not waited for.
PATIENCE = 60.0
_STEP = 0.05
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


class DemoError(Exception):
    """Something went wrong that the user is told in a sentence."""


def _die_with_parent() -> None:
    """Even where the demo is killed outright, nothing it started stays."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def clean_environment() -> dict[str, str]:
    """Ours without ZVONOK_ variables: a service takes each of them as configuration and refuses those it lacks."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ZVONOK_")}


def wait_for(condition: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Returns once the condition holds."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            raise DemoError(f"waited {patience:.0f} s for {what}")
        time.sleep(_STEP)


def status_of(url: str) -> int:
    """The status of a GET; 0 if nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


class Processes:
    """Everything that was started; ended in reverse order."""

    def __init__(self) -> None:
        self._running: list[tuple[str, subprocess.Popen[bytes]]] = []

    def start(self, name: str, arguments: Sequence[str], log: Path) -> None:
        """Starts a program in a session of its own, so that Ctrl-C reaches the demo alone."""
        with log.open("ab") as output:
            process = subprocess.Popen(
                list(arguments), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                env=clean_environment(), start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip
        self._running.append((name, process))

    def check(self) -> None:
        """Fails if one of them has ended by itself."""
        for name, process in self._running:
            code = process.poll()
            if code is not None:
                raise DemoError(f"{name} ended with {code}; its log says why")

    def wait_until(self, url: str, name: str) -> None:
        """Returns once this address answers 200."""

        def is_there() -> bool:
            self.check()
            return status_of(url) == 200

        wait_for(is_there, f"{name} to be ready")

    def end(self) -> None:
        """SIGTERM from the last to the first; SIGKILL for what does not heed it."""
        for _, process in reversed(self._running):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(PATIENCE / 2)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        self._running.clear()


@contextmanager
def processes() -> Iterator[Processes]:
    """Ends all of them when the block is left, also by Ctrl-C or SIGTERM."""

    def interrupted(number: int, _: object) -> None:
        raise KeyboardInterrupt(signal.Signals(number).name)

    signal.signal(signal.SIGTERM, interrupted)
    signal.signal(signal.SIGHUP, interrupted)
    made = Processes()
    try:
        yield made
    finally:
        # A second Ctrl-C must not leave the rest running.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        made.end()
