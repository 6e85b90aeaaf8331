"""Lists with one mistake each, every class of mistake once, and the cell in which it must be found."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import hostile_zips as zips
from sheet_files import BOOK, SHEET_1, STRINGS, Raw, Row, Sheet, Workbook, csv_file, text_rows

HEADER = ("ФИО", "Дата рождения", "Класс", "Мать", "Телефон", "E-mail")
PUPIL: Row = (
    "Рябинина Анна Игоревна", date(2015, 3, 11), "5А", "Рябинина Мария Львовна", "+7 900 000-00-01",
    "maria@example.invalid",
)  # fmt: skip
NAME, SHEET = "pupils.xlsx", 'pupils.xlsx, sheet "Ученики"'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@dataclass(frozen=True)
class Malformed:
    """A list of pupils with one mistake; `place` is how the message about it begins."""

    name: str
    place: str
    make: Callable[[Path], Path]


def right() -> Workbook:
    """A workbook in which nothing is wrong."""
    return Workbook([Sheet("Ученики", [HEADER, PUPIL])])


def cell(column: int, value: object) -> Callable[[Path], Path]:
    """Another cell in the row."""

    def make(folder: Path) -> Path:
        book = right()
        row = list(PUPIL)
        row[column] = value  # type: ignore[call-overload]
        book.sheets[0].rows[1] = row
        return book.write(folder / NAME)

    return make


def rows(*all_rows: Sequence[object], merges: tuple[str, ...] = (), state: str = "visible") -> Callable[[Path], Path]:
    """A sheet of these rows."""

    def make(folder: Path) -> Path:
        sheet = Sheet("Ученики", list(all_rows), state, merges)  # type: ignore[arg-type]
        return Workbook([sheet]).write(folder / NAME)

    return make


def part(name: str, content: bytes | None) -> Callable[[Path], Path]:
    """Another content of a part; None: without it."""

    def make(folder: Path) -> Path:
        book = right()
        book.parts[name] = content
        return book.write(folder / NAME)

    return make


def spoilt(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """A part that is changed as it stands."""

    def make(folder: Path) -> Path:
        book = right()
        book.parts[name] = change(book.entries()[name])
        return book.write(folder / NAME)

    return make


def replaced(name: str, old: bytes, new: bytes) -> Callable[[Path], Path]:
    def change(content: bytes) -> bytes:
        assert old in content, content
        return content.replace(old, new, 1)

    return spoilt(name, change)


def packed(change: Callable[[dict[str, bytes]], Sequence[zips.Entry]]) -> Callable[[Path], Path]:
    """The workbook's entries as a hostile packer has them."""

    def make(folder: Path) -> Path:
        return zips.pack(folder / NAME, change(right().entries()))

    return make


def declared(size: int) -> Callable[[Path], Path]:
    """A sheet of which the archive says that it unpacks to so many bytes."""

    def make(folder: Path) -> Path:
        return zips.patched(right().write(folder / NAME), SHEET_1, size=size)

    return make


def raw(content: bytes, name: str = NAME) -> Callable[[Path], Path]:
    """These bytes and no workbook."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def text(*lines: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    """A CSV file of these lines."""
    return raw("\r\n".join(lines).encode(encoding), "pupils.csv")


def table(*more: Sequence[object]) -> Callable[[Path], Path]:
    """The right table as a CSV file, with more rows."""

    def make(folder: Path) -> Path:
        return csv_file(folder / "pupils.csv", text_rows([HEADER, PUPIL, *more]))  # type: ignore[list-item]

    return make


def _noise(count: int) -> bytes:
    """Such that the archive's ratio does not refuse it first."""
    return random.Random(count).randbytes(count // 2).hex().encode()


def _runs(count: int) -> bytes:
    letters = random.Random(count).choices("абвгдежзиклмнопрст", k=count)
    return "".join(f"<r><t>{letter}</t></r>" for letter in letters).encode()


def _cells(columns: int, count: int) -> bytes:
    """Rows of numbers after the right ones."""
    made = random.Random(count)
    rows = ("".join(f"<c><v>{made.random():.6f}</v></c>" for _ in range(columns)) for _ in range(count + 1))
    return b"".join(f"<row>{cells}</row>".encode() for cells in rows) + b"</sheetData>"


def _repeated(folder: Path) -> Path:
    """A text of nearly 4,000 bytes, which stands once in the workbook, and in 10,000 cells of it."""
    book = right()
    book.strings.append("а" * 1_990)
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(3, 10_003))
    book.parts[SHEET_1] = book.sheet(book.sheets[0]).replace(b"</sheetData>", cells.encode() + b"</sheetData>")
    return book.write(folder / NAME)


