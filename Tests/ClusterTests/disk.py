"""A disk small enough to be filled."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lacking import give_up


@contextmanager
def small_disk(mount_point: Path, megabytes: int) -> Iterator[Path]:
    """A tmpfs of this size. It takes root (or a user namespace); what becomes of the test without, ``lacking`` says."""
    mount_point.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "zvonok-test", str(mount_point)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        give_up(f"no small disk: mounting a tmpfs needs root ({done.stderr.strip()})")
    try:
        yield mount_point
    finally:
        subprocess.run(["umount", "-l", str(mount_point)], check=True)


class Ballast:
    """A file that leaves only so many bytes free."""

    def __init__(self, folder: Path) -> None:
        self._path, self._folder = folder / "ballast", folder

    def fill(self, leave: int) -> None:
        """Grows until `leave` bytes are left."""
        with self._path.open("ab") as file:
            while (free := self._free()) > leave:
                os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), min(free - leave, 1 << 20))
                file.flush()

    def remove(self) -> None:
        self._path.unlink()

    def _free(self) -> int:
        status = os.statvfs(self._folder)
        return status.f_bavail * status.f_frsize // 4_096 * 4_096
