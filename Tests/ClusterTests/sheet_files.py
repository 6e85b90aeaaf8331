"""Lists of a school as files: CSV in either encoding, and workbooks written part by part, the wrong ones too."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
SHEET_1, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"


@dataclass(frozen=True)
class Raw:
    """A cell as it stands in the part, its place left out: attributes, and what is inside."""

    attributes: str
    inner: str


Cell = str | int | float | date | Raw | None
Row = Sequence[Cell]


@dataclass
class Sheet:
    name: str
    rows: list[Row]
    state: str = "visible"
    merges: tuple[str, ...] = ()
    # After the last row: rows that have a style and nothing else, as Excel keeps them.
    styled_rows: int = 0


def letters(column: int) -> str:
    """What stands over a column, from 0."""
    text = ""
    while column >= 0:
        text, column = chr(ord("A") + column % 26) + text, column // 26 - 1
    return text


@dataclass
class Workbook:
    """A workbook; `parts` takes the place of parts, None leaves one out."""

    sheets: list[Sheet]
    is_1904: bool = False
    parts: dict[str, bytes | None] = field(default_factory=dict)
    strings: list[str] = field(default_factory=list)

    def _cell(self, value: Cell, place: str) -> str:
        match value:
            case None:
                return ""
            case Raw():
                return f'<c r="{place}" {value.attributes}>{value.inner}</c>'
            case str():
                if value not in self.strings:
                    self.strings.append(value)
                return f'<c r="{place}" t="s"><v>{self.strings.index(value)}</v></c>'
            case date():
                return f'<c r="{place}" s="1"><v>{(value - _EPOCHS[self.is_1904]).days}</v></c>'
        return f'<c r="{place}"><v>{value}</v></c>'

    def _row(self, number: int, row: Row) -> str:
        cells = "".join(self._cell(cell, letters(at) + str(number)) for at, cell in enumerate(row))
        return f'<row r="{number}">{cells}</row>'

    def sheet(self, sheet: Sheet) -> bytes:
        """The part of a sheet."""
        rows = [self._row(number, row) for number, row in enumerate(sheet.rows, start=1)]
        last = len(sheet.rows) + 1
        rows += [f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(last, last + sheet.styled_rows)]
        merges = "".join(f'<mergeCell ref="{place}"/>' for place in sheet.merges)
        tail = f"<mergeCells>{merges}</mergeCells>" if merges else ""
        return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData>{tail}</worksheet>'.encode()

    def entries(self) -> dict[str, bytes]:
        """All parts, in the order in which programs write them."""
        sheets = {
            f"xl/worksheets/sheet{number}.xml": self.sheet(one) for number, one in enumerate(self.sheets, start=1)
        }
        made = {
            "[Content_Types].xml": _content_types(len(sheets)),
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
            BOOK: self._book(),
            "xl/_rels/workbook.xml.rels": _relations(
                [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
                + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
            ),
            "xl/styles.xml": _STYLES,
            **sheets,
            STRINGS: self._strings(),
        }
        return {name: content for name, content in (made | self.parts).items() if content is not None}

    def _book(self) -> bytes:
        sheets = "".join(
            f'<sheet name={quoteattr(one.name)} sheetId="{number}" state="{one.state}" r:id="rId{number}"/>'
            for number, one in enumerate(self.sheets, start=1)
        )
        epoch = '<workbookPr date1904="1"/>' if self.is_1904 else ""
        inner = f"{epoch}<sheets>{sheets}</sheets>"
        return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{inner}</workbook>'.encode()

    def _strings(self) -> bytes:
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.strings)
        return f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>'.encode()

    def write(self, path: Path, is_streamed: bool = False) -> Path:
        """In a file; streamed, the sizes of its parts stand after them, as programs on the web write them."""
        with path.open("wb") as file, zipfile.ZipFile(
            _Stream(file) if is_streamed else file, "w", zipfile.ZIP_DEFLATED
        ) as archive:  # type: ignore[call-overload]
            for name, content in self.entries().items():
                archive.writestr(name, content)
        return path


class _Stream:
    """A file in which nobody can go back."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, content: bytes) -> int:
        return self.file.write(content)

    def flush(self) -> None:
        self.file.flush()


def _relations(targets: Sequence[tuple[str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'.encode()


def _content_types(sheets: int) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in range(1, sheets + 1)}
    parts |= {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles", "/xl/sharedStrings.xml": "sharedStrings"}
    inner = "".join(f'<Override PartName="{name}" ContentType="{kind}.{what}+xml"/>' for name, what in parts.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{_HEAD}<Types xmlns="{space}">{rels}{inner}</Types>'.encode()


_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
).encode()


def csv_file(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8", separator: str = ";") -> Path:
    """A table as spreadsheets and other programs save it; `utf-8-sig` is UTF-8 with its mark."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def text_rows(rows: Sequence[Row]) -> list[list[str]]:
    """The same table as a CSV file has it."""

    def text(value: Cell) -> str:
        if isinstance(value, date):
            return value.strftime("%d.%m.%Y")
        return "" if value is None else str(value)

    return [[text(value) for value in row] for row in rows]
