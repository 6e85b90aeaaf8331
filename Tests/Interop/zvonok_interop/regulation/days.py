"""Every day of the years that are known, and why it is off in a week of five and of six days.

`python -m zvonok_interop.regulation.days` writes `data/days_off.csv`, counted by this package for classes that have no
lessons. The Swift calendar must say the same of each day.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from .calendar import day_off, known_years

FILE = Path(__file__).parents[2] / "data" / "days_off.csv"
COLUMNS = ["date", "five_day", "six_day"]


def rows() -> Iterator[list[str]]:
    """Empty where the day works."""
    day = date(min(known_years()), 1, 1)
    while day.year <= max(known_years()):
        yield [str(day), *(day_off(day, week) or "" for week in (5, 6))]
        day += timedelta(days=1)


def write(path: Path = FILE) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows()])


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
