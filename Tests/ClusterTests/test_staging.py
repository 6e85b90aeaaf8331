"""Issue line 4: imports in parts, as PROTOCOL.md says: numbered, bounded, forgotten, applied once, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.client import Client, RefusedError, accepted, rejected
from zvonok_interop.load import AckLog
from zvonok_interop.orders import now_us, order, set_clock_offset, wire

from cluster import Cluster, Grant
from process import wait_for
from scenario import SMALL, Scene, build
from simulated_clock import SimulatedClock
from stores import opened

MIB = 1 << 20
SECOND = 1_000_000
DAY = 86_400 * SECOND
MORNING = int(datetime(2041, 9, 2, 9, tzinfo=UTC).timestamp()) * SECOND


@dataclass
class Import:
    """One stage of a sender."""

    scene: Scene
    client: Client
    stage_id: bytes

    @property
    def school(self) -> bytes:
        return self.scene.builder.school.school_id

    def begin(self) -> Message:
        return self.client.stage_begin(self.stage_id, self.school)

    def send(self, number: int, content: bytes) -> Message:
        return self.client.stage_chunk(self.stage_id, number, content)

    def command(self, chunks: int, school: bytes | None = None) -> Message:
        """A new command that applies it."""
        body = schemas.command.ApplyStage(stage_id=self.stage_id, chunks=chunks)
        return schemas.command.Command(
            command_id=self.scene.builder.ids.next(), issued_at=now_us(), actor_id=bytes(16),
            school_id=school or self.school, name="ApplyStage", body=body.SerializeToString(),
        )  # fmt: skip

    def apply(self, chunks: int, school: bytes | None = None) -> Message:
        return self.client.command(self.command(chunks, school))

    def pupils(self, count: int = 2, family: str = "Zvonareva") -> bytes:
        """A part with so many pupils to be added."""
        staged = schemas.command.StagedCommands()
        name = schemas.cards.PersonName(family=family, given="Anna")
        for _ in range(count):
            body = schemas.commands.AddPupil(pupil_id=self.scene.builder.ids.next(), name=name, birth_date=15_000)
            staged.commands.add(name="AddPupil", body=body.SerializeToString())
        return staged.SerializeToString()


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    """A school, and besides the usual senders one who may import but give no other command, and one of no school."""
    journal = cluster.journal()
    for name, schools in (("importer", "all"), ("stranger", [b"\1" * 16])):
        key = cluster.sender(name).public
        journal.grants.append(Grant(name, [key], commands=["ApplyStage"], schools=schools, actors="all"))
    journal.write()
    journal.start()
    return build(cluster, journal, acknowledged, today, **SMALL)


def _import(scene: Scene, sender: str = "desk") -> Import:
    return Import(scene, scene.cluster.connect(scene.journal, sender), scene.builder.ids.next())


@pytest.fixture
def opened_import(scene: Scene) -> Import:
    made = _import(scene)
    assert made.begin().chunks == 0
    return made


def _is_staged(answer: Message, chunks: int) -> bool:
    assert isinstance(answer, schemas.command.Staged), answer
    return answer.chunks == chunks


def test_an_import_in_parts_is_applied_whole_and_once(opened_import: Import) -> None:
    scene, before = opened_import.scene, len(opened_import.scene.events())
    for number, count in ((1, 3), (2, 2)):
        assert _is_staged(opened_import.send(number, opened_import.pupils(count)), number)
    assert len(scene.events()) == before, "a part was carried out before it was asked for"
    first = opened_import.command(2)
    answer = accepted(opened_import.client.command(first))
    assert (answer.first_sequence, answer.last_sequence) == (before + 1, before + 10)
    assert opened_import.client.command(first) == answer, "a retry gets the same answer"
    again = rejected(opened_import.apply(2), "unknown")
    assert again.field == "stage_id" and len(scene.events()) == before + 10, "a second command applied it again"
    assert rejected(opened_import.send(3, b""), "unknown").field == "stage_id"


def test_each_part_and_the_beginning_may_be_repeated(opened_import: Import) -> None:
    first = opened_import.pupils()
    assert _is_staged(opened_import.send(1, first), 1)
    assert _is_staged(opened_import.send(2, opened_import.pupils()), 2)
    assert _is_staged(opened_import.send(1, first), 2) and _is_staged(opened_import.begin(), 2)


@pytest.mark.parametrize("number", [0, 2, 3, 1_025])
def test_a_part_out_of_turn_is_rejected_and_leaves_nothing(opened_import: Import, number: int) -> None:
    answer = rejected(opened_import.send(number, opened_import.pupils()), "invalid")
    assert (answer.field, answer.command_id) == ("number", opened_import.stage_id) and answer.message
    assert _is_staged(opened_import.begin(), 0)


def test_another_content_under_a_number_that_came_is_rejected_and_the_first_stays(opened_import: Import) -> None:
    first = opened_import.pupils(1, "Sosnova")
    assert _is_staged(opened_import.send(1, first), 1)
    assert rejected(opened_import.send(1, opened_import.pupils(1, "Lipova")), "exists").field == "number"
    answer = accepted(opened_import.apply(1))
    card = opened_import.scene.events()[answer.last_sequence - 1]
    assert schemas.body_of(card).name.family == "Sosnova"


def _sized(commands: bytes, size: int) -> bytes:
    """A part of exactly so many bytes: a field that nobody knows fills it up (number 15, of bytes)."""
    head = b"\x7a"
    for width in range(1, 5):
        length = size - len(commands) - len(head) - width
        encoded = _varint(length)
        if len(encoded) == width:
            return commands + head + encoded + bytes(length)
    raise AssertionError(f"no field of {size} bytes")


def _varint(value: int) -> bytes:
    parts = []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def test_a_part_of_1_mib_is_taken_and_applied_and_one_byte_more_is_too_large(opened_import: Import) -> None:
    part = _sized(opened_import.pupils(), MIB)
    assert len(part) == MIB
    answer = rejected(opened_import.send(1, part + b"\0"), "too-large")
    assert answer.field == "content" and _is_staged(opened_import.begin(), 0)
    assert _is_staged(opened_import.send(1, part), 1)
    answer = accepted(opened_import.apply(1))
    assert answer.last_sequence - answer.first_sequence + 1 == 4


def test_what_was_announced_must_have_come_for_the_school_it_was_begun_for(opened_import: Import) -> None:
    opened_import.send(1, opened_import.pupils())
    for chunks in (0, 2):
        assert rejected(opened_import.apply(chunks), "invalid").field == "chunks"
    assert rejected(opened_import.apply(1, b"\2" * 16), "invalid").field == "school_id"
    accepted(opened_import.apply(1))


def test_one_wrong_command_rejects_the_whole_by_its_place(opened_import: Import) -> None:
    before = len(opened_import.scene.events())
    wrong = schemas.command.StagedCommands.FromString(opened_import.pupils(3))
    body = schemas.commands.AddPupil.FromString(wrong.commands[2].body)
    body.ClearField("birth_date")
    wrong.commands[2].body = body.SerializeToString()
    opened_import.send(1, opened_import.pupils())
    opened_import.send(2, wrong.SerializeToString())
    answer = rejected(opened_import.apply(2), "missing")
    assert answer.field == "chunk[2].commands[2].birth_date" and len(opened_import.scene.events()) == before


def test_a_part_that_holds_no_commands_or_one_nobody_knows_is_rejected_by_its_place(scene: Scene) -> None:
    unknown = schemas.command.StagedCommands()
    unknown.commands.add(name="ServeLunch", body=b"")
    for content, code, field in (
        (b"\xff\xff", "malformed", "chunk[1]"),
        (unknown.SerializeToString(), "unknown-command", "chunk[1].commands[0]"),
    ):  # fmt: skip
        made = _import(scene)
        made.begin()
        assert _is_staged(made.send(1, content), 1)
        assert rejected(made.apply(1), code).field == field


def test_a_stage_is_its_senders_alone(opened_import: Import) -> None:
    other = Import(
        opened_import.scene, opened_import.scene.cluster.connect(opened_import.scene.journal, "desk-2"),
        opened_import.stage_id,
    )  # fmt: skip
    assert rejected(other.send(1, other.pupils()), "unknown").field == "stage_id"
    assert rejected(other.apply(0), "unknown").field == "stage_id"


def test_the_fifth_open_import_of_a_sender_is_busy(scene: Scene) -> None:
    imports = [_import(scene) for _ in range(5)]
    for made in imports[:4]:
        assert made.begin().chunks == 0
    assert rejected(imports[4].begin(), "busy").retry_after_ms > 0
    imports[0].send(1, imports[0].pupils())
    accepted(imports[0].apply(1))
    assert imports[4].begin().chunks == 0


def test_an_import_that_is_forgotten_is_gone_makes_room_and_may_be_forgotten_again(scene: Scene) -> None:
    imports, before = [_import(scene) for _ in range(5)], len(scene.events())
    for made in imports[:4]:
        made.begin()
        made.send(1, made.pupils())
    for _ in range(2):
        assert _is_staged(imports[0].client.stage_forget(imports[0].stage_id, imports[0].school), 0)
    assert rejected(imports[0].apply(1), "unknown").field == "stage_id" and len(scene.events()) == before
    assert _is_staged(imports[4].begin(), 0)
    accepted(imports[1].apply(1))


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[SimulatedClock]:
    made = SimulatedClock(tmp_path / "clock", MORNING)
    _follow(made)
    yield made
    set_clock_offset(0)


def _follow(clock: SimulatedClock) -> None:
    """The senders live by it too."""
    set_clock_offset(0)
    set_clock_offset(clock.instant - now_us())


def test_an_abandoned_import_is_forgotten_after_a_day_with_all_its_parts(
    cluster: Cluster, acknowledged: AckLog, clock: SimulatedClock
) -> None:
    journal = cluster.journal()
    journal.settings = {"clock": {"simulated-file": str(clock.path)}}
    journal.write()
    journal.start()
    scene = build(cluster, journal, acknowledged, datetime.fromtimestamp(MORNING / SECOND, UTC), **SMALL)
    made, before = _import(scene), len(scene.events())
    expires_at = made.begin().expires_at
    assert MORNING + DAY <= expires_at < MORNING + DAY + 60 * SECOND
    part = made.pupils()
    assert _is_staged(made.send(1, part), 1)
    clock.move(expires_at - SECOND)
    _follow(clock)
    assert _is_staged(made.begin(), 1), "forgotten before its time"
    clock.move(expires_at + SECOND)
    _follow(clock)
    wait_for(lambda: isinstance(made.send(1, part), schemas.command.Rejected), "the import to be forgotten")
    assert rejected(made.send(1, part), "unknown").field == "stage_id"
    assert rejected(made.apply(1), "unknown").field == "stage_id"
    assert len(scene.events()) == before
    journal.stop()
    with opened(journal.store) as store:
        assert store.execute("SELECT count(*) FROM stage_chunk").fetchone()[0] == 0
    journal.start()
    assert _is_staged(made.begin(), 0)


def test_a_staged_command_its_sender_may_not_give_is_forbidden_and_nothing_of_the_import_stands(scene: Scene) -> None:
    """The right to import is no right to what is imported."""
    before, made = len(scene.events()), _import(scene, "importer")
    made.begin()
    made.send(1, made.pupils())
    message = made.command(1)
    for _ in range(2):
        assert rejected(made.client.command(message), "forbidden").field == "chunk[1].commands[0]"
    assert len(scene.events()) == before
    grant = next(one for one in scene.journal.grants if one.name == "importer")
    grant.commands = ["ApplyStage", "AddPupil"]
    scene.journal.write_allow_list()
    scene.journal.reload()
    accepted(made.client.command(message))
    assert len(scene.events()) == before + 4


@pytest.mark.parametrize(("sender", "field"), [("auditor", "name"), ("stranger", "school_id")])
def test_a_stage_without_the_right_to_import_or_to_the_school_is_refused(
    scene: Scene, sender: str, field: str
) -> None:
    made = _import(scene, sender)
    with pytest.raises(RefusedError) as refused:
        made.begin()
    assert (refused.value.code, refused.value.field) == ("forbidden", field)
