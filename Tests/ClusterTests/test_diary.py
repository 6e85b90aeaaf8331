"""Issue line 3, the diary: what families see, and the diary's own state, equal folds written in Python; line 8: to whom
it does not belong it is refused, and nothing is told."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from zvonok_interop import ids, schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import accepted, rejected
from zvonok_interop.load import AckLog
from zvonok_interop.oracle.diary import Accounts, Book, monday_of
from zvonok_interop.oracle.intents import MINUTE
from zvonok_interop.oracle.journal import Journal as Fold
from zvonok_interop.orders import now_us, order, wire

from cluster import Cluster, wait_job
from diary import GUARDIAN, PUPIL, Browser, comparable_days, issue, verifier
from home import Home, at_home, fill
from post import post_office
from process import http_status, wait_for
from school_days import FIRST, SECOND, moscow
from stores import holds_bytes, opened


@pytest.fixture
def home(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Home:
    return at_home(cluster, acknowledged, today)


def _check_weeks(home: Home, browser: Browser, pupils: list[bytes], today: date) -> None:
    """Every week from before the first lesson to after the last, of each pupil, is what a fold of the feed says."""
    book = Book(Fold().apply_all(home.wait_caught_up()))
    lessons = 0
    for pupil in pupils:
        for number in range(-3, 3):
            monday = monday_of(today) + timedelta(days=7 * number)
            shown = browser.week(pupil, monday + timedelta(days=number % 7))
            assert shown["days"][0]["date"] == monday.isoformat()
            expected = book.week(pupil, monday)
            assert comparable_days(shown) == expected
            lessons += sum(len(one["lessons"]) for one in expected)
    assert lessons > 10, "the weeks compared were empty"


def _check_own(home: Home) -> None:
    """The diary's own tables are the fold of its feed, and `verify --full` agrees; ends with the diary stopped."""
    fold = Accounts().apply_all(home.own_events())
    home.diary.stop()
    status, output = home.diary.verify()
    assert status == 0, output
    with opened(home.diary.store) as store:
        accounts = {
            row["account_id"]: (row["school_id"], row["version"], row["person_id"], row["holder"], bool(row["closed"]))
            for row in store.execute("SELECT * FROM account")
        }
        cards = {row["sequence"]: row["email"] for row in store.execute("SELECT * FROM account_card")}
        visits = {
            (row["person_id"], row["pupil_id"], date(1970, 1, 1) + timedelta(days=row["day"]))
            for row in store.execute("SELECT * FROM visit")
        }
    assert accounts == {
        key: (row["school"], row["version"], row["person"], row["holder"], row["closed"])
        for key, row in fold.accounts.items()
    }
    assert cards == {sequence: row["email"] for sequence, row in fold.cards.items()}
    assert visits == fold.visits.keys()


def test_every_week_a_family_sees_is_what_a_fold_of_the_feed_says(home: Home, today: datetime) -> None:
    fill(home)
    home.issue(home.guardian, "vetrova")
    browser = home.family("vetrova")
    home.wait_caught_up()
    assert browser.children() == set(home.pupils[:2])
    _check_weeks(home, browser, home.pupils[:2], today.date())
    _check_own(home)


def test_a_look_is_one_visit_a_person_child_and_day_and_stands_in_the_feed(home: Home, today: datetime) -> None:
    home.issue(home.guardian, "vetrova")
    pupil_account = home.issue(home.pupils[0], "zvonareva", PUPIL)
    home.wait_caught_up()
    for browser in (home.family("vetrova"), home.family("vetrova"), home.family("zvonareva")):
        browser.week(home.pupils[0], today.date())
        assert browser.get("/week")[0] == 200
    local = datetime.now(ZoneInfo(home.scene.builder.shape.zone)).date()
    fold = Accounts().apply_all(home.own_events())
    assert {key[:2] for key in fold.visits} == {(home.guardian, home.pupils[0]), (home.pupils[0], home.pupils[0])}
    assert all(abs((key[2] - local).days) <= 1 for key in fold.visits)
    assert fold.accounts[pupil_account]["holder"] == PUPIL
    visit = schemas.diary_commands.RecordVisit(
        person_id=home.guardian, pupil_id=home.pupils[1], day=day_number(local), holder=GUARDIAN
    )
    rejected(home.tell_diary(visit), "forbidden")
    _check_own(home)


