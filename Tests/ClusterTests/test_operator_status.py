"""What `zvonok status` says of a cluster, to a person at a terminal and to a program; what `zvonok verify` finds."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from datetime import datetime
from fcntl import ioctl

import pytest
from zvonok_interop.load import AckLog

from cluster import Cluster
from operator_command import Operator
from process import PATIENCE, clean_environment, wait_for
from scenario import SMALL, Scene, build, wait_caught_up
from stores import spoiled

UNAVAILABLE, WRONG = 69, 65


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    journal = cluster.journal()
    collector = cluster.collector(journal)
    journal.start()
    made = build(cluster, journal, acknowledged, today, **SMALL)
    collector.start()
    made.attached_collector = collector
    wait_caught_up(cluster, collector, journal, len(made.events()))
    return made


@pytest.fixture
def operator(scene: Scene) -> Operator:
    return Operator(scene.cluster, [scene.journal, scene.collector])


def test_each_service_says_where_its_feed_ends_and_how_far_it_is_behind(scene: Scene, operator: Operator) -> None:
    head = len(scene.events())
    status, document = operator.status()
    assert (status, document["ok"]) == (0, True)
    journal, collector = document["services"]
    assert [one["name"] for one in (journal, collector)] == ["journal-writer", "statistics-collector"]
    assert all(one["up"] and one["why"] is None and one["sample"] and one["version"] for one in (journal, collector))
    assert journal["feed"]["head"] == head and len(journal["feed"]["hash"]) == 64
    assert collector["feed"] is None and journal["last_backup_at"] is None
    (reading,) = collector["subscriptions"]
    assert (reading["state"], reading["cursor"], reading["lag_events"]) == ("live", head, 0)
    assert 0 <= reading["lag_microseconds"] < 60_000_000
    assert journal["free_disk_bytes"] > 0 and journal["wal_bytes"] >= 0
    page = operator.must("status")
    assert "2 services, all up, SAMPLE" in page and str(head) in page


def test_what_is_down_is_named_with_the_reason_and_the_rest_still_answers(scene: Scene, operator: Operator) -> None:
    head = len(scene.events())
    scene.journal.stop()
    status, document = operator.status()
    assert (status, document["ok"]) == (UNAVAILABLE, False)
    journal, collector = document["services"]
    assert not journal["up"] and "it is not running" in journal["why"] and journal["feed"] is None
    assert collector["up"] and collector["subscriptions"][0]["cursor"] == head
    assert collector["subscriptions"][0]["lag_microseconds"] is None
    assert operator.status("statistics-collector")[0] == 0


def test_a_service_that_hangs_is_waited_for_no_longer_than_asked(scene: Scene, operator: Operator) -> None:
    scene.journal.running.send_signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        status, output = operator.run("status", "--wait", "1")
        assert status == UNAVAILABLE and "hangs" in output
        assert time.monotonic() - began < 30
    finally:
        scene.journal.running.send_signal(signal.SIGCONT)


def test_a_key_that_no_list_knows_and_a_wrong_server_key_are_told_from_a_service_that_is_off(
    scene: Scene, operator: Operator
) -> None:
    operator.services = [scene.journal]
    scene.journal.grants = [one for one in scene.journal.grants if one.name != "operator"]
    scene.journal.write_allow_list()
    scene.journal.reload()
    operator.write()
    status, output = operator.run("status")
    assert status == UNAVAILABLE
    assert "its allow-list does not have it" in re.sub(r"\s+", " ", output)


def test_verify_goes_over_all_services_and_holds_readers_against_the_owner(scene: Scene, operator: Operator) -> None:
    output = operator.must("verify", "--full")
    assert output.count("sound") == 2
    assert f"stands at {len(scene.events())} of journal.test: the feed has been there" in output
    scene.collector.stop()
    with spoiled(scene.collector.store) as store:
        store.execute("UPDATE source SET chain_hash = randomblob(32) WHERE state = 'live'")
    scene.collector.start()
    status, output = operator.run("verify")
    assert status == WRONG and "WRONG" in output and "another chain hash" in output
    wait_for(lambda: operator.status()[0] == WRONG, "the collector to stop with diverged")


# The page that redraws


class Screen:
    """A terminal in which a command runs: what it wrote, and how the terminal is set."""

    def __init__(self, arguments: list[str], columns: int, rows: int) -> None:
        self._ours, self._theirs = pty.openpty()
        self.resize(columns, rows)
        self.before = termios.tcgetattr(self._theirs)
        self.text = ""
        self._process = subprocess.Popen(
            arguments, stdin=self._theirs, stdout=self._theirs, stderr=self._theirs, start_new_session=True,
            env=clean_environment({"TERM": "xterm"}),
        )  # fmt: skip

    def resize(self, columns: int, rows: int) -> None:
        ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def tell_size(self) -> None:
        """What the system does where the command leads the terminal's session."""
        self._process.send_signal(signal.SIGWINCH)

    def press(self, key: str) -> None:
        os.write(self._ours, key.encode())

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def wait_shown(self, pattern: str) -> str:
        """Returns what was drawn since the last call once the pattern stands in it."""

        def is_there() -> bool:
            while select.select([self._ours], [], [], 0)[0]:
                self.text += os.read(self._ours, 65536).decode(errors="replace")
            return re.search(pattern, self.text) is not None

        wait_for(is_there, f"{pattern} on the screen")
        shown, self.text = self.text, ""
        return shown

    def ended(self) -> int:
        return self._process.wait(PATIENCE)

    @property
    def is_as_before(self) -> bool:
        return termios.tcgetattr(self._theirs) == self.before

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._ours)
        os.close(self._theirs)


@pytest.fixture
def screen(operator: Operator) -> Iterator[Screen]:
    made = Screen(operator.command_line("status", "--watch", "--every", "1"), 80, 24)
    yield made
    made.close()


def widest(shown: str) -> int:
    """Of the lines that were drawn, without what only moves or colours."""
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.replace("\x1b[H", "\n"))
    return max(len(line.strip("\r")) for line in plain.split("\n"))


@pytest.mark.parametrize("end", ["q", "\x03", signal.SIGTERM, signal.SIGHUP], ids=["q", "Ctrl-C", "SIGTERM", "SIGHUP"])
def test_the_page_leaves_the_terminal_as_it_was(screen: Screen, end: str | signal.Signals) -> None:
    shown = screen.wait_shown("q leaves")
    assert "\x1b[?1049h" in shown and "statistics-collector" in shown and not screen.is_as_before
    assert widest(shown) <= 80
    screen.press(end) if isinstance(end, str) else screen.signal(end)
    assert screen.ended() == 0
    assert "\x1b[?1049l" in screen.wait_shown(r"\x1b\[\?1049l")
    assert screen.is_as_before


def test_the_page_redraws_when_something_changes_and_when_the_window_does(scene: Scene, screen: Screen) -> None:
    screen.wait_shown("2 services, all up")
    screen.resize(160, 40)
    screen.tell_size()
    # Only a wide window has room for the feed's name beside the service.
    shown = screen.wait_shown(r"VERSION +FEED")
    assert widest(shown) <= 160
    scene.collector.stop()
    screen.wait_shown("2 services, 1 down")
    screen.press("q")
    assert screen.ended() == 0


def test_without_a_terminal_there_is_no_page(operator: Operator) -> None:
    status, output = operator.run("status", "--watch")
    assert status == 64 and "needs a terminal" in output
