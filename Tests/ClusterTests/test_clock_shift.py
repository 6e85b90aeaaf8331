"""The shifted clock, on a program that is surely there."""

import subprocess
import sys
import time

import pytest

from clock_shift import ShiftedClock
from process import clean_environment

READ = "import time; print(time.clock_gettime_ns(time.CLOCK_REALTIME) // 1000)"


@pytest.mark.parametrize("offset", [0, -3_600_000_000, 86_400_000_000])
def test_a_program_sees_the_clock_as_it_was_shifted(tmp_path, offset):
    clock = ShiftedClock(tmp_path)
    clock.set_offset(offset)
    shown = int(subprocess.check_output([sys.executable, "-c", READ], env=clean_environment(clock.environment)))
    assert abs(shown - offset - time.time_ns() // 1000) < 30_000_000


def test_a_stopped_clock_shows_one_instant(tmp_path):
    clock = ShiftedClock(tmp_path)
    clock.stop_at(1_700_000_000_000_123)
    twice = f"{READ}; {READ.removeprefix('import time; ')}"
    shown = subprocess.check_output([sys.executable, "-c", twice], env=clean_environment(clock.environment))
    assert shown.split() == [b"1700000000000123"] * 2
