"""Issue line 4: a client written from PROTOCOL.md alone reads, follows, filters, commands and is refused as it says."""

from __future__ import annotations

from datetime import datetime

import pytest
from google.protobuf.message import Message
from zvonok_interop import chain, frames, schemas
from zvonok_interop.client import Client, KeyPair, NoAnswer, NoConnection, RefusedError, accepted, diverged, rejected
from zvonok_interop.load import AckLog
from zvonok_interop.orders import Order, now_us, order, wire
from zvonok_interop.reader import FeedReader

from cluster import OPEN_TYPES, Cluster, Grant, Journal
from process import wait_for
from scenario import SMALL, Scene, build

FEED = "journal.test"


@pytest.fixture
def scene(cluster: Cluster, acknowledged: AckLog, today: datetime) -> Scene:
    """A built school, and besides the usual senders one who may read little and one who may ask little."""
    journal = cluster.journal()
    narrow = Grant("narrow", [cluster.sender("narrow").public], {FEED: ["MarkGiven", "WorkCreated"]})
    clerk = Grant(
        "clerk", [cluster.sender("clerk").public], commands=["RecordTopic"], schools=[b"\1" * 16], actors=[b"\2" * 16]
    )
    journal.grants += [narrow, clerk]
    journal.write()
    journal.start()
    return build(cluster, journal, acknowledged, today, **SMALL)


@pytest.fixture
def auditor(scene: Scene) -> Client:
    return scene.cluster.connect(scene.journal, "auditor")


def _reader(client: Client, **options) -> FeedReader:
    return FeedReader(client, FEED, **options)


def _pupil(scene: Scene) -> Order:
    name = schemas.cards.PersonName(family="Dubova", given="Darya")
    body = schemas.commands.AddPupil(pupil_id=scene.builder.ids.next(), name=name, birth_date=15_000)
    return order(scene.builder.ids.next(), scene.builder.school.school_id, body, body.pupil_id)


# Reading


@pytest.mark.parametrize("max_events", [0, 1, 7])
def test_the_feed_is_read_from_0_and_its_chain_recomputed(scene: Scene, auditor: Client, max_events: int) -> None:
    reader = _reader(auditor, max_events=max_events)
    events = list(reader.to_head())
    assert [event.sequence for event in events] == list(range(1, reader.head + 1))
    assert reader.cursor.sequence == reader.head and len(events) >= len(scene.builder.orders)
    assert all(event.schema_version == 1 and len(event.salt) == 16 for event in events)


def test_a_parked_fetch_is_answered_by_what_comes_next(scene: Scene, auditor: Client) -> None:
    reader = _reader(auditor)
    list(reader.to_head())
    request = auditor.send(reader.request(wait_ms=20_000))
    answer = accepted(scene.cluster.connect(scene.journal, "desk").command(wire(_pupil(scene), now_us())))
    events = reader.take(auditor.wait_for(request, 5))
    assert [event.sequence for event in events] == [answer.first_sequence, answer.last_sequence]
    assert [event.type for event in events] == ["PupilAdded", "PupilCardRecorded"]


def test_a_parked_fetch_is_answered_empty_after_its_wait(scene: Scene, auditor: Client) -> None:
    reader = _reader(auditor)
    list(reader.to_head())
    assert reader.step(wait_ms=300) == []


def test_a_newer_fetch_of_the_same_subscription_replaces_the_older(scene: Scene, auditor: Client) -> None:
    reader = _reader(auditor)
    list(reader.to_head())
    older, newer = auditor.send(reader.request(wait_ms=1_500)), auditor.send(reader.request(wait_ms=500))
    reader.take(auditor.wait_for(newer, 5))
    with pytest.raises(NoAnswer):
        auditor.wait_for(older, 2)


def test_two_subscriptions_of_one_sender_are_parked_side_by_side(scene: Scene, auditor: Client) -> None:
    first, second = _reader(auditor, subscription="one"), _reader(auditor, subscription="two")
    list(first.to_head()), list(second.to_head())
    asked = [auditor.send(reader.request(wait_ms=500)) for reader in (first, second)]
    for reader, request in zip((first, second), asked, strict=True):
        assert reader.take(auditor.wait_for(request, 5)) == []


