"""A teacher fills in a lesson on the page, without scripts; what she typed stands in the feed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from zvonok_interop import ids, schemas
from zvonok_interop.builder import Lesson
from zvonok_interop.load import AckLog
from zvonok_interop.oracle.journal import Journal as Fold
from zvonok_interop.schemas import body_of

from browser import Browser
from cluster import Cluster
from scenario import SMALL, Scene, build, check_promises, check_tables
from staff import LOGIN, PASSWORD, issue_account, sign_in

ATTENDANCE, WORKS = schemas.attendance, schemas.works


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    """A school whose teacher has an account."""
    journal = cluster.journal()
    journal.start()
    made = build(cluster, journal, acknowledged, today, **SMALL)
    issue_account(made, made.builder.school.teacher_id)
    return made


def _lesson(scene: Scene) -> Lesson:
    return next(one for one in scene.builder.school.lessons if one.is_past)


def _path(lesson: Lesson) -> str:
    return f"/journal/lessons/{ids.text(lesson.lesson_id)}"


def _filled(lesson: Lesson, form: Any) -> list[tuple[str, str]]:
    first, second = (ids.text(pupil) for pupil in lesson.pupils[:2])
    return form.with_values({
        "topic": "Дроби и проценты", "homework-kind": "text", "homework": "§ 5, № 1–4",
        "homework-due": (lesson.on + timedelta(days=2)).isoformat(), "roll": "some",
        f"code-{first}": "6", f"late-{first}": "7", f"code-{second}": "5",
        "new-kind": "3", f"new-{first}": "4",
    })  # fmt: skip


def test_a_lesson_is_filled_in_by_one_form_and_read_back_from_the_feed(scene: Scene) -> None:
    lesson = _lesson(scene)
    browser = sign_in(scene, to=f"/journal/days/{lesson.on.isoformat()}")
    day = browser.get(f"/journal/days/{lesson.on.isoformat()}")
    assert _path(lesson) in day.text and "Algebra" in day.text
    page = browser.get(_path(lesson))
    fields = _filled(lesson, page.form(_path(lesson)))
    saved = browser.post(_path(lesson), fields)
    assert saved.status == 200
    assert "Сохранено: тема, домашнее задание, посещаемость, работа, оценки" in saved.text
    # Sent once more, as a browser does that goes back: nothing is entered twice.
    assert browser.post(_path(lesson), fields).status == 200

    events = check_promises(scene)
    own = [event for event in events if event.actor_id == scene.builder.school.teacher_id]
    kinds = [event.type for event in own]
    assert kinds == ["TopicRecorded", "HomeworkRecorded", "RollTaken", "WorkCreated", "MarkGiven"]
    bodies = {event.type: body_of(event) for event in own}
    assert bodies["TopicRecorded"].topic == "Дроби и проценты"
    assert bodies["HomeworkRecorded"].text == "§ 5, № 1–4"
    entries = {entry.pupil_id: entry for entry in bodies["RollTaken"].entries}
    assert entries[lesson.pupils[0]].code == ATTENDANCE.ATTENDANCE_CODE_LATE
    assert entries[lesson.pupils[0]].minutes_late == 7
    assert entries[lesson.pupils[1]].code == ATTENDANCE.ATTENDANCE_CODE_ILL
    assert bodies["WorkCreated"].kind == WORKS.WORK_KIND_CONTROL
    assert bodies["MarkGiven"].value.points == 4
    scene.journal.stop()
    check_tables(scene.journal, events)


def test_roles_accounts_and_keys_stand_in_the_tables_as_the_feed_says(scene: Scene) -> None:
    sign_in(scene)
    events = check_promises(scene)
    kinds = [event.type for event in events]
    assert kinds.count("StaffAccountIssued") == 1
    assert kinds.count("SigningKeyPublished") == 1
    fold = Fold().apply_all(events)
    assert [row["is_open"] for row in fold.accounts.values()] == [True]
    for secret in (LOGIN, "scrypt", PASSWORD):
        assert all(secret.encode() not in event.payload for event in events)
    scene.journal.stop()
    check_tables(scene.journal, events)


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(scene: Scene) -> None:
    lesson = _lesson(scene)
    browser = sign_in(scene, to=_path(lesson))
    pupil = ids.text(lesson.pupils[0])
    work = next(work_id for work_id, of in scene.builder.school.works if of.lesson_id == lesson.lesson_id)
    mark = f"mark-{ids.text(work)}-{pupil}"
    before = len(scene.events())
    changes: dict[str, str | None] = {
        "topic": "ж" * 1_001, "homework-kind": "none", "homework": "§ 5", f"code-{pupil}": "6", f"late-{pupil}": "46",
        mark: "6", "new-kind": "3", "new-weight": "0",
    }  # fmt: skip
    page = browser.post(_path(lesson), browser.get(_path(lesson)).form(_path(lesson)).with_values(changes))
    assert page.status == 422
    assert page.error("topic") == "Слишком длинно"
    assert "Либо задание, либо «Не задано»" in page.error("homework-kind")
    assert "от 1 до 45" in page.error(f"late-{pupil}")
    assert page.error(mark) == "Такой оценки в этом курсе нет"
    assert page.error("new-weight") == "Вес — от 1 до 1000; обычный — 100"
    form = page.form(_path(lesson))
    assert {name: form[name] for name in changes} == changes
    assert len(scene.events()) == before
    right = {"topic": "Дроби", "homework": "", f"late-{pupil}": "5", mark: "5", "new-weight": "100"}
    assert "Сохранено" in browser.post(_path(lesson), form.with_values(right)).text


def test_nobody_comes_in_by_guessing_nor_is_the_owner_kept_out(scene: Scene) -> None:
    stranger = Browser(scene.journal.origin)
    form = stranger.get("/journal/sign-in").form("/sign-in")
    answers = [stranger.post("/journal/sign-in", form.changed(login=LOGIN, password=f"guess {n}")) for n in range(6)]
    assert [answer.status for answer in answers] == [422] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert scene.journal.log.read_text().count(LOGIN) == 0, "logins stand in no log"
