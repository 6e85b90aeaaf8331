"""A command before it is sent: what it says, and what must stand in the feed once it is acknowledged."""

from __future__ import annotations

import time
from dataclasses import dataclass

from google.protobuf.message import Message

from .ids import NOBODY
from .schemas import COMMAND_CLASSES, command


@dataclass(frozen=True)
class Order:
    """`subject` and `version` are those of the thing the command makes or changes, as its event will name them."""

    command_id: bytes
    name: str
    school_id: bytes
    actor_id: bytes
    body: bytes
    subject: bytes
    version: int = 1


def order(command_id: bytes, school_id: bytes, body: Message, subject: bytes, version: int = 1) -> Order:
    """An order of the sender itself, for no one in particular."""
    name = type(body).__name__
    if COMMAND_CLASSES.get(name) is not type(body):
        raise ValueError(f"{name} is no command")
    return Order(command_id, name, school_id, NOBODY, body.SerializeToString(), subject, version)


_clock_offset = 0


def set_clock_offset(microseconds: int) -> None:
    """Sets the senders' clock ahead or back, as where sender and owner live on one machine."""
    global _clock_offset
    _clock_offset = microseconds


def now_us() -> int:
    """Microseconds UTC by the senders' clock."""
    return time.time_ns() // 1000 + _clock_offset


def wire(item: Order, issued_at: int) -> Message:
    """The message; a retry must be made with the same `issued_at`."""
    return command.Command(
        command_id=item.command_id,
        issued_at=issued_at,
        actor_id=item.actor_id,
        school_id=item.school_id,
        name=item.name,
        body=item.body,
    )
