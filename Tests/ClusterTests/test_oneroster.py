"""Issue 4, lines 1 and 2: OneRoster bundles come in whole or not at all; what they say is then the journal's state."""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cluster import Cluster
from oneroster_bundles import Bundle, enrol, family, large_district, minimal, small_school, user
from roster_state import State
from rosters import DATA_ERROR, TRY_AGAIN, RosterDesk, mistakes
from watched_import import Watched, watch

BUNDLES = "ONEROSTER_BUNDLES"
BEGIN = ("--day", "2026-09-01")
# By what a bulk of `family` is known, for deltas that do not say it.
SOURCE = ("--source", "oneroster:zvonok-tests:city")
# Seconds, by the issue, of optimized programs; those of tests may take ten times as long.
LARGE, WAIT, DEBUG = 60, 5, 10
# MiB, by the issue.
MEMORY_LIMIT = 300
# From so many new enrolments on a bundle is the large one.
MANY = 20_000
# How a mistake begins: the file, its line and the column, as far as it has them; then what it is.
_PLACE = re.compile(r"[A-Za-z]+\.csv(, line \d+(?P<column>, [\w. ]+)?)?: (found .+, expected .+|.+ \(\w+\))")


@pytest.fixture
def desk(cluster: Cluster) -> RosterDesk:
    return RosterDesk(cluster).start()


def delivered(say: Callable[[str], None]) -> list[Path]:
    """The bundles of the folder that the environment names; none, said aloud, where it names none."""
    if BUNDLES in os.environ:
        folder = Path(os.environ[BUNDLES])
        files = sorted(folder.glob("*.zip"))
        if not files:
            pytest.fail(f"{BUNDLES} names {folder}, where there is no bundle: nothing would be shown", pytrace=False)
        return files
    say(f"{BUNDLES} is not set: no delivered bundle is read, only generated ones of the same shapes and sizes")
    return []


def _check_explained(refused: list[str]) -> None:
    """Each mistake says file, line and column, but for what is missing as a whole; some of them do say all three."""
    told = [line for line in refused if not line.startswith("and ")]
    places = [_PLACE.fullmatch(line) for line in told]
    assert told and all(places), [line for line, place in zip(told, places, strict=True) if not place]
    assert any(place and place["column"] for place in places), told


def _check_watched(watched: Watched, what: str, say: Callable[[str], None]) -> None:
    """Prints what the issue asks to be seen of a large bundle, and holds it to its limits."""
    say(
        f"{what}: {watched.seconds:.1f} s (goal {LARGE} s), {watched.mebibytes} MiB of memory; "
        f"of {len(watched.waits)} other commands one waited {max(watched.waits):.1f} s (goal {WAIT} s)"
    )
    assert watched.seconds < LARGE * DEBUG and max(watched.waits) < WAIT * DEBUG
    assert 0 < watched.mebibytes < MEMORY_LIMIT
    watched.check_progress("orgs.csv", "users.csv", "enrollments.csv")


def _import_twice(
    desk: RosterDesk, bundle: Bundle | Path, *arguments: str, say: Callable[[str], None] | None = None
) -> None:
    """It comes in, and then changes nothing any more; a large one is watched."""
    tried = desk.bring(bundle, *arguments, "--dry-run")
    before, others = len(desk.events()), 0
    if say and isinstance(bundle, Path) and tried.of("new").get("enrolment", 0) >= MANY:
        watched = watch(desk, bundle, *arguments)
        _check_watched(watched, bundle.name, say)
        first, others = watched.summary, len(watched.waits)
    else:
        first = desk.bring(bundle, *arguments)
    assert first.counts == tried.counts and len(desk.events()) == before + first.events + others
    again = desk.bring(bundle, *arguments)
    assert again.events == 0 and set(again.of("unchanged")) == set(again.counts), again.text
    assert len(desk.events()) == before + first.events + others