def test_a_filtered_feed_holds_the_same_events_and_hash(scene: Scene, auditor: Client) -> None:
    everything, narrow = (
        _reader(auditor),
        _reader(scene.cluster.connect(scene.journal, "narrow"), types=("WorkCreated",), max_events=2),
    )
    wanted = [event for event in everything.to_head() if event.type == "WorkCreated"]
    assert list(narrow.to_head()) == wanted != []
    assert narrow.cursor == everything.cursor


def test_a_type_nobody_has_heard_of_just_does_not_come(auditor: Client) -> None:
    reader = _reader(auditor, types=("LunchServed",))
    assert list(reader.to_head()) == [] and reader.cursor.sequence == reader.head > 0


def test_max_bytes_still_brings_one_event(auditor: Client) -> None:
    request = _reader(auditor).request()
    request.max_bytes = 1
    assert len(auditor.fetch(request).events) == 1


def test_a_cursor_with_another_epoch_and_the_right_hash_is_accepted(auditor: Client) -> None:
    request = _reader(auditor).request()
    request.epoch = bytes(range(16))
    assert auditor.fetch(request).epoch != request.epoch


def test_a_batch_says_that_the_store_is_a_sample_and_until_when_it_is_complete(auditor: Client) -> None:
    reader = _reader(auditor)
    events = list(reader.to_head())
    assert reader.last.sample is True and reader.last.complete_until >= events[-1].recorded_at


# Divergence


def test_another_hash_at_after_is_diverged(scene: Scene, auditor: Client) -> None:
    reader = _reader(auditor)
    list(reader.to_head())
    request = reader.request(wait_ms=20_000)
    request.chain_hash = bytes(32)
    answer = diverged(auditor.fetch(request))
    assert (answer.feed, answer.head, answer.epoch) == (FEED, reader.head, reader.cursor.epoch)


def test_a_wrong_hash_at_0_is_diverged(auditor: Client) -> None:
    request = _reader(auditor).request()
    request.chain_hash = chain.origin("journal.other")
    diverged(auditor.fetch(request))


def test_after_beyond_the_head_is_diverged_and_never_parked(scene: Scene, auditor: Client) -> None:
    reader = _reader(auditor)
    list(reader.to_head())
    request = reader.request(wait_ms=20_000)
    request.after += 1
    diverged(auditor.wait_for(auditor.send(request), 5))


# Refusals of fetches


def _refused(client: Client, request: Message, code: str, field: str | None) -> None:
    with pytest.raises(RefusedError) as refused:
        client.fetch(request)
    assert (refused.value.code, refused.value.field) == (code, field), refused.value
    assert refused.value.message


def test_an_unknown_key_never_connects(scene: Scene) -> None:
    stranger = scene.cluster.connect_anew(scene.journal, KeyPair.make(), timeout=2)
    with pytest.raises(NoConnection):
        stranger.fetch(_reader(stranger).request())
    assert not any("SUCCEEDED" in seen for seen in stranger.connection_events())


def test_a_key_that_may_read_no_feed_is_forbidden(scene: Scene) -> None:
    desk = scene.cluster.connect(scene.journal, "desk")
    _refused(desk, _reader(desk).request(), "forbidden", "feed")


def test_a_type_outside_the_allow_list_is_forbidden_by_name(scene: Scene) -> None:
    narrow = scene.cluster.connect(scene.journal, "narrow")
    request = _reader(narrow, types=("MarkGiven", "PupilCardRecorded")).request()
    _refused(narrow, request, "forbidden", "types[1]")


def test_asking_for_all_types_needs_the_right_to_all(scene: Scene) -> None:
    narrow = scene.cluster.connect(scene.journal, "narrow")
    _refused(narrow, _reader(narrow).request(), "forbidden", "types")


def test_a_feed_the_service_does_not_have_is_unknown(auditor: Client) -> None:
    request = _reader(auditor).request()
    request.feed = "journal.other"
    with pytest.raises(RefusedError) as refused:
        auditor.fetch(request)
    assert refused.value.code in ("unknown-feed", "forbidden")


@pytest.mark.parametrize("lacking", ["feed", "after", "chain_hash", "subscription"])
def test_a_fetch_without_a_required_field_is_malformed(auditor: Client, lacking: str) -> None:
    request = _reader(auditor).request()
    request.ClearField(lacking)
    _refused(auditor, request, "malformed", lacking)


