"""Rosters and what is expected of them: a planted difference is found, and what refers to nothing is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from zvonok_interop import roster, schemas
from zvonok_interop.oracle.journal import Journal
from zvonok_interop.schemas import directory

SCHOOL = b"\1" * 16
SEPTEMBER = date(2026, 9, 1)


def _fold(made: roster.Roster) -> Journal:
    """A journal that holds what a roster says, with ids made of its own."""
    fold, sequence = Journal(), 0
    key = {(kind, name): f"{kind} {name}".encode() for kind in roster.KINDS for name in made.records[kind]}

    def row(**values: Any) -> dict[str, Any]:
        return {"school": SCHOOL, "version": 1, **values}

    for one in made.records["school"].values():
        fold.schools[SCHOOL], fold.zones[SCHOOL] = row(name=one.name), [(date.min, one.zone)]
    for name, one in made.records["course"].items():
        fold.courses[key["course", name]] = row(name=one.name)
    for name, one in made.records["class"].items():
        fold.classes[key["class", name]] = row(
            parallel=one.parallel, letter=one.letter, school_year=one.school_year
        )
    for name, one in made.records["group"].items():
        class_id = key["class", one.class_sourced_id]
        fold.groups[key["group", name]] = row(name=one.name, class_id=class_id, whole_class=one.whole_class)
    for kind, table in (("staff", fold.staff), ("pupil", fold.pupils), ("guardian", fold.guardians)):
        for name, one in made.records[kind].items():
            sequence += 1
            person = key[kind, name]
            table[person] = row(last_day=None)
            fold.cards[sequence] = {
                "person": person, "name": (one.name.family, one.name.given, one.name.patronymic),
                "post": getattr(one, "post", None), "email": getattr(one, "email", None) or None,
                "phone": getattr(one, "phone", None) or None, "birth_date": getattr(one, "birth_date", None),
            }  # fmt: skip
    for name, one in made.records["enrolment"].items():
        fold.enrolments[key["enrolment", name]] = row(
            pupil_id=key["pupil", one.pupil_sourced_id], class_id=key.get(("class", one.class_sourced_id)),
            group_id=key.get(("group", one.group_sourced_id)), first_day=SEPTEMBER, last_day=date(2027, 5, 31),
        )  # fmt: skip
    for name, one in made.records["guardianship"].items():
        fold.guardianships[key["guardianship", name]] = row(
            guardian_id=key["guardian", one.guardian_sourced_id], pupil_id=key["pupil", one.pupil_sourced_id],
            basis=one.basis, first_day=SEPTEMBER, last_day=None,
        )  # fmt: skip
    return fold


def test_a_journal_that_holds_what_a_roster_says_differs_in_nothing() -> None:
    made = roster.make(pupils=60)
    assert all(made.records.values())
    assert roster.differences(roster.said(made), roster.held(_fold(made), SEPTEMBER)) == []


@pytest.mark.parametrize("kind", roster.KINDS)
def test_a_record_more_or_less_is_found_in_its_kind(kind: str) -> None:
    made = roster.make(pupils=60)
    found, expected = roster.held(_fold(made), SEPTEMBER), roster.said(made)
    lacking = found[kind].pop()
    assert any(line.startswith(f"{kind}: lacking") for line in roster.differences(expected, found))
    found[kind] |= {lacking, "one more"}
    assert any(line.startswith(f"{kind}: too many") for line in roster.differences(expected, found))


def test_what_is_over_or_has_not_begun_is_not_held() -> None:
    fold = _fold(roster.make(pupils=30))
    for on in (date(2026, 8, 31), date(2027, 6, 1)):
        assert roster.held(fold, on)["enrolment"] == set()
    assert roster.held(fold, date(2027, 5, 31))["enrolment"]


def test_without_a_pupil_nothing_refers_to_that_pupil_any_more() -> None:
    made = roster.make(pupils=60)
    left = made.without("pupil", ["pupil-1"])
    gone = {kind: made.records[kind].keys() - left.records[kind].keys() for kind in roster.KINDS}
    assert gone["pupil"] == {"pupil-1"} and {"enrolment-1", "in-group-1"} <= gone["enrolment"]
    assert all("pupil-1" == name.split("/")[1] for name in gone["guardianship"])
    assert made.counts() == roster.make(pupils=60).counts(), "the copy shares rows with the original"


def test_the_same_seed_makes_the_same_roster_with_a_class_of_each_name_once() -> None:
    one, other = roster.make(7, pupils=2_000), roster.make(7, pupils=2_000)
    assert one.records == other.records and one.records != roster.make(8, pupils=2_000).records
    assert len(roster.said(one)["class"]) == len(one.records["class"]) == 80


def test_parts_hold_every_command_in_order_and_none_is_longer_than_the_limit() -> None:
    commands = roster.bulk(roster.make(pupils=200).each(), SEPTEMBER)
    parts = roster.chunks(commands, 4_096)
    assert len(parts) > 10 and all(len(part) <= 4_096 for part in parts)
    joined = [one for part in parts for one in schemas.command.StagedCommands.FromString(part).commands]
    assert joined == commands
    assert joined[0].name == "OpenRoster" and joined[-1].name == "CloseRoster"


def test_the_records_refer_to_kinds_by_the_numbers_of_the_schema() -> None:
    numbers = schemas.roster.RosterKind.items()
    assert [name.removeprefix("ROSTER_KIND_").lower() for name, _ in numbers][1:] == list(roster.KINDS)
    assert roster.removal("enrolment", "e").kind == schemas.roster.ROSTER_KIND_ENROLMENT
    assert directory.GUARDIANSHIP_BASIS_PARENT == 1