@pytest.mark.parametrize("folder", ["", "empty", "missing"])
def test_where_the_bundles_should_be_and_are_not_the_test_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv(BUNDLES, str(tmp_path / folder) if folder else "")
    with pytest.raises(pytest.fail.Exception, match=f"{BUNDLES} names .*, where there is no bundle"):
        delivered(lambda _: None)


@pytest.mark.timeout(1_800)
def test_every_delivered_bundle_comes_in_or_is_refused_with_places(
    desk: RosterDesk, say: Callable[[str], None]
) -> None:
    for file in delivered(say):
        strict, lenient = desk.run(file, "--dry-run"), desk.run(file, "--lenient", "--dry-run")
        for mode, done in (("strict", strict), ("lenient", lenient)):
            first = next(iter(mistakes(done)), done.stdout.splitlines()[0] if done.stdout else done.stderr)
            say(f"{file.name}, {mode}: {done.returncode}; {first}")
            assert done.returncode in (0, DATA_ERROR), done.stderr
            if done.returncode == DATA_ERROR:
                _check_explained(mistakes(done))
        if lenient.returncode == 0:
            _import_twice(desk, file, "--lenient", *BEGIN, say=say)


def test_a_small_school_comes_in_with_warnings_and_strict_refuses_it(desk: RosterDesk) -> None:
    made = small_school()
    refused = desk.run(made, "--limit", "10000")
    assert refused.returncode == DATA_ERROR and "users.csv, line 2, status" in refused.stderr
    summary = desk.bring(made, "--lenient", *BEGIN)
    expected = {"school": 1, "course": 30, "class": 5, "group": 35, "staff": 7, "pupil": 60, "enrolment": 420}
    assert summary.of("new") == expected
    assert any("grades: found \"KG\"" in line for line in summary.warnings), summary.warnings
    _import_twice(desk, made, "--lenient", "--source", "again", *BEGIN)


def test_a_grade_that_is_mapped_comes_in_too(desk: RosterDesk) -> None:
    summary = desk.bring(small_school(), "--lenient", "--grade", "KG=1", *BEGIN)
    assert summary.of("new")["pupil"] == 72 and not any("KG" in line for line in summary.warnings)
    letters = {row["letter"] for row in desk.fold().classes.values() if row["parallel"] == 1}
    assert letters == {"A", "KG-A"}


def test_the_fewest_files_are_refused_for_what_is_missing_with_places(desk: RosterDesk) -> None:
    done = desk.run(minimal(), "--lenient")
    places = [line.split(":")[0] for line in mistakes(done)]
    assert done.returncode == DATA_ERROR and "classes.csv, line 2, schoolSourcedId" in places, done.stderr


@pytest.mark.timeout(1_800)
def test_a_large_district_comes_in_within_its_time_and_memory_while_others_go_on(
    desk: RosterDesk, say: Callable[[str], None], tmp_path: Path
) -> None:
    file = large_district().write(tmp_path / "large.zip")
    watched = watch(desk, file, "--lenient", *BEGIN)
    _check_watched(watched, "4,225 pupils and 31,045 enrolments", say)
    new = watched.summary.of("new")
    assert new["pupil"] == 4225 - 350 and new["enrolment"] == 29_575 - 350 * 7
    counts = Counter(event.type for event in desk.events())
    assert counts["PupilAdded"] == 3875 and counts["PupilEnrolled"] == 27_125
    assert counts["SchoolRegistered"] == 20 + len(watched.waits)
    assert desk.bring(file, "--lenient", *BEGIN).events == 0


def test_an_import_cut_off_leaves_nothing_and_goes_on_when_it_is_repeated(desk: RosterDesk) -> None:
    made = small_school()
    desk.cut_off(made, "sending", "--lenient", *BEGIN)
    before = len(desk.events())
    summary = desk.bring(made, "--lenient", *BEGIN)
    assert before in (0, len(desk.events())), "half of it was there"
    assert before or summary.events == len(desk.events())


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("at", ["sending", "trying"])
def test_an_import_that_is_interrupted_forgets_what_it_sent(
    desk: RosterDesk, by: signal.Signals, at: str, say: Callable[[str], None]
) -> None:
    code, said = desk.cut_off(small_school(), at, "--lenient", *BEGIN, by=by)
    say(f"{by.name} while {at}: {code}")
    # On a quick machine it may be done by then.
    assert code == 0 or (code == 128 + by and "interrupted" in said), said
    events = len(desk.events())
    assert desk.open_stages() == 0
    desk.journal.start()
    assert desk.bring(small_school(), "--lenient", *BEGIN).events == (0 if events else len(desk.events()))


