"""Five services with a large school under load, families that are written to, and a clock that goes on meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.load import AckLog
from zvonok_interop.orders import Order
from zvonok_interop.workload import Workload

from families import Families
from five import Five
from scenario import Scene, build
from school_days import MINUTE, moscow

# A Wednesday at school; the load's lessons lie before it.
TODAY = datetime(2026, 9, 16, 5, tzinfo=UTC)


class Ticking:
    """A workload during which the clock goes on."""

    def __init__(self, workload: Workload, cluster: Five) -> None:
        self._workload, self._five = workload, cluster

    def next(self) -> Order | None:
        self._five.tick()
        return self._workload.next()

    def acknowledged(self, item: Order) -> None:
        self._workload.acknowledged(item)


def loaded_school(whole: Five, acknowledged: AckLog, **shape: Any) -> Scene:
    """A school in five running services, with families of the first pupils, who are the scene's extra."""
    whole.at(int(TODAY.timestamp()) * 1_000_000)
    made = build(whole.cluster, whole.journal, acknowledged, TODAY, zone="Europe/Moscow", **shape)
    made.workload = Ticking(made.workload, whole)
    school = made.builder.school
    # Not the desks of the load, whose answers are its own.
    desks = [whole.cluster.connect(whole.journal, "desk-4"), whole.cluster.connect(whole.diary, "desk")]
    families = Families(*desks, school.school_id, made.builder.ids.next)
    families.give_address(school.teacher_id, "teacher@example.org")
    for number, pupil in enumerate(school.pupils[:6]):
        families.come(f"family{number}", [pupil, school.pupils[number + 1]], TODAY.date())
    made.extra = families
    return made


def last_mark(whole: Five, scene: Scene) -> int:
    """One more mark, of which a family is told alone; then the next morning comes. Returns its instant."""
    whole.at(whole.clock.instant + 10 * MINUTE)
    give_mark(scene, scene.builder.school.lessons[0].pupils[0])
    instant = moscow(TODAY.date() + timedelta(days=1), 7, 31)
    whole.at(instant)
    return instant


def give_mark(scene: Scene, pupil: bytes) -> None:
    """For a work of its own, in the pupil's first lesson."""
    families: Families = scene.extra
    ids = scene.builder.ids
    lesson = next(lesson for lesson in scene.builder.school.lessons if pupil in lesson.pupils)
    work = schemas.commands.CreateWork(
        work_id=ids.next(), lesson_id=lesson.lesson_id, kind=schemas.works.WORK_KIND_CONTROL, weight=100,
        marks_required=True,
    )  # fmt: skip
    families.tell_journal(work)
    families.tell_journal(
        schemas.commands.GiveMark(
            mark_id=ids.next(), work_id=work.work_id, pupil_id=pupil, date=day_number(lesson.on),
            value=schemas.works.MarkValue(points=5),
        )  # fmt: skip
    )
