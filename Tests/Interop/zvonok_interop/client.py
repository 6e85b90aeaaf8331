"""A client of the protocol: a DEALER with CURVE, request ids and time-outs, any number of requests under way."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from types import TracebackType

import zmq
from google.protobuf.message import Message
from zmq.utils.monitor import recv_monitor_message

from . import frames
from .frames import Envelope
from .schemas import command, envelope, feed, operator

# PROTOCOL.md, "Connection": a client waits as long as it asked to be parked plus this.
ANSWER_TIMEOUT = 10.0


@dataclass(frozen=True)
class KeyPair:
    """A CURVE key pair in Z85."""

    public: str
    secret: str

    @classmethod
    def make(cls) -> KeyPair:
        public, secret = zmq.curve_keypair()
        return cls(public.decode(), secret.decode())


@dataclass(frozen=True)
class Peer:
    """An owner's address and its public key in Z85."""

    endpoint: str
    public_key: str


class NoConnection(Exception):
    """The handshake did not come about in time: nobody listens, or the key is not wanted."""


class NoAnswer(Exception):
    """The request was sent and nothing came back in time; it may or may not have been carried out."""


class RefusedError(Exception):
    """REFUSED: the request was not looked into."""

    def __init__(self, refused: Message) -> None:
        super().__init__(f"{refused.code} {refused.field}: {refused.message}")
        self.code: str = refused.code
        self.field: str | None = refused.field if refused.HasField("field") else None
        self.message: str = refused.message
        self.retry_after_ms: int | None = refused.retry_after_ms if refused.HasField("retry_after_ms") else None


