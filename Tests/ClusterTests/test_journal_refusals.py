"""Issue line 9 of the pages: every refusal of the ground, over HTTP as problem+json, with field and message."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from zvonok_interop import ids, schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import accepted
from zvonok_interop.load import AckLog
from zvonok_interop.orders import now_us, order, wire

from browser import Browser, Page
from cluster import Cluster
from scenario import SMALL, Scene, build
from staff import command, issue_account, sign_in
from stores import snapshot

C = schemas.commands
API = "/journal/api/v1"


@dataclass
class Desk:
    """A signed-in teacher's program, and the ids it works with."""

    scene: Scene
    browser: Browser
    unmarked_work: bytes
    cancelled_lesson: bytes
    cancelled_work: bytes
    foreign_lesson: bytes

    def mark(self, work: bytes | None = None, pupil: bytes | None = None, **body: Any) -> Page:
        of, lesson = self.scene.builder.school.works[0]
        content = {"pupil": ids.text(pupil or lesson.pupils[1]), "value": 4} | body
        return self.browser.api("POST", f"{API}/works/{ids.text(work or of)}/marks", content)

    def put(self, what: str, content: Any, version: int | None = 1, lesson: bytes | None = None) -> Page:
        of = lesson or self.scene.builder.school.works[0][1].lesson_id
        return self.browser.api("PUT", f"{API}/lessons/{ids.text(of)}/{what}", content, version)

    @property
    def stranger(self) -> bytes:
        """A pupil of the other class."""
        lesson = self.scene.builder.school.works[0][1]
        return next(one for one in self.scene.builder.school.pupils if one not in lesson.pupils)

    def post_work(self, key: uuid.UUID, kind: str = "test") -> Page:
        """Another work under an Idempotency-Key."""
        of = ids.text(self.scene.builder.school.works[0][1].lesson_id)
        content = {"kind": kind, "marks_required": False}
        return self.browser.api("POST", f"{API}/lessons/{of}/works", content, Idempotency_Key=str(key))

    def day(self, days: int) -> str:
        return (self.scene.builder.school.works[0][1].on + timedelta(days=days)).isoformat()


@pytest.fixture
def desk(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Desk:
    journal = cluster.journal()
    journal.start()
    scene = build(cluster, journal, acknowledged, today, **SMALL)
    school, new = scene.builder.school, scene.builder.ids
    issue_account(scene, school.teacher_id)
    past = next(lesson for lesson in school.lessons if lesson.is_past)
    unmarked = C.ScheduleLesson(
        lesson_id=new.next(), date=day_number(past.on), number=15, start=1_300, end=1_340, group_id=past.group_id,
        course_id=school.unmarked_course_id, teacher_id=school.teacher_id,
    )  # fmt: skip
    work = C.CreateWork(
        work_id=new.next(), lesson_id=unmarked.lesson_id, kind=schemas.works.WORK_KIND_ANSWER, weight=100,
        marks_required=False,
    )  # fmt: skip
    cancelled_work, cancelled = school.works[1]
    for body in (
        unmarked, work, C.CancelLesson(lesson_id=cancelled.lesson_id, expected_version=1, reason="frost")
    ):  # fmt: skip
        command(scene, body)
    foreign = _another_school(scene, past.on)
    made = Desk(scene, sign_in(scene), work.work_id, cancelled.lesson_id, cancelled_work, foreign)
    first = made.mark(pupil=school.works[0][1].pupils[0])
    assert first.status == 201, first.text
    return made


def _another_school(scene: Scene, on: date) -> bytes:
    """A lesson of a school that has nothing to do with the teacher's."""
    new, client = scene.builder.ids, scene.cluster.connect(scene.journal, "desk")
    school, teacher, group, course, lesson = (new.next() for _ in range(5))
    staff = C.AddStaff(staff_id=teacher, post="teacher")
    staff.name.family, staff.name.given = "Strangerova", "Vera"
    opened = C.OpenCourse(course_id=course, name="Algebra")
    opened.policy.CopyFrom(schemas.directory.CoursePolicy(
        marks=schemas.directory.MARK_SCALE_FIVE_POINT, homework=schemas.directory.HOMEWORK_POLICY_EXPECTED,
        counts_in_filling=True, extracurricular=False,
    ))  # fmt: skip
    for body in (
        C.RegisterSchool(name="Lyceum 2", zone="Europe/Moscow"), staff, opened,
        C.OpenGroup(group_id=group, name="all", whole_class=False),
        C.ScheduleLesson(
            lesson_id=lesson, date=day_number(on), number=1, start=510, end=555, group_id=group, course_id=course,
            teacher_id=teacher,
        ),
    ):  # fmt: skip
        accepted(client.command(wire(order(new.next(), school, body, b""), now_us())))
    return lesson


def key_made(days: int) -> uuid.UUID:
    """A UUIDv7 of so many days from now."""
    milliseconds = now_us() // 1_000 + days * 86_400_000
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | 2 << 62 | int.from_bytes(os.urandom(7)))


