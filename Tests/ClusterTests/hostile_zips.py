"""Archives that lie: packed anew from a bundle, then changed where zip's own writers would not."""

from __future__ import annotations

import struct
import warnings
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from oneroster_bundles import Bundle

_CENTRAL, _LOCAL, _END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
# Where a field stands in the local header and in the central directory, and its struct format.
_FIELDS = {"flags": (6, 8, "<H"), "method": (8, 10, "<H"), "crc": (14, 16, "<I"), "size": (22, 24, "<I")}


Entry = tuple[str | zipfile.ZipInfo, bytes]


def pack(path: Path, entries: Iterable[Entry], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """An archive of these entries, whatever their names, doubled ones too."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in entries:
            archive.writestr(name, content)
    return path


def patched(path: Path, entry: str, **fields: int) -> Path:
    """Another value for these fields of an entry, in both of its headers."""
    data, name = bytearray(path.read_bytes()), entry.encode()
    for signature, at, header, length in ((_LOCAL, 0, 30, 26), (_CENTRAL, 1, 46, 28)):
        place = data.find(signature)
        while place >= 0:
            (size,) = struct.unpack_from("<H", data, place + length)
            if data[place + header : place + header + size] == name:
                for field, value in fields.items():
                    struct.pack_into(_FIELDS[field][2], data, place + _FIELDS[field][at], value)
            place = data.find(signature, place + 4)
    path.write_bytes(bytes(data))
    return path


def renamed(old: str, new: str) -> Callable[[Bundle, Path], Path]:
    """The bundle with one entry under another name."""

    def make(bundle: Bundle, path: Path) -> Path:
        return pack(path, ((new if name == old else name, content) for name, content in bundle.entries()))

    return make


def more(*extra: Entry) -> Callable[[Bundle, Path], Path]:
    """The bundle with these entries too."""

    def make(bundle: Bundle, path: Path) -> Path:
        return pack(path, [*bundle.entries(), *extra])

    return make


def link(name: str, target: str) -> Entry:
    """A symbolic link as an entry."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info, target.encode()


def changed(entry: str, **fields: int) -> Callable[[Bundle, Path], Path]:
    """The bundle with these fields of an entry changed."""

    def make(bundle: Bundle, path: Path) -> Path:
        return patched(bundle.write(path), entry, **fields)

    return make


def packed_by(method: int) -> Callable[[Bundle, Path], Path]:
    """The bundle packed by another method."""

    def make(bundle: Bundle, path: Path) -> Path:
        return pack(path, bundle.entries(), method)

    return make


def bomb(entry: str, size: int) -> Callable[[Bundle, Path], Path]:
    """The bundle with an entry that unpacks to so many bytes of nothing."""

    def make(bundle: Bundle, path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in bundle.entries():
                with archive.open(name, "w") as file:
                    for piece in [bytes(1 << 20)] * (size >> 20) if name == entry else [content]:
                        file.write(piece)
        return path

    return make


def entries_declared(count: int) -> Callable[[Bundle, Path], Path]:
    """The bundle with an end, the one with numbers of 64 bits, that speaks of so many entries."""

    def make(bundle: Bundle, path: Path) -> Path:
        data = bundle.write(path).read_bytes()
        at = data.rindex(_END)
        size, offset = struct.unpack_from("<II", data, at + 12)
        large = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
        locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
        end = struct.pack("<4sHHHHIIH", _END, 0, 0, 0xFFFF, 0xFFFF, size, offset, 0)
        path.write_bytes(data[:at] + large + locator + end)
        return path

    return make


def commented(length: int) -> Callable[[Bundle, Path], Path]:
    """The bundle with a comment of so many bytes at each entry."""

    def make(bundle: Bundle, path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in bundle.entries():
                info = zipfile.ZipInfo(name)
                info.comment = b"c" * length
                archive.writestr(info, content)
        return path

    return make


def cut(bundle: Bundle, path: Path) -> Path:
    """The bundle with its end missing."""
    content = bundle.write(path).read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    return path


def content(data: bytes) -> Callable[[Bundle, Path], Path]:
    """No bundle at all."""

    def make(_: Bundle, path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make
