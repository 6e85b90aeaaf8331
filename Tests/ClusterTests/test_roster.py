"""Rosters from outside, as PROTOCOL.md says: staged, tried, counted, compared with what is, all of it or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from google.protobuf.message import Message
from zvonok_interop import roster, schemas
from zvonok_interop.client import Client, accepted, rejected
from zvonok_interop.ids import IdSource
from zvonok_interop.oracle.journal import Journal as Fold
from zvonok_interop.orders import now_us, set_clock_offset
from zvonok_interop.roster import Roster

from cluster import Cluster, Grant
from process import wait_for
from roster_desk import CHUNK, SCHOOL, Desk
from school_days import SECOND
from simulated_clock import SimulatedClock
from stores import opened

OTHER = b"\x22" * 16
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
# Debug builds are slower than what runs in schools, about this many times.
DEBUG = 10
WAIT = 5.0
BIG = 10_000
DAY = 86_400 * SECOND
MORNING = int(datetime(2041, 9, 2, 9, tzinfo=UTC).timestamp()) * SECOND


@pytest.fixture
def desk(cluster: Cluster) -> Desk:
    journal = cluster.journal()
    key = cluster.sender("one-school").public
    names = ["ApplyStage", *schemas.RECORD_CLASSES]
    journal.grants.append(Grant("one-school", [key], commands=names, schools=[SCHOOL]))
    journal.write()
    journal.start()
    return Desk(cluster, journal, cluster.connect(journal, "desk"))


def _ended(answer: Message) -> dict[str, int]:
    return {kind: some["ended"] for kind, some in roster.changes(answer).items() if "ended" in some}


def _only(outcome: str, made: Roster) -> dict[str, dict[str, int]]:
    return {kind: {outcome: count} for kind, count in made.counts().items()}


def test_a_school_of_500_pupils_is_tried_taken_once_and_taken_again_without_an_event(
    desk: Desk, say: Callable[[str], None]
) -> None:
    made = roster.make()
    stage = desk.stage(roster.bulk(made.each(), SEPTEMBER))
    tried = accepted(desk.client.command(desk.applying(stage, is_try=True)))
    assert roster.changes(tried) == _only("added", made) and not tried.HasField("first_sequence")
    assert desk.events() == []
    began, command = time.monotonic(), desk.applying(stage)
    taken = accepted(desk.client.command(command))
    took = time.monotonic() - began
    assert roster.changes(taken) == roster.changes(tried)
    assert desk.client.command(command) == taken, "a retry gets the same answer, counts and all"
    events = desk.events()
    assert (taken.first_sequence, taken.last_sequence) == (1, len(events))
    desk.check(made, SEPTEMBER)
    again = desk.take(roster.bulk(made.each(), OCTOBER))
    assert roster.changes(again) == _only("unchanged", made) and not again.HasField("first_sequence")
    assert desk.events() == events
    desk.check_store()
    assert desk.mapped() == sum(made.counts().values())
    say(f"{sum(made.counts().values())} records, {len(events)} events, applied in {took:.2f} s")


def test_a_delta_changes_what_it_names_and_nothing_else(desk: Desk) -> None:
    made = roster.make(pupils=60)
    desk.take(roster.bulk(made.each(), SEPTEMBER))
    after = made.without("pupil", ["pupil-7"]).without("staff", ["staff-2"]).without("guardian", ["guardian-3-1"])
    changed: list[Message] = []
    records = after.records
    for kind, name, change in (
        ("school", "org-1", {"name": "School 1, renamed"}), ("course", "course-1", {"name": "Course 1, renamed"}),
        ("class", "class-0", {"letter": "V"}), ("group", "group-0-english", {"name": "Group 0, renamed"}),
        ("staff", "staff-1", {"post": "deputy head"}), ("pupil", "pupil-1", {"birth_date": 16_000}),
        ("guardian", "guardian-3-0", {"phone": "112"}), ("enrolment", "enrolment-2", {"class_sourced_id": "class-1"}),
    ):  # fmt: skip
        for key, value in change.items():
            setattr(records[kind][name], key, value)
        changed.append(records[kind][name])
    pupil = schemas.roster.PutPupil(sourced_id="pupil-new", birth_date=16_100)
    pupil.name.CopyFrom(schemas.cards.PersonName(family="Newcomer", given="Anna"))
    enrolment = schemas.roster.PutEnrolment(
        sourced_id="enrolment-new", pupil_sourced_id="pupil-new", class_sourced_id="class-1"
    )
    after.put("pupil", pupil)
    after.put("enrolment", enrolment)
    removals = [
        roster.removal(kind, name)
        for kind, name in (("pupil", "pupil-7"), ("staff", "staff-2"), ("guardian", "guardian-3-1"))
    ]
    told = roster.changes(desk.take(roster.delta([*removals, *changed, pupil, enrolment], OCTOBER)))
    assert told["pupil"] == {"ended": 1, "changed": 1, "added": 1}
    assert told["staff"] == {"ended": 1, "changed": 1} and told["guardian"] == {"ended": 1, "changed": 1}
    assert told["enrolment"] == {"ended": 2, "changed": 1, "added": 1}
    assert all(told[kind] == {"changed": 1} for kind in ("school", "course", "class", "group"))
    # A person who left has no end of their own.
    after.records["pupil"]["pupil-7"] = made.records["pupil"]["pupil-7"]
    after.records["guardian"]["guardian-3-1"] = made.records["guardian"]["guardian-3-1"]
    desk.check(after, OCTOBER)
    desk.check_store()


def test_what_a_later_roster_names_no_more_ends_and_what_it_names_again_returns(desk: Desk) -> None:
    made = roster.make(pupils=100)
    desk.take(roster.bulk(made.each(), SEPTEMBER))
    gone = made.without("pupil", [f"pupil-{number}" for number in range(1, 26)])
    gone = gone.without("staff", ["staff-1", "staff-2"])
    ended = _ended(desk.take(roster.bulk(gone.each(), OCTOBER)))
    lacking = {kind: count - gone.counts()[kind] for kind, count in made.counts().items()}
    assert ended == {kind: count for kind, count in lacking.items() if count}
    found = roster.held(Fold().apply_all(desk.events()), OCTOBER)
    expected = roster.said(gone)
    # Persons stay known; what they were in and who they stood for has ended.
    assert found["enrolment"] == expected["enrolment"] and found["guardianship"] == expected["guardianship"]
    assert found["staff"] == expected["staff"]
    back = roster.changes(desk.take(roster.bulk(made.each(), NOVEMBER)))
    assert {kind: some["returned"] for kind, some in back.items() if "returned" in some} == ended
    desk.check(made, NOVEMBER)
    events = desk.events()
    assert sum(event.type == "StaffReturned" for event in events) == 2
    desk.take(roster.bulk(made.each(), NOVEMBER))
    assert desk.events() == events
    desk.check_store()


def test_every_mistake_is_told_by_its_place_and_nothing_of_the_roster_stands(desk: Desk) -> None:
    made = roster.make(pupils=60)
    records = list(made.each())
    first = next(index for index, one in enumerate(records) if isinstance(one, schemas.roster.PutEnrolment))
    for index in range(first, first + 10):
        records[index].pupil_sourced_id = "nobody"
    commands = roster.bulk(records, SEPTEMBER)
    answer = rejected(desk.send(commands), "unknown")
    assert len(answer.problems) == 10 and answer.problems[0].field == answer.field
    parts = [schemas.command.StagedCommands.FromString(part) for part in roster.chunks(commands, CHUNK)]
    for offset, problem in enumerate(answer.problems):
        place = f"chunk[{_place(parts, first + 1 + offset)}.pupil_sourced_id"
        assert (problem.code, problem.field) == ("unknown", place) and problem.message
    assert desk.events() == []
    desk.journal.stop()
    assert desk.mapped() == 0


def _place(parts: list[Message], index: int) -> str:
    for number, part in enumerate(parts, 1):
        if index < len(part.commands):
            return f"{number}].commands[{index}]"
        index -= len(part.commands)
    raise AssertionError("there is no such command")


def test_a_roster_of_two_schools_needs_the_right_to_both(desk: Desk) -> None:
    made = roster.make(pupils=30)
    commands = roster.bulk(made.each(), SEPTEMBER)
    commands[-1:-1] = [roster.staged(one, OTHER) for one in made.each()]
    mine = Desk(desk.cluster, desk.journal, desk.cluster.connect(desk.journal, "one-school"), desk.ids)
    answer = rejected(mine.send(commands), "forbidden")
    assert answer.field.endswith(".school_id") and desk.events() == []
    told = roster.changes(desk.take(commands))
    assert told == {kind: {"added": 2 * count} for kind, count in made.counts().items()}
    assert {event.school_id for event in desk.events()} == {SCHOOL, OTHER}
    # What would end in the other school is not this key's to end.
    rejected(mine.send(roster.bulk(made.each(), OCTOBER)), "forbidden")
    # By deltas it may act for its own.
    assert _ended(mine.take(roster.delta([roster.removal("staff", "staff-1")], OCTOBER))) == {"staff": 1}
    desk.check_store()


def test_killed_in_the_middle_of_a_roster_no_event_and_no_state_stand_and_it_can_be_applied_again(desk: Desk) -> None:
    made = roster.make(pupils=200)
    desk.journal.stop()
    dying = desk.journal.start(die_at="in-apply-stage:2")
    stage = desk.stage(roster.bulk(made.each(), SEPTEMBER))
    assert stage[1] > 2
    command = desk.applying(stage)
    desk.client.forget(desk.client.send(command))
    dying.wait_killed()
    assert desk.mapped() == 0
    with opened(desk.journal.store) as store:
        assert store.execute("SELECT count(*) FROM event").fetchone()[0] == 0
        assert store.execute("SELECT count(*) FROM pupil").fetchone()[0] == 0
    desk.journal.start()
    assert roster.changes(accepted(desk.client.command(command))) == _only("added", made)
    desk.check(made, SEPTEMBER)
    desk.check_store()


def test_an_abandoned_roster_is_forgotten_after_a_day_with_all_its_parts(
    cluster: Cluster, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    clock = SimulatedClock(tmp_path / "clock", MORNING)
    request.addfinalizer(lambda: set_clock_offset(0))
    _follow(clock)
    journal = cluster.journal()
    journal.settings = {"clock": {"simulated-file": str(clock.path)}}
    journal.write()
    journal.start()
    desk = Desk(cluster, journal, cluster.connect(journal, "desk"))
    made = roster.make(pupils=200)
    stage = desk.stage(roster.bulk(made.each(), SEPTEMBER))
    assert stage[1] > 2
    # A try leaves it where it is, and as old as it was.
    assert accepted(desk.client.command(desk.applying(stage, is_try=True))).changes
    clock.move(MORNING + DAY - 60 * SECOND)
    _follow(clock)
    assert accepted(desk.client.command(desk.applying(stage, is_try=True))).changes, "forgotten before its time"
    clock.move(MORNING + DAY + 60 * SECOND)
    _follow(clock)
    wait_for(
        lambda: isinstance(desk.client.command(desk.applying(stage, is_try=True)), schemas.command.Rejected),
        "the roster to be forgotten",
    )
    assert rejected(desk.client.command(desk.applying(stage)), "unknown").field == "stage_id"
    assert desk.events() == []
    journal.stop()
    with opened(journal.store) as store:
        assert store.execute("SELECT count(*) FROM stage_chunk").fetchone()[0] == 0


def _follow(clock: SimulatedClock) -> None:
    """The senders live by it too."""
    set_clock_offset(0)
    set_clock_offset(clock.instant - now_us())


@pytest.mark.timeout(600)
def test_while_a_big_roster_is_applied_another_command_waits_seconds_at_most(
    desk: Desk, say: Callable[[str], None]
) -> None:
    made = roster.make(pupils=BIG)
    total = sum(made.counts().values())
    assert total > 40_000
    stage = desk.stage(roster.bulk(made.each(), SEPTEMBER))
    other = desk.cluster.connect(desk.journal, "desk-2")
    desk.client.timeout = other.timeout = WAIT * DEBUG
    began, request = time.monotonic(), desk.client.send(desk.applying(stage))
    waits: list[float] = []
    while not waits or max(waits) < 0.1 and time.monotonic() - began < WAIT * DEBUG:
        asked = time.monotonic()
        _register(other, desk.ids)
        waits.append(time.monotonic() - asked)
    answer = accepted(desk.client.wait_for(request))
    took = time.monotonic() - began
    assert roster.changes(answer) == _only("added", made)
    peak = desk.journal.running.peak_bytes() >> 20
    say(
        f"{total} records, {answer.last_sequence - answer.first_sequence + 1} events in {took:.1f} s; "
        f"another command waited {max(waits):.1f} s at most ({WAIT * DEBUG:.0f} s allowed to a debug build), "
        f"peak memory {peak} MiB"
    )
    assert max(waits) < WAIT * DEBUG
    again = time.monotonic()
    assert not desk.take(roster.bulk(made.each(), OCTOBER)).HasField("first_sequence")
    say(f"the same once more, without an event: {time.monotonic() - again:.1f} s with the sending")


def _register(client: Client, ids: IdSource) -> None:
    school = ids.next()
    body = schemas.commands.RegisterSchool(name="Another school", zone="Europe/Moscow")
    accepted(
        client.command(
            schemas.command.Command(
                command_id=ids.next(), issued_at=now_us(), actor_id=bytes(16), school_id=school,
                name="RegisterSchool", body=body.SerializeToString(),
            )
        )
    )  # fmt: skip
