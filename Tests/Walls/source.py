"""A source file as the rules see it: its text, and the same text without comments and strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

FOLDERS = ("Services", "Shared", "Tests", "deploy", ".ci")
SUFFIXES = (".swift", ".py", ".proto", ".c", ".h", ".sh", "")
LEFT_OUT = ("Generated", "__pycache__", ".pytest_cache")

_COMMENT_OR_STRING = re.compile(
    r"""
      (?P<block>/\*.*?\*/)
    | (?P<line>//[^\n]*)
    | (?P<raw>(?P<hashes>\#+)"(?:""\n.*?""|[^\n]*?)"(?P=hashes))
    | (?P<long>\"\"\".*?\"\"\")
    | (?P<short>"(?:\\.|[^"\\\n])*")
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Finding:
    """One broken rule at one place."""

    path: str
    line: int
    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.what}"


@dataclass(frozen=True)
class Source:
    """One file, read once."""

    path: PurePosixPath
    text: str

    @property
    def is_swift(self) -> bool:
        return self.path.suffix == ".swift"

    @property
    def is_test(self) -> bool:
        return self.path.parts[0] == "Tests"

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def code(self) -> str:
        """Swift text with comments and strings blanked out; every line stays where it was."""
        return _COMMENT_OR_STRING.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), self.text)

    @property
    def strings(self) -> Iterator[tuple[int, str]]:
        """Line and text of each Swift string."""
        for match in _COMMENT_OR_STRING.finditer(self.text):
            if match.lastgroup not in ("block", "line"):
                yield self.line_of(match.start()), match.group()

    @cached_property
    def code_lines(self) -> list[str]:
        return self.code.splitlines()

    def line_of(self, offset: int) -> int:
        """The line, counted from 1, in which this character stands."""
        return self.text.count("\n", 0, offset) + 1

    def finding(self, line: int, rule: str, what: str) -> Finding:
        return Finding(str(self.path), line, rule, what)


def source_files(root: Path, only: str | None = None) -> Iterator[Source]:
    """Everything written by hand, in the order of its paths; links and generated code left out.

    `only` names one file, which is given if it would be among them."""
    for path in [root / only] if only else _below(root):
        inside = PurePosixPath(path.relative_to(root).as_posix())
        if path.is_file() and path.suffix in SUFFIXES and not set(inside.parts) & set(LEFT_OUT):
            yield Source(inside, path.read_text(encoding="utf-8", errors="replace"))


def _below(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((root / folder).rglob("*"))
