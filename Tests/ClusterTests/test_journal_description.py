"""Issue line 10: the journal's API answers whatever is sent as its OpenAPI document says, and never with a fault."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from zvonok_interop import ids, schemas
from zvonok_interop.builder import Lesson, day_number
from zvonok_interop.load import AckLog

from cluster import Cluster
from scenario import SMALL, Scene, build, check_promises, check_tables
from staff import LOGIN, command, issue_account, sign_in

API = "/journal/api/v1"
CHECKS = (
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
)  # fmt: skip
REQUESTS, LONG_REQUESTS = 2_000, 20_000
COLLEAGUE = "teacher.two"
ABSENT = {
    schemas.attendance.ATTENDANCE_CODE_ABSENT, schemas.attendance.ATTENDANCE_CODE_UNEXCUSED,
    schemas.attendance.ATTENDANCE_CODE_EXCUSED, schemas.attendance.ATTENDANCE_CODE_ILL,
}  # fmt: skip


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    """A small school with some marks; its teacher answers for it too and may cancel lessons, a colleague, its head, may
    read all of it and enter nothing."""
    journal = cluster.journal()
    journal.start()
    made = build(cluster, journal, acknowledged, today, **SMALL)
    school, new_id = made.builder.school, made.builder.ids.next
    issue_account(made, school.teacher_id)
    name = schemas.cards.PersonName(family="Osinova", given="Olga")
    colleague = schemas.commands.AddStaff(staff_id=new_id(), name=name, post="teacher")
    command(made, colleague)
    issue_account(made, colleague.staff_id, COLLEAGUE)
    for person, role in (
        (school.teacher_id, schemas.staff.STAFF_ROLE_DEPUTY_HEAD), (colleague.staff_id, schemas.staff.STAFF_ROLE_HEAD),
    ):  # fmt: skip
        since = day_number(today.date()) - 30
        command(
            made,
            schemas.commands.GrantRole(
                role_id=new_id(), staff_id=person, role=role, first_day=since, order_number="7"
            ),
        )
    made.extra = [_give_mark(made, work, lesson) for work, lesson in school.works]
    return made


def _give_mark(scene: Scene, work: bytes, lesson: Lesson) -> str:
    mark = schemas.commands.GiveMark(
        mark_id=scene.builder.ids.next(), work_id=work, pupil_id=lesson.pupils[0], date=day_number(lesson.on),
        value=schemas.works.MarkValue(points=4),
    )  # fmt: skip
    command(scene, mark)
    return ids.text(mark.mark_id)


# A lesson, its roll, a work or a mark, with its id: what has a version.
Thing = tuple[str, str]


@dataclass
class Ground:
    """Puts things that are there in the place of invented ids, so that requests get past the first door."""

    scene: Scene
    dice: random.Random
    marks: list[str] = field(default_factory=list)
    # Whose each lesson and work is; works that were added, without a mark in the way of withdrawing them, among them.
    pupils: dict[Thing, Sequence[bytes]] = field(default_factory=dict)
    versions: dict[Thing, int] = field(default_factory=dict)

    @classmethod
    def of(cls, scene: Scene, dice: random.Random) -> Ground:
        school = scene.builder.school
        pupils: dict[Thing, Sequence[bytes]] = {
            ("lesson", ids.text(lesson.lesson_id)): lesson.pupils for lesson in school.lessons
        }
        pupils |= {("work", ids.text(work)): lesson.pupils for work, lesson in school.works}
        return cls(scene, dice, list(scene.extra), pupils)

    def put(self, case: Case) -> None:
        """Four requests of five name something real, four edits of five the version that it has."""
        real = self._real(case)
        for name in case.path_parameters:
            if real.get(name) and self._often():
                case.path_parameters[name] = self.dice.choice(real[name])
        if "If-Match" in case.headers and self._often():
            case.headers["If-Match"] = f'"{self._version(case)}"'
        if isinstance(case.body, dict):
            self._name_pupils(case)

    def _often(self) -> bool:
        return self.dice.random() < 4 / 5

    def _real(self, case: Case) -> dict[str, list[str]]:
        lessons = self.scene.builder.school.lessons
        # Few are cancelled and few marks withdrawn, or soon nothing could be entered in any lesson and no mark changed.
        chosen = lessons[::4] if case.path.endswith("/cancellation") else lessons
        marks = self.marks[:5] if case.method == "DELETE" else self.marks
        return {
            "lesson": [ids.text(lesson.lesson_id) for lesson in chosen],
            "work": [key for kind, key in self.pupils if kind == "work"],
            "mark": marks,
            "day": [lesson.on.isoformat() for lesson in lessons],
        }

    def _version(self, case: Case) -> int:
        kind, key = self._thing(case)
        return self.versions.get((kind, key), 0 if kind == "roll" else 1)

    def _thing(self, case: Case) -> Thing:
        kind, key = next(iter(case.path_parameters.items()))
        return "roll" if case.path.endswith("/roll") else kind, str(key)

    def _name_pupils(self, case: Case) -> None:
        """Real ones in the place of invented ones; of a roll each once, of the lesson's where that is real."""
        pupils = [ids.text(pupil) for pupil in self._pupils(case)]
        entries = case.body.get("entries")
        if "pupil" in case.body and self._often():
            case.body["pupil"] = self.dice.choice(pupils)
        elif isinstance(entries, list) and len(entries) <= len(pupils) and self._often():
            for entry, pupil in zip(entries, self.dice.sample(pupils, len(entries)), strict=True):
                if isinstance(entry, dict):
                    entry["pupil"] = pupil
                    if self.dice.random() < 1 / 2:
                        entry["code"] = "absent"
                        entry.pop("minutes_late", None)

    def _pupils(self, case: Case) -> Sequence[bytes]:
        named = (self.pupils.get((kind, str(key))) for kind, key in case.path_parameters.items())
        return next(filter(None, named), self.scene.builder.school.pupils)

    def learn(self, case: Case, response: requests.Response) -> None:
        """Works and marks that were made are there from then on; versions are those that the journal names."""
        if response.status_code == 201:
            made = response.json()["id"]
            if case.path.endswith("/marks"):
                self.marks.append(made)
            else:
                self.pupils["work", made] = self._pupils(case)
        elif response.status_code == 200 and case.method != "GET":
            self.versions[self._thing(case)] = response.json()["version"]
        elif response.status_code == 412 and "current_version" in (problem := response.json()):
            self.versions[self._thing(case)] = problem["current_version"]


