"""Issue line 14: each rejection has its own code, field and message, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import accepted, rejected
from zvonok_interop.ids import NOBODY
from zvonok_interop.load import AckLog
from zvonok_interop.orders import now_us, order, wire

from cluster import Cluster, Grant
from scenario import SMALL, Scene, build
from stores import snapshot

C = schemas.commands
DAY_US = 86_400 * 1_000_000
NOT_KEPT = {"busy", "disk-full", "unavailable", "forbidden", "malformed", "expired", "issued-in-future"}


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    """A school with one more lesson without marks, one cancelled lesson and its work, and a mark to change."""
    journal = cluster.journal()
    key = cluster.sender("other-school").public
    journal.grants.append(Grant("other-school", [key], commands="all", schools=[b"\1" * 16], actors="all"))
    journal.write()
    journal.start()
    made = build(cluster, journal, acknowledged, today, **SMALL)
    _prepare(made)
    return made


def _send(scene: Scene, body: Message, sender: str = "desk", /, **changes: Any) -> Message:
    return scene.cluster.connect(scene.journal, sender).command(_message(scene, body, **changes))


def _message(scene: Scene, body: Message, /, **changes: Any) -> Message:
    """A new command with this body, but for the changes; None takes a field away."""
    message = wire(order(scene.builder.ids.next(), scene.builder.school.school_id, body, b""), now_us())
    for name, value in changes.items():
        message.ClearField(name) if value is None else setattr(message, name, value)
    return message


@dataclass
class Extra:
    """What `_prepare` made, by id."""

    unmarked_work: bytes
    cancelled_lesson: bytes
    cancelled_work: bytes
    mark: bytes


def _prepare(scene: Scene) -> None:
    ids, school = scene.builder.ids, scene.builder.school
    past = next(lesson for lesson in school.lessons if lesson.is_past)
    lesson = C.ScheduleLesson(
        lesson_id=ids.next(), date=day_number(past.on), number=15, start=1_300, end=1_340, group_id=past.group_id,
        course_id=school.unmarked_course_id, teacher_id=school.teacher_id,
    )  # fmt: skip
    cancelled = school.works[1][1]
    work = _work(ids.next(), lesson.lesson_id)
    scene.extra = Extra(work.work_id, cancelled.lesson_id, school.works[1][0], ids.next())
    bodies = [lesson, work, C.CancelLesson(lesson_id=cancelled.lesson_id, expected_version=1, reason="frost")]
    for body in [*bodies, _mark(scene, mark_id=scene.extra.mark)]:
        accepted(_send(scene, body))


def _work(work_id: bytes, lesson_id: bytes) -> Message:
    return C.CreateWork(
        work_id=work_id, lesson_id=lesson_id, kind=schemas.works.WORK_KIND_ANSWER, weight=100, marks_required=False
    )


def _mark(scene: Scene, pupil: int = 0, **changes: object) -> Message:
    """A good mark for the first work, but for the changes."""
    work_id, lesson = scene.builder.school.works[0]
    good = C.GiveMark(
        mark_id=scene.builder.ids.next(), work_id=work_id, pupil_id=lesson.pupils[pupil],
        value=schemas.works.MarkValue(points=4), date=day_number(lesson.on),
    )  # fmt: skip
    for name, value in changes.items():
        if isinstance(value, Message):
            getattr(good, name).CopyFrom(value)
        else:
            setattr(good, name, value)
    return good


def _points(scene: Scene, points: int) -> Message:
    return _mark(scene, 1, value=schemas.works.MarkValue(points=points))


def _stranger(scene: Scene) -> bytes:
    """A pupil of the other class."""
    lesson = scene.builder.school.works[0][1]
    return next(one for one in scene.builder.school.pupils if one not in lesson.pupils)


def _topic(scene: Scene, **changes: object) -> Message:
    values = {"lesson_id": scene.builder.school.lessons[0].lesson_id, "expected_version": 1, "topic": "Fractions"}
    return C.RecordTopic(**(values | changes))


def _roll_of(scene: Scene, pupil_id: bytes) -> Message:
    entry = schemas.attendance.RollEntry(pupil_id=pupil_id, code=schemas.attendance.ATTENDANCE_CODE_ILL)
    return C.TakeRoll(lesson_id=scene.builder.school.lessons[0].lesson_id, expected_version=0, entries=[entry])


def _homework(scene: Scene, size: int) -> Message:
    return C.RecordHomework(lesson_id=scene.builder.school.lessons[0].lesson_id, expected_version=1, text="x" * size)


def _day_before(scene: Scene) -> int:
    return day_number(scene.builder.school.works[0][1].on - timedelta(days=1))


Case = tuple[Callable[[Scene], Message], dict[str, object], str, str | None]
CASES: dict[str, Case] = {
    "a mark of -5": (lambda s: _points(s, -5), {}, "outside-scale", "value"),
    "a mark of 0": (lambda s: _points(s, 0), {}, "outside-scale", "value"),
    "a mark of 6": (lambda s: _points(s, 6), {}, "outside-scale", "value"),
    "a pass where marks are 1 to 5": (
        lambda s: _mark(s, 1, value=schemas.works.MarkValue(symbol=schemas.works.MARK_SYMBOL_PASS)),
        {}, "outside-scale", "value",
    ),
    "a mark for a pupil of another group": (
        lambda s: _mark(s, pupil_id=_stranger(s)), {}, "not-in-group", "pupil_id",
    ),
    "a mark for a pupil nobody knows": (lambda s: _mark(s, pupil_id=b"\x09" * 16), {}, "unknown", "pupil_id"),
    "a mark dated before its lesson": (lambda s: _mark(s, 1, date=_day_before(s)), {}, "before-lesson", "date"),
    "a mark dated in the future": (
        lambda s: _mark(s, 1, date=day_number(s.builder.shape.today + timedelta(days=5))), {}, "in-future", "date",
    ),
    "a mark on a cancelled lesson": (
        lambda s: _mark(s, 1, work_id=s.extra.cancelled_work), {}, "lesson-cancelled", "work_id",
    ),
    "a mark in a course without marks": (
        lambda s: _mark(s, 1, work_id=s.extra.unmarked_work), {}, "not-allowed", "value",
    ),
    "a second mark for the same work": (lambda s: _mark(s, 0), {}, "exists", "pupil_id"),
    "a roll of a stranger": (lambda s: _roll_of(s, b"\x09" * 16), {}, "unknown", "entries[0].pupil_id"),
    "a roll of a pupil of another group": (
        lambda s: _roll_of(s, _stranger(s)), {}, "not-in-group", "entries[0].pupil_id",
    ),
    "homework of 1 MB": (lambda s: _homework(s, 1_000_000), {}, "too-large", "text"),
    "an unknown lesson": (lambda s: _topic(s, lesson_id=b"\x09" * 16), {}, "unknown", "lesson_id"),
    "a stale version": (lambda s: _topic(s, expected_version=7), {}, "conflict", "expected_version"),
    "an expired command": (_topic, {"issued_at": now_us() - 31 * DAY_US}, "expired", "issued_at"),
    "a command from the future": (_topic, {"issued_at": now_us() + DAY_US}, "issued-in-future", "issued_at"),
    "an unknown command": (_topic, {"name": "ServeLunch"}, "unknown-command", "name"),
    "a body that does not decode": (_topic, {"body": b"\xff\xff\xff"}, "malformed", "body"),
}  # fmt: skip


def _unchanged(scene: Scene, before: dict, code: str) -> None:
    """No event and no state row changed; only an answer may have been kept."""
    scene.journal.stop()
    after = snapshot(scene.journal.store)
    kept = len(after.pop("command_answer")) - len(before.pop("command_answer"))
    assert kept == (0 if code in NOT_KEPT else 1), f"{kept} answers kept for {code}"
    for table, rows in before.items():
        assert after[table] == rows, f"{table} changed"


def _quiet(scene: Scene) -> dict:
    """The store's content between two runs of the service."""
    scene.journal.stop()
    content = snapshot(scene.journal.store)
    scene.journal.start()
    return content


