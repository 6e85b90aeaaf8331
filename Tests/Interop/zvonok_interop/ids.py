"""Ids as the protocol wants them: 16 bytes, UUIDv7, made from a seed so that a failed run can be repeated."""

from __future__ import annotations

import random
import uuid

NOBODY = bytes(16)


class IdSource:
    """UUIDv7 after UUIDv7, ascending, the same ones for the same seed and start."""

    def __init__(self, seed: int, start_ms: int) -> None:
        self._random = random.Random(seed)
        self._milliseconds = start_ms

    def next(self) -> bytes:
        """Layout: RFC 9562, section 5.7. The time moves on by 1 ms for each id, which keeps them ascending."""
        self._milliseconds += 1
        high = self._random.getrandbits(12) | 0x7000
        low = self._random.getrandbits(62) | (0b10 << 62)
        value = (self._milliseconds & (1 << 48) - 1) << 80 | high << 64 | low
        return value.to_bytes(16, "big")


def text(value: bytes) -> str:
    """As JSON and the configuration write ids."""
    return str(uuid.UUID(bytes=value))


def parse(value: str) -> bytes:
    """From what `text` wrote."""
    return uuid.UUID(value).bytes
