"""Tests/Chroot/clean-machine, as far as it goes without making a machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster import ROOT
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