def _check(scene: Scene, body: Message, changes: dict[str, object], code: str, field: str | None, sender: str) -> None:
    before, message = _quiet(scene), _message(scene, body, **changes)
    client = scene.cluster.connect(scene.journal, sender)
    answer = rejected(client.command(message), code)
    assert client.command(message) == answer, "a retry was answered otherwise"
    assert (answer.field if answer.HasField("field") else None) == field, answer
    assert answer.message and answer.message != answer.code
    _unchanged(scene, before, code)


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_is_rejected_with_its_own_code_and_place(scene: Scene, case: str) -> None:
    body, changes, code, field = CASES[case]
    _check(scene, body(scene), changes, code, field, "desk")


def test_a_school_the_key_may_not_act_for_is_forbidden(scene: Scene) -> None:
    _check(scene, _topic(scene), {}, "forbidden", "school_id", "other-school")


def test_a_conflict_shows_both_values(scene: Scene) -> None:
    accepted(_send(scene, _topic(scene, topic="Fractions")))
    answer = rejected(_send(scene, _topic(scene, topic="Decimals")), "conflict")
    assert (answer.current_version, answer.current_value, answer.proposed_value) == (2, "Fractions", "Decimals")


def test_a_kept_rejection_is_answered_again_though_its_reason_has_gone_and_the_service_was_started_anew(
    scene: Scene,
) -> None:
    """What the retry says is no second judgement."""
    desk = scene.cluster.connect(scene.journal, "desk")
    message = _message(scene, _topic(scene, expected_version=2))
    first = rejected(desk.command(message), "conflict")
    accepted(_send(scene, _topic(scene, topic="Decimals")))
    assert desk.command(message) == first
    scene.journal.stop()
    scene.journal.start()
    assert desk.command(message) == first
    accepted(_send(scene, _topic(scene, expected_version=2)))


