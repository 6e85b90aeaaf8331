"""Comparing tables that were made in two ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def table_differences(name: str, expected: Mapping[Any, Any], found: Mapping[Any, Any]) -> list[str]:
    """Rows lacking, rows too many and rows that differ, in words."""
    differences = [f"{name}: {_label(key)} is lacking" for key in expected.keys() - found.keys()]
    differences += [f"{name}: {_label(key)} is too many" for key in found.keys() - expected.keys()]
    for key in expected.keys() & found.keys():
        if expected[key] != found[key]:
            differences.append(f"{name}: {_label(key)}: expected {expected[key]}, found {found[key]}")
    return sorted(differences)


def _label(key: Any) -> str:
    if isinstance(key, bytes):
        return key.hex()
    if isinstance(key, tuple):
        return "/".join(map(_label, key))
    return str(key)
