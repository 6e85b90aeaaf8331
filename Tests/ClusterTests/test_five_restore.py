"""Issue 3, line 5, the monitor: restored from a backup it raises no alert twice, and nobody gets a mail twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from zvonok_interop.orders import set_clock_offset

from cluster import Cluster, wait_job
from five import Five, five
from five_audit import Expected, check_all
from mail_server import mail_server
from monitor import told
from played_school import DAYS, END, MORNING, PlayedSchool
from process import wait_for


@pytest.fixture
def whole(cluster: Cluster, tmp_path: Path) -> Iterator[Five]:
    with mail_server() as mail:
        made = five(cluster, tmp_path, MORNING, mail)
        made.start()
        yield made
    set_clock_offset(0)


def test_a_restored_monitor_tells_its_readers_nothing_that_they_mail_or_count_twice(whole: Five) -> None:
    school = PlayedSchool(whole)
    for on in DAYS[:2]:
        school.play_day(on)
        school.night(on)
    operator = whole.cluster.connect(whole.monitor, "operator")
    assert wait_job(operator, operator.backup(str(whole.monitor.backups))).state == "done"
    for on in DAYS[2:4]:
        school.play_day(on)
        school.night(on)
    whole.monitor.stop()
    whole.monitor.restore(whole.monitor.newest_backup())
    whole.monitor.start()
    for name in ("notifier", "collector"):
        _rebuild_diverged(whole, name)
    school.play_day(DAYS[4])
    school.night(DAYS[4])
    raised = Counter(body.alert_id for kind, body in told(whole.cluster, whole.monitor) if kind == "AlertRaised")
    assert raised and max(raised.values()) == 1
    check_all(whole, Expected.of(whole, END), school.families, END, DAYS[0])


def _rebuild_diverged(whole: Five, name: str) -> None:
    """It was ahead of the backup, so it stops loudly; told to, it reads the feed of alerts anew."""
    feed = whole.monitor.feed_name
    operator = whole.cluster.connect(whole.services[name], "operator")
    wait_for(
        lambda: any(one.feed == feed and one.state == "diverged" for one in operator.status().subscriptions),
        f"{name} to notice the other past",
    )
    assert whole.services[name].health("readyz")[0] == 200
    assert wait_job(operator, operator.rebuild(feed)).state == "done"
