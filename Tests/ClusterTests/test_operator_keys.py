"""Issue 4, line 5: keys are changed under load without a refused command, and a revoked one is out at once."""

from __future__ import annotations

import signal
import stat
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import zmq
from zvonok_interop import chain
from zvonok_interop.client import Client, KeyPair, NoAnswer, NoConnection, RefusedError
from zvonok_interop.load import AckLog, Load
from zvonok_interop.schemas import feed

from cluster import Cluster, Grant, Journal, Service
from operator_command import Operator, write_key
from process import run_once, wait_for
from scenario import MEDIUM, SMALL, Scene, build, check_promises, reach_rate, subscription, wait_caught_up
from tracing import killing_at, require_strace

# What was checked or asked for is wrong.
WRONG = 65
# A service goes by its old list.
UNREACHED = 69


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime, request: pytest.FixtureRequest) -> Iterator[Scene]:
    journal = cluster.journal()
    journal.start()
    yield build(cluster, journal, acknowledged, today, **getattr(request, "param", SMALL))


def _public(file: Path) -> KeyPair:
    """The key pair in a file."""
    secret = file.read_text().strip()
    return KeyPair(zmq.curve_public(secret.encode()).decode(), secret)


def _under(load: Load, process: subprocess.Popen[str]) -> str:
    """The output of a command that ends with 0 while the load goes on."""
    load.run(lambda: process.poll() is not None, timeout=180)
    output = process.communicate()[0]
    assert process.returncode == 0, output
    return output


@pytest.mark.parametrize("scene", [MEDIUM], indirect=True, ids=["medium"])
def test_a_key_changed_under_load_costs_no_command_and_the_old_one_is_out_when_it_is_finished(scene: Scene) -> None:
    operator = Operator(scene.cluster, [scene.journal])
    file = write_key(scene.cluster.folder / "desk.key", scene.cluster.sender("desk"))
    old_keys = scene.cluster.sender("desk")
    old = scene.cluster.connect(scene.journal, "desk")
    before = scene.load()
    reach_rate(before)
    _under(before, operator.begin("keys", "rotate", "desk", "--secret-key", str(file)))
    before.run_for(0.5)
    new_keys = _public(file)
    assert new_keys.public != old_keys.public and stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.with_name("desk.key.old").stat().st_mode) == 0o600
    # The desk has taken the new key; what it sent under the old one is answered still.
    new = scene.cluster.connect_anew(scene.journal, new_keys)
    after = Load([new], scene.workload, scene.log, 64, 2.0, 800)
    scene.loads.append(after)
    reach_rate(after)
    before.drain()
    output = _under(after, operator.begin("keys", "rotate", "desk", "--finish", "--secret-key", str(file)))
    after.run_for(0.5)
    after.drain()
    assert "secret" not in output and new_keys.secret not in output
    assert not file.with_name("desk.key.old").exists()
    for load in (before, after):
        assert load.counts.acknowledged > 0 and load.counts.rejected == {} and load.rejections == []
    _is_out(scene.cluster, scene.journal, old, old_keys)
    check_promises(scene)


def _is_out(cluster: Cluster, journal: Journal, live: Client, keys: KeyPair) -> None:
    """A connection that stands is refused at its next request, another does not come about."""
    with pytest.raises(RefusedError) as refused:
        live.ask(feed.Fetch(feed=journal.feed_name, after=0, subscription="late"))
    assert refused.value.code == "forbidden"
    with pytest.raises(NoConnection):
        cluster.connect_anew(journal, keys).wait_connected(2)


def test_a_revoked_key_is_out_at_once_also_on_a_live_connection_that_waits_for_news(scene: Scene) -> None:
    operator = Operator(scene.cluster, [scene.journal])
    name = scene.journal.feed_name
    auditor, keys = scene.cluster.connect(scene.journal, "auditor"), scene.cluster.sender("auditor")
    events = scene.events()
    head = chain.origin(name)
    for event in events:
        head = chain.link(head, event)
    parked = auditor.send(
        feed.Fetch(feed=name, after=len(events), chain_hash=head, subscription="parked", wait_ms=30_000)
    )
    assert "taken out" in operator.must("keys", "revoke", "auditor")
    _is_out(scene.cluster, scene.journal, auditor, keys)
    load = scene.load()
    load.run(lambda: load.counts.acknowledged >= 50)
    load.drain()
    with pytest.raises(NoAnswer):
        auditor.wait_for(parked, timeout=2)
    _is_out(scene.cluster, scene.journal, auditor, keys)
    # Allowed again, by its role, it reads on.
    output = operator.must("keys", "allow", "auditor", "--role", "auditor", "--", keys.public)
    assert "read its list again" in output
    again = scene.cluster.connect_anew(scene.journal, keys)
    batch = again.fetch(feed.Fetch(feed=name, after=len(events), chain_hash=head, subscription="again"))
    assert batch.head >= len(events) + 50


