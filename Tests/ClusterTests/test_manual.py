"""The operator's help: the manual page as man shows it, and the completions as bash takes them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cluster import binary
from process import PATIENCE, clean_environment

ZVONOK = str(binary("zvonok"))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, capture_output=True, text=True, timeout=PATIENCE, check=False,
        env=clean_environment({"COLUMNS": "100", "MANWIDTH": "100", "LC_ALL": "C.UTF-8"}),
    )  # fmt: skip


def commands(command: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every command that is shown, with the words that lead to it."""
    path = (*above, command["commandName"])
    yield path, command
    for one in command.get("subcommands", []):
        if one.get("shouldDisplay", True) and one["commandName"] != "help":
            yield from commands(one, path)


@pytest.fixture
def tree() -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """As the parser itself describes it."""
    return list(commands(json.loads(run(ZVONOK, "--experimental-dump-help").stdout)["command"]))


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The manual page as a person reads it."""
    if shutil.which("man") is None:
        pytest.fail("man is not installed (Debian: apt install man-db)", pytrace=False)
    source = tmp_path / "zvonok.1"
    source.write_text(run(ZVONOK, "manual").stdout)
    shown = run("man", "--local-file", "--warnings", "--no-hyphenation", "--no-justification", str(source))
    assert (shown.returncode, shown.stderr) == (0, "")
    return re.sub(".\b", "", shown.stdout)


def test_the_manual_page_names_every_command_and_each_of_its_options(
    page: str, tree: list[tuple[tuple[str, ...], dict[str, Any]]]
) -> None:
    assert len(tree) > 10
    for path, command in tree[1:]:
        heading = " ".join(path)
        assert heading in page
        section = page[page.index(f"   {heading}\n"):]
        for argument in command.get("arguments", []):
            for name in argument.get("names", []):
                assert f"--{name['name']}" in section or name["name"] in ("h", "help"), (heading, name)
    for section in ("NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "COMPLETION", "ENVIRONMENT", "EXIT STATUS"):
        assert f"\n{section}\n" in page


def test_help_is_of_the_same_words(tree: list[tuple[tuple[str, ...], dict[str, Any]]], page: str) -> None:
    for path, command in tree:
        shown = run(ZVONOK, *path[1:], "--help")
        assert shown.returncode == 0
        assert command["abstract"].split()[0] in shown.stdout
        if not [one for one in command.get("subcommands", []) if one["commandName"] != "help"]:
            assert f"zvonok {' '.join(path[1:])}" in shown.stdout.partition("Examples:")[2], path


def test_bash_completes_commands_and_options(tmp_path: Path) -> None:
    script = tmp_path / "zvonok.bash"
    script.write_text(run(ZVONOK, "--generate-completion-script", "bash").stdout)
    for typed, wanted in (("zvonok fol", "follow"), ("zvonok follow --wa", "--wait"), ("zvonok clock adv", "advance")):
        assert wanted in completed(script, typed), typed


def completed(script: Path, typed: str) -> list[str]:
    """What bash offers at the end of a line that is being typed."""
    words = typed.split()
    lines = (
        f"source {script}",
        f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; COMP_LINE='{typed}'; COMP_POINT={len(typed)}",
        "name=$(complete -p zvonok | sed 's/.*-F \\([^ ]*\\).*/\\1/')",
        f'"$name" zvonok {words[-1]} {words[-2]}; printf "%s\\n" "${{COMPREPLY[@]}}"',
    )
    done = run("bash", "-c", "\n".join(lines))
    assert done.returncode == 0, done.stderr
    return [one.strip() for one in done.stdout.splitlines()]


def test_zsh_and_fish_get_a_script_too() -> None:
    for shell, beginning in (("zsh", "#compdef zvonok"), ("fish", "function ")):
        done = run(ZVONOK, "--generate-completion-script", shell)
        assert done.returncode == 0 and beginning in done.stdout and "follow" in done.stdout
