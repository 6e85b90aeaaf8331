"""Sizes, and words that must not stand. Each limit brings the text that must be caught, and the text that must not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from functions import function_lengths
from source import Finding, Source

FILE_LINES = 500
FUNCTION_LINES = 60

_SERVICE, _TEST = "Services/JournalWriter/App/Planted.swift", "Tests/SchoolTests/Planted.swift"


@dataclass(frozen=True)
class Limit:
    """A rule about a file's text: `places` gives the lines that break it, and what stands there."""

    name: str
    reason: str
    places: Callable[[Source], Iterator[tuple[int, str]]]
    caught: tuple[tuple[str, str], ...]
    let_through: tuple[tuple[str, str], ...]

    def check(self, file: Source) -> Iterator[Finding]:
        for line, what in self.places(file):
            yield file.finding(line, self.name, f"{what}: {self.reason}")

    @property
    def breaches(self) -> Iterator[tuple[str, str]]:
        """Files, path and text, each of which must be caught."""
        yield from self.caught

    @property
    def honest(self) -> Iterator[tuple[str, str]]:
        """Files, path and text, none of which may be caught."""
        yield from self.let_through


def _long_file(file: Source) -> Iterator[tuple[int, str]]:
    if len(file.lines) > FILE_LINES:
        yield FILE_LINES + 1, f"{len(file.lines)} lines"


def _long_functions(file: Source) -> Iterator[tuple[int, str]]:
    for line, name, length in function_lengths(file):
        if length > FUNCTION_LINES:
            yield line, f"{name} has {length} lines"


def _swift(pattern: str) -> Callable[[Source], Iterator[tuple[int, str]]]:
    """Every place in Swift code, outside comments and strings, that fits the pattern."""
    wanted = re.compile(pattern)

    def places(file: Source) -> Iterator[tuple[int, str]]:
        if file.is_swift:
            for match in wanted.finditer(file.code):
                yield file.line_of(match.start()), match.group().strip()

    return places


def _loose_tasks(file: Source) -> Iterator[tuple[int, str]]:
    """A task is loose if nothing holds it: its statement begins with it, or its handle goes into `_`."""
    for match in re.finditer(r"(?<![\w.])Task(\.detached)?\s*(<[^{}]*?>\s*)?(\([^{}]*?\)\s*)?\{", file.code):
        before = file.code[: match.start()].rstrip(" \t")
        if file.is_swift and (before == "" or before[-1] in "\n{;}" or re.search(r"\b_\s*=\s*$", before)):
            yield file.line_of(match.start()), "a loose task"


def _unexplained_unchecked(file: Source) -> Iterator[tuple[int, str]]:
    for number, code in enumerate(file.code_lines):
        if file.is_swift and re.search(r"@unchecked\s+Sendable", code):
            above = file.lines[number - 1].strip() if number else ""
            if not above.startswith("//") or not above.strip("/ "):
                yield number + 1, "@unchecked Sendable"


def _sleeping_tests(file: Source) -> Iterator[tuple[int, str]]:
    """`eventually`, which looks at a condition again and again, has to rest between two looks; nothing else may."""
    for line, what in _swift(r"\b(?:Task|Thread)\.sleep\b|(?<![\w.])(?<!func )(?:u|nano)?sleep\s*\(")(file):
        declared = re.findall(r"\bfunc[ \t]+(\w+)", "\n".join(file.code_lines[:line]))
        if file.is_test and declared[-1:] != ["eventually"]:
            yield line, what


def _text_outside_catalogues(file: Source) -> Iterator[tuple[int, str]]:
    """Pages are written by Shared/Web and by each service's Pages and Routes; their words stand in `…Words.swift`."""
    folder = str(file.path.parent) + "/"
    writes_pages = re.match(r"Shared/Web/|Services/\w+/App/(Pages|Routes)/", folder) is not None
    if file.is_swift and writes_pages and not file.path.stem.endswith("Words"):
        for line, text in file.strings:
            if re.search("[А-Яа-яЁё]", text):
                yield line, f"text for people, {text[:40]}"


def _leftovers(file: Source) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(file.lines, start=1):
        if match := re.search(r"\b(TO[D]O|FIX[M]E)\b", text):
            yield number, match.group()


def _function(lines: int) -> str:
    return "func planted() {\n" + "    step()\n" * (lines - 2) + "}\n"


