"""deploy/demo as a person calls it: its check ends with 0; by hand it serves, ends with Ctrl-C, and works again."""

from __future__ import annotations

import os
import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest

from cluster import ROOT, binary, free_port
from process import clean_environment, wait_for

DEMO = ROOT / "deploy" / "demo"
# The check plays a story on the city's clock; by the machine's it takes under a minute.
PATIENCE = 600.0


def arguments(folder: Path, *more: str) -> list[str]:
    build = ["--release"] if binary("zvonok").parent.name == "release" else []
    return [str(DEMO), "--no-setup", "--folder", str(folder), *build, *more]


def left_running(folder: Path) -> list[str]:
    """Command lines of processes that name this folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if str(folder) in line:
                found.append(line)
    return found


def test_the_check_holds(tmp_path: Path) -> None:
    done = subprocess.run(
        arguments(tmp_path / "demo", "--check"),
        capture_output=True, text=True, timeout=PATIENCE, check=False, env=clean_environment({}),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the story holds" in done.stdout
    assert left_running(tmp_path) == []


def serve(folder: Path, port: int, output: Path) -> subprocess.Popen[bytes]:
    """A demo that is served; returns once it says so."""
    with output.open("wb") as file:
        running = subprocess.Popen(
            arguments(folder, "--port", str(port), "--days", "1"),
            stdout=file, stderr=subprocess.STDOUT, env=clean_environment({}), start_new_session=True,
        )  # fmt: skip

    def is_served() -> bool:
        assert running.poll() is None, output.read_text()
        # The last line of what it says.
        return "logs and stores to" in output.read_text()

    wait_for(is_served, "the demo to be served", PATIENCE)
    return running


def page(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.read().decode()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_ends_and_works_again(stop: signal.Signals, tmp_path: Path) -> None:
    folder, port = tmp_path / "demo", free_port()
    for turn in ("first", "second"):
        output = tmp_path / turn
        running = serve(folder, port, output)
        try:
            said = output.read_text()
            assert f"http://127.0.0.1:{port}/journal/" in said
            assert "Sign in with the password" in said
            wait_for(lambda: "МАОУ СОШ № 12" in page(port, "/statistics/"), "the city's figures")
            # As a terminal does: to the whole group.
            os.killpg(running.pid, stop)
            assert running.wait(PATIENCE) == 130, output.read_text()
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
        assert left_running(folder) == []
    assert "0 commands carried out" in output.read_text(), "the second time everything was there"


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear")
    done = subprocess.run(
        arguments(tmp_path, "--fresh", "--port", str(free_port())),
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "holds something else" in done.stderr
    assert (tmp_path / "letter").exists()
