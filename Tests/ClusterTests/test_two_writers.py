"""Issue line 6: two writers, one collector: what happens to one is not felt by the other."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from zvonok_interop.load import AckLog
from zvonok_interop.oracle import statistics
from zvonok_interop.oracle.duties import Judged as Fold

from cluster import Cluster, Collector, wait_job
from process import wait_for
from scenario import SMALL, Scene, build, check_figures, check_tables, subscription


def _scene(cluster: Cluster, name: str, folder: Path, today: datetime, seed: int) -> Scene:
    journal = cluster.journal(name, f"journal.{name}")
    journal.start()
    return build(cluster, journal, AckLog(folder / name / "acknowledged"), today, seed, **SMALL)


def _figures(collector: Collector, scene: Scene):
    today = scene.builder.shape.today
    school = scene.builder.school.school_id
    return collector.figures(school, today - timedelta(days=9), today + timedelta(days=9))


def _is_right(collector: Collector, scene: Scene) -> bool:
    """The figures served now are those of the whole feed as of their own instant."""
    shown = _figures(collector, scene)
    return statistics.differences(statistics.figures(Fold().apply_all(scene.events()), shown.as_of), shown.rows) == []


def test_one_writer_stopped_restored_and_rebuilt_never_touches_the_others_figures(
    cluster: Cluster, tmp_path: Path, today: datetime
) -> None:
    east, west = (_scene(cluster, name, tmp_path, today, seed) for seed, name in enumerate(("east", "west"), 1))
    collector = cluster.collector(east.journal, west.journal)
    for scene in (east, west):
        scene.journal.reload()
    collector.start()
    operator = cluster.connect(west.journal, "operator")
    assert wait_job(operator, operator.backup(str(west.journal.backups))).state == "done"
    load = west.load()
    load.run(lambda: load.counts.acknowledged >= 30)
    load.drain()
    feeds = {east.journal: east.events(), west.journal: west.events()}
    check_figures(cluster, collector, feeds)

    west.journal.stop()
    wait_for(lambda: subscription(cluster, collector, west.journal).state == "connecting", "the loss to be noticed")
    shown = _figures(collector, east)
    state = shown.feeds[west.journal.feed_name]
    assert state.state != "live" and state.since is not None
    assert shown.feeds[east.journal.feed_name].state == "live"
    assert _is_right(collector, east)

    west.journal.restore(west.journal.newest_backup())
    west.journal.start()
    wait_for(lambda: subscription(cluster, collector, west.journal).state == "diverged", "DIVERGED")
    assert _figures(collector, west).feeds[west.journal.feed_name].since is not None
    east_load = east.load()
    east_load.run(lambda: east_load.counts.acknowledged >= 30)
    east_load.drain()
    wait_for(lambda: _is_right(collector, east), "east's figures to follow")

    collector_operator = cluster.connect(collector, "operator")
    rebuild = collector_operator.rebuild(west.journal.feed_name)
    assert _is_right(collector, east)
    assert wait_job(collector_operator, rebuild).state == "done"
    feeds = {east.journal: east.events(), west.journal: west.events()}
    check_figures(cluster, collector, feeds)
    for scene in (east, west):
        scene.journal.stop()
        check_tables(scene.journal, feeds[scene.journal])
