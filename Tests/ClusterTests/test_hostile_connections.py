"""Issue line 10: silence, garbage and wrong keys keep no real peer out, and leave a trace without secrets."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import pytest
from zvonok_interop.client import Client, KeyPair, NoAnswer, NoConnection, RefusedError
from zvonok_interop.load import AckLog
from zvonok_interop.reader import FeedReader

from cluster import Cluster, Grant
from flood import Garbage, SilentConnections
from process import wait_for
from scenario import SMALL, Scene, build, check_figures

ROUND_TRIPS = 1_000
SILENT = 50


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    journal = cluster.journal()
    journal.start()
    return build(cluster, journal, acknowledged, today, **SMALL)


def _p99(client: Client) -> float:
    """Milliseconds of the slowest hundredth of round trips that are answered at once."""
    times = []
    for _ in range(ROUND_TRIPS):
        started = time.perf_counter()
        client.status()
        times.append(time.perf_counter() - started)
    return sorted(times)[int(ROUND_TRIPS * 0.99)] * 1_000


def test_silence_and_garbage_keep_no_real_consumer_out(scene: Scene, say: Callable[[str], None]) -> None:
    port, operator = scene.journal.port, scene.cluster.connect(scene.journal, "operator")
    without = _p99(operator)
    memory = scene.journal.running.resident_bytes()
    collector = scene.cluster.collector(scene.journal)
    scene.journal.reload()
    with SilentConnections(port, SILENT), Garbage(port) as garbage:
        started = time.monotonic()
        collector.start()
        check_figures(scene.cluster, collector, {scene.journal: scene.events()})
        took = time.monotonic() - started
        newcomer = scene.cluster.connect_anew(scene.journal, scene.cluster.sender("operator"), timeout=5)
        beside = _p99(newcomer)
        assert garbage.sent > 0
    say(f"p99 of {ROUND_TRIPS} round trips: {without:.2f} ms alone, {beside:.2f} ms under garbage")
    assert took < 30, f"the collector took {took:.1f} s"
    assert scene.journal.running.resident_bytes() < memory + 100_000_000


def _is_key_in_log(scene: Scene, keys: KeyPair) -> bool:
    text = scene.journal.log.read_text(errors="replace")
    return keys.secret in text


def test_an_unknown_key_is_refused_counted_and_logged_without_secrets(scene: Scene) -> None:
    before = scene.journal.handshakes_refused()
    keys = KeyPair.make()
    stranger = scene.cluster.connect_anew(scene.journal, keys, timeout=2)
    with pytest.raises(NoConnection):
        stranger.status()
    wait_for(lambda: scene.journal.handshakes_refused() > before, "the refusal to be counted")
    assert "refused" in scene.journal.log.read_text()
    assert not _is_key_in_log(scene, keys) and scene.journal.keys.secret not in scene.journal.log.read_text()


def test_a_revoked_key_with_a_live_connection_is_refused_and_its_parked_fetch_dropped(scene: Scene) -> None:
    keys, feed_name = KeyPair.make(), scene.journal.feed_name
    scene.journal.grants.append(Grant("leaving", [keys.public], {feed_name: "all"}))
    scene.journal.write_allow_list()
    scene.journal.reload()
    leaving = scene.cluster.connect_anew(scene.journal, keys, timeout=10)
    reader = FeedReader(leaving, feed_name)
    list(reader.to_head())
    parked = leaving.send(reader.request(wait_ms=3_000))
    scene.journal.grants.pop()
    scene.journal.write_allow_list()
    scene.journal.reload()
    wait_for(lambda: _is_refused(leaving), "the key to be refused")
    with pytest.raises((NoAnswer, RefusedError)):
        leaving.wait_for(parked, 5)


def _is_refused(client: Client) -> bool:
    """A key that was allowed nothing is refused just so; a revoked one may also simply be cut off."""
    try:
        client.ask(FeedReader(client, "journal.test", "probe").request(), timeout=1)
    except (RefusedError, NoAnswer, NoConnection):
        return True
    return False


def test_a_key_of_another_role_is_refused_what_is_not_its_own(scene: Scene) -> None:
    collector = scene.cluster.collector(scene.journal)
    scene.journal.reload()
    as_collector = scene.cluster.connect_anew(scene.journal, collector.keys)
    wait_for(lambda: not _is_refused_marks(as_collector), "the collector's right")
    for ask in (as_collector.status, lambda: FeedReader(as_collector, "journal.test", "cards").step()):
        with pytest.raises(RefusedError) as refused:
            ask()
        assert refused.value.code == "forbidden"


def _is_refused_marks(client: Client) -> bool:
    try:
        FeedReader(client, "journal.test", "marks", ("MarkGiven",)).step()
    except (RefusedError, NoConnection):
        return True
    return False


def test_the_start_log_shows_that_a_throw_away_key_was_refused(scene: Scene) -> None:
    lines = scene.journal.log.read_text().splitlines()
    assert any("throw-away" in line and "refused" in line for line in lines), "\n".join(lines[:10])
