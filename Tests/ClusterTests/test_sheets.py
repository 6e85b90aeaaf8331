"""Issue 4: lists of pupils, staff and loads come in whole or not at all; what they say is then the journal's state."""

from __future__ import annotations

import os
import pty
import subprocess
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook as ForeignWorkbook
from openpyxl.styles import Font

import bounded
import school_lists
from cluster import Cluster, binary
from malformed_sheets import ALL, Malformed, right
from process import clean_environment
from roster_state import State
from rosters import DATA_ERROR, NO_INPUT, UNAVAILABLE, USAGE, RosterDesk, Summary, mistakes
from school_lists import LOAD, PUPILS, SCHOOL, STAFF
from sheet_files import Raw, Row, Sheet, Workbook, csv_file, text_rows

BEGIN = ("--school", SCHOOL, "--day", "2026-09-01")
LATER = ("--school", SCHOOL, "--day", "2026-10-05")


@pytest.fixture
def desk(cluster: Cluster) -> RosterDesk:
    return RosterDesk(cluster).start()


@pytest.fixture
def absent(cluster: Cluster) -> RosterDesk:
    """An operator whose journal is not there: whatever tried to send something would end otherwise."""
    return RosterDesk(cluster)


def _pupils(desk: RosterDesk, rows: Sequence[Row] = PUPILS) -> tuple[str, str]:
    return "--pupils", str(Workbook([Sheet("Ученики", list(rows))]).write(desk.folder / "pupils.xlsx"))


def _all(desk: RosterDesk) -> tuple[str, ...]:
    """The three lists, each in another form."""
    staff = csv_file(desk.folder / "staff.csv", text_rows(STAFF), "cp1251")
    load = csv_file(desk.folder / "load.csv", text_rows(LOAD), "utf-8-sig", ",")
    return *_pupils(desk), "--staff", str(staff), "--load", str(load)


def _begin(desk: RosterDesk) -> Summary:
    return desk.bring_sheets(*_all(desk), *BEGIN, "--name", "Школа № 1")


def _changed(row: int, column: int, value: object) -> list[Row]:
    rows = [list(one) for one in PUPILS]
    rows[row][column] = value  # type: ignore[call-overload]
    return rows  # type: ignore[return-value]


def test_three_lists_are_the_state_row_by_row_and_twice_they_change_nothing(desk: RosterDesk) -> None:
    tried = desk.bring_sheets(*_all(desk), *BEGIN, "--name", "Школа № 1", "--dry-run")
    assert desk.events() == [] or not any(event.type == "PupilAdded" for event in desk.events())
    first = _begin(desk)
    assert first.counts == tried.counts and first.events
    state = State(desk)
    school_lists.check(state)
    again = _begin(desk)
    assert again.events == 0 and set(again.of("unchanged")) == set(again.counts), again.text
    assert len(desk.events()) == len(state.events)


def test_a_list_is_the_same_in_every_form(desk: RosterDesk) -> None:
    _begin(desk)
    before = len(desk.events())
    rows = text_rows(PUPILS)
    for encoding, separator in (("utf-8", ";"), ("utf-8-sig", ","), ("cp1251", ";"), ("cp1251", "\t")):
        file = csv_file(desk.folder / "again.csv", [["Список учащихся"], *rows, ["", ""], []], encoding, separator)
        assert desk.bring_sheets("--pupils", str(file), *LATER).events == 0, f"{encoding} {separator!r}"
    for is_1904 in (False, True):
        book = Workbook([Sheet("Ученики", PUPILS, styled_rows=20_000), Sheet("Черновик", [("?",)], "hidden")], is_1904)
        file = book.write(desk.folder / "again.xlsx", is_streamed=is_1904)
        summary = desk.bring_sheets("--pupils", str(file), *LATER)
        assert summary.events == 0 and "a hidden sheet" in summary.warnings[0], summary.text
    assert len(desk.events()) == before


def test_a_workbook_of_another_program_with_titles_two_header_rows_and_merged_cells(desk: RosterDesk) -> None:
    """As a secretary makes it: one row for each representative, what is the pupil's merged over both."""
    _begin(desk)
    book = ForeignWorkbook()
    sheet = book.active
    sheet.title = "5А и 1Б"
    sheet.append(["Список учащихся МБОУ СОШ № 1 на 2026/27 учебный год"])
    sheet.merge_cells("A1:I1")
    sheet.append([])
    sheet.append(["№ п/п", "ФИО учащегося", "Класс", "Дата рождения", "Подгруппа", "Представитель"])
    sheet.append([None] * 5 + ["ФИО", "Степень родства", "Телефон", "Эл. почта"])
    sheet.merge_cells("F3:I3")
    for column in "ABCDE":
        sheet.merge_cells(f"{column}3:{column}4")
    sheet.append(list(range(1, 10)))
    for number, (_, name, born, where, group, mother, phone, mail, father, other) in enumerate(PUPILS[1:], start=1):
        assert isinstance(born, date)
        row = sheet.max_row + 1
        midnight = datetime(born.year, born.month, born.day)
        sheet.append([number, name, where, midnight, group, mother, "мать", phone, mail])
        sheet.cell(row, 4).number_format = "DD.MM.YYYY"
        sheet.cell(row, 2).font = Font(bold=True)
        if father:
            sheet.append([None] * 5 + [father, "отец", other])
            for column in "ABCDE":
                sheet.merge_cells(f"{column}{row}:{column}{row + 1}")
    file = desk.folder / "foreign.xlsx"
    book.save(file)
    summary = desk.bring_sheets("--pupils", str(file), *LATER)
    assert summary.events == 0, summary.text
    school_lists.check(State(desk))


