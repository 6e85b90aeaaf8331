"""Issue 4, line 3: every class of mistake in a bundle is refused with its place, before anything is sent anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster import Cluster
from malformed_bundles import ALL, ARCHIVE, Malformed
from oneroster_bundles import family
from rosters import DATA_ERROR, NO_INPUT, RosterDesk, mistakes


@pytest.fixture
def desk(cluster: Cluster) -> RosterDesk:
    """An operator whose journal is not there: whatever tried to send something would end otherwise."""
    return RosterDesk(cluster)


def _about(place: str, line: str) -> bool:
    """Whether a line is about this place, and not one that only begins alike."""
    return line.startswith(place) and (not place or place.endswith(" ") or line[len(place)] in ":.a")


def test_there_are_enough_of_them_and_each_is_another() -> None:
    assert len({case.name for case in ALL}) == len(ALL) >= 60


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_strict_refuses_each_with_its_place_and_sends_nothing(
    desk: RosterDesk, tmp_path: Path, case: Malformed
) -> None:
    done = desk.run(case.make(tmp_path), "--day", "2026-10-01")
    assert (done.returncode, done.stdout) == (DATA_ERROR, ""), done.stderr
    assert f"zvonok: {ARCHIVE} has " in done.stderr, done.stderr
    found = mistakes(done)
    assert any(_about(case.place, line) for line in found), done.stderr
    assert all("found" in line and "expected" in line for line in found), done.stderr
    assert "Рябинин" not in done.stderr and "example.invalid" not in done.stderr


def test_a_right_bundle_of_either_release_is_not_refused_before_it_is_sent(desk: RosterDesk) -> None:
    """What the cases above are made of is right; only the journal is missing."""
    for made in (family("1.1"), family("1.2"), family("1.2").as_delta()):
        done = desk.run(made, "--day", "2026-10-01")
        assert mistakes(done) == [] and "did not answer" in done.stderr, done.stderr


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


def test_lenient_takes_what_leaves_no_doubt_with_a_warning_and_refuses_the_rest_alike(
    cluster: Cluster, tmp_path: Path
) -> None:
    desk = RosterDesk(cluster).start()
    # What deltas say of things that are to be known already.
    desk.bring(family(), "--day", "2026-09-01")
    before = len(desk.events())
    for case in ALL:
        done = desk.run(case.make(tmp_path), "--lenient", "--dry-run", "--day", "2026-10-01")
        if case.taken:
            assert done.returncode == 0, f"{case.name}: {done.stderr}"
            warned = [line.removeprefix("warning: ") for line in done.stderr.splitlines()]
            assert any(_about(case.place, line) for line in warned), f"{case.name}: {done.stderr}"
        else:
            assert done.returncode == DATA_ERROR, f"{case.name}: {done.stderr}"
    assert len(desk.events()) == before
