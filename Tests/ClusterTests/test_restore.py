"""Issue line 5: restored owners, and verification of stores that were tampered with."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from datetime import datetime

import pytest
from zvonok_interop.load import AckLog
from zvonok_interop.reader import DivergedError, FeedReader

from cluster import Cluster, Collector, wait_job
from process import wait_for
from scenario import SMALL, Scene, build, check_figures, subscription, wait_caught_up
from stores import opened, spoiled

# EX_DATAERR: what was checked is wrong.
WRONG = 65


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    journal = cluster.journal()
    journal.start()
    return build(cluster, journal, acknowledged, today, **SMALL)


def _work(scene: Scene, commands: int) -> None:
    """So many more commands, acknowledged."""
    load = scene.loads[-1] if scene.loads else scene.load()
    goal = load.counts.acknowledged + commands
    load.run(lambda: load.counts.acknowledged >= goal)
    load.drain()


def _backup(scene: Scene) -> None:
    operator = scene.cluster.connect(scene.journal, "operator")
    assert wait_job(operator, operator.backup(str(scene.journal.backups))).state == "done"


def _restore(scene: Scene) -> None:
    scene.journal.stop()
    scene.journal.restore(scene.journal.newest_backup())
    scene.journal.start()


def test_a_reader_ahead_of_the_backup_diverges_and_one_behind_goes_on_with_the_new_epoch(scene: Scene) -> None:
    auditor = scene.cluster.connect(scene.journal, "auditor")
    behind = FeedReader(auditor, scene.journal.feed_name, "behind", max_events=10)
    behind.step()
    _backup(scene)
    backed_up = len(scene.events())
    _work(scene, 20)
    ahead = FeedReader(auditor, scene.journal.feed_name, "ahead")
    list(ahead.to_head())
    assert behind.cursor.sequence < backed_up < ahead.cursor.sequence
    epochs = {behind.cursor.epoch}
    for _ in range(2):
        _restore(scene)
        with pytest.raises(DivergedError):
            ahead.step()
        behind.step()
        epochs.add(behind.cursor.epoch)
        assert behind.cursor.sequence <= backed_up
    assert len(epochs) == 3, "each restore makes an epoch of its own"
    list(behind.to_head())
    rebuilt = FeedReader(auditor, scene.journal.feed_name, "ahead")
    list(rebuilt.to_head())
    assert rebuilt.cursor == behind.cursor


def test_the_collector_ahead_of_the_backup_stops_with_diverged_and_comes_back_by_rebuild(scene: Scene) -> None:
    collector = scene.cluster.collector(scene.journal)
    scene.journal.reload()
    _backup(scene)
    _work(scene, 20)
    collector.start()
    wait_caught_up(scene.cluster, collector, scene.journal, len(scene.events()))
    _restore(scene)
    wait_for(lambda: subscription(scene.cluster, collector, scene.journal).state == "diverged", "DIVERGED")
    assert collector.health("readyz")[0] == 200, "readiness does not depend on another service"
    assert "diverged" in collector.health("readyz")[1]
    operator = scene.cluster.connect(collector, "operator")
    assert wait_job(operator, operator.rebuild(scene.journal.feed_name)).state == "done"
    check_figures(scene.cluster, collector, {scene.journal: scene.events()})
    wait_for(lambda: subscription(scene.cluster, collector, scene.journal).state == "live", "the feed to be followed")


def test_a_collector_behind_the_backup_goes_on_with_the_new_epoch_and_still_does_after_a_second_restore(
    scene: Scene,
) -> None:
    ahead, behind = (scene.cluster.collector(scene.journal, name=name) for name in ("ahead", "behind"))
    scene.journal.reload()
    for collector in (ahead, behind):
        collector.start()
        wait_caught_up(scene.cluster, collector, scene.journal, len(scene.events()))
    behind_at = len(scene.events())
    behind.stop()
    _work(scene, 10)
    _backup(scene)
    backed_up, backup = len(scene.events()), scene.journal.newest_backup()
    _work(scene, 20)
    wait_caught_up(scene.cluster, ahead, scene.journal, len(scene.events()))
    assert behind_at < backed_up < subscription(scene.cluster, ahead, scene.journal).cursor
    epochs = {_epoch(scene)}
    for _ in range(2):
        scene.journal.stop()
        scene.journal.restore(backup)
        scene.journal.start()
        epochs.add(_epoch(scene))
        if not behind.running.is_running:
            behind.start()
        _follows(scene, behind, backed_up)
    assert len(epochs) == 3, "each restore makes an epoch of its own"
    assert subscription(scene.cluster, ahead, scene.journal).state == "diverged"
    _work(scene, 10)
    _follows(scene, behind, len(scene.events()))


def _epoch(scene: Scene) -> bytes:
    return scene.cluster.connect(scene.journal, "operator").status().feed.epoch


def _follows(scene: Scene, collector: Collector, head: int) -> None:
    """It is at the head, live, under the owner's present epoch, without a rebuild, and its figures are right."""
    epoch = _epoch(scene)
    wait_for(lambda: subscription(scene.cluster, collector, scene.journal).epoch == epoch, "the new epoch to be taken")
    wait_for(lambda: subscription(scene.cluster, collector, scene.journal).state == "live", "the feed to be followed")
    check_figures(scene.cluster, collector, {scene.journal: scene.events()})
    standing = subscription(scene.cluster, collector, scene.journal)
    assert (standing.epoch, standing.cursor) == (epoch, head)
    jobs = scene.cluster.connect(collector, "operator").status().jobs
    assert [job.kind for job in jobs if job.kind == "rebuild"] == [], "it went on because it was rebuilt"


# Tampering. Each takes the store and a sequence in its middle, and says where the first fault shows.

