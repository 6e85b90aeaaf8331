"""Marks to be given, as the load generator takes them: every message made before the clock runs."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from zvonok_interop import schemas
from zvonok_interop.builder import Builder, day_number
from zvonok_interop.frames import Envelope, decode, encode
from zvonok_interop.orders import Order, now_us, order, wire

from cluster import Cluster, Journal

_PUPILS = 25
_LESSONS_A_DAY = 10


def shape(marks: int) -> dict[str, int]:
    """A school with room for so many marks: each pupil gets one for each work."""
    works = marks // _PUPILS + 1
    days = min(60, works // _LESSONS_A_DAY + 1)
    # A third more than that: fewer pupils are in the mixed group.
    works_per_lesson = works * 4 // (days * _LESSONS_A_DAY * 3) + 1
    return {
        "classes": 4,
        "days": days,
        "pupils_per_class": _PUPILS,
        "lessons_per_day": 2,
        "works_per_lesson": works_per_lesson,
    }


def marks(builder: Builder) -> Iterator[Order]:
    """A mark for each pupil and work; none depends on another."""
    for work_id, lesson in builder.school.works:
        for number, pupil_id in enumerate(lesson.pupils):
            value = schemas.works.MarkValue(points=2 + number % 4)
            body = schemas.commands.GiveMark(
                mark_id=builder.ids.next(), work_id=work_id, pupil_id=pupil_id, value=value, date=day_number(lesson.on)
            )
            yield order(builder.ids.next(), builder.school.school_id, body, body.mark_id)


def write_messages(path: Path, orders: Iterable[Order], count: int) -> None:
    """The file that `drive` reads; `count` orders must be there."""
    written = 0
    with path.open("wb") as file:
        file.write(struct.pack("<I", count))
        for written, item in enumerate(islice(orders, count), start=1):
            frames = encode(Envelope(written, schemas.envelope.KIND_COMMAND, wire(item, now_us())))
            file.write(bytes([len(frames)]))
            for part in (*frames, item.subject):
                file.write(struct.pack("<I", len(part)) + part)
    if written != count:
        raise ValueError(f"the school has room for {written} marks, not for {count}")


def write_keys(path: Path, cluster: Cluster, journal: Journal, senders: int) -> None:
    """The file of keys that `drive` reads."""
    lines = [journal.keys.public]
    for desk in ("desk", "desk-2", "desk-3", "desk-4")[:senders]:
        keys = cluster.sender(desk)
        lines.append(f"{keys.public} {keys.secret}")
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n")


def check_answers(path: Path, count: int) -> None:
    """Every message must have been accepted once; a benchmark of rejections would be fast and worth nothing."""
    seen: set[int] = set()
    content = memoryview(path.read_bytes())
    position = 0
    while position < len(content):
        frames = []
        for _ in range(3):
            (size,) = struct.unpack_from("<I", content, position)
            frames.append(bytes(content[position + 4 : position + 4 + size]))
            position += 4 + size
        answer = decode(frames)
        if answer.kind != schemas.envelope.KIND_ACCEPTED:
            raise AssertionError(f"not accepted: {answer.message}")
        seen.add(answer.request_id)
    if len(seen) != count:
        raise AssertionError(f"{len(seen)} commands of {count} were accepted")
