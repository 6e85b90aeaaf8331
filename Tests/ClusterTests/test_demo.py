"""deploy/demo as a person calls it: its check ends with 0; by hand it serves, ends with Ctrl-C, and works again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from cluster import ROOT, binary, free_port
from process import clean_environment, heed_ctrl_c, wait_for

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
    assert "skipped" not in done.stdout
    assert left_running(tmp_path) == []


def started(folder: Path, output: Path, *more: str) -> subprocess.Popen[bytes]:
    """A demo as a terminal starts it: in a group of its own, which Ctrl-C reaches whole."""
    with output.open("wb") as file:
        return subprocess.Popen(
            arguments(folder, *more), stdout=file, stderr=subprocess.STDOUT, env=clean_environment({}),
            start_new_session=True, preexec_fn=heed_ctrl_c,
        )  # fmt: skip


def wait_until_said(running: subprocess.Popen[bytes], output: Path, words: str) -> None:
    def is_said() -> bool:
        assert running.poll() is None, output.read_text()
        return words in output.read_text()

    wait_for(is_said, f"the demo to say {words!r}", PATIENCE)


def end(running: subprocess.Popen[bytes], how: signal.Signals, output: Path) -> None:
    """Ends it as a person does, or outright where it does not heed that."""
    try:
        os.killpg(running.pid, how)
        assert running.wait(PATIENCE) == 130, output.read_text()
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)


def refused(folder: Path, *more: str) -> str:
    """What a demo says that does not begin."""
    done = subprocess.run(
        arguments(folder, *more), capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr


def test_it_serves_ends_and_works_again(tmp_path: Path) -> None:
    folder, port = tmp_path / "demo", free_port()
    for turn, stop in (("first", signal.SIGINT), ("second", signal.SIGTERM)):
        output = tmp_path / turn
        running = started(folder, output, "--port", str(port), "--days", "1")
        try:
            wait_until_said(running, output, "Mails are written")
            said = output.read_text()
            for page in ("journal", "diary", "monitor", "statistics"):
                assert f"http://127.0.0.1:{port}/{page}/ " in said
            for words in ("Sign in with the password", "this morning's lessons", "Директор", "Администратор"):
                assert words in said
            assert re.search(r"parent of \S+ \w+, \S+ \w+", said), "a parent of several children is named"

            def is_counted() -> bool:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/statistics/", timeout=30) as answer:
                    return "МАОУ СОШ № 12" in answer.read().decode()

            wait_for(is_counted, "the dashboard to have the city")
            # More than a proxy keeps in memory.
            assert "Форма устарела" in posted(port, "/journal/sign-in", b"login=" + b"x" * 200_000)
            if turn == "first":
                assert "another demo runs" in refused(folder, "--port", str(free_port()))
                assert f"port {port} is not to be had" in refused(tmp_path / "other", "--port", str(port))
                assert " running" in clock(folder), "those who were refused let the city's time stand"
        finally:
            end(running, stop, output)
        assert left_running(folder) == []
        assert " standing" in clock(folder)
    assert "0 commands carried out" in output.read_text(), "the second time everything was there"


def posted(port: int, path: str, body: bytes) -> str:
    """The page that answers a form."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", body, timeout=30) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def clock(folder: Path) -> str:
    """What the city's clock shows."""
    command = [str(binary("zvonok")), "clock", "show", str(folder / "clock")]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout


def test_ctrl_c_while_the_city_is_made_leaves_nothing_running(tmp_path: Path) -> None:
    folder, output = tmp_path / "demo", tmp_path / "said"
    running = started(folder, output, "--port", str(free_port()), "--days", "30")
    try:
        wait_until_said(running, output, "Making the sample city")
    finally:
        end(running, signal.SIGINT, output)
    assert left_running(folder) == []
    assert "deploy/demo goes on from here" in output.read_text()


def test_what_is_not_understood_is_said(tmp_path: Path) -> None:
    for words in (["--prot", "8080"], ["--port"]):
        done = subprocess.run(
            arguments(tmp_path, *words), capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        assert (done.returncode, "--help" in done.stderr) == (64, True)


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear")
    assert "holds something else" in refused(tmp_path, "--fresh", "--port", str(free_port()))
    assert (tmp_path / "letter").exists()