TAMPERINGS = {
    "payload": "UPDATE event SET payload = CAST(payload || x'00' AS BLOB) WHERE sequence = :at",
    "salt": "UPDATE event SET salt = randomblob(16) WHERE sequence = :at",
    "type": "UPDATE event SET type = 'MarkGiveN' WHERE sequence = :at",
    "schema version": "UPDATE event SET schema_version = 2 WHERE sequence = :at",
    "event id": "UPDATE event SET event_id = randomblob(16) WHERE sequence = :at",
    "actor": "UPDATE event SET actor_id = randomblob(16) WHERE sequence = :at",
    "school": "UPDATE event SET school_id = randomblob(16) WHERE sequence = :at",
    "recorded-at": "UPDATE event SET recorded_at = recorded_at + 1 WHERE sequence = :at",
    "chain": "UPDATE event SET chain_hash = randomblob(32) WHERE sequence = :at",
    "a row removed": "DELETE FROM event WHERE sequence = :at",
    "two rows swapped": (
        "UPDATE event SET sequence = CASE sequence WHEN :at THEN -1 ELSE -2 END WHERE sequence IN (:at, :at + 1);"
        "UPDATE event SET sequence = :at + 1 WHERE sequence = -1; UPDATE event SET sequence = :at WHERE sequence = -2"
    ),
    "a blank without its event": (
        "UPDATE event SET payload = NULL, salt = NULL, digest = :digest WHERE sequence = :at"
    ),
}  # fmt: skip


def _tamper(store: sqlite3.Connection, statements: str, at: int) -> None:
    salt, payload = store.execute("SELECT salt, payload FROM event WHERE sequence = ?", [at]).fetchone()
    values = {"at": at, "digest": _digest(salt, payload)}
    for statement in statements.split(";"):
        used = {name: value for name, value in values.items() if f":{name}" in statement}
        store.execute(statement, used)


def _digest(salt: bytes, payload: bytes) -> bytes:
    return hashlib.sha256(salt + payload).digest()


def _middle_card(scene: Scene) -> int:
    """A card event away from both ends, so that even a blank is of a type that can be erased."""
    events = scene.events()
    return [event.sequence for event in events if event.type == "PupilCardRecorded"][5]


def test_every_tampering_is_found_by_verify_full_and_its_sequence_named(scene: Scene) -> None:
    """One journal for all of them: each starts from the same copy."""
    at = _middle_card(scene)
    scene.journal.stop()
    status, output = scene.journal.verify()
    assert status == 0, output
    with spoiled(scene.journal.store):
        pass
    sound = scene.journal.folder / "sound.sqlite"
    shutil.copyfile(scene.journal.store, sound)
    for what, statements in TAMPERINGS.items():
        for suffix in ("-wal", "-shm"):
            scene.journal.store.with_name(scene.journal.store.name + suffix).unlink(missing_ok=True)
        shutil.copyfile(sound, scene.journal.store)
        with spoiled(scene.journal.store) as store:
            _tamper(store, statements, at)
        status, output = scene.journal.verify()
        assert status == WRONG, f"{what}: {status}\n{output}"
        assert str(at) in output, f"{what}: the sequence {at} is not named in\n{output}"


def _cut_tail(scene: Scene, count: int) -> None:
    scene.journal.stop()
    with spoiled(scene.journal.store) as store:
        store.execute("DELETE FROM event WHERE sequence > (SELECT max(sequence) FROM event) - ?", [count])


def test_a_cut_tail_is_found_by_a_noted_head(scene: Scene) -> None:
    reader = FeedReader(scene.cluster.connect(scene.journal, "auditor"), scene.journal.feed_name)
    list(reader.to_head())
    noted = (reader.cursor.sequence, reader.cursor.chain_hash)
    scene.journal.stop()
    assert scene.journal.verify(expect=noted)[0] == 0
    scene.journal.start()
    _cut_tail(scene, 3)
    status, output = scene.journal.verify(expect=noted)
    assert status == WRONG and str(noted[0]) in output, output


def test_another_hash_at_a_noted_sequence_is_found(scene: Scene) -> None:
    scene.journal.stop()
    status, output = scene.journal.verify(expect=(5, bytes(32)))
    assert status == WRONG and "5" in output, output


def test_a_cut_tail_is_found_by_the_last_backups_manifest(scene: Scene) -> None:
    _backup(scene)
    head = len(scene.events())
    _cut_tail(scene, 3)
    status, output = scene.journal.verify()
    assert status == WRONG and str(head) in output, output


def test_a_backup_is_whole_and_its_manifest_names_feed_epoch_head_and_hash(scene: Scene) -> None:
    reader = FeedReader(scene.cluster.connect(scene.journal, "auditor"), scene.journal.feed_name)
    list(reader.to_head())
    _backup(scene)
    path = scene.journal.newest_backup()
    manifests = [one for one in path.parent.iterdir() if one.name.startswith(path.stem) and one != path]
    text = json.dumps(json.loads(manifests[0].read_text()))
    for part in (scene.journal.feed_name, reader.cursor.epoch.hex(), str(reader.head), reader.cursor.chain_hash.hex()):
        assert part.lower() in text.lower().replace("-", "") or part in text, f"{part} is not in {text}"
    with opened(path) as copy:
        assert copy.execute("SELECT max(sequence) FROM event").fetchone()[0] == reader.head
        assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_verify_asked_of_a_running_service_goes_on_from_where_it_ended(scene: Scene) -> None:
    operator = scene.cluster.connect(scene.journal, "operator")
    first = wait_job(operator, operator.verify(full=True))
    _work(scene, 10)
    second = wait_job(operator, operator.verify(full=False))
    assert (first.state, second.state) == ("done", "done")
    assert 0 < second.total < first.total
