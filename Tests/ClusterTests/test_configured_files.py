"""Issue line 16, further: the files that a configuration names are refused like the configuration itself."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable

import pytest
from zvonok_interop.client import NoConnection

from cluster import Cluster, Service
from process import wait_for

# EX_CONFIG.
WRONG_CONFIGURATION = 78
# Stands in a key file without being a key.
NO_KEY = "correct-horse-battery"


@pytest.fixture(params=["journal", "collector"])
def service(request: pytest.FixtureRequest, cluster: Cluster) -> Service:
    """Each service in turn, on its own."""
    journal = cluster.journal()
    return journal if request.param == "journal" else cluster.collector(journal)


def _open_to_all(service: Service) -> None:
    service.key_file.chmod(0o644)


def _open_to_the_group(service: Service) -> None:
    service.key_file.chmod(0o640)


def _no_file(service: Service) -> None:
    service.key_file.unlink()


def _no_key(service: Service) -> None:
    service.key_file.write_text(NO_KEY + "\n")


def _two_keys(service: Service) -> None:
    service.key_file.write_text(f"{service.keys.secret}\n{service.keys.secret}\n")


def _folder(service: Service) -> None:
    service.key_file.unlink()
    service.key_file.mkdir(mode=0o600)


KEY_FILES = [
    (_open_to_all, "its mode is 0644, expected 0600 or stricter"),
    (_open_to_the_group, "its mode is 0640, expected 0600 or stricter"),
    (_no_file, "No such file"),
    (_no_key, "expected one secret key in Z85"),
    (_two_keys, "expected one secret key in Z85"),
    (_folder, "not a regular file"),
]


@pytest.mark.parametrize(("spoil", "said"), KEY_FILES)
def test_a_wrong_key_file_ends_the_start_by_its_path_and_nothing_of_it_is_shown(
    service: Service, spoil: Callable[[Service], None], said: str
) -> None:
    spoil(service)
    status, output = service.offline("run")
    assert status == WRONG_CONFIGURATION, output
    assert "bus.secret-key: found " in output, output
    assert f"key file {service.key_file}: " in output and said in output, output
    assert NO_KEY not in output and service.keys.secret not in output


_KEY = "'rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7'"
_SENDER = "senders:\n  - name: a\n    keys: []\n"
ALLOW_LISTS = {
    "a wrong key": (
        "senders:\n  - name: a\n    keys: [short]\n",
        ':3:12: senders[0].keys[0]: found "short", expected a CURVE public key, 40 characters of Z85',
    ),
    "no name": (
        f"senders:\n  - keys: [{_KEY}]\n",
        ":2:5: senders[0].name: found nothing, expected text that is not empty",
    ),
    "an unknown key": (
        f"{_SENDER}    operater: true\n",
        ":4:5: senders[0].operater: found an unknown key, expected a known key, perhaps operator",
    ),
    "a command for a list": (
        f"{_SENDER}    commands: GiveMark\n",
        ':4:15: senders[0].commands: found "GiveMark", expected `all` or a list (each element text that is not empty)',
    ),
    "no id": (
        f"{_SENDER}    schools: [here]\n",
        ':4:15: senders[0].schools[0]: found "here", expected an id such as',
    ),
    "a feed twice": (
        f"{_SENDER}    feeds: [{{feed: j, types: all}}, {{feed: j, types: all}}]\n",
        ":2:5: senders[0]: found the feed j twice, expected each feed once",
    ),
    "a key twice": (f"{_SENDER}    name: b\n", ":4:5: name: found the key a second time, expected each key once"),
    "no YAML": ("senders: [\n", "found text that is no YAML ("),
    "nothing": ("", ":1:1: senders: found nothing, expected a list of mappings with name, keys"),
}


@pytest.mark.parametrize(("text", "said"), ALLOW_LISTS.values(), ids=ALLOW_LISTS)
def test_a_wrong_allow_list_ends_the_start_by_place_key_finding_and_expectation(
    service: Service, text: str, said: str
) -> None:
    service.allow_list_file.write_text(text)
    status, output = service.offline("run")
    assert status == WRONG_CONFIGURATION, output
    assert str(service.allow_list_file) in output and said in output, output


def test_an_allow_list_that_is_not_there_ends_the_start_by_its_path(service: Service) -> None:
    service.allow_list_file.unlink()
    status, output = service.offline("run")
    assert status == WRONG_CONFIGURATION, output
    assert f"{service.allow_list_file}: found a file that cannot be read (no such file), expected" in output


def _wrong_allow_list(service: Service) -> None:
    service.allow_list_file.write_text("senders: all\n")


def _key_of_two_senders(service: Service) -> None:
    service.allow_list_file.write_text(f"senders:\n  - name: a\n    keys: [{_KEY}]\n  - name: b\n    keys: [{_KEY}]\n")


def _name_of_two_senders(service: Service) -> None:
    service.allow_list_file.write_text("senders:\n  - {name: a, keys: []}\n  - {name: a, keys: []}\n")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_open_to_all, "bus.secret-key: found key file {key_file}: its mode is 0644"),
        (_no_file, "bus.secret-key: found key file {key_file}: No such file"),
        (_no_key, "bus.secret-key: found key file {key_file}: "),
        (_wrong_allow_list, '{allow_list}:1:10: senders: found "all", expected a list'),
        (_key_of_two_senders, f"{{allow_list}}:4:5: senders[1]: found the public key {_KEY[1:-1]} twice, expected"),
        (_name_of_two_senders, "{allow_list}:3:5: senders[1]: found the name a twice, expected each name once"),
    ],
)
def test_a_wrong_file_is_refused_as_a_wrong_configuration_before_the_store_is_touched(
    service: Service, spoil: Callable[[Service], None], said: str
) -> None:
    spoil(service)
    for command in ("check-config", "run"):
        status, output = service.offline(command)
        assert status == WRONG_CONFIGURATION, f"{command}: {status}\n{output}"
        for name, path in (("key_file", service.key_file), ("allow_list", service.allow_list_file)):
            said = said.replace(f"{{{name}}}", str(path))
        assert said in output, f"{command}: {output}"
    assert not service.store.exists()


def test_a_mistake_made_while_the_service_runs_is_logged_at_sighup_and_the_old_rights_stay(cluster: Cluster) -> None:
    journal = cluster.journal()
    journal.start()
    cluster.connect(journal, "operator").status()
    sound, mistaken = journal.allow_list_file.read_text(), ALLOW_LISTS["an unknown key"]
    for number, (file, text, said) in enumerate(
        [
            (journal.allow_list_file, mistaken[0], f"{journal.allow_list_file}{mistaken[1]}"),
            (journal.config_file, "stoer: {}\n", f"{journal.config_file}:1:1: stoer: found an unknown key"),
        ],
        start=1,
    ):
        file.write_text(text)
        journal.running.send_signal(signal.SIGHUP)
        wait_for(lambda number=number: len(_not_taken_over(journal)) == number, "the mistake to be logged")
        assert said in _not_taken_over(journal)[-1]
        cluster.connect_anew(journal, cluster.sender("operator")).status()
    assert journal.health("readyz")[0] == 200
    journal.write()
    assert journal.allow_list_file.read_text() == sound
    journal.reload()
    with pytest.raises(NoConnection):
        cluster.connect_anew(journal, cluster.sender("stranger")).wait_connected(1)


def _not_taken_over(service: Service) -> list[str]:
    """What each refused reload was refused for."""
    lines = (json.loads(line) for line in service.log.read_text().splitlines())
    return [line["error.message"] for line in lines if line["message"] == "the configuration was not taken over"]