def _lines(*more: bytes) -> Callable[[Path], Path]:
    """The right table with these bytes after it."""
    return raw("\r\n".join((_TITLES, _LINE, "")).encode() + b"".join(more), "pupils.csv")


def _deep(content: bytes) -> bytes:
    opened = content.replace(b"<sheetData>", b"<x>" * 100 + b"<sheetData>")
    return opened.replace(b"</sheetData>", b"</sheetData>" + b"</x>" * 100)


def _with_zip(folder: Path) -> Path:
    inner = right().write(folder / "inner.zip").read_bytes()
    return part(SHEET_1, inner)(folder)


def _stored(entries: dict[str, bytes]) -> list[zips.Entry]:
    return [*entries.items(), zips.link("xl/worksheets/sheet2.xml", "/etc/passwd")]


_ENTITY = b'<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_LAUGHS = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
_LINE = "Рябинина Анна Игоревна;11.03.2015;5А;Рябинина Мария Львовна;+7 900 000-00-01;maria@example.invalid"
_TITLES = ";".join(HEADER)

CELLS = (
    Malformed("a text that is no date", f'{SHEET}, row 2, "Дата рождения" (B): ', cell(1, "31.02.2015")),
    Malformed("a number without a date's format", f'{SHEET}, row 2, "Дата рождения" (B): ', cell(1, 42_074)),
    Malformed("no birth date", f'{SHEET}, row 2, "Дата рождения" (B): found nothing', cell(1, None)),
    Malformed("a phantom day", f'{SHEET}, row 2, "Дата рождения" (B): ', cell(1, Raw('s="2"', "<v>60</v>"))),
    Malformed("a class without letter", f'{SHEET}, row 2, "Класс" (C): ', cell(2, 5)),
    Malformed(
        "a class that Excel made a date of", f'{SHEET}, row 2, "Класс" (C): found a date', cell(2, date(2026, 11, 5))
    ),
    Malformed("a name for a class", f'{SHEET}, row 2, "Класс" (C): found 22 characters', cell(2, PUPIL[0])),
    Malformed("a formula never reckoned", f'{SHEET}, row 2, "Класс" (C): ', cell(2, Raw("", "<f>A1</f>"))),
    Malformed("an error", f'{SHEET}, row 2, "Класс" (C): found the error #N/A', cell(2, Raw('t="e"', "<v>#N/A</v>"))),
    Malformed(
        "an error that speaks to a terminal", f'{SHEET}, row 2, "Класс" (C): found an error that no program knows',
        cell(2, Raw('t="e"', "<v>Рябинина&#x9B;2J</v>")),
    ),
    Malformed(
        "a remark for a class", f'{SHEET}, row 2, "Класс" (C): found a text of more than 4000 bytes',
        cell(2, "а" * 2_001),
    ),
    Malformed("a text that is not there", f'{SHEET}, row 2, "Класс" (C): ', cell(2, Raw('t="s"', "<v>99</v>"))),
    Malformed("a truth for a class", f'{SHEET}, row 2, "Класс" (C): found "TRUE"', cell(2, Raw('t="b"', "<v>1</v>"))),
    Malformed("one word for a name", f'{SHEET}, row 2, "ФИО" (A): found 8 characters', cell(0, "Рябинина")),
    Malformed("initials", f'{SHEET}, row 2, "ФИО" (A): ', cell(0, "Рябинина А. И.")),
    Malformed("a Latin letter in a name", f'{SHEET}, row 2, "ФИО" (A): ', cell(0, "Pябинина Анна Игоревна")),
    Malformed("a mother without name", f'{SHEET}, row 2, "Мать" (D): found nothing', cell(3, None)),
    Malformed("a word for a telephone", f'{SHEET}, row 2, "Телефон" (E): found 3 characters', cell(4, "нет")),
    Malformed("an address without a sign", f'{SHEET}, row 2, "E-mail" (F): ', cell(5, "maria.example.invalid")),
    Malformed(
        "a title among the rows", f"{SHEET}, row 3: found one value",
        rows(HEADER, PUPIL, ("5А класс",), merges=("A3:F3",)),
    ),
    Malformed("no column for the class", f"{SHEET}, row 1: found columns", rows(HEADER[:2], PUPIL[:2])),
    Malformed("two columns for the class", f'{SHEET}, row 1, "Класс" (G): ', rows((*HEADER, "Класс"), (*PUPIL, "5А"))),
    Malformed("no header", f"{SHEET}: found no header", rows(PUPIL, PUPIL)),
    Malformed("no rows", f"{SHEET}: found no row below", rows(HEADER)),
)

