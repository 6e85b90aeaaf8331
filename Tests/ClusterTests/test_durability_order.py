"""Issue line 3: under strace, between a command's arrival and its answer stand the WAL's write and its fdatasync."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from zvonok_interop import schemas
from zvonok_interop.client import Client, accepted
from zvonok_interop.load import AckLog
from zvonok_interop.orders import now_us, order, wire

from cluster import Cluster
from process import wait_for
from scenario import Scene, build
from strace_order import ARGUMENTS, TraceError, check_batches, check_single, check_syncs, steps, without_sync
from tracing import attached

SINGLE = 200
WINDOW = 64
ROUNDS = 10


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    journal = cluster.journal()
    journal.start()
    return build(cluster, journal, acknowledged, today, days=8, works_per_lesson=4)


def _marks(scene: Scene, count: int) -> list:
    """Commands and answers of one length each: marks alone, whose sequences take as many bytes."""
    marks = (item for item in iter(scene.workload.next, None) if item.name == "GiveMark")
    return [wire(next(marks), now_us()) for _ in range(count)]


def _pad(scene: Scene, client: Client) -> None:
    """Brings the feed beyond sequence 128, from where on sequences are two bytes long up to 16,383."""
    while len(scene.events()) < 128:
        name = schemas.cards.PersonName(family="Lipova", given="Zhanna")
        body = schemas.commands.AddPupil(pupil_id=scene.builder.ids.next(), name=name, birth_date=15_000)
        item = order(scene.builder.ids.next(), scene.builder.school.school_id, body, body.pupil_id)
        accepted(client.command(wire(item, now_us())))


def _answers(trace: Path, port: int) -> int:
    return sum(step.kind == "answer" for step in steps(trace.read_text(errors="replace").splitlines(), port))


def test_each_of_200_single_commands_is_on_disk_before_its_answer(scene: Scene, tmp_path: Path) -> None:
    client = scene.cluster.connect(scene.journal, "desk")
    with attached(scene.journal.running, tmp_path / "trace", ARGUMENTS) as trace:
        for message in _marks(scene, SINGLE):
            accepted(client.command(message))
        # The last answer is here, and its call may not have ended yet, as the trace has it.
        wait_for(lambda: _answers(trace, scene.journal.port) >= SINGLE, "the trace of the last answer")
    lines = trace.read_text(errors="replace").splitlines()
    check_single(steps(lines, scene.journal.port), SINGLE)
    assert check_syncs(steps(lines, scene.journal.port)) >= SINGLE
    with pytest.raises(TraceError):
        check_single(steps(without_sync(lines, SINGLE // 2), scene.journal.port), SINGLE)


def test_with_64_in_flight_each_batch_is_on_disk_before_its_answers(scene: Scene, tmp_path: Path) -> None:
    client = scene.cluster.connect(scene.journal, "desk")
    _pad(scene, client)
    messages = _marks(scene, WINDOW * ROUNDS)
    with attached(scene.journal.running, tmp_path / "trace", ARGUMENTS) as trace:
        for first in range(0, len(messages), WINDOW):
            asked = [client.send(message) for message in messages[first : first + WINDOW]]
            for request_id in asked:
                accepted(client.wait_for(request_id))
    lines = trace.read_text(errors="replace").splitlines()
    traced = steps(lines, scene.journal.port)
    check_batches(traced, len(messages), WINDOW)
    commits = check_syncs(traced)
    assert ROUNDS <= commits < len(messages), "64 in flight were not committed together"
    with pytest.raises(TraceError):
        check_syncs(steps(without_sync(lines, commits // 2), scene.journal.port))