Case = tuple[Callable[[Desk], Page], int, str, str | None]
NOBODY = "09" * 16
CASES: dict[str, Case] = {
    "a mark of -5": (lambda d: d.mark(value=-5), 422, "outside-scale", "value"),
    "a mark of 0": (lambda d: d.mark(value=0), 422, "outside-scale", "value"),
    "a mark of 6": (lambda d: d.mark(value=6), 422, "outside-scale", "value"),
    "a pass where marks are 1 to 5": (lambda d: d.mark(value="pass"), 422, "outside-scale", "value"),
    "a mark for a pupil of another group": (lambda d: d.mark(pupil=d.stranger), 422, "not-in-group", "pupil"),
    "a mark for a pupil nobody knows": (
        lambda d: d.mark(pupil=bytes.fromhex(NOBODY)), 422, "unknown", "pupil",
    ),
    "a mark dated before its lesson": (lambda d: d.mark(date=d.day(-1)), 422, "before-lesson", "date"),
    "a mark dated in the future": (lambda d: d.mark(date=d.day(30)), 422, "in-future", "date"),
    "a mark on a cancelled lesson": (lambda d: d.mark(work=d.cancelled_work), 422, "lesson-cancelled", "work"),
    "a mark in a course without marks": (lambda d: d.mark(work=d.unmarked_work), 422, "not-allowed", "value"),
    "a second mark for the same work": (
        lambda d: d.mark(pupil=d.scene.builder.school.works[0][1].pupils[0]), 409, "exists", "pupil",
    ),
    "a mark of letters": (lambda d: d.mark(value="xyz"), 400, "malformed", "value"),
    "a mark that is no mark": (lambda d: d.mark(value="five"), 400, "malformed", "value"),
    "a mark for a work nobody knows": (lambda d: d.mark(work=bytes.fromhex(NOBODY)), 404, "not-found", None),
    "a roll of a stranger": (
        lambda d: d.put("roll", {"entries": [{"pupil": NOBODY_TEXT, "code": "ill"}]}, 0),
        422, "unknown", "entries[0].pupil",
    ),
    "a roll of a pupil of another group": (
        lambda d: d.put("roll", {"entries": [{"pupil": ids.text(d.stranger), "code": "ill"}]}, 0),
        422, "not-in-group", "entries[0].pupil",
    ),
    "late without minutes": (
        lambda d: d.put("roll", {"entries": [{"pupil": ids.text(d.stranger), "code": "late"}]}, 0),
        422, "missing", "entries[0].minutes_late",
    ),
    "a topic against another version": (lambda d: d.put("topic", {"topic": "x"}, 7), 412, "version-mismatch", "If-Match"),
    "a topic against no version": (lambda d: d.put("topic", {"topic": "x"}, None), 428, "version-needed", "If-Match"),
    "a topic that is empty": (lambda d: d.put("topic", {"topic": " "}), 422, "invalid", "topic"),
    "a topic that is too long": (lambda d: d.put("topic", {"topic": "x" * 1_001}), 422, "too-large", "topic"),
    "a topic of a cancelled lesson": (
        lambda d: d.put("topic", {"topic": "x"}, 2, d.cancelled_lesson), 422, "lesson-cancelled", "lesson",
    ),
    "homework of a megabyte": (
        lambda d: d.put("homework", {"text": "x" * 1_048_576}), 422, "too-large", "text",
    ),
    "homework that is too long": (lambda d: d.put("homework", {"text": "x" * 10_001}), 422, "too-large", "text"),
    "a body larger than any": (lambda d: d.put("topic", {"topic": "x" * 300_000}), 413, "request-too-large", None),
    "a lesson of a school that is not yours": (
        lambda d: d.put("topic", {"topic": "x"}, 1, d.foreign_lesson), 404, "not-found", None,
    ),
    "an Idempotency-Key of forty days ago": (
        lambda d: d.post_work(key_made(days=-40)), 422, "expired", "Idempotency-Key",
    ),
    "an Idempotency-Key of tomorrow": (
        lambda d: d.post_work(key_made(days=1)), 422, "issued-in-future", "Idempotency-Key",
    ),
    "a lesson nobody knows": (
        lambda d: d.put("topic", {"topic": "x"}, 1, bytes.fromhex(NOBODY)), 404, "not-found", None,
    ),
}  # fmt: skip
NOBODY_TEXT = ids.text(bytes.fromhex(NOBODY))


