"""A journal and a deadline-monitor on one simulated clock, with a school whose days pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zvonok_interop.oracle import obligations
from zvonok_interop.orders import set_clock_offset
from zvonok_interop.reader import FeedReader

from cluster import Cluster, Journal
from monitor import Monitor, differences, monitor
from process import wait_for
from school_days import FIRST, SchoolDays, moscow
from simulated_clock import SimulatedClock

MORNING = moscow(FIRST, 7)


@dataclass
class Scene:
    cluster: Cluster
    journal: Journal
    monitor: Monitor
    clock: SimulatedClock
    days: SchoolDays

    def open(self) -> list[str]:
        """The rules by which something is overdue now."""
        return [one["rule"] for one in self.list("open")]

    def list(self, state: str = "all") -> list[dict]:
        return self.monitor.list(self.days.school.school_id, state=state, limit="1000")["alerts"]

    def seen(self, instant: int) -> None:
        """Returns once the monitor has decided everything up to here."""
        wait_for(lambda: self._as_of() >= instant, f"the monitor at {instant}")

    def _as_of(self) -> int:
        return self.monitor.list(self.days.school.school_id)["as_of"] or 0

    def pass_to(self, instant: int) -> None:
        """The clock stands there, and the monitor knows it."""
        self.days.at(instant)
        self.seen(instant)

    def events(self) -> list:
        auditor = self.cluster.connect(self.journal, "auditor")
        return list(FeedReader(auditor, self.journal.feed_name, "audit").to_head())

    def check_fold(self) -> obligations.Monitor:
        """Stops the monitor; its obligations and alerts are what the fold of the journal's feed says."""
        self.seen(self.clock.instant)
        self.monitor.stop()
        fold = obligations.Monitor().apply_all(self.events(), self.clock.instant)
        found = differences(self.monitor, fold)
        assert found == [], "\n".join(found[:20])
        return fold


def watched(cluster: Cluster, folder: Path) -> Iterator[Scene]:
    """A journal with a school and a monitor, both on a clock that stands at a morning."""
    clock = SimulatedClock(folder / "clock", MORNING)
    journal = cluster.journal()
    watching = monitor(cluster, journal)
    for service in (journal, watching):
        service.settings = {"clock": {"simulated-file": str(clock.path)}}
        service.write()
    journal.start()
    watching.start()
    days = SchoolDays(cluster.connect(journal, "desk"), clock)
    yield Scene(cluster, journal, watching, clock, days)
    set_clock_offset(0)
