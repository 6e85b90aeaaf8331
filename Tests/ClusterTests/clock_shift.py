"""A wall clock that a test can set back or stop under a running service, by preloading `clock_shift.c`."""

from __future__ import annotations

import mmap
import struct
import subprocess
from pathlib import Path

_SOURCE = Path(__file__).with_suffix(".c")


class ShiftedClock:
    """One clock file with the library that obeys it; `environment` makes a service see it."""

    def __init__(self, folder: Path) -> None:
        library = folder / "clock_shift.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, _SOURCE, "-ldl"], check=True)
        path = folder / "clock_shift"
        path.write_bytes(bytes(16))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), 16)
        self.environment = {"LD_PRELOAD": str(library), "CLOCK_SHIFT_FILE": str(path)}

    def set_offset(self, microseconds: int) -> None:
        """Ahead, or, if negative, behind the real clock."""
        self._map[:] = struct.pack("=qq", microseconds, 0)

    def stop_at(self, instant: int) -> None:
        """Stands still at this instant."""
        self._map[:] = struct.pack("=qq", 0, instant)