def test_an_import_that_finds_four_others_cut_off_says_how_to_go_on(desk: RosterDesk) -> None:
    bundles = [small_school() for _ in range(5)]
    for number, bundle in enumerate(bundles):
        bundle.rows["orgs"][0]["name"] = f"Orchard School {number}"
        if number < 4:
            desk.cut_off(bundle, "trying", "--lenient", *BEGIN)
    done = desk.run(bundles[4], "--lenient", *BEGIN)
    assert done.returncode == TRY_AGAIN, done.stderr
    assert "4 imports of this sender are open already" in done.stderr and "goes on with it" in done.stderr
    desk.bring(bundles[0], "--lenient", *BEGIN)
    assert desk.run(bundles[4], "--lenient", *BEGIN).returncode == 0


# Guardians, and a delta row by row


def _bulk() -> Bundle:
    made = family("1.2")
    made.add("orgs", sourcedId="old", name="Школа № 2", type="school", parentSourcedId="city")
    made.add("courses", sourcedId="course-old", title="Черчение", grades="8", orgSourcedId="school")
    made.add(
        "userProfiles", sourcedId="profile-t1", userSourcedId="t1", profileType="login", vendorId="v",
        credentialType="login", username="t1",
    )  # fmt: skip
    return made


def _delta() -> Bundle:
    """New rows, changed ones and some to be deleted; test_oneroster_delta has each of each file."""
    made = Bundle("1.2")
    bulk = _bulk()
    for file, sourced_id, change in (
        ("orgs", "school", {"name": "Гимназия № 1"}), ("orgs", "old", {"status": "tobedeleted"}),
        ("courses", "course-first", {"title": "Литературное чтение"}),
        ("courses", "course-old", {"status": "tobedeleted"}),
        ("academicSessions", "year", {"title": "Учебный год"}),
        ("classes", "class-math", {"title": "Математика 5А, углублённо"}),
        ("classes", "class-first", {"status": "tobedeleted"}),
        ("users", "m1", {"email": "maria@example.invalid"}), ("users", "p2", {"middleName": "Ильич"}),
        ("users", "a1", {"status": "tobedeleted"}), ("users", "t1", {}),
        # The father stands for nobody any more; that the grandmother's row names nobody means nothing.
        ("users", "p1", {"agentSourcedIds": "m1"}), ("users", "g1", {"agentSourcedIds": ""}),
        ("roles", "role-m1", {}), ("roles", "role-p2", {}), ("roles", "role-a1", {"status": "tobedeleted"}),
        ("roles", "role-p1", {}), ("roles", "role-g1", {}),
        ("roles", "role-t1", {"role": "counselor"}),
        ("demographics", "p2", {"birthDate": "2015-02-21"}), ("demographics", "p3", {"status": "tobedeleted"}),
        ("enrollments", "e-math-p1", {"endDate": "2027-01-01"}),
        ("enrollments", "e-math-p2", {"status": "tobedeleted"}),
        ("userProfiles", "profile-t1", {"status": "tobedeleted"}),
    ):  # fmt: skip
        made.add(file, **(bulk.find(file, sourced_id) | change))
    made.add("orgs", sourcedId="new", name="Школа № 3", type="school", parentSourcedId="city")
    made.add("courses", sourcedId="course-new", title="Физика", grades="7", orgSourcedId="school")
    made.add(
        "classes", sourcedId="class-5b", title="5Б", grades="5", courseSourcedId="course-home", classType="homeroom",
        schoolSourcedId="school", termSourcedIds="year",
    )  # fmt: skip
    user(made, "p4", "student", "Глеб", "Верба", agentSourcedIds="n1", grades="5")
    user(made, "n1", "parent", "Нина", "Верба", email="nina@example.invalid")
    made.add("demographics", sourcedId="p4", birthDate="2015-04-11")
    enrol(made, "e-5b-p4", "class-5b", "p4", beginDate="2026-10-05")
    # Into the class that the delta itself does not describe.
    enrol(made, "e-5a-p4", "class-5a", "p4", beginDate="2026-10-06", endDate="2026-10-10")
    return made.as_delta()