def _operations(scene: Scene) -> Iterator[schemathesis.APIOperation]:
    schema = schemathesis.openapi.from_url(f"{scene.journal.origin}{API}/openapi.json")
    for result in schema.get_all_operations():
        yield result.ok()


def _session(scene: Scene, login: str) -> requests.Session:
    session = requests.Session()
    for cookie in sign_in(scene, login).cookies:
        session.cookies.set_cookie(cookie)
    return session


def _play(
    operation: schemathesis.APIOperation, mode: GenerationMode, count: int, ask: Callable[[Case], None]
) -> None:
    @seed(7)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Case) -> None:
        ask(case)

    one()


# How often each operation was answered with each status.
Answers = dict[str, Counter[int]]


def _fuzz(scene: Scene, wanted: int) -> Answers:
    """Asks until so many requests were answered; of eight one comes from the colleague."""
    dice = random.Random(7)
    ground = Ground.of(scene, dice)
    sessions = [_session(scene, login) for login in [LOGIN, COLLEAGUE]]
    operations = list(_operations(scene))
    answers: Answers = {operation.label: Counter() for operation in operations}

    def ask(case: Case) -> None:
        ground.put(case)
        response = case.call(session=sessions[dice.random() < 1 / 8])
        answers[case.operation.label][response.status_code] += 1
        case.validate_response(response, checks=CHECKS)
        ground.learn(case, response)

    share = -(-wanted // (2 * len(operations)))
    while _total(answers).total() < wanted:
        for operation in operations:
            _play(operation, GenerationMode.POSITIVE, share, ask)
            _play(operation, GenerationMode.NEGATIVE, share, ask)
    return answers


def _total(answers: Answers) -> Counter[int]:
    return sum(answers.values(), Counter())


def _check(scene: Scene, answers: Answers, wanted: int) -> None:
    """So many were asked, each operation did its work and refused; what was accepted stands in feed and tables."""
    total = _total(answers)
    assert total.total() >= wanted, total
    assert all(status < 500 for status in total), answers
    assert all(total[status] for status in (400, 403, 404, 412, 422)), total
    for operation in _operations(scene):
        statuses = answers[operation.label]
        success = [int(code) for code in operation.definition.raw["responses"] if code.startswith("2")]
        assert len(success) == 1 and statuses[success[0]], f"{operation.label} never did what it is for: {statuses}"
        assert any(400 <= status for status in statuses), f"{operation.label} refused nothing: {statuses}"
    events = check_promises(scene)
    rolls = [schemas.attendance.RollTaken.FromString(event.payload) for event in events if event.type == "RollTaken"]
    assert any(entry.code in ABSENT for roll in rolls for entry in roll.entries), "no roll with an absent pupil was taken"
    scene.journal.stop()
    check_tables(scene.journal, events)


def _said(answers: Answers) -> str:
    each = [f"{label}: {dict(sorted(statuses.items()))}" for label, statuses in answers.items()]
    total = _total(answers)
    return "\n".join([f"{total.total()} requests: {dict(sorted(total.items()))}", *each])


def test_two_thousand_requests_are_answered_as_described(scene: Scene, say: Callable[[str], None]) -> None:
    answers = _fuzz(scene, REQUESTS)
    say(_said(answers))
    _check(scene, answers, 2_000)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_twenty_thousand_requests_are_answered_as_described(scene: Scene, say: Callable[[str], None]) -> None:
    answers = _fuzz(scene, LONG_REQUESTS)
    say(_said(answers))
    _check(scene, answers, 20_000)
