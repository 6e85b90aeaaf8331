"""Whoever a delta takes out of a child's family, or of a school, is out, whichever row says so and whatever comes later."""

from __future__ import annotations

from datetime import date

import pytest

from cluster import Cluster
from oneroster_bundles import Bundle, family
from roster_state import State
from rosters import DATA_ERROR, RosterDesk, Summary

BEGIN = ("--day", "2026-09-01")
SOURCE = ("--source", "oneroster:zvonok-tests:city")
FATHER = "Фёдор"
BOTH = pytest.mark.parametrize("version", ["1.1", "1.2"])


@pytest.fixture
def desk(cluster: Cluster) -> RosterDesk:
    return RosterDesk(cluster).start()


def _bulk(version: str, **roles: dict[str, str]) -> Bundle:
    """The family, a second school, and what the roles of some say instead (1.2)."""
    made = family(version)
    made.add("orgs", sourcedId="school2", name="Школа № 2", type="school", parentSourcedId="city")
    for who, change in roles.items():
        made.find("roles", f"role-{who}").update(change)
    return made


def _delta(before: Bundle, *, with_roles: bool = True, **changes: dict[str, str]) -> Bundle:
    """The rows of some users, with what changed in them; in 1.2 with their roles, where the change of one counts."""
    made = Bundle(before.version)
    for who, change in changes.items():
        role = {key: value for key, value in change.items() if before.version == "1.2" and key in ("role", "orgSourcedId")}
        rest = {key: value for key, value in change.items() if key not in role}
        made.add("users", **(before.find("users", who) | rest))
        if before.version == "1.2" and with_roles:
            made.add("roles", **(before.find("roles", f"role-{who}") | role))
    return made.as_delta()


def _bring(desk: RosterDesk, made: Bundle, day: str, *more: str) -> Summary:
    return desk.bring(made, *SOURCE, "--day", day, *more)


def _children(desk: RosterDesk, given: str) -> set[tuple[str, date | None]]:
    """For whom somebody stands or stood, and until when."""
    return {(child, last) for guardian, child, last in State(desk).guardianships if guardian == given}


@BOTH
def test_an_adult_who_is_barred_stays_out_though_a_later_child_s_row_names_them_and_comes_back_when_they_are_not(
    desk: RosterDesk, version: str
) -> None:
    before = _bulk(version)
    desk.bring(before, *BEGIN)
    _bring(desk, _delta(before, f1={"enabledUser": "false"}), "2026-10-05")
    out = {("Анна", date(2026, 10, 4))}
    assert _children(desk, FATHER) == out
    # The child's e-mail changes; their agents are named as ever.
    child = _delta(before, p1={"email": "anna@example.invalid"})
    summary = _bring(desk, child, "2026-10-12")
    assert any("agentSourcedIds: found what an earlier roster named" in line for line in summary.warnings), summary.text
    assert _children(desk, FATHER) == out and ("Анна", None) in _children(desk, "Мария")
    _bring(desk, _delta(before, f1={}), "2026-10-19")
    _bring(desk, child, "2026-10-19")
    assert _children(desk, FATHER) == out | {("Анна", None)}


@BOTH
def test_a_teacher_who_is_barred_as_a_parent_goes_on_teaching_and_stays_out_of_the_diary(
    desk: RosterDesk, version: str
) -> None:
    before = _bulk(version)
    before.find("users", "p3")["agentSourcedIds"] = "t1"
    desk.bring(before, *BEGIN)
    assert _children(desk, "Лидия") == set()
    summary = _bring(desk, _delta(before, p3={"email": "vera@example.invalid"}), "2026-10-05")
    assert any("agentSourcedIds: found what an earlier roster named" in line for line in summary.warnings), summary.text
    assert _children(desk, "Лидия") == set() and State(desk).staff["Лидия"] == ("Учитель", None)


@BOTH
@pytest.mark.parametrize("who, given, child", [("f1", FATHER, "Анна"), ("g1", "Галина", "Вера")])
def test_a_parent_who_is_a_relative_now_has_no_access_by_their_own_row_alone(
    desk: RosterDesk, version: str, who: str, given: str, child: str
) -> None:
    before = _bulk(version)
    desk.bring(before, *BEGIN)
    summary = _bring(desk, _delta(before, **{who: {"role": "relative"}}), "2026-10-05")
    assert summary.of("ended") == {"guardianship": 1, "guardian": 1}, summary.text
    assert _children(desk, given) == {(child, date(2026, 10, 4))}


@BOTH
def test_a_teacher_who_is_a_relative_now_has_left(desk: RosterDesk, version: str) -> None:
    before = _bulk(version)
    desk.bring(before, *BEGIN)
    assert _bring(desk, _delta(before, t1={"role": "relative"}), "2026-10-05").of("ended") == {"staff": 1}
    assert State(desk).staff["Лидия"] == ("Учитель", date(2026, 10, 4))