def _read(journal: Journal, client: Client) -> None:
    """The auditor is let read."""
    start = chain.origin(journal.feed_name)
    client.fetch(feed.Fetch(feed=journal.feed_name, after=0, chain_hash=start, subscription="early"))


def test_a_key_is_out_at_once_wherever_it_can_be_and_the_same_command_goes_on_where_a_service_hangs(
    cluster: Cluster, three: list[Journal]
) -> None:
    runs, hangs, is_off = three
    operator, keys = Operator(cluster, three), cluster.sender("auditor")
    clients = {one.name: cluster.connect(one, "auditor") for one in three}
    for one in three:
        _read(one, clients[one.name])
    is_off.stop()
    hangs.running.send_signal(signal.SIGSTOP)
    status, output = operator.run("keys", "revoke", "auditor")
    assert status == UNREACHED, f"{status}: {output}"
    _is_out(cluster, runs, clients[runs.name], keys)
    assert f"{operator.name(hangs)} STILL GOES BY ITS OLD LIST" in output and "the same command again" in output
    assert f"{operator.name(is_off)}: auditor taken out; it is not running" in output
    assert all("auditor" not in one.allow_list_file.read_text() for one in three)
    hangs.running.send_signal(signal.SIGCONT)
    _read(hangs, clients[hangs.name])
    output = operator.must("keys", "revoke", "auditor")
    _is_out(cluster, hangs, clients[hangs.name], keys)
    assert f"{operator.name(hangs)}: auditor does not stand there; it has read its list again" in output
    is_off.start()
    with pytest.raises(NoConnection):
        cluster.connect_anew(is_off, keys).wait_connected(2)
    # Nobody is left who would have to be told, and so nobody of that name is known.
    status, output = operator.run("keys", "revoke", "auditor")
    assert status == WRONG and "no sender auditor" in output


def test_a_key_does_not_take_the_old_ones_place_before_all_services_know_it(
    cluster: Cluster, three: list[Journal]
) -> None:
    hangs = three[1]
    operator, old = Operator(cluster, three), cluster.sender("auditor")
    file = write_key(cluster.folder / "auditor.key", old)
    rotate = ("keys", "rotate", "auditor", "--secret-key", str(file))
    hangs.running.send_signal(signal.SIGSTOP)
    status, output = operator.run(*rotate)
    assert status == UNREACHED and operator.name(hangs) in output and "still holds the old key" in output
    assert _public(file) == old
    assert operator.run(*rotate, "--finish")[0] == WRONG
    hangs.running.send_signal(signal.SIGCONT)
    operator.must(*rotate)
    new = _public(file)
    assert new.public != old.public and old.secret not in output and new.secret not in output
    for one in three:
        for keys in (old, new):
            _read(one, cluster.connect_anew(one, keys))
    hangs.running.send_signal(signal.SIGSTOP)
    assert operator.run(*rotate, "--finish")[0] == UNREACHED
    hangs.running.send_signal(signal.SIGCONT)
    operator.must(*rotate, "--finish")
    for one in three:
        _read(one, cluster.connect_anew(one, new))
        with pytest.raises(NoConnection):
            cluster.connect_anew(one, old).wait_connected(2)


def test_a_rotation_killed_between_any_two_steps_leaves_a_key_that_is_let_in_and_goes_on(
    cluster: Cluster, three: list[Journal], tmp_path: Path
) -> None:
    """Before each of its steps in turn; until the last has been made the file holds the old key."""
    require_strace()
    operator = Operator(cluster, three)
    file = write_key(cluster.folder / "auditor.key", cluster.sender("auditor"))
    rotate = ("keys", "rotate", "auditor", "--secret-key", str(file))
    # The new key is made; each list is locked once to prepare its edit and once to put it in place; the old key is kept;
    # the new one takes its place.
    steps = [("rename", file.with_name("auditor.key.new-draft"), 1)]
    steps += [("flock", one.allow_list_file, 2) for one in three]
    steps += [("link", file, 1), ("rename", file.with_name("auditor.key.new"), 1)]
    for number, step in enumerate(steps):
        old, trace = _public(file), tmp_path / f"trace-{number}"
        killed = run_once(
            ["strace", "-f", "-o", str(trace), *killing_at(*step), *operator.command_line(*rotate)],
            timeout=120,
        )
        assert "killed by SIGKILL" in trace.read_text(), f"{killed.returncode}: {killed.stdout}"
        assert _public(file) == old
        for one in three:
            _read(one, cluster.connect_anew(one, old))
        operator.must(*rotate)
        assert _public(file) != old
        for one in three:
            _read(one, cluster.connect_anew(one, _public(file)))
        operator.must(*rotate, "--finish")
        assert sorted(path.name for path in file.parent.glob("auditor.key*")) == ["auditor.key"]
        assert [path.name for one in three for path in one.folder.glob("allow-list*")] == ["allow-list.yaml"] * 3


