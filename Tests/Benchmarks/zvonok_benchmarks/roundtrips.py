"""Round trips with CURVE through our wrapper, against the same in C."""

from __future__ import annotations

from .machine import Tools
from .table import Line, thousands

BYTES = 200
_SHARES = ((1, 0.1), (64, 1.0), (256, 2.0))


def measure(tools: Tools, trips: int) -> list[Line]:
    pairs = [f"{max(int(trips * share), 100)}:{in_flight}" for in_flight, share in _SHARES]
    bare = _parse(tools.run("roundtrips", BYTES, *pairs))
    ours = _parse(tools.run_wrapper(BYTES, *pairs))
    return [
        Line(
            f"round trips a second, {in_flight} in flight",
            thousands(ours[in_flight][0]),
            thousands(bare[in_flight][0]),
            ours[in_flight][0] / bare[in_flight][0],
            note=f"CPU µs a trip {ours[in_flight][1]:.1f}, bare {bare[in_flight][1]:.1f}",
        )
        for in_flight, _ in _SHARES
    ]


def _parse(text: str) -> dict[int, tuple[float, float]]:
    """By number in flight: trips a second and CPU µs a trip."""
    rows = (line.split() for line in text.splitlines())
    return {int(row[1]): (float(row[2]), float(row[3])) for row in rows}
