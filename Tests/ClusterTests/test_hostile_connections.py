"""Issue line 10: silence, garbage and wrong keys keep no real peer out, and leave a trace without secrets."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import pytest
from zvonok_interop.client import Client, KeyPair, NoAnswer, NoConnection, RefusedError, rejected
from zvonok_interop.load import AckLog
from zvonok_interop.orders import now_us, wire
from zvonok_interop.reader import FeedReader

from cluster import Cluster, Grant
from flood import Garbage, SilentConnections
from log_lines import LogLines
from process import wait_for
from scenario import SMALL, Scene, build, check_figures

ROUND_TRIPS = 1_000
SILENT = 50


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    journal = cluster.journal()
    journal.start()
    return build(cluster, journal, acknowledged, today, **SMALL)


def _p99(client: Client, before_each: Callable[[], object] = lambda: None) -> float:
    """Milliseconds of the slowest hundredth of round trips that are answered at once."""
    times = []
    for _ in range(ROUND_TRIPS):
        before_each()
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
    with SilentConnections(port, SILENT) as silent, Garbage(port) as garbage:
        started = time.monotonic()
        collector.start()
        check_figures(scene.cluster, collector, {scene.journal: scene.events()})
        took = time.monotonic() - started
        newcomer = scene.cluster.connect_anew(scene.journal, scene.cluster.sender("operator"), timeout=5)
        wait_for(lambda: silent.reopened >= SILENT, "the first of the silent connections to be thrown out")
        standing: list[int] = []
        beside = _p99(newcomer, lambda: standing.append(silent.open_now()))
        sent = garbage.sent
        wait_for(lambda: garbage.sent > sent, "garbage to be still coming")
    # At the moment when the other side throws some out, those are being opened anew.
    full = sum(count == SILENT for count in standing)
    assert full >= 0.95 * ROUND_TRIPS and min(standing) > 0, f"all {SILENT} were open at {full} of {ROUND_TRIPS}"
    say(
        f"p99 of {ROUND_TRIPS} round trips: {without:.2f} ms alone, {beside:.2f} ms under garbage; "
        f"{SILENT} silent connections open at {full} of them ({silent.reopened} opened anew)"
    )
    assert took < 30, f"the collector took {took:.1f} s"
    assert scene.journal.running.resident_bytes() < memory + 100_000_000


def _check_no_key(scene: Scene, log: LogLines, *keys: KeyPair) -> None:
    """No secret key and no public one in full: neither the asker's, nor the service's own."""
    text = log.text()
    for pair in (*keys, scene.journal.keys):
        assert pair.secret not in text, "a secret key stands in the log"
        assert pair.public not in text, "a public key stands in full in the log"


def _refused_requests(scene: Scene, code: str = "forbidden") -> float:
    return scene.journal.metric("zvonok_requests_refused_total", code=code)


def test_an_unknown_key_is_refused_counted_and_logged_without_secrets(scene: Scene) -> None:
    log, counted = LogLines(scene.journal.log), _unknown_keys(scene)
    keys = KeyPair.make()
    stranger = scene.cluster.connect_anew(scene.journal, keys, timeout=2)
    with pytest.raises(NoConnection):
        stranger.status()
    line = log.wait_for("refused a connection", zap__reason="unknown_key")
    assert line["level"] == "notice"
    wait_for(lambda: _unknown_keys(scene) > counted, "the refusal to be counted")
    _check_no_key(scene, log, keys)


def _unknown_keys(scene: Scene) -> float:
    return scene.journal.metric("zeromq_zap_refused_total", reason="unknown_key")


def _let_in(scene: Scene, name: str) -> tuple[KeyPair, Client]:
    """A reader with a key of its own and a connection that stands."""
    keys = KeyPair.make()
    scene.journal.grants.append(Grant(name, [keys.public], {scene.journal.feed_name: "all"}))
    scene.journal.write_allow_list()
    scene.journal.reload()
    client = scene.cluster.connect_anew(scene.journal, keys, timeout=10)
    client.wait_connected(10)
    return keys, client


def _revoke(scene: Scene) -> None:
    scene.journal.grants.pop()
    scene.journal.write_allow_list()
    scene.journal.reload()


def test_a_revoked_key_with_a_live_connection_is_refused_counted_and_logged_and_its_parked_fetch_dropped(
    scene: Scene,
) -> None:
    keys, leaving = _let_in(scene, "leaving")
    reader = FeedReader(leaving, scene.journal.feed_name)
    list(reader.to_head())
    parked = leaving.send(reader.request(wait_ms=3_000))
    leaving.connection_events()
    _revoke(scene)
    log, counted = LogLines(scene.journal.log), _refused_requests(scene)
    with pytest.raises(RefusedError) as refused:
        leaving.ask(FeedReader(leaving, scene.journal.feed_name, "probe").request(), timeout=10)
    assert refused.value.code == "forbidden"
    assert leaving.connection_events() == [], "the connection did not live on: another refusal was tested"
    wait_for(lambda: _refused_requests(scene) == counted + 1, "the refusal to be counted once")
    with pytest.raises(NoAnswer):
        leaving.wait_for(parked, 5)
    _check_no_key(scene, log, keys)
    # The key is nobody's any more.
    assert log.wait_for("a request was refused", code="forbidden", sender__name="-")["level"] == "notice"


def test_a_revoked_key_is_refused_at_its_next_handshake(scene: Scene) -> None:
    keys, leaving = _let_in(scene, "leaving")
    leaving.close()
    _revoke(scene)
    log, counted = LogLines(scene.journal.log), _unknown_keys(scene)
    again = scene.cluster.connect_anew(scene.journal, keys, timeout=2)
    with pytest.raises(NoConnection):
        again.ask(FeedReader(again, scene.journal.feed_name, "probe").request())
    log.wait_for("refused a connection", zap__reason="unknown_key")
    wait_for(lambda: _unknown_keys(scene) > counted, "the refusal to be counted")
    _check_no_key(scene, log, keys)


def test_a_key_of_another_role_is_refused_what_is_not_its_own_counted_and_logged(scene: Scene) -> None:
    collector = scene.cluster.collector(scene.journal)
    scene.journal.reload()
    as_collector = scene.cluster.connect_anew(scene.journal, collector.keys)
    FeedReader(as_collector, scene.journal.feed_name, "marks", ("MarkGiven",)).step()
    asks = {
        "an operator's request": as_collector.status,
        "cards": FeedReader(as_collector, scene.journal.feed_name, "cards", ("PupilCardRecorded",)).step,
        "everything": FeedReader(as_collector, scene.journal.feed_name, "all").step,
    }
    log = LogLines(scene.journal.log)
    for what, ask in asks.items():
        counted = _refused_requests(scene)
        with pytest.raises(RefusedError) as refused:
            ask()
        assert refused.value.code == "forbidden", what
        wait_for(lambda before=counted: _refused_requests(scene) == before + 1, f"{what} to be counted once")
    # The first of them; more of the same within seconds would fill the log.
    line = log.wait_for("a request was refused", code="forbidden", sender__name=collector.name)
    assert line["level"] == "notice"
    _check_no_key(scene, log, collector.keys)


def test_a_command_of_another_role_is_rejected_counted_and_logged(scene: Scene) -> None:
    before, log, counted = len(scene.events()), LogLines(scene.journal.log), _refused_requests(scene)
    auditor = scene.cluster.connect(scene.journal, "auditor")
    message = wire(scene.workload.next(), now_us())
    assert rejected(auditor.command(message), "forbidden").field == "name"
    wait_for(lambda: _refused_requests(scene) == counted + 1, "the rejection to be counted once")
    log.wait_for("a request was refused", code="forbidden", sender__name="auditor")
    _check_no_key(scene, log, scene.cluster.sender("auditor"))
    assert len(scene.events()) == before


def test_the_start_log_shows_that_a_throw_away_key_was_refused(scene: Scene) -> None:
    (line,) = LogLines(scene.journal.log, offset=0).lines("a throw-away key was refused", level="notice")
    assert str(scene.journal.port) in line["net.endpoint"], line
