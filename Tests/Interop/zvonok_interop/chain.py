"""The hash chain of a feed, recomputed from PROTOCOL.md, "The chain"."""

from __future__ import annotations

import hashlib
import struct

from google.protobuf.message import Message

HASH_BYTES = 32
ID_BYTES = 16


def origin(feed_name: str) -> bytes:
    """hash(0): what stands before the first event."""
    return hashlib.sha256(feed_name.encode("ascii")).digest()


def digest(event: Message) -> bytes:
    """What stands for the payload: computed while it is there, carried by the event once it is erased."""
    if event.HasField("payload"):
        if not event.HasField("salt") or len(event.salt) != ID_BYTES:
            raise ValueError(f"event {event.sequence}: a payload without its salt of 16 bytes")
        return hashlib.sha256(event.salt + event.payload).digest()
    if event.HasField("salt") or len(event.digest) != HASH_BYTES:
        raise ValueError(f"event {event.sequence}: erased, but without its digest alone")
    return bytes(event.digest)


def link(previous: bytes, event: Message) -> bytes:
    """hash(n) from hash(n-1) and the event."""
    kind = event.type.encode("ascii")
    layout = b"".join(
        (
            previous,
            struct.pack(">Qq", event.sequence, event.recorded_at),
            event.school_id,
            event.actor_id,
            struct.pack(">H", len(kind)),
            kind,
            struct.pack(">I", event.schema_version),
            event.event_id,
            digest(event),
        )
    )
    if len(previous) != HASH_BYTES or {len(event.school_id), len(event.actor_id), len(event.event_id)} != {ID_BYTES}:
        raise ValueError(f"event {event.sequence}: a hash or an id of the wrong length")
    return hashlib.sha256(layout).digest()