def test_each_refusal_has_its_status_code_field_and_message_and_changes_nothing(desk: Desk) -> None:
    before = len(desk.scene.events())
    for name, (ask, status, code, field) in CASES.items():
        page = ask(desk)
        assert page.status == status, f"{name}: {page.status} {page.text}"
        assert page.headers["Content-Type"] == "application/problem+json", name
        problem = page.json
        assert (problem["code"], problem.get("field")) == (code, field), f"{name}: {problem}"
        assert problem["message"] and problem["status"] == status, name
    assert len(desk.scene.events()) == before


def test_an_idempotency_key_used_for_something_else_is_refused_and_the_first_answer_stands(desk: Desk) -> None:
    key = key_made(days=0)
    first = desk.post_work(key)
    assert first.status == 201, first.text
    before = len(desk.scene.events())
    again, other = desk.post_work(key), desk.post_work(key, kind="exam")
    assert (again.status, again.json) == (201, first.json)
    assert (other.status, other.json["code"], other.json["field"]) == (422, "id-reused", "Idempotency-Key")
    assert other.json["message"]
    assert other.headers["Content-Type"] == "application/problem+json"
    assert len(desk.scene.events()) == before


def _required(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any], str, int | None]]:
    """Of every operation that is sent something: method, path, a whole body, a member it must have, the version."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if "requestBody" not in operation:
                continue
            reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
            name = reference.rsplit("/", 1)[1]
            needs_version = any(one["name"] == "If-Match" for one in operation["parameters"])
            for member in document["components"]["schemas"][name].get("required", []):
                yield method.upper(), path, WHOLE[name], member, 1 if needs_version else None


# A body of each schema with everything in it.
WHOLE: dict[str, dict[str, Any]] = {
    "TopicEntry": {"topic": "x"}, "RollEntry": {"entries": []}, "CancellationEntry": {"reason": "x", "order": "1"},
    "WorkEntry": {"kind": "test", "marks_required": False}, "MarkEntry": {"pupil": "", "value": 5},
    "MarkChangeEntry": {"value": 5},
}  # fmt: skip


def test_each_member_that_must_be_there_is_missed_by_its_name(desk: Desk) -> None:
    document = Browser(desk.scene.journal.origin).get(f"{API}/openapi.json").json
    work, lesson = desk.scene.builder.school.works[0]
    names = {"{lesson}": lesson.lesson_id, "{work}": work, "{mark}": bytes.fromhex(NOBODY)}
    before, missed = len(desk.scene.events()), []
    for method, path, whole, member, version in _required(document):
        for name, value in names.items():
            path = path.replace(name, ids.text(value))
        body = {"pupil": NOBODY_TEXT} if "pupil" in whole and member != "pupil" else {}
        body = {key: value for key, value in {**whole, **body}.items() if key != member}
        page = desk.browser.api(method, API + path, body, version)
        assert (page.status, page.json["code"], page.json["field"]) == (400, "malformed", member), page.text
        assert page.json["message"] and page.headers["Content-Type"] == "application/problem+json"
        missed.append(member)
    assert sorted(missed) == [
        "entries", "kind", "marks_required", "order", "pupil", "reason", "topic", "value", "value",
    ]  # fmt: skip
    nothing = desk.put("homework", {})
    assert (nothing.status, nothing.json["code"], nothing.json["field"]) == (400, "malformed", "text")
    line = desk.put("roll", {"entries": [{"code": "ill"}]}, 0)
    assert (line.status, line.json["field"]) == (400, "entries[0].pupil")
    assert len(desk.scene.events()) == before


def test_without_a_session_every_door_but_the_description_is_shut(desk: Desk) -> None:
    nobody = Browser(desk.scene.journal.origin)
    lesson = ids.text(desk.scene.builder.school.works[0][1].lesson_id)
    page = nobody.api("GET", f"{API}/lessons/{lesson}")
    assert (page.status, page.json["code"]) == (401, "sign-in-needed")
    assert nobody.get(f"{API}/openapi.json").status == 200


def test_who_looked_at_a_lesson_is_noted(desk: Desk) -> None:
    lesson = desk.scene.builder.school.works[0][1].lesson_id
    assert desk.browser.api("GET", f"{API}/lessons/{ids.text(lesson)}").status == 200
    desk.scene.journal.stop()
    rows = snapshot(desk.scene.journal.store)["read_record"]
    noted = [row for row in rows if lesson in row and desk.scene.builder.school.teacher_id in row]
    assert len(noted) == 1 and "journal.api.lesson" in noted[0]
