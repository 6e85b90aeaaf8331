"""Breaks every rule in a temporary copy: a check that notices nothing would look just like a clean house."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from limits import Limit
from source import source_files
from walls import Wall


def self_test(root: Path, rules: Iterable[Wall | Limit]) -> int:
    """0 if each planted file is caught by the rule it breaks, and none of the honest ones by the rule it keeps."""
    failures: list[str] = []
    tried = 0
    with tempfile.TemporaryDirectory(prefix="zvonok-walls-") as name:
        copy = Path(name)
        _copy(root, copy)
        for rule in rules:
            breaches, honest = list(rule.breaches), list(rule.honest)
            tried += len(breaches) + len(honest)
            failures += [
                f"{rule.name}: not noticed in {path}: {text.strip()[:60]!r}"
                for path, text in breaches
                if not _is_noticed(copy, path, text, rule)
            ]
            failures += [
                f"{rule.name}: wrongly noticed in {path}: {text.strip()[:60]!r}"
                for path, text in honest
                if _is_noticed(copy, path, text, rule)
            ]
            if not _is_refused(copy, *breaches[0], rule):
                failures.append(f"{rule.name}: the command did not fail over {breaches[0][0]}")
    for failure in failures:
        print(failure)
    print(f"{tried} files planted, {len(failures)} judged wrongly", file=sys.stderr)
    return 1 if failures else 0


def _copy(root: Path, copy: Path) -> None:
    for file in source_files(root):
        (copy / file.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file.path, copy / file.path)


def _is_noticed(copy: Path, path: str, text: str, rule: Wall | Limit) -> bool:
    """Whether the rule finds something in this file, once planted; a file that is not read is not noticed."""
    with _planted(copy / path, text):
        return any(rule_finding for file in source_files(copy, path) for rule_finding in rule.check(file))


def _is_refused(copy: Path, path: str, text: str, rule: Wall | Limit) -> bool:
    """Whether the whole check, run as a command over the copy with this file planted, fails and names file and rule."""
    with _planted(copy / path, text):
        command = [sys.executable, "-B", str(Path(__file__).parent), "--root", str(copy)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    named = [line for line in done.stdout.splitlines() if line.startswith(f"{path}:") and f": {rule.name}: " in line]
    return done.returncode == 1 and bool(named)


@contextmanager
def _planted(path: Path, text: str) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    try:
        yield
    finally:
        path.unlink()
