"""The sample city of deploy/demo, behind its nginx, with whom to sign in as."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cluster import ROOT, binary, free_port
from process import clean_environment, heed_ctrl_c, wait_for

# How long making the city may take on a machine that does much else, in seconds.
PATIENCE = 300.0


@dataclass(frozen=True)
class City:
    """A running demo, and what it says of itself."""

    origin: str
    said: str

    @property
    def password(self) -> str:
        return self._found(r"with the password (\S+)")

    @property
    def teacher(self) -> str:
        """Whose lessons of this morning are empty."""
        return self._found(r"(\S+) .*this morning's lessons")

    @property
    def head(self) -> str:
        return self._found(r"(\S+) +Директор,")

    @property
    def parent(self) -> str:
        """Of a pupil of the teacher's."""
        return self._found(r"(\S+) +parent of")

    @property
    def class_name(self) -> str:
        """The class of the parent's eldest child in the list, which the teacher has today."""
        return self._found(r"parent of \S+ (\w+)")

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, self.said)
        assert found, f"the demo does not say {pattern!r}:\n{self.said}"
        return found.group(1)


@contextmanager
def served_city(folder: Path) -> Iterator[City]:
    """Makes and serves a city of two school days; ends with everything it started."""
    port, output = free_port(), folder / "said"
    release = ["--release"] if binary("zvonok").parent.name == "release" else []
    command = [str(ROOT / "deploy" / "demo"), "--no-setup", "--folder", str(folder / "demo"), "--days", "2", *release]
    with output.open("wb") as file:
        running = subprocess.Popen(
            [*command, "--port", str(port)], stdout=file, stderr=subprocess.STDOUT, env=clean_environment({}),
            start_new_session=True, preexec_fn=heed_ctrl_c,
        )  # fmt: skip

    def is_served() -> bool:
        assert running.poll() is None, output.read_text()
        return "Mails are written" in output.read_text()

    try:
        wait_for(is_served, "the demo to be served", PATIENCE)
        yield City(f"http://127.0.0.1:{port}", output.read_text())
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGINT)
        running.wait(PATIENCE)
