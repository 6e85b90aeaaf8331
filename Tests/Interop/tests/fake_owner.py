"""An owner of a feed, small enough to be seen through: what the Python side is tried against when no binary is there.

It accepts every command it can turn into an event, keeps answers by command id, and can lose messages on purpose.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import zmq
from google.protobuf.message import Message
from zvonok_interop import chain, frames
from zvonok_interop.client import KeyPair, Peer
from zvonok_interop.frames import Envelope
from zvonok_interop.oracle.acknowledged import EFFECTS
from zvonok_interop.schemas import COMMAND_CLASSES, EVENT_CLASSES, command, envelope, feed

FEED = "journal.test"
START = 1_790_000_000_000_000


def event_of(sequence: int, school: bytes, kind: str, body: Message, at: int | None = None) -> Message:
    """An event with a salt and an id that follow from its sequence."""
    return feed.Event(
        sequence=sequence,
        event_id=sequence.to_bytes(16, "big"),
        school_id=school,
        type=kind,
        schema_version=1,
        recorded_at=START + sequence if at is None else at,
        actor_id=bytes(16),
        payload=body.SerializeToString(),
        salt=(sequence * 7).to_bytes(16, "big"),
    )


def effect(request: Message) -> tuple[str, Message]:
    """The event that a command makes: the fields both have, and the version after the one it expected."""
    body = COMMAND_CLASSES[request.name].FromString(request.body)
    kind = EFFECTS[request.name][0]
    event = EVENT_CLASSES[kind]()
    for descriptor, value in body.ListFields():
        target = event.DESCRIPTOR.fields_by_name.get(descriptor.name)
        if target is None:
            continue
        if descriptor.label == descriptor.LABEL_REPEATED:
            getattr(event, target.name).extend(value)
        elif target.message_type is None:
            setattr(event, target.name, value)
        elif descriptor.message_type is None:
            getattr(event, target.name).SetInParent()
        else:
            getattr(event, target.name).CopyFrom(value)
    event.version = getattr(body, "expected_version", 0) + 1
    if kind == "SchoolRegistered":
        event.school_id = request.school_id
    return kind, event


@dataclass
class FakeOwner:
    """Serves one feed on a port of its own choosing, in a thread, until it is closed."""

    lose_every: int = 0
    events: list[Message] = field(default_factory=list)
    answers: dict[bytes, Message] = field(default_factory=dict)
    keys: KeyPair = field(default_factory=KeyPair.make)
    port: int = 0

    def __enter__(self) -> FakeOwner:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Begins to serve, on the port it had before if it had one."""
        self._socket = zmq.Context.instance().socket(zmq.ROUTER)
        self._socket.setsockopt(zmq.CURVE_SERVER, 1)
        self._socket.setsockopt(zmq.CURVE_SECRETKEY, self.keys.secret.encode())
        if self.port:
            self._socket.bind(f"tcp://127.0.0.1:{self.port}")
        else:
            self.port = self._socket.bind_to_random_port("tcp://127.0.0.1")
        self.peer = Peer(f"tcp://127.0.0.1:{self.port}", self.keys.public)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def stop(self) -> None:
        """Goes away; what it knows stays."""
        self._stop.set()
        self._thread.join()
        self._socket.close(linger=0)

    def _serve(self) -> None:
        count = 0
        while not self._stop.is_set():
            if not self._socket.poll(20):
                continue
            route, *parts = self._socket.recv_multipart()
            asked = frames.decode(parts)
            answer = self._answer(asked.message)
            count += 1
            if self.lose_every and count % self.lose_every == 0:
                continue
            reply = Envelope(asked.request_id, frames.kind_of(answer), answer)
            self._socket.send_multipart([route, *frames.encode(reply)])

    def _answer(self, message: Message) -> Message:
        if isinstance(message, command.Command):
            if message.command_id not in self.answers:
                self.answers[message.command_id] = self._carried_out(message)
            return self.answers[message.command_id]
        if isinstance(message, feed.Fetch):
            return self._batch(message)
        return envelope.Refused(code="unknown-kind", message="not served here")

    def _carried_out(self, message: Message) -> Message:
        if message.name not in EFFECTS:
            return command.Rejected(command_id=message.command_id, code="unknown-command", message="not known")
        sequence = len(self.events) + 1
        self.events.append(event_of(sequence, message.school_id, *effect(message)))
        return command.Accepted(command_id=message.command_id, first_sequence=sequence, last_sequence=sequence)

    def _batch(self, fetch: Message) -> Message:
        head = len(self.events)
        hashes = [chain.origin(FEED)]
        for event in self.events:
            hashes.append(chain.link(hashes[-1], event))
        if fetch.after > head or hashes[fetch.after] != fetch.chain_hash:
            return feed.Diverged(feed=FEED, epoch=bytes(16), head=head)
        through = min(head, fetch.after + (fetch.max_events or 100))
        chosen = [e for e in self.events[fetch.after : through] if not fetch.types or e.type in fetch.types]
        return feed.Batch(
            feed=FEED, epoch=bytes(16), after=fetch.after, head=head, through=through,
            chain_hash=hashes[through], complete_until=START + through, sample=True, events=chosen,
        )  # fmt: skip