REQUIRED = {
    "RegisterSchool": ["name", "zone"],
    "AddPupil": ["pupil_id", "name", "birth_date"],
    "AddStaff": ["staff_id", "name", "post"],
    "OpenClass": ["class_id", "parallel", "letter", "school_year"],
    "OpenGroup": ["group_id", "name", "whole_class"],
    "OpenCourse": ["course_id", "name", "policy"],
    "EnrolPupil": ["enrolment_id", "pupil_id", "first_day"],
    "ScheduleLesson": ["lesson_id", "date", "number", "start", "end", "group_id", "course_id", "teacher_id"],
    "RecordTopic": ["lesson_id", "expected_version", "topic"],
    "TakeRoll": ["lesson_id", "expected_version"],
    "CreateWork": ["work_id", "lesson_id", "kind", "weight", "marks_required"],
    "GiveMark": ["mark_id", "work_id", "pupil_id", "value", "date"],
}


def test_each_missing_required_field_of_a_body_is_named(scene: Scene) -> None:
    """All in one run: the store is compared once, before and after."""
    bodies = {item.name: item.body for item in scene.builder.orders}
    bodies |= {"GiveMark": _mark(scene, 1).SerializeToString(), "RecordTopic": _topic(scene).SerializeToString()}
    bodies["TakeRoll"] = _roll_of(scene, scene.builder.school.lessons[0].pupils[0]).SerializeToString()
    before, asked = _quiet(scene), 0
    desk = scene.cluster.connect(scene.journal, "desk")
    for name, fields in REQUIRED.items():
        for field in fields:
            body = schemas.COMMAND_CLASSES[name].FromString(bodies[name])
            body.ClearField(field)
            message = _message(scene, body)
            answer = rejected(desk.command(message), "missing")
            assert answer.field == field and answer.message, f"{name} without {field}: {answer}"
            assert desk.command(message) == answer, f"{name} without {field}: a retry was answered otherwise"
            asked += 1
    scene.journal.stop()
    after = snapshot(scene.journal.store)
    assert len(after.pop("command_answer")) - len(before.pop("command_answer")) == asked
    assert after == before


@pytest.mark.parametrize("lacking", ["command_id", "issued_at", "actor_id", "school_id", "name", "body"])
def test_each_missing_required_field_of_a_command_is_malformed_and_named(scene: Scene, lacking: str) -> None:
    answer = rejected(_send(scene, _topic(scene), **{lacking: None}), "malformed")
    assert answer.field == lacking and answer.message


def test_an_id_of_the_wrong_length_is_malformed(scene: Scene) -> None:
    for name in ("command_id", "actor_id", "school_id"):
        assert rejected(_send(scene, _topic(scene), **{name: NOBODY[:15]}), "malformed").field == name
