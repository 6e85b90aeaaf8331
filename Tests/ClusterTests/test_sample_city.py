"""The sample city: made over the command port on a simulated clock, the same by the same seed, and made only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from google.protobuf.message import Message
from zvonok_interop.reader import FeedReader
from zvonok_interop.schemas import body_of

from cluster import Cluster, Journal
from process import wait_for
from sample_city import SampleCity, zvonok
from scenario import check_figures, check_tables, wait_caught_up

EPOCH = date(1970, 1, 1)
USAGE, DATA_ERROR, UNAVAILABLE, CONFIGURATION = 64, 65, 69, 78


@pytest.fixture
def city(cluster: Cluster) -> Iterator[SampleCity]:
    yield SampleCity(cluster)


def events_of(cluster: Cluster, journal: Journal) -> list[Message]:
    """The journal's whole feed."""
    return list(FeedReader(cluster.connect(journal, "auditor"), journal.feed_name, "audit").to_head())


def test_a_city_is_made_once_and_continued(cluster: Cluster, city: SampleCity) -> None:
    journal = city.journal()
    collector = cluster.collector(journal)
    city.put_on_clock(collector)
    journal.start()
    collector.start()

    first = city.make("--days", "2")
    made = events_of(cluster, journal)
    assert first["done"] > 5_000
    assert first["known"] == 0

    again = city.make("--days", "2")
    assert again["done"] == 0
    assert again["known"] == first["done"]
    assert len(events_of(cluster, journal)) == len(made), "made again, it changes nothing"

    # The third school day until noon, with one teacher's lessons left empty.
    further = city.make("--days", "2", "--until", "12:40")
    assert further["done"] > 0
    story = further["story"]
    assert story["date"] == "2026-09-03"
    events = events_of(cluster, journal)
    assert_left_empty(events, bytes.fromhex(story["teacher_id"].replace("-", "")), date(2026, 9, 3))
    assert city.shown().startswith("2026-09-03T09:40:00"), "12:40 in Moscow"

    wait_caught_up(cluster, collector, journal, events[-1].sequence)
    wait_for(lambda: collector.health("readyz")[0] == 200, "the collector to be ready")
    check_figures(cluster, collector, {journal: events})
    journal.stop()
    check_tables(journal, events)


def assert_left_empty(events: list[Message], teacher: bytes, day: date) -> None:
    """Nothing stands in this teacher's lessons of this day, which there are."""
    scheduled = [body_of(one) for one in events if one.type == "LessonScheduled"]
    lessons = {
        one.lesson_id for one in scheduled if one.teacher_id == teacher and EPOCH + timedelta(one.date) == day
    }
    assert lessons
    entered = {"TopicRecorded", "HomeworkRecorded", "RollTaken", "WorkCreated"}
    assert not [one for one in events if one.type in entered and body_of(one).lesson_id in lessons]


def test_the_same_seed_makes_the_same_city(cluster: Cluster, tmp_path) -> None:
    kinds: list[Counter[str]] = []
    people: list[set[bytes]] = []
    for name in ("first", "second"):
        one = Cluster(tmp_path / name)
        (tmp_path / name).mkdir()
        try:
            city = SampleCity(one)
            journal = city.journal()
            journal.start()
            city.make("--days", "1", "--seed", "7")
            events = events_of(one, journal)
            kinds.append(Counter(event.type for event in events))
            people.append({event.payload for event in events if event.type.endswith("CardRecorded")})
        finally:
            one.close()
    assert kinds[0] == kinds[1]
    assert people[0] == people[1]


def test_another_seed_does_not_mix_into_a_city(city: SampleCity) -> None:
    city.journal().start()
    city.make("--days", "1")
    refused = city.run("--days", "1", "--seed", "2")
    assert refused.returncode == CONFIGURATION
    assert "this seed and scale do not make" in refused.stderr


def test_a_real_journal_is_left_alone(cluster: Cluster, city: SampleCity) -> None:
    journal = city.journal()
    journal.settings = {"store": {"sample": False}}
    journal.write()
    journal.start()
    refused = city.run("--days", "1")
    assert refused.returncode == CONFIGURATION
    assert "is not a sample" in refused.stderr
    assert events_of(cluster, journal) == []


def test_a_journal_that_does_not_answer_is_named(city: SampleCity) -> None:
    journal = city.journal()
    journal.start()
    journal.stop()
    refused = city.run("--days", "1")
    assert refused.returncode == UNAVAILABLE, refused.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("sample-city", "--days", "0"), "--days takes 1 to"),
        (("sample-city", "--until", "25:00"), "a time such as 12:40"),
        (("clock", "advance", "FILE"), "either --to or --by"),
        (("clock", "advance", "FILE", "--to", "tomorrow"), "an instant such as"),
        (("clock", "advance", "FILE", "--by", "0"), "1 to 525600"),
    ],
)
def test_a_wrong_command_line_is_explained(arguments: tuple[str, ...], word: str) -> None:
    done = zvonok(*arguments)
    assert done.returncode == USAGE, done.stderr
    assert word in done.stderr


def test_the_clock_goes_forward_only(city: SampleCity) -> None:
    clock = str(city.clock)
    assert zvonok("clock", "advance", clock, "--to", "2026-09-01T12:00:00+03:00").stdout.split() == [
        "2026-09-01T09:00:00.000000Z", "standing",
    ]  # fmt: skip
    back = zvonok("clock", "advance", clock, "--to", "2026-09-01T08:59:59Z")
    assert back.returncode == CONFIGURATION
    assert "not moved back" in back.stderr.replace("\n", " ")
    assert zvonok("clock", "run", clock).stdout.split()[1] == "running"
    assert zvonok("clock", "stop", clock).stdout.split()[1] == "standing"
    again = zvonok("clock", "create", clock)
    assert again.returncode == CONFIGURATION, "an existing clock is not overwritten"
