"""A Debian 12 of its own in a folder, entered in mount namespaces that end with what runs in them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SUITE = "bookworm"
# Where Debian looks for programs.
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# What a person finds beside the base system that debootstrap leaves out.
_HOSTS = "127.0.0.1 localhost\n::1 localhost ip6-localhost\n"

# Arguments: the root; source, target and mode of each bind; --; the command. exec all the way down: whoever started
# this has the program itself as its child, and the namespace goes when the program does.
_ENTER = """
root=$1
shift
mount -t proc proc "$root/proc" && mount --rbind /sys "$root/sys" && mount --rbind /dev "$root/dev" || exit 71
while [ "$1" != -- ]; do
    mount --rbind "$1" "$root$2" && { [ "$3" = rw ] || mount -o remount,bind,ro "$root$2"; } || exit 71
    shift 3
done
shift
exec chroot "$root" "$@"
"""


class NoChroot(Exception):
    """This machine cannot make one; says why."""


@dataclass(frozen=True)
class Bind:
    """A folder or file of this machine and where it is seen inside; only to be read unless said otherwise."""

    source: Path
    target: str = ""
    is_writable: bool = False

    @property
    def inside(self) -> str:
        return self.target or str(self.source)

    def arguments(self) -> list[str]:
        return [str(self.source), self.inside, "rw" if self.is_writable else "ro"]


class Debian:
    """One such machine: files and packages of its own; kernel, network and clock are this machine's."""

    def __init__(self, root: Path, binds: Sequence[Bind] = ()) -> None:
        self.root, self.binds = root, list(binds)

    @staticmethod
    def check() -> None:
        """NoChroot unless one can be made here."""
        if os.geteuid() != 0:
            raise NoChroot("a chroot takes root")
        for name in ("debootstrap", "unshare", "chroot"):
            if shutil.which(name, path=f"{os.environ.get('PATH', '')}:{PATH}") is None:
                raise NoChroot(f"there is no {name} (Debian: apt-get install debootstrap util-linux coreutils)")
        probe = subprocess.run(
            ["unshare", "--mount", "--propagation", "private", "true"], capture_output=True, text=True, check=False
        )
        if probe.returncode != 0:
            raise NoChroot(f"a mount namespace cannot be had: {probe.stderr.strip()}")

    @property
    def is_made(self) -> bool:
        return (self.root / "etc/hosts").exists()

    def make(self, packages: Sequence[str] = ()) -> None:
        """Debian's smallest base system and these packages; NoChroot where the archive cannot be reached."""
        include = [f"--include={','.join(packages)}"] if packages else []
        done = subprocess.run(
            ["debootstrap", "--variant=minbase", *include, SUITE, str(self.root)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise NoChroot(f"debootstrap ended with {done.returncode}:\n{done.stdout[-2_000:]}")
        (self.root / "etc/hosts").write_text(_HOSTS)

    def entering(
        self, arguments: Sequence[str], environment: Mapping[str, str] | None = None, is_alone: bool = False
    ) -> list[str]:
        """The command line that runs this inside, with no environment but the given one.

        Alone, it has a process table of its own, and whatever it started ends with it; not alone, the caller's child is
        the program itself, which gets the caller's signals.
        """
        for bind in self.binds:
            self._make_target(bind)
        names = ["--mount", "--propagation", "private"]
        names += ["--pid", "--fork", "--kill-child"] if is_alone else []
        binds = [argument for bind in self.binds for argument in bind.arguments()]
        given = {"PATH": PATH, "LANG": "C.UTF-8", "HOME": "/root"} | dict(environment or {})
        inside = ["/usr/bin/env", "-i", *(f"{name}={value}" for name, value in given.items()), *arguments]
        return ["unshare", *names, "sh", "-c", _ENTER, "enter", str(self.root), *binds, "--", *inside]

    def run(self, *arguments: str) -> str:
        """What a command inside prints; it must end with 0."""
        done = subprocess.run(
            self.entering(arguments, is_alone=True),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"inside, {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout[-2_000:]}")
        return done.stdout

    def _make_target(self, bind: Bind) -> None:
        target = self.root / bind.inside.lstrip("/")
        if bind.source.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch()
