"""The client against a small owner: answers find their questions, losses are survived, refusals are raised."""

import pytest
from fake_owner import FEED, FakeOwner
from zvonok_interop import schemas
from zvonok_interop.client import Client, KeyPair, NoAnswer, NoConnection, Peer, RefusedError
from zvonok_interop.reader import DivergedError, FeedReader, read_all


@pytest.fixture
def owner():
    with FakeOwner() as running:
        yield running


@pytest.fixture
def client(owner):
    with Client(owner.peer, KeyPair.make(), timeout=5) as connected:
        yield connected


def _command(number: int):
    body = schemas.commands.RecordTopic(lesson_id=bytes(16), expected_version=number, topic="Fractions")
    return schemas.command.Command(
        command_id=number.to_bytes(16, "big"), name="RecordTopic", body=body.SerializeToString(), school_id=bytes(16)
    )


def test_answers_are_given_to_the_requests_they_belong_to(client):
    first, second = client.send(_command(1)), client.send(_command(2))
    assert client.wait_for(second).first_sequence == 2
    assert client.wait_for(first).first_sequence == 1


def test_a_refusal_is_raised_with_its_code(client):
    with pytest.raises(RefusedError) as refused:
        client.status()
    assert refused.value.code == "unknown-kind" and refused.value.retry_after_ms is None


def test_a_lost_answer_ends_in_no_answer_and_the_next_is_not_mistaken_for_it():
    with FakeOwner(lose_every=2) as owner, Client(owner.peer, KeyPair.make(), timeout=5) as client:
        assert client.command(_command(1)).first_sequence == 1
        with pytest.raises(NoAnswer):
            client.ask(_command(2), timeout=0.3)
        assert client.command(_command(2)).first_sequence == 2


def test_nobody_listening_is_no_connection():
    with Client(Peer("tcp://127.0.0.1:9", KeyPair.make().public), KeyPair.make(), timeout=0.3) as client:
        with pytest.raises(NoConnection):
            client.status()


def test_a_connection_lost_between_the_look_and_the_send_does_not_hold_the_sender(monkeypatch):
    client = Client(Peer("tcp://127.0.0.1:9", KeyPair.make().public), KeyPair.make(), timeout=0.3)
    looks = iter([True])
    wait = client.wait_connected
    monkeypatch.setattr(client, "wait_connected", lambda timeout: next(looks, False) or wait(timeout))
    with client, pytest.raises(NoConnection):
        client.status()
    assert next(looks, None) is None


def test_a_wrong_server_key_never_connects(owner):
    with Client(Peer(owner.peer.endpoint, KeyPair.make().public), KeyPair.make(), timeout=0.5) as client:
        with pytest.raises(NoConnection):
            client.status()


def test_a_feed_is_read_to_its_head_in_small_batches(owner, client):
    for number in range(1, 11):
        client.command(_command(number))
    reader = FeedReader(client, FEED, max_events=3)
    assert [event.sequence for event in reader.to_head()] == list(range(1, 11))
    assert read_all(client, FEED) == owner.events


def test_a_filtered_reader_advances_over_what_it_did_not_ask_for(client):
    for number in range(1, 4):
        client.command(_command(number))
    reader = FeedReader(client, FEED, types=("MarkGiven",))
    assert list(reader.to_head()) == [] and reader.cursor.sequence == 3


def test_a_cursor_of_another_history_is_diverged(owner, client):
    client.command(_command(1))
    reader = FeedReader(client, FEED)
    list(reader.to_head())
    owner.events.clear()
    with pytest.raises(DivergedError):
        reader.step()