@pytest.mark.parametrize(
    ("name", "value"),
    [("chain_hash", bytes(31)), ("epoch", bytes(15)), ("subscription", "s" * 65), ("subscription", "")],
)
def test_a_fetch_with_a_field_out_of_range_is_malformed(auditor: Client, name: str, value: object) -> None:
    request = _reader(auditor).request()
    setattr(request, name, value)
    _refused(auditor, request, "malformed", name)


@pytest.mark.parametrize("count", [257])
def test_too_many_types_are_malformed(auditor: Client, count: int) -> None:
    request = _reader(auditor, types=tuple(f"Type{number}" for number in range(count))).request()
    _refused(auditor, request, "malformed", "types")


def test_the_17th_subscription_of_a_sender_is_refused_as_busy(auditor: Client) -> None:
    head = _reader(auditor)
    list(head.to_head())
    asked = []
    for number in range(17):
        request = head.request(wait_ms=3_000)
        request.subscription = f"subscription-{number}"
        asked.append(auditor.send(request))
    with pytest.raises(RefusedError) as refused:
        auditor.wait_for(asked[16], 2)
    assert refused.value.code == "busy" and refused.value.retry_after_ms


def test_a_kind_the_service_does_not_know_is_refused(scene: Scene, auditor: Client) -> None:
    request_id = auditor.send(schemas.operator.Trace(trace_id=bytes(16)))
    auditor.forget(request_id)
    answer_id = request_id + 1_000
    auditor._awaited[answer_id] = schemas.envelope.KIND_FETCH
    header = b"\x08" + _varint(answer_id) + b"\x10\x32"
    auditor.send_frames([frames.TAG, header, b""])
    with pytest.raises(RefusedError) as refused:
        auditor.wait_for(answer_id, 5)
    assert refused.value.code == "unknown-kind"


def _varint(value: int) -> bytes:
    parts = []
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def test_messages_that_are_not_of_the_protocol_are_dropped_and_the_connection_lives(
    scene: Scene, auditor: Client
) -> None:
    good = frames.encode(frames.Envelope(1, schemas.envelope.KIND_STATUS, schemas.operator.Status()))
    tag = good[0]
    for parts in ([b""], [b"ZVONOK/2", *good[1:]], good[:2], [*good, b""], [tag, b"", b""], [tag, b"\xff", b""]):
        auditor.send_frames(parts)
    assert _reader(auditor).step()


# Commands


def test_a_command_sent_twice_gets_the_same_answer_and_is_done_once(scene: Scene, auditor: Client) -> None:
    desk, message = scene.cluster.connect(scene.journal, "desk"), wire(_pupil(scene), now_us())
    first = accepted(desk.command(message))
    assert desk.command(message) == first
    assert len(list(_reader(auditor).to_head())) == first.last_sequence


@pytest.mark.parametrize("part", ["body", "issued_at", "actor_id", "school_id", "name", "entered_at"])
def test_the_same_id_with_anything_else_different_is_id_reused(scene: Scene, part: str) -> None:
    desk, message = scene.cluster.connect(scene.journal, "desk"), wire(_pupil(scene), now_us())
    first = accepted(desk.command(message))
    other = schemas.command.Command.FromString(message.SerializeToString())
    changed = {
        "body": _pupil(scene).body, "issued_at": message.issued_at + 1, "actor_id": b"\7" * 16,
        "school_id": b"\7" * 16, "name": "AddGuardian", "entered_at": message.issued_at,
    }  # fmt: skip
    setattr(other, part, changed[part])
    rejected(desk.command(other), "id-reused")
    assert desk.command(message) == first


def test_two_senders_may_use_the_same_id(scene: Scene) -> None:
    item = _pupil(scene)
    accepted(scene.cluster.connect(scene.journal, "desk").command(wire(item, now_us())))
    other = order(item.command_id, item.school_id, schemas.commands.AddPupil.FromString(_pupil(scene).body), b"")
    accepted(scene.cluster.connect(scene.journal, "desk-2").command(wire(other, now_us())))


