"""The operator's command with a configuration that names the services of a test."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from zvonok_interop.client import KeyPair

from cluster import Cluster, Journal, Service, binary
from process import clean_environment

# How long one command may take where the machine does much else, in seconds.
LIMIT = 180


def write_key(path: Path, keys: KeyPair) -> Path:
    """A file with a secret key, as `zvonok keys make` leaves it."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(keys.secret + "\n")
    return path


class Operator:
    """`zvonok`, asking with the key that the services of a test know as operator's."""

    def __init__(self, cluster: Cluster, services: Sequence[Service]) -> None:
        self.folder = cluster.folder / "operator"
        self.folder.mkdir()
        self.services = list(services)
        self.key_file = write_key(self.folder / "operator.key", cluster.sender("operator"))
        self.config_file = self.folder / "zvonok.yaml"
        # Other programs than those that were built, by the name of their service.
        self.programs: dict[str, Path] = {}
        # Journals that rosters are brought to.
        self.upstreams: list[Journal] = []
        self.write()

    def write(self) -> None:
        """Writes the configuration anew, as after services were moved."""
        document: dict[str, Any] = {
            "operator": {"secret-key": str(self.key_file)},
            "services": [
                {
                    "name": self.name(one), "endpoint": one.peer.endpoint, "server-key": one.keys.public,
                    "allow-list": str(one.allow_list_file), "config": str(one.config_file),
                    "program": str(self.programs.get(self.name(one), binary(one.executable))),
                }
                for one in self.services
            ],
        }  # fmt: skip
        if self.upstreams:
            document["upstreams"] = [
                {"feed": one.feed_name, "endpoint": one.peer.endpoint, "server-key": one.keys.public}
                for one in self.upstreams
            ]
        self.config_file.write_text(yaml.safe_dump(document))

    def name(self, service: Service) -> str:
        """As the configuration calls it: by its program, and where there are several of that, by its own name too."""
        alike = [one for one in self.services if one.executable == service.executable]
        return service.executable if len(alike) == 1 else f"{service.executable}@{service.name}"

    def command_line(self, *arguments: str) -> list[str]:
        words = 2 if arguments[0] in ("keys", "import") else 1
        return [
            str(binary("zvonok")), *arguments[:words], "--config", str(self.config_file), *arguments[words:],
        ]  # fmt: skip

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """Starts a command and returns at once."""
        return subprocess.Popen(
            self.command_line(*arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, env=clean_environment({}),
        )  # fmt: skip

    def run(self, *arguments: str) -> tuple[int, str]:
        """Exit status and output of a command, standard error included."""
        process = self.begin(*arguments)
        output, _ = process.communicate(timeout=LIMIT)
        return process.returncode, output

    def must(self, *arguments: str) -> str:
        """The output of a command that must end with 0."""
        status, output = self.run(*arguments)
        assert status == 0, f"{status} from {arguments}:\n{output}"
        return output

    def status(self, *names: str) -> tuple[int, dict[str, Any]]:
        """Exit status and document of `zvonok status --json`."""
        status, output = self.run("status", "--json", *names)
        return status, json.loads(output)
