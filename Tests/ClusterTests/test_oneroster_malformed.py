"""Issue 4, line 3: every class of mistake in a bundle is refused with its place, before anything is sent anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import bounded
import malformed_sheets
from cluster import Cluster
from malformed import ARCHIVE, Malformed
from malformed_archives import ARCHIVES
from malformed_bundles import ALL, DELTAS, HEADERS, MANIFESTS, MEANINGS, REFERENCES, TEXTS, VALUES
from oneroster_bundles import Bundle, family
from rosters import DATA_ERROR, NO_INPUT, UNAVAILABLE, RosterDesk, mistakes
from school_lists import SCHOOL
from stores import opened

OCTOBER = ("--day", "2026-10-01")


@pytest.fixture
def desk(cluster: Cluster) -> RosterDesk:
    """An operator whose journal is not there: whatever tried to send something would end otherwise."""
    return RosterDesk(cluster)


def _about(place: str, line: str) -> bool:
    """Whether a line is about this place, and not one that only begins alike."""
    return line.startswith(place) and (place.endswith(" ") or line[len(place)] in ":.a")


def test_there_are_enough_of_them_and_each_is_another() -> None:
    assert len({case.name for case in ALL}) == len(ALL) >= 60
    assert all(case.place for case in ALL)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_strict_refuses_each_with_its_place_and_sends_nothing(
    desk: RosterDesk, tmp_path: Path, case: Malformed
) -> None:
    done = bounded.zvonok(*desk.command(case.make(tmp_path), *OCTOBER))
    assert (done.returncode, done.stdout) == (DATA_ERROR, ""), done.stderr
    assert f"zvonok: {ARCHIVE} has " in done.stderr, done.stderr
    found = mistakes(done)
    assert any(_about(case.place, line) and case.words in line for line in found), done.stderr
    assert all("found" in line and "expected" in line for line in found if not line.startswith("and ")), done.stderr
    assert "Рябинин" not in done.stderr and "example.invalid" not in done.stderr


def test_a_run_that_needs_more_than_its_bound_is_noticed(desk: RosterDesk, tmp_path: Path) -> None:
    """Else nothing above would show anything: a list that is read within the bound does not fit into a third of it."""
    (tmp_path / "pupils.csv").write_bytes(b";" * 30_000_000)
    command = desk.sheets_command("--pupils", str(tmp_path / "pupils.csv"), "--school", SCHOOL)
    assert bounded.zvonok(*command).returncode == DATA_ERROR
    with pytest.raises(AssertionError, match="ended by signal"):
        bounded.zvonok(*command, memory=bounded.MEMORY // 3)


def test_a_right_bundle_of_either_release_is_not_refused_before_it_is_sent(desk: RosterDesk) -> None:
    """What the cases above are made of is right; only the journal is missing."""
    for made in (family("1.1"), family("1.2"), family("1.2").as_delta()):
        done = desk.run(made, *OCTOBER)
        assert mistakes(done) == [] and done.returncode == UNAVAILABLE, done.stderr
        assert "nobody listens there" in done.stderr, done.stderr


def test_all_mistakes_are_told_up_to_a_limit_and_the_rest_is_counted(desk: RosterDesk) -> None:
    made = family()
    for number in range(150):
        made.add("orgs", sourcedId=f"org-{number}", name="", type="school", parentSourcedId="city")
    done = desk.run(made)
    assert "150 mistakes" in done.stderr and len(mistakes(done)) == 101, done.stderr
    assert mistakes(done)[-1] == "and 50 more"
    assert len(mistakes(desk.run(made, "--limit", "200"))) == 150


def test_a_file_that_is_not_there_is_told_apart(desk: RosterDesk, tmp_path: Path) -> None:
    assert desk.run(tmp_path / "none.zip").returncode == NO_INPUT


# Limits, met exactly and exceeded by one


def _refused(desk: RosterDesk, made: Bundle) -> list[str]:
    return mistakes(bounded.zvonok(*desk.command(made.write(desk.folder / ARCHIVE), "--lenient", *OCTOBER)))


def test_64_entries_are_read_and_65_are_not(desk: RosterDesk) -> None:
    made = family()
    count = len(dict(made.entries()))
    made.extra = {f"{number}.txt": b"x" for number in range(64 - count)}
    assert _refused(desk, made) == []
    made.extra["more.txt"] = b"x"
    assert _refused(desk, made) == [f"{ARCHIVE}: found 65 entries, expected at most 64"]


def test_a_name_of_255_bytes_is_read_and_one_of_256_is_not(desk: RosterDesk) -> None:
    made = family()
    made.extra = {"a" * 255: b"x"}
    assert _refused(desk, made) == []
    made.extra = {"a" * 256: b"x"}
    assert _refused(desk, made) == [f"{'a' * 32}…: found a name of 256 bytes, expected at most 255"]


def test_256_columns_are_read_and_257_are_not(desk: RosterDesk) -> None:
    made = family()
    header = made.header("orgs")
    made.headers["orgs"] = header + [f"metadata.{number}" for number in range(256 - len(header))]
    assert _refused(desk, made) == []
    made.headers["orgs"].append("metadata.more")
    (told,) = _refused(desk, made)
    assert told == "orgs.csv, line 1, field 257: found more than 256 fields, expected fewer in a line"


# Against a journal that is there


@pytest.mark.timeout(900)
def test_lenient_takes_what_leaves_no_doubt_with_a_warning_and_refuses_the_rest_alike(
    cluster: Cluster, tmp_path: Path
) -> None:
    desk = RosterDesk(cluster).start()
    # What deltas say of things that are to be known already.
    desk.bring(family(), "--day", "2026-09-01")
    before = len(desk.events())
    for case in ALL:
        done = desk.run(case.make(tmp_path), "--lenient", "--dry-run", *OCTOBER)
        if case.taken:
            assert done.returncode == 0, f"{case.name}: {done.stderr}"
            warned = [line.removeprefix("warning: ") for line in done.stderr.splitlines()]
            assert any(_about(case.place, line) for line in warned), f"{case.name}: {done.stderr}"
        else:
            assert done.returncode == DATA_ERROR, f"{case.name}: {done.stderr}"
    assert len(desk.events()) == before


def _tables(desk: RosterDesk) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the journal's store; the journal must be stopped."""
    with opened(desk.journal.store) as store:
        names = [row[0] for row in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            name: sorted((tuple(row) for row in store.execute(f'SELECT * FROM "{name}"')), key=repr) for name in names
        }


