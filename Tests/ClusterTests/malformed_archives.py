"""Archives with one mistake each, every class of mistake once, and what must be said of it."""

from __future__ import annotations

import gzip
import io
import zipfile

import hostile_zips as zips
from malformed import ARCHIVE, Malformed, raw


def _zip_inside() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("users.csv", b"sourcedId\r\n")
    return out.getvalue()


ARCHIVES = (
    Malformed("no_archive", ARCHIVE, write=zips.content(b"sourcedId,status\r\n")),
    Malformed("an_empty_file", ARCHIVE, write=zips.content(b"")),
    Malformed("an_archive_cut_off", ARCHIVE, write=zips.cut),
    Malformed("files_in_a_folder", "data/users.csv", write=zips.renamed("users.csv", "data/users.csv")),
    Malformed("a_path_upwards", "entry ", write=zips.renamed("users.csv", "../users.csv")),
    Malformed("a_path_from_the_root", "entry ", write=zips.renamed("users.csv", "/etc/users.csv")),
    Malformed("a_path_with_backslashes", "entry ", write=zips.renamed("users.csv", "..\\users.csv")),
    Malformed("a_path_with_a_drive", "entry ", write=zips.renamed("users.csv", "C:users.csv")),
    Malformed("a_control_character_in_a_name", "entry ", write=zips.renamed("users.csv", "users\x1b[2J.csv")),
    Malformed("a_name_without_end", "aaaaaaaa", write=zips.more(("a" * 300 + ".csv", b"x"))),
    Malformed(
        "a_name_without_end_that_speaks_to_a_terminal", "entry ", write=zips.more(("\x1b[2J" + "a" * 300, b"x")),
        words="found a name with control characters",
    ),
    Malformed("a_link", "link.csv", write=zips.more(zips.link("link.csv", "/etc/passwd"))),
    Malformed("an_encrypted_entry", "users.csv", write=zips.changed("users.csv", flags=1)),
    Malformed("bzip2", "manifest.csv", write=zips.packed_by(zipfile.ZIP_BZIP2)),
    Malformed("lzma", "manifest.csv", write=zips.packed_by(zipfile.ZIP_LZMA)),
    Malformed(
        "one_name_twice", "users.csv", write=zips.more(("users.csv", b"sourcedId\r\n")),
        words="found a second entry of this name, expected one",
    ),
    Malformed("one_name_in_two_cases", "USERS.CSV", write=zips.more(("USERS.CSV", b"sourcedId\r\n"))),
    Malformed(
        "a_bomb", "users.csv", write=zips.bomb("users.csv", 300 << 20),
        words="expected at most 200 bytes for one packed",
    ),
    Malformed(
        "2_gib_declared", "users.csv", write=zips.changed("users.csv", size=2 << 30),
        words=f"found {2 << 30} bytes declared, expected at most {1 << 30}",
    ),
    Malformed(
        "less_declared_than_comes", "users.csv", write=zips.changed("users.csv", size=10),
        words="found more, expected the 10 bytes that the archive declares",
    ),
    Malformed(
        "more_declared_than_comes", "users.csv", write=zips.changed("users.csv", size=100_000),
        words="bytes, expected the 100000 bytes that the archive declares",
    ),
    Malformed(
        "another_checksum", "users.csv", write=zips.changed("users.csv", crc=1),
        words="expected an entry that can be unpacked whole and has the checksum it declares",
    ),
    Malformed("an_archive_in_it", "users.csv", raw("users", lambda _: _zip_inside())),
    Malformed("gzip_in_it", "users.csv", raw("users", gzip.compress)),
    Malformed(
        "too_many_entries", ARCHIVE, write=zips.more(*((f"{n}.csv", b"x") for n in range(70))),
        words="entries, expected at most 64",
    ),
    Malformed("a_million_entries", ARCHIVE, write=zips.entries_declared(1_000_000), words="found 1000000 entries"),
    Malformed(
        "a_directory_without_end", ARCHIVE, write=zips.commented(65_535), words="expected one of at most 65536"
    ),
)  # fmt: skip
