"""Issue 4, line 4: a cluster backed up under load and restored elsewhere is consistent, and mails nothing anew that the
notifier knew to be mailed; an owner restored alone takes its readers back by the plan."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from zvonok_interop.load import AckLog
from zvonok_interop.oracle.intents import MARKS, Intent
from zvonok_interop.orders import set_clock_offset

from cluster import Cluster
from families import Families
from five import Five, five
from five_audit import (
    Expected, check_alerts, check_figures, check_intents, check_weeks, id_of, sent, wait_sent,
)  # fmt: skip
from loaded_five import TODAY, last_mark, loaded_school
from mail_server import Mail, mail_server
from notifier import held
from operator_command import Operator
from played_school import MORNING
from process import run_once, wait_for
from scenario import LARGE, Scene, check_tables, reach_rate

WRONG, NO_INPUT, UNAVAILABLE = 65, 66, 69
MAILS = 4


@pytest.fixture
def whole(cluster: Cluster, tmp_path: Path) -> Iterator[Five]:
    """Five services on a clock that stands at a morning, all started."""
    with mail_server() as mail:
        made = five(cluster, tmp_path, MORNING, mail)
        made.start()
        yield made
    set_clock_offset(0)


@pytest.fixture
def scene(whole: Five, acknowledged: AckLog) -> Scene:
    return loaded_school(whole, acknowledged, **LARGE)


@pytest.fixture
def operator(whole: Five) -> Operator:
    return Operator(whole.cluster, list(whole.services.values()))


def test_a_cluster_backed_up_under_load_and_restored_elsewhere_is_whole_and_mails_nothing_anew(
    whole: Five, scene: Scene, operator: Operator, tmp_path: Path
) -> None:
    folder, target = tmp_path / "backup", tmp_path / "restored"
    load = scene.load(window=64, senders=2)
    reach_rate(load)
    load.run(lambda: len(whole.mail.accepted) >= MAILS)
    early = sent(whole)
    load.run(lambda: whole.notifier.count("accepted") >= len(early))
    backup = operator.begin("backup", str(folder))
    load.run(lambda: backup.poll() is not None, timeout=180)
    assert backup.returncode == 0, backup.communicate()[0]
    at_backup = len(whole.mail.accepted)
    load.run(lambda: len(whole.mail.accepted) >= at_backup + MAILS)
    load.drain()
    assert load.rejections == []
    told_before = _told(whole.mail.accepted, Expected.of(whole, whole.clock.instant).intents)
    for service in whole.services.values():
        service.running.kill()
    _check_manifest(folder)

    assert operator.run("backup", str(folder))[0] == WRONG, "a backup overwrites none"
    plan = operator.must("restore", str(folder), "--plan")
    assert plan.count(": goes on\n") == 8 and "rebuild it" not in plan
    assert "sends again, under the same Message-ID" in plan
    operator.must("restore", str(folder), "--into", str(target))
    for service in whole.services.values():
        service.store = target / service.executable / "store.sqlite"
        service.write()
    known = {mail for mail, one in held(whole.notifier).standing.items() if one.state == "accepted"}
    assert early <= known and known != sent(whole)
    already = len(whole.mail.accepted)
    whole.start()

    instant = last_mark(whole, scene)
    expected = Expected.of(whole, instant)
    families: Families = scene.extra
    whole.wait_read(instant)
    wait_sent(whole, expected.due(families.always_told))
    anew = whole.mail.accepted[already:]
    assert operator.run("verify", "--full")[0] == 0
    assert operator.status()[0] == 0
    _check_folds(whole, expected, families)
    _check_mails(anew, known, told_before, _told(anew, expected.intents))


def _told(mails: Iterable[Mail], intents: dict[bytes, Intent]) -> dict[tuple[str, bytes], set[str]]:
    """By recipient and change of a mark the Message-IDs under which it was told."""
    told: dict[tuple[str, bytes], set[str]] = {}
    for mail in mails:
        intent = intents.get(id_of(mail))
        if intent is not None and intent.kind == MARKS:
            for event in intent.events:
                told.setdefault((mail.recipient, event), set()).add(mail.message_id)
    return told


def _check_mails(
    anew: list[Mail], known: set[bytes],
    before: dict[tuple[str, bytes], set[str]], after: dict[tuple[str, bytes], set[str]],
) -> None:
    """After the restore: nothing that the backup knew to be sent, nothing twice, and what was told before under the
    Message-ID that it was told under."""
    ids = [id_of(mail) for mail in anew]
    assert not known & set(ids), "a mail was sent again that was sent before the notifier's backup"
    assert len(ids) == len(set(ids)), "a mail was sent twice after the restore"
    repeated = before.keys() & after.keys()
    assert repeated, "nothing was mailed between the notifier's backup and the end: the test shows nothing"
    assert [key for key in repeated if before[key] != after[key]] == []


def _check_folds(whole: Five, expected: Expected, families: Families) -> None:
    """Everything the five hold is what the restored feeds say. Ends with all of them stopped."""
    check_weeks(whole, expected, families.known, TODAY.date() - timedelta(days=7), 2)
    check_figures(whole, expected)
    whole.stop()
    check_alerts(whole, expected)
    check_intents(whole.notifier.store, expected)
    check_tables(whole.journal, expected.journal)


def _check_manifest(folder: Path) -> None:
    """Readers before owners; no cursor beyond the end of what it reads; nobody else may read any of it."""
    manifest = json.loads((folder / "cluster.manifest.json").read_text())
    order = [one["name"] for one in manifest["services"]]
    assert order[-1] == "journal-writer" and order.index("deadline-monitor") > order.index("notifier")
    heads = {one["feed"]["name"]: one["feed"]["head"] for one in manifest["services"] if "feed" in one}
    cursors = [cursor for one in manifest["services"] for cursor in one["cursors"]]
    assert len(cursors) == 8 and all(one["sequence"] <= heads[one["feed"]] for one in cursors)
    assert any(one["sequence"] < heads[one["feed"]] for one in cursors), "nothing was appended meanwhile: no load"
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_an_owner_restored_alone_takes_its_readers_back_by_the_plan_and_nobody_is_mailed_twice(
    whole: Five, scene: Scene, operator: Operator, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    load = scene.load(window=64, senders=2)
    reach_rate(load)
    backup = operator.begin("backup", str(folder))
    load.run(lambda: backup.poll() is not None, timeout=180)
    assert backup.returncode == 0, backup.communicate()[0]
    load.run_for(1)
    load.drain()
    whole.wait_read(whole.clock.instant)
    before = sent(whole)
    status, output = operator.run("restore", str(folder), "--only", "journal-writer")
    assert status == WRONG and "stop journal-writer first" in output
    whole.journal.stop()
    output = operator.must("restore", str(folder), "--only", "journal-writer")
    orders = [line.split() for line in output.splitlines() if " rebuild --config " in line]
    assert output.count("rebuild it") == len(orders) == 4
    whole.journal.start()
    for name, order in zip(whole.consumers, sorted(orders, key=lambda one: _place(whole, one[0])), strict=True):
        _rebuild(whole, name, order)
    instant = last_mark(whole, scene)
    expected = Expected.of(whole, instant)
    families: Families = scene.extra
    whole.wait_read(instant)
    wait_sent(whole, expected.due(families.always_told) - before)
    mails = [id_of(mail) for mail in whole.mail.accepted]
    assert len(mails) == len(set(mails)), "a mail was sent twice"
    check_weeks(whole, expected, families.known, TODAY.date() - timedelta(days=7), 2)
    check_figures(whole, expected)


def _place(whole: Five, program: str) -> int:
    return [whole.services[name].executable for name in whole.consumers].index(program)


def _rebuild(whole: Five, name: str, order: list[str]) -> None:
    """Follows one line of the plan, once the reader has noticed."""
    wait_for(
        lambda: any(one.state == "diverged" for one in whole.status(name).subscriptions), f"{name} to notice the past"
    )
    program = whole.services[name].command_line("rebuild")[0]
    key = whole.cluster.folder / "operator" / "operator.key"
    done = run_once([program, *order[1:], "--set", f"bus.operator-key={key}"], timeout=180)
    assert done.returncode == 0, f"{shlex.join(order)}: {done.stdout}"


def test_a_backup_of_a_cluster_in_which_one_is_down_or_another_was_touched_is_none(
    whole: Five, scene: Scene, operator: Operator, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    whole.collector.stop()
    status, output = operator.run("backup", str(folder))
    assert status == UNAVAILABLE and "nothing was backed up" in output and not folder.exists()
    whole.collector.start()
    operator.must("backup", str(folder))
    assert operator.status()[1]["services"][0]["last_backup_at"] is not None
    (diary,) = folder.glob("diary-reader-*.sqlite")
    diary.write_bytes(diary.read_bytes() + b"\0")
    for arguments in (("--plan",), ("--into", str(tmp_path / "target"))):
        status, output = operator.run("restore", str(folder), *arguments)
        assert status == WRONG and str(diary) in output
    assert not (tmp_path / "target").exists()
    assert operator.run("restore", str(tmp_path), "--plan")[0] == NO_INPUT