def test_a_mistake_elsewhere_in_a_services_configuration_does_not_keep_a_key_in(scene: Scene) -> None:
    operator = Operator(scene.cluster, [scene.journal])
    auditor, keys = scene.cluster.connect(scene.journal, "auditor"), scene.cluster.sender("auditor")
    _read(scene.journal, auditor)
    text = scene.journal.config_file.read_text()
    scene.journal.config_file.write_text(text + "stoer: {}\n")
    output = operator.must("keys", "revoke", "auditor")
    _is_out(scene.cluster, scene.journal, auditor, keys)
    assert "stoer: found an unknown key" in output


def test_what_stands_in_a_list_besides_survives_and_a_mistake_changes_nothing(scene: Scene) -> None:
    operator = Operator(scene.cluster, [scene.journal])
    file, key = scene.journal.allow_list_file, KeyPair.make().public
    text = "# Ours.\n" + file.read_text().replace("senders:", "senders:  # all of them")
    file.write_text(text)
    file.chmod(0o640)
    operator.must("keys", "allow", "office", "--role", "timetable", "--school", "all", "--", key)
    added = file.read_text()
    assert added.startswith(text.rstrip("\n")) and added.count("office") == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert f'keys: ["{key}"]' in added
    assert key in operator.must("keys", "list") and "role timetable" in operator.must("keys", "list")
    for arguments in (
        ("keys", "allow", "other", "--role", "timetable", "--school", "all", "--", key),
        ("keys", "allow", "office", "--role", "auditor", "--", KeyPair.make().public),
        ("keys", "revoke", "nobody"),
        ("keys", "revoke", "operator"),
        ("keys", "rotate", "office", "--secret-key", str(operator.key_file)),
    ):
        status, output = operator.run(*arguments)
        assert status in (WRONG, 78), f"{status} from {arguments}: {output}"
        assert file.read_text() == added
    operator.must("keys", "revoke", "office")
    assert file.read_text().rstrip("\n") == text.rstrip("\n")


def test_a_list_with_a_mistake_is_told_to_whoever_has_it_read_and_the_old_one_holds(scene: Scene) -> None:
    file, operator = scene.journal.allow_list_file, scene.cluster.connect(scene.journal, "operator")
    before = file.read_text()
    file.write_text(before.replace("commands: all", "commands: everything"))
    job = operator.reload()
    assert (job.kind, job.state) == ("reload", "failed")
    assert str(file) in job.message and "expected `all` or a list" in job.message
    load = scene.load()
    load.run(lambda: load.counts.acknowledged >= 10)
    load.drain()
    assert load.rejections == []
    file.write_text(before)
    assert operator.reload().state == "done"


def test_a_service_that_is_stopped_takes_the_edited_list_at_its_start(scene: Scene) -> None:
    operator = Operator(scene.cluster, [scene.journal])
    scene.journal.stop()
    assert "not running" in operator.must("keys", "revoke", "desk-2")
    scene.journal.start()
    with pytest.raises(NoConnection):
        scene.cluster.connect_anew(scene.journal, scene.cluster.sender("desk-2")).wait_connected(2)


def test_a_reader_whose_own_key_to_ask_with_is_changed_goes_on_and_its_ports_key_is_not_changed_so(
    scene: Scene,
) -> None:
    collector = scene.cluster.collector(scene.journal)
    file, keys = collector.folder / "client.key", KeyPair.make()
    write_key(file, keys)
    collector.settings = {"bus": {"client-key": str(file)}}
    collector.write()
    scene.journal.grants = [_with_key(one, collector, keys) for one in scene.journal.grants]
    scene.journal.write_allow_list()
    scene.journal.reload()
    collector.start()
    wait_caught_up(scene.cluster, collector, scene.journal, len(scene.events()))
    operator = Operator(scene.cluster, [scene.journal, collector])
    status, output = operator.run("keys", "rotate", "collector", "--secret-key", str(collector.key_file))
    assert status == WRONG and "bus.client-key" in output
    operator.must("keys", "rotate", "collector", "--secret-key", str(file))
    assert _public(file).public != keys.public
    collector.stop()
    collector.start()
    operator.must("keys", "rotate", "collector", "--finish", "--secret-key", str(file))
    load = scene.load()
    load.run(lambda: load.counts.acknowledged >= 50)
    load.drain()
    wait_caught_up(scene.cluster, collector, scene.journal, len(scene.events()))
    wait_for(lambda: subscription(scene.cluster, collector, scene.journal).state == "live", "the feed to be followed")
    with pytest.raises(NoConnection):
        scene.cluster.connect_anew(scene.journal, keys).wait_connected(2)


def _with_key(grant: Grant, service: Service, keys: KeyPair) -> Grant:
    return Grant(grant.name, [keys.public], grant.feeds) if grant.name == service.name else grant
