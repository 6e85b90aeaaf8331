"""A load generator that remembers every promise: N commands under way, each acknowledgement on file as it comes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TextIO

import zmq
from google.protobuf.message import Message

from .client import Client, NoConnection
from .frames import Envelope
from .oracle.acknowledged import Acknowledged
from .orders import Order, now_us, wire
from .schemas import envelope

# PROTOCOL.md, "Rejections": not stored, the same command can be sent again.
RETRIABLE = frozenset({"busy", "disk-full", "unavailable"})
_POLL_MS = 20


class Source(Protocol):
    """Where orders come from."""

    def next(self) -> Order | None: ...

    def acknowledged(self, item: Order) -> None: ...


class ListSource:
    """Orders from a list, in its order."""

    def __init__(self, orders: Iterable[Order]) -> None:
        self._orders = iter(orders)

    def next(self) -> Order | None:
        return next(self._orders, None)

    def acknowledged(self, item: Order) -> None:
        """Nothing follows."""


class AckLog:
    """The promises, one JSON line each, flushed as they come: it outlives whatever happens to either side."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: TextIO = path.open("a", encoding="utf-8")

    def write(self, item: Acknowledged) -> None:
        line = {
            "id": item.command_id.hex(), "name": item.name, "subject": item.subject.hex(),
            "version": item.version, "first": item.first, "last": item.last,
        }  # fmt: skip
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    @staticmethod
    def each(path: Path) -> Iterator[Acknowledged]:
        """Every promise on file, one by one."""
        with path.open(encoding="utf-8") as file:
            for row in map(json.loads, file):
                yield Acknowledged(
                    bytes.fromhex(row["id"]), row["name"], bytes.fromhex(row["subject"]),
                    row["version"], row["first"], row["last"],
                )  # fmt: skip

    @staticmethod
    def read(path: Path) -> list[Acknowledged]:
        """Every promise on file."""
        return list(AckLog.each(path))


@dataclass
class Flight:
    """A command under way. `issued_at` stays the same over all retries; `not_before` delays one."""

    item: Order
    issued_at: int
    deadline: float = 0.0
    not_before: float = 0.0


@dataclass
class Counts:
    acknowledged: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    retried: int = 0
    latencies: list[float] = field(default_factory=list)