def test_a_rejection_is_answered_again_as_it_was(scene: Scene) -> None:
    desk = scene.cluster.connect(scene.journal, "desk")
    body = schemas.commands.RecordTopic(lesson_id=bytes(15) + b"\1", expected_version=1, topic="Fractions")
    message = wire(order(scene.builder.ids.next(), scene.builder.school.school_id, body, b""), now_us())
    first = rejected(desk.command(message), "unknown")
    assert desk.command(message) == first and first.field == "lesson_id"


def test_what_is_so_already_is_accepted_without_events(scene: Scene) -> None:
    desk, lesson = scene.cluster.connect(scene.journal, "desk"), scene.builder.school.lessons[0]
    for expected_version, is_new in ((1, True), (2, False)):
        body = schemas.commands.RecordTopic(
            lesson_id=lesson.lesson_id, expected_version=expected_version, topic="Fractions"
        )
        item = order(scene.builder.ids.next(), scene.builder.school.school_id, body, lesson.lesson_id)
        answer = accepted(desk.command(wire(item, now_us())))
        assert answer.HasField("first_sequence") is answer.HasField("last_sequence") is is_new


@pytest.mark.parametrize(
    ("field", "school_id", "actor_id", "name"),
    [
        ("name", b"\1" * 16, b"\2" * 16, "RecordHomework"),
        ("school_id", b"\3" * 16, b"\2" * 16, "RecordTopic"),
        ("actor_id", b"\1" * 16, b"\3" * 16, "RecordTopic"),
    ],
)
def test_a_command_school_or_actor_outside_the_allow_list_is_forbidden(
    scene: Scene, field: str, school_id: bytes, actor_id: bytes, name: str
) -> None:
    clerk = scene.cluster.connect(scene.journal, "clerk")
    message = schemas.command.Command(
        command_id=scene.builder.ids.next(), issued_at=now_us(), actor_id=actor_id, school_id=school_id,
        name=name, body=b"",
    )  # fmt: skip
    assert rejected(clerk.command(message), "forbidden").field == field


def test_a_key_without_the_operators_right_is_refused_every_operator_request(auditor: Client) -> None:
    for ask in (auditor.status, lambda: auditor.backup("/tmp"), lambda: auditor.verify(False)):
        with pytest.raises(RefusedError) as refused:
            ask()
        assert refused.value.code == "forbidden"


# The operator


def test_status_shows_the_feed_as_a_batch_does(scene: Scene, auditor: Client) -> None:
    reader = _reader(auditor)
    list(reader.to_head())
    status = scene.cluster.connect(scene.journal, "operator").status()
    assert (status.feed.feed, status.feed.head) == (FEED, reader.head)
    assert (status.feed.epoch, status.feed.chain_hash) == (reader.cursor.epoch, reader.cursor.chain_hash)
    assert status.sample is True and status.service == "journal-writer"


def test_a_trace_id_leads_to_what_was_done_under_it(scene: Scene) -> None:
    trace_id = bytes(range(16))
    desk, operator = scene.cluster.connect(scene.journal, "desk"), scene.cluster.connect(scene.journal, "operator")
    answer = accepted(desk.command(wire(_pupil(scene), now_us()), trace_id))
    steps = operator.trace(trace_id).steps
    assert [step.sequence for step in steps] == [answer.first_sequence, answer.last_sequence]
    assert {step.feed for step in steps} == {FEED}
    events = scene.events()
    assert events[answer.first_sequence - 1].trace_id == trace_id


# The allow-list


def test_a_right_given_and_taken_holds_at_once(scene: Scene, auditor: Client) -> None:
    desk = scene.cluster.connect(scene.journal, "desk")
    grant = next(one for one in scene.journal.grants if one.name == "desk")
    grant.feeds = {FEED: OPEN_TYPES}
    _reload(scene.journal)
    reader = _reader(desk, types=("MarkGiven",))
    wait_for(lambda: _may_fetch(reader), "the right to read")
    grant.feeds = {}
    _reload(scene.journal)
    wait_for(lambda: not _may_fetch(reader), "the right to be taken")


def _reload(journal: Journal) -> None:
    journal.write_allow_list()
    journal.reload()


def _may_fetch(reader: FeedReader) -> bool:
    try:
        reader.step()
    except RefusedError:
        return False
    return True
