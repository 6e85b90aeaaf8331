"""Reads an strace of the journal and checks: no answer leaves before what it promises is on disk.

Expects `strace -f -tt -yy -s 32`. Contents on the wire are encrypted; commands and answers of equal length are
therefore counted by their bytes, and transactions are told apart by the WAL's own frame headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SYSCALLS = "pwrite64,write,fdatasync,fsync,recvfrom,recvmsg,read,sendto,sendmsg"
ARGUMENTS = ["-tt", "-yy", "-s", "32", "-e", f"trace={SYSCALLS}"]

_LINE = re.compile(r"^(?:\[pid\s+)?(\d+)\]?\s+[\d:.]+\s+(.*)$")
_UNFINISHED = " <unfinished ...>"
_RESUMED = re.compile(r"^<\.\.\. (\w+) resumed>(.*)$")
_CALL = re.compile(r"^(\w+)\(\d+<(.*?)>(?=[,) ])(.*)\)?\s+=\s+(-?\d+)", re.DOTALL)
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(rb"\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"v": b"\v", b"f": b"\f", b"a": b"\a", b"b": b"\b"}

# SQLite's file format, "The Write-Ahead Log": a frame header, whose second word is not 0 in a commit frame alone.
_FRAME_HEADER = 24
# Heartbeats and greetings are shorter than any message of ours, which has three encrypted frames.
_SHORTEST_MESSAGE = 100


class TraceError(Exception):
    """An answer left too early, or the trace does not show what the check needs."""


@dataclass(frozen=True)
class Step:
    """One completed system call that matters: arrival, write, commit (a write), sync or answer."""

    kind: str
    line: int
    begun: int
    size: int = 0

    @property
    def place(self) -> int:
        """Where it counts: an answer may have left once its call began, all else is certain once it ended."""
        return self.begun if self.kind == "answer" else self.line


def unescaped(text: str) -> bytes:
    """The bytes of a string as strace prints it."""

    def plain(match: re.Match[bytes]) -> bytes:
        escape = match[1]
        if escape[:1] == b"x":
            return bytes([int(escape[1:], 16)])
        if escape[:1].isdigit():
            return bytes([int(escape, 8)])
        return _NAMED.get(escape, escape)

    return _ESCAPE.sub(plain, text.encode("latin-1", "replace"))


def calls(lines: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Whole calls as (line where they ended, line where they began, text); halves are joined by thread."""
    open_calls: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines, start=1):
        match = _LINE.match(line.rstrip("\n"))
        if match is None:
            continue
        thread, text = match.groups()
        if text.endswith(_UNFINISHED):
            open_calls[thread] = (number, text.removesuffix(_UNFINISHED))
        elif (resumed := _RESUMED.match(text)) is not None and thread in open_calls:
            begun, start = open_calls.pop(thread)
            yield number, begun, start + resumed[2]
        else:
            yield number, number, text


def steps(lines: Iterable[str], port: int) -> list[Step]:
    """What matters of a trace: answers in the order in which they began, all else in that in which it ended."""
    found = (_step(ended, begun, text, port) for ended, begun, text in calls(lines))
    return sorted((step for step in found if step is not None), key=lambda step: step.place)


def _step(ended: int, begun: int, text: str, port: int) -> Step | None:
    match = _CALL.match(text)
    if match is None:
        return None
    name, target, rest, result = match[1], match[2], match[3], int(match[4])
    if target.endswith("-wal"):
        return _wal_step(name, rest, result, ended, begun)
    if f":{port}->" not in target or result < _SHORTEST_MESSAGE:
        return None
    kind = "answer" if name in ("sendto", "sendmsg", "write") else "arrival"
    return Step(kind, ended, begun, result)


