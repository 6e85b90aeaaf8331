"""Issue line 11: a backup beside the work, a full disk, and the limits of what may wait."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from zvonok_interop import schemas
from zvonok_interop.client import Client, RefusedError, accepted
from zvonok_interop.load import AckLog, Load
from zvonok_interop.orders import Order, now_us, order, wire
from zvonok_interop.reader import FeedReader

import lacking
from cluster import Cluster, Grant, Journal, job_state, wait_job
from disk import Ballast, small_disk
from log_lines import LogLines
from process import PATIENCE
from scenario import HUGE, LARGE, PACE, SMALL, Scene, build, check_promises, check_tables
from stores import opened, spoiled
from tracing import attached, delaying

STORE_BYTES = 200_000_000
# So many commands are accepted between two looks at a backup, and how long they may have to wait, in seconds.
SLICE = 100
LONGEST_PAUSE = 10.0
# How long the writer is held, in seconds: all that is to wait meanwhile must have been sent by then.
HOLD = 5.0
PER_SENDER = 256
OF_ALL = 4_096
SENDERS = OF_ALL // PER_SENDER + 1


def _inflate(journal: Journal, size: int) -> None:
    """Makes a stopped store this large with bytes that a backup must copy: a table of the test's own."""
    with spoiled(journal.store) as store:
        store.execute("CREATE TABLE padding_of_a_test (content BLOB)")
        store.execute("BEGIN")
        for _ in range(size // 1_000_000):
            store.execute("INSERT INTO padding_of_a_test VALUES (?)", [os.urandom(1_000_000)])
        store.execute("COMMIT")


def test_commands_go_on_being_accepted_while_a_store_of_200_mb_is_backed_up(
    cluster: Cluster, acknowledged: AckLog, today: datetime, say: Callable[[str], None]
) -> None:
    journal = cluster.journal()
    journal.start()
    scene = build(cluster, journal, acknowledged, today, **HUGE)
    journal.stop()
    _inflate(journal, STORE_BYTES)
    journal.start()
    assert journal.store.stat().st_size >= STORE_BYTES
    load, operator = scene.load(rate=2 * PACE), cluster.connect(journal, "operator")
    load.run(lambda: load.counts.acknowledged >= SLICE)
    alone = load.run_for(1)
    started, before = time.monotonic(), load.counts.acknowledged
    job, slices = operator.backup(str(journal.backups)), 0
    while job_state(operator, job).state == "running":
        last = load.counts.acknowledged
        load.run(lambda last=last: load.counts.acknowledged >= last + SLICE, timeout=LONGEST_PAUSE)
        assert load.counts.acknowledged > last, "the school is too small for this backup"
        slices += 1
    took = time.monotonic() - started
    during = (load.counts.acknowledged - before) / took
    assert job_state(operator, job).state == "done" and slices > 0
    say(f"{alone:.0f} commands a second alone, {during:.0f} during the backup of {took:.1f} s")
    load.drain()
    check_promises(scene)
    with opened(journal.newest_backup()) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


class _Reserve:
    """The disk is emptied down to below what the configuration keeps free."""

    minimum, leave = "64MiB", 32 << 20
    # What the batch fell to, as the service's log tells it.
    error = "CommitFailure"

    def prepare(self, scene: Scene) -> None:
        """Nothing."""

    def meet(self, scene: Scene, load: Load) -> None:
        load.run(lambda: load.counts.rejected.get("disk-full", 0) > 0, timeout=60)
        assert set(load.counts.rejected) == {"disk-full"}

    def repeat(self, scene: Scene) -> None:
        """Nothing: the load repeats what was refused."""


class _LastByte:
    """The reserve is still free, but one batch of parts of imports, held until all of it waits, needs more."""

    minimum, leave = "1MiB", 3_000_000
    error = "SQLite error 13"
    _PARTS, _DESKS = 7, ("desk", "desk-2")

    def prepare(self, scene: Scene) -> None:
        self._stages = {desk: scene.builder.ids.next() for desk in self._DESKS}
        for desk, stage_id in self._stages.items():
            client = scene.cluster.connect(scene.journal, desk)
            assert client.stage_begin(stage_id, scene.builder.school.school_id).chunks == 0

    def meet(self, scene: Scene, load: Load) -> None:
        wal = scene.journal.store.with_name(scene.journal.store.name + "-wal")
        load.drain()
        trace = scene.cluster.folder.parent / "trace"
        desk = scene.cluster.connect(scene.journal, "desk-3")
        desk.wait_connected(PATIENCE)
        with attached(scene.journal.running, trace, delaying("fdatasync", wal, HOLD, "1..2")):
            held = desk.send(wire(_pupil(scene), now_us()))
            assert desk.receive(0.5) is None, "the writer was not held"
            asked = list(self._send(scene))
            accepted(desk.wait_for(held))
            answers = [client.wait_for(request) for client, request in asked]
        refused = [answer for answer in answers if isinstance(answer, schemas.command.Rejected)]
        assert "disk-full" in {answer.code for answer in refused}, answers
        assert all(answer.retry_after_ms > 0 for answer in refused if answer.code == "disk-full")

    def _send(self, scene: Scene) -> Iterator[tuple[Client, int]]:
        for desk, stage_id in self._stages.items():
            client = scene.cluster.connect(scene.journal, desk)
            for number in range(1, self._PARTS + 1):
                content = bytes([number]) * (1 << 20)
                part = schemas.command.StageChunk(stage_id=stage_id, number=number, content=content)
                yield client, client.send(part)

    def repeat(self, scene: Scene) -> None:
        """All parts again: what was refused had left nothing, what was kept is the same."""
        for client, request in list(self._send(scene)):
            answer = client.wait_for(request)
            assert isinstance(answer, schemas.command.Staged), answer


@pytest.mark.parametrize("limit", [_Reserve(), _LastByte()], ids=["reserve", "last byte"])
def test_a_full_disk_refuses_commands_serves_reads_and_recovers(
    cluster: Cluster, tmp_path: Path, acknowledged: AckLog, today: datetime, limit: _Reserve | _LastByte
) -> None:
    """Once by the configured reserve, once by the last bytes of the disk itself; which it was, the log tells."""
    with small_disk(tmp_path / "small", 160) as disk:
        cluster.folder = disk
        try:
            _fill_and_recover(cluster, disk, acknowledged, today, limit)
        finally:
            cluster.close()


@pytest.mark.parametrize(
    ("ci", "is_long", "outcome"),
    [("true", False, pytest.fail.Exception), ("", True, pytest.fail.Exception), ("", False, pytest.skip.Exception)],
    ids=["ci", "everything", "elsewhere"],
)
def test_without_a_small_disk_a_run_fails_under_ci_and_with_long_and_is_skipped_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, is_long: bool, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(lacking, "is_everything_asked_for", is_long)
    with pytest.raises(outcome, match="no small disk"), small_disk(tmp_path / "small", -1):
        pass


def _fill_and_recover(
    cluster: Cluster, disk: Path, log: AckLog, today: datetime, limit: _Reserve | _LastByte
) -> None:
    journal, ballast = cluster.journal(), Ballast(disk)
    journal.settings = {"store": {"minimum-free": limit.minimum}}
    journal.write()
    journal.start()
    scene = build(cluster, journal, log, today, **LARGE)
    load = scene.load()
    load.run_for(0.3)
    limit.prepare(scene)
    lines = LogLines(journal.log)
    ballast.fill(limit.leave)
    limit.meet(scene, load)
    failures = [line["error"] for line in lines.lines("a batch was not committed")]
    assert failures and limit.error in failures[0], f"another limit was met first: {failures}"
    before = load.counts.acknowledged
    assert len(scene.events()) >= before, "reads go on"
    assert journal.running.is_running
    ballast.remove()
    limit.repeat(scene)
    load.run(lambda: load.counts.acknowledged > before + 200)
    load.drain()
    events = check_promises(scene)
    journal.stop()
    check_tables(journal, events)


def _pupil(scene: Scene) -> Order:
    name = schemas.cards.PersonName(family="Lipova", given="Gleb")
    body = schemas.commands.AddPupil(pupil_id=scene.builder.ids.next(), name=name, birth_date=15_000)
    return order(scene.builder.ids.next(), scene.builder.school.school_id, body, body.pupil_id)


@pytest.fixture
def held(cluster: Cluster, acknowledged: AckLog, today: datetime):
    """A scene with as many senders as it takes to reach the limit of all."""
    journal = cluster.journal()
    for number in range(SENDERS):
        key = cluster.sender(f"sender-{number}").public
        journal.grants.append(Grant(f"sender-{number}", [key], commands="all", schools="all", actors="all"))
    journal.write()
    journal.start()
    return build(cluster, journal, acknowledged, today, **SMALL)


def _flood(scene: Scene, client: Client, count: int) -> tuple[list[tuple[Order, int]], list[int]]:
    """Sends so many commands at once; (what was sent with its issued-at, the request ids)."""
    items = [(_pupil(scene), now_us()) for _ in range(count)]
    return items, [client.send(wire(*item)) for item in items]


def _check_busy(answer: object) -> None:
    assert isinstance(answer, schemas.command.Rejected) and answer.code == "busy" and answer.retry_after_ms > 0, answer


def test_the_257th_waiting_command_of_a_sender_is_busy_and_nothing_of_it_is_stored(held: Scene, tmp_path: Path) -> None:
    desk = held.cluster.connect(held.journal, "sender-0")
    wal = held.journal.store.with_name(held.journal.store.name + "-wal")
    desk.wait_connected(PATIENCE)
    with attached(held.journal.running, tmp_path / "trace", delaying("fdatasync", wal, HOLD, "1..2")):
        items, requests = _flood(held, desk, PER_SENDER + 1)
        _check_busy(desk.wait_for(requests[-1]))
    # strace counts by thread, and the writer may have several: only without it the rest is answered at once.
    for request in requests[:-1]:
        accepted(desk.wait_for(request))
    assert _stored_answers(held, [items[-1][0]]) == 0
    accepted(desk.command(wire(*items[-1])))


def test_the_4097th_waiting_command_of_all_is_busy_and_nothing_of_it_is_stored(held: Scene, tmp_path: Path) -> None:
    clients = [held.cluster.connect(held.journal, f"sender-{number}") for number in range(SENDERS)]
    for client in clients:
        client.wait_connected(PATIENCE)
    wal = held.journal.store.with_name(held.journal.store.name + "-wal")
    with attached(held.journal.running, tmp_path / "trace", delaying("fdatasync", wal, 2 * HOLD, "1..2")):
        # The 257th of each says that its 256 are waiting; together they are 4,096.
        floods = [_flood(held, client, PER_SENDER + 1)[1] for client in clients[:-1]]
        for client, requests in zip(clients, floods, strict=False):
            _check_busy(client.wait_for(requests.pop()))
        last, last_requests = _flood(held, clients[-1], 1)
        _check_busy(clients[-1].wait_for(last_requests[0]))
    for client, requests in zip(clients, floods, strict=False):
        for request in requests:
            accepted(client.wait_for(request))
    assert _stored_answers(held, [last[0][0]]) == 0
    accepted(clients[-1].command(wire(*last[0])))


def _stored_answers(scene: Scene, items: list[Order]) -> int:
    """How many of these have an answer in the store, or an event in the feed. The journal is restarted for it."""
    subjects = {item.subject for item in items}
    events = [one for one in scene.events() if one.type == "PupilAdded" and schemas.body_of(one).pupil_id in subjects]
    scene.journal.stop()
    with opened(scene.journal.store) as store:
        rows = store.execute("SELECT command_id FROM command_answer").fetchall()
    scene.journal.start()
    return len(events) + len({row[0] for row in rows} & {item.command_id for item in items})


def test_fetches_are_answered_while_the_writer_is_held(held: Scene, tmp_path: Path) -> None:
    reader = FeedReader(held.cluster.connect(held.journal, "auditor"), held.journal.feed_name)
    list(reader.to_head())
    desk = held.cluster.connect(held.journal, "sender-0")
    wal = held.journal.store.with_name(held.journal.store.name + "-wal")
    with attached(held.journal.running, tmp_path / "trace", delaying("fdatasync", wal, HOLD, "1..2")):
        _, requests = _flood(held, desk, 10)
        reader.step()
        assert desk.receive(0) is None, "a command was answered before the fetch: the writer was not held"
        for request in requests:
            accepted(desk.wait_for(request))


def test_a_job_beside_another_is_busy(held: Scene) -> None:
    held.journal.stop()
    _inflate(held.journal, 100_000_000)
    held.journal.start()
    operator = held.cluster.connect(held.journal, "operator")
    job = operator.backup(str(held.journal.backups))
    with pytest.raises(RefusedError) as refused:
        operator.verify(full=True)
    assert refused.value.code == "busy"
    assert wait_job(operator, job).state == "done"
