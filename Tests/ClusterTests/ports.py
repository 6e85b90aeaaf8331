"""Ports for the services of a test, apart from those the system gives to outgoing connections (32768 and above)."""

from __future__ import annotations

import os
import random
import socket
from itertools import cycle, islice


def _share(ports: range) -> range:
    """Those of this process, where pytest-xdist runs several side by side."""
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return ports[number * len(ports) // count : (number + 1) * len(ports) // count]


_PORTS = _share(range(20_000, 32_000))
# From a place of this process's own on, so that two runs at once hardly meet.
_ports = islice(cycle(_PORTS), random.SystemRandom().randrange(len(_PORTS)), None)


def free_port() -> int:
    """A loopback port that nobody listens on now, and that this process has not given out lately."""
    for port in islice(_ports, len(_PORTS)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise OSError(f"every port from {_PORTS.start} to {_PORTS.stop - 1} is taken")