SEPTEMBER, LAST = date(2026, 9, 1), date(2027, 5, 31)
EPOCH = date(1970, 1, 1)


def test_a_bulk_with_guardians_is_the_state_row_by_row(desk: RosterDesk) -> None:
    desk.bring(_bulk(), *BEGIN)
    state = State(desk)
    assert state.schools == {"Школа № 1", "Школа № 2"}
    assert state.courses == {"Математика", "Чтение", "Черчение"}
    assert state.classes == {"5А"}
    assert state.groups == {"5А": True, "Математика 5А": False, "Чтение 1": False}
    assert state.staff == {"Лидия": ("Учитель", None), "Олег": ("Администратор", None)}
    assert state.pupils == {
        name: ("", (date(2015, month, 11) - EPOCH).days)
        for month, name in enumerate(("Анна", "Борис", "Вера"), start=1)
    }
    assert state.guardians == {
        "Мария": ("m1@example.invalid", "+7 900 000-00-01"), "Фёдор": ("", "+7 900 000-00-02"),
        "Галина": ("g1@example.invalid", ""),
    }  # fmt: skip
    assert state.guardianships == {
        ("Мария", "Анна", None), ("Мария", "Борис", None), ("Фёдор", "Анна", None), ("Галина", "Вера", None)
    }
    assert state.enrolments == {(name, "5А", SEPTEMBER, LAST) for name in ("Анна", "Борис", "Вера")} | {
        (name, "Математика 5А", SEPTEMBER, LAST) for name in ("Анна", "Борис")
    }


def test_a_delta_changes_what_it_names_row_by_row_and_nothing_else(desk: RosterDesk) -> None:
    desk.bring(_bulk(), *BEGIN)
    before = State(desk)
    summary = desk.bring(_delta(), *SOURCE, "--day", "2026-10-05")
    assert summary.events, summary.text
    state = State(desk)
    assert state.schools == {"Гимназия № 1", "Школа № 2", "Школа № 3"}, "a school has no end"
    assert state.courses == {"Математика", "Литературное чтение", "Черчение", "Физика"}
    assert state.classes == {"5А", "5Б"}
    assert state.groups == {
        "5А": True, "5Б": True, "Математика 5А, углублённо": False, "Чтение 1": False
    }
    assert len(state.fold.groups) == len(before.fold.groups) + 1, "a renamed group is the same group"
    assert state.staff == {"Лидия": ("Педагог-психолог", None), "Олег": ("Администратор", date(2026, 10, 4))}
    assert state.pupils == before.pupils | {
        "Борис": ("Ильич", (date(2015, 2, 21) - EPOCH).days), "Глеб": ("", (date(2015, 4, 11) - EPOCH).days)
    }
    assert state.guardians == before.guardians | {
        "Мария": ("maria@example.invalid", "+7 900 000-00-01"), "Нина": ("nina@example.invalid", "")
    }
    assert before.guardianships - state.guardianships == {("Фёдор", "Анна", None)}
    assert state.guardianships - before.guardianships == {
        ("Фёдор", "Анна", date(2026, 10, 4)), ("Нина", "Глеб", None)
    }
    assert summary.of("ended")["guardianship"] == 1
    math = "Математика 5А, углублённо"
    assert state.enrolments == {(name, "5А", SEPTEMBER, LAST) for name in ("Анна", "Борис", "Вера")} | {
        ("Анна", math, SEPTEMBER, date(2026, 12, 31)), ("Борис", math, SEPTEMBER, date(2026, 10, 4)),
        ("Глеб", "5Б", date(2026, 10, 5), LAST), ("Глеб", "5А", date(2026, 10, 6), date(2026, 10, 9)),
    }  # fmt: skip
    assert desk.bring(_delta(), *SOURCE, "--day", "2026-10-05").events == 0, "the same delta again"