LIMITS = (
    Limit(
        "long file",
        f"a file ends within {FILE_LINES} lines",
        _long_file,
        caught=((_SERVICE, "\n" * (FILE_LINES + 1)), ("Tests/Interop/planted.py", "\n" * (FILE_LINES + 1))),
        let_through=((_SERVICE, "\n" * FILE_LINES), ("Shared/Contracts/Generated/a.pb.swift", "\n" * (FILE_LINES + 1))),
    ),
    Limit(
        "long function",
        f"a function ends within {FUNCTION_LINES} lines",
        _long_functions,
        caught=(
            (_SERVICE, _function(FUNCTION_LINES + 1)),
            (_SERVICE, "struct S {\n    init?(a: Int) {" + "\n" * FUNCTION_LINES + "    }\n}\n"),
            (_SERVICE, "var s: Int {" + "\n" * FUNCTION_LINES + "}\n"),
            ("Tests/Interop/planted.py", "def planted():\n" + "    step()\n" * FUNCTION_LINES),
        ),
        let_through=(
            (_SERVICE, _function(FUNCTION_LINES)),
            (
                _SERVICE,
                "protocol P {\n    func a()\n    func b() -> Int\n}\nstruct S {" + "\n" * FUNCTION_LINES + "}\n",
            ),
        ),
    ),
    Limit(
        "forced try",
        "an error is handled or passed on",
        _swift(r"\btry!"),
        caught=((_SERVICE, "let a = try! b()\n"), (_TEST, "let a = try! b()\n")),
        let_through=((_SERVICE, 'let a = try? b()  // not try!\nlet c = "try!"\n'),),
    ),
    Limit(
        "forced cast",
        "a cast that may fail is asked, not forced",
        _swift(r"\bas!"),
        caught=((_SERVICE, "let a = b as! C\n"),),
        let_through=((_SERVICE, "let a = b as? C\n"),),
    ),
    Limit(
        "forced end",
        "a service does not end itself where an error can be thrown",
        _swift(r"\bfatalError\s*\("),
        caught=((_SERVICE, 'fatalError("no")\n'),),
        let_through=((_SERVICE, "// fatalError() would lose the batch\n"),),
    ),
    Limit(
        "loose task",
        "work belongs to a task group, a service or a handle that somebody keeps",
        _loose_tasks,
        caught=(
            (_SERVICE, "func a() {\n    Task { await b() }\n}\n"),
            (_SERVICE, "func a() {\n    Task.detached(priority: .low) {\n        b()\n    }\n}\n"),
            (_SERVICE, "let _ = Task<Void, Never> { b() }\n"),
        ),
        let_through=((_SERVICE, "let running = Task { await b() }\nwhile !Task.isCancelled { c() }\n"),),
    ),
    Limit(
        "unexplained Sendable",
        "the line directly above says why it is true",
        _unexplained_unchecked,
        caught=(
            (_SERVICE, "final class A: @unchecked Sendable {}\n"),
            (_SERVICE, "// Long ago.\n\nextension A: @unchecked Sendable {}\n"),
        ),
        let_through=((_SERVICE, "/// Its one property is behind a lock.\nfinal class A: @unchecked Sendable {}\n"),),
    ),
    Limit(
        "leftover",
        "what is not done is an issue, not a remark",
        _leftovers,
        caught=((_SERVICE, "// TO" + "DO: later\n"), ("Tests/Interop/planted.py", "# FIX" + "ME\n")),
        let_through=((_SERVICE, "let todo = 1  // what stays to do\n"),),
    ),
    Limit(
        "words in catalogues",
        "what people read stands in a catalogue, a file named …Words.swift, in every language",
        _text_outside_catalogues,
        caught=(
            ("Services/JournalWriter/App/Pages/Planted.swift", 'let title = "Сегодня"\n'),
            ("Services/DiaryReader/App/Routes/Week/Planted.swift", 'let a = #"Неделя"#\n'),
            ("Shared/Web/Pages/Planted.swift", 'let a = """\n    Ещё\n    """\n'),
        ),
        let_through=(
            ("Services/JournalWriter/App/Pages/PlantedWords.swift", 'let title = "Сегодня"\n'),
            ("Services/JournalWriter/App/Pages/Planted.swift", "let a = Words.title  // «Сегодня»\n"),
            ("Services/Operator/App/Domain/Planted.swift", 'let name = "Анна"\n'),
        ),
    ),
    Limit(
        "sleeping test",
        "a test waits for a condition or moves a clock",
        _sleeping_tests,
        caught=(
            (_TEST, "func eventually() {}\nfunc later() async throws { try await Task.sleep(for: .seconds(1)) }\n"),
            (_TEST, "usleep(10)\n"),
            (_TEST, "Thread.sleep(forTimeInterval: 1)\n"),
        ),
        let_through=(
            (_TEST, "try await clock.sleep(for: .seconds(1))\n"),
            (_TEST, "func sleep(until deadline: Instant, tolerance: Duration?) async throws {}\n"),
            (_TEST, "func eventually() async throws { try await Task.sleep(for: .milliseconds(2)) }\n"),
            (_SERVICE, "try await Task.sleep(for: pause)\n"),
        ),
    ),
)
