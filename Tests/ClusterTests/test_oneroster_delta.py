"""Issue 4, line 2: of each file that is read one new, one changed and one row to be deleted, and what they come to; and
what a delta may refer to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from cluster import Cluster
from oneroster_bundles import Bundle, enrol, family, user
from roster_state import State
from rosters import DATA_ERROR, RosterDesk, mistakes

# By what the bulk is known, for deltas that do not say it.
SOURCE = ("--source", "oneroster:zvonok-tests:city")
BEGIN, LATER = ("--day", "2026-09-01"), ("--day", "2026-10-05", *SOURCE)
SEPTEMBER, LAST, ENDED = date(2026, 9, 1), date(2027, 5, 31), date(2026, 10, 4)
EPOCH = date(1970, 1, 1)
GONE = {"status": "tobedeleted"}
# What the journal takes something of, or looks references up in.
FILES = (
    "orgs", "academicSessions", "courses", "classes", "users", "userProfiles", "roles", "demographics", "enrollments",
)  # fmt: skip


@pytest.fixture
def desk(cluster: Cluster) -> RosterDesk:
    return RosterDesk(cluster).start()


def profile(made: Bundle, who: str) -> None:
    made.add(
        "userProfiles", sourcedId=f"profile-{who}", userSourcedId=who, profileType="login", vendorId="v",
        credentialType="login", username=who,
    )  # fmt: skip


def term(made: Bundle, sourced_id: str, begin: str, end: str, **more: str) -> None:
    made.add(
        "academicSessions", sourcedId=sourced_id, title=sourced_id, type="term", startDate=begin, endDate=end,
        schoolYear=end[:4], **more,
    )  # fmt: skip


def bulk() -> Bundle:
    """A school, what goes later, and a kindergarten that is left out."""
    made = family("1.2")
    made.add("orgs", sourcedId="old", name="Школа № 2", type="school", parentSourcedId="city")
    term(made, "old-term", "2025-09-01", "2026-06-01")
    term(made, "whole-term", "2026-09-01", "2027-06-01", parentSourcedId="year")
    made.add("courses", sourcedId="course-old", title="Черчение", grades="8", orgSourcedId="school")
    made.add("courses", sourcedId="course-kg", title="Игра", grades="KG", orgSourcedId="school")
    made.add(
        "classes", sourcedId="class-kg", title="KG А", grades="KG", courseSourcedId="course-kg", classType="homeroom",
        schoolSourcedId="school", termSourcedIds="year",
    )  # fmt: skip
    user(made, "k1", "student", "Костя", "Малыш", grades="KG")
    made.add("demographics", sourcedId="k1", birthDate="2020-05-11")
    enrol(made, "e-kg-k1", "class-kg", "k1")
    user(made, "u1", "aide", "Нелли", "Сосна")
    profile(made, "t1")
    profile(made, "m1")
    return made


def delta(*, is_bare: bool = False) -> Bundle:
    """Of each file one new row, one changed, one to be deleted; the last of these bare: nothing but which it is."""
    made, before = Bundle("1.2"), bulk()
    for file, sourced_id, change in (
        ("orgs", "school", {"name": "Гимназия № 1"}), ("orgs", "old", GONE),
        ("academicSessions", "year", {"title": "Учебный год"}), ("academicSessions", "old-term", GONE),
        ("courses", "course-first", {"title": "Литературное чтение"}), ("courses", "course-old", GONE),
        ("classes", "class-math", {"title": "Математика 5А, углублённо"}), ("classes", "class-first", GONE),
        ("classes", "class-kg", GONE),
        ("users", "m1", {"email": "maria@example.invalid"}), ("users", "p2", {"middleName": "Ильич"}),
        ("users", "t1", {}), ("users", "a1", GONE), ("users", "k1", GONE),
        ("userProfiles", "profile-m1", {"username": "maria"}), ("userProfiles", "profile-t1", GONE),
        ("roles", "role-m1", {}), ("roles", "role-p2", {}), ("roles", "role-t1", {"role": "counselor"}),
        ("roles", "role-a1", GONE), ("roles", "role-u1", GONE),
        ("demographics", "p2", {"birthDate": "2015-02-21"}), ("demographics", "p3", GONE),
        ("demographics", "k1", GONE),
        ("enrollments", "e-math-p1", {"endDate": "2027-01-01"}), ("enrollments", "e-math-p2", GONE),
        ("enrollments", "e-teach", GONE), ("enrollments", "e-kg-k1", GONE),
    ):  # fmt: skip
        row = {"sourcedId": sourced_id} if is_bare and change is GONE else before.find(file, sourced_id)
        made.add(file, **(row | change))
    made.add("orgs", sourcedId="new", name="Школа № 3", type="school", parentSourcedId="city")
    term(made, "next-year", "2027-09-01", "2028-06-01")
    made.add("courses", sourcedId="course-new", title="Физика", grades="7", orgSourcedId="school")
    # Its course and its term only the bulk has told of.
    made.add(
        "classes", sourcedId="class-5b", title="5Б", grades="5", courseSourcedId="course-home", classType="homeroom",
        schoolSourcedId="school", termSourcedIds="whole-term",
    )  # fmt: skip
    user(made, "p4", "student", "Глеб", "Верба", agentSourcedIds="n1", grades="5")
    user(made, "n1", "parent", "Нина", "Верба", email="nina@example.invalid")
    profile(made, "p4")
    made.add("demographics", sourcedId="p4", birthDate="2015-04-11")
    enrol(made, "e-5b-p4", "class-5b", "p4", beginDate="2026-10-05")
    return made.as_delta()


def born(month: int, day: int) -> int:
    return (date(2015, month, day) - EPOCH).days


def _kinds(made: Bundle, file: str) -> set[str]:
    known = {row["sourcedId"] for row in bulk().rows[file]}
    return {
        "deleted" if row["status"] == "tobedeleted" else "changed" if row["sourcedId"] in known else "new"
        for row in made.rows[file]
    }


def test_the_delta_has_a_new_a_changed_and_a_deleted_row_of_each_file() -> None:
    assert {file: _kinds(delta(), file) for file in FILES} == dict.fromkeys(FILES, {"new", "changed", "deleted"})
    assert set(delta().rows) == set(FILES)


def test_the_bulk_is_the_state_row_by_row(desk: RosterDesk) -> None:
    summary = desk.bring(bulk(), *BEGIN)
    assert any("KG" in line for line in summary.warnings)
    state = State(desk)
    assert state.schools == {"Школа № 1", "Школа № 2"}
    assert state.courses == {"Математика", "Чтение", "Черчение"}
    assert state.classes == {"5А"}
    assert state.groups == {"5А": True, "Математика 5А": False, "Чтение 1": False}
    assert state.staff == {
        "Лидия": ("Учитель", None), "Олег": ("Администратор", None), "Нелли": ("Ассистент", None)
    }  # fmt: skip
    assert state.pupils == {"Анна": ("", born(1, 11)), "Борис": ("", born(2, 11)), "Вера": ("", born(3, 11))}
    assert set(state.guardians) == {"Мария", "Фёдор", "Галина"}
    assert state.enrolments == {(name, "5А", SEPTEMBER, LAST) for name in ("Анна", "Борис", "Вера")} | {
        (name, "Математика 5А", SEPTEMBER, LAST) for name in ("Анна", "Борис")
    }


@pytest.mark.parametrize("is_bare", [False, True], ids=["whole rows", "bare rows"])
def test_the_delta_is_the_state_row_by_row(desk: RosterDesk, is_bare: bool) -> None:
    desk.bring(bulk(), *BEGIN)
    before, made = State(desk), delta(is_bare=is_bare)
    summary = desk.bring(made, *LATER)
    state = State(desk)
    assert state.schools == {"Гимназия № 1", "Школа № 2", "Школа № 3"}, "a school has no end"
    assert state.courses == {"Математика", "Литературное чтение", "Черчение", "Физика"}, "nor has a course"
    assert {row["school_year"] for row in state.fold.classes.values()} == {2027} and state.classes == {"5А", "5Б"}
    math = "Математика 5А, углублённо"
    assert state.groups == {"5А": True, "5Б": True, math: False, "Чтение 1": False}
    assert state.staff == {
        "Лидия": ("Педагог-психолог", None), "Олег": ("Администратор", ENDED), "Нелли": ("Ассистент", ENDED)
    }  # fmt: skip
    assert state.pupils == before.pupils | {"Борис": ("Ильич", born(2, 21)), "Глеб": ("", born(4, 11))}
    assert state.guardians == before.guardians | {
        "Мария": ("maria@example.invalid", "+7 900 000-00-01"), "Нина": ("nina@example.invalid", "")
    }
    assert state.guardianships == before.guardianships | {("Нина", "Глеб", None)}
    assert state.enrolments == {(name, "5А", SEPTEMBER, LAST) for name in ("Анна", "Борис", "Вера")} | {
        ("Анна", math, SEPTEMBER, date(2026, 12, 31)), ("Борис", math, SEPTEMBER, ENDED),
        ("Глеб", "5Б", date(2026, 10, 5), LAST),
    }  # fmt: skip
    # What the bulk has left out is told, with its line, and holds nothing up.
    left_out = sorted(line for line in summary.warnings if "named and left out" in line)
    rows = [("classes", "class-kg"), ("enrollments", "e-teach"), ("users", "k1")]
    places = [f"{file}.csv, line {made.line(file, made.find(file, name))}, sourcedId" for file, name in rows]
    assert [line.split(": ")[1] for line in left_out] == places, summary.warnings
    assert "the same in another place" in left_out[1], "that of the kindergarten"
    again = desk.bring(made, *LATER)
    assert again.events == 0 and "named and left out" not in "".join(again.warnings), "the same delta again"


def test_later_deltas_may_refer_to_what_this_one_named_and_not_to_what_it_deleted(desk: RosterDesk) -> None:
    desk.bring(bulk(), *BEGIN)
    desk.bring(delta(is_bare=True), *LATER)
    row = bulk().find("classes", "class-5a") | {"sourcedId": "class-6a", "title": "6А", "grades": "6"}
    for known, code in (("next-year", 0), ("old-term", DATA_ERROR)):
        made = Bundle("1.2")
        made.add("classes", **(row | {"termSourcedIds": known, "sourcedId": f"class-{known}"}))
        done = desk.run(made.as_delta(), *LATER)
        assert done.returncode == code, done.stderr
    years = {(row["parallel"], row["school_year"]) for row in desk.fold().classes.values()}
    assert years == {(5, 2027), (6, 2028)}


def test_whoever_joins_what_was_left_out_is_left_out_with_a_warning(desk: RosterDesk) -> None:
    desk.bring(bulk(), *BEGIN)
    made = Bundle("1.2")
    enrol(made, "e-new", "class-kg", "p1")
    summary = desk.bring(made.as_delta(), *LATER)
    assert summary.events == 0
    assert any(
        line.startswith("warning: enrollments.csv, line 2, classSourcedId: found what an earlier roster named")
        for line in summary.warnings
    ), summary.warnings


def test_a_role_that_is_replaced_by_another_of_the_same_kind_ends_nothing(desk: RosterDesk) -> None:
    desk.bring(bulk(), *BEGIN)
    made, before = Bundle("1.2"), bulk()
    made.add("users", **before.find("users", "p1"))
    made.add("roles", **(before.find("roles", "role-p1") | {"sourcedId": "role-p1-again"}))
    made.add("roles", sourcedId="role-p1", **GONE)
    assert desk.bring(made.as_delta(), *LATER).events == 0


# File, row of the bulk, what stands in it instead, and the column that is wrong.
UNKNOWN: list[tuple[str, str, dict[str, str], str]] = [
    ("orgs", "school", {"parentSourcedId": "none"}, "parentSourcedId"),
    ("academicSessions", "year", {"parentSourcedId": "none"}, "parentSourcedId"),
    ("courses", "course-first", {"orgSourcedId": "none"}, "orgSourcedId"),
    ("courses", "course-first", {"schoolYearSourcedId": "none"}, "schoolYearSourcedId"),
    ("classes", "class-5a", {"courseSourcedId": "none"}, "courseSourcedId"),
    ("classes", "class-math", {"courseSourcedId": "none"}, "courseSourcedId"),
    ("classes", "class-5a", {"termSourcedIds": "none"}, "termSourcedIds"),
    ("classes", "class-math", {"termSourcedIds": "year,none"}, "termSourcedIds"),
    ("classes", "class-5a", {"schoolSourcedId": "none"}, "schoolSourcedId"),
    ("users", "p1", {"agentSourcedIds": "m1,none"}, "agentSourcedIds"),
    ("users", "p1", {"primaryOrgSourcedId": "none"}, "primaryOrgSourcedId"),
    ("userProfiles", "profile-t1", {"userSourcedId": "none"}, "userSourcedId"),
    ("roles", "role-p1", {"orgSourcedId": "none"}, "orgSourcedId"),
    ("roles", "role-p1", {"userSourcedId": "none"}, "userSourcedId"),
    ("demographics", "p1", {"sourcedId": "none"}, "sourcedId"),
    ("demographics", "p1", {"sourcedId": "none"} | GONE, "sourcedId"),
    ("enrollments", "e-5a-p1", {"classSourcedId": "none"}, "classSourcedId"),
    ("enrollments", "e-5a-p1", {"schoolSourcedId": "none"}, "schoolSourcedId"),
    ("enrollments", "e-5a-p1", {"userSourcedId": "none"}, "userSourcedId"),
] + [
    (file, "none", {"sourcedId": "none"} | GONE, "sourcedId")
    for file in ("orgs", "academicSessions", "courses", "classes", "users", "roles", "enrollments")
]


def _with_one_wrong(file: str, sourced_id: str, change: dict[str, str]) -> Bundle:
    """A delta of a right row and this one; with a user come the roles, with a role or a birth date the user."""
    made, known = Bundle("1.2"), bulk()
    right = {"users": "t1", "roles": "role-p2", "demographics": "p2"}.get(file, known.rows[file][-1]["sourcedId"])
    made.add(file, **known.find(file, right))
    made.add(file, **(({} if sourced_id == "none" else known.find(file, sourced_id)) | change))
    companions = {
        "users": [("roles", "role-t1")] + ([("roles", "role-p1")] if sourced_id == "p1" else []),
        "roles": [("users", "p2")] + ([("users", "p1")] if "orgSourcedId" in change else []),
        "demographics": [("users", "p2"), ("roles", "role-p2")],
    }
    for other, name in companions.get(file, []):
        made.add(other, **known.find(other, name))
    return made.as_delta()


@pytest.mark.parametrize("mode", [(), ("--lenient",)], ids=["strict", "lenient"])
def test_a_delta_that_names_unknown_things_is_refused_with_file_line_and_column_and_its_stage_is_forgotten(
    desk: RosterDesk, mode: tuple[str, ...]
) -> None:
    desk.bring(bulk(), *BEGIN)
    before = (len(desk.events()), kept(desk))
    for file, sourced_id, change, column in UNKNOWN:
        done = desk.run(_with_one_wrong(file, sourced_id, change), *LATER, *mode)
        place, what = f"{file}.csv, line 3, {column}: ", (file, sourced_id, change, done.stdout + done.stderr)
        assert done.returncode == DATA_ERROR, what
        assert [line.startswith(place) for line in mistakes(done)] == [True], what
        assert (len(desk.events()), kept(desk)) == before, what
    # Without the wrong row each of them is right.
    for file in dict.fromkeys(file for file, *_ in UNKNOWN):
        made = _with_one_wrong(file, "none", {"sourcedId": "none"} | GONE)
        made.rows[file].pop(1)
        desk.bring(made, *LATER, *mode)


def kept(desk: RosterDesk) -> list[Any]:
    """What an import leaves beside events: what its records became, and what its source named. No stage is open."""
    with closing(sqlite3.connect(f"file:{desk.journal.store}?mode=ro", uri=True)) as store:
        assert store.execute("SELECT count(*) FROM stage").fetchone() == (0,)
        assert store.execute("SELECT count(*) FROM stage_chunk").fetchone() == (0,)
        return [
            store.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
            for table in ("roster_source", "roster_day", "roster_record", "roster_name")
        ]