def test_an_address_that_is_none_is_refused_by_strict_and_by_lenient_left_as_it_was(desk: RosterDesk) -> None:
    desk.bring(family(), *BEGIN)
    made, address = family(), "m1 at example.invalid"
    row = made.find("users", "m1")
    row["email"], row["givenName"] = address, "Марина"
    done = desk.run(made, "--day", "2026-10-05")
    place = f"users.csv, line {made.line('users', row)}, email: found {len(address)} characters, expected one e-mail"
    assert done.returncode == DATA_ERROR and address not in done.stderr, done.stderr
    assert [line.startswith(place) for line in mistakes(done)] == [True], done.stderr
    taken = desk.bring(made, "--lenient", "--day", "2026-10-05")
    assert taken.of("changed") == {"guardian": 1} and address not in taken.text
    assert [line.startswith(f"warning: {place}") for line in taken.warnings if "email" in line] == [True]
    assert State(desk).guardians["Марина"] == ("m1@example.invalid", "+7 900 000-00-01")
    row["email"] = ""
    assert desk.bring(made, "--day", "2026-10-06").of("changed") == {"guardian": 1}
    assert State(desk).guardians["Марина"] == ("", "+7 900 000-00-01")


def test_a_guardian_dropped_from_a_child_s_row_stays_where_the_guardian_s_own_names_the_child(
    desk: RosterDesk,
) -> None:
    desk.bring(_bulk(), *BEGIN)
    before = State(desk)
    child, both = Bundle("1.2"), Bundle("1.2")
    bulk = _bulk()
    for made, people in ((child, ("p1",)), (both, ("p1", "f1"))):
        for who in people:
            named = {"p1": "m1", "f1": "p1"}[who]
            made.add("users", **(bulk.find("users", who) | {"agentSourcedIds": named}))
            made.add("roles", **bulk.find("roles", f"role-{who}"))
    assert desk.bring(both.as_delta(), *SOURCE, "--day", "2026-10-05").events == 0
    assert desk.bring(child.as_delta(), *SOURCE, "--day", "2026-10-05").of("ended") == {"guardianship": 1}
    ended = {("Фёдор", "Анна", date(2026, 10, 4))}
    assert State(desk).guardianships == (before.guardianships - {("Фёдор", "Анна", None)}) | ended
    assert desk.bring(both.as_delta(), *SOURCE, "--day", "2026-11-02").of("returned") == {"guardianship": 1}


def test_a_relative_whom_a_delta_s_child_names_is_left_out_and_a_parent_who_is_one_now_has_no_access(
    desk: RosterDesk,
) -> None:
    desk.bring(_bulk(), *BEGIN)
    made, bulk = Bundle("1.2"), _bulk()
    made.add("users", **(bulk.find("users", "p1") | {"agentSourcedIds": "m1,f1,r1"}))
    made.add("roles", **bulk.find("roles", "role-p1"))
    for who in ("r1", "f1"):
        made.add("users", **bulk.find("users", who))
        made.add("roles", **(bulk.find("roles", f"role-{who}") | {"role": "relative"}))
    summary = desk.bring(made.as_delta(), *SOURCE, "--day", "2026-10-05")
    # The role made a guardian of the father, and makes nobody of him any more.
    assert summary.of("ended") == {"guardianship": 1, "guardian": 1}
    assert any("agentSourcedIds" in line for line in summary.warnings)
    assert ("Фёдор", "Анна", date(2026, 10, 4)) in State(desk).guardianships