def test_the_sheets_of_one_workbook_are_chosen_by_name_and_formulas_give_their_value(desk: RosterDesk) -> None:
    load = [list(row) for row in LOAD]
    load[1][2] = Raw('t="str"', "<f>CONCATENATE(5,\"А\")</f><v>5А</v>")  # type: ignore[call-overload]
    sheets = [Sheet("Ученики", PUPILS), Sheet("Сотрудники", STAFF), Sheet("Нагрузка", load)]  # type: ignore[arg-type]
    file = Workbook(sheets).write(desk.folder / "school.xlsx")
    kinds = {"pupils": "Ученики", "staff": "Сотрудники", "load": "Нагрузка"}
    lists = [f"--{kind}={file}#{name}" for kind, name in kinds.items()]
    desk.bring_sheets(*lists, *BEGIN, "--name", "Школа № 1")
    school_lists.check(State(desk))
    done = desk.sheets("--pupils", f"{file}#Никто", *LATER)
    assert done.returncode == DATA_ERROR and "«Никто» among them" in done.stderr, done.stderr


def test_a_corrected_cell_changes_one_thing(desk: RosterDesk) -> None:
    _begin(desk)
    telephone = desk.bring_sheets(*_pupils(desk, _changed(1, 9, "+7 900 000-00-77")), *LATER)
    assert (telephone.of("changed"), telephone.events) == ({"guardian": 1}, 1), telephone.text
    assert desk.bring_sheets(*_pupils(desk), *LATER).of("changed") == {"guardian": 1}, "the telephone as it was"
    moved = desk.bring_sheets(*_pupils(desk, _changed(2, 3, "1А")), *LATER)
    assert moved.of("changed") == {"enrolment": 1} and moved.of("new") == {"class": 1, "group": 1}, moved.text
    state = State(desk)
    assert {row for row in state.enrolments if row[0] == "Борис"} == {
        ("Борис", "1Б", date(2026, 9, 1), date(2026, 10, 4)), ("Борис", "1А", date(2026, 10, 5), None)
    }  # fmt: skip


def test_what_a_list_has_no_column_for_stays_and_an_empty_cell_clears(desk: RosterDesk) -> None:
    _begin(desk)
    header = list(school_lists.PUPIL_HEADER)
    for gone in (["E-mail"], ["Телефон", "Телефон отца"]):
        kept = [at for at, name in enumerate(header) if name not in gone]
        summary = desk.bring_sheets(*_pupils(desk, [[row[at] for at in kept] for row in PUPILS]), *LATER)
        assert summary.events == 0, summary.text
    staff = csv_file(desk.folder / "staff.csv", [row[:4] for row in text_rows(STAFF)])
    assert desk.bring_sheets("--staff", str(staff), *LATER).events == 0
    school_lists.check(State(desk))
    cleared = desk.bring_sheets(*_pupils(desk, _changed(3, header.index("E-mail"), None)), *LATER)
    assert (cleared.of("changed"), cleared.events) == ({"guardian": 1}, 1), cleared.text
    assert State(desk).guardians["Нина"] == ("", "")


def test_a_name_written_otherwise_is_another_person(desk: RosterDesk) -> None:
    """What SheetID says of it; a letter «ё» is no other name, only another card."""
    _begin(desk)
    card = desk.bring_sheets(*_pupils(desk, _changed(1, 8, "Рябинин Федор Ильич")), *LATER)
    assert (card.of("changed"), card.events) == ({"guardian": 1}, 1), card.text
    other = desk.bring_sheets(*_pupils(desk, _changed(3, 1, "Вербина Вера")), *LATER)
    assert other.of("new")["pupil"] == 1 and other.of("ended")["pupil"] == 1, other.text


