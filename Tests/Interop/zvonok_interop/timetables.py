"""Bells and a timetable in weeks to come, changed over and over: lessons move, go, and come again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from google.protobuf.message import Message

from . import schemas
from .builder import Builder, day_number
from .orders import Order, order

# Days from today on which it begins and ends: whole weeks, none of whose lessons anything has been entered in.
_FIRST, _LAST = 8, 21
_BELLS = 8
_MONDAY, _WEDNESDAY = 1, 3


@dataclass(frozen=True)
class Plan:
    """What a step changes: minutes by which all bells are late, who teaches, at which bell, and which groups."""

    late: int = 0
    is_substituted: bool = False
    number: int = 1
    groups: int = 3


class TimetableChanges:
    """One command at a time, each made once the one before it is acknowledged."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._bells_id, self._timetable_id, self._substitute = (builder.ids.next() for _ in range(3))
        self._bells_version = self._timetable_version = 0
        self._plan = Plan()
        self._steps = self._all()
        self._awaited: bytes | None = None

    def next(self) -> Order | None:
        """The next change; None while the last one has not been acknowledged."""
        if self._awaited is not None:
            return None
        made = next(self._steps)
        self._awaited = made.command_id
        return made

    def acknowledged(self, item: Order) -> None:
        """Whatever it is; what is not one of these changes nothing here."""
        if item.command_id == self._awaited:
            self._awaited = None

    def _all(self) -> Iterator[Order]:
        yield self._add_substitute()
        yield self._bells()
        yield self._approve()
        turn = 0
        while True:
            turn += 1
            for step in self._CHANGES:
                yield step(self, turn)

    def _order(self, body: Message, subject: bytes, version: int) -> Order:
        return order(self._builder.ids.next(), self._builder.school.school_id, body, subject, version)

    def _add_substitute(self) -> Order:
        name = schemas.cards.PersonName(family="Osinova", given="Olga")
        body = schemas.commands.AddStaff(staff_id=self._substitute, name=name, post="teacher")
        return self._order(body, self._substitute, 1)

    def _bells(self) -> Order:
        bells = [
            schemas.timetable.Bell(number=number, start=start, end=start + 40)
            for number in range(1, _BELLS + 1)
            for start in (500 + 50 * number + self._plan.late,)
        ]
        body = schemas.commands.SetBells(
            bells_id=self._bells_id, expected_version=self._bells_version, name="Weekdays", bells=bells
        )
        self._bells_version += 1
        return self._order(body, self._bells_id, self._bells_version)

    def _approve(self) -> Order:
        today = self._builder.shape.today
        first = day_number(today + timedelta(days=_FIRST))
        body = schemas.commands.ApproveTimetable(
            timetable_id=self._timetable_id,
            expected_version=self._timetable_version,
            bells_id=self._bells_id,
            first_day=first,
            last_day=day_number(today + timedelta(days=_LAST)),
            days_off=[first + 2],
            entries=self._entries(),
        )
        if self._timetable_version:
            body.change_from = first
        self._timetable_version += 1
        return self._order(body, self._timetable_id, self._timetable_version)

    def _entries(self) -> list[Message]:
        """Each group at a bell of its own, so that nobody is in two places; the first group's may change."""
        school, made = self._builder.school, []
        for position, group_id in enumerate(list(school.groups)[: self._plan.groups]):
            number = self._plan.number if position == 0 else position + 2
            teacher = self._substitute if self._plan.is_substituted and position == 0 else school.teacher_id
            for weekday in (_MONDAY, _WEDNESDAY):
                entry = schemas.timetable.TimetableEntry(weekday=weekday, number=number, group_id=group_id)
                entry.course_id, entry.teacher_id = school.course_id, teacher
                made.append(entry)
        return made

    # The changes, in turn; each is another plan than the one before.

    def _ring_later(self, turn: int) -> Order:
        """All lessons move by some minutes: start and end alone."""
        self._plan = replace(self._plan, late=turn % 7)
        return self._bells()

    def _substitute_or_return(self, turn: int) -> Order:
        """The teacher alone."""
        self._plan = replace(self._plan, is_substituted=not self._plan.is_substituted)
        return self._approve()

    def _move(self, turn: int) -> Order:
        """To another bell of the day."""
        self._plan = replace(self._plan, number=7 if self._plan.number == 1 else 1)
        return self._approve()

    def _drop_or_return(self, turn: int) -> Order:
        """The last group's lessons go, or come anew."""
        self._plan = replace(self._plan, groups=2 if self._plan.groups == 3 else 3)
        return self._approve()

    _CHANGES: tuple[Callable[[TimetableChanges, int], Order], ...] = (
        _ring_later, _substitute_or_return, _move, _drop_or_return,
    )  # fmt: skip
