"""A school in a journal and a diary, with a teacher and a parent who can sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cluster import Cluster, Journal
from diary import Diary, diary, issue, verifier
from google.protobuf.message import Message
from process import wait_for
from scenario import Scene, build
from zvonok_interop import ids, schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import accepted
from zvonok_interop.load import AckLog
from zvonok_interop.orders import now_us, order, wire

TEACHER, PARENT = "zvonareva", "vetrova"
PASSWORD = "a password of some length"
SHAPE = {"days": 3, "pupils_per_class": 6, "works_per_lesson": 1, "classes": 1, "has_mixed_group": False}


@dataclass
class School:
    """The running services, and what stands in them."""

    scene: Scene
    journal: Journal
    diary: Diary
    today: date

    @property
    def child(self) -> bytes:
        """The parent's child; her class is the teacher's."""
        return self.scene.builder.school.pupils[0]

    def lesson_path(self) -> str:
        """The newest past lesson's page."""
        lesson = [one for one in self.scene.builder.school.lessons if one.is_past][-1]
        return f"/journal/lessons/{ids.text(lesson.lesson_id)}"

    def day_path(self) -> str:
        """The teacher's page of the newest past school day."""
        day = [one for one in self.scene.builder.school.lessons if one.is_past][-1].on
        return f"/journal/days/{day.isoformat()}"

    def week_path(self) -> str:
        """The week of that day in the child's diary."""
        day = [one for one in self.scene.builder.school.lessons if one.is_past][-1].on
        return f"/diary/week?child={ids.text(self.child)}&from={day.isoformat()}"

    def tell(self, service: Journal | Diary, body: Message) -> None:
        """A command of the school's desk."""
        item = order(self.scene.builder.ids.next(), self.scene.builder.school.school_id, body, b"")
        accepted(self.scene.cluster.connect(service, "desk").command(wire(item, now_us())))

    def wait_for_diary(self) -> None:
        """Returns once the diary has read what the journal says."""
        operator = self.scene.cluster.connect(self.diary, "operator")
        head = len(self.scene.events())
        wait_for(lambda: operator.status().subscriptions[0].cursor >= head, "the diary to have read everything")


def opened_school(cluster: Cluster, acknowledged: AckLog, now: datetime) -> School:
    """Starts both services and makes the school."""
    journal = cluster.journal()
    family = diary(cluster, journal)
    journal.start()
    family.start()
    scene = build(cluster, journal, acknowledged, now, **SHAPE)
    made = School(scene, journal, family, now.date())
    _let_in(made)
    made.wait_for_diary()
    return made


def _let_in(made: School) -> None:
    teacher = made.scene.builder.school.teacher_id
    account = schemas.commands.IssueStaffAccount(staff_id=teacher, login=TEACHER, password_verifier=verifier(PASSWORD))
    made.tell(made.journal, account)
    parent = schemas.commands.AddGuardian(guardian_id=made.scene.builder.ids.next())
    parent.name.family, parent.name.given, parent.name.patronymic = "Ветрова", "Ольга", "Константиновна"
    made.tell(made.journal, parent)
    bond = schemas.commands.RecordGuardianship(
        guardianship_id=made.scene.builder.ids.next(), guardian_id=parent.guardian_id, pupil_id=made.child,
        basis=schemas.directory.GUARDIANSHIP_BASIS_PARENT, first_day=day_number(made.today - timedelta(days=40)),
    )  # fmt: skip
    made.tell(made.journal, bond)
    made.tell(made.diary, issue(made.scene.builder.ids.next(), parent.guardian_id, PARENT))
