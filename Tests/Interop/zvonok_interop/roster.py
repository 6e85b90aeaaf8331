"""Rosters from outside: a school's made from a seed, staged, and what the journal must hold after them.

Persons get ids that nobody can foretell, so that expectations speak of people by their family names, which are unique
here, and of classes and groups by theirs.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from google.protobuf.message import Message

from .client import Client
from .oracle.journal import EPOCH, Journal
from .orders import now_us
from .schemas import cards, command, directory, roster

# The kinds in the order in which records may refer to each other.
KINDS = (
    "school", "course", "class", "group", "staff", "pupil", "guardian", "enrolment", "guardianship",
)  # fmt: skip
SOURCE = "oneroster:interop.example"
SCHOOL_YEAR = 2027
FIRST_DAY = date(2026, 9, 1)
LAST_DAY = date(2027, 5, 31)
CHUNK_BYTES = 1 << 20

Facts = dict[str, set[Any]]


def day_number(day: date) -> int:
    return (day - EPOCH).days


@dataclass
class Roster:
    """The records of one school by kind and by the id that the source gives them."""

    records: dict[str, dict[str, Message]] = field(default_factory=lambda: {kind: {} for kind in KINDS})

    def put(self, kind: str, record: Message) -> None:
        self.records[kind][record.sourced_id] = record

    def copy(self) -> Roster:
        return Roster(deepcopy(self.records))

    def without(self, kind: str, names: Iterable[str]) -> Roster:
        """The same without these, and without what refers to them."""
        gone, left = set(names), self.copy()
        for name in gone:
            del left.records[kind][name]
        for other, some in left.records.items():
            for name in [name for name, one in some.items() if _refers(one, kind) in gone]:
                del left.records[other][name]
        return left

    def each(self) -> Iterator[Message]:
        for kind in KINDS:
            yield from self.records[kind].values()

    def counts(self) -> dict[str, int]:
        return {kind: len(some) for kind, some in self.records.items() if some}


def _refers(record: Message, kind: str) -> str | None:
    name = f"{kind}_sourced_id"
    if name not in record.DESCRIPTOR.fields_by_name or not record.HasField(name):
        return None
    return str(getattr(record, name))


# Making one


def _name(family: str) -> Message:
    return cards.PersonName(family=family, given="Anna", patronymic="Petrovna")


def make(seed: int = 1, pupils: int = 500, per_class: int = 25) -> Roster:
    """A school with so many pupils: most with one guardian or two, every second one in a language group."""
    made, chance = Roster(), random.Random(seed)
    made.put("school", roster.PutSchool(sourced_id="org-1", name="School 1", zone="Europe/Moscow"))
    for number in range(1, 21):
        policy = directory.CoursePolicy(marks=1, homework=1, counts_in_filling=True, extracurricular=False)
        made.put("course", roster.PutCourse(sourced_id=f"course-{number}", name=f"Course {number}", policy=policy))
    for number in range(1, pupils // 12 + 1):
        staff = roster.PutStaff(sourced_id=f"staff-{number}", name=_name(f"Teacher-{number}"), post="teacher")
        staff.email = f"teacher{number}@school.example"
        made.put("staff", staff)
    for number in range(1, pupils + 1):
        _add_pupil(made, number, (number - 1) // per_class, chance)
    return made


def _add_pupil(made: Roster, number: int, class_number: int, chance: random.Random) -> None:
    class_id = f"class-{class_number}"
    if class_id not in made.records["class"]:
        _add_class(made, class_number)
    pupil = f"pupil-{number}"
    born = day_number(date(2016, 1, 1)) - 365 * (class_number // 2 % 11) - chance.randrange(365)
    made.put("pupil", roster.PutPupil(sourced_id=pupil, name=_name(f"Pupil-{number}"), birth_date=born))
    enrolment = roster.PutEnrolment(sourced_id=f"enrolment-{number}", pupil_sourced_id=pupil, class_sourced_id=class_id)
    enrolment.first_day, enrolment.last_day = day_number(FIRST_DAY), day_number(LAST_DAY)
    made.put("enrolment", enrolment)
    if number % 2:
        in_group = roster.PutEnrolment(sourced_id=f"in-group-{number}", pupil_sourced_id=pupil)
        in_group.group_sourced_id = f"group-{class_number}-english"
        made.put("enrolment", in_group)
    for which in range(chance.choice((0, 1, 1, 2))):
        _add_guardian(made, pupil, f"guardian-{number}-{which}", chance)


def _add_class(made: Roster, number: int) -> None:
    class_id, letter = f"class-{number}", "AB"[number % 2]
    one = roster.PutClass(sourced_id=class_id, parallel=number // 2 % 11 + 1, school_year=SCHOOL_YEAR)
    one.letter = letter if number < 22 else f"{letter}{number // 22}"
    made.put("class", one)
    for name, is_whole in (("whole", True), ("english", False)):
        group = roster.PutGroup(sourced_id=f"group-{number}-{name}", class_sourced_id=class_id, whole_class=is_whole)
        group.name = f"Group {number} {name}"
        made.put("group", group)


def _add_guardian(made: Roster, pupil: str, name: str, chance: random.Random) -> None:
    guardian = roster.PutGuardian(sourced_id=name, name=_name(name.title()), email=f"{name}@family.example")
    if chance.random() < 0.5:
        guardian.phone = "+7 900 000-00-00"
    made.put("guardian", guardian)
    made.put(
        "guardianship",
        roster.PutGuardianship(
            sourced_id=f"{name}/{pupil}", guardian_sourced_id=name, pupil_sourced_id=pupil,
            basis=directory.GUARDIANSHIP_BASIS_PARENT,
        ),
    )  # fmt: skip


# Sending one


def staged(record: Message, school: bytes | None = None) -> Message:
    made = command.StagedCommand(name=type(record).__name__, body=record.SerializeToString())
    if school is not None:
        made.school_id = school
    return made


def bulk(records: Iterable[Message], effective: date, source: str = SOURCE) -> list[Message]:
    """Records that are all there are, from the first to the last of a roster."""
    return _framed([staged(one) for one in records], effective, range(1, len(KINDS) + 1), source)


def delta(records: Iterable[Message], effective: date, source: str = SOURCE) -> list[Message]:
    """Records that say only what changed."""
    return _framed([staged(one) for one in records], effective, (), source)


def _framed(inside: list[Message], effective: date, whole: Iterable[int], source: str) -> list[Message]:
    opening = roster.OpenRoster(source=source, effective_day=day_number(effective), whole=whole)
    return [staged(opening), *inside, staged(roster.CloseRoster())]


def removal(kind: str, sourced_id: str) -> Message:
    return roster.RemoveRecord(kind=KINDS.index(kind) + 1, sourced_id=sourced_id)


def chunks(commands: Iterable[Message], limit: int = CHUNK_BYTES) -> list[bytes]:
    """Serialized parts of at most so many bytes."""
    parts, part, size = [], command.StagedCommands(), 0
    for one in commands:
        # Its own bytes, and the field's tag and length.
        length = one.ByteSize() + 5
        if size + length > limit:
            parts.append(part.SerializeToString())
            part, size = command.StagedCommands(), 0
        part.commands.append(one)
        size += length
    return [*parts, part.SerializeToString()]


def stage(client: Client, stage_id: bytes, school: bytes, parts: Iterable[bytes]) -> int:
    """Opens a stage and sends its parts; returns how many they are."""
    count = 0
    _staged_answer(client.stage_begin(stage_id, school))
    for count, content in enumerate(parts, 1):
        _staged_answer(client.stage_chunk(stage_id, count, content))
    return count


def _staged_answer(answer: Message) -> None:
    if not isinstance(answer, command.Staged):
        raise AssertionError(f"not staged: {answer.code} {answer.field}: {answer.message}")


def applying(command_id: bytes, stage_id: bytes, school: bytes, count: int, is_try: bool = False) -> Message:
    """The command that applies a stage."""
    body = command.ApplyStage(stage_id=stage_id, chunks=count)
    if is_try:
        body.only_try = True
    return command.Command(
        command_id=command_id, issued_at=now_us(), actor_id=bytes(16), school_id=school, name="ApplyStage",
        body=body.SerializeToString(),
    )  # fmt: skip


def changes(answer: Message) -> dict[str, dict[str, int]]:
    """What an acceptance says of each kind, zeros left out."""
    told: dict[str, dict[str, int]] = {}
    for count in answer.changes:
        told[count.kind] = {
            name: getattr(count, name)
            for name in ("added", "changed", "ended", "returned", "unchanged", "kept")
            if getattr(count, name)
        }
    return told


# What must be there


def said(made: Roster) -> Facts:
    """What a roster says is so, by names."""
    of = _Names(made.records)
    return {
        "school": {(one.name, one.zone) for one in made.records["school"].values()},
        "course": {one.name for one in made.records["course"].values()},
        "class": {of.school_class(name) for name in made.records["class"]},
        "group": {
            (one.name, of.school_class(one.class_sourced_id), one.whole_class)
            for one in made.records["group"].values()
        },
        "staff": {(one.name.family, one.post, one.email or None) for one in made.records["staff"].values()},
        "pupil": {(one.name.family, one.birth_date) for one in made.records["pupil"].values()},
        "guardian": {
            (one.name.family, one.email or None, one.phone or None) for one in made.records["guardian"].values()
        },
        "enrolment": {of.enrolment(one) for one in made.records["enrolment"].values()},
        "guardianship": {of.guardianship(one) for one in made.records["guardianship"].values()},
    }


class _Names:
    """What records refer to, by names."""

    def __init__(self, records: Mapping[str, Mapping[str, Message]]) -> None:
        self._records = records

    def school_class(self, name: str) -> tuple[int, str, int]:
        one = self._records["class"][name]
        return (one.parallel, one.letter, one.school_year)

    def family(self, kind: str, name: str) -> str:
        return str(self._records[kind][name].name.family)

    def enrolment(self, one: Message) -> tuple[str, Any]:
        target: Any = (
            self.school_class(one.class_sourced_id)
            if one.HasField("class_sourced_id")
            else self._records["group"][one.group_sourced_id].name
        )
        return (self.family("pupil", one.pupil_sourced_id), target)

    def guardianship(self, one: Message) -> tuple[str, str, int]:
        guardian, pupil = one.guardian_sourced_id, one.pupil_sourced_id
        return (self.family("guardian", guardian), self.family("pupil", pupil), one.basis)


def held(fold: Journal, on: date) -> Facts:
    """What a journal says is so on a day, by the same names. Classes, groups, courses and persons have no end."""
    newest = {row["person"]: row for _, row in sorted(fold.cards.items())}
    classes = {key: (row["parallel"], row["letter"], row["school_year"]) for key, row in fold.classes.items()}
    groups = {key: row["name"] for key, row in fold.groups.items()}

    def lasts(row: Mapping[str, Any]) -> bool:
        return bool(row["first_day"] <= on and (row["last_day"] is None or on <= row["last_day"]))

    def family(person: bytes) -> str:
        return str(newest[person]["name"][0])

    return {
        "school": {(row["name"], fold.zones[key][-1][1]) for key, row in fold.schools.items()},
        "course": {row["name"] for row in fold.courses.values()},
        "class": set(classes.values()),
        "group": {
            (row["name"], classes.get(row["class_id"]), row["whole_class"]) for row in fold.groups.values()
        },
        "staff": {
            (family(key), newest[key]["post"], newest[key]["email"])
            for key, row in fold.staff.items()
            if row["last_day"] is None or on <= row["last_day"]
        },
        "pupil": {(family(key), newest[key]["birth_date"]) for key in fold.pupils},
        "guardian": {(family(key), newest[key]["email"], newest[key]["phone"]) for key in fold.guardians},
        "enrolment": {
            (family(row["pupil_id"]), classes.get(row["class_id"]) or groups.get(row["group_id"]))
            for row in fold.enrolments.values()
            if lasts(row)
        },
        "guardianship": {
            (family(row["guardian_id"]), family(row["pupil_id"]), row["basis"])
            for row in fold.guardianships.values()
            if lasts(row)
        },
    }


def differences(expected: Facts, found: Facts) -> list[str]:
    """What is lacking and what is too many, in words."""
    return [
        f"{kind}: {what} {sorted(map(str, some))[:3]}"
        for kind in expected
        for what, some in (("lacking", expected[kind] - found[kind]), ("too many", found[kind] - expected[kind]))
        if some
    ]