@pytest.mark.timeout(900)
def test_what_is_refused_at_any_stage_of_reading_leaves_head_and_tables_as_they_were(
    cluster: Cluster, tmp_path: Path
) -> None:
    desk = RosterDesk(cluster).start()
    desk.bring(family(), "--day", "2026-09-01")
    events = desk.events()
    desk.journal.stop()
    before = _tables(desk)
    desk.journal.start()
    for cases in (ARCHIVES, MANIFESTS, HEADERS, TEXTS, VALUES, REFERENCES, MEANINGS, DELTAS):
        for case in [one for one in cases if not one.taken][:2]:
            for mode in ("--strict", "--lenient"):
                done = desk.run(case.make(tmp_path), mode, *OCTOBER)
                assert done.returncode == DATA_ERROR, f"{case.name}: {done.stderr}"
    for sheet in (malformed_sheets.CELLS, malformed_sheets.PARTS, malformed_sheets.TEXTS):
        done = desk.sheets("--pupils", str(sheet[0].make(tmp_path)), "--school", SCHOOL, *OCTOBER)
        assert done.returncode == DATA_ERROR, f"{sheet[0].name}: {done.stderr}"
    unknown = Bundle("1.2")
    unknown.add(
        "enrollments", sourcedId="e", classSourcedId="none", schoolSourcedId="school", userSourcedId="p1",
        role="student",
    )  # fmt: skip
    done = desk.run(unknown.as_delta(), "--source", "oneroster:zvonok-tests:city", *OCTOBER)
    assert done.returncode == DATA_ERROR and "the journal refuses" in done.stderr, done.stderr
    assert desk.events() == events
    desk.journal.stop()
    after = _tables(desk)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {"command_answer"}
    # To the one that was sent, and refused.
    assert len(after["command_answer"]) == len(before["command_answer"]) + 1
    assert after["event"] and after["roster_record"] and not after["stage_chunk"]


def test_what_goes_out_tells_a_terminal_nothing_whoever_wrote_it(cluster: Cluster, tmp_path: Path) -> None:
    """Also what no mistake holds: words of a command line, as somebody sent it to be pasted."""
    desk = RosterDesk(cluster).start()
    made = family().write(tmp_path / ARCHIVE)
    for word in ("a\x9b2Jb", "a\u202eb", "a\x1b]0;b\x07"):
        bounded.zvonok(*desk.command(made, "--source", word, "--dry-run", *OCTOBER))
        done = bounded.zvonok(*desk.command(tmp_path / f"{word}.zip"))
        assert done.returncode == NO_INPUT and "\ufffd" in done.stderr, done.stderr