def test_whom_a_list_no_longer_names_ends_and_whom_it_names_again_returns(desk: RosterDesk) -> None:
    _begin(desk)
    before = State(desk)
    gone = desk.bring_sheets(*_pupils(desk, PUPILS[:3]), *LATER)
    assert gone.of("ended") == {"enrolment": 2, "guardianship": 1, "pupil": 1, "guardian": 1}, gone.text
    state, end = State(desk), date(2026, 10, 4)
    assert state.enrolments - before.enrolments == {
        ("Вера", "5А", date(2026, 9, 1), end), ("Вера", "5А, англ. 2", date(2026, 9, 1), end)
    }  # fmt: skip
    assert state.guardianships - before.guardianships == {("Нина", "Вера", end)}
    assert (state.staff, state.courses, state.groups) == (before.staff, before.courses, before.groups)
    back = desk.bring_sheets(*_pupils(desk), "--school", SCHOOL, "--day", "2026-11-02")
    assert back.of("returned") == {"enrolment": 2, "guardianship": 1, "pupil": 1, "guardian": 1}, back.text
    staff = csv_file(desk.folder / "staff.csv", text_rows(STAFF[:2]))
    # The lists of a school come one by one: one of staff is no older for a later one of pupils.
    assert desk.bring_sheets("--staff", str(staff), *LATER).of("ended") == {"staff": 1}
    assert State(desk).staff["Олег"] == ("Директор", end)
    older = desk.sheets(*_pupils(desk), *LATER)
    assert older.returncode == DATA_ERROR and "2026-11-02" in older.stderr and "--older" in older.stderr
    assert desk.bring_sheets(*_pupils(desk), *LATER, "--older").of("ended") == {}


def test_a_school_that_the_journal_does_not_know_is_refused(desk: RosterDesk) -> None:
    done = desk.sheets(*_pupils(desk), *BEGIN)
    assert done.returncode == DATA_ERROR and "no such school" in done.stderr, done.stderr
    assert not any(event.type == "PupilAdded" for event in desk.events())


# What is refused before it is sent


def test_there_are_enough_malformed_lists_and_each_is_another() -> None:
    assert len({case.name for case in ALL}) == len(ALL) >= 55


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_each_malformed_list_is_refused_with_its_cell_and_nothing_is_sent(
    absent: RosterDesk, tmp_path: Path, case: Malformed
) -> None:
    done = bounded.zvonok(*absent.sheets_command("--pupils", str(case.make(tmp_path)), *BEGIN))
    assert (done.returncode, done.stdout) == (DATA_ERROR, ""), done.stderr
    found = mistakes(done)
    assert any(line.startswith(case.place) for line in found), done.stderr
    assert all("found" in line and "expected" in line for line in found if not line.startswith("and ")), done.stderr
    assert "Рябинин" not in done.stderr and "example.invalid" not in done.stderr


def test_a_right_list_is_not_refused_before_it_is_sent(absent: RosterDesk) -> None:
    """What the cases above are made of is right; only the journal is missing."""
    done = absent.sheets("--pupils", str(right().write(absent.folder / "pupils.xlsx")), *BEGIN)
    assert mistakes(done) == [] and done.returncode == UNAVAILABLE, done.stderr
    assert "nobody listens there" in done.stderr, done.stderr


def test_all_mistakes_are_told_up_to_a_limit(absent: RosterDesk) -> None:
    rows = [PUPILS[0], *[(number, "Рябинина", None, "5А") for number in range(60)]]
    done = absent.sheets(*_pupils(absent, rows), *BEGIN, "--limit", "7")
    assert "120 mistakes" in done.stderr and len(mistakes(done)) == 8 and mistakes(done)[-1] == "and 113 more"
    assert absent.sheets("--pupils", str(absent.folder / "none.csv"), *BEGIN).returncode == NO_INPUT


# What an operator is shown


def test_a_dry_run_shows_how_lists_were_understood_and_nobody_s_name(desk: RosterDesk) -> None:
    done = desk.sheets(*_all(desk), *BEGIN, "--name", "Школа № 1", "--dry-run", "--rows", "2")
    assert done.returncode == 0, done.stderr
    assert "staff.csv (Windows-1251, separated by ;), staff: header in line 1, rows below it: 2" in done.stdout
    assert 'pupils.xlsx, sheet "Ученики", pupils: header in row 1, rows below it: 3' in done.stdout
    assert '"Телефон отца" (J): telephone of the father' in done.stdout
    assert 'class "5А"; group "англ. 1"' in done.stdout and 'subject "Английский язык"' in done.stdout
    for word in ("Рябинин", "Клёнова", "example.invalid", "900", "2015-"):
        assert word not in done.stdout + done.stderr, word
    assert "Only tried" in done.stdout


def test_names_are_shown_on_a_terminal_alone(desk: RosterDesk) -> None:
    arguments = [*_all(desk), *BEGIN, "--name", "Школа № 1", "--dry-run", "--personal"]
    refused = desk.sheets(*arguments)
    assert refused.returncode == USAGE and refused.stdout == "" and "terminal" in refused.stderr
    own, other = pty.openpty()
    command = [str(binary("zvonok")), "import", "sheets", "--config", str(desk.config_file), *arguments]
    with subprocess.Popen(command, stdout=other, stderr=subprocess.DEVNULL, env=clean_environment({})) as process:
        os.close(other)
        shown = b""
        try:
            while piece := os.read(own, 65_536):
                shown += piece
        except OSError:
            pass  # The other end is closed.
    os.close(own)
    assert process.returncode == 0 and 'family name "Рябинина"' in shown.decode()