def test_another_child_a_guessed_id_and_an_ended_guardianship_are_refused_alike(home: Home, today: datetime) -> None:
    home.issue(home.guardian, "vetrova")
    home.wait_caught_up()
    browser = home.family("vetrova")
    mine, other = home.pupils[0], home.pupils[5]
    assert browser.get("/week", child=ids.text(mine))[0] == 200
    end = schemas.commands.EndGuardianship(
        guardianship_id=home.guardianships[mine], expected_version=1,
        last_day=day_number(today.date() - timedelta(days=2)),
    )  # fmt: skip
    accepted(home.tell_journal(end))
    home.wait_caught_up()
    before = len(home.own_events())
    answers = {path: set() for path in ("/week", "/api")}
    for pupil in (mine, other, home.scene.builder.ids.next()):
        text = ids.text(pupil)
        for kind, (status, body) in (
            ("/week", browser.get("/week", child=text)),
            ("/api", browser.get(f"/api/v1/children/{text}/week")),
        ):
            assert status == 404
            answers[kind].add(re.sub(r"[0-9a-f]{32}|next=[^\"]*", "", body))
    assert {kind: len(bodies) for kind, bodies in answers.items()} == {"/week": 1, "/api": 1}
    assert browser.children() == {home.pupils[1]}
    assert len(home.own_events()) == before, "no refusal is a visit"


def test_an_ended_session_sees_nothing_whatever_it_asks_for(home: Home) -> None:
    account = home.issue(home.guardian, "vetrova")
    home.wait_caught_up()
    first, second = home.family("vetrova"), home.family("vetrova")
    assert first.post("/sign-out")[0] == 303
    change = schemas.diary_commands.SetAccountPassword(
        account_id=account, expected_version=1, password_verifier=verifier("another password")
    )
    accepted(home.tell_diary(change))
    for browser in (first, second, Browser(home.diary)):
        for pupil in (home.pupils[0], home.pupils[5]):
            assert browser.get("/week", child=ids.text(pupil))[0] == 303
            assert browser.get(f"/api/v1/children/{ids.text(pupil)}/week")[0] == 401
    assert Browser(home.diary).sign_in("vetrova") == 422
    third = Browser(home.diary)
    assert third.sign_in("vetrova", "another password") == 303
    accepted(home.tell_diary(schemas.diary_commands.CloseAccount(account_id=account, expected_version=1)))
    assert third.get("/api/v1/children")[0] == 401


def test_killed_between_applying_a_batch_and_its_commit_the_weeks_are_still_the_fold(
    home: Home, today: datetime
) -> None:
    home.issue(home.guardian, "vetrova")
    home.diary.stop()
    dying = home.diary.start(die_at="after-apply-before-commit:3", is_waiting=False)
    load = home.scene.load()
    load.run(lambda: not dying.is_running)
    dying.wait_killed()
    load.drain()
    home.diary.start()
    home.wait_caught_up()
    _check_weeks(home, home.family("vetrova"), home.pupils[:1], today.date())
    _check_own(home)


def test_killed_after_the_commit_and_before_the_answer_an_account_is_issued_once(home: Home) -> None:
    home.diary.stop()
    dying = home.diary.start(die_at="after-commit-before-answer")
    client = home.scene.cluster.connect(home.diary, "desk")
    body = issue(home.scene.builder.ids.next(), home.guardian, "vetrova")
    message = wire(order(home.scene.builder.ids.next(), home.scene.builder.school.school_id, body, b""), now_us())
    client.forget(client.send(message))
    dying.wait_killed()
    home.diary.start()
    assert accepted(client.command(message)).first_sequence == 1
    assert [event.type for event in home.own_events()] == ["AccountIssued"]
    # What the journal told of her guardianships may still be on its way to the diary.
    wait_for(lambda: home.family("vetrova").children() == set(home.pupils[:2]), "the account to open both diaries")


