"""What a malformed bundle is, and how to make one out of a right one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from oneroster_bundles import Bundle, Row, family

ARCHIVE = "bundle.zip"
Change = Callable[[Bundle], None]


@dataclass(frozen=True)
class Malformed:
    """A bundle with one mistake; `place` is how the message about it begins, `words` what it says besides.

    `taken`: lenient only warns.
    """

    name: str
    place: str
    change: Change = lambda _: None
    version: str = "1.1"
    is_delta: bool = False
    write: Callable[[Bundle, Path], Path] = Bundle.write
    taken: bool = False
    words: str = ""

    def make(self, folder: Path) -> Path:
        bundle = family(self.version)
        if self.is_delta:
            bundle = bundle.as_delta()
        self.change(bundle)
        return self.write(bundle, folder / ARCHIVE)


def value(file: str, sourced_id: str, column: str, text: str) -> Change:
    """Another value in a row."""

    def change(bundle: Bundle) -> None:
        bundle.find(file, sourced_id)[column] = text

    return change


def header(file: str, make: Callable[[list[str]], list[str]]) -> Change:
    """Another header; the values stand under their names."""

    def change(bundle: Bundle) -> None:
        bundle.headers[file] = make(bundle.header(file))

    return change


def prop(name: str, text: str | None) -> Change:
    """Another property of the manifest; None: without it."""

    def change(bundle: Bundle) -> None:
        bundle.properties[name] = text

    return change


def raw(file: str, make: Callable[[bytes], bytes | None]) -> Change:
    """Other bytes for a file."""

    def change(bundle: Bundle) -> None:
        name = f"{file}.csv"
        bundle.raw[name] = make(bundle.manifest() if file == "manifest" else bundle.text(file))

    return change


def added(make: Callable[[Bundle], Row]) -> Change:
    def change(bundle: Bundle) -> None:
        make(bundle)

    return change


def removed(file: str, sourced_id: str) -> Change:
    def change(bundle: Bundle) -> None:
        bundle.rows[file].remove(bundle.find(file, sourced_id))

    return change


def both(*changes: Change) -> Change:
    def change(bundle: Bundle) -> None:
        for one in changes:
            one(bundle)

    return change
