"""Issue 4, line 4: what a restore of the cluster looks at beforehand, and what it says when it is not done; who was
erased after the backup stays erased, or the plan says that nobody knows."""

from __future__ import annotations

import signal
from datetime import datetime
from pathlib import Path

import pytest
from google.protobuf.message import Message
from zvonok_interop import chain, ids, schemas
from zvonok_interop.client import KeyPair, accepted
from zvonok_interop.load import AckLog
from zvonok_interop.orders import now_us, order, wire
from zvonok_interop.schemas import operator as wire_operator

from cluster import Cluster, Journal, binary, wait_job
from operator_command import Operator, write_key
from scenario import SMALL, Scene, build, check_tables, wait_caught_up
from stores import holds_bytes

WRONG, NO_INPUT, UNAVAILABLE, PARTLY, MISCONFIGURED = 65, 66, 69, 73, 78
FAMILY = "Quetzalcoatlova"


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    journal = cluster.journal()
    journal.start()
    return build(cluster, journal, acknowledged, today, **SMALL)


# Who was erased


def _ask(scene: Scene, body: Message) -> Message:
    desk = scene.cluster.connect(scene.journal, "desk")
    return desk.command(wire(order(scene.builder.ids.next(), scene.builder.school.school_id, body, b""), now_us()))


def _add_named(scene: Scene) -> int:
    """A pupil with a rare name: the sequence of the card."""
    name = schemas.cards.PersonName(family=FAMILY, given="Zhannetta")
    pupil = schemas.commands.AddPupil(pupil_id=scene.builder.ids.next(), name=name, birth_date=13_761)
    return accepted(_ask(scene, pupil)).last_sequence


def _erased(scene: Scene, *sequences: int) -> None:
    accepted(_ask(scene, schemas.commands.ErasePayloads(sequences=sequences, basis="152-FZ, art. 21")))


def test_who_was_erased_after_the_backup_is_erased_again_by_the_newest_list_and_without_one_the_plan_says_so(
    scene: Scene, tmp_path: Path
) -> None:
    operator, folder, target = Operator(scene.cluster, [scene.journal]), tmp_path / "backup", tmp_path / "restored"
    before, card = _add_named(scene), _add_named(scene)
    _erased(scene, before)
    operator.must("backup", str(folder))
    (carried,) = folder.glob("erasures-*.txt")
    assert len(carried.read_text().splitlines()) == 1
    _erased(scene, card)
    scene.journal.running.kill()
    (own,) = scene.journal.backups.glob("erasures-*.txt")
    plan = operator.must("restore", str(folder), "--plan")
    assert f"journal.test: 1 of the backup's events are erased again, by {own} (2)" in plan and "NO LIST" not in plan

    kept = own.rename(tmp_path / own.name)
    plan = operator.must("restore", str(folder), "--plan")
    assert "NO LIST OF ERASURES" in plan and str(own) in plan and "WHO WAS ERASED AFTER THE BACKUP COMES BACK" in plan
    assert f"{carried} (1), does not know of it" in plan
    plan = operator.must("restore", str(folder), "--plan", "--erasures", str(kept))
    assert f"1 of the backup's events are erased again, by {kept} (2)" in plan and "NO LIST" not in plan
    assert operator.run("restore", str(folder), "--plan", "--erasures", str(operator.key_file))[0] == WRONG
    code, told = operator.run("restore", str(folder.parent), "--plan")
    assert code == NO_INPUT and "the backup is not complete, or this is none" in told, told

    output = operator.must("restore", str(folder), "--into", str(target), "--erasures", str(kept))
    assert "erased again: 1 events of journal.test" in output
    scene.journal.store = target / scene.journal.executable / "store.sqlite"
    scene.journal.write()
    assert holds_bytes(target, FAMILY) == []
    scene.journal.start()
    events = scene.events()
    assert not events[card - 1].HasField("payload") and not events[before - 1].HasField("payload")
    assert own.read_text().splitlines() == kept.read_text().splitlines()
    scene.journal.stop()
    check_tables(scene.journal, events)


# What is looked at beforehand


def test_all_that_stands_in_the_way_of_any_service_is_told_before_the_first_is_touched(
    cluster: Cluster, three: list[Journal], tmp_path: Path
) -> None:
    north, south, west = three
    operator, folder = Operator(cluster, three), tmp_path / "backup"
    operator.must("backup", str(folder))
    north.stop()
    west.stop()
    # One hangs, and holds its store; another's disk is too full; the third would do, and comes first.
    south.running.send_signal(signal.SIGSTOP)
    west.settings = {"store": {"minimum-free": "1024GiB"}}
    west.write()
    stores = {one: one.store.stat().st_ino for one in three}
    plan = operator.must("restore", str(folder), "--plan")
    status, output = operator.run("restore", str(folder))
    assert status == WRONG and "nothing was restored" in output
    for text in (plan, output):
        assert f"{operator.name(south)}: the store {south.store} is in use by process {south.running.pid}" in text
        assert f"{operator.name(west)}: {west.folder} has " in text and "are to stay free" in text
        assert f"{operator.name(north)}: the" not in text
    assert stores == {one: one.store.stat().st_ino for one in three}
    assert not list(cluster.folder.rglob("*.replaced-*"))
    south.running.send_signal(signal.SIGCONT)