@BOTH
def test_whoever_changes_school_is_no_more_in_the_old_one(desk: RosterDesk, version: str) -> None:
    before = _bulk(version)
    desk.bring(before, *BEGIN)
    school = "orgSourcedIds" if version == "1.1" else "orgSourcedId"
    moved = _delta(before, t1={school: "school2"}, p3={school: "school2"})
    moved.add("demographics", sourcedId="p3", birthDate="2015-03-11")
    summary = _bring(desk, moved, "2026-10-05")
    assert summary.of("ended") == {"staff": 1, "pupil": 1, "enrolment": 1, "guardianship": 1}, summary.text
    assert summary.of("new") == {"staff": 1, "pupil": 1}
    fold = State(desk).fold
    assert sorted(row["last_day"] is None for row in fold.staff.values()) == [False, True, True]


@pytest.mark.parametrize("gone", [False, True], ids=["another role", "the role is deleted"])
def test_a_parent_s_role_in_another_school_than_the_child_s_ends_the_tie_where_the_child_is(
    desk: RosterDesk, gone: bool
) -> None:
    before = _bulk("1.2", f1={"orgSourcedId": "school2"})
    desk.bring(before, *BEGIN)
    assert _children(desk, FATHER) == {("Анна", None)}
    made = _delta(before, f1={"role": "relative"})
    if gone:
        made = Bundle("1.2")
        made.add("roles", sourcedId="role-f1", status="tobedeleted", dateLastModified="2026-10-01T06:00:00.000Z")
        made = made.as_delta()
    assert _bring(desk, made, "2026-10-05").of("ended") == {"guardianship": 1, "guardian": 1}
    assert _children(desk, FATHER) == {("Анна", date(2026, 10, 4))}


def test_a_parent_s_row_drops_a_child_of_another_school_than_the_parent_s_role(desk: RosterDesk) -> None:
    before = _bulk("1.2", m1={"orgSourcedId": "school2"})
    desk.bring(before, *BEGIN)
    # Where the child is who stays, the child's row says.
    alone = desk.run(_delta(before, m1={"agentSourcedIds": "p2"}), *SOURCE, "--day", "2026-10-05")
    assert alone.returncode == DATA_ERROR and "users.csv, line 2, agentSourcedIds" in alone.stderr, alone.stderr
    _bring(desk, _delta(before, m1={"agentSourcedIds": "p2"}, p2={}), "2026-10-05")
    assert ("Анна", date(2026, 10, 4)) in _children(desk, "Мария"), _children(desk, "Мария")
    assert ("Борис", None) in _children(desk, "Мария")


@pytest.mark.parametrize(
    "who, change, given",
    [("f1", {"enabledUser": "false"}, FATHER), ("p1", {"agentSourcedIds": "m1"}, FATHER),
     ("m1", {"agentSourcedIds": "p2"}, "Мария")],
    ids=["barred", "dropped by the child", "drops the child"],
)  # fmt: skip
def test_a_user_without_the_roles_is_refused_by_strict_and_by_lenient_takes_away_what_the_row_does(
    desk: RosterDesk, who: str, change: dict[str, str], given: str
) -> None:
    before = _bulk("1.2")
    desk.bring(before, *BEGIN)
    made = _delta(before, with_roles=False, **{who: change})
    strict = desk.run(made, *SOURCE, "--day", "2026-10-05")
    assert strict.returncode == DATA_ERROR and "a user without a row in roles.csv" in strict.stderr, strict.stderr
    _bring(desk, made, "2026-10-05", "--lenient")
    ended = _children(desk, given)
    assert ("Анна", date(2026, 10, 4)) in ended, ended
    assert [last for _, _, last in State(desk).guardianships].count(None) == 3, "one of four ties has ended"


def test_last_week_s_delta_brings_nobody_back_unless_it_is_said_to_be_older(desk: RosterDesk) -> None:
    before = _bulk("1.2")
    desk.bring(before, *BEGIN)
    named, dropped = _delta(before, p1={}), _delta(before, p1={"agentSourcedIds": "m1"})
    _bring(desk, dropped.as_delta("2026-10-08T06:00:00.000Z"), "2026-10-12")
    late = desk.run(named.as_delta("2026-10-01T06:00:00.000Z"), *SOURCE, "--day", "2026-10-13")
    assert late.returncode == DATA_ERROR and "2026-10-08T06:00:00Z" in late.stderr and "--older" in late.stderr
    assert _children(desk, FATHER) == {("Анна", date(2026, 10, 11))}
    _bring(desk, named, "2026-10-13", "--older")
    assert _children(desk, FATHER) == {("Анна", date(2026, 10, 11)), ("Анна", None)}


def test_a_guardian_stands_for_a_child_from_the_first_day_of_the_role_to_its_last(desk: RosterDesk) -> None:
    made = _bulk(
        "1.2", f1={"beginDate": "2026-12-01"}, g1={"beginDate": "2026-08-01", "endDate": "2026-11-01"},
    )  # fmt: skip
    desk.bring(made, *BEGIN)
    state = State(desk)
    ties = {
        (state.name(row["guardian_id"]), row["first_day"], row["last_day"])
        for row in state.fold.guardianships.values()
    }
    assert (FATHER, date(2026, 12, 1), None) in ties and ("Галина", date(2026, 9, 1), date(2026, 10, 31)) in ties, ties
    assert desk.bring(made, "--day", "2026-10-05").events == 0
    # A child's row alone says nothing of the days.
    assert _bring(desk, _delta(made, p3={}, p1={}), "2026-10-06").events == 0
