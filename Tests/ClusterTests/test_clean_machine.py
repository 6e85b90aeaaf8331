"""Tests/Chroot/clean-machine: mistakes, without making a machine; and, long, the demo's story in a machine it makes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from debian import Debian, NoChroot

from cluster import ROOT
from lacking import give_up
from process import run_once

CLEAN_MACHINE = str(ROOT / "Tests" / "Chroot" / "clean-machine")


@pytest.mark.parametrize("arguments", [(), ("--toolchain", "/", "--unknown")])
def test_a_wrong_command_line_ends_with_64(arguments: tuple[str, ...]) -> None:
    done = run_once([CLEAN_MACHINE, *arguments])
    assert done.returncode == 64
    assert "--help" in done.stdout


@pytest.mark.parametrize("missing", ["usr/bin/swift", "sources", "wheels"])
def test_a_folder_that_is_not_there_is_named_before_anything_is_made(missing: str, tmp_path: Path) -> None:
    for name in {"usr/bin/swift", "sources", "wheels"} - {missing}:
        (tmp_path / name).mkdir(parents=True)
    machine = tmp_path / "machine"
    done = run_once(
        [
            CLEAN_MACHINE, "--toolchain", str(tmp_path), "--sources", str(tmp_path / "sources"),
            "--bind", f"{tmp_path / 'wheels'}:/wheels", "--folder", str(machine),
        ]
    )  # fmt: skip
    assert done.returncode == 70
    assert f"{tmp_path / missing} is not there" in done.stdout
    assert not machine.exists()


def _arguments() -> list[str]:
    """By the variables that this folder's page names; without a toolchain there is nothing to put into the machine."""
    toolchain = os.environ.get("ZVONOK_CLEAN_TOOLCHAIN")
    if not toolchain:
        pytest.skip("ZVONOK_CLEAN_TOOLCHAIN names no Swift toolchain: no clean machine was made")
    sources = os.environ.get("ZVONOK_CLEAN_SOURCES")
    arguments = ["--toolchain", toolchain, *(["--sources", sources] if sources else [])]
    for option, variable in (("--bind", "ZVONOK_CLEAN_BINDS"), ("--environment", "ZVONOK_CLEAN_ENVIRONMENT")):
        for one in os.environ.get(variable, "").split():
            arguments += [option, one]
    return arguments


@pytest.mark.long
@pytest.mark.timeout(5_400)
def test_from_a_clean_clone_on_a_machine_that_has_nothing_else_the_demo_s_story_holds(
    tmp_path: Path, say: Callable[[str], None]
) -> None:
    arguments = _arguments()
    try:
        Debian.check()
    except NoChroot as error:
        give_up(f"no clean machine: {error}")
    output = tmp_path / "output"
    with output.open("wb") as file:
        status = subprocess.run(
            [CLEAN_MACHINE, *arguments, "--run", "deploy/demo --check"],
            stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, check=False,
        ).returncode  # fmt: skip
    said = output.read_text(errors="replace").splitlines()
    assert status == 0, "\n".join(said[-60:])
    assert any("the story holds" in line for line in said), "\n".join(said[-60:])
    say("\n".join(line for line in said if line.startswith("clean-machine: ")))