def test_an_adult_who_names_a_child_no_more_ends_that_tie_alone(desk: RosterDesk) -> None:
    desk.bring(_bulk(), *BEGIN)
    made, bulk = Bundle("1.2"), _bulk()
    made.add("users", **(bulk.find("users", "m1") | {"agentSourcedIds": "p1"}))
    made.add("roles", **bulk.find("roles", "role-m1"))
    assert desk.bring(made.as_delta(), *SOURCE, "--day", "2026-10-05").of("ended") == {"guardianship": 1}
    assert desk.bring(made.as_delta(), *SOURCE, "--day", "2026-10-05").events == 0
    assert {tie for tie in State(desk).guardianships if tie[0] == "Мария"} == {
        ("Мария", "Анна", None), ("Мария", "Борис", date(2026, 10, 4))
    }  # fmt: skip


def test_what_a_later_bulk_does_not_name_ends_and_what_it_names_again_returns(desk: RosterDesk) -> None:
    whole, part = family(), family()
    for file, gone in (("users", "p2"), ("users", "f1"), ("users", "a1"), ("demographics", "p2")):
        part.rows[file].remove(part.find(file, gone))
    part.rows["enrollments"] = [row for row in part.rows["enrollments"] if row["userSourcedId"] != "p2"]
    part.find("users", "p1")["agentSourcedIds"] = "m1"
    part.find("users", "m1")["agentSourcedIds"] = "p1"
    desk.bring(whole, *BEGIN)
    assert desk.bring(part, "--day", "2026-10-05").of("ended") == {
        "enrolment": 2, "guardianship": 2, "pupil": 1, "guardian": 1, "staff": 1
    }
    state = State(desk)
    end = date(2026, 10, 4)
    assert ("Борис", "5А", SEPTEMBER, end) in state.enrolments and ("Мария", "Борис", end) in state.guardianships
    assert state.staff["Олег"][1] == end
    returned = desk.bring(whole, "--day", "2026-11-02")
    assert returned.of("returned") == {"enrolment": 2, "guardianship": 2, "pupil": 1, "guardian": 1, "staff": 1}
    state = State(desk)
    assert len(state.fold.pupils) == 3 and state.staff["Олег"][1] is None
    assert ("Борис", "5А", date(2026, 11, 2), LAST) in state.enrolments


def test_a_group_is_the_same_when_a_pupil_of_it_changes_class_and_when_its_year_is_over(desk: RosterDesk) -> None:
    made = family()
    made.add("classes", **(made.find("classes", "class-5a") | {"sourcedId": "class-5b", "title": "5Б"}))
    desk.bring(made, *BEGIN)
    groups = desk.fold().groups.keys()
    made.find("enrollments", "e-5a-p2")["endDate"] = "2026-10-15"
    enrol(made, "e-5b-p2", "class-5b", "p2", beginDate="2026-10-15")
    moved = desk.bring(made, "--day", "2026-10-15")
    assert (moved.of("new"), moved.of("ended")) == ({"enrolment": 1}, {"enrolment": 1}), moved.text
    assert desk.fold().groups.keys() == groups
    assert ("Борис", "Математика 5А", SEPTEMBER, LAST) in State(desk).enrolments
    assert desk.bring(made, "--day", "2027-06-01").events == 0, "all of it is over by its own dates"


def test_a_second_school_of_the_same_product_ends_nothing_of_the_first(desk: RosterDesk) -> None:
    desk.bring(small_school(), "--lenient", *BEGIN)
    other = _schools_of_grades("01", "02")
    for row in other.rows["orgs"]:
        _rename(other, row["sourcedId"], "another-school")
    summary = desk.bring(other, "--lenient", "--day", "2026-10-05")
    assert summary.of("new")["pupil"] == 24 and summary.of("ended") == {} and len(desk.fold().schools) == 2


