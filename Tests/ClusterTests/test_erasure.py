"""Issue line 8: what is erased is gone from file, WAL, answers and every consumer, and stays gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.client import Client, accepted, rejected
from zvonok_interop.load import AckLog
from zvonok_interop.oracle.journal import Journal as Fold
from zvonok_interop.orders import now_us, order, wire
from zvonok_interop.reader import FeedReader

from cluster import Cluster, wait_job
from scenario import SMALL, Scene, build, check_tables
from stores import holds_bytes, spoiled
from tracing import attached, killing_at

FAMILY = "Quetzalcoatlova"
CHANGED = "Xochiquetzalova"
GIVEN = "Zhannetta"
# Days since 1970, unlike those of the other pupils.
BIRTH_DATE = 13_761


@dataclass
class CardConsumer:
    """A consumer of cards, as the diary will be: it deletes what it holds when it reads the erasure."""

    reader: FeedReader
    cards: dict[int, Message] = field(default_factory=dict)

    def catch_up(self) -> CardConsumer:
        for event in self.reader.to_head():
            if event.type == "PayloadErased":
                for sequence in schemas.body_of(event).sequences:
                    self.cards.pop(sequence, None)
            elif event.type in schemas.CARD_TYPES and (body := schemas.body_of(event)) is not None:
                self.cards[event.sequence] = body
        return self


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    journal = cluster.journal()
    journal.start()
    return build(cluster, journal, acknowledged, today, **SMALL)


@pytest.fixture
def desk(scene: Scene) -> Client:
    return scene.cluster.connect(scene.journal, "desk")


def _ask(scene: Scene, desk: Client, body: Message) -> Message:
    return desk.command(wire(order(scene.builder.ids.next(), scene.builder.school.school_id, body, b""), now_us()))


def _add_named(scene: Scene, desk: Client) -> tuple[bytes, list[int]]:
    """A pupil with a rare name, changed once: two card events."""
    pupil_id, name = scene.builder.ids.next(), schemas.cards.PersonName(family=FAMILY, given=GIVEN)
    added = accepted(_ask(scene, desk, schemas.commands.AddPupil(pupil_id=pupil_id, name=name, birth_date=BIRTH_DATE)))
    name.family = CHANGED
    change = schemas.commands.ChangePupilCard(pupil_id=pupil_id, expected_version=1, name=name, birth_date=BIRTH_DATE)
    changed = accepted(_ask(scene, desk, change))
    return pupil_id, [added.last_sequence, changed.first_sequence]


def _traces(scene: Scene, sequences: list[int]) -> dict[str, bytes]:
    """What must be gone, byte by byte, by what it is. All of it is on disk now: else its absence would show nothing."""
    events, traces = scene.events(), {}
    for sequence in sequences:
        event = events[sequence - 1]
        traces |= {f"payload {sequence}": event.payload, f"salt {sequence}": event.salt}
    traces |= {"family": FAMILY.encode(), "family, changed": CHANGED.encode(), "given name": GIVEN.encode()}
    birth_date = schemas.cards.PupilCardRecorded(birth_date=BIRTH_DATE).SerializeToString()
    assert event.payload.endswith(birth_date)
    # Field and value behind the name as a message has them; the number behind the name as SQLite's row has it.
    traces["birth date in a message"] = GIVEN.encode() + birth_date
    traces["birth date in a row"] = GIVEN.encode() + BIRTH_DATE.to_bytes(2, "big")
    for what, content in traces.items():
        assert len(content) >= 8 and holds_bytes(scene.journal.store, content), f"{what} was never on disk"
    return traces


def _check_gone(place: Path, traces: dict[str, bytes]) -> None:
    left = {what: files for what, content in traces.items() if (files := holds_bytes(place, content))}
    assert left == {}, left


def _erase(scene: Scene, desk: Client, sequences: list[int]) -> Message:
    return _ask(scene, desk, schemas.commands.ErasePayloads(sequences=sequences, basis="152-FZ, art. 21"))


def _consumer(scene: Scene, name: str) -> CardConsumer:
    types = (*schemas.CARD_TYPES, "PayloadErased")
    client = scene.cluster.connect(scene.journal, "auditor")
    return CardConsumer(FeedReader(client, scene.journal.feed_name, name, types)).catch_up()


def test_an_erased_card_leaves_no_byte_behind_and_live_equals_rebuilt(scene: Scene, desk: Client) -> None:
    _, sequences = _add_named(scene, desk)
    live = _consumer(scene, "live")
    assert set(sequences) <= live.cards.keys()
    traces = _traces(scene, sequences)
    answer = accepted(_erase(scene, desk, sequences))
    live.catch_up()
    assert not set(sequences) & live.cards.keys()
    assert live.cards == _consumer(scene, "rebuilt").cards
    events = scene.events()
    for sequence in sequences:
        erased = events[sequence - 1]
        assert not erased.HasField("payload") and not erased.HasField("salt") and len(erased.digest) == 32
    assert list(schemas.body_of(events[answer.first_sequence - 1]).sequences) == sequences
    _check_gone(scene.journal.folder, traces)
    scene.journal.stop()
    _check_gone(scene.journal.folder, traces)
    check_tables(scene.journal, events)


def test_an_erasure_asked_for_twice_erases_nothing_more(scene: Scene, desk: Client) -> None:
    _, sequences = _add_named(scene, desk)
    accepted(_erase(scene, desk, sequences))
    before = scene.events()
    accepted(_erase(scene, desk, sequences))
    assert scene.events()[: len(before)] == before


def test_one_erased_card_leaves_the_newer_one(scene: Scene, desk: Client) -> None:
    pupil_id, sequences = _add_named(scene, desk)
    accepted(_erase(scene, desk, sequences[:1]))
    events = scene.events()
    kept = [row for row in Fold().apply_all(events).cards.values() if row["person"] == pupil_id]
    assert [row["name"][0] for row in kept] == [CHANGED]
    assert holds_bytes(scene.journal.folder, FAMILY) == []
    scene.journal.stop()
    check_tables(scene.journal, events)


def test_another_type_cannot_be_erased(scene: Scene, desk: Client) -> None:
    _, sequences = _add_named(scene, desk)
    before = len(scene.events())
    answer = rejected(_erase(scene, desk, [sequences[0], 1]), "not-erasable")
    assert answer.field == "sequences[1]" and len(scene.events()) == before
    assert scene.events()[sequences[0] - 1].HasField("payload"), "all or nothing"


def test_an_event_that_is_not_there_cannot_be_erased(scene: Scene, desk: Client) -> None:
    assert rejected(_erase(scene, desk, [99_999]), "unknown").field == "sequences[0]"


def test_a_restore_applies_the_erasure_again(scene: Scene, desk: Client) -> None:
    _, sequences = _add_named(scene, desk)
    operator = scene.cluster.connect(scene.journal, "operator")
    assert wait_job(operator, operator.backup(str(scene.journal.backups))).state == "done"
    traces = _traces(scene, sequences)
    accepted(_erase(scene, desk, sequences))
    scene.journal.stop()
    scene.journal.restore(scene.journal.newest_backup())
    scene.journal.start()
    events = scene.events()
    assert all(not events[sequence - 1].HasField("payload") for sequence in sequences)
    erasures = [event for event in events if event.type == "PayloadErased"]
    assert {number for event in erasures for number in schemas.body_of(event).sequences} >= set(sequences)
    scene.journal.stop()
    check_tables(scene.journal, events)
    _check_gone(scene.journal.store, traces)


def test_an_erasure_that_was_not_noted_beside_the_backups_is_noted_at_the_next_start(
    scene: Scene, desk: Client
) -> None:
    _, sequences = _add_named(scene, desk)
    accepted(_erase(scene, desk, sequences))
    scene.journal.stop()
    (ledger,) = scene.journal.backups.glob("erasures-*.txt")
    noted = ledger.read_text()
    assert len(noted.splitlines()) >= len(sequences)
    ledger.unlink()
    scene.journal.start()
    assert ledger.read_text() == noted


def test_an_erasure_whose_event_was_removed_fails_verify(scene: Scene, desk: Client) -> None:
    _, sequences = _add_named(scene, desk)
    answer = accepted(_erase(scene, desk, sequences))
    scene.journal.stop()
    with spoiled(scene.journal.store) as store:
        store.execute("DELETE FROM event WHERE sequence >= ?", [answer.first_sequence])
    status, output = scene.journal.verify()
    assert status == 65 and str(sequences[0]) in output, output


@pytest.mark.parametrize(("call", "suffix"), [("pwrite64", ""), ("ftruncate", "-wal")])
def test_killed_between_an_erasures_commit_and_the_emptying_of_the_log_nothing_is_left_once_it_is_answered(
    scene: Scene, desk: Client, tmp_path: Path, call: str, suffix: str
) -> None:
    """Once before the log is copied into the file, once before it is cut down."""
    _, sequences = _add_named(scene, desk)
    traces = _traces(scene, sequences)
    body = schemas.commands.ErasePayloads(sequences=sequences, basis="152-FZ, art. 21")
    item = wire(order(scene.builder.ids.next(), scene.builder.school.school_id, body, b""), now_us())
    path = scene.journal.store.with_name(scene.journal.store.name + suffix)
    with attached(scene.journal.running, tmp_path / "trace", killing_at(call, path)) as trace:
        desk.forget(desk.send(item))
        scene.journal.running.wait_killed()
    assert f"{path}>" in trace.read_text() and "killed by SIGKILL" in trace.read_text()
    assert holds_bytes(scene.journal.store, FAMILY), "it was killed too late"
    scene.journal.start()
    head = len(scene.events())
    answer = accepted(desk.command(item))
    assert answer.last_sequence == head, "the erasure had not been committed"
    _check_gone(scene.journal.folder, traces)
    events = scene.events()
    assert all(not events[sequence - 1].HasField("payload") for sequence in sequences)
    scene.journal.stop()
    _check_gone(scene.journal.folder, traces)
    check_tables(scene.journal, events)
