"""Issue line 16: a wrong configuration is refused by place, key and expectation, before anything is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cluster import Cluster, Journal, Service, binary
from process import run_once
from wrong_configuration import (
    BESIDE_THE_FILE,
    COLLECTOR,
    JOURNAL,
    KEYS,
    LISTS,
    MISPLACED_SECRETS,
    SECRET,
    TOKEN_HASH,
    UNUSABLE,
    VALUES,
    Mistake,
    sound,
)

# EX_USAGE and EX_CONFIG.
WRONG_COMMAND_LINE, WRONG_CONFIGURATION = 64, 78
SIZE_LIMIT = 1 << 20


def _service(cluster: Cluster, template: str) -> Service:
    """A service that was never started, its keys and allow-list in place."""
    journal = cluster.journal()
    return journal if template == JOURNAL else cluster.collector(journal)


def _prepared(cluster: Cluster, mistake: Mistake) -> tuple[Service, str]:
    service = _service(cluster, mistake.template)
    service.environment = dict(mistake.environment)
    return service, mistake.write(service.config_file, service.port, service.health_port)


def _check_untouched(service: Service) -> None:
    """Neither the store nor its lock, nor anything else, was made."""
    found = {path.name for path in service.folder.iterdir()} - {"backups"}
    assert found <= {"config.yaml", "bus.key", "allow-list.yaml"}, found


def _check_refused(service: Service, flags: tuple[str, ...] = ()) -> str:
    """What `check-config` says, and `run` the same, having touched nothing."""
    answers = {command: service.offline(command, *flags) for command in ("check-config", "run")}
    for command, (status, output) in answers.items():
        assert status == WRONG_CONFIGURATION, f"{command}: {status}\n{output}"
        assert SECRET not in output, f"{command} repeats what is secret:\n{output}"
    assert answers["run"] == answers["check-config"]
    _check_untouched(service)
    return answers["run"][1]


def _title(mistake: Mistake) -> str:
    return mistake.title


@pytest.mark.parametrize("mistake", [*KEYS, *VALUES, *LISTS, *BESIDE_THE_FILE], ids=_title)
def test_a_mistake_is_refused_by_place_key_finding_and_expectation(cluster: Cluster, mistake: Mistake) -> None:
    service, place = _prepared(cluster, mistake)
    lines = _check_refused(service, tuple(mistake.flags)).splitlines()
    for said in mistake.said:
        assert any(line.startswith(f"{place}: {said}") for line in lines), f"no «{place}: {said}» in {lines}"
    assert mistake.has_more or len(lines) == len(mistake.said), f"more than one mistake was found: {lines}"


@pytest.mark.parametrize("mistake", MISPLACED_SECRETS, ids=_title)
def test_a_secret_out_of_its_place_is_not_repeated(cluster: Cluster, mistake: Mistake) -> None:
    service, place = _prepared(cluster, mistake)
    assert f"{place}: {mistake.said[0]}" in _check_refused(service)


@pytest.mark.parametrize("mistake", UNUSABLE, ids=_title)
def test_what_cannot_work_is_refused_before_it_is_tried(cluster: Cluster, mistake: Mistake) -> None:
    service, place = _prepared(cluster, mistake)
    assert f"{place}: {mistake.said[0]}" in _check_refused(service)


def test_all_mistakes_of_all_sources_are_named_at_once_in_the_order_of_their_places(cluster: Cluster) -> None:
    edits = (("sample: true", "sample: maybe"), ("port: $health_port", "port: x"), ("level: info", "levle: info"))
    service, _ = _prepared(cluster, Mistake("several", (), edits, environment={"ZVONOK_HEALTH_PORT": "x"}))
    lines = _check_refused(service, ("--set", "log.format=loud")).splitlines()
    file = service.config_file
    assert [line.partition(": found ")[0] for line in lines] == [
        f"{file}:3:11: store.sample",
        f"{file}:13:9: health.port",
        f"{file}:18:3: log.levle",
        "environment variable ZVONOK_HEALTH_PORT: health.port",
        "--set log.format: log.format",
    ]


# Files that are wrong as a whole.


def _missing(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _binary(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")


def _too_large(path: Path) -> None:
    path.write_text(path.read_text().ljust(SIZE_LIMIT, "#") + "#")


def _expanding(path: Path) -> None:
    """Aliases upon aliases: a million values in a few lines."""
    lines = ["a0: &a0 [" + ", ".join("x" * 10) + "]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 7)]
    path.write_text("\n".join(lines) + "\n" + path.read_text())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_missing, "found a file that cannot be read (no such file), expected a readable YAML file"),
        (_folder, "found a file that cannot be read ("),
        (_binary, "found bytes that are no UTF-8 text, expected a YAML file in UTF-8"),
        (_too_large, f"found {SIZE_LIMIT + 1} bytes, expected a YAML file of at most 1MiB"),
        (_expanding, "found more than 100000 values, expected a configuration written by hand"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_is_refused_by_its_path(
    cluster: Cluster, spoil: Callable[[Path], None], said: str
) -> None:
    service, _ = _prepared(cluster, sound(JOURNAL))
    spoil(service.config_file)
    assert f"{service.config_file}: {said}" in _check_refused(service)


def test_without_any_file_each_missing_key_is_named_by_its_variable() -> None:
    done = run_once([str(binary(Journal.executable)), "check-config"])
    assert done.returncode == WRONG_CONFIGURATION
    assert "environment variable ZVONOK_FEED_NAME: feed.name: found nothing, expected a feed's name" in done.stdout


# The command line itself.


@pytest.mark.parametrize(
    ("command", "more", "said"),
    [
        ("run", ["--bogus"], "--bogus"),
        ("frobnicate", [], "frobnicate"),
        ("run", ["--set"], "--set"),
        ("check-config", ["extra"], "extra"),
        ("verify", ["--expect", "5:short"], "expected SEQUENCE:HASH"),
    ],
)
def test_a_wrong_command_line_is_refused_by_what_is_wrong_with_it_and_touches_nothing(
    cluster: Cluster, command: str, more: list[str], said: str
) -> None:
    service = _service(cluster, JOURNAL)
    status, output = service.offline(command, *more)
    assert status == WRONG_COMMAND_LINE and said in output, f"{status}\n{output}"
    assert "help" in output
    _check_untouched(service)


@pytest.mark.parametrize("template", [JOURNAL, COLLECTOR], ids=["journal", "collector"])
def test_a_sound_configuration_is_listed_key_by_key_with_its_source_and_without_secrets(
    cluster: Cluster, template: str
) -> None:
    service, _ = _prepared(cluster, sound(template))
    service.environment = {"ZVONOK_LOG_LEVEL": "debug"}
    status, output = service.offline("check-config", "--set", "lifecycle.drain=1m")
    assert status == 0, output
    lines = output.splitlines()
    assert f"store.sample = true  # {service.config_file}:3:11" in lines
    assert "log.level = debug  # environment variable ZVONOK_LOG_LEVEL" in lines
    assert "lifecycle.drain = 1m  # --set lifecycle.drain" in lines
    assert "metrics.series-limit = 10000  # default" in lines
    assert service.keys.secret not in output and TOKEN_HASH not in output
    _check_untouched(service)
