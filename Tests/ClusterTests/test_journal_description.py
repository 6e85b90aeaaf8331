"""Issue line 10: the journal's API answers whatever is sent as its OpenAPI document says, and never with a fault."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
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
from zvonok_interop import ids
from zvonok_interop.load import AckLog

from cluster import Cluster
from scenario import SMALL, Scene, build, check_promises, check_tables
from staff import issue_account, sign_in

API = "/journal/api/v1"
CHECKS = (
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
)  # fmt: skip
REQUESTS, LONG_REQUESTS = 2_000, 20_000


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    journal = cluster.journal()
    journal.start()
    made = build(cluster, journal, acknowledged, today, **SMALL)
    issue_account(made, made.builder.school.teacher_id)
    return made


@dataclass
class Ground:
    """Puts things that are there in the place of invented ids, so that requests get past the first door."""

    scene: Scene
    dice: random.Random
    marks: list[str] = field(default_factory=list)

    def put(self, case: Case) -> None:
        """Two requests of three name something real; half of the edits name a version that may be the present one."""
        school = self.scene.builder.school
        real = {
            "lesson": [ids.text(lesson.lesson_id) for lesson in school.lessons],
            "work": [ids.text(work_id) for work_id, _ in school.works],
            "mark": self.marks,
            "day": [lesson.on.isoformat() for lesson in school.lessons],
        }
        for name in case.path_parameters:
            if real.get(name) and self.dice.random() < 2 / 3:
                case.path_parameters[name] = self.dice.choice(real[name])
        if "If-Match" in case.headers and self.dice.random() < 1 / 2:
            case.headers["If-Match"] = f'"{self.dice.randint(0, 6)}"'
        self._name_pupil(case)

    def _name_pupil(self, case: Case) -> None:
        if isinstance(case.body, dict) and "pupil" in case.body and self.dice.random() < 2 / 3:
            case.body["pupil"] = ids.text(self.dice.choice(self.scene.builder.school.pupils))

    def learn(self, case: Case, response: requests.Response) -> None:
        """Marks that were given are there from then on."""
        if response.status_code == 201 and case.path.endswith("/marks"):
            self.marks.append(response.json()["id"])


def _operations(scene: Scene) -> Iterator[schemathesis.APIOperation]:
    schema = schemathesis.openapi.from_url(f"{scene.journal.origin}{API}/openapi.json")
    for result in schema.get_all_operations():
        yield result.ok()


def _session(scene: Scene) -> requests.Session:
    session = requests.Session()
    for cookie in sign_in(scene).cookies:
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


def _fuzz(scene: Scene, wanted: int) -> Counter[int]:
    """Asks until so many requests were answered; returns how often each status was."""
    session, ground, answers = _session(scene), Ground(scene, random.Random(7)), Counter[int]()

    def ask(case: Case) -> None:
        ground.put(case)
        response = case.call(session=session)
        answers[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)
        ground.learn(case, response)

    operations = list(_operations(scene))
    share = -(-wanted // (2 * len(operations)))
    while answers.total() < wanted:
        for operation in operations:
            _play(operation, GenerationMode.POSITIVE, share, ask)
            _play(operation, GenerationMode.NEGATIVE, share, ask)
    return answers


def _check(scene: Scene, answers: Counter[int], wanted: int) -> None:
    """So many were asked, both kinds came about; and what was accepted stands in the feed and the tables."""
    assert answers.total() >= wanted, answers
    assert answers[200] and answers[201] and answers[400] and answers[404] and answers[412] and answers[422], answers
    assert all(status < 500 for status in answers), answers
    events = check_promises(scene)
    scene.journal.stop()
    check_tables(scene.journal, events)


def test_two_thousand_requests_are_answered_as_described(scene: Scene, say: Callable[[str], None]) -> None:
    answers = _fuzz(scene, REQUESTS)
    say(f"{answers.total()} requests: {dict(sorted(answers.items()))}")
    _check(scene, answers, 2_000)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_twenty_thousand_requests_are_answered_as_described(scene: Scene, say: Callable[[str], None]) -> None:
    answers = _fuzz(scene, LONG_REQUESTS)
    say(f"{answers.total()} requests: {dict(sorted(answers.items()))}")
    _check(scene, answers, 20_000)
