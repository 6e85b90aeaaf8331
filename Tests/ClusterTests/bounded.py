"""Runs of the operator's command that may take so much memory and time, whatever it is given, and no more."""

from __future__ import annotations

import re
import subprocess
import time

from cluster import binary
from process import clean_environment

# Bytes of data; whoever asks for more gets none, and ends.
MEMORY = 300 << 20
# Seconds, of programs for tests on a machine that does much else.
SECONDS = 60.0
# What a terminal obeys, or what ends a line: the line's own end aside.
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def zvonok(*arguments: str, memory: int = MEMORY) -> subprocess.CompletedProcess[str]:
    """One run within these bounds, which must have ended by itself and told a terminal nothing."""
    began = time.monotonic()
    done = subprocess.run(
        ["prlimit", f"--data={memory}", "--", str(binary("zvonok")), *arguments],
        capture_output=True, text=True, timeout=2 * SECONDS, check=False, env=clean_environment({}),
    )  # fmt: skip
    took = time.monotonic() - began
    assert done.returncode >= 0, f"ended by signal {-done.returncode}: {done.stderr[-2000:]}"
    assert took < SECONDS, f"took {took:.0f} s"
    found = CONTROL.search(done.stdout + done.stderr)
    assert not found, repr((done.stdout + done.stderr)[max(0, found.start() - 80) : found.end() + 80])
    return done
