"""The oracle is only worth something if it notices: each planted fault is found, and nothing is found without one."""

import copy
from datetime import date

import pytest
from fake_owner import FEED, START, FakeOwner
from zvonok_interop import chain
from zvonok_interop.builder import Builder, Shape
from zvonok_interop.client import Client, KeyPair
from zvonok_interop.load import AckLog, Load, carry_out
from zvonok_interop.oracle import statistics
from zvonok_interop.oracle.acknowledged import audit
from zvonok_interop.oracle.compare import table_differences
from zvonok_interop.oracle.journal import FoldError, Journal
from zvonok_interop.reader import Cursor, FeedFault, check_batch, check_events, read_all
from zvonok_interop.workload import Workload

FAULTS = ["loss", "duplicate", "reordering"]
UNTIL = START + 10**12


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A school built and worked on through the wire: what was promised, and the feed."""
    log = AckLog(tmp_path_factory.mktemp("load") / "acknowledged")
    builder = Builder(7, Shape(today=date(2026, 9, 16)))
    with FakeOwner() as owner, Client(owner.peer, KeyPair.make()) as client:
        carry_out(client, builder.orders, log)
        Load([client], Workload(builder), log).run(lambda: False)
        events = read_all(client, FEED)
    log.close()
    return AckLog.read(log.path), events


def _plant(fault: str, events: list, at: int) -> list:
    """The events with one fault; sequences stay as they were."""
    planted = list(events)
    if fault == "loss":
        del planted[at]
    elif fault == "duplicate":
        planted.insert(at, planted[at])
    else:
        planted[at], planted[at + 1] = planted[at + 1], planted[at]
    return planted


def _renumbered(events: list) -> list:
    """The events with sequences and times that look in order again, as a forger would leave them."""
    forged = [copy.deepcopy(event) for event in events]
    for number, event in enumerate(forged, start=1):
        event.sequence, event.recorded_at = number, START + number
    return forged


def _last_mark(events: list) -> int:
    """An event that is neither the first nor the last and that a figure rests on."""
    return max(at for at, event in enumerate(events[:-1]) if event.type == "MarkGiven")


def test_an_honest_feed_shows_no_fault(recorded):
    acknowledged, events = recorded
    head = (len(events), check_events(FEED, events))
    assert check_events(FEED, events, head) == head[1]
    assert audit(acknowledged, events) == [] and len(acknowledged) == len(events)
    assert statistics.fold(events, UNTIL)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_reader_notices_by_the_sequences(recorded, fault):
    planted = _plant(fault, recorded[1], 5)
    with pytest.raises(FeedFault, match={"loss": "lost"}.get(fault, "lost|duplicate|reordered")):
        check_events(FEED, planted)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_chain_notices_when_the_sequences_were_mended(recorded, fault):
    events = recorded[1]
    honest = (len(events), check_events(FEED, events))
    with pytest.raises(FeedFault, match="lost or changed"):
        check_events(FEED, _renumbered(_plant(fault, events, 5)), honest)


def test_a_loss_at_the_tail_is_noticed_by_the_known_head(recorded):
    events = recorded[1]
    honest = (len(events), check_events(FEED, events))
    with pytest.raises(FeedFault, match="lost"):
        check_events(FEED, events[:-1], honest)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_audit_of_acknowledgements_notices_although_chain_and_sequences_were_mended(recorded, fault):
    acknowledged, events = recorded
    assert audit(acknowledged, _renumbered(_plant(fault, events, _last_mark(events) - 1))) != []


@pytest.mark.parametrize("fault", ["loss", "duplicate"])
def test_the_figures_or_the_fold_notice_a_lost_and_a_doubled_mark(recorded, fault):
    events = recorded[1]
    planted = _plant(fault, events, _last_mark(events))
    honest = statistics.fold(events, UNTIL)
    if fault == "duplicate":
        with pytest.raises(FoldError, match="there already"):
            statistics.fold(planted, UNTIL)
    else:
        assert statistics.differences(honest, statistics.fold(planted, UNTIL))


def test_the_fold_notices_a_change_before_what_it_changes(recorded):
    events = recorded[1]
    changed = next(at for at, event in enumerate(events) if event.type == "MarkChanged")
    moved = [events[changed], *events[:changed], *events[changed + 1 :]]
    with pytest.raises(FoldError, match="not there"):
        Journal().apply_all(moved)


def test_the_comparison_of_tables_notices_a_row_lost_doubled_or_changed(recorded):
    marks = Journal().apply_all(recorded[1]).marks
    assert table_differences("marks", marks, dict(marks)) == []
    key = next(iter(marks))
    assert table_differences("marks", marks, {k: v for k, v in marks.items() if k != key})
    assert table_differences("marks", marks, marks | {b"another": marks[key]})
    assert table_differences("marks", marks, marks | {key: marks[key] | {"version": 9}})


@pytest.mark.parametrize("shown", [1, -1])
def test_the_comparison_of_figures_notices_one_too_many_and_one_too_few(recorded, shown):
    honest = statistics.fold(recorded[1], UNTIL)
    wrong = copy.deepcopy(honest)
    next(iter(wrong.values())).held += shown
    assert len(statistics.differences(honest, wrong)) == 1


def _batch(events: list, after: int = 0, **changes):
    from zvonok_interop.schemas import feed

    last = chain.origin(FEED)
    for event in events:
        last = chain.link(last, event)
    values = {"feed": FEED, "epoch": bytes(16), "after": after, "head": len(events), "through": len(events)}
    return feed.Batch(**(values | {"chain_hash": last, "events": events} | changes))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"feed": "journal.other"}, "asked"),
        ({"after": 1}, "asked"),
        ({"through": 1}, "beyond"),
        ({"through": 5, "head": 5}, "lost"),
        ({"head": 2}, "ascend"),
        ({"chain_hash": bytes(32)}, "chain breaks"),
    ],
)
def test_a_batch_that_contradicts_itself_is_refused(recorded, changes, what):
    batch = _batch(recorded[1][:3])
    check_batch(Cursor.beginning(FEED), batch, FEED, is_filtered=False)
    with pytest.raises(FeedFault, match=what):
        check_batch(Cursor.beginning(FEED), _batch(recorded[1][:3], **changes), FEED, is_filtered=False)
