"""Issue 4, line 6: the way of one mark through the real services; and what is said of an id that nobody knows, of
services that are down, and of keys that are not wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from zvonok_interop import ids, schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import KeyPair, accepted
from zvonok_interop.orders import now_us, order, wire

from cluster import Cluster, Collector, Service
from following import Operator
from ports import free_port
from post import DOMAIN, Post, post_office
from school_days import FIRST, SECOND, moscow
from tracing import require_strace

READERS = ("diary-reader", "deadline-monitor", "notifier", "statistics-collector")


@pytest.fixture
def post(cluster: Cluster, tmp_path: Path) -> Iterator[Post]:
    with post_office(cluster, tmp_path) as made:
        yield made


@pytest.fixture
def collector(post: Post) -> Collector:
    made = post.cluster.collector(post.journal, post.diary, post.monitor)
    made.settings = {"clock": {"simulated-file": str(post.clock.path)}}
    made.write()
    for upstream in (post.journal, post.diary, post.monitor):
        upstream.reload()
    made.start()
    return made


@pytest.fixture
def operator(post: Post, collector: Collector, tmp_path: Path) -> Operator:
    services: list[Service] = [post.journal, post.diary, post.monitor, post.notifier, collector]
    made = Operator(tmp_path / "operator", post.cluster.sender("operator"), services)
    made.write()
    return made


def steps(way: dict[str, Any], kind: str, event: int = 0) -> dict[str, dict[str, Any]]:
    """What is said of an event, by service."""
    return {one["service"]: one for one in way["events"][event]["steps"] if one["step"] == kind}


def given(post: Post) -> str:
    """A mark for a child whose mother is written to, which the notifier has decided upon; its id."""
    post.family("mother", post.pupil)
    _, work = post.lesson_with_work()
    mark = ids.text(post.days.mark(work, post.pupil, FIRST, 5))
    go_on(post)
    return mark


def go_on(post: Post) -> None:
    """A second passes: the journal's instants run ahead of a clock that stands, and the diary's promises do not."""
    post.pass_to(post.clock.instant + SECOND)


def test_the_whole_way_of_a_mark_from_its_acceptance_to_its_mail(post: Post, operator: Operator) -> None:
    mark = given(post)
    code, way = operator.follow("--mark", mark, "--wait", "5")
    assert (code, way["whole"], way["unanswered"]) == (69, False, []), way
    assert way["pending"] == ["notifier has a mail that is gathering"]
    post.pass_window()
    post.wait_ended(1)
    code, way = operator.follow("--mark", mark, "--wait", "30")
    assert (code, way["whole"], way["pending"], way["unanswered"]) == (0, True, [], []), way
    assert [one["type"] for one in way["events"]] == ["MarkGiven", "MailAccepted"]
    entered, mailed = way["events"]
    recorded = next(one for one in post.journal_events() if one.type == "MarkGiven")
    assert (entered["sequence"], entered["recorded_at"]) == (recorded.sequence, recorded.recorded_at)
    assert set(steps(way, "applied")) == set(READERS)
    assert all(one["at"] >= entered["recorded_at"] for one in steps(way, "applied").values())
    assert steps(way, "intent")["notifier"]["state"] == "made"
    assert steps(way, "duty")["deadline-monitor"]["state"] in ("owed", "fulfilled")
    mail = steps(way, "mail")["notifier"]
    assert (mail["state"], mail["message_id"]) == ("accepted", post.mails[0].message_id)
    assert mailed["recorded_at"] >= mail["until"] and mail["message_id"].endswith(f"@{DOMAIN}>")


def test_nothing_of_what_was_entered_and_nobodys_address_is_told(post: Post, operator: Operator) -> None:
    mark = given(post)
    post.pass_window()
    post.wait_ended(1)
    for form in ((), ("--json",)):
        said = operator.run("follow", "--mark", mark, *form).stdout
        assert "MarkGiven" in said and "accepted" in said
        for word in ("mother@", "family.test", "Vetrova", '"points"', "Algebra"):
            assert word not in said


def test_a_mark_entered_late_shows_the_alert_that_it_closed_and_the_mail_about_that(
    post: Post, operator: Operator
) -> None:
    _, work = post.lesson_with_work()
    for pupil in post.days.pupils[1:]:
        post.days.mark(work, pupil, FIRST, 4)
    # Night by night: what comes of one then has a later instant than what it came of.
    for night in range(6):
        post.pass_to(moscow(FIRST, 23) + night * 24 * 3_600 * SECOND)
    go_on(post)
    late = ids.text(post.days.mark(work, post.pupil, FIRST, 4))
    go_on(post)
    code, way = operator.follow("--mark", late, "--wait", "30")
    assert code == 0, way
    types = [one["type"] for one in way["events"]]
    assert types[0] == "AlertRaised" and {"MarkGiven", "AlertClosed"} <= set(types)
    place = types.index("MarkGiven")
    assert steps(way, "alert", place)["deadline-monitor"]["state"] == "fulfilled"
    for index in (0, types.index("AlertClosed")):
        assert set(steps(way, "applied", index)) == {"notifier", "statistics-collector"}


def test_a_trace_id_leads_to_everything_that_was_done_under_it(post: Post, operator: Operator) -> None:
    trace = bytes(range(1, 17))
    _, work = post.lesson_with_work()
    value = schemas.works.MarkValue(points=4)
    mark = schemas.commands.GiveMark(
        mark_id=post.days.new_id(), work_id=work, pupil_id=post.pupil, value=value, date=day_number(FIRST)
    )
    item = order(post.days.new_id(), post.days.school.school_id, mark, mark.mark_id)
    accepted(post.cluster.connect(post.journal, "desk").command(wire(item, now_us()), trace_id=trace))
    go_on(post)
    code, way = operator.follow(trace.hex(), "--wait", "30")
    assert code == 0, way
    assert [(one["type"], one["trace"].replace("-", "")) for one in way["events"]] == [("MarkGiven", trace.hex())]
    assert set(steps(way, "applied")) == set(READERS)


def test_who_is_down_is_named_and_who_has_answered_is_shown_all_the_same(
    post: Post, operator: Operator, collector: Collector
) -> None:
    mark = given(post)
    operator.follow("--mark", mark, "--wait", "5")
    collector.stop()
    done = operator.run("follow", "--mark", mark)
    assert done.returncode == 69
    assert "statistics-collector does not answer (tcp://127.0.0.1:" in done.stdout
    assert "nobody listens there" in done.stdout
    assert "diary-reader          applied" in done.stdout
    post.journal.stop()
    done = operator.run("follow", "--mark", mark)
    assert done.returncode == 69 and "journal-writer does not answer" in done.stdout


def test_an_id_that_nobody_knows_and_one_of_something_else_are_told_apart_from_a_service_that_is_down(
    post: Post, operator: Operator
) -> None:
    lesson, _ = post.lesson_with_work()
    for unknown in (["--mark", ids.text(post.days.new_id())], ["--mark", ids.text(lesson.lesson_id)], ["0" * 31 + "7"]):
        done = operator.run("follow", *unknown)
        assert (done.returncode, done.stderr) == (66, ""), done.stdout
        assert done.stdout.endswith("\nNobody knows of it.\n")


def test_what_is_no_id_is_refused_with_what_was_expected(operator: Operator) -> None:
    for wrong in (["--mark", "5"], ["abc"], [], ["0" * 32, "--mark", "0" * 32], ["--mark", "0" * 32, "--wait", "x"]):
        done = operator.run("follow", *wrong)
        assert done.returncode == 64 and done.stdout == "" and "Usage: zvonok follow" in done.stderr


def test_a_key_that_is_not_wanted_one_without_the_right_and_a_wrong_server_key_are_told_apart(
    post: Post, operator: Operator
) -> None:
    mark = given(post)
    stranger = Operator(operator.folder.parent / "stranger", KeyPair.make(), operator.services)
    clerk = Operator(operator.folder.parent / "clerk", post.cluster.sender("desk"), operator.services[:1])
    wrong = Operator(
        operator.folder.parent / "wrong", operator.keys, operator.services[:1],
        public_keys={"journal-writer": KeyPair.make().public},
    )  # fmt: skip
    reasons = (
        "it refuses our key: its allow-list does not have it", "this key is no operator's", "breaks in the handshake",
    )  # fmt: skip
    for one, code, reason in zip((stranger, clerk, wrong), (78, 78, 69), reasons, strict=True):
        one.write()
        done = one.run("follow", "--mark", mark)
        assert done.returncode == code, done.stdout + done.stderr
        assert done.stdout.count(reason) == len(one.services)
        status = one.run("status", "--json")
        assert status.returncode == 69, status.stdout + status.stderr
        assert all(reason in each["why"] for each in json.loads(status.stdout)["services"])


def test_a_port_where_nobody_listens_and_a_configuration_without_services_are_said(operator: Operator) -> None:
    nobody = Operator(
        operator.folder.parent / "nobody", operator.keys, operator.services[:1], {"journal-writer": free_port()}
    )
    nobody.write()
    done = nobody.run("follow", "--mark", "0" * 31 + "7")
    assert done.returncode == 69 and "nobody listens there" in done.stdout
    none = Operator(operator.folder.parent / "none", operator.keys, [])
    none.write()
    done = none.run("follow", "--mark", "0" * 31 + "7")
    assert done.returncode == 78 and "services names no service" in done.stderr


def test_no_store_and_no_log_is_opened(post: Post, operator: Operator, tmp_path: Path) -> None:
    require_strace()
    mark, calls = given(post), tmp_path / "calls"
    done = operator.run("follow", "--mark", mark, prefix=["strace", "-f", "-e", "trace=open,openat", "-o", str(calls)])
    assert done.returncode in (0, 69), done.stderr
    opened = {line.split('"')[1] for line in calls.read_text().splitlines() if '"' in line}
    assert {str(operator.config_file), str(operator.key_file)} <= opened
    ours = {path for path in opened if path.startswith(str(tmp_path))}
    assert [path for path in ours if not path.startswith(str(operator.folder))] == []
