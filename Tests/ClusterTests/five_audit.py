"""What five services must hold and have sent, by the folds in Python, and where they differ."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from google.protobuf.message import Message
from zvonok_interop.oracle import obligations
from zvonok_interop.oracle.compare import table_differences
from zvonok_interop.oracle.diary import Book, monday_of
from zvonok_interop.oracle.duties import Judged
from zvonok_interop.oracle.journal import Journal as Fold
from zvonok_interop.oracle.intents import MARKS, MINUTE, OVERDUE, Intent, Policy, Value, intents, mail_id
from zvonok_interop.oracle.rights import Rights
from zvonok_interop.schemas import works

import collected
import monitor
from diary import Browser, comparable_days
from families import Families, Family
from five import GATHER_MINUTES, Five
from mail_server import Mail
from process import PATIENCE, wait_for
from scenario import check_school, check_tables
from school_days import SECOND
from stores import opened

KINDS = {1: MARKS, 2: OVERDUE}
# Marks that are no numbers, as the store has them.
_SYMBOLS = {11: works.MARK_SYMBOL_PASS, 12: works.MARK_SYMBOL_FAIL, 13: works.MARK_SYMBOL_OWED}


@dataclass
class Expected:
    """What follows from the feeds up to an instant; intents by the ids of their mails."""

    journal: list[Message]
    alerts: obligations.Monitor
    intents: dict[bytes, Intent]
    # The other two feeds that a collector reads.
    diary: list[Message] = field(default_factory=list)
    alert_feed: list[Message] = field(default_factory=list)

    @classmethod
    def of(cls, five: Five, instant: int) -> Expected:
        journal, diary, alerts = (five.events(owner) for owner in ("journal", "diary", "monitor"))
        meant = intents(journal, diary, alerts, instant, policy=Policy(gather=GATHER_MINUTES * MINUTE, undo=0))
        fold = obligations.Monitor().apply_all(journal, instant)
        return cls(journal, fold, {mail_id(key): intent for key, intent in meant.items()}, diary, alerts)

    def due(self, recipients: set[bytes]) -> set[bytes]:
        """The mails of those who may always be written to, where there is something to tell."""
        return {key for key, mail in self.intents.items() if mail.recipient in recipients and mail.told}

    def last(self, recipients: set[bytes]) -> set[bytes]:
        """Of these the ones that tell of the newest mark and of the newest morning: decided after all others."""
        newest = next(event.event_id for event in reversed(self.journal) if event.type == "MarkGiven")
        due = {key: self.intents[key] for key in self.due(recipients)}
        of_mark = {key for key, mail in due.items() if newest in mail.events}
        morning = max(mail.closes_at for mail in due.values() if mail.kind == OVERDUE)
        of_morning = {key for key, mail in due.items() if mail.kind == OVERDUE and mail.closes_at == morning}
        assert of_mark and of_morning
        return of_mark | of_morning


def wait_sent(five: Five, wanted: set[bytes]) -> None:
    """Returns once the server has these mails; what was cut short is tried again as the clock goes on."""

    def is_there() -> bool:
        five.at(five.clock.instant + SECOND)
        return wanted <= sent(five)

    wait_for(is_there, "the mails that are due", 2 * PATIENCE)


def sent(five: Five) -> set[bytes]:
    """The ids of the mails that the server took on."""
    return {id_of(mail) for mail in five.mail.accepted}


def id_of(mail: Mail) -> bytes:
    """The left part of the Message-ID."""
    return uuid.UUID(mail.message_id.strip("<>").split("@")[0]).bytes


# Intents


def check_intents(store: Path, expected: Expected) -> None:
    """The stopped notifier means to send what the fold says: to whom, about whom, of which events, telling what."""
    differences = table_differences("mail", _comparable(expected.intents), _stored(store))
    assert differences == [], "\n".join(one[:2_000] for one in differences[:5])


def _comparable(intents: dict[bytes, Intent]) -> dict[bytes, Any]:
    return {
        key: (mail.kind, mail.recipient, mail.child, mail.opens_at, mail.closes_at, mail.expires_at,
            mail.events, mail.told)  # fmt: skip
        for key, mail in intents.items()
    }


def _stored(path: Path) -> dict[bytes, Any]:
    events: dict[bytes, set[bytes]] = defaultdict(set)
    told: dict[bytes, dict[bytes, tuple[Value, Value] | None]] = defaultdict(dict)
    with opened(path) as store:
        for row in store.execute("SELECT mail_id, event_id FROM mail_event"):
            events[row["mail_id"]].add(row["event_id"])
        for row in store.execute("SELECT mail_id, thing_id, before, after FROM mail_told"):
            told[row["mail_id"]][row["thing_id"]] = _value(row["before"]), _value(row["after"])
        return {
            row["mail_id"]: (
                KINDS[row["kind"]], row["recipient_id"], row["child_id"], row["opens_at"], row["closes_at"],
                row["expires_at"], events[row["mail_id"]], _told(KINDS[row["kind"]], told[row["mail_id"]]),
            )
            for row in store.execute("SELECT * FROM mail")
        }  # fmt: skip


def _value(number: int | None) -> Value:
    if number is None:
        return None
    return ("symbol", _SYMBOLS[number]) if number in _SYMBOLS else ("points", number)


def _told(kind: str, told: dict[bytes, Any]) -> dict[bytes, Any]:
    """Of alerts nothing stood before or after."""
    return dict.fromkeys(told) if kind == OVERDUE else told


# Mails


def under_way(store: Path) -> Counter[bytes]:
    """The mails that a killed notifier was sending: nobody knows how far they came, so each is sent once more."""
    with opened(store) as copy:
        return Counter(row["mail_id"] for row in copy.execute("SELECT mail_id FROM mail WHERE state = 'sending'"))


def check_mails(
    mails: Iterable[Mail], expected: Expected, addresses: dict[bytes, str], always: set[bytes],
    again: Mapping[bytes, int] = MappingProxyType({}),
) -> None:  # fmt: skip
    """What the mail server took on: by recipient and mark change one Message-ID, each mail to its recipient, to those
    who may always be written to all that is told. Each came once, and so many times more at most as it was under way
    when its notifier was killed, then the very same bytes."""
    by_id: dict[bytes, list[Mail]] = defaultdict(list)
    ids: dict[tuple[str, bytes], set[bytes]] = defaultdict(set)
    for mail in mails:
        by_id[id_of(mail)].append(mail)
        # An alert that stands is told again each morning, a change of a mark once.
        if expected.intents[id_of(mail)].kind == MARKS:
            for event in expected.intents[id_of(mail)].events:
                ids[mail.recipient, event].add(id_of(mail))
    assert [key for key, found in ids.items() if len(found) != 1] == [], "a change was told under two Message-IDs"
    for key, copies in by_id.items():
        assert {mail.recipient for mail in copies} == {addresses[expected.intents[key].recipient]}
        assert len({mail.content for mail in copies}) == 1, "what came twice differs"
        times = again.get(key, 0)
        assert len(copies) - 1 <= times, f"a mail came {len(copies)} times, and was under way at {times} kills"
    due = expected.due(always)
    assert due and due - by_id.keys() == set(), "mails that were never sent"


def check_rights(mails: Iterable[Mail], expected: Expected) -> set[bytes]:
    """Nobody was written to who had lost the right to it by what was recorded when the mail was decided. Returns the
    mails that were withheld for want of it."""
    rights = Rights(expected.journal, expected.diary)
    lacking = {key: why for key, mail in expected.intents.items() if mail.told and (why := rights.lacks(mail))}
    wrongly = {key.hex(): lacking[key] for key in {id_of(mail) for mail in mails} & lacking.keys()}
    assert wrongly == {}, "mails went to somebody without a right to them"
    return set(lacking)


# Diary, monitor, collector


def check_weeks(five: Five, expected: Expected, families: Iterable[Family], first: date, weeks: int) -> None:
    """Every week of each family's children is what the fold says."""
    book = Book(Fold().apply_all(expected.journal))
    for family in families:
        browser = Browser(five.diary)
        assert browser.sign_in(family.login) == 303
        for pupil in family.pupils:
            for number in range(weeks):
                monday = monday_of(first) + timedelta(days=7 * number)
                assert comparable_days(browser.week(pupil, monday)) == book.week(pupil, monday)