class _Sender:
    """One connection with its window."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.flying: dict[int, Flight] = {}
        self.waiting: list[Flight] = []

    @property
    def load(self) -> int:
        return len(self.flying) + len(self.waiting)


class Load:
    """Keeps `window` commands under way on each sender until told to stop; each is retried until it is answered.

    `rate` bounds the new commands a second, so that a school lasts as long as a test wants.
    """

    def __init__(
        self,
        clients: list[Client],
        source: Source,
        log: AckLog,
        window: int = 64,
        patience: float = 2.0,
        rate: float = float("inf"),
    ) -> None:
        self.counts = Counts()
        self.rejections: list[tuple[Order, Message]] = []
        self._senders = [_Sender(client) for client in clients]
        self._source, self._log = source, log
        self._window, self._patience = window, patience
        self._rate, self._allowance, self._counted_at = rate, max(rate / 10, 1.0), time.monotonic()
        self._is_exhausted = False
        self._poller = zmq.Poller()
        for client in clients:
            self._poller.register(client.socket, zmq.POLLIN)

    @property
    def in_flight(self) -> int:
        return sum(sender.load for sender in self._senders)

    def run(self, until: Callable[[], bool], timeout: float = 60.0) -> None:
        """Sends and receives until the condition holds or there is nothing more to say. TimeoutError."""
        end = time.monotonic() + timeout
        while not until() and not (self._is_exhausted and self.in_flight == 0):
            if time.monotonic() > end:
                raise TimeoutError(f"{self.counts.acknowledged} acknowledged, {self.in_flight} still under way")
            self._turn(is_filling=True)

    def run_for(self, seconds: float) -> float:
        """Runs for so long and returns the rate of acknowledgements a second; there must be enough to say."""
        start, before = time.monotonic(), self.counts.acknowledged
        self.run(lambda: time.monotonic() - start >= seconds, timeout=seconds + 60)
        if time.monotonic() - start < seconds:
            raise RuntimeError(f"the workload ended after {self.counts.acknowledged} commands: make the school larger")
        return (self.counts.acknowledged - before) / (time.monotonic() - start)

    def burst(self, seconds: float) -> None:
        """Runs for so long without a pace: as many commands under way as there may be."""
        rate, self._rate, self._allowance = self._rate, float("inf"), float("inf")
        try:
            self.run_for(seconds)
        finally:
            self._rate, self._allowance, self._counted_at = rate, max(rate / 10, 1.0), time.monotonic()

    def drain(self, timeout: float = 60.0) -> None:
        """Sends nothing new; returns when all that was sent is answered. TimeoutError."""
        end = time.monotonic() + timeout
        while self.in_flight:
            if time.monotonic() > end:
                raise TimeoutError(f"{self.in_flight} commands were never answered")
            self._turn(is_filling=False)

    def _turn(self, is_filling: bool) -> None:
        now = time.monotonic()
        self._allow(now)
        for sender in self._senders:
            self._overdue(sender, now)
            if is_filling:
                self._fill(sender)
            self._send_waiting(sender, now)
        ready = dict(self._poller.poll(_POLL_MS))
        for sender in self._senders:
            if sender.client.socket in ready:
                self._receive(sender)

    def _allow(self, now: float) -> None:
        """What the rate leaves room for; what a pause left unused is not made up for beyond a tenth of a second."""
        if self._rate < float("inf"):
            earned = self._allowance + (now - self._counted_at) * self._rate
            self._allowance, self._counted_at = min(earned, self._rate / 10), now

    def _fill(self, sender: _Sender) -> None:
        while sender.load < self._window and self._allowance >= 1:
            item = self._source.next()
            if item is None:
                self._is_exhausted = True
                return
            self._is_exhausted = False
            self._allowance -= 1
            sender.waiting.append(Flight(item, now_us()))

    def _overdue(self, sender: _Sender, now: float) -> None:
        """Asks again, under a new request id, whatever got no answer."""
        for request_id in [key for key, flight in sender.flying.items() if flight.deadline <= now]:
            sender.client.forget(request_id)
            self.counts.retried += 1
            sender.waiting.append(sender.flying.pop(request_id))

    def _send_waiting(self, sender: _Sender, now: float) -> None:
        held: list[Flight] = []
        for position, flight in enumerate(sender.waiting):
            if flight.not_before > now:
                held.append(flight)
                continue
            if not sender.client.socket.poll(0, zmq.POLLOUT):
                held += sender.waiting[position:]
                break
            try:
                request_id = sender.client.send(wire(flight.item, flight.issued_at))
            except NoConnection:
                held += sender.waiting[position:]
                break
            flight.deadline = now + self._patience
            sender.flying[request_id] = flight
        sender.waiting = held

    def _receive(self, sender: _Sender) -> None:
        while (answer := sender.client.receive(0)) is not None:
            flight = sender.flying.pop(answer.request_id, None)
            if flight is not None:
                self._answered(sender, flight, answer)

    def _answered(self, sender: _Sender, flight: Flight, answer: Envelope) -> None:
        message = answer.message
        if answer.kind == envelope.KIND_ACCEPTED:
            self.counts.acknowledged += 1
            self.counts.latencies.append(time.monotonic() - flight.deadline + self._patience)
            self._log.write(_promise(flight.item, message))
            self._source.acknowledged(flight.item)
            self._is_exhausted = False
            return
        self.counts.rejected[message.code] = self.counts.rejected.get(message.code, 0) + 1
        if message.code in RETRIABLE:
            flight.not_before = time.monotonic() + max(message.retry_after_ms, 50) / 1000
            sender.waiting.append(flight)
        else:
            self.rejections.append((flight.item, message))


def _promise(item: Order, message: Message) -> Acknowledged:
    first = message.first_sequence if message.HasField("first_sequence") else None
    last = message.last_sequence if message.HasField("last_sequence") else None
    return Acknowledged(item.command_id, item.name, item.subject, item.version, first, last)


def carry_out(client: Client, orders: Iterable[Order], log: AckLog, window: int = 128, timeout: float = 30.0) -> None:
    """Sends all orders in their order, many at once, and insists that each is accepted.

    One sender's commands are carried out in the order they arrive in, so what depends on another may be under way
    with it; after a loss that order would be gone, hence a patience as long as the time-out.
    """
    load = Load([client], ListSource(orders), log, window, patience=timeout)
    load.run(lambda: bool(load.rejections), timeout)
    if load.rejections:
        item, message = load.rejections[0]
        raise AssertionError(f"{item.name} was rejected: {message.code} {message.field}: {message.message}")
