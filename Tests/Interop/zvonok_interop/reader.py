"""Reading a feed with distrust: every promise of a batch is checked before an event is handed on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from google.protobuf.message import Message

from . import chain
from .client import Client
from .schemas import feed


class FeedFault(Exception):
    """A batch broke a promise of the protocol."""


class DivergedError(Exception):
    """The owner's history is another one."""

    def __init__(self, answer: Message) -> None:
        super().__init__(f"{answer.feed} diverged: epoch {answer.epoch.hex()}, head {answer.head}")
        self.epoch: bytes = answer.epoch
        self.head: int = answer.head


@dataclass(frozen=True)
class Cursor:
    """What a client knows of a feed: up to where, the hash there, and the epoch (none before the first batch)."""

    sequence: int
    chain_hash: bytes
    epoch: bytes | None = None

    @classmethod
    def beginning(cls, feed_name: str) -> Cursor:
        return cls(0, chain.origin(feed_name))


def check_batch(cursor: Cursor, batch: Message, feed_name: str, is_filtered: bool) -> Cursor:
    """The cursor after this batch; FeedFault if it does not follow from the cursor."""
    if batch.feed != feed_name or batch.after != cursor.sequence:
        raise FeedFault(f"asked {feed_name} after {cursor.sequence}, got {batch.feed} after {batch.after}")
    if not batch.after <= batch.through <= batch.head:
        raise FeedFault(f"after {batch.after}, through {batch.through}, head {batch.head} do not ascend")
    previous, last_hash, last_time = cursor.sequence, cursor.chain_hash, None
    for event in batch.events:
        _check_order(event, previous, batch.through, is_filtered)
        if last_time is not None and event.recorded_at <= last_time:
            raise FeedFault(f"event {event.sequence} was recorded at or before the one before it")
        previous, last_time = event.sequence, event.recorded_at
        last_hash = last_hash if is_filtered else chain.link(last_hash, event)
    if is_filtered:
        last_hash = batch.chain_hash
    elif previous != batch.through:
        raise FeedFault(f"lost: complete through {batch.through}, but the events end at {previous}")
    if last_hash != batch.chain_hash or len(last_hash) != chain.HASH_BYTES:
        raise FeedFault(f"the chain breaks between {cursor.sequence} and {batch.through}")
    return Cursor(batch.through, last_hash, batch.epoch)


def _check_order(event: Message, previous: int, through: int, is_filtered: bool) -> None:
    if event.sequence == previous:
        raise FeedFault(f"duplicate: event {event.sequence} comes twice")
    if event.sequence < previous:
        raise FeedFault(f"reordered: event {event.sequence} comes after {previous}")
    if event.sequence > through:
        raise FeedFault(f"event {event.sequence} lies beyond through {through}")
    if not is_filtered and event.sequence != previous + 1:
        raise FeedFault(f"lost: event {event.sequence} follows {previous}")


@dataclass
class FeedReader:
    """A subscription. `promised` is the highest complete-until received: no later event may lie at or before it."""

    client: Client
    feed_name: str
    subscription: str = "interop"
    types: tuple[str, ...] = ()
    max_events: int = 0
    cursor: Cursor = field(init=False)
    promised: int = field(default=-(2**63), init=False)
    head: int = field(default=0, init=False)
    last: Message | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.cursor = Cursor.beginning(self.feed_name)

    def request(self, wait_ms: int = 0) -> Message:
        """The fetch that asks for what comes after the cursor."""
        asked = feed.Fetch(
            feed=self.feed_name,
            after=self.cursor.sequence,
            chain_hash=self.cursor.chain_hash,
            subscription=self.subscription,
            types=self.types,
            max_events=self.max_events,
            wait_ms=wait_ms,
        )
        if self.cursor.epoch is not None:
            asked.epoch = self.cursor.epoch
        return asked

    def step(self, wait_ms: int = 0) -> list[Message]:
        """One fetch; the events it brought. DivergedError, FeedFault, and what the client raises."""
        answer = self.client.fetch(self.request(wait_ms))
        if isinstance(answer, feed.Diverged):
            raise DivergedError(answer)
        return self.take(answer)

    def take(self, batch: Message) -> list[Message]:
        """Checks a batch and moves the cursor."""
        following = check_batch(self.cursor, batch, self.feed_name, bool(self.types))
        for event in batch.events:
            if event.recorded_at <= self.promised:
                raise FeedFault(f"event {event.sequence} at {event.recorded_at}, complete until was {self.promised}")
            if self.types and event.type not in self.types:
                raise FeedFault(f"event {event.sequence} is {event.type}, not asked for")
        self.cursor, self.head, self.last = following, batch.head, batch
        if batch.HasField("complete_until"):
            self.promised = max(self.promised, batch.complete_until)
        return list(batch.events)

    def to_head(self) -> Iterator[Message]:
        """Every event up to the head seen at the end."""
        while True:
            yield from self.step()
            if self.cursor.sequence >= self.head:
                return

    def until(self, condition: Callable[[], bool], timeout: float, wait_ms: int = 200) -> Iterator[Message]:
        """Follows live until the condition holds; TimeoutError if it never does."""
        end = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"still waiting at sequence {self.cursor.sequence} of {self.feed_name}")
            yield from self.step(wait_ms)

    def resumed(self, client: Client) -> FeedReader:
        """The same subscription over another connection, at the same cursor."""
        other = replace(self, client=client)
        other.cursor, other.promised, other.head = self.cursor, self.promised, self.head
        return other


def read_all(client: Client, feed_name: str, subscription: str = "audit") -> list[Message]:
    """The whole feed, checked."""
    return list(FeedReader(client, feed_name, subscription).to_head())


def check_events(feed_name: str, events: list[Message], head: tuple[int, bytes] | None = None) -> bytes:
    """The chain hash after a list of events from the first on; FeedFault at a loss, duplicate or reordering.

    `head` is the sequence and hash where the list is known to end: it shows a loss at the tail.
    """
    previous, last = 0, chain.origin(feed_name)
    for event in events:
        _check_order(event, previous, 2**63, is_filtered=False)
        previous, last = event.sequence, chain.link(last, event)
    if head is not None and head != (previous, last):
        raise FeedFault(f"lost or changed: the list ends at {previous} with another hash than {head[0]}'s")
    return last
