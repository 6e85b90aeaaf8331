"""The release programs as an operator installs them: in a Debian of its own that has nothing else of ours."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from debian import Bind, Debian, NoChroot

from cluster import ROOT
from lacking import give_up
from ports import free_port
from process import clean_environment, heed_ctrl_c, wait_for

PROGRAMS = tuple(re.findall(r'\.executable\(name: "([^"]+)"', (ROOT / "Package.swift").read_text()))
# Where the operator's first page puts them.
FOLDER = "/usr/lib/zvonok"
# The line of that page which installs what they take.
_PACKAGES = re.compile(r"apt-get install --no-install-recommends ([a-z0-9 .+-]+)`")
# The cluster makes its city within this time, in seconds, also where the machine does much else.
LIMIT = 900.0


def built_programs() -> Path:
    """The folder of the release programs: ZVONOK_STATIC_BIN, or built here.

    They have a build folder of their own: with Swift's libraries inside, everything is compiled in another way.
    """
    if named := os.environ.get("ZVONOK_STATIC_BIN"):
        return Path(named)
    options = ["-c", "release", "--static-swift-stdlib", "--scratch-path", str(ROOT / ".build" / "static")]
    for name in PROGRAMS:
        subprocess.run(["swift", "build", *options, "--product", name], cwd=ROOT, check=True, stdout=sys.stderr)
    done = subprocess.run(
        ["swift", "build", *options, "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return Path(done.stdout.strip())


def packages() -> list[str]:
    """The Debian packages that the operator's first page has installed for the programs, and no other."""
    found = _PACKAGES.search((ROOT / "deploy/docs/operations.md").read_text())
    assert found, "the operator's first page does not say which packages the programs take"
    return found.group(1).split()


@dataclass
class Installed:
    """A Debian with the programs in it. `programs` is a folder of commands of the same names that run them there."""

    debian: Debian
    programs: Path
    folder: Path

    def command(self, *more: str) -> list[str]:
        """The second half of deploy/demo, with these programs in place of those it would build."""
        cluster = str(ROOT / "deploy" / "cluster")
        return [sys.executable, "-B", cluster, "--programs", str(self.programs), "--folder", str(self.folder), *more]

    def zvonok(self, *arguments: str) -> str:
        """What the operator's command prints."""
        return subprocess.run(
            [str(self.programs / "zvonok"), *arguments], capture_output=True, text=True, check=True,
            env=clean_environment({}),
        ).stdout  # fmt: skip

    def clock(self, command: str, *more: str) -> str:
        """Does this with the city's clock; the instant it shows then, UTC."""
        return self.zvonok("clock", command, str(self.folder / "clock"), *more).split()[0]


def installed(place: Path) -> Installed:
    """Makes the Debian; without the rights for it that is no green run (``lacking``)."""
    folder = place / "cluster"
    folder.mkdir()
    debian = Debian(place / "debian", [Bind(folder, is_writable=True)])
    try:
        Debian.check()
        programs = built_programs()
        debian.make(packages())
    except NoChroot as error:
        give_up(f"no chroot: {error}")
    made = Installed(debian, place / "programs", folder)
    made.programs.mkdir()
    (debian.root / FOLDER.lstrip("/")).mkdir(parents=True)
    for name in PROGRAMS:
        shutil.copy2(programs / name, debian.root / FOLDER.lstrip("/") / name)
        command = made.programs / name
        command.write_text(f'#!/bin/sh\nexec {shlex.join(debian.entering([f"{FOLDER}/{name}"]))} "$@"\n')
        command.chmod(0o755)
    return made


@dataclass
class Served:
    """A city that is served, and what its operator was told."""

    origin: str
    said: str

    @property
    def password(self) -> str:
        return re.findall(r"with the password (\S+)", self.said)[0]

    @property
    def teacher(self) -> str:
        """The login of a teacher."""
        return re.findall(r"^ +(\S*-teacher-\S+) ", self.said, re.MULTILINE)[0]


@contextmanager
def served(machine: Installed, output: Path) -> Iterator[Served]:
    """Serves a city of one school day; ends it as Ctrl-C does."""
    port = free_port()
    with output.open("wb") as file:
        running = subprocess.Popen(
            machine.command("--fresh", "--days", "1", "--port", str(port)),
            stdout=file, stderr=subprocess.STDOUT, env=clean_environment({}), start_new_session=True,
            preexec_fn=heed_ctrl_c,
        )  # fmt: skip
    try:

        def is_served() -> bool:
            assert running.poll() is None, output.read_text()
            return "until Ctrl-C" in output.read_text() and "Mails are written" in output.read_text()

        wait_for(is_served, "the city to be served", LIMIT)
        yield Served(f"http://127.0.0.1:{port}", output.read_text())
        running.send_signal(signal.SIGINT)
        assert running.wait(LIMIT) == 130, output.read_text()
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()
