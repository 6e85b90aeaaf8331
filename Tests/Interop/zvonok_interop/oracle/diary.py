"""The week a family sees, and the diary's own state, worked out again from the two feeds alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from google.protobuf.message import Message

from .. import ids
from ..schemas import EVENT_CLASSES, attendance, works
from .journal import Journal, Row, day

_PRESENT = attendance.ATTENDANCE_CODE_PRESENT
_CODES = {
    number: name.removeprefix("ATTENDANCE_CODE_").lower()
    for name, number in attendance.AttendanceCode.items()
}  # fmt: skip
_SYMBOLS = {works.MARK_SYMBOL_PASS: "pass", works.MARK_SYMBOL_FAIL: "fail", works.MARK_SYMBOL_OWED: "owed"}


def _camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


_KINDS = {number: _camel(name.removeprefix("WORK_KIND_")) for name, number in works.WorkKind.items()}


def monday_of(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.isoweekday() - 1)


class Book:
    """The diaries that follow from a journal's fold."""

    def __init__(self, fold: Journal) -> None:
        self._fold = fold

    def week(self, pupil: bytes, monday: date) -> list[Row]:
        """Seven days as the API's `days` have them, `cancelled` as whether it was."""
        return [self._day(pupil, monday + timedelta(days=number)) for number in range(7)]

    def children(self, guardian: bytes, today: date) -> set[bytes]:
        """For whom the guardian stands on a day."""
        return {
            row["pupil_id"]
            for row in self._fold.guardianships.values()
            if row["guardian_id"] == guardian and _spans(row, today)
        }

    def name(self, person: bytes) -> Row | None:
        """By the newest card that was not erased."""
        cards = [row for row in self._fold.cards.values() if row["person"] == person]
        if not cards:
            return None
        family, given, patronymic = max(cards, key=lambda row: row["version"])["name"]
        return {"family": family, "given": given, "patronymic": patronymic}

    # Days

    def _day(self, pupil: bytes, on: date) -> Row:
        lessons = [
            (lesson_id, row)
            for lesson_id, row in self._fold.lessons.items()
            if row["date"] == on and self._is_member(pupil, row["group_id"], on)
        ]
        lessons.sort(key=lambda pair: (pair[1]["number"], pair[1]["start"], pair[0]))
        homework = [entry for entry in self._standing() if entry["day"] == on and self._is_member_of(pupil, entry)]
        marks = self._marks(pupil, on)
        return {
            "date": on.isoformat(),
            "lessons": [self._lesson(lesson_id, pupil, lessons, homework, marks) for lesson_id, _ in lessons],
            "homework": _sorted(entry for entry in homework if _place(entry, lessons) is None),
            "marks": [mark for mark in marks if mark["lesson"] not in {ids.text(one) for one, _ in lessons}],
        }

    def _lesson(
        self, lesson_id: bytes, pupil: bytes, lessons: list[tuple[bytes, Row]], homework: list[Row], marks: list[Row]
    ) -> Row:
        row = self._fold.lessons[lesson_id]
        group = self._fold.groups[row["group_id"]]
        return {
            "id": ids.text(lesson_id),
            "number": row["number"],
            "start": _clock(row["start"]),
            "end": _clock(row["end"]),
            "course": self._fold.courses[row["course_id"]]["name"],
            "group": None if group["whole_class"] else group["name"],
            "teacher": self.name(row["teacher_id"]),
            "topic": row["topic"],
            "cancelled": row["cancelled"],
            "attendance": self._attendance(lesson_id, pupil),
            "homework_set": _set_homework(row["homework"]),
            "homework": _sorted(entry for entry in homework if _place(entry, lessons) == lesson_id),
            "marks": [mark for mark in marks if mark["lesson"] == ids.text(lesson_id)],
        }

    def _attendance(self, lesson_id: bytes, pupil: bytes) -> Row | None:
        if lesson_id not in self._fold.rolls:
            return None
        entry = self._fold.attendance.get((lesson_id, pupil), {"code": _PRESENT, "minutes_late": None})
        return {"code": _CODES[entry["code"]], "minutes_late": entry["minutes_late"]}

    def _marks(self, pupil: bytes, on: date) -> list[Row]:
        found = []
        for mark_id, row in self._fold.marks.items():
            if row["pupil_id"] == pupil and row["date"] == on and not row["withdrawn"]:
                work = self._fold.works[row["work_id"]]
                found.append(self._mark(mark_id, row, work))
        return sorted(found, key=lambda mark: (mark["course"], mark["lesson_date"], mark["id"]))

    def _mark(self, mark_id: bytes, row: Row, work: Row) -> Row:
        lesson = self._fold.lessons[work["lesson_id"]]
        which, value = row["value"]
        return {
            "id": ids.text(mark_id),
            "points": value if which == "points" else None,
            "symbol": _SYMBOLS[value] if which == "symbol" else None,
            "kind": _KINDS[work["kind"]],
            "weight": work["weight"],
            "course": self._fold.courses[lesson["course_id"]]["name"],
            "lesson": ids.text(work["lesson_id"]),
            "lesson_date": lesson["date"].isoformat(),
        }

    # Homework

    def _standing(self) -> list[Row]:
        """All homework that stands anywhere, with its day: what it is due on, or where it was set."""
        found = []
        for lesson_id, row in self._fold.lessons.items():
            if row["cancelled"] or row["homework"] is None or row["homework"]["text"] is None:
                continue
            due = row["homework"]["due"] or self._next_lesson(row)
            entry = {
                "lesson": ids.text(lesson_id),
                "course": self._fold.courses[row["course_id"]]["name"],
                "text": row["homework"]["text"],
                "set_on": row["date"].isoformat(),
                "due": due.isoformat() if due else None,
            }
            found.append({"day": due or row["date"], "set_at": lesson_id, "row": row, "entry": entry})
        return found

    def _next_lesson(self, row: Row) -> date | None:
        """The next day with a lesson of that group and course that was not cancelled."""
        later = [
            other["date"]
            for other in self._fold.lessons.values()
            if (other["group_id"], other["course_id"]) == (row["group_id"], row["course_id"])
            and other["date"] > row["date"]
            and not other["cancelled"]
        ]
        return min(later, default=None)

    # Membership

    def _is_member_of(self, pupil: bytes, standing: Row) -> bool:
        return self._is_member(pupil, standing["row"]["group_id"], standing["day"])

    def _is_member(self, pupil: bytes, group_id: bytes, on: date) -> bool:
        group = self._fold.groups[group_id]
        for row in self._fold.enrolments.values():
            if row["pupil_id"] != pupil or not _spans(row, on):
                continue
            if row["group_id"] == group_id or (group["whole_class"] and row["class_id"] == group["class_id"]):
                return True
        return False


