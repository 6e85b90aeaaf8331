"""Three frames to a message: the tag, the header, the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from google.protobuf.message import DecodeError, Message

from .schemas import command, envelope, feed, operator

TAG = b"ZVONOK/1"

# What each kind's third frame holds.
BODIES: dict[int, type[Message]] = {
    envelope.KIND_FETCH: feed.Fetch,
    envelope.KIND_BATCH: feed.Batch,
    envelope.KIND_DIVERGED: feed.Diverged,
    envelope.KIND_COMMAND: command.Command,
    envelope.KIND_ACCEPTED: command.Accepted,
    envelope.KIND_REJECTED: command.Rejected,
    envelope.KIND_STAGE_BEGIN: command.StageBegin,
    envelope.KIND_STAGE_CHUNK: command.StageChunk,
    envelope.KIND_STAGED: command.Staged,
    envelope.KIND_STATUS: operator.Status,
    envelope.KIND_STATUS_REPORT: operator.StatusReport,
    envelope.KIND_BACKUP: operator.Backup,
    envelope.KIND_VERIFY: operator.Verify,
    envelope.KIND_REBUILD: operator.Rebuild,
    envelope.KIND_SKIP: operator.Skip,
    envelope.KIND_TRACE: operator.Trace,
    envelope.KIND_TRACE_REPORT: operator.TraceReport,
    envelope.KIND_JOB: operator.Job,
    envelope.KIND_RELOAD: operator.Reload,
    envelope.KIND_REFUSED: envelope.Refused,
}

_KINDS = {message: kind for kind, message in BODIES.items()}

# Which kinds may answer which; REFUSED may answer any.
ANSWERS: dict[int, frozenset[int]] = {
    envelope.KIND_FETCH: frozenset({envelope.KIND_BATCH, envelope.KIND_DIVERGED}),
    envelope.KIND_COMMAND: frozenset({envelope.KIND_ACCEPTED, envelope.KIND_REJECTED}),
    envelope.KIND_STAGE_BEGIN: frozenset({envelope.KIND_STAGED, envelope.KIND_REJECTED}),
    envelope.KIND_STAGE_CHUNK: frozenset({envelope.KIND_STAGED, envelope.KIND_REJECTED}),
    envelope.KIND_STATUS: frozenset({envelope.KIND_STATUS_REPORT}),
    envelope.KIND_BACKUP: frozenset({envelope.KIND_JOB}),
    envelope.KIND_VERIFY: frozenset({envelope.KIND_JOB}),
    envelope.KIND_REBUILD: frozenset({envelope.KIND_JOB}),
    envelope.KIND_SKIP: frozenset({envelope.KIND_JOB}),
    envelope.KIND_TRACE: frozenset({envelope.KIND_TRACE_REPORT}),
    envelope.KIND_RELOAD: frozenset({envelope.KIND_JOB}),
}


class FrameError(Exception):
    """A message that is not of this protocol."""


@dataclass(frozen=True)
class Envelope:
    """One message, either way."""

    request_id: int
    kind: int
    message: Message
    trace_id: bytes = b""


def kind_of(message: Message) -> int:
    """The kind under which a message travels."""
    return _KINDS[type(message)]


def encode(envelope_: Envelope) -> list[bytes]:
    """The frames of a message."""
    header = envelope.Header(request_id=envelope_.request_id, kind=envelope_.kind)
    if envelope_.trace_id:
        header.trace_id = envelope_.trace_id
    return [TAG, header.SerializeToString(), envelope_.message.SerializeToString()]


def decode(frames: Sequence[bytes]) -> Envelope:
    """The message of these frames; FrameError says what is wrong with them."""
    if len(frames) != 3:
        raise FrameError(f"{len(frames)} frames instead of 3")
    if frames[0] != TAG:
        raise FrameError(f"the tag is {frames[0]!r}")
    try:
        header = envelope.Header.FromString(frames[1])
        if not header.HasField("request_id") or not header.HasField("kind"):
            raise FrameError("the header lacks request id or kind")
        if header.kind not in BODIES:
            raise FrameError(f"kind {header.kind} is not known")
        body = BODIES[header.kind].FromString(frames[2])
    except DecodeError as error:
        raise FrameError(str(error)) from error
    return Envelope(header.request_id, header.kind, body, header.trace_id)
