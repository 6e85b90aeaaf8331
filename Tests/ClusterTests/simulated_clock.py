"""The cluster's simulated clock as its file lies on disk; in a real sample city the operator's command writes it."""

from __future__ import annotations

import mmap
import struct
from pathlib import Path

_SIZE = 4_096
_MAGIC = 0x5A56_4E4B_434C_4B31
# Two slots, written in turn: a reader takes the newest whose checksum is right.
_SLOTS = (64, 128)


def _checksum(words: list[int]) -> int:
    """FNV-1a over the words' bytes."""
    found = 0xCBF2_9CE4_8422_2325
    for byte in struct.pack("<4Q", *words):
        found = (found ^ byte) * 0x100_0000_01B3 & (1 << 64) - 1
    return found


class SimulatedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, path: Path, instant: int) -> None:
        self.path, self._generation = path, 0
        path.write_bytes(struct.pack("<Q", _MAGIC) + bytes(_SIZE - 8))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _SIZE)
        self.move(instant)

    def move(self, instant: int) -> None:
        """Stands at this instant from now on, in microseconds UTC."""
        self._generation += 1
        self.instant = instant
        words = [self._generation, instant, instant, 0]
        at = _SLOTS[self._generation % 2]
        self._map[at : at + 40] = struct.pack("<5Q", *words, _checksum(words))
