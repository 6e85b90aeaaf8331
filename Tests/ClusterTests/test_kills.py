"""Issue line 2: whatever is killed, whenever: every promise is kept once, and everything equals the oracle's folds."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.client import accepted
from zvonok_interop.load import AckLog, Load
from zvonok_interop.oracle.duties import Judged
from zvonok_interop.orders import now_us, order, wire

from cluster import Cluster, Service
from process import wait_for
from scenario import (
    HUGE,
    LARGE,
    MEDIUM,
    PACE,
    Scene,
    build,
    check_everything,
    check_fold,
    reach_rate,
    subscription,
    wait_caught_up,
)
from tracing import attached, killing_at

# What the journal's own tables can come of, as far as a desk brings it about: the load must have had it all.
UNDER_LOAD = {
    "BellsSet", "TimetableApproved", "LessonScheduled", "LessonMoved", "LessonDropped", "LessonCancelled",
    "TopicRecorded", "HomeworkRecorded", "RollTaken", "AttendanceChanged", "WorkCreated", "MarkGiven", "MarkChanged",
    "MarkWithdrawn", "GuardianAdded", "GuardianshipRecorded", "GuardianshipEnded", "PupilEnrolled", "EnrolmentEnded",
}  # fmt: skip


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime, request: pytest.FixtureRequest) -> Scene:
    """A journal with a school, and a collector reading it."""
    journal = cluster.journal()
    collector = cluster.collector(journal)
    journal.start()
    collector.start()
    shape = getattr(request, "param", MEDIUM)
    made = build(cluster, journal, acknowledged, today, **shape)
    made.attached_collector = collector
    return made


def _go_on(scene: Scene) -> list[Message]:
    """Some more load, everything answered, and the whole audit; returns the feed."""
    load = scene.loads[-1]
    load.run_for(0.5)
    load.drain()
    assert load.counts.acknowledged > 0
    return check_everything(scene, scene.collector)


def test_killed_after_the_commit_and_before_the_answer_a_retry_gets_the_stored_answer(scene: Scene) -> None:
    scene.journal.stop()
    dying = scene.journal.start(die_at="after-commit-before-answer:10")
    load = scene.load()
    load.run(lambda: not dying.is_running)
    dying.wait_killed()
    scene.journal.start()
    _go_on(scene)
    assert load.counts.retried > 0


def test_killed_between_applying_a_batch_and_its_commit_the_collector_applies_it_once(scene: Scene) -> None:
    scene.collector.stop()
    dying = scene.collector.start(die_at="after-apply-before-commit:3", is_waiting=False)
    load = scene.load()
    load.run(lambda: not dying.is_running)
    dying.wait_killed()
    scene.collector.start()
    _go_on(scene)


def test_killed_in_the_middle_of_a_staged_import_nothing_of_it_stands_and_it_can_be_applied_again(scene: Scene) -> None:
    scene.journal.stop()
    dying = scene.journal.start(die_at="in-apply-stage")
    client = scene.cluster.connect(scene.journal, "desk")
    ids, school = scene.builder.ids, scene.builder.school
    stage_id, pupils = ids.next(), [ids.next() for _ in range(300)]
    client.stage_begin(stage_id, school.school_id)
    for number in (1, 2, 3):
        content = _staged(pupils[100 * (number - 1) : 100 * number])
        assert client.stage_chunk(stage_id, number, content).chunks == number
    before = len(scene.events())
    body = schemas.command.ApplyStage(stage_id=stage_id, chunks=3)
    apply = schemas.command.Command(
        command_id=ids.next(), issued_at=now_us(), actor_id=bytes(16), school_id=school.school_id,
        name="ApplyStage", body=body.SerializeToString(),
    )  # fmt: skip
    client.forget(client.send(apply))
    dying.wait_killed()
    scene.journal.start()
    assert len(scene.events()) == before
    answer = accepted(client.command(apply))
    assert answer.last_sequence - answer.first_sequence + 1 == 2 * len(pupils)
    assert client.command(apply) == answer
    scene.load()
    _go_on(scene)


def _staged(pupils: list[bytes]) -> bytes:
    name = schemas.cards.PersonName(family="Zvonareva", given="Anna")
    staged = schemas.command.StagedCommands()
    for pupil_id in pupils:
        body = schemas.commands.AddPupil(pupil_id=pupil_id, name=name, birth_date=15_000)
        staged.commands.add(name="AddPupil", body=body.SerializeToString())
    return staged.SerializeToString()


def test_killed_in_a_rebuild_before_the_switch_the_old_figures_stay_and_a_new_rebuild_ends(scene: Scene) -> None:
    load = scene.load()
    load.run_for(1)
    load.drain()
    wait_caught_up(scene.cluster, scene.collector, scene.journal, len(scene.events()))
    scene.collector.stop()
    fold = Judged().apply_all(scene.events())
    dying = scene.collector.start(die_at="in-rebuild-before-switch")
    _order_rebuild(scene)
    dying.wait_killed()
    # With nobody to read from, the rebuild that was cut short stays where it was: nothing is switched.
    scene.journal.stop()
    scene.collector.start()
    (job,) = _rebuilds(scene)
    assert job.state == "running"
    check_fold(scene.collector, fold)
    assert _rebuilds(scene)[0].state == "running", "the switch came before the figures were read"
    scene.journal.start()
    scene.cluster.connect(scene.collector, "operator").rebuild(scene.journal.feed_name)
    wait_for(
        lambda: subscription(scene.cluster, scene.collector, scene.journal).state == "live", "the end of the rebuild"
    )
    check_fold(scene.collector, fold)
    _go_on(scene)


def _rebuilds(scene: Scene) -> list[Message]:
    jobs = scene.cluster.connect(scene.collector, "operator").status().jobs
    return [job for job in jobs if job.kind == "rebuild"]


def _order_rebuild(scene: Scene) -> None:
    """Whether the answer comes before the end of the service is not waited for."""
    operator = scene.cluster.connect(scene.collector, "operator")
    operator.forget(operator.send(schemas.operator.Rebuild(feed=scene.journal.feed_name)))


@pytest.mark.parametrize("scene", [HUGE], indirect=True)
@pytest.mark.parametrize("which", ["journal", "collector"])
def test_killed_during_a_checkpoint_the_store_recovers(scene: Scene, which: str, tmp_path: Path) -> None:
    service: Service = scene.journal if which == "journal" else scene.collector
    load = scene.load(window=128, rate=4 * PACE)
    with attached(service.running, tmp_path / "checkpoint", killing_at("pwrite64", service.store, 2)) as trace:
        load.run(lambda: not service.running.is_running, timeout=90)
        service.running.wait_killed()
    lines = trace.read_text()
    assert f"{service.store}>" in lines and "killed by SIGKILL" in lines
    service.start()
    _go_on(scene)


@pytest.mark.parametrize(
    ("count", "scene"),
    [(3, LARGE), pytest.param(20, HUGE, marks=[pytest.mark.long, pytest.mark.timeout(1200)])],
    indirect=["scene"],
    ids=["3", "20"],
)
@pytest.mark.parametrize("which", ["journal", "collector"])
def test_killed_at_random_under_load_nothing_is_lost_and_nothing_done_twice(
    scene: Scene, which: str, count: int, say: Callable[[str], None]
) -> None:
    service: Service = scene.journal if which == "journal" else scene.collector
    load, chance = scene.load(window=64, senders=2), random.Random(count)
    rates: list[float] = []
    for _ in range(count):
        rates.append(reach_rate(load))
        load.burst(chance.uniform(0.01, 0.3))
        service.running.kill()
        service.start()
    lacking = UNDER_LOAD - {event.type for event in _go_on(scene)}
    assert not lacking, f"the load brought about no {lacking}"
    say(
        f"{count} kills of the {which} at {min(rates):.0f} to {max(rates):.0f} commands a second: "
        f"{load.counts.acknowledged} acknowledged, {load.counts.retried} retried"
    )


def test_a_real_store_refuses_to_die_at_a_point(cluster: Cluster) -> None:
    journal = cluster.journal()
    journal.settings = {"store": {"sample": False}}
    journal.write()
    process = journal.start(die_at="after-commit-before-answer", is_waiting=False)
    assert process.wait() > 0 and "die-at" in process.tail()


def test_an_acknowledged_command_repeated_after_a_kill_gets_the_same_answer(scene: Scene) -> None:
    client = scene.cluster.connect(scene.journal, "desk")
    name = schemas.cards.PersonName(family="Parusova", given="Vera")
    pupil_id = scene.builder.ids.next()
    body = schemas.commands.AddPupil(pupil_id=pupil_id, name=name, birth_date=15_000)
    item = order(scene.builder.ids.next(), scene.builder.school.school_id, body, pupil_id)
    message = wire(item, now_us())
    answer = accepted(client.command(message))
    scene.journal.running.kill()
    scene.journal.start()
    assert client.command(message) == answer
    assert answer.last_sequence == len(scene.events())
