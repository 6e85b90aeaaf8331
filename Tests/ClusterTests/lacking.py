"""What becomes of a test on a machine that has not what it takes."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

# Set with --long: whoever asks for everything is to hear that something did not run.
is_everything_asked_for = False


def give_up(why: str) -> NoReturn:
    """A developer's machine may lack the rights, and the test is skipped; where all must run, that is a failure."""
    if is_everything_asked_for or os.environ.get("CI") == "true":
        asked = "--long asks for everything" if is_everything_asked_for else "CI runs everything"
        pytest.fail(f"{why}; {asked}, so this fails instead of being skipped", pytrace=False)
    pytest.skip(why)
