"""The load generator: every promise on file, every lost answer asked for again, the school the same for a seed."""

from datetime import date

import pytest
from fake_owner import FEED, FakeOwner
from zvonok_interop import schemas
from zvonok_interop.builder import Builder, Shape
from zvonok_interop.client import Client, KeyPair
from zvonok_interop.ids import NOBODY, IdSource, parse, text
from zvonok_interop.load import AckLog, ListSource, Load, carry_out
from zvonok_interop.oracle.acknowledged import audit
from zvonok_interop.oracle.journal import Journal
from zvonok_interop.orders import order
from zvonok_interop.reader import read_all
from zvonok_interop.workload import Workload

SHAPE = Shape(today=date(2026, 9, 16))


@pytest.fixture
def log(tmp_path):
    opened = AckLog(tmp_path / "acknowledged")
    yield opened
    opened.close()


def test_the_same_seed_makes_the_same_school():
    assert Builder(3, SHAPE).orders == Builder(3, SHAPE).orders
    assert Builder(3, SHAPE).orders != Builder(4, SHAPE).orders


def test_ids_are_version_7_and_ascend():
    source = IdSource(1, 1_700_000_000_000)
    made = [source.next() for _ in range(100)]
    assert made == sorted(made) and all(one[6] >> 4 == 7 and one[8] >> 6 == 2 for one in made)
    assert parse(text(made[0])) == made[0] and len(NOBODY) == 16


def test_what_is_acknowledged_is_on_file_and_in_the_feed(log):
    builder = Builder(1, SHAPE)
    with FakeOwner() as owner, Client(owner.peer, KeyPair.make()) as client:
        carry_out(client, builder.orders, log)
        Load([client], Workload(builder), log, window=16).run(lambda: False)
        events = read_all(client, FEED)
    promised = AckLog.read(log.path)
    assert len(promised) == len(events) > len(builder.orders) and audit(promised, events) == []
    assert any(mark["withdrawn"] for mark in Journal().apply_all(events).marks.values())


def test_lost_answers_are_asked_for_again_and_change_nothing(log):
    builder = Builder(2, SHAPE)
    with FakeOwner() as owner, Client(owner.peer, KeyPair.make()) as client:
        carry_out(client, builder.orders, log)
        owner.lose_every = 7
        load = Load([client], Workload(builder), log, window=32, patience=0.2)
        load.run(lambda: False)
        owner.lose_every = 0
        events = read_all(client, FEED)
    assert load.counts.retried > 0 and audit(AckLog.read(log.path), events) == []


def test_an_owner_that_went_away_and_came_back_is_found_again(log):
    builder = Builder(5, SHAPE)
    with FakeOwner() as owner, Client(owner.peer, KeyPair.make()) as client:
        carry_out(client, builder.orders, log)
        load = Load([client], Workload(builder), log, window=8, patience=0.3)
        load.run(lambda: load.counts.acknowledged >= 20)
        owner.stop()
        load.run_for(0.2)
        owner.start()
        load.run(lambda: False)
        events = read_all(client, FEED)
    assert audit(AckLog.read(log.path), events) == []


def test_an_order_that_is_rejected_stops_the_building(log):
    skipped = order(bytes(16), bytes(16), schemas.commands.ErasePayloads(sequences=[1]), bytes(16))
    with FakeOwner() as owner, Client(owner.peer, KeyPair.make()) as client:
        with pytest.raises(AssertionError, match="unknown-command"):
            carry_out(client, [skipped], log)


def test_an_unanswered_command_is_kept_under_way_until_the_time_out(log):
    item = order(bytes(16), bytes(16), schemas.commands.AddPupil(pupil_id=bytes(16)), bytes(16))
    with FakeOwner(lose_every=1) as owner, Client(owner.peer, KeyPair.make()) as client:
        load = Load([client], ListSource([item]), log, patience=0.1)
        with pytest.raises(TimeoutError, match="1 still under way"):
            load.run(lambda: False, timeout=0.5)
    assert AckLog.read(log.path) == []


def test_a_rate_bounds_the_new_commands_a_second(log):
    builder = Builder(6, SHAPE)
    with FakeOwner() as owner, Client(owner.peer, KeyPair.make()) as client:
        carry_out(client, builder.orders, log)
        load = Load([client], Workload(builder), log, window=8, rate=100)
        assert 50 < load.run_for(0.4) < 150
        with pytest.raises(RuntimeError, match="make the school larger"):
            Load([client], Workload(Builder(6, SHAPE)), log).run_for(5)
