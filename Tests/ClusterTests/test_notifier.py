"""The notifier: who is written to about which marks, when, and what the mail says; staff's gathered mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from zvonok_interop import ids, schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import RefusedError, rejected
from zvonok_interop.oracle.intents import MINUTE, Policy
from zvonok_interop.reader import FeedReader

from cluster import Cluster
from diary import issue
from mail_server import Script
from notifier import READS, SENDER, held, outcomes
from post import DOMAIN, GATHER, TEACHER_ADDRESS, Post, post_office
from process import wait_for
from school_days import FIRST, SECOND, moscow

FRIDAY, SATURDAY, MONDAY = (date(2026, 9, number) for number in (18, 19, 21))


@pytest.fixture
def post(cluster: Cluster, tmp_path: Path) -> Iterator[Post]:
    with post_office(cluster, tmp_path) as made:
        yield made


# Marks


def test_a_mark_becomes_one_mail_once_its_window_is_closed_by_what_the_feeds_promise(post: Post) -> None:
    post.family("mother", post.pupil)
    _, work = post.lesson_with_work()
    mark = post.days.mark(work, post.pupil, FIRST, 5)
    opened = next(one.recorded_at for one in post.journal_events() if one.type == "MarkGiven")
    post.pass_to(opened + GATHER - 1)
    assert post.mails == [] and post.notifier.waiting("ready") == 0
    post.pass_to(opened + GATHER)
    (mail,) = post.wait_mails(1)
    post.wait_ended()
    assert (mail.sender, mail.recipient) == (SENDER, "mother@family.test")
    name = post.given_name(post.pupil)
    assert mail.parsed["Subject"] == f"Оценки: {name}"
    assert "Algebra: 5, контрольная работа" in mail.text
    assert f"http://zvonok.example/diary/week?child={ids.text(post.pupil)}&from={FIRST}" in mail.text
    (kind, body), = outcomes(post.cluster, post.notifier)
    assert (kind, body.attempts, body.told) == ("MailAccepted", 1, 1)
    assert mail.message_id == f"<{ids.text(body.mail_id)}@{DOMAIN}>"
    store = post.check_fold()
    (intent,) = store.meant.values()
    assert (intent.opens_at, intent.closes_at, intent.told) == (
        opened, opened + GATHER, {mark: (None, ("points", 5))},
    )  # fmt: skip


def test_without_a_server_the_mail_is_a_file(cluster: Cluster, tmp_path: Path) -> None:
    with post_office(cluster, tmp_path, is_filed=True) as post:
        post.family("mother", post.pupil)
        _, work = post.lesson_with_work()
        post.days.mark(work, post.pupil, FIRST, 3)
        post.pass_window()
        wait_for(lambda: len(post.notifier.written()) == 1, "a file")
        (mail,) = post.notifier.written()
        assert mail["To"].addresses[0].addr_spec == "mother@family.test"
        assert "Algebra: 3" in mail.get_content()
        post.wait_ended()
        assert post.check_fold().states() == ["accepted"]


def test_what_happens_in_one_window_is_one_mail_and_an_undo_leaves_no_trace_of_itself(post: Post) -> None:
    post.family("mother", post.pupil)
    _, work = post.lesson_with_work()
    slip = post.days.mark(work, post.pupil, FIRST, 2)
    post.days.change(slip, 4)
    passing = post.days.mark(post.days.work(post.days.schedule(FIRST, 2)), post.pupil, FIRST, 1)
    post.days.withdraw(passing)
    post.pass_window()
    (mail,) = post.wait_mails(1)
    post.wait_ended()
    assert "Algebra: 4" in mail.text
    assert ": 2" not in mail.text and "исправлена" not in mail.text and ": 1" not in mail.text
    (intent,) = post.check_fold().meant.values()
    assert intent.told == {slip: (None, ("points", 4))} and len(intent.events) == 4


def test_a_mark_that_was_taken_back_within_the_window_is_not_mailed_at_all(post: Post) -> None:
    post.family("mother", post.pupil)
    _, work = post.lesson_with_work()
    post.days.withdraw(post.days.mark(work, post.pupil, FIRST, 2))
    post.pass_window()
    post.wait_ended(1)
    assert post.mails == []
    assert post.check_fold().states() == ["suppressed: undone"]


def test_a_change_and_a_withdrawal_after_the_window_are_told_with_what_was_there(post: Post) -> None:
    post.family("mother", post.pupil)
    _, work = post.lesson_with_work()
    mark = post.days.mark(work, post.pupil, FIRST, 3)
    post.pass_window()
    post.days.change(mark, 4)
    post.pass_window()
    post.days.withdraw(mark, version=2)
    post.pass_window()
    first, second, third = sorted(post.wait_mails(3), key=lambda mail: mail.parsed["Date"].datetime)
    assert "Algebra: 3, контрольная работа" in first.text
    assert "Algebra: исправлена: было 3, стало 4, контрольная работа" in second.text
    assert "Algebra: снята (была 4), контрольная работа" in third.text
    assert len(post.copies()) == 3
    post.wait_ended()
    post.check_fold()


def test_each_guardian_of_each_child_gets_its_own_mail_and_siblings_are_not_mixed(post: Post) -> None:
    one, other = post.days.pupils[:2]
    post.family("mother", one, other)
    post.family("father", one)
    _, work = post.lesson_with_work()
    post.days.mark(work, one, FIRST, 5)
    post.days.mark(work, other, FIRST, 3)
    post.days.mark(work, post.days.pupils[2], FIRST, 4)
    post.pass_window()
    mails = post.wait_mails(3)
    post.wait_ended()
    assert sorted(mail.recipient for mail in post.mails) == ["father@family.test", *["mother@family.test"] * 2]
    assert len(post.copies()) == 3
    for mail in mails:
        assert ("Algebra: 5" in mail.text) != ("Algebra: 3" in mail.text) and "Algebra: 4" not in mail.text
    post.check_fold()


def test_a_guardianship_that_ended_before_sending_is_not_written_to(post: Post) -> None:
    guardian = post.family("mother", post.pupil)
    _, work = post.lesson_with_work()
    post.days.mark(work, post.pupil, FIRST, 5)
    post.end_guardianship(guardian, post.pupil, FIRST)
    post.pass_to(moscow(FIRST + timedelta(days=1), 0))
    # The window closed on its last day, but the mail server was never asked: it is the next day.
    post.wait_ended(1)
    assert post.mails == []
    assert post.check_fold().states() == ["suppressed: no-right"]


def test_an_end_that_was_corrected_later_changes_nothing_about_who_was_to_be_told(post: Post) -> None:
    guardian = post.family("mother", post.pupil, first_day=FIRST - timedelta(days=9))
    _, work = post.lesson_with_work()
    post.end_guardianship(guardian, post.pupil, FIRST - timedelta(days=1))
    post.days.mark(work, post.pupil, FIRST, 5)
    post.end_guardianship(guardian, post.pupil, FIRST + timedelta(days=30), version=2)
    post.pass_window()
    store = post.check_fold()
    assert store.meant == {} and post.mails == []


def test_nobody_is_written_to_without_an_account_an_address_or_against_their_wish(post: Post) -> None:
    without = post.family("without", post.pupil, email="")
    unwilling = post.family("unwilling", post.pupil)
    late = post.family("late", post.pupil)
    closed = post.family("closed", post.pupil)
    post.prefer(unwilling, marks=False)
    _, work = post.lesson_with_work()
    post.days.mark(work, post.pupil, FIRST, 5)
    # Between two writers there is no order but the clock's.
    post.days.at(post.clock.instant + SECOND)
    post.prefer(late, marks=False)
    post.tell_diary(schemas.diary_commands.CloseAccount(account_id=post.accounts[closed], expected_version=1))
    post.pass_window()
    post.wait_ended(3)
    assert post.mails == []
    store = post.check_fold()
    found = {store.meant[key].recipient: (one.state, one.reason) for key, one in store.standing.items()}
    assert found == {
        without: ("suppressed", "no-address"), late: ("suppressed", "unwanted"), closed: ("suppressed", "unwanted"),
    }  # fmt: skip


def test_the_window_is_as_long_as_its_holder_wished_but_never_shorter_than_the_teacher_s_undo(post: Post) -> None:
    swift, patient = post.family("swift", post.pupil), post.family("patient", post.pupil)
    post.prefer(swift, marks=True, minutes=0)
    post.prefer(patient, marks=True, minutes=240)
    _, work = post.lesson_with_work()
    post.days.mark(work, post.pupil, FIRST, 5)
    opened = next(one.recorded_at for one in post.journal_events() if one.type == "MarkGiven")
    post.pass_to(opened + Policy().undo - 1)
    assert post.mails == [] and post.notifier.waiting("ready") == 0
    post.pass_to(opened + Policy().undo)
    assert [mail.recipient for mail in post.wait_mails(1)] == ["swift@family.test"]
    post.pass_to(post.clock.instant + 240 * MINUTE)
    assert sorted(mail.recipient for mail in post.wait_mails(2)) == ["patient@family.test", "swift@family.test"]
    post.wait_ended()
    post.check_fold()


# Staff


def test_what_is_overdue_is_gathered_into_one_mail_a_person_on_the_next_working_morning(post: Post) -> None:
    for number in (1, 2, 4):
        post.days.schedule(FRIDAY, number)
    post.pass_to(moscow(FRIDAY, 7))
    for on in (FRIDAY, SATURDAY, SATURDAY + timedelta(days=1)):
        for hour in (9, 11, 16, 20, 23):
            post.pass_to(moscow(on, hour))
    post.pass_to(moscow(MONDAY, 7, 30) - 1)
    assert post.mails == []
    post.pass_to(moscow(MONDAY, 7, 30))
    (mail,) = post.wait_mails(1)
    assert mail.recipient == TEACHER_ADDRESS
    assert mail.parsed["Subject"] == "Не заполнено в журнале: 8\u00a0записей"
    assert "18\u00a0сентября, 1-й урок, 5А, Algebra: домашнее задание" in mail.text
    assert "срок был до 11:05 18\u00a0сентября, пункт 3.5" in mail.text
    assert "срок был до конца 18\u00a0сентября, пункт 3.5" in mail.text
    assert mail.text.count("http://zvonok.example/journal/lessons/") == 8
    post.pass_to(moscow(MONDAY, 16))
    post.pass_to(moscow(MONDAY, 23))
    post.wait_ended()
    assert len(post.mails) == 1
    (intent,) = post.check_fold().meant.values()
    assert intent.opens_at == moscow(MONDAY, 7, 30) and len(intent.told) == 8


def test_what_was_entered_before_the_morning_is_not_told_and_what_stays_empty_is_told_again(post: Post) -> None:
    done, empty = post.days.schedule(FIRST, 1), post.days.schedule(FIRST, 4)
    first, second = (FIRST + timedelta(days=number) for number in (1, 2))
    post.pass_to(moscow(first, 6))
    post.days.topic(done)
    post.days.roll(done)
    post.days.homework(done)
    post.pass_to(moscow(first, 7, 30))
    (mail,) = post.wait_mails(1)
    assert ids.text(empty.lesson_id) in mail.text and ids.text(done.lesson_id) not in mail.text
    post.days.cancel(empty)
    post.pass_to(moscow(second, 8))
    post.wait_ended()
    assert len(post.mails) == 1
    post.check_fold()


def test_a_saturday_on_which_the_school_teaches_is_a_working_day(post: Post) -> None:
    post.days.schedule(FRIDAY, 1)
    post.days.schedule(SATURDAY, 1)
    post.pass_to(moscow(SATURDAY, 7, 30))
    post.wait_mails(1)
    post.wait_ended()
    post.check_fold()


def test_a_mail_to_staff_that_could_not_go_out_by_evening_is_not_sent_at_night(post: Post) -> None:
    post.days.schedule(FIRST, 1)
    post.pass_to(moscow(FIRST, 23))
    post.notifier.stop()
    post.days.at(moscow(FIRST + timedelta(days=1), 20, 1))
    post.notifier.start()
    post.decided(post.clock.instant)
    post.wait_ended(1)
    assert post.mails == []
    assert post.check_fold().states() == ["suppressed: stale"]


def test_on_a_holiday_nobody_at_school_is_written_to(post: Post) -> None:
    """4 November, a Wednesday."""
    eve, holiday, after = (date(2026, 11, number) for number in (3, 4, 5))
    post.pass_to(moscow(eve, 7))
    post.days.schedule(eve, 1)
    for on, hour in ((eve, 10), (eve, 23), (holiday, 7), (holiday, 8), (holiday, 16)):
        post.pass_to(moscow(on, hour))
    post.pass_to(moscow(after, 7, 30) - 1)
    assert post.mails == []
    post.pass_to(moscow(after, 7, 30))
    post.wait_mails(1)
    post.wait_ended()
    (intent,) = post.check_fold().meant.values()
    assert intent.opens_at == moscow(after, 7, 30)


@pytest.mark.parametrize(("minute", "state"), [(59, "accepted"), (61, "failed")])
def test_what_the_server_took_late_still_goes_to_staff_before_eight_in_the_evening_and_not_after(
    post: Post, minute: int, state: str
) -> None:
    post.days.schedule(FIRST, 1)
    post.pass_to(moscow(FIRST, 23))
    morning = FIRST + timedelta(days=1)
    post.server.script = Script(at_recipient="451 later")
    post.pass_to(moscow(morning, 7, 30))
    wait_for(lambda: post.notifier.count("retry") == 1, "another attempt to be due")
    post.server.script = Script()
    post.pass_to(moscow(morning, 19, minute))
    wait_for(lambda: post.notifier.count(state) == 1, state)
    assert len(post.mails) == (state == "accepted")
    post.check_fold()


def test_whoever_left_the_school_or_has_no_address_is_not_written_to(post: Post) -> None:
    post.days.schedule(FIRST, 1)
    post.pass_to(moscow(FIRST, 23))
    left = schemas.commands.EndStaff(
        staff_id=post.days.school.teacher_id, expected_version=1, last_day=day_number(FIRST)
    )
    post.days.command(left, left.staff_id)
    post.pass_to(moscow(FIRST + timedelta(days=1), 8))
    post.wait_ended(1)
    assert post.mails == []
    assert post.check_fold().states() == ["suppressed: no-right"]


# What it may read


@pytest.mark.parametrize(
    ("owner", "foreign"),
    [
        ("journal", ["GuardianCardRecorded", "TopicRecorded", "HomeworkRecorded", "RollTaken", "AttendanceChanged"]),
        ("diary", ["DiaryVisited"]),
        ("monitor", []),
    ],
)
def test_its_key_reads_what_mails_rest_on_and_no_more(post: Post, owner: str, foreign: list[str]) -> None:
    """Every other test here runs with these rights alone, so they are enough."""
    service = getattr(post, owner)
    client = post.cluster.connect_anew(service, post.notifier.keys)
    allowed = READS[service.feed_name.split(".")[0]]
    assert list(FeedReader(client, service.feed_name, "curious", allowed).to_head()) is not None
    for types in ((), *((one,) for one in foreign)):
        with pytest.raises(RefusedError) as refused:
            client.fetch(FeedReader(client, service.feed_name, "curious", types).request())
        assert refused.value.code == "forbidden", types


# What would be a header or a command of its own


@pytest.mark.parametrize("address", ["a@b.test\r\nBcc: c@d.test", "a@b.test>\r\nRCPT TO:<c@d.test", "a b@c.test", "@"])
def test_an_address_that_would_be_a_header_is_refused_where_it_is_entered(post: Post, address: str) -> None:
    account = issue(post.days.new_id(), post.days.new_id(), "login", email=address)
    assert rejected(post.answer_of_diary(account), "invalid").field == "email"


def test_a_name_that_would_be_a_header_is_refused_where_it_is_entered(post: Post) -> None:
    body = schemas.commands.ChangePupilCard(pupil_id=post.pupil, expected_version=1, birth_date=15_000)
    body.name.family, body.name.given = "Sosnova", "Vera\r\nBcc: c@d.test"
    answer = post.days.answer(body, post.pupil)
    assert rejected(answer, "invalid").field.startswith("name")


def test_an_address_that_cannot_be_written_to_gets_no_mail_though_the_diary_took_it(post: Post) -> None:
    """Quoted and international addresses are addresses, but none that the notifier would put into a command."""
    guardian = post.family("mother", post.pupil)
    change = schemas.diary_commands.ChangeAccountCard(
        account_id=post.accounts[guardian], expected_version=1, email='"a>b"@family.test'
    )
    answer = post.answer_of_diary(change)
    if not isinstance(answer, schemas.command.Accepted):
        assert rejected(answer, "invalid").field == "email"
        return
    _, work = post.lesson_with_work()
    post.days.mark(work, post.pupil, FIRST, 5)
    post.pass_window()
    post.wait_ended(1)
    assert post.mails == []
    post.notifier.stop()
    assert held(post.notifier).states() == ["suppressed: no-address"]
