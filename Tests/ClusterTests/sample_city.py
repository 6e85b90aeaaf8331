"""The operator's command and the sample city it makes, run as an operator runs them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import yaml
from zvonok_interop.client import KeyPair

from cluster import Cluster, Grant, Journal, Service, binary
from process import clean_environment

# A small city of two school days is made within this time even where the machine does much else, in seconds.
LIMIT = 300


def zvonok(*arguments: str, timeout: float = LIMIT) -> subprocess.CompletedProcess[str]:
    """One run of the operator's command."""
    return subprocess.run(
        [str(binary("zvonok")), *arguments],
        capture_output=True, text=True, timeout=timeout, check=False, env=clean_environment({}),
    )  # fmt: skip


class SampleCity:
    """A clock, services that run on it, and the operator who makes the city there."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster, self.folder = cluster, cluster.folder / "operator"
        self.folder.mkdir()
        self.clock = self.folder / "clock"
        self.key_file, self.config_file = self.folder / "operator.key", self.folder / "zvonok.yaml"
        self.keys = KeyPair("", "")
        assert zvonok("clock", "create", str(self.clock)).returncode == 0
        done = zvonok("keys", "make", str(self.key_file))
        assert done.returncode == 0, done.stderr
        self.public_key = done.stdout.strip()

    def put_on_clock(self, service: Service) -> None:
        """The service's time is the city's."""
        service.settings = {**service.settings, "clock": {"simulated-file": str(self.clock)}}
        service.write()

    def journal(self) -> Journal:
        """A journal in which the operator may make the city."""
        made = self.cluster.journal()
        made.grants.append(
            Grant(
                "zvonok", [self.public_key], {made.feed_name: "all"}, commands="all", schools="all", actors="all",
                is_operator=True,
            )
        )  # fmt: skip
        self.put_on_clock(made)
        self.configure(made)
        return made

    def configure(self, journal: Journal) -> None:
        """The operator's configuration file."""
        document = {
            "operator": {"secret-key": str(self.key_file)},
            "clock": {"simulated-file": str(self.clock)},
            "upstreams": [
                {"feed": journal.feed_name, "endpoint": journal.peer.endpoint, "server-key": journal.keys.public}
            ],
        }
        self.config_file.write_text(yaml.safe_dump(document))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`zvonok sample-city` with these options."""
        return zvonok("sample-city", "--config", str(self.config_file), "--without-accounts", *arguments)

    def make(self, *arguments: str) -> dict[str, Any]:
        """The report of a run that must succeed."""
        done = self.run("--json", *arguments)
        assert done.returncode == 0, done.stderr
        assert done.stderr == "", "progress is for terminals"
        return json.loads(done.stdout)

    def shown(self) -> str:
        """What the clock shows."""
        return zvonok("clock", "show", str(self.clock)).stdout.split()[0]


def rows(path: Path) -> list[str]:
    """The lines of a file that stand for something."""
    return [line for line in path.read_text().splitlines() if line.strip()]
