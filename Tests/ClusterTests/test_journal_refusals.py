"""Issue line 9 of the pages: every refusal of the ground, over HTTP as problem+json, with field and message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from zvonok_interop import ids, schemas
from zvonok_interop.builder import day_number
from zvonok_interop.load import AckLog

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
    made = Desk(scene, sign_in(scene), work.work_id, cancelled.lesson_id, cancelled_work)
    first = made.mark(pupil=school.works[0][1].pupils[0])
    assert first.status == 201, first.text
    return made


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
    "homework that is too long": (lambda d: d.put("homework", {"text": "x" * 10_001}), 422, "too-large", "text"),
    "a body larger than any": (lambda d: d.put("topic", {"topic": "x" * 300_000}), 413, "request-too-large", None),
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