def check_alerts(five: Five, expected: Expected) -> None:
    """Obligations and alerts of the stopped monitor."""
    found = monitor.differences(five.monitor, expected.alerts)
    assert found == [], "\n".join(found[:20])


def check_figures(five: Five, expected: Expected) -> None:
    """The collector's figures of every school."""
    fold = Judged().apply_all(expected.journal)
    for school in fold.schools:
        check_school(five.collector, fold, school)


def check_collected(store: Path, alert_feed: list[Message], diary: list[Message]) -> None:
    """Overdue duties, accounts and visits of the stopped collector are what the other two feeds say."""
    assert alert_feed and diary, "feeds without an event show nothing"
    found = collected.differences(store, alert_feed, diary)
    assert found == [], "\n".join(found[:20])


def check_all(
    five: Five, expected: Expected, families: Families, instant: int, first: date,
    again: Mapping[bytes, int] = MappingProxyType({}), weeks: int = 2,
) -> set[bytes]:  # fmt: skip
    """Everything that five services hold and have sent; of the diary some weeks. Ends with all of them stopped. Returns
    the mails that were withheld for want of a right to them."""
    five.wait_read(instant)
    always = families.always_told
    wait_sent(five, expected.due(always))
    check_weeks(five, expected, families.known, first, weeks)
    check_figures(five, expected)
    # To see the weeks was to visit them.
    five.wait_read(instant, "collector")
    expected.alert_feed, expected.diary = five.events("monitor"), five.events("diary")
    mails = five.mail.accepted
    five.stop()
    check_alerts(five, expected)
    check_collected(five.collector.store, expected.alert_feed, expected.diary)
    check_intents(five.notifier.store, expected)
    check_mails(mails, expected, families.addresses, always, again)
    withheld = check_rights(mails, expected)
    check_tables(five.journal, expected.journal)
    for service in five.services.values():
        status, output = service.verify()
        assert status == 0, output
    return withheld
