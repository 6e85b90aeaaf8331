"""`zvonok follow` with a configuration and a key of its own."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from zvonok_interop.client import KeyPair

from cluster import Service, binary
from process import PATIENCE, clean_environment


@dataclass
class Operator:
    """`zvonok` with a key of its own and the services it is told of."""

    folder: Path
    keys: KeyPair
    services: Sequence[Service]
    # In the place of what a service has: its port, its public key.
    ports: Mapping[str, int] = field(default_factory=dict)
    public_keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def config_file(self) -> Path:
        return self.folder / "zvonok.yaml"

    @property
    def key_file(self) -> Path:
        return self.folder / "operator.key"

    def write(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.key_file.unlink(missing_ok=True)
        with os.fdopen(os.open(self.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self.keys.secret + "\n")
        document = {
            "operator": {"secret-key": str(self.key_file)},
            "services": [
                {
                    "name": one.executable,
                    "endpoint": f"tcp://127.0.0.1:{self.ports.get(one.executable, one.port)}",
                    "server-key": self.public_keys.get(one.executable, one.keys.public),
                }
                for one in self.services
            ],
        }
        self.config_file.write_text(yaml.safe_dump(document))

    def run(self, *arguments: str, prefix: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        """Its exit code, what it prints and what it says of errors."""
        return subprocess.run(
            [*prefix, str(binary("zvonok")), *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=2 * PATIENCE, check=False, env=clean_environment({"ZVONOK_CONFIG": str(self.config_file)}),
        )  # fmt: skip

    def follow(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        """The exit code and the way as JSON."""
        done = self.run("follow", "--json", *arguments)
        return done.returncode, json.loads(done.stdout)
