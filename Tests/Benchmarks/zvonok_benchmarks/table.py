"""The table at the end: ours, the baseline of the same run, and their ratio."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One measurement. `ratio` is 1 where we are as good as the baseline, less where we are worse."""

    what: str
    ours: str
    bare: str = ""
    ratio: float | None = None
    goal: float | None = None
    note: str = ""

    @property
    def cells(self) -> list[str]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        goal = "" if self.goal is None else f"{self.goal:.2f}"
        return [self.what, self.ours, self.bare, ratio, goal, self.note]


_TITLES = ["what", "ours", "baseline", "ratio", "goal", ""]


def render(lines: list[Line]) -> str:
    """Columns as wide as what stands in them; figures to the right."""
    rows = [_TITLES, *(line.cells for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_TITLES))]
    texts = []
    for row in rows:
        cells = [
            text.rjust(width) if 0 < column < 5 else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        texts.append("  ".join(cells).rstrip())
    return "\n".join(texts)


def thousands(value: float) -> str:
    """12 345, as the eye takes it in."""
    return f"{value:,.0f}".replace(",", " ")
