"""What rosters bring about is read by all services: staff who return, things renamed, whole schools at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from zvonok_interop import roster
from zvonok_interop.oracle.journal import Journal as Fold
from zvonok_interop.orders import set_clock_offset

from cluster import Cluster, Service
from five import Five, five
from five_audit import Expected, check_alerts
from mail_server import mail_server
from played_school import MORNING
from roster_desk import Desk
from stores import opened

AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)


@pytest.fixture
def whole(cluster: Cluster, tmp_path: Path) -> Iterator[Five]:
    with mail_server() as mail:
        made = five(cluster, tmp_path, MORNING, mail)
        made.start()
        yield made
    set_clock_offset(0)


def _import(five: Five) -> None:
    """A school; then another name for everything, two who leave; then all of it as it was, so that they are back."""
    desk = Desk(five.cluster, five.journal, five.cluster.connect(five.journal, "desk"))
    made = roster.make(pupils=60)
    desk.take(roster.bulk(made.each(), AUGUST))
    other = made.without("staff", ["staff-1", "staff-2"]).without("pupil", ["pupil-1"])
    for kind in ("school", "course", "group"):
        for one in other.records[kind].values():
            one.name += ", renamed"
    desk.take(roster.bulk(other.each(), SEPTEMBER))
    for kind in ("staff", "pupil", "guardianship", "enrolment"):
        for name, one in made.records[kind].items():
            other.records[kind].setdefault(name, one)
    left = other.without("staff", ["staff-2"])
    desk.take(roster.bulk(left.each(), OCTOBER))


def test_every_reader_follows_a_school_that_changes_by_rosters(whole: Five) -> None:
    _import(whole)
    whole.wait_read(MORNING)
    events = whole.events("journal")
    kinds = {event.type for event in events}
    assert {"StaffLeft", "StaffReturned", "GroupRenamed", "CourseRenamed", "EnrolmentEnded"} <= kinds
    for name in whole.consumers:
        assert all(one.state == "live" for one in whole.status(name).subscriptions)
    expected, fold = Expected.of(whole, MORNING), Fold().apply_all(events)
    whole.stop()
    check_alerts(whole, expected)
    names = {
        "course": {key: row["name"] for key, row in fold.courses.items()},
        "study_group": {key: row["name"] for key, row in fold.groups.items()},
    }
    assert all(name.endswith(", renamed") for some in names.values() for name in some.values())
    for service in (whole.diary, whole.monitor, whole.notifier):
        for table, expected_names in names.items():
            assert _names(service, table) == expected_names, (service.name, table)
    ended = {key: row["last_day"] for key, row in fold.staff.items() if row["last_day"]}
    assert len(ended) == 1
    assert set(_column(whole.monitor, "SELECT staff_id FROM staff WHERE last_day IS NOT NULL")) == set(ended)
    assert set(_column(whole.notifier, "SELECT staff_id FROM staff_end")) == set(ended)
    open_ones = {key for key, row in fold.guardianships.items() if row["last_day"] is None}
    assert open_ones and set(
        _column(whole.diary, "SELECT guardianship_id FROM guardianship WHERE last_day IS NULL")
    ) == open_ones  # fmt: skip
    for service in whole.services.values():
        status, output = service.verify()
        assert status == 0, output


def _names(service: Service, table: str) -> dict[bytes, str]:
    key = {"course": "course_id", "study_group": "group_id"}[table]
    with opened(service.store) as store:
        return dict(map(tuple, store.execute(f"SELECT {key}, name FROM {table}")))


def _column(service: Service, sql: str) -> list[Any]:
    with opened(service.store) as store:
        return [row[0] for row in store.execute(sql)]