class Client:
    """One connection. Not for several threads."""

    def __init__(self, peer: Peer, keys: KeyPair, timeout: float = ANSWER_TIMEOUT) -> None:
        self.timeout = timeout
        self._arrived: dict[int, Envelope] = {}
        self._awaited: dict[int, int] = {}
        self._next_id = int.from_bytes(os.urandom(4), "big") << 16
        self._socket: zmq.Socket = zmq.Context.instance().socket(zmq.DEALER)
        self._set_options(peer, keys)
        self._monitor = self._socket.get_monitor_socket(
            zmq.EVENT_HANDSHAKE_SUCCEEDED | zmq.EVENT_HANDSHAKE_FAILED_AUTH | zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL
            | zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL | zmq.EVENT_DISCONNECTED
        )  # fmt: skip
        self._socket.connect(peer.endpoint)

    def _set_options(self, peer: Peer, keys: KeyPair) -> None:
        options = {
            zmq.CURVE_SERVERKEY: peer.public_key.encode(),
            zmq.CURVE_PUBLICKEY: keys.public.encode(),
            zmq.CURVE_SECRETKEY: keys.secret.encode(),
            zmq.IMMEDIATE: 1,
            zmq.LINGER: 0,
            zmq.RECONNECT_IVL: 200,
            zmq.RECONNECT_IVL_MAX: 10_000,
            zmq.HEARTBEAT_IVL: 5_000,
            zmq.HEARTBEAT_TIMEOUT: 15_000,
            zmq.HEARTBEAT_TTL: 20_000,
        }
        for option, value in options.items():
            self._socket.setsockopt(option, value)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection; what was not answered stays unanswered."""
        if not self._socket.closed:
            self._socket.disable_monitor()
            self._socket.close(linger=0)

    @property
    def socket(self) -> zmq.Socket:
        """For polling several clients at once."""
        return self._socket

    def wait_connected(self, timeout: float) -> None:
        """Returns once the handshake is through; NoConnection after the time-out."""
        if not self._socket.poll(int(timeout * 1000), zmq.POLLOUT):
            raise NoConnection(f"no handshake within {timeout} s")

    def connection_events(self, timeout: float = 0.0) -> list[str]:
        """What the monitor has seen since the last call, waiting for a first one."""
        seen: list[str] = []
        while self._monitor.poll(int(timeout * 1000) if not seen else 0):
            seen.append(str(zmq.Event(recv_monitor_message(self._monitor)["event"]).name))
        return seen

    # Asking

    def send(self, message: Message, trace_id: bytes = b"") -> int:
        """Sends a request and returns its id; `wait_for` or `receive` give the answer."""
        self._next_id += 1
        kind = frames.kind_of(message)
        self.send_frames(frames.encode(Envelope(self._next_id, kind, message, trace_id)))
        self._awaited[self._next_id] = kind
        return self._next_id

    def send_frames(self, parts: list[bytes]) -> None:
        """Sends anything at all, once there is a connection to send it over; NoConnection after the time-out.

        Never blocks in the send itself: the connection that was there a moment ago may be gone.
        """
        end = time.monotonic() + self.timeout
        while True:
            self.wait_connected(max(0.0, end - time.monotonic()))
            try:
                self._socket.send_multipart(parts, zmq.DONTWAIT)
                return
            except zmq.Again:
                continue

    def receive(self, timeout: float) -> Envelope | None:
        """The next awaited answer, of whichever request; None if there is none in time."""
        if self._arrived:
            return self._arrived.pop(next(iter(self._arrived)))
        end = time.monotonic() + timeout
        while True:
            left = max(0.0, end - time.monotonic())
            if not self._socket.poll(int(left * 1000), zmq.POLLIN):
                return None
            answer = self._taken(frames.decode(self._socket.recv_multipart()))
            if answer is not None:
                return answer

    def _taken(self, answer: Envelope) -> Envelope | None:
        """Drops what is not awaited; an answer of a kind that may not answer this question is a fault."""
        asked = self._awaited.pop(answer.request_id, None)
        if asked is None:
            return None
        if answer.kind != envelope.KIND_REFUSED and answer.kind not in frames.ANSWERS[asked]:
            raise frames.FrameError(f"kind {answer.kind} answers kind {asked}")
        return answer

    def wait_for(self, request_id: int, timeout: float | None = None) -> Message:
        """The answer to this request; others that come meanwhile are kept. RefusedError, NoAnswer."""
        end = time.monotonic() + (self.timeout if timeout is None else timeout)
        while request_id not in self._arrived:
            kept, self._arrived = self._arrived, {}
            answer = self.receive(max(0.0, end - time.monotonic()))
            self._arrived = kept
            if answer is None:
                self.forget(request_id)
                raise NoAnswer(f"request {request_id} was not answered")
            self._arrived[answer.request_id] = answer
        found = self._arrived.pop(request_id)
        if found.kind == envelope.KIND_REFUSED:
            raise RefusedError(found.message)
        return found.message

    def forget(self, request_id: int) -> None:
        """No longer waits for this answer."""
        self._awaited.pop(request_id, None)

    def ask(self, message: Message, timeout: float | None = None, trace_id: bytes = b"") -> Message:
        """Sends and waits."""
        return self.wait_for(self.send(message, trace_id), timeout)

    # The conversations

    def fetch(self, request: Message) -> Message:
        """FETCH: a Batch or a Diverged."""
        return self.ask(request, self.timeout + request.wait_ms / 1000)

    def command(self, request: Message, trace_id: bytes = b"") -> Message:
        """COMMAND: an Accepted or a Rejected."""
        return self.ask(request, trace_id=trace_id)

    def stage_begin(self, stage_id: bytes, school_id: bytes) -> Message:
        return self.ask(command.StageBegin(stage_id=stage_id, school_id=school_id))

    def stage_forget(self, stage_id: bytes, school_id: bytes) -> Message:
        return self.ask(command.StageBegin(stage_id=stage_id, school_id=school_id, forget=True))

    def stage_chunk(self, stage_id: bytes, number: int, content: bytes) -> Message:
        return self.ask(command.StageChunk(stage_id=stage_id, number=number, content=content))

    def status(self) -> Message:
        return self.ask(operator.Status())

    def backup(self, folder: str) -> Message:
        return self.ask(operator.Backup(folder=folder))

    def verify(self, full: bool, expected: tuple[int, bytes] | None = None) -> Message:
        request = operator.Verify(full=full)
        if expected is not None:
            request.expected_sequence, request.expected_hash = expected
        return self.ask(request)

    def rebuild(self, feed_name: str) -> Message:
        return self.ask(operator.Rebuild(feed=feed_name))

    def skip(self, feed_name: str, sequence: int, reason: str) -> Message:
        return self.ask(operator.Skip(feed=feed_name, sequence=sequence, reason=reason))

    def trace(self, trace_id: bytes) -> Message:
        return self.ask(operator.Trace(trace_id=trace_id))

    def reload(self) -> Message:
        return self.ask(operator.Reload())


def accepted(answer: Message) -> Message:
    """The answer, which must be an acceptance."""
    if not isinstance(answer, command.Accepted):
        raise AssertionError(f"rejected: {answer.code} {answer.field}: {answer.message}")
    return answer


def rejected(answer: Message, code: str) -> Message:
    """The answer, which must be a rejection with this code."""
    if not isinstance(answer, command.Rejected):
        raise AssertionError(f"accepted {answer.first_sequence}..{answer.last_sequence}, expected {code}")
    if answer.code != code:
        raise AssertionError(f"rejected as {answer.code} ({answer.field}: {answer.message}), expected {code}")
    return answer


def diverged(answer: Message) -> Message:
    """The answer, which must be a DIVERGED."""
    if not isinstance(answer, feed.Diverged):
        raise AssertionError(f"a batch through {answer.through}, expected DIVERGED")
    return answer