def _spans(row: Row, on: date) -> bool:
    return row["first_day"] <= on and (row["last_day"] is None or on <= row["last_day"])


def _place(standing: Row, lessons: list[tuple[bytes, Row]]) -> bytes | None:
    """The lesson of the day at which homework stands, if there is one."""
    if standing["entry"]["due"] is None:
        return standing["set_at"]
    key = (standing["row"]["group_id"], standing["row"]["course_id"])
    for lesson_id, row in lessons:
        if (row["group_id"], row["course_id"]) == key and not row["cancelled"]:
            return lesson_id
    return None


def _sorted(standing: Iterable[Row]) -> list[Row]:
    entries = [one["entry"] for one in standing]
    return sorted(entries, key=lambda entry: (entry["course"], entry["set_on"], entry["lesson"]))


def _set_homework(homework: Row | None) -> Row | None:
    if homework is None:
        return None
    due = homework["due"]
    return {"is_set": homework["text"] is not None, "due": due.isoformat() if due else None}


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@dataclass
class Accounts:
    """The diary's own state after its events."""

    accounts: dict[bytes, Row] = field(default_factory=dict)
    cards: dict[int, Row] = field(default_factory=dict)
    visits: dict[tuple[bytes, bytes, date], Row] = field(default_factory=dict)

    def apply_all(self, events: Iterable[Message]) -> Accounts:
        for event in events:
            if event.HasField("payload"):
                self._apply(event, EVENT_CLASSES[event.type].FromString(event.payload))
        return self

    def _apply(self, event: Message, body: Any) -> None:
        match event.type:
            case "AccountIssued":
                self.accounts[body.account_id] = {
                    "school": event.school_id, "version": body.version, "person": body.person_id,
                    "holder": body.holder, "closed": False, "marks": None, "minutes": None,
                }  # fmt: skip
            case "AccountClosed":
                self.accounts[body.account_id].update(version=body.version, closed=True)
            case "MailPreferenceSet":
                values = {"marks": body.marks, "minutes": body.gather_minutes}
                self.accounts[body.account_id].update(version=body.version, **values)
            case "AccountCardRecorded":
                email = body.email if body.HasField("email") else None
                self.cards[event.sequence] = {"account": body.account_id, "version": body.version, "email": email}
            case "DiaryVisited":
                key = (body.person_id, body.pupil_id, day(body.day))
                assert key not in self.visits, "a visit counts once"
                self.visits[key] = {"school": event.school_id, "holder": body.holder}
            case "PayloadErased":
                pass
            case other:
                raise ValueError(f"event {event.sequence} is of the unknown type {other}")
