"""Who may import what. Each wall brings the imports that must be caught, and those that must not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

from source import Finding, Source

# `import A`, `@testable import A`, `internal import A`, `import struct A.B`, `a; import A`
_IMPORT = re.compile(
    r"(?<![\w.])import[ \t]+(?:(?:struct|class|enum|actor|protocol|typealias|func|let|var)[ \t]+)?`?([A-Za-z_]\w*)"
)

SERVICES = {
    "JournalWriter": ("JournalWriter", "journal_writer"),
    "DiaryReader": ("DiaryReader", "diary_reader"),
    "DeadlineMonitor": ("DeadlineMonitor", "deadline_monitor"),
    "Notifier": ("Notifier", "notifier"),
    "StatisticsCollector": ("StatisticsCollector", "statistics_collector"),
    "Operator": ("Operator", "zvonok"),
}
TRANSPORT = ("Contracts", "SwiftProtobuf", "EventFeed", "ZeroMQ", "CZeroMQ", "CCurl", "CZip", "Archive", "CExpat")


@dataclass(frozen=True)
class Wall:
    """A rule about imports: `forbids` takes a file's path and a module's name."""

    name: str
    reason: str
    forbids: Callable[[str, str], bool]
    caught: tuple[tuple[str, str], ...]
    let_through: tuple[tuple[str, str], ...]

    def check(self, file: Source) -> Iterator[Finding]:
        if not file.is_swift:
            return
        for match in _IMPORT.finditer(file.code):
            if self.forbids(str(file.path), match.group(1)):
                yield file.finding(file.line_of(match.start()), self.name, f"import {match.group(1)}: {self.reason}")

    @property
    def breaches(self) -> Iterator[tuple[str, str]]:
        """Files, path and text, each of which must be caught."""
        for path, statement in self.caught:
            yield path, f"{statement}\n"

    @property
    def honest(self) -> Iterator[tuple[str, str]]:
        """Files, path and text, none of which may be caught."""
        for path, statement in self.let_through:
            yield path, f'// import CZeroMQ, in words\n{statement}\nlet text = "import GRDB"\n'


def _inside(path: str, *patterns: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)


def _is_foreign_service(path: str, module: str) -> bool:
    owner = next((name for name, modules in SERVICES.items() if module in modules), None)
    return owner is not None and not _inside(path, f"Services/{owner}/*", "Tests/*")


WALLS = (
    Wall(
        "one wrapper for libzmq",
        "only Shared/ZeroMQ imports CZeroMQ",
        lambda path, module: module == "CZeroMQ" and not _inside(path, "Shared/ZeroMQ/*"),
        caught=(
            ("Shared/EventFeed/Planted.swift", "import CZeroMQ"),
            ("Services/JournalWriter/App/Messaging/Planted.swift", "internal import CZeroMQ"),
            ("Tests/ZeroMQTests/Planted.swift", "@testable import CZeroMQ"),
        ),
        let_through=(("Shared/ZeroMQ/Sockets/Planted.swift", "import CZeroMQ"),),
    ),
    Wall(
        "one wrapper for libcurl",
        "only Shared/SMTP imports CCurl",
        lambda path, module: module == "CCurl" and not _inside(path, "Shared/SMTP/*"),
        caught=(
            ("Shared/ServiceKit/Planted.swift", "import CCurl"),
            ("Services/Notifier/App/Work/Planted.swift", "internal import CCurl"),
            ("Tests/SMTPTests/Planted.swift", "@testable import CCurl"),
        ),
        let_through=(("Shared/SMTP/Delivery/Planted.swift", "import CCurl"),),
    ),
    Wall(
        "one wrapper for libzip",
        "only Shared/Archive imports CZip",
        lambda path, module: module == "CZip" and not _inside(path, "Shared/Archive/*"),
        caught=(
            ("Shared/ServiceKit/Planted.swift", "import CZip"),
            ("Services/Operator/App/Work/Planted.swift", "internal import CZip"),
            ("Tests/ArchiveTests/Planted.swift", "@testable import CZip"),
        ),
        let_through=(("Shared/Archive/Planted.swift", "import CZip"),),
    ),
    Wall(
        "one wrapper for libexpat",
        "only Shared/XML imports CExpat",
        lambda path, module: module == "CExpat" and not _inside(path, "Shared/XML/*"),
        caught=(
            ("Shared/Archive/Planted.swift", "import CExpat"),
            ("Services/Operator/App/Work/Planted.swift", "internal import CExpat"),
            ("Tests/XMLTests/Planted.swift", "@testable import CExpat"),
        ),
        let_through=(
            ("Shared/XML/Planted.swift", "import CExpat"),
            ("Services/Operator/App/Domain/Sheets/Planted.swift", "import XML"),
        ),
    ),
    Wall(
        "SQL stays in stores",
        "GRDB only in Shared/EventFeed, Shared/ServiceKit, Services/*/App/Store and Tests",
        lambda path, module: (
            module in ("GRDB", "GRDBSQLite", "SQLite3")
            and not _inside(path, "Shared/EventFeed/*", "Shared/ServiceKit/*", "Services/*/App/Store/*", "Tests/*")
        ),
        caught=(
            ("Services/JournalWriter/App/Messaging/Planted.swift", "import GRDB"),
            ("Services/StatisticsCollector/App/Routes/Planted.swift", "import struct GRDB.Row"),
            ("Shared/Contracts/Types/Planted.swift", "private import GRDB"),
            ("Services/JournalWriter/Main/Planted.swift", "import Foundation; import GRDB"),
        ),
        let_through=(
            ("Services/JournalWriter/App/Store/Works/Planted.swift", "import GRDB"),
            ("Shared/EventFeed/Log/Planted.swift", "import GRDB"),
            ("Shared/ServiceKit/Store/Planted.swift", "import GRDB"),
            ("Tests/Benchmarks/Planted.swift", "import GRDB"),
        ),
    ),
    Wall(
        "services apart",
        "a service imports no other, and nothing shared imports a service",
        _is_foreign_service,
        caught=(
            ("Services/StatisticsCollector/App/Store/Planted.swift", "import JournalWriter"),
            ("Services/JournalWriter/App/Planted.swift", "@testable import StatisticsCollector"),
            ("Services/JournalWriter/Main/Planted.swift", "import statistics_collector"),
            ("Shared/ServiceKit/Planted.swift", "import JournalWriter"),
        ),
        let_through=(
            ("Services/JournalWriter/Main/Planted.swift", "import JournalWriter"),
            ("Tests/StatisticsCollectorTests/Planted.swift", "@testable import StatisticsCollector"),
        ),
    ),
    Wall(
        "decisions are pure",
        "a Domain folder imports no store, no transport and no web",
        lambda path, module: (
            _inside(path, "Services/*/App/Domain/*")
            and (module.startswith("Hummingbird") or module in ("GRDB", *TRANSPORT))
        ),
        caught=tuple(
            ("Services/JournalWriter/App/Domain/Works/Planted.swift", f"import {module}")
            for module in ("GRDB", *TRANSPORT, "Hummingbird", "HummingbirdCore")
        ),
        let_through=(("Services/JournalWriter/App/Domain/Works/Planted.swift", "import Foundation\nimport School"),),
    ),
    Wall(
        "the ground does no I/O",
        "Shared/School and Shared/Regulation import Foundation and each other, nothing else",
        lambda path, module: (
            _inside(path, "Shared/School/*", "Shared/Regulation/*")
            and module not in ("Foundation", "FoundationEssentials", "School", "Regulation")
        ),
        caught=(
            ("Shared/School/Planted.swift", "import ServiceKit"),
            ("Shared/School/Planted.swift", "import Glibc"),
            ("Shared/Regulation/Planted.swift", "import Logging"),
        ),
        let_through=(("Shared/Regulation/Planted.swift", "import Foundation\nimport School"),),
    ),
    Wall(
        "messages stop at Messaging",
        "in a service, only App/Messaging imports Contracts and SwiftProtobuf",
        lambda path, module: (
            module in ("Contracts", "SwiftProtobuf")
            and _inside(path, "Services/*")
            and not _inside(path, "Services/*/App/Messaging/*")
        ),
        caught=(
            ("Services/JournalWriter/App/Store/Planted.swift", "import Contracts"),
            ("Services/StatisticsCollector/App/Planted.swift", "import SwiftProtobuf"),
            ("Services/StatisticsCollector/App/Routes/Planted.swift", "import struct Contracts.Event"),
        ),
        let_through=(("Services/JournalWriter/App/Messaging/Planted.swift", "import Contracts\nimport SwiftProtobuf"),),
    ),
    Wall(
        "one test library",
        "tests are written with Swift Testing",
        lambda _, module: module == "XCTest",
        caught=(("Tests/SchoolTests/Planted.swift", "import XCTest"),),
        let_through=(("Tests/SchoolTests/Planted.swift", "import Testing"),),
    ),
)
