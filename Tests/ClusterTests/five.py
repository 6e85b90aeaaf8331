"""All five services as one cluster on one simulated clock, with a mail server that remembers what it took on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from google.protobuf.message import Message
from zvonok_interop.orders import now_us, set_clock_offset
from zvonok_interop.reader import FeedReader

from cluster import Cluster, Collector, Journal, Service
from diary import Diary, diary
from mail_server import MailServer
from monitor import Monitor, monitor
from notifier import Notifier, notifier
from process import PATIENCE, wait_for
from simulated_clock import SimulatedClock

# How long a family gathers that has not said.
GATHER_MINUTES = 5
# Under load the clock goes so many times as fast as ours, and is moved every so many seconds.
SPEED = 60
TICK = 0.05


@dataclass
class Five:
    """The services by name, in the order in which an operator starts them: owners before those who read them."""

    cluster: Cluster
    clock: SimulatedClock
    mail: MailServer
    journal: Journal
    diary: Diary
    monitor: Monitor
    notifier: Notifier
    collector: Collector
    _ticked: float | None = None

    @property
    def services(self) -> dict[str, Service]:
        names = ("journal", "diary", "monitor", "notifier", "collector")
        return {name: getattr(self, name) for name in names}

    @property
    def consumers(self) -> dict[str, tuple[str, ...]]:
        """Whom each of them reads."""
        return {
            "diary": ("journal",), "monitor": ("journal",), "notifier": ("journal", "diary", "monitor"),
            "collector": ("journal", "diary", "monitor"),
        }  # fmt: skip

    # Life

    def start(self, *names: str) -> None:
        """All, or these, each ready before the next."""
        for name in names or self.services:
            self.services[name].start()

    def stop(self) -> None:
        """Readers before those they read."""
        for service in reversed(self.services.values()):
            service.stop()

    # Time

    def at(self, instant: int) -> None:
        """The present of services and senders, in microseconds UTC."""
        self.clock.move(instant)
        set_clock_offset(0)
        set_clock_offset(instant - now_us())

    def tick(self) -> None:
        """Lets a minute pass for each second that has passed since the last call; the first call begins it."""
        now = time.monotonic()
        if self._ticked is not None and now - self._ticked < TICK:
            return
        if self._ticked is not None:
            self.at(self.clock.instant + int((now - self._ticked) * SPEED * 1_000_000))
        self._ticked = now

    # Feeds

    def events(self, owner: str) -> list[Message]:
        """The whole feed of an owner, its chain recomputed."""
        service = self.services[owner]
        client = self.cluster.connect(service, "auditor")
        return list(FeedReader(client, service.feed_name, "audit").to_head())

    def status(self, name: str) -> Message:
        return self.cluster.connect(self.services[name], "operator").status()

    def wait_read(self, instant: int, *names: str, timeout: float = 2 * PATIENCE) -> None:
        """Returns once these, or all, have read whoever runs to the head, and miss nothing up to this instant."""
        for name in names or self.consumers:
            wait_for(lambda: self._behind(name, instant) == [], f"{name} to have read everything", timeout)

    def _behind(self, name: str, instant: int) -> list[str]:
        """The feeds that a reader has not read as far."""
        standing = {one.feed: one for one in self.status(name).subscriptions}
        behind = []
        for owner in self.consumers[name]:
            if not self.services[owner].is_running:
                continue
            feed = self.status(owner).feed
            known = standing.get(feed.feed)
            is_there = known is not None and known.state == "live" and known.cursor >= feed.head
            if not is_there or known.complete_until < instant:
                behind.append(feed.feed)
        return behind


def five(cluster: Cluster, folder: Path, instant: int, mail: MailServer) -> Five:
    """Five services that know each other, none of them started, on a clock that stands at this instant."""
    clock = SimulatedClock(folder / "clock", instant)
    journal = cluster.journal()
    family = diary(cluster, journal)
    watching = monitor(cluster, journal)
    made = Five(
        cluster, clock, mail, journal, family, watching,
        notifier(cluster, journal, family, watching, smtp_port=mail.port), cluster.collector(journal, family, watching),
    )  # fmt: skip
    # A server that is merely slow is no reason to send a mail twice.
    patient = {"marks": {"gather": f"{GATHER_MINUTES}m", "undo": "0s"}, "smtp": {"final-reply-limit": "60s"}}
    for name, service in made.services.items():
        service.settings = {"clock": {"simulated-file": str(clock.path)}} | (patient if name == "notifier" else {})
        service.write()
    made.at(instant)
    return made