def test_a_rebuild_serves_the_old_weeks_and_ends_with_the_same(home: Home, today: datetime) -> None:
    fill(home)
    home.issue(home.guardian, "vetrova")
    home.wait_caught_up()
    browser = home.family("vetrova")
    before = [browser.week(home.pupils[0], today.date() - timedelta(days=7 * number))["days"] for number in range(3)]
    operator = home.scene.cluster.connect(home.diary, "operator")
    assert wait_job(operator, operator.rebuild(home.scene.journal.feed_name)).state == "done"
    after = [browser.week(home.pupils[0], today.date() - timedelta(days=7 * number))["days"] for number in range(3)]
    assert after == before
    _check_own(home)


def test_a_restore_erases_addresses_again_and_ends_every_session(home: Home) -> None:
    home.issue(home.guardian, "quetzalcoatlova")
    home.wait_caught_up()
    browser = home.family("quetzalcoatlova")
    card = next(event.sequence for event in home.own_events() if event.type == "AccountCardRecorded")
    operator = home.scene.cluster.connect(home.diary, "operator")
    assert wait_job(operator, operator.backup(str(home.diary.backups))).state == "done"
    erase = schemas.commands.ErasePayloads(sequences=[card], basis="152-FZ, art. 21")
    accepted(home.tell_diary(erase))
    assert not holds_bytes(home.diary.store, "quetzalcoatlova@example.org")
    home.diary.stop()
    home.diary.restore(home.diary.newest_backup())
    home.diary.start()
    events = home.own_events()
    assert not events[card - 1].HasField("payload")
    assert not holds_bytes(home.diary.store, "quetzalcoatlova@example.org")
    assert browser.get("/week")[0] == 303
    _check_own(home)


def test_the_pages_go_on_while_the_journal_is_down_say_how_old_they_are_and_warn_after_five_minutes(
    cluster: Cluster, tmp_path: Path
) -> None:
    with post_office(cluster, tmp_path) as post:
        post.family("vetrova", post.pupil)
        browser = Browser(post.diary)
        assert browser.sign_in("vetrova") == 303
        left = moscow(FIRST, 9, 17)
        post.days.at(left)
        wait_for(lambda: _age(browser) == ("сегодня в 9:17", False), "the diary to have read until 9:17")
        post.journal.stop()
        post.days.at(left + 5 * MINUTE)
        assert _age(browser) == ("сегодня в 9:17", False)
        post.days.at(left + 5 * MINUTE + SECOND)
        assert _age(browser) == ("сегодня в 9:17", True)
        assert http_status(post.diary.health_url("readyz"))[0] == 200
        post.journal.start()
        wait_for(lambda: _age(browser) == ("сегодня в 9:22", False), "the diary to have read on")


def _age(browser: Browser) -> tuple[str, bool]:
    """Until when the week's page says it is complete, and whether it warns."""
    status, body = browser.get("/week")
    shown = re.search(r'<p class="freshness">Обновлено ([^<]+)</p>', body)
    assert status == 200 and shown is not None, body
    return shown.group(1).replace("\u00a0", " "), "Данные давно не обновлялись" in body


def test_a_name_that_the_journal_erased_leaves_no_byte_in_the_diary(home: Home, today: datetime) -> None:
    family = "Xochiquetzalova"
    pupil = schemas.commands.AddPupil(pupil_id=home.scene.builder.ids.next(), birth_date=15_000)
    pupil.name.family, pupil.name.given = family, "Zhanna"
    card = accepted(home.tell_journal(pupil)).last_sequence
    home.guard(home.guardian, pupil.pupil_id, today.date() - timedelta(days=3))
    home.issue(home.guardian, "vetrova")
    home.wait_caught_up()
    browser = home.family("vetrova")
    assert browser.week(pupil.pupil_id, today.date())["child"]["name"]["family"] == family
    assert holds_bytes(home.diary.folder, family), "the name was never on disk: the test would show nothing"
    accepted(home.tell_journal(schemas.commands.ErasePayloads(sequences=[card], basis="152-FZ, art. 21")))
    home.wait_caught_up()
    assert browser.week(pupil.pupil_id, today.date())["child"]["name"] is None
    wait_for(lambda: not holds_bytes(home.diary.folder, family), "the last byte of an erased name to go")
