"""The chain: its layout byte by byte, and that every part of an event bears on it."""

import hashlib

import pytest
from fake_owner import FEED, event_of
from zvonok_interop import chain, schemas

SCHOOL = bytes(range(16))
# A chain of one event, byte by byte: whoever writes a client in another language can start from it.
EXAMPLE = {
    "payload": "0a101111111111111111111111111111111110021a0ad094d180d0bed0b1d0b8",
    "hash(0)": "eceabc2e26b8c9652b16d2bf451301113c4c315208640b93fd97bd9d0d8a13bd",
    "digest(1)": "249132c50c881a61862ff7206e04f1695b4bc4b254828ebd93621d5cfa04b4b7",
    "hash(1)": "66f9dcc416958aa11a82b08c15557489139552d3c668c7580b0df1c9c08def71",
}


def _event(sequence: int = 1):
    body = schemas.lessons.TopicRecorded(lesson_id=SCHOOL, version=2, topic="Fractions")
    return event_of(sequence, SCHOOL, "TopicRecorded", body)


def test_the_beginning_is_the_hash_of_the_feeds_name():
    assert chain.origin("journal.test") == hashlib.sha256(b"journal.test").digest()


def test_a_link_is_the_hash_of_the_documented_bytes():
    event = _event()
    digest = hashlib.sha256(event.salt + event.payload).digest()
    layout = chain.origin(FEED) + bytes.fromhex("0000000000000001")
    layout += event.recorded_at.to_bytes(8, "big", signed=True) + SCHOOL + bytes(16)
    layout += bytes.fromhex("000d") + b"TopicRecorded" + bytes.fromhex("00000001") + event.event_id + digest
    assert chain.link(chain.origin(FEED), event) == hashlib.sha256(layout).digest()


def test_the_example_with_fixed_bytes():
    body = schemas.lessons.TopicRecorded(lesson_id=bytes([0x11] * 16), version=2, topic="Дроби")
    event = schemas.feed.Event(
        sequence=1,
        event_id=bytes([0x22] * 16),
        school_id=bytes([0x33] * 16),
        type="TopicRecorded",
        schema_version=1,
        recorded_at=1_788_222_600_000_000,
        actor_id=bytes(16),
        payload=body.SerializeToString(),
        salt=bytes([0x44] * 16),
    )
    assert event.payload.hex() == EXAMPLE["payload"]
    assert chain.origin("journal.example").hex() == EXAMPLE["hash(0)"]
    assert chain.digest(event).hex() == EXAMPLE["digest(1)"]
    assert chain.link(chain.origin("journal.example"), event).hex() == EXAMPLE["hash(1)"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sequence", 2), ("recorded_at", -1), ("school_id", bytes(16)), ("actor_id", b"\1" * 16),
        ("type", "TopicRecordeD"), ("schema_version", 2), ("event_id", bytes(16)),
        ("payload", b""), ("salt", bytes(16)),
    ],
)  # fmt: skip
def test_changing_any_part_of_an_event_changes_its_link(name, value):
    original, changed = _event(), _event()
    setattr(changed, name, value)
    assert chain.link(chain.origin(FEED), original) != chain.link(chain.origin(FEED), changed)


def test_the_trace_id_is_not_part_of_the_chain():
    original, traced = _event(), _event()
    traced.trace_id = bytes(range(16))
    assert chain.link(chain.origin(FEED), original) == chain.link(chain.origin(FEED), traced)


def test_an_erased_event_keeps_its_link():
    original, erased = _event(), _event()
    erased.digest = chain.digest(original)
    erased.ClearField("payload")
    erased.ClearField("salt")
    assert chain.link(chain.origin(FEED), original) == chain.link(chain.origin(FEED), erased)


@pytest.mark.parametrize("lacking", ["salt", "payload"])
def test_half_an_erasure_is_refused(lacking):
    event = _event()
    event.ClearField(lacking)
    with pytest.raises(ValueError, match="event 1"):
        chain.link(chain.origin(FEED), event)
