"""Frames: what is written is read back, and what is not of the protocol is named."""

import pytest
from zvonok_interop import frames, schemas
from zvonok_interop.frames import Envelope, FrameError


def _message() -> list[bytes]:
    return frames.encode(Envelope(7, schemas.envelope.KIND_FETCH, schemas.feed.Fetch(feed="a", after=0), bytes(16)))


def test_a_message_has_three_frames_and_comes_back_as_it_was():
    parts = _message()
    assert parts[0] == b"ZVONOK/1" and len(parts) == 3
    read = frames.decode(parts)
    assert (read.request_id, read.kind, read.trace_id) == (7, schemas.envelope.KIND_FETCH, bytes(16))
    assert read.message.HasField("after") and not read.message.HasField("wait_ms")


def test_every_kind_of_the_schema_has_a_body():
    named = set(schemas.envelope.Kind.values()) - {schemas.envelope.KIND_UNSPECIFIED}
    assert set(frames.BODIES) == named


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ([], "0 frames"),
        (_message()[:2], "2 frames"),
        ([*_message(), b""], "4 frames"),
        ([b"ZVONOK/2", *_message()[1:]], "tag"),
        ([frames.TAG, b"", b""], "lacks"),
        ([frames.TAG, schemas.envelope.Header(request_id=1).SerializeToString(), b""], "lacks"),
        ([frames.TAG, b"\xff\xff", b""], "parsing"),
        ([frames.TAG, b"\x08\x01\x10\x63", b""], "kind 99"),
    ],
)
def test_what_is_not_of_the_protocol_is_refused_by_name(parts, what):
    with pytest.raises(FrameError, match=what):
        frames.decode(parts)