PARTS = (
    Malformed("only hidden sheets", f"{NAME}: found nothing in any sheet", rows(HEADER, PUPIL, state="hidden")),
    Malformed(
        "a document type", f"{NAME}, {SHEET_1}, line 2: found a document type",
        replaced(SHEET_1, b"<worksheet", b"<!DOCTYPE a><worksheet"),
    ),
    Malformed(
        "an entity from outside", f"{NAME}, {STRINGS}, line 2: found a document type",
        replaced(STRINGS, b"<sst", _ENTITY + b"<sst"),
    ),
    Malformed(
        "a billion laughs", f"{NAME}, {BOOK}, line 2: found a document type",
        replaced(BOOK, b"<workbook", _LAUGHS + b"<workbook"),
    ),
    Malformed("a sheet cut off", f"{NAME}, {SHEET_1}, line 2: ", spoilt(SHEET_1, lambda content: content[:-40])),
    Malformed("a hundred elements deep", f"{NAME}, {SHEET_1}, line 2: found elements", spoilt(SHEET_1, _deep)),
    Malformed(
        "a tag without end", f"{NAME}, {SHEET_1}, line ",
        replaced(SHEET_1, b"<row r", b'<row x="' + b"a1b2c3d4" * 50_000 + b'" r'),
    ),
    Malformed("no sheet where one is named", f"{NAME}, {SHEET_1}: found nothing", part(SHEET_1, None)),
    Malformed("no workbook", f"{NAME}, _rels/.rels: found nothing", part("_rels/.rels", None)),
    Malformed(
        "another document", f"{NAME}, _rels/.rels: found no document",
        replaced("_rels/.rels", b"/officeDocument\"", b"/other\""),
    ),
    Malformed(
        "a way out", f"{NAME}, xl: found a way out",
        replaced("xl/_rels/workbook.xml.rels", b'"worksheets/sheet1.xml"', b'"../../../etc/passwd"'),
    ),
    Malformed("cells out of order", f"{NAME}, {SHEET_1}: ", replaced(SHEET_1, b'r="B2"', b'r="A2"')),
    Malformed("rows out of order", f"{NAME}, {SHEET_1}: ", replaced(SHEET_1, b'<row r="2"', b'<row r="1"')),
    Malformed("a value far to the right", f"{NAME}, {SHEET_1}: ", replaced(SHEET_1, b'r="F2"', b'r="XFD2"')),
    Malformed(
        "a row no number counts to", f"{NAME}, {SHEET_1}: found row {2**63 - 1}, expected at most row 1048576",
        replaced(SHEET_1, b"</sheetData>", f'<row r="{2**63 - 1}"/><row/></sheetData>'.encode()),
    ),
    Malformed(
        "a row below the last", f"{NAME}, {SHEET_1}: found row 1048577, expected at most row 1048576",
        replaced(SHEET_1, b"</sheetData>", b'<row r="1048576"/><row/></sheetData>'),
    ),
    Malformed(
        "a column beyond the last", f'{NAME}, {SHEET_1}: found a cell in row 2 that says it is "XFE2"',
        replaced(SHEET_1, b'r="F2"', b'r="XFE2"'),
    ),
    Malformed(
        "a million cells and one", f"{NAME}, {SHEET_1}: found more than 1000000 cells",
        lambda folder: replaced(SHEET_1, b"</sheetData>", _cells(250, 4_000))(folder),
    ),
    Malformed(
        "one text in all cells", f"{NAME}, {SHEET_1}: found more than {32 << 20} bytes of text in its cells",
        _repeated,
    ),
    Malformed(
        "a text of very many runs", f"{NAME}, {STRINGS}: found a text of more than 32767 characters",
        lambda folder: replaced(STRINGS, b"</sst>", b"<si>" + _runs(240_000) + b"</si></sst>")(folder),
    ),
    Malformed(
        "styles without end", f"{NAME}, xl/styles.xml: found ",
        spoilt("xl/styles.xml", lambda part: part.replace(b"<numF", b"<!--" + _noise(9 << 20) + b"--><numF", 1)),
    ),
    Malformed(
        "a part that forges a line", f"{NAME}, xl/worksheets/a\ufffdzvonok: b\ufffd2J.xml: found nothing",
        replaced("xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"worksheets/a&#10;zvonok: b&#x9B;2J.xml"),
    ),
    Malformed("cells merged nowhere", f"{NAME}, {SHEET_1}: ", rows(HEADER, PUPIL, merges=("A1",))),
    Malformed(
        "a text without end", f"{NAME}, {STRINGS}: found a text",
        replaced(STRINGS, b"</t>", b"a1b2" * 60_000 + b"</t>"),
    ),
    Malformed("a bomb", f"{NAME}, {SHEET_1}: ", part(SHEET_1, bytes(40 << 20))),
    Malformed("two gigabytes declared", f"{NAME}, {SHEET_1}: ", declared(2 << 30)),
    Malformed("an archive inside", f"{NAME}, {SHEET_1}: found packed data inside", _with_zip),
    Malformed("a path out", f"{NAME}, entry ", packed(lambda entries: [*entries.items(), ("../../evil.xml", b"<a/>")])),
    Malformed("a link", f"{NAME}, xl/worksheets/sheet2.xml: found a link", packed(_stored)),
    Malformed(
        "one name twice", f"{NAME}, {SHEET_1.upper()}: ",
        packed(lambda entries: [*entries.items(), (SHEET_1.upper(), b"<a/>")]),
    ),
    Malformed(
        "an old workbook", f"{NAME}: found a workbook of before 2007",
        raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    ),
    Malformed(
        "half a workbook", f"{NAME}: ",
        lambda folder: raw(right().write(folder / "whole").read_bytes()[:900])(folder),
    ),
    Malformed("an empty file", f"{NAME}: found an empty file", raw(b"")),
    Malformed("no table at all", f"{NAME}, line 1: found a zero byte", raw(b"\x89PNG\x00\x00")),
)  # fmt: skip

TEXTS = (
    Malformed("UTF-16", "pupils.csv, line 1: found UTF-16", raw("\ufeffФИО;Класс".encode("utf-16"), "pupils.csv")),
    Malformed(
        "UTF-8 with a hole", "pupils.csv, line 2: found bytes that are no UTF-8",
        raw(f"{_TITLES}\r\n".encode() + _LINE.encode()[:-1] + b"\xd0\r\n", "pupils.csv"),
    ),
    Malformed(
        "a quotation mark inside", "pupils.csv, line 2, column A: ",
        text(_TITLES, _LINE.replace("Анна", 'Анна "Аня"')),
    ),
    Malformed("text after quotation marks", "pupils.csv, line 2, column A: ", text(_TITLES, f'"Рябинина" {_LINE}')),
    Malformed("quotation marks without end", "pupils.csv, line 2, column A: ", text(_TITLES, f'"{_LINE}')),
    Malformed(
        "a carriage return alone", "pupils.csv, line 2, column A: ",
        text(_TITLES, _LINE.replace("Анна", "Анна\r")),
    ),
    Malformed(
        "a line of 30 million fields", "pupils.csv, line 1, column IW: found more than 256 fields",
        lambda folder: raw(b";" * 30_000_000, "pupils.csv")(folder),
    ),
    Malformed(
        "a line of 257 fields", "pupils.csv, line 3, column IW: found more than 256 fields, expected fewer in a line",
        lambda folder: _lines(b"a" + b";" * 256)(folder),
    ),
    Malformed(
        "lines of nothing but faults", "pupils.csv, line 3, column A: found a quotation mark inside",
        lambda folder: _lines(b'a";' * 5_000_000)(folder),
    ),
    Malformed(
        "a line of 30 million bytes", f"pupils.csv, line 3, column A: found more than {1 << 20} bytes",
        lambda folder: _lines(b"a" * 30_000_000)(folder),
    ),
    Malformed(
        "a line break without end", f"pupils.csv, line 3, column A: found more than {1 << 20} bytes",
        lambda folder: _lines(b'"' + b"\n" * 30_000_000)(folder),
    ),
    Malformed(
        "a hundred thousand rows and one", "pupils.csv, line 100001: found more than 100000 rows, expected fewer",
        lambda folder: _lines(b"a\r\n" * 100_000)(folder),
    ),
    Malformed(
        "a million cells in lines", "pupils.csv, line 3909: found more than 1000000 cells in which something stands",
        lambda folder: _lines((b";".join([b"1"] * 256) + b"\r\n") * 4_000)(folder),
    ),
    Malformed("one pupil twice", "pupils.csv, line 3: found the pupil of line 2", table(PUPIL)),
    Malformed("a pupil in two classes", "pupils.csv, line 3: found the pupil of line 2", table((*PUPIL[:2], "5Б"))),
    Malformed(
        "namesakes among mothers", 'pupils.csv, line 3, "Мать" (D): found the name of the representative in line 2',
        table(("Верба Вера", date(2015, 2, 28), "5А", PUPIL[3])),
    ),
    Malformed(
        "one mother with two telephones", 'pupils.csv, line 3, "Телефон" (E): found another telephone than in line 2',
        table(("Верба Вера", date(2015, 2, 28), "5А", PUPIL[3], "+7 900 000-00-09", PUPIL[5])),
    ),
    Malformed(
        "a pupil of two years", 'pupils.csv, line 3, "Дата рождения" (B): ',
        table(("Верба Вера", date(2024, 2, 28), "5А")),
    ),
    Malformed(
        "a class of no school", 'pupils.csv, line 3, "Класс" (C): found "13А"',
        table(("Верба Вера", date(2015, 2, 28), "13А")),
    ),
)  # fmt: skip

ALL = CELLS + PARTS + TEXTS
