"""The generated message classes, compiled from the schemas at first use so that no generated file is ever stale."""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

from google.protobuf.message import Message

_ROOT = Path(__file__).resolve().parents[3]

# What a feed can hold, the journal's first; helper messages such as RollEntry stand in the same files and are no events.
_EVENT_FILES = (
    "journal_directory",
    "journal_cards",
    "journal_staff",
    "journal_timetable",
    "journal_lessons",
    "journal_attendance",
    "journal_works",
    "diary_accounts",
    "diary_cards",
    "alerts",
    "deliveries",
)


def schema_folder() -> Path:
    """Where the .proto files lie; ZVONOK_SCHEMAS names another place, for a checkout without the rest."""
    return Path(os.environ.get("ZVONOK_SCHEMAS", _ROOT / "Shared" / "Contracts" / "Schemas"))


def build_folder() -> Path:
    """Where generated code goes; beside the other build products unless ZVONOK_INTEROP_BUILD says otherwise."""
    return Path(os.environ.get("ZVONOK_INTEROP_BUILD", _ROOT / ".build" / "interop"))


def _compiled() -> Path:
    """The folder with the code generated from exactly these schemas, made if it is not there yet."""
    sources = sorted(schema_folder().glob("*.proto"))
    if not sources:
        raise RuntimeError(f"no .proto file in {schema_folder()}; set ZVONOK_SCHEMAS")
    digest = hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in sources)).hexdigest()
    target = build_folder() / digest[:16]
    if not target.is_dir():
        _compile(sources, target)
    return target


def _compile(sources: list[Path], target: Path) -> None:
    """Generates beside the target and renames, so that two runs at once never see half of it."""
    if shutil.which("protoc") is None:
        raise RuntimeError("protoc is not installed (Debian: apt install protobuf-compiler)")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        made = Path(work) / "made"
        made.mkdir()
        arguments = [f"--proto_path={schema_folder()}", f"--python_out={made}", *map(str, sources)]
        subprocess.run(["protoc", *arguments], check=True)
        try:
            made.rename(target)
        except OSError:
            if not target.is_dir():
                raise


def _load(name: str) -> ModuleType:
    return importlib.import_module(f"{name}_pb2")


sys.path.insert(0, str(_compiled()))

envelope = _load("envelope")
feed = _load("feed")
command = _load("command")
operator = _load("operator")
cards = _load("journal_cards")
staff = _load("journal_staff")
directory = _load("journal_directory")
timetable = _load("journal_timetable")
lessons = _load("journal_lessons")
attendance = _load("journal_attendance")
works = _load("journal_works")
commands = _load("journal_commands")
roster = _load("journal_roster")
diary_accounts = _load("diary_accounts")
diary_cards = _load("diary_cards")
diary_commands = _load("diary_commands")
alerts = _load("alerts")
deliveries = _load("deliveries")

CARD_TYPES = ("StaffCardRecorded", "PupilCardRecorded", "GuardianCardRecorded")

_HELPERS = {
    "PersonName", "CoursePolicy", "Bell", "TimetableEntry", "NoHomework", "RollEntry", "MarkValue",
}  # fmt: skip


def _event_classes() -> dict[str, type[Message]]:
    classes: dict[str, type[Message]] = {"PayloadErased": feed.PayloadErased}
    for name in _EVENT_FILES:
        module = _load(name)
        for message in module.DESCRIPTOR.message_types_by_name:
            if message not in _HELPERS:
                classes[message] = getattr(module, message)
    return classes


EVENT_CLASSES = _event_classes()
COMMAND_CLASSES: dict[str, type[Message]] = {
    name: getattr(module, name)
    for module in (commands, diary_commands)
    for name in module.DESCRIPTOR.message_types_by_name
}

# Bodies of staged commands alone.
RECORD_CLASSES: dict[str, type[Message]] = {
    name: getattr(roster, name) for name in roster.DESCRIPTOR.message_types_by_name
}


def body_of(event: Message) -> Message | None:
    """The decoded payload of an event; None once it has been erased."""
    if not event.HasField("payload"):
        return None
    return EVENT_CLASSES[event.type].FromString(event.payload)
