"""The deadline-monitor: alerts at their instant, none while behind, none twice; obligations as a fold in Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from zvonok_interop import ids, schemas
from zvonok_interop.oracle import obligations

from cluster import Cluster, wait_job
from monitor import monitor, told
from process import wait_for
from scenario import subscription
from school_days import FIRST, MINUTE, moscow
from staff import LOGIN, PASSWORD, sign_in, verifier
from watched import MORNING, Scene, watched


@pytest.fixture
def scene(cluster: Cluster, tmp_path: Path) -> Iterator[Scene]:
    yield from watched(cluster, tmp_path)


def _week() -> list[date]:
    return [FIRST + timedelta(days=number) for number in (0, 1, 2, 5, 6)]


def test_an_empty_lesson_becomes_an_alert_at_its_instant_and_not_before(scene: Scene) -> None:
    lesson = scene.days.schedule(FIRST)
    due = scene.days.end_of(lesson) + 60 * MINUTE
    scene.pass_to(due - 1)
    assert scene.list() == []
    scene.pass_to(due)
    assert scene.open() == ["homework"]
    midnight = moscow(FIRST + timedelta(days=1), 0)
    scene.pass_to(midnight - 1)
    assert scene.open() == ["homework"]
    scene.pass_to(midnight)
    assert sorted(scene.open()) == ["attendance", "homework", "topic"]
    first = scene.list()[0]
    assert (first["clause"], first["rule_version"], first["due"]) == ("3.5", 1, due)
    assert first["link"] == f"/journal/lessons/{ids.text(lesson.lesson_id)}"
    assert (first["class_name"], first["course_name"], first["date"]) == ("5А", "Algebra", FIRST.isoformat())
    assert first["teacher"] == ids.text(scene.days.school.teacher_id)


def test_an_entry_closes_its_alert_with_the_lateness_and_a_cancellation_withdraws_the_rest(scene: Scene) -> None:
    lesson = scene.days.schedule(FIRST)
    scene.pass_to(moscow(FIRST + timedelta(days=1), 0))
    scene.days.at(moscow(FIRST + timedelta(days=1), 8, 30))
    scene.days.topic(lesson)
    scene.days.cancel(lesson)
    wait_for(lambda: scene.open() == [], "no open alert")
    states = {one["rule"]: (one["state"], one["lateness"]) for one in scene.list()}
    topic, lateness = states.pop("topic")
    assert topic == "fulfilled" and 510 * MINUTE <= lateness < 510 * MINUTE + 1_000
    assert states == {"homework": ("withdrawn", None), "attendance": ("withdrawn", None)}
    scene.check_fold()


def _fulfilled(scene: Scene) -> set[str]:
    """The rules that nothing is owed by any more."""
    return {"topic", "homework", "attendance"} - set(scene.open())


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_a_topic_entered_ahead_counts_once_its_teacher_confirms_it_on_the_page(
    scene: Scene, is_confirmed: bool
) -> None:
    days = scene.days
    early = days.schedule(FIRST + timedelta(days=1))
    days.topic(early)
    days.command(
        schemas.commands.IssueStaffAccount(
            staff_id=days.school.teacher_id, login=LOGIN, password_verifier=verifier(PASSWORD)
        ),
        days.school.teacher_id,
    )
    scene.pass_to(moscow(FIRST + timedelta(days=1), 7))
    path = f"/journal/lessons/{ids.text(early.lesson_id)}"
    browser = sign_in(scene, to=path)
    page = browser.get(path)
    assert "введена заранее" in page.text and "Подтверждаю тему" in page.text
    values = {"topic-confirmed": "yes"} if is_confirmed else {}
    saved = browser.post(path, page.form(path).with_values({**values, "homework-kind": "none"}))
    assert ("введена заранее" in saved.text) is not is_confirmed
    scene.pass_to(moscow(FIRST + timedelta(days=2), 0))
    assert _fulfilled(scene) == ({"topic", "homework"} if is_confirmed else {"homework"})
    scene.check_fold()


def test_the_alerts_of_a_list_are_those_asked_for(scene: Scene) -> None:
    days, school = scene.days, scene.days.school.school_id
    days.schedule(FIRST)
    scene.pass_to(moscow(FIRST + timedelta(days=1), 0))
    listed = scene.monitor.list(school, rule="topic")
    assert [one["rule"] for one in listed["alerts"]] == ["topic"]
    teacher, class_id = ids.text(days.school.teacher_id), ids.text(days.school.classes[0])
    assert len(scene.monitor.list(school, teacher=teacher)["alerts"]) == 3
    assert len(scene.monitor.list(school, **{"class": class_id})["alerts"]) == 3
    other = ids.text(days.school.course_id)
    assert scene.monitor.list(school, teacher=other)["alerts"] == []
    assert scene.monitor.list(school, **{"class": other})["alerts"] == []
    first = scene.monitor.list(school, limit="2")
    rest = scene.monitor.list(school, limit="2", after=first["next"])
    assert len(first["alerts"]) == 2 and len(rest["alerts"]) == 1 and rest["next"] is None
    assert {one["id"] for one in first["alerts"] + rest["alerts"]} == {one["id"] for one in scene.list()}


def test_a_monitor_that_was_away_raises_nothing_for_what_was_entered_in_time(scene: Scene) -> None:
    lesson = scene.days.schedule(FIRST)
    scene.seen(MORNING)
    scene.monitor.stop()
    scene.days.at(scene.days.end_of(lesson))
    scene.days.topic(lesson)
    scene.days.roll(lesson)
    scene.days.homework(lesson)
    scene.days.at(moscow(FIRST + timedelta(days=2), 8))
    scene.monitor.start()
    scene.seen(scene.clock.instant)
    assert scene.list() == []
    assert told(scene.cluster, scene.monitor) == []


def test_started_last_it_decides_the_same_as_one_that_was_there(scene: Scene) -> None:
    late = monitor(scene.cluster, scene.journal, name="late")
    late.settings = scene.monitor.settings
    late.write()
    scene.journal.reload()
    for on in _week():
        scene.days.pass_day(on)
    scene.pass_to(moscow(_week()[-1] + timedelta(days=3), 0))
    watched = told(scene.cluster, scene.monitor)
    scene.check_fold()
    late.start()
    scene.monitor = late
    fold = scene.check_fold()
    assert {one.state for one in fold.alerts.values()} == {"open", "fulfilled", "withdrawn"}
    thorough = obligations.Monitor(thorough=True).apply_all(scene.events(), scene.clock.instant)
    assert (thorough.obligations, thorough.alerts) == (fold.obligations, fold.alerts)
    late.start()
    assert Counter(_lines(watched)) == Counter(_lines(told(scene.cluster, late)))


def _lines(events: list) -> list[tuple[str, bytes]]:
    return [(kind, body.SerializeToString(deterministic=True)) for kind, body in events]


def test_a_rebuild_tells_nothing_twice(scene: Scene) -> None:
    for on in _week()[:2]:
        scene.days.pass_day(on)
    scene.pass_to(moscow(_week()[3], 0))
    before = _lines(told(scene.cluster, scene.monitor))
    operator = scene.cluster.connect(scene.monitor, "operator")
    assert wait_job(operator, operator.rebuild(scene.journal.feed_name)).state == "done"
    assert _lines(told(scene.cluster, scene.monitor)) == before
    scene.check_fold()
    assert scene.monitor.verify()[0] == 0


def test_restored_from_a_backup_it_raises_no_alert_twice(scene: Scene) -> None:
    scene.days.pass_day(_week()[0])
    scene.pass_to(moscow(_week()[1], 0))
    operator = scene.cluster.connect(scene.monitor, "operator")
    assert wait_job(operator, operator.backup(str(scene.monitor.backups))).state == "done"
    scene.days.pass_day(_week()[1])
    scene.pass_to(moscow(_week()[3], 12))
    before = told(scene.cluster, scene.monitor)
    scene.monitor.stop()
    scene.monitor.restore(scene.monitor.newest_backup())
    scene.monitor.start()
    scene.seen(scene.clock.instant)
    after = told(scene.cluster, scene.monitor)
    raised = Counter(body.alert_id for kind, body in after if kind == "AlertRaised")
    assert raised and max(raised.values()) == 1
    assert Counter(_lines(after)) == Counter(_lines(before))
    scene.check_fold()


@pytest.mark.parametrize("place", ["after-raising-before-commit", "after-apply-before-commit:20"])
def test_killed_there_it_raises_each_alert_once(scene: Scene, place: str) -> None:
    scene.seen(MORNING)
    scene.monitor.stop()
    dying = scene.monitor.start(die_at=place)
    scene.days.pass_day(_week()[0])
    scene.days.at(moscow(_week()[1], 0))
    dying.wait_killed()
    scene.monitor.restart()
    scene.seen(scene.clock.instant)
    raised = Counter(body.alert_id for kind, body in told(scene.cluster, scene.monitor) if kind == "AlertRaised")
    assert raised and max(raised.values()) == 1
    scene.check_fold()


def test_an_owner_that_is_away_makes_nothing_overdue(scene: Scene) -> None:
    scene.days.schedule(FIRST)
    scene.seen(MORNING)
    scene.journal.stop()
    scene.days.at(moscow(FIRST + timedelta(days=1), 0))
    wait_for(
        lambda: subscription(scene.cluster, scene.monitor, scene.journal).state == "connecting", "the owner to be missed"
    )
    assert scene.list() == []
    assert scene.monitor.health("readyz")[0] == 200
    scene.journal.start()
    scene.seen(scene.clock.instant)
    assert sorted(scene.open()) == ["attendance", "homework", "topic"]
