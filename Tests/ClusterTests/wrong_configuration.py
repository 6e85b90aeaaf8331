"""Every class of mistake in a configuration, each with what must be said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

# Where a mistake stands: the marker is taken out of the text, and its line and column must be named.
HERE = "@@"
# What is secret, or stands where something secret belongs, is written with this; it must never be repeated.
SECRET = "correct-horse-battery"

_HEALTH, _LIFECYCLE = "health:\n  host: 127.0.0.1\n  port: $health_port\n", "lifecycle:\n  drain: 20s\n"
_LOG = "log:\n  format: json\n  level: info\n"
_FEED = "feed:\n  name: journal.test\n"
_UPSTREAMS = "upstreams:\n  - feed: journal.test\n    endpoint: tcp://127.0.0.1:1\n    server-key: $server_key\n"
_TOKENS = "tokens:\n  - name: dashboard\n    sha256: $token_hash\n"
_COMMON = (
    "store:\n  path: $folder/store.sqlite\n  sample: true\n  minimum-free: 1MiB\n"
    "backup:\n  directory: $folder/backups\n"
    "bus:\n  endpoint: tcp://127.0.0.1:$port\n  secret-key: $folder/bus.key\n  allow-list: $folder/allow-list.yaml\n"
) + (_HEALTH + _LIFECYCLE + _LOG)
_WEB = "http:\n  port: 0\nweb:\n  public-origin: http://127.0.0.1\n  secure-cookies: false\n"
JOURNAL = _COMMON + _WEB + _FEED
COLLECTOR = _COMMON + _WEB + _UPSTREAMS + _TOKENS

TOKEN_HASH = "0123456789abcdef" * 4
_VALUES = {"server_key": "'rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7'", "token_hash": TOKEN_HASH}


@dataclass(frozen=True)
class Mistake:
    """One mistake: what is written otherwise than in a sound configuration, or said beside it, and the answer.

    `said` has a line each, `key: found …, expected …`, or as much of it as matters; the place comes before it.
    """

    title: str
    said: tuple[str, ...]
    edits: tuple[tuple[str, str], ...] = ()
    template: str = JOURNAL
    environment: Mapping[str, str] = field(default_factory=dict)
    flags: Sequence[str] = ()
    # The place, where it is none in the file.
    place: str = ""
    # Whether other mistakes follow from it, such as keys that are missing then.
    has_more: bool = False

    def write(self, path: Path, port: int, health_port: int) -> str:
        """Writes the file, mistake and all; returns the place that has to be named."""
        text = self.template
        for old, new in self.edits:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the sound text"
            text = text.replace(old, new)
        text = Template(text).substitute(_VALUES, folder=path.parent, port=port, health_port=health_port)
        before, found, after = text.partition(HERE)
        path.write_text(before + after)
        return f"{path}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}" if found else self.place


def sound(template: str) -> Mistake:
    """No mistake at all."""
    return Mistake("none", (), template=template)


def _file(title: str, old: str, new: str, *said: str, template: str = JOURNAL, has_more: bool = False) -> Mistake:
    return Mistake(title, said, ((old, new),), template, has_more=has_more)


def _list(title: str, old: str, new: str, *said: str) -> Mistake:
    return Mistake(title, said, ((old, new),), COLLECTOR)


def _variable(title: str, variable: str, *said: str, template: str = JOURNAL) -> Mistake:
    name, _, value = variable.partition("=")
    place = f"environment variable {name}"
    return Mistake(title, said, template=template, environment={name: value}, place=place)


def _flag(title: str, setting: str, *said: str, template: str = JOURNAL, times: int = 1) -> Mistake:
    flags = ["--set", setting] * times
    return Mistake(title, said, template=template, flags=flags, place=f"--set {setting.partition('=')[0]}")


_PORT = "expected an integer from 0 to 65535"
_DURATION = "expected a duration such as 500ms, 30s, 10m or 24h, from 100ms to 10m"
_SIZE = "expected a size such as 64MiB, from 1MiB to 1024GiB"
_NAME = "expected a feed's name: 1 to 64 of a-z, 0-9, - and ."
_LEVEL = "expected one of trace, debug, info, notice, warning, error, critical"
_TWICE = "found the key a second time, expected each key once in a mapping"
_LOOPBACK = "expected a loopback address such as 127.0.0.1 or ::1"
_UNKNOWN = "found an unknown key, expected"

KEYS = [
    _file("an unknown key like a known one", "level: info", f"{HERE}levle: {SECRET}",
          f"log.levle: {_UNKNOWN} a known key, perhaps log.level"),
    _file("an unknown key like none other", "level: info", f"{HERE}password: {SECRET}",
          f"log.password: {_UNKNOWN} one of log.format, log.level"),
    _file("an unknown section", _LOG, f"{HERE}passwords: [{SECRET}]\n{_LOG}", f"passwords: {_UNKNOWN} one of"),
    _file("a key that is no text", _LOG, f"{HERE}[a, b]: c\n{_LOG}", f"(a key that is no text): {_UNKNOWN} one of"),
    _file("a key written with a dot", _LIFECYCLE, f"{HERE}lifecycle.drain: 20s\n",
          "lifecycle.drain: found a key written with a dot, expected nested mappings, lifecycle: drain:"),
    _file("a key twice", "level: info", f"level: info\n  {HERE}level: debug", f"level: {_TWICE}"),
    _file("a section twice", _FEED, f"{_FEED}{HERE}{_LIFECYCLE}", f"lifecycle: {_TWICE}"),
    _file("a key twice in braces", _LOG, f"log: {{{HERE}level: info, level: debug}}\n", f"level: {_TWICE}"),
    _list("a key twice in a list's element", _TOKENS, f"{_TOKENS}    {HERE}name: other\n", f"name: {_TWICE}"),
    _file("a required key left out", _HEALTH, f"health:\n  {HERE}host: 127.0.0.1\n",
          f"health.port: found nothing, {_PORT} (the key is required)"),
    Mistake("a required section left out", (f"feed.name: found nothing, {_NAME} (the key is required)",),
            ((_FEED, ""), ("store:", f"{HERE}store:"))),
    _file("nothing at all", JOURNAL, HERE, "store.path: found nothing, expected a file path (the key is required)",
          has_more=True),
    _file("a scalar where a section belongs", _LOG, f"log: {HERE}info\n",
          'log: found "info", expected a mapping with log.format, log.level'),
    _file("a list where a section belongs", _LOG, f"log:\n  {HERE}- info\n",
          "log: found a list, expected a mapping with log.format, log.level"),
    _file("a list for the whole", JOURNAL, f"{HERE}- store\n", "found a list, expected a mapping of keys",
          has_more=True),
    _file("a scalar for the whole", JOURNAL, f"{HERE}store\n", 'found "store", expected a mapping of keys',
          has_more=True),
    _file("text that is no YAML", _FEED, f"feed: [journal.test\n{HERE}",
          "found text that is no YAML (did not find expected ',' or ']'), expected YAML"),
    _file("a tab for indentation", "  level: info", f"{HERE}\tlevel: info", "found text that is no YAML ("),
]  # fmt: skip

VALUES = [
    _file("text for a number", "port: $health_port", f"port: {HERE}80a", f'health.port: found "80a", {_PORT}'),
    _file("a quoted number", "port: $health_port", f'port: {HERE}"80"',
          f'health.port: found the quoted text "80", {_PORT}'),
    _file("a number too large", "port: $health_port", f"port: {HERE}65536", f'health.port: found "65536", {_PORT}'),
    _file("a number too small", "port: $health_port", f"port: {HERE}-1", f'health.port: found "-1", {_PORT}'),
    _file("yes for true", "sample: true", f"sample: {HERE}yes", 'store.sample: found "yes", expected true or false'),
    _file("a quoted truth value", "sample: true", f"sample: {HERE}'true'",
          'store.sample: found the quoted text "true", expected true or false'),
    _file("a duration without unit", "drain: 20s", f"drain: {HERE}20", f'lifecycle.drain: found "20", {_DURATION}'),
    _file("a duration too long", "drain: 20s", f"drain: {HERE}601s", f'lifecycle.drain: found "601s", {_DURATION}'),
    _file("a duration too short", "drain: 20s", f"drain: {HERE}99ms", f'lifecycle.drain: found "99ms", {_DURATION}'),
    _file("a duration beyond all numbers", "drain: 20s", f"drain: {HERE}9223372036854775807h",
          f'lifecycle.drain: found "9223372036854775807h", {_DURATION}'),
    _file("a size in decimal units", "free: 1MiB", f"free: {HERE}1MB", f'store.minimum-free: found "1MB", {_SIZE}'),
    _file("a size too small", "free: 1MiB", f"free: {HERE}1023KiB", f'store.minimum-free: found "1023KiB", {_SIZE}'),
    _file("a word that is no choice", "level: info", f"level: {HERE}loud", f'log.level: found "loud", {_LEVEL}'),
    _file("an empty value", "level: info", f"level:{HERE}", f"log.level: found nothing, {_LEVEL}"),
    _file("a null", "level: info", f"level: {HERE}null", f"log.level: found nothing, {_LEVEL}"),
    _file("a mapping for a scalar", "level: info", f"level:\n    {HERE}a: b", f"log.level: found a mapping, {_LEVEL}"),
    _file("a list for a scalar", "level: info", f"level: {HERE}[info]", f"log.level: found a list, {_LEVEL}"),
    _file("an address the world can reach", "host: 127.0.0.1", f"host: {HERE}0.0.0.0",
          f'health.host: found "0.0.0.0", {_LOOPBACK}'),
    _file("a name for an address", "host: 127.0.0.1", f"host: {HERE}localhost",
          f'health.host: found "localhost", {_LOOPBACK}'),
    _file("a path that is a list", "directory: $folder/backups", f"directory: {HERE}[a]",
          "backup.directory: found a list, expected a file path"),
    _file("an empty path", "directory: $folder/backups", f'directory: {HERE}""',
          'backup.directory: found the quoted text "", expected a file path'),
    _file("empty text", "endpoint: tcp://127.0.0.1:$port", f'endpoint: {HERE}""',
          'bus.endpoint: found the quoted text "", expected tcp://ADDRESS:PORT with'),
    _file("a feed's name in capitals", "name: journal.test", f"name: {HERE}Journal",
          f'feed.name: found "Journal", {_NAME}'),
]  # fmt: skip

_UPSTREAM = "expected a mapping with feed, endpoint, server-key"
_MANY = ", ".join(["{name: a, sha256: $token_hash}"] * 1_001)

LISTS = [
    _list("a scalar for a list", _UPSTREAMS, f"upstreams: {HERE}journal\n",
          'upstreams: found "journal", expected a list of mappings with feed, endpoint, server-key'),
    _list("a mapping for a list", _UPSTREAMS, f"upstreams: {HERE}{{feed: journal}}\n",
          "upstreams: found a mapping, expected a list of mappings with feed, endpoint, server-key"),
    _list("an element that is no mapping", _UPSTREAMS, f"upstreams: [{HERE}journal]\n",
          f'upstreams[0]: found "journal", {_UPSTREAM}'),
    _list("an element without a field", "- name: dashboard\n    sha256: $token_hash", f"- {HERE}name: dashboard",
          "tokens[0].sha256: found nothing, expected text that is not empty"),
    _list("an element with a field too many", _TOKENS, f"{_TOKENS}    {HERE}tokem: {SECRET}\n",
          f"tokens[0].tokem: {_UNKNOWN} one of name, sha256"),
    _list("an element with a wrong key", "server-key: $server_key", f"server-key: {HERE}short",
          'upstreams[0].server-key: found "short", expected a CURVE public key, 40 characters of Z85'),
    _list("a token in the place of its hash", "- name: dashboard\n    sha256: $token_hash",
          f"- {HERE}name: dashboard\n    sha256: {SECRET}",
          "tokens[0]: found a hash that is none, expected 64 hexadecimal digits"),
    _list("a list too long", _TOKENS, f"tokens: {HERE}[{_MANY}]\n",
          "tokens: found a list, expected a list of at most 1000 elements"),
]  # fmt: skip

BESIDE_THE_FILE = [
    _variable("an unknown variable", f"ZVONOK_LOG_LEVLE={SECRET}",
              "found an unknown variable, expected a known key, perhaps ZVONOK_LOG_LEVEL"),
    _variable("a variable like none other", f"ZVONOK_PASSWORD={SECRET}", "found an unknown variable, expected one of"),
    _variable("a wrong type in a variable", "ZVONOK_HEALTH_PORT=80a", f'health.port: found "80a", {_PORT}'),
    _variable("an empty variable", "ZVONOK_LOG_LEVEL=", f"log.level: found nothing, {_LEVEL}"),
    _variable("a list in a variable that is no YAML", f"ZVONOK_TOKENS=[{{name: a, sha256: {SECRET}",
              "tokens: found text that is no YAML (", template=COLLECTOR),
    _flag("an unknown key in a flag", f"log.levle={SECRET}",
          f"log.levle: {_UNKNOWN} a known key, perhaps log.level"),
    _flag("a flag without a value", "log.level", "found no equals sign, expected key=value"),
    _flag("a flag twice", "log.level=info", "log.level: found the key a second time, expected each key once among the "
          "flags", times=2),
    _flag("a wrong type in a flag", "health.port=-1", f'health.port: found "-1", {_PORT}'),
    _flag("a list in a flag that is no YAML", f"tokens=[{{name: a, sha256: {SECRET}",
          "tokens: found text that is no YAML (", template=COLLECTOR),
    Mistake("a wrong value that a flag overrules", (f'health.port: found "80a", {_PORT}',),
            (("port: $health_port", f"port: {HERE}80a"),), flags=("--set", "health.port=0")),
]  # fmt: skip

# Where a token stands by mistake outside its mapping.
MISPLACED_SECRETS = [
    _list("a token for the list", _TOKENS, f"tokens: {HERE}{SECRET}\n", "tokens: found "),
    _list("a token for an element", _TOKENS, f"tokens: [{HERE}{SECRET}]\n", "tokens[0]: found "),
    _variable("a token in the variable", f"ZVONOK_TOKENS={SECRET}", "tokens[0]: found ", template=COLLECTOR),
]

# What can only fail, or do harm, once the service runs.
UNUSABLE = [
    _file("an endpoint that is none", "endpoint: tcp://127.0.0.1:$port", f"endpoint: {HERE}nonsense",
          'bus.endpoint: found "nonsense", expected '),
    _list("an upstream's endpoint that is none", "endpoint: tcp://127.0.0.1:1", f"endpoint: {HERE}nonsense",
          'upstreams[0].endpoint: found "nonsense", expected '),
    _list("a feed read twice", _UPSTREAMS, _UPSTREAMS + _UPSTREAMS.replace("upstreams:\n  - ", f"  - {HERE}"),
          "upstreams[1]: found the feed journal.test twice, expected each feed once"),
    _file("cookies that plain http would not carry", "secure-cookies: false", f"secure-cookies: {HERE}true",
          "web.secure-cookies: found true where web.public-origin is http://127.0.0.1, expected false for a trial"),
    Mistake("cookies that https would give away", ("web.secure-cookies: found false where web.public-origin is https://a",),
            (("http://127.0.0.1", "https://a"), ("secure-cookies: false", f"secure-cookies: {HERE}false"))),
    Mistake("a real store on the simulated clock", ("clock.simulated-file: found ",),
            (("sample: true", "sample: false"), (_LOG, f"clock:\n  simulated-file: {HERE}/clock\n{_LOG}"))),
]  # fmt: skip
