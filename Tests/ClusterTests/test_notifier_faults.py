"""Mail servers that misbehave, and a notifier that dies: each mail ends in the state it should, and bears one
Message-ID whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from zvonok_interop import ids, schemas

from cluster import Cluster
from mail_server import PASSWORD, USER, Certificate, MailServer, Script, mail_server
from notifier import Standing, held, outcomes
from post import DOMAIN, RETRY, Post, post_office
from process import Process, wait_for
from school_days import FIRST, moscow

# Short, because a test has only to see that it ends.
HANGING = {"final-reply-limit": "500ms"}


@pytest.fixture
def post(cluster: Cluster, tmp_path: Path) -> Iterator[Post]:
    """With a mother, and a mark for her child whose window is still open."""
    with post_office(cluster, tmp_path) as made:
        made.family("mother", made.pupil)
        _, work = made.lesson_with_work()
        made.days.mark(work, made.pupil, FIRST, 5)
        yield made


@dataclass(frozen=True)
class Case:
    """How a fault is answered: the state after one attempt, what is kept of it, and what a second attempt makes."""

    script: Script
    state: str
    reply_code: int | None = None
    ambiguous: int = 0
    accepted_first: int = 0
    ends: str = "accepted"


CASES = {
    "421 at connect": Case(Script(at_connect="421 too busy"), "retry", 421),
    "530 at MAIL": Case(Script(at_sender="530 5.7.0 log in first"), "retry", 530),
    "554 5.7.1 at RCPT": Case(Script(at_recipient="554 5.7.1 relay access denied"), "retry", 554),
    "451 at RCPT": Case(Script(at_recipient="451 greylisted"), "retry", 451),
    "550 at RCPT": Case(Script(at_recipient="550 no such user"), "failed", 550, ends="failed"),
    "452 at DATA": Case(Script(at_data="452 disk full"), "retry", 452),
    "451 after the dot": Case(Script(after_body="451 try later"), "retry", 451),
    "554 after the dot": Case(Script(after_body="554 spam"), "failed", 554, ends="failed"),
    "a hang after the dot": Case(Script(hangs_after_body=True), "ambiguous", ambiguous=1),
    "a drop after the dot": Case(Script(drops_after_body=True), "ambiguous", ambiguous=1),
    "a drop after the acceptance": Case(Script(drops_after_accept=True), "accepted", accepted_first=1),
}


@pytest.mark.parametrize("fault", CASES)
def test_each_fault_leaves_the_mail_in_the_state_it_should_and_another_attempt_ends_it(post: Post, fault: str) -> None:
    case = CASES[fault]
    _use(post, HANGING)
    post.server.script = case.script
    post.pass_window()
    wait_for(lambda: post.notifier.count(case.state) == 1, case.state)
    post.notifier.stop()
    standing = held(post.notifier).only()
    assert standing == Standing(case.state, None, 1, case.ambiguous, case.reply_code)
    assert len(post.mails) == case.accepted_first
    post.server.script = Script()
    post.notifier.start()
    post.pass_to(post.clock.instant + RETRY)
    post.wait_ended()
    post.notifier.stop()
    standing = held(post.notifier).only()
    assert standing.state == case.ends
    assert len(post.mails) == (case.ends == "accepted") and standing.attempts == (2 if case.state != case.ends else 1)
    assert sum(post.copies().values()) == len(post.mails)


def test_without_starttls_nothing_is_handed_over(post: Post) -> None:
    _use(post, {"security": "starttls"})
    post.pass_window()
    wait_for(lambda: post.notifier.count("retry", reason="connection") == 1, "another attempt to be due")
    assert post.mails == []
    assert REFUSAL + "tls at session" in post.notifier.health("readyz")[1]
    post.notifier.stop()
    assert held(post.notifier).states() == ["retry"]


REFUSAL = "mail server: degraded: no mail goes out until settings are mended: "


def test_what_the_server_has_against_us_is_told_to_the_operator_until_mails_go_out_again(post: Post) -> None:
    post.server.script = Script(at_sender="553 5.7.1 not your sender")
    post.pass_window()
    wait_for(lambda: post.notifier.count("retry") == 1, "another attempt to be due")
    status, text = post.notifier.health("readyz")
    assert (status, REFUSAL + "refused at sender, 553" in text) == (200, True), text
    assert post.notifier.metric("zvonok_mail_server_refusals_total", phase="sender", code="553") == 1
    log = post.notifier.log.read_text()
    assert "the mail server refuses us" in log and "mother@family.test" not in log
    post.server.script = Script()
    post.pass_to(post.clock.instant + RETRY)
    post.wait_mails(1)
    post.wait_ended()
    assert "mail server" not in post.notifier.health("readyz")[1]


def test_a_recipient_that_is_refused_is_no_trouble_of_the_server_s(post: Post) -> None:
    post.server.script = Script(at_recipient="550 5.1.1 no such user")
    post.pass_window()
    wait_for(lambda: post.notifier.count("failed") == 1, "the end")
    assert "mail server" not in post.notifier.health("readyz")[1]


def test_an_address_that_changed_between_the_decision_and_the_sending_is_the_one_written_to(post: Post) -> None:
    post.server.script = Script(at_recipient="451 greylisted")
    post.pass_window()
    wait_for(lambda: post.notifier.count("retry") == 1, "another attempt to be due")
    (account,) = post.accounts.values()
    change = schemas.diary_commands.ChangeAccountCard(
        account_id=account, expected_version=1, email="new@family.test"
    )
    post.tell_diary(change)
    post.read(post.notifier, post.diary)
    post.server.script = Script()
    post.pass_to(post.clock.instant + RETRY)
    (mail,) = post.wait_mails(1)
    post.wait_ended()
    assert mail.recipient == "new@family.test"
    assert mail.parsed["To"].addresses[0].addr_spec == "new@family.test"
    assert "mother@family.test" not in mail.content.decode()
    (_, body), = outcomes(post.cluster, post.notifier)
    assert mail.message_id == f"<{ids.text(body.mail_id)}@{DOMAIN}>" and body.attempts == 2
    assert post.check_fold().states() == ["accepted"]


def test_nobody_listening_is_worth_another_attempt_until_the_mail_is_no_news(post: Post) -> None:
    _use(post, {"port": 1})
    post.pass_window()
    wait_for(lambda: post.notifier.count("retry") == 1, "another attempt to be due")
    post.pass_to(post.clock.instant + 49 * 60 * RETRY)
    wait_for(lambda: post.notifier.count("failed") == 1, "the mail to be given up")
    post.notifier.stop()
    # The teacher, whose lesson stayed empty, is written to as well by now.
    (mother,) = post.accounts
    store = held(post.notifier)
    found = [one for key, one in store.standing.items() if store.meant[key].recipient == mother]
    assert found == [Standing("failed", None, 1, 0, None)]
    assert [kind for kind, body in _feed(post) if body.recipient_id == mother] == ["MailFailed"]


def test_a_server_that_never_answers_after_the_dot_gets_a_mail_at_most_four_times(post: Post) -> None:
    _use(post, HANGING)
    post.server.script = Script(hangs_after_body=True)
    post.pass_window()
    for number in range(1, 4):
        wait_for(lambda number=number: post.notifier.count("ambiguous") == number, f"ambiguous {number} times")
        post.pass_to(post.clock.instant + RETRY * 2**number)
    wait_for(lambda: post.notifier.count("failed") == 1, "the end")
    post.notifier.stop()
    assert [(one.state, one.attempts) for one in held(post.notifier).standing.values()] == [("failed", 4)]


def test_each_wait_is_longer_than_the_one_before(post: Post) -> None:
    post.server.script = Script(at_recipient="451 greylisted")
    post.pass_window()
    wait_for(lambda: post.notifier.count("retry") == 1, "a first attempt")
    post.pass_to(post.clock.instant + RETRY)
    wait_for(lambda: post.notifier.count("retry") == 2, "a second attempt")
    post.pass_to(post.clock.instant + 2 * RETRY - 1)
    post.notifier.stop()
    assert [one.attempts for one in held(post.notifier).standing.values()] == [2]
    post.server.script = Script()
    post.notifier.start()
    post.pass_to(post.clock.instant + 1)
    post.wait_mails(1)


def test_behind_tls_and_a_login_the_mail_goes_out(post: Post, tmp_path: Path) -> None:
    certificate = Certificate.make(tmp_path)
    password = tmp_path / "password"
    password.touch(0o600)
    password.write_text(PASSWORD + "\n")
    login = {"user": USER, "password-file": str(password), "authorities": str(certificate.certificate)}
    with mail_server(certificate=certificate, wants_login=True) as server:
        _use(post, {"security": "starttls", **login}, server)
        post.pass_window()
        wait_for(lambda: len(server.accepted) == 1, "the mail")
    assert PASSWORD not in post.notifier.log.read_text()


def test_stopped_while_the_server_hangs_it_keeps_that_the_mail_may_have_arrived(post: Post) -> None:
    post.notifier.settings["lifecycle"] = {"drain": "500ms"}
    _use(post, {})
    post.server.script = Script(hangs_after_body=True)
    post.pass_window()
    wait_for(lambda: post.notifier.waiting("sending") == 1, "the mail to be under way")
    # EX_TEMPFAIL: it did not drain in time.
    assert post.notifier.running.terminate() == 75, post.notifier.running.tail()
    standing = held(post.notifier).only()
    assert standing == Standing("ambiguous", None, 1, 1, None)


@pytest.mark.parametrize("times", [1, 2])
def test_killed_between_the_server_s_acceptance_and_its_record_one_message_id_stays(post: Post, times: int) -> None:
    """However often: per recipient and change of marks the server counts one Message-ID, and the same bytes."""
    other = post.days.pupils[1]
    post.family("father", other)
    work = post.days.work(post.days.schedule(FIRST, 2))
    post.days.mark(work, other, FIRST, 3)
    post.notifier.stop()
    post.days.at(moscow(FIRST, 12))
    for number in range(1, times + 1):
        dying = post.notifier.start(die_at="after-mail-accepted-before-record", is_waiting=False)
        wait_for(lambda dying=dying: _passes(post, dying), "the kill")
        dying.wait_killed()
        assert len(post.mails) >= number
    post.notifier.start()
    post.decided(post.clock.instant)
    post.pass_to(post.clock.instant + RETRY * 8)
    post.wait_ended()
    assert len(post.copies()) == 2
    assert len({(mail.recipient, mail.message_id, mail.content) for mail in post.mails}) == 2
    assert sum(post.copies().values()) > 2, "the kill came too late: nothing was repeated"
    assert post.check_fold().states() == ["accepted", "accepted"]


def _passes(post: Post, dying: Process) -> bool:
    """Whether it has ended; until then time goes on, so that what it meant to try later comes to its turn."""
    post.days.at(post.clock.instant + RETRY // 6)
    return not dying.is_running


def _use(post: Post, settings: dict[str, object], server: MailServer | None = None) -> None:
    """Starts the notifier again with these settings of its server."""
    post.notifier.stop()
    post.notifier.settings["smtp"] |= settings | ({"port": server.port} if server is not None else {})
    post.notifier.write()
    post.notifier.start()


def _feed(post: Post) -> list:
    post.notifier.start()
    return outcomes(post.cluster, post.notifier)
