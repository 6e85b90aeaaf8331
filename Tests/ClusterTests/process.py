"""A process under test: started, waited for by conditions, ended in a named way, and never left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

STEP = 0.02
# How long anything may take on a machine that does much else, in seconds; a condition that holds is not waited for.
PATIENCE = 60.0


def heed_ctrl_c() -> None:
    """For a child about to begin: whatever a shell starts in its background, these tests too, ignores Ctrl-C, and so would
    all that they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for(condition: Callable[[], bool], what: str, timeout: float = PATIENCE) -> None:
    """Returns once the condition holds; TimeoutError names what never came."""
    end = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {timeout} s for {what}")
        time.sleep(STEP)


def http_status(url: str) -> tuple[int, str]:
    """Status and body of a GET; 0 if nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError as error:
        return 0, str(error)


def http_json(url: str) -> dict[str, Any]:
    """The object that a GET brings, which must be answered with 200."""
    status, body = http_status(url)
    assert status == 200, f"{status} from {url}: {body}"
    return json.loads(body)


def clean_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Ours without ZVONOK_ variables: a service takes each of them as configuration and refuses those it lacks."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZVONOK_")}
    return kept | dict(extra)


class Process:
    """One run of a program, its output in a file."""

    def __init__(self, arguments: list[str], log: Path, environment: Mapping[str, str] | None = None) -> None:
        self.arguments, self.log = arguments, log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=clean_environment(environment or {}),
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    @property
    def died_by(self) -> signal.Signals | None:
        """The signal that ended it; None if it still runs or exited by itself."""
        code = self._process.poll()
        return signal.Signals(-code) if code is not None and code < 0 else None

    def wait(self, timeout: float = PATIENCE) -> int:
        """The exit status; negative for a signal."""
        return self._process.wait(timeout)

    def wait_http(self, url: str, timeout: float = PATIENCE) -> None:
        """Returns once this address answers 200; fails at once if the process ends before."""

        def is_there() -> bool:
            if not self.is_running:
                raise AssertionError(f"{self.arguments[0]} ended with {self._process.returncode}:\n{self.tail()}")
            return http_status(url)[0] == 200

        wait_for(is_there, f"200 from {url}", timeout)

    def terminate(self, timeout: float = PATIENCE) -> int:
        """SIGTERM; the exit status."""
        self._process.send_signal(signal.SIGTERM)
        return self.wait(timeout)

    def kill(self) -> None:
        """SIGKILL, and the proof that it was this which ended the process."""
        assert self.is_running, f"it had ended before the kill:\n{self.tail()}"
        self._process.kill()
        self.wait()
        assert self.died_by == signal.SIGKILL, f"ended with {self._process.returncode} instead of by SIGKILL"

    def wait_killed(self, timeout: float = PATIENCE) -> None:
        """Returns once something else killed it; fails if it ended in any other way."""
        wait_for(lambda: not self.is_running, f"the end of {self.arguments[0]}", timeout)
        assert self.died_by == signal.SIGKILL, f"ended with {self._process.returncode}:\n{self.tail()}"

    def send_signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def resident_bytes(self) -> int:
        """Memory in use."""
        return self._memory("VmRSS:")

    def peak_bytes(self) -> int:
        """The most memory that was ever in use."""
        return self._memory("VmHWM:")

    def _memory(self, name: str) -> int:
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) * 1024
        raise RuntimeError(f"no {name} of process {self.pid}")

    def tail(self, lines: int = 30) -> str:
        """The end of its output."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def close(self) -> None:
        """Ends it whatever state it is in; used by clean-up alone."""
        if self.is_running:
            self._process.kill()
            self._process.wait()


def run_once(
    arguments: list[str], timeout: float = PATIENCE, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs a program to its end; standard error comes with standard output."""
    return subprocess.run(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=timeout,
        env=clean_environment(environment or {}),
        check=False,
    )