def _wal_step(name: str, rest: str, result: int, ended: int, begun: int) -> Step | None:
    if name in ("fdatasync", "fsync"):
        return Step("sync", ended, begun) if result == 0 else None
    if name not in ("pwrite64", "write"):
        return None
    content = _TEXT.search(rest)
    head = unescaped(content[1]) if content else b""
    is_commit = result == _FRAME_HEADER and head[4:8] != bytes(4)
    return Step("commit" if is_commit else "write", ended, begun, result)


def check_syncs(trace: list[Step]) -> int:
    """Every transaction's last frame is followed by a sync before the next transaction writes; how many there were.

    The commit frame's header comes first and its page after it, so the sync may follow one more write.
    """
    commits, open_since, pages = 0, 0, 0
    for step in trace:
        if step.kind == "commit":
            if open_since:
                raise TraceError(f"line {step.line}: a commit while that of line {open_since} was never synced")
            commits, open_since, pages = commits + 1, step.line, 0
        elif step.kind == "write" and open_since:
            pages += 1
            if pages > 1:
                raise TraceError(f"line {step.line}: a write while the commit of line {open_since} was never synced")
        elif step.kind == "sync":
            open_since = 0
    if open_since:
        raise TraceError(f"line {open_since}: a commit that was never synced")
    return commits


def check_single(trace: list[Step], expected: int) -> None:
    """One command in flight: arrival, write, sync, answer, each time, and nothing unsynced at any answer."""
    answers = 0
    arrival = written = synced = unsynced = False
    for step in trace:
        if step.kind == "arrival":
            arrival, written, synced = True, False, False
        elif step.kind in ("write", "commit"):
            written, unsynced, synced = True, True, False
        elif step.kind == "sync":
            synced, unsynced = synced or written, False
        elif not arrival:
            # A long answer in two pieces: its second piece needs no arrival of its own.
            continue
        elif not written or not synced or unsynced:
            raise TraceError(f"line {step.begun}: an answer left without a write and a sync since its command arrived")
        else:
            answers, arrival = answers + 1, False
    if answers != expected:
        raise TraceError(f"{answers} answers in the trace instead of {expected}")


def check_batches(trace: list[Step], expected: int, window: int) -> None:
    """Rounds of `window` commands sent at once: no answer leaves before its transaction is synced.

    Counted by bytes: commands are as long as each other, so are answers. When answers leave, as many commands must
    have arrived before the newest synced commit was written, and a round must be wholly synced when it is answered.
    """
    answer_size = _unit(trace, "answer", expected)
    command_size = _unit(trace, "arrival", expected)
    arrived = answered = 0
    covered = in_commit = 0
    unsynced = False
    for step in trace:
        if step.kind == "arrival":
            arrived += step.size
        elif step.kind in ("write", "commit"):
            unsynced, in_commit = True, round(arrived / command_size)
        elif step.kind == "sync":
            unsynced, covered = False, max(covered, in_commit)
        else:
            answered += step.size
            count = round(answered / answer_size)
            if count > covered:
                raise TraceError(f"line {step.begun}: {count} answers left, {covered} commands are on disk")
            if count % window == 0 and unsynced:
                raise TraceError(f"line {step.begun}: a round was answered whole while a write was not synced")


def _unit(trace: list[Step], kind: str, expected: int) -> float:
    """The bytes of one message of this kind."""
    total = sum(step.size for step in trace if step.kind == kind)
    if not total:
        raise TraceError(f"no {kind} in the trace")
    return total / expected


def without_sync(lines: list[str], number: int) -> list[str]:
    """The trace with its `number`-th sync of the WAL cut out, counted from 0: the checker must notice."""
    cut = [at for at, line in enumerate(lines) if re.search(r"\bf(?:data)?sync\(", line) and "-wal>" in line][number]
    rest = lines[:cut] + lines[cut + 1 :]
    if not lines[cut].rstrip().endswith(_UNFINISHED.strip()):
        return rest
    thread = _LINE.match(lines[cut])[1]
    end = next(at for at in range(cut, len(rest)) if rest[at].split()[0] == thread and "resumed>" in rest[at])
    return rest[:end] + rest[end + 1 :]
