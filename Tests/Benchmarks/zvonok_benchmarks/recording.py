"""What a service said to its store, turned into a file that a bare loop can replay."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# sqlite3.h: the fundamental datatypes.
_INTEGER, _FLOAT, _TEXT, _BLOB, _NULL = 1, 2, 3, 4, 5

# What may stand in a template beside text: a quoted word, or a parameter with or without a number.
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\?(\d*)")
_VALUE = re.compile(r"NULL|x'([0-9A-Fa-f]*)'|'((?:[^']|'')*)'|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")

Parameter = tuple[int, bytes]


@dataclass
class Statement:
    sql: str
    parameters: list[Parameter]


@dataclass
class Recording:
    """Commands, each the statements it ran."""

    commands: list[list[Statement]] = field(default_factory=list)

    def write(self, path: Path, limit: int | None = None) -> None:
        """The file that `sqlite_common.h` reads."""
        commands = self.commands[:limit]
        numbers: dict[str, int] = {}
        for command in commands:
            for statement in command:
                numbers.setdefault(statement.sql, len(numbers))
        with path.open("wb") as file:
            file.write(struct.pack("<I", len(numbers)))
            for sql in numbers:
                file.write(_sized(sql.encode()))
            file.write(struct.pack("<I", len(commands)))
            for command in commands:
                file.write(struct.pack("<I", len(command)))
                for statement in command:
                    file.write(struct.pack("<IB", numbers[statement.sql], len(statement.parameters)))
                    for kind, value in statement.parameters:
                        file.write(bytes([kind]) + _sized(value))


def read(path: Path, ends: Callable[[str], bool], marks: str) -> Recording:
    """The commands of one service: a command ends with a statement for which `ends` holds, and counts if one of its
    statements begins with `marks`. What belongs to the transaction or to no command is left out."""
    recording = Recording()
    pending: dict[int, list[Statement]] = {}
    for connection, sql, expanded in _entries(path):
        if sql.startswith(("BEGIN", "COMMIT", "ROLLBACK TRANSACTION")):
            pending[connection] = []
            continue
        if connection not in pending:
            continue
        command = pending[connection]
        command.append(Statement(sql, _parameters(sql, expanded)))
        if ends(sql):
            if any(one.sql.startswith(marks) for one in command):
                recording.commands.append(command)
            pending[connection] = []
    return recording


def _entries(path: Path) -> Iterator[tuple[int, str, str]]:
    content = memoryview(path.read_bytes())
    position = 0
    while position < len(content):
        (connection,) = struct.unpack_from("<Q", content, position)
        position += 8
        texts = []
        for _ in range(2):
            (size,) = struct.unpack_from("<I", content, position)
            texts.append(str(content[position + 4 : position + 4 + size], "utf-8"))
            position += 4 + size
        yield connection, texts[0], texts[1]


def _parameters(sql: str, expanded: str) -> list[Parameter]:
    """The values in the order of their numbers, read where the template has its parameters."""
    found: dict[int, Parameter] = {}
    at_template = at_expanded = 0
    for token in _TOKEN.finditer(sql):
        if not token.group().startswith("?"):
            continue
        at_expanded += token.start() - at_template
        at_template = token.end()
        number = int(token.group(1)) if token.group(1) else len(found) + 1
        value = _VALUE.match(expanded, at_expanded)
        if value is None:
            raise ValueError(f"no value at {at_expanded} of {expanded}")
        at_expanded = value.end()
        found[number] = _value(value)
    return [found[number] for number in range(1, len(found) + 1)]


def _value(match: re.Match[str]) -> Parameter:
    if match.group() == "NULL":
        return _NULL, b""
    if match.group(1) is not None:
        return _BLOB, bytes.fromhex(match.group(1))
    if match.group(2) is not None:
        return _TEXT, match.group(2).replace("''", "'").encode()
    if re.fullmatch(r"-?\d+", match.group()):
        return _INTEGER, struct.pack("<q", int(match.group()))
    return _FLOAT, struct.pack("<d", float(match.group()))


def _sized(value: bytes) -> bytes:
    return struct.pack("<I", len(value)) + value
