"""A small school as its lists have it, and what an import has to make of them, listed by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sheet_files import Row

if TYPE_CHECKING:
    from roster_state import State

SCHOOL = "0195f000-0000-7000-8000-000000000001"
FIRST_DAY = date(2026, 9, 1)
EPOCH = date(1970, 1, 1)

PUPIL_HEADER = (
    "№", "ФИО ученика", "Дата рождения", "Класс", "Группа", "Мать", "Телефон", "E-mail", "Отец", "Телефон отца",
)  # fmt: skip
PUPILS: list[Row] = [
    PUPIL_HEADER,
    (1, "Рябинина Анна Игоревна", date(2015, 3, 11), "5А", "англ. 1", "Рябинина Мария Львовна", "+7 900 000-00-01",
     "maria@example.invalid", "Рябинин Фёдор Ильич", "8 (900) 000-00-02"),
    (2, "Рябинин Борис Игоревич", date(2019, 12, 31), "1 «Б»", None, "Рябинина Мария Львовна", "89000000001",
     "Maria@example.invalid", None, None),
    (3, "Верба Вера", date(2015, 2, 28), "5-а", "англ. 2", "Верба Нина Олеговна", None, "nina@example.invalid",
     None, None),
]  # fmt: skip
STAFF: list[Row] = [
    ("Фамилия", "Имя", "Отчество", "Должность", "Эл. почта"),
    ("Клёнова", "Лидия", "Петровна", "Учитель английского языка", "lidia@example.invalid"),
    ("Дубов", "Олег", None, "Директор", None),
]
LOAD: list[Row] = [
    ("Учитель", "Предмет", "Класс", "Группа", "Нагрузка"),
    ("Клёнова Л. П.", "Английский язык", "5А", "Англ. 1", "3"),
    ("Клёнова Лидия Петровна", "Английский язык", "5А", "англ. 2", "3"),
    ("Кленова Л.П.", "Математика", "1Б, 5А", "клуб «Число», средний", "0,5"),
    ("Дубов О.", "Математика", "1Б", None, "4"),
]


def days(year: int, month: int, day: int) -> int:
    return (date(year, month, day) - EPOCH).days


def check(state: State) -> None:
    """Everything the three lists say, and nothing else."""
    assert state.schools == {"Школа № 1"}
    assert state.classes == {"5А", "1Б"}
    courses = sorted((row["name"], row["marks"]) for row in state.fold.courses.values())
    # Five points, and none in the first grade.
    assert courses == [("Английский язык", 1), ("Математика", 1), ("Математика", 3)]
    assert state.groups == {
        "5А": True, "1Б": True, "5А, Англ. 1": False, "5А, англ. 2": False, "1Б, 5А, клуб «Число», средний": False
    }  # fmt: skip
    assert state.staff == {"Лидия": ("Учитель английского языка", None), "Олег": ("Директор", None)}
    assert state.pupils == {
        "Анна": ("Игоревна", days(2015, 3, 11)), "Борис": ("Игоревич", days(2019, 12, 31)),
        "Вера": ("", days(2015, 2, 28)),
    }  # fmt: skip
    assert state.guardians == {
        "Мария": ("maria@example.invalid", "+7 900 000-00-01"), "Фёдор": ("", "8 (900) 000-00-02"),
        "Нина": ("nina@example.invalid", ""),
    }  # fmt: skip
    assert state.guardianships == {
        ("Мария", "Анна", None), ("Мария", "Борис", None), ("Фёдор", "Анна", None), ("Нина", "Вера", None)
    }  # fmt: skip
    assert state.enrolments == {
        ("Анна", "5А", FIRST_DAY, None), ("Борис", "1Б", FIRST_DAY, None), ("Вера", "5А", FIRST_DAY, None),
        ("Анна", "5А, Англ. 1", FIRST_DAY, None), ("Вера", "5А, англ. 2", FIRST_DAY, None),
    }  # fmt: skip
