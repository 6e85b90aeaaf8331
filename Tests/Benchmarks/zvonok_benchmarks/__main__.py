"""python -m zvonok_benchmarks: measures, and prints the table."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from . import catch_up, commands, effect, imports, pages, roundtrips, story
from .machine import Tools
from .table import Line, render

# Usual, and with --short.
_SIZES = {
    "rounds": (3, 1), "marks": (30_000, 2_000), "events": (1_000_000, 5_000), "effects": (3_000, 100),
    "trips": (200_000, 5_000), "seconds": (5, 1), "stories": (300, 10), "schools": (20, 1),
}  # fmt: skip
PARTS = ("roundtrips", "commands", "effect", "catch-up", "import", "pages", "story")


def main() -> None:
    options = _options()
    binaries = Path(os.environ["ZVONOK_BIN"])
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="zvonok-benchmarks-", dir=options.folder) as made:
        folder = Path(made)
        tools = Tools.build(folder, binaries)
        for part in options.only or PARTS:
            print(f"measuring {part} …", flush=True)
            room = folder / f"{part}-run"
            room.mkdir()
            lines += _measure(part, room, tools, options)()
    print(f"\n{render(lines)}\n\nA ratio of 1 is as good as the baseline, which was measured in this same run.")


def _measure(part: str, folder: Path, tools: Tools, options: argparse.Namespace) -> Callable[[], list[Line]]:
    return {
        "roundtrips": lambda: roundtrips.measure(tools, options.trips),
        "commands": lambda: commands.measure(folder, tools, options.marks, options.rounds),
        "effect": lambda: effect.measure(folder, tools, options.effects),
        "catch-up": lambda: catch_up.measure(folder, tools, options.events),
        "import": lambda: imports.measure(folder, tools, options.schools),
        "pages": lambda: pages.measure(folder, tools, options.seconds, options.rounds),
        "story": lambda: story.measure(folder, tools, options.stories),
    }[part]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="Tests/Benchmarks/run",
        description="Measures Zvonok against what it stands on, in the same run, and prints ratios.",
    )
    parser.add_argument("--short", action="store_true", help="seconds instead of minutes: shows that it runs, no more")
    parser.add_argument("--only", action="append", choices=PARTS, help="this part; may be repeated")
    parser.add_argument("--rounds", type=_positive, help="rounds of commands and pages; the median counts (3)")
    parser.add_argument("--marks", type=_positive, help="commands a round (30000)")
    parser.add_argument("--events", type=_positive, help="events of the late consumer (1000000)")
    parser.add_argument("--effects", type=_positive, help="commands followed to their effect (3000)")
    parser.add_argument("--trips", type=_positive, help="round trips through the wrapper (200000)")
    parser.add_argument("--seconds", type=_positive, help="how long each page is asked for in a round (5)")
    parser.add_argument("--stories", type=_positive, help="marks followed to diary and alert (300)")
    parser.add_argument("--schools", type=_positive, help="schools of the district that is imported (20)")
    parser.add_argument("--folder", help="where stores are made: the disk that is measured (the system's temporary)")
    options = parser.parse_args()
    for name, (usual, short) in _SIZES.items():
        if getattr(options, name) is None:
            setattr(options, name, short if options.short else usual)
    return options


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("a number above 0 is needed")
    return value


if __name__ == "__main__":
    main()
