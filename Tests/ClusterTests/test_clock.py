"""Issue line 15: a real store refuses the simulated clock; a sample store runs on it, and says that it is a sample."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from zvonok_interop import schemas
from zvonok_interop.client import accepted, rejected
from zvonok_interop.load import AckLog
from zvonok_interop.orders import now_us, order, set_clock_offset, wire
from zvonok_interop.reader import FeedReader

from cluster import Cluster, Service
from process import http_json, wait_for
from scenario import SMALL, Scene, build, subscription
from simulated_clock import SimulatedClock
from stores import snapshot

# EX_CONFIG: a wrong configuration, or a store that does not fit it.
WRONG_CONFIGURATION = 78
SECOND = 1_000_000
HOUR = 3_600 * SECOND
# Far from any instant this test may run at: 2041-09-02, 09:00 UTC.
SCHOOL_MORNING = int(datetime(2041, 9, 2, 9, tzinfo=UTC).timestamp()) * SECOND

Place = Callable[[Service, Path], list[str]]


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[SimulatedClock]:
    """A clock far ahead, by which the senders live too."""
    made = SimulatedClock(tmp_path / "clock", SCHOOL_MORNING)
    _senders_follow(made)
    yield made
    set_clock_offset(0)


def _senders_follow(clock: SimulatedClock) -> None:
    set_clock_offset(0)
    set_clock_offset(clock.instant - now_us())


@pytest.fixture(params=["journal", "collector"])
def service(request: pytest.FixtureRequest, cluster: Cluster) -> Service:
    """Each service in turn, on its own."""
    journal = cluster.journal()
    return journal if request.param == "journal" else cluster.collector(journal)


def _set(service: Service, is_sample: bool, clock: Path | None = None) -> None:
    service.settings = {"store": {"sample": is_sample}}
    if clock is not None:
        service.settings["clock"] = {"simulated-file": str(clock)}
    service.write()


# How the clock is configured; each gives what stands on the command line.


def _in_file(service: Service, clock: Path) -> list[str]:
    _set(service, is_sample=False, clock=clock)
    return []


def _in_environment(service: Service, clock: Path) -> list[str]:
    service.environment = {"ZVONOK_CLOCK_SIMULATED_FILE": str(clock)}
    return []


def _in_flag(service: Service, clock: Path) -> list[str]:
    return ["--set", f"clock.simulated-file={clock}"]


@pytest.mark.parametrize("place", [_in_file, _in_environment, _in_flag])
def test_a_real_store_refuses_the_simulated_clock_wherever_it_is_configured_and_stays_as_it_was(
    service: Service, clock: SimulatedClock, place: Place
) -> None:
    _set(service, is_sample=False)
    service.start()
    service.stop()
    before = snapshot(service.store)
    more = place(service, clock.path)
    for command in ("run", "verify", "backup"):
        status, output = service.offline(command, *more)
        assert status == WRONG_CONFIGURATION, f"{command}: {status}\n{output}"
        for part in ("real", str(clock.path), "remove clock.simulated-file from the configuration"):
            assert part in output, f"{command} does not say {part}:\n{output}"
    assert snapshot(service.store) == before
    service.environment = {}
    _set(service, is_sample=False)
    service.start()
    service.stop()


@pytest.mark.parametrize("is_sample", [True, False])
def test_a_sample_store_says_that_it_is_one_wherever_it_says_who_it_is_and_a_real_store_that_it_is_none(
    cluster: Cluster, service: Service, is_sample: bool
) -> None:
    _set(service, is_sample)
    service.start()
    assert _start_line(service)["store.sample"] == str(is_sample).lower()
    assert http_json(service.health_url("version"))["sample"] is is_sample
    assert cluster.connect(service, "operator").status().sample is is_sample


def _start_line(service: Service) -> dict[str, Any]:
    lines = (json.loads(line) for line in service.log.read_text().splitlines())
    return next(line for line in lines if line["message"] == "the service starts")


@pytest.mark.parametrize("is_sample", [True, False])
def test_every_batch_of_a_feed_says_whether_its_owner_is_a_sample(cluster: Cluster, is_sample: bool) -> None:
    journal = cluster.journal()
    _set(journal, is_sample)
    journal.start()
    reader = FeedReader(cluster.connect(journal, "auditor"), journal.feed_name)
    reader.step()
    assert reader.last is not None and reader.last.HasField("sample") and reader.last.sample is is_sample


def test_a_real_consumer_takes_nothing_of_a_sample_feed_and_says_why(
    cluster: Cluster, acknowledged: AckLog, today: datetime
) -> None:
    journal = cluster.journal()
    collector = cluster.collector(journal)
    _set(collector, is_sample=False)
    journal.start()
    build(cluster, journal, acknowledged, today, **SMALL)
    collector.start()
    wait_for(lambda: subscription(cluster, collector, journal).state == "refused", "the feed to be refused")
    standing = subscription(cluster, collector, journal)
    assert "sample" in standing.reason and standing.cursor == 0, standing
    status, page = collector.health("readyz")
    assert status == 200 and "sample" in page, page


@pytest.mark.parametrize("is_sample", [True, False])
def test_a_store_stays_what_it_was_made_and_refuses_a_configuration_that_says_otherwise(
    service: Service, is_sample: bool
) -> None:
    _set(service, is_sample)
    service.start()
    service.stop()
    before = snapshot(service.store)
    _set(service, not is_sample)
    status, output = service.offline("run")
    assert status == WRONG_CONFIGURATION, output
    made, asked = ("a sample", "a real store") if is_sample else ("a real store", "a sample")
    assert f"was made as {made} and stays one, the configuration asks for {asked}" in output
    assert str(service.store) in output
    assert snapshot(service.store) == before


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "No such file"), (b"", "not 4096 bytes long"), (bytes(4_096), "holds no simulated clock")],
    ids=["no file", "an empty file", "another file"],
)
def test_a_sample_store_does_not_fall_back_to_real_time_when_its_clock_cannot_be_read(
    service: Service, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "no-clock"
    if content is not None:
        path.write_bytes(content)
    _set(service, is_sample=True, clock=path)
    status, output = service.offline("run")
    assert status == WRONG_CONFIGURATION, output
    assert f"cannot use the simulated clock {path}" in output and reason in output


@pytest.fixture
def sample(cluster: Cluster, acknowledged: AckLog, clock: SimulatedClock) -> Scene:
    """A sample journal with a school, on a clock that stands."""
    journal = cluster.journal()
    _set(journal, is_sample=True, clock=clock.path)
    journal.start()
    today = datetime.fromtimestamp(clock.instant / SECOND, UTC)
    return build(cluster, journal, acknowledged, today, **SMALL)


def _add_pupil(scene: Scene, issued_at: int) -> Any:
    name = schemas.cards.PersonName(family="Sosnova", given="Darya")
    body = schemas.commands.AddPupil(pupil_id=scene.builder.ids.next(), name=name, birth_date=20_000)
    item = order(scene.builder.ids.next(), scene.builder.school.school_id, body, body.pupil_id)
    return scene.cluster.connect(scene.journal, "desk").command(wire(item, issued_at))


def test_a_sample_store_lives_by_the_simulated_clock_as_it_stands_moves_and_after_a_restart(
    sample: Scene, clock: SimulatedClock
) -> None:
    recorded = [event.recorded_at for event in sample.events()]
    assert recorded == sorted(set(recorded)), "instants ascend although the clock stands"
    assert recorded[0] >= SCHOOL_MORNING and recorded[-1] < SCHOOL_MORNING + SECOND
    for hours in (1, 2):
        clock.move(SCHOOL_MORNING + hours * HOUR)
        _senders_follow(clock)
        answer = accepted(_add_pupil(sample, now_us()))
        last = sample.events()[answer.last_sequence - 1].recorded_at
        assert clock.instant <= last < clock.instant + SECOND
        sample.journal.stop()
        sample.journal.start()


def test_a_command_issued_by_real_time_is_refused_where_simulated_time_is_far_ahead(sample: Scene) -> None:
    before = len(sample.events())
    set_clock_offset(0)
    rejected(_add_pupil(sample, now_us()), "expired")
    assert len(sample.events()) == before