def _schools_of_grades(*grades: str) -> Bundle:
    """Of a small school, as if by mistake, these grades alone."""
    part = small_school()
    gone = {
        row["sourcedId"] for row in part.rows["users"] if row["role"] == "student" and row["grades"] not in grades
    }
    for file, column in (("users", "sourcedId"), ("demographics", "sourcedId"), ("enrollments", "userSourcedId")):
        part.rows[file] = [row for row in part.rows[file] if row[column] not in gone]
    return part


def _rename(bundle: Bundle, old: str, new: str) -> None:
    for rows in bundle.rows.values():
        for row in rows:
            row.update({column: new for column, value in row.items() if value == old})


def test_a_file_that_would_end_much_is_refused_unless_it_is_allowed_and_a_dry_run_says_so(desk: RosterDesk) -> None:
    desk.bring(small_school(), "--lenient", *BEGIN)
    before, part = len(desk.events()), _schools_of_grades("01", "02")
    later = ("--lenient", "--day", "2026-10-05")
    dry = desk.bring(part, *later, "--dry-run")
    assert dry.of("ended")["pupil"] == 36 and "unless you add --may-end 60" in dry.text
    assert "pupil: 36 of 60 would end (60 %)" in dry.text and "enrolment: 252 of 420" in dry.text
    for share in ((), ("--may-end", "59")):
        done = desk.run(part, *later, *share)
        assert (done.returncode, done.stdout) == (DATA_ERROR, "") and "--may-end 60" in done.stderr, done.stderr
    assert len(desk.events()) == before and desk.open_stages() == 0
    desk.journal.start()
    assert desk.bring(part, *later, "--may-end", "60").of("ended") == {"pupil": 36, "enrolment": 252}
    # A year that is over ends nothing by being named no more.
    other = _schools_of_grades("01")
    assert desk.bring(other, "--lenient", "--day", "2027-06-10").of("ended") == {"pupil": 12}


def test_an_older_bulk_is_refused_unless_it_is_said_to_be_one(desk: RosterDesk) -> None:
    desk.bring(family(), "--day", "2026-10-05")
    done = desk.run(family(), *BEGIN)
    assert done.returncode == DATA_ERROR and "2026-10-05" in done.stderr and "--older" in done.stderr
    assert desk.bring(family(), *BEGIN, "--older").events == 0


def test_what_a_school_changed_in_its_journal_outlives_the_next_delivery(desk: RosterDesk) -> None:
    desk.bring(family(), *BEGIN, "--zone", "Asia/Yekaterinburg")
    zones = desk.fold().zones
    desk.bring(family(), "--day", "2026-10-05")
    assert desk.fold().zones == zones
    assert desk.bring(family(), "--day", "2026-10-06", "--zone", "Europe/Moscow").events == 1


def test_an_organisation_may_be_a_school_that_is_there(desk: RosterDesk) -> None:
    desk.bring(family(), *BEGIN)
    (school,) = desk.fold().schools
    other = family()
    other.find("orgs", "school")["sourcedId"] = "elsewhere"
    for rows in other.rows.values():
        for row in rows:
            for column, value in row.items():
                if value == "school" and column.startswith(("org", "school")):
                    row[column] = "elsewhere"
    before = desk.fold()
    desk.bring(other, "--source", "another", "--school", f"elsewhere={_text(school)}", *BEGIN)
    assert desk.fold().schools.keys() == before.schools.keys()
    assert len(desk.fold().pupils) == 2 * len(before.pupils)


def _text(school: bytes) -> str:
    digits = school.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def test_a_dry_run_counts_and_records_nothing(desk: RosterDesk) -> None:
    summary = desk.bring(family(), "--dry-run", *BEGIN)
    assert summary.of("new")["pupil"] == 3 and "nothing was recorded" in summary.text
    assert desk.events() == []


def test_progress_in_a_file_is_lines(desk: RosterDesk) -> None:
    done = desk.run(family(), *BEGIN)
    assert done.returncode == 0 and "\r" not in done.stderr
    steps = [line.split(":")[0] for line in done.stderr.splitlines() if ": " in line]
    assert steps[0] == "reading manifest.csv" and steps[-3:] == ["sending", "trying", "applying"], done.stderr


