"""Writes plain documents as YAML, so that whoever looks into the demo's folder can read its configurations."""

from __future__ import annotations

import json
import re
from typing import Any


def text(document: dict[str, Any]) -> str:
    """The document as block YAML; scalars as JSON, which YAML includes."""
    return "\n".join(_lines(document, 0)) + "\n"


def _lines(value: Any, depth: int) -> list[str]:
    pad = "  " * depth
    if isinstance(value, dict):
        lines: list[str] = []
        for key, one in value.items():
            lines += _entry(f"{pad}{key}:", one, depth)
        return lines
    lines = []
    for one in value:
        inner = _lines(one, depth + 1) if isinstance(one, dict | list) and one else [f"{pad}  {_scalar(one)}"]
        lines += [f"{pad}- {inner[0].strip()}", *inner[1:]]
    return lines


def _entry(head: str, value: Any, depth: int) -> list[str]:
    if isinstance(value, dict | list) and value:
        return [head, *_lines(value, depth + 1)]
    return [f"{head} {_scalar(value)}"]


# Words, sizes and paths, which need no quotes; a size in quotes would be a text.
_PLAIN = re.compile(r"(?!(?:true|false|yes|no|on|off|null|y|n)$)[A-Za-z/][\w./-]*|\d+[A-Za-z]+", re.IGNORECASE)


def _scalar(value: Any) -> str:
    is_plain = isinstance(value, str) and _PLAIN.fullmatch(value)
    return value if is_plain else json.dumps(value, ensure_ascii=False)