def test_a_service_of_the_wrong_kind_or_without_its_configuration_is_told_before_the_first_is_touched(
    cluster: Cluster, three: list[Journal], tmp_path: Path
) -> None:
    north, south, west = three
    operator, folder, target = Operator(cluster, three), tmp_path / "backup", tmp_path / "target"
    operator.must("backup", str(folder))
    for one in three:
        one.stop()
    south.settings = {"store": {"sample": False}}
    south.write()
    west.config_file.write_text("stoer: {}\n")
    status, output = operator.run("restore", str(folder), "--into", str(target))
    assert status == WRONG and not target.exists()
    assert f"{operator.name(south)}: " in output and "is a sample, the configuration asks for a real store" in output
    assert "stoer: found an unknown key" in output and f"{operator.name(north)}: the" not in output


def _failing(folder: Path, program: Path) -> Path:
    """A program that passes every check, and then fails."""
    made = folder / "failing"
    made.write_text(
        f'#!/bin/sh\ncase "$*" in *--check*) exec "{program}" "$@";; esac\necho "the cable was pulled" >&2\nexit 75\n'
    )
    made.chmod(0o700)
    return made


def test_a_restore_that_fails_midway_says_what_is_restored_and_the_command_that_goes_on(
    cluster: Cluster, three: list[Journal], tmp_path: Path
) -> None:
    operator, folder, target = Operator(cluster, three), tmp_path / "backup", tmp_path / "target"
    operator.must("backup", str(folder))
    for one in three:
        one.stop()
    names = [operator.name(one) for one in three]
    operator.programs = {names[1]: _failing(tmp_path, binary("journal-writer"))}
    operator.write()
    status, output = operator.run("restore", str(folder), "--into", str(target))
    assert status == PARTLY, f"{status}: {output}"
    assert f"restored: {names[0]}\n" in output and f"not begun: {names[2]}\n" in output
    assert f"NOT restored: {names[1]}: " in output and "the cable was pulled" in output
    assert [path.name for path in target.iterdir() if (path / "store.sqlite").exists()] == [names[0]]
    operator.programs = {}
    operator.write()
    command = output.strip().splitlines()[-1].split()
    assert command[0] == "zvonok"
    operator.must(*command[1:3], *command[5:])
    for one, name in zip(three, names, strict=True):
        one.store = target / name / "store.sqlite"
        one.write()
        one.start()
    assert operator.run("verify", "--full")[0] == 0


# Readers and owners


def test_a_reader_restored_alone_is_told_by_its_running_owner_whether_it_goes_on(scene: Scene, tmp_path: Path) -> None:
    collector = scene.cluster.collector(scene.journal)
    scene.journal.reload()
    collector.start()
    wait_caught_up(scene.cluster, collector, scene.journal, len(scene.events()))
    operator, folder = Operator(scene.cluster, [scene.journal, collector]), tmp_path / "backup"
    operator.must("backup", str(folder))
    collector.stop()
    only = ("restore", str(folder), "--plan", "--only", "statistics-collector")
    plan = operator.must(*only)
    assert plan.count(": goes on\n") == 1 and "did not say" not in plan
    scene.journal.stop()
    assert "the owner is not restored and did not say" in operator.must(*only)


def test_a_verification_says_of_each_place_whether_the_feed_has_been_there(scene: Scene) -> None:
    desk = scene.cluster.connect(scene.journal, "operator")
    events = scene.events()
    there = chain.origin(scene.journal.feed_name)
    for event in events[:2]:
        there = chain.link(there, event)
    places = [(2, there), (3, there), (len(events) + 9, there)]
    request = wire_operator.Verify(
        places=[wire_operator.FeedPlace(sequence=number, chain_hash=link) for number, link in places]
    )
    job = wait_job(desk, desk.ask(request))
    assert job.state == "done", job.message
    for (number, link), outcome in zip(places, ("holds", "does not hold", "does not hold"), strict=True):
        assert f"place {number}:{link.hex()} {outcome}\n" in job.message + "\n"


def test_verifications_at_the_same_time_wait_for_each_other(scene: Scene) -> None:
    operator = Operator(scene.cluster, [scene.journal])
    running = [operator.begin("verify", "--full") for _ in range(6)]
    for process in running:
        output = process.communicate(timeout=180)[0]
        assert process.returncode == 0, output


# Commands without an answer


def test_a_command_without_an_answer_says_why_and_a_wrong_key_ends_it_as_one(scene: Scene, tmp_path: Path) -> None:
    """As `status` does: of an import, which is known to ask the journal alone."""
    operator = Operator(scene.cluster, [scene.journal])
    operator.upstreams = [scene.journal]
    operator.write()
    sheet = tmp_path / "staff.csv"
    sheet.write_text("ФИО;Должность\nИванова Анна Петровна;учитель\n")
    school = ids.text(scene.builder.school.school_id)
    bring = ("import", "sheets", "--school", school, "--staff", str(sheet), "--dry-run")
    status, output = operator.run(*bring)
    assert status == MISCONFIGURED and "forbidden" in output, f"{status}: {output}"
    other = write_key(tmp_path / "other.key", KeyPair.make())
    status, output = operator.run(*bring, "--set", f"operator.secret-key={other}")
    assert status == MISCONFIGURED and "it refuses our key" in output, f"{status}: {output}"
    scene.journal.stop()
    status, output = operator.run(*bring)
    assert status == UNAVAILABLE and "nobody listens there" in output, f"{status}: {output}"
