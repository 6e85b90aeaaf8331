"""What a service writes to its log from a moment on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from process import wait_for

# A line is written when the thing is done, in seconds.
_SOON = 10.0


class LogLines:
    """A service's log from where it ended when this was made (or another place): what stood before proves nothing."""

    def __init__(self, path: Path, offset: int | None = None) -> None:
        self._path, self._offset = path, path.stat().st_size if offset is None else offset

    def text(self) -> str:
        """All that has been written since."""
        with self._path.open("rb") as file:
            file.seek(self._offset)
            return file.read().decode(errors="replace")

    def lines(self, message: str, **metadata: str) -> list[dict[str, Any]]:
        """The lines with this message and these values; in names of metadata `__` stands for a full stop."""
        wanted = {name.replace("__", "."): value for name, value in metadata.items()} | {"message": message}
        return [line for line in self._whole() if wanted.items() <= line.items()]

    def _whole(self) -> Iterator[dict[str, Any]]:
        """Each line but the one that is still being written."""
        for line in self.text().splitlines(keepends=True):
            if line.endswith("\n"):
                yield json.loads(line)

    def wait_for(self, message: str, **metadata: str) -> dict[str, Any]:
        """The first such line, once it is there. TimeoutError."""
        what = f"the line {message!r} {metadata} in {self._path}"
        wait_for(lambda: bool(self.lines(message, **metadata)), what, _SOON)
        return self.lines(message, **metadata)[0]
