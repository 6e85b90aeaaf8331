"""A machine without anything of ours: a fresh Debian 12, a Swift toolchain, the packages' sources, a clean clone."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

from debian import PATH, Bind, Debian, NoChroot

ROOT = Path(__file__).resolve().parents[2]
# What a new machine must be able to do, in this order.
WHOLE = ("deploy/demo --check", "deploy/test")
# Where the clone lies inside.
CLONE = "/root/zvonok"
# Every way in which a Swift package may name GitHub.
GITHUB = ("https://github.com/", "git@github.com:", "ssh://git@github.com/")
USAGE, SOFTWARE = 64, 70


class Parser(argparse.ArgumentParser):
    """Wrong usage ends as in deploy/test."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"clean-machine: {message} (see {self.prog} --help)\n")


def options() -> argparse.Namespace:
    parser = Parser(
        prog="Tests/Chroot/clean-machine",
        description="Makes a Debian 12 of its base system alone, clones HEAD there, and runs " + " and ".join(WHOLE)
        + " in it, as root, with this machine's network. The first command that fails ends the run with its status.",
    )  # fmt: skip
    parser.add_argument(
        "--toolchain", type=Path, required=True, metavar="DIR", help="a Swift toolchain, DIR/usr/bin/swift; only read"
    )
    parser.add_argument(
        "--sources", type=Path, metavar="DIR",
        help="copies of the Swift packages, DIR/OWNER/NAME.git, read in place of https://github.com/OWNER/NAME",
    )  # fmt: skip
    parser.add_argument(
        "--bind", action="append", default=[], metavar="PATH[:INSIDE]",
        help="a further folder or file, such as wheels or an apt.conf; only read; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--environment", action="append", default=[], metavar="NAME[=VALUE]",
        help="a variable inside, with this machine's value unless one is given; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--run", action="append", default=[], metavar="COMMAND", help="what to run instead; may be repeated"
    )
    parser.add_argument(
        "--folder", type=Path, metavar="DIR",
        help="where the machine lies; it stays, and the next run goes on with what was installed there. Without it,"
        " a temporary folder that goes",
    )  # fmt: skip
    return parser.parse_args()


def bind_of(text: str) -> Bind:
    source, _, inside = text.partition(":")
    return Bind(existing(Path(source)), inside or str(Path(source).absolute()))


def existing(path: Path) -> Path:
    """The absolute path of something that is there."""
    if not path.exists():
        raise NoChroot(f"{path} is not there")
    return path.absolute()


def variables(chosen: argparse.Namespace) -> dict[str, str]:
    """What the commands inside find in their environment."""
    found = {"PATH": f"{existing(chosen.toolchain)}/usr/bin:{PATH}"}
    for text in chosen.environment:
        name, has_value, value = text.partition("=")
        if has_value or name in os.environ:
            found[name] = value if has_value else os.environ[name]
    return found


def machine(folder: Path, chosen: argparse.Namespace) -> Debian:
    """The machine, made where it is not there yet."""
    existing(chosen.toolchain / "usr/bin/swift")
    binds = [Bind(existing(path)) for path in (chosen.toolchain, chosen.sources) if path]
    made = Debian(folder, binds + [bind_of(text) for text in chosen.bind])
    Debian.check()
    if not made.is_made:
        say(f"Making a Debian 12 in {folder}")
        made.make()
    if chosen.sources:
        lines = [f'[url "{chosen.sources.absolute()}/"]', *(f"\tinsteadOf = {address}" for address in GITHUB)]
        # Who owns them outside is nobody's business inside.
        lines += ["[safe]", "\tdirectory = *"]
        (folder / "etc/gitconfig").write_text("\n".join(lines) + "\n")
    return made


def clone(made: Debian) -> None:
    """HEAD as somebody gets it who never saw this folder."""
    place = made.root / CLONE.lstrip("/")
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(place)], check=True)
    changed = subprocess.run(
        ["git", "-C", str(ROOT), "status", "--porcelain"], capture_output=True, text=True, check=True
    ).stdout
    head = subprocess.run(
        ["git", "-C", str(place), "log", "-1", "--format=%h %s"], capture_output=True, text=True, check=True
    ).stdout.strip()
    say(f"Cloned {head}" + (", without what is not committed" if changed else ""))


def play(made: Debian, commands: list[str], environment: dict[str, str]) -> int:
    """Runs each inside the clone; the status of the first that fails."""
    for command in commands:
        say(f"Running {command}")
        started = time.monotonic()
        inside = ["bash", "-c", f"cd {shlex.quote(CLONE)} && {command}"]
        status = subprocess.run(
            made.entering(inside, environment, is_alone=True), stdin=subprocess.DEVNULL, check=False
        ).returncode
        say(f"{command} ended with {status} after {time.monotonic() - started:.0f} s")
        if status != 0:
            return status
    return 0


def say(text: str) -> None:
    print(f"clean-machine: {text}", flush=True)


def interrupted(number: int, _: object) -> None:
    raise KeyboardInterrupt(signal.Signals(number).name)


def main() -> int:
    chosen = options()
    signal.signal(signal.SIGTERM, interrupted)
    made_here = None if chosen.folder else tempfile.mkdtemp(prefix="zvonok-clean-machine-")
    try:
        made = machine(Path(made_here) if made_here else chosen.folder.absolute(), chosen)
        clone(made)
        return play(made, chosen.run or list(WHOLE), variables(chosen))
    except NoChroot as error:
        print(f"clean-machine: {error}", file=sys.stderr)
        return SOFTWARE
    except KeyboardInterrupt:
        return 130
    finally:
        if made_here:
            shutil.rmtree(made_here, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
