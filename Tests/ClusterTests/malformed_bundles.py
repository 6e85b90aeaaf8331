"""Bundles with one mistake each, every class of mistake once, and where it must be found."""

from __future__ import annotations

import random
from collections.abc import Callable

import hostile_zips as zips
from malformed import Malformed, added, both, header, prop, raw, removed, value
from malformed_archives import ARCHIVES
from oneroster_bundles import enrol, user

# What each row of a delta says.
ACTIVE = {"status": "active", "dateLastModified": "2026-10-01T06:00:00.000Z"}


def _swap(names: list[str], one: str, other: str) -> list[str]:
    places = {one: other, other: one}
    return [places.get(name, name) for name in names]


def _spoil_line(number: int, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def make(text: bytes) -> bytes:
        lines = text.split(b"\r\n")
        assert old in lines[number - 1], lines[number - 1]
        lines[number - 1] = lines[number - 1].replace(old, new, 1)
        return b"\r\n".join(lines)

    return make


def _insert(number: int, line: bytes) -> Callable[[bytes], bytes]:
    def make(text: bytes) -> bytes:
        lines = text.split(b"\r\n")
        return b"\r\n".join([*lines[: number - 1], line, *lines[number - 1 :]])

    return make


def _open_end(text: bytes) -> bytes:
    return text.rstrip()[: -len(b"2027")] + b'"2027'


# Such that the archive's ratio does not refuse them first.
_NOISE = random.Random(4)
_LONG = _NOISE.randbytes(10 << 20).hex().encode()
_FIELDS = b",".join(_LONG[at : at + 1] for at in range(2_000_000))
_FAULTS = b",".join(_LONG[at : at + 1] + b'"' for at in range(340_000))

MANIFESTS = (
    Malformed("no_manifest", "manifest.csv", raw("manifest", lambda _: None)),
    Malformed(
        "another_header_of_the_manifest", "manifest.csv, line 1",
        raw("manifest", lambda text: text.replace(b"propertyName", b"name")),
    ),
    Malformed("an_unknown_release", "manifest.csv, line 3, value", prop("oneroster.version", "2.0")),
    Malformed("release_1_0", "manifest.csv, line 3, value", prop("oneroster.version", "1.0")),
    Malformed("no_release", "manifest.csv", prop("oneroster.version", None)),
    Malformed("another_manifest", "manifest.csv, line 2, value", prop("manifest.version", "2.0")),
    Malformed("a_mode_nobody_knows", "manifest.csv, line 15, value", prop("file.lineItems", "partial")),
    Malformed("a_file_not_spoken_of", "manifest.csv", prop("file.results", None), taken=True),
    Malformed(
        "a_property_nobody_knows", "manifest.csv, line 19, propertyName",
        prop("file.lunches", "absent"), taken=True,
    ),
    Malformed(
        "a_property_twice", "manifest.csv, line 19, propertyName",
        raw("manifest", lambda text: text + b"file.users,bulk\r\n"),
    ),
    Malformed("a_line_of_three_fields", "manifest.csv, line 19", raw("manifest", lambda text: text + b"a,b,c\r\n")),
    Malformed("a_promised_file_is_not_there", "users.csv", raw("users", lambda _: None)),
    Malformed("a_file_said_to_be_absent", "courses.csv", prop("file.courses", "absent"), taken=True),
    Malformed("a_file_of_no_release", "notes.txt", write=zips.more(("notes.txt", b"hello")), taken=True),
    Malformed("a_file_of_another_release", "roles.csv", write=zips.more(("roles.csv", b"sourcedId\r\n")), taken=True),
    Malformed("a_file_name_in_capitals", "Users.csv", write=zips.renamed("users.csv", "Users.csv"), taken=True),
    Malformed(
        "nobody_speaks", "manifest.csv", both(prop("source.systemCode", ""), prop("source.systemName", ""))
    ),
)  # fmt: skip

HEADERS = (
    Malformed("an_empty_table", "users.csv", raw("users", lambda _: b"")),
    Malformed(
        "a_needed_column_is_missing", "classes.csv, line 1, title",
        header("classes", lambda names: [name for name in names if name != "title"]),
    ),
    Malformed(
        "another_column_is_missing", "users.csv, line 1, password",
        header("users", lambda names: [name for name in names if name != "password"]), taken=True,
    ),
    Malformed(
        "a_column_nobody_knows", "orgs.csv, line 1, shoeSize",
        header("orgs", lambda names: [*names, "shoeSize"]), taken=True,
    ),
    Malformed(
        "another_order", "enrollments.csv, line 1, userSourcedId",
        header("enrollments", lambda names: _swap(names, "schoolSourcedId", "userSourcedId")), taken=True,
    ),
    Malformed(
        "another_case", "orgs.csv, line 1, SourcedId", raw("orgs", lambda text: b"S" + text[1:]), taken=True
    ),
    Malformed(
        "a_column_that_speaks_to_a_terminal", "orgs.csv, line 1, \ufffd]0;a title\ufffd\ufffd[2J",
        header("orgs", lambda names: [*names, "\x1b]0;a title\x07\x1b[2J"]),
    ),
    Malformed(
        "a_column_that_turns_letters_around", "orgs.csv, line 1, \ufffdshoe\ufffd2J",
        header("orgs", lambda names: [*names, "\u202eshoe\x9b2J"]), taken=True,
    ),
    Malformed(
        "no_header", "users.csv, line 1, field 1",
        raw("users", lambda text: text.split(b"\r\n", 1)[1]),
    ),
    Malformed("a_column_twice", "orgs.csv, line 1, name", header("orgs", lambda names: [*names, "name"])),
    Malformed(
        "an_extension_before_the_standard", "orgs.csv, line 1, name",
        header("orgs", lambda names: [*names[:3], "metadata.colour", *names[3:]]), taken=True,
    ),
    Malformed(
        "no_row", "courses.csv",
        both(
            raw("courses", lambda text: text.split(b"\r\n")[0] + b"\r\n"), removed("classes", "class-5a"),
            removed("classes", "class-math"), removed("classes", "class-first"),
        ),
    ),
)  # fmt: skip

TEXTS = (
    Malformed("a_field_too_few", "orgs.csv, line 3", raw("orgs", _spoil_line(3, b",city", b""))),
    Malformed("a_field_too_many", "orgs.csv, line 3", raw("orgs", _spoil_line(3, b",city", b",city,"))),
    Malformed(
        "a_quotation_mark_inside", "orgs.csv, line 2, name",
        raw("orgs", _spoil_line(2, "Город".encode(), b'New "City"')),
    ),
    Malformed(
        "text_after_a_quotation", "orgs.csv, line 2, name",
        raw("orgs", _spoil_line(2, "Город".encode(), b'"New" City')),
    ),
    Malformed(
        "a_line_break_in_quotes", "orgs.csv, line 2, name",
        raw("orgs", _spoil_line(2, "Город".encode(), b'"New\r\nCity"')),
    ),
    Malformed(
        "quotes_without_end", "academicSessions.csv, line 2, schoolYear",
        raw("academicSessions", _open_end),
    ),
    Malformed(
        "a_carriage_return_alone", "orgs.csv, line 2, name",
        raw("orgs", _spoil_line(2, "Город".encode(), b"a\rb")),
    ),
    Malformed("no_utf_8", "orgs.csv, line 2, name", raw("orgs", _spoil_line(2, "Город".encode(), b"\xc3\xf0"))),
    Malformed("utf_16", "users.csv, line 1", raw("users", lambda text: text.decode().encode("utf-16"))),
    Malformed(
        "a_control_character", "orgs.csv, line 2, name",
        raw("orgs", _spoil_line(2, "Город".encode(), b"a\x07b")),
    ),
    Malformed(
        "a_line_of_two_million_fields", "orgs.csv, line 2, field 257",
        raw("orgs", _spoil_line(2, "Город".encode(), _FIELDS)), words="found more than 256 fields",
    ),
    Malformed(
        "a_line_of_nothing_but_faults", "orgs.csv, line 2, name",
        raw("orgs", _spoil_line(2, "Город".encode(), _FAULTS)), words="found a quotation mark inside",
    ),
    Malformed(
        "a_line_of_20_megabytes", "orgs.csv, line 2, name", raw("orgs", _spoil_line(2, "Город".encode(), _LONG)),
        words=f"found more than {1 << 20} bytes",
    ),
    Malformed("a_blank_line", "orgs.csv, line 3", raw("orgs", _insert(3, b"")), taken=True),
)  # fmt: skip

VALUES = (
    Malformed("no_id", "orgs.csv, line 2, sourcedId", value("orgs", "city", "sourcedId", "")),
    Malformed(
        "an_id_with_a_space", "courses.csv, line 4, sourcedId",
        value("courses", "course-first", "sourcedId", "a b"),
    ),
    Malformed(
        "an_id_too_long", "courses.csv, line 4, sourcedId",
        value("courses", "course-first", "sourcedId", "a" * 256),
    ),
    Malformed(
        "an_id_twice", "orgs.csv, line 4, sourcedId",
        added(lambda b: b.add("orgs", sourcedId="school", name="2", type="school")),
    ),
    Malformed(
        "a_status_in_a_bulk_file", "users.csv, line 3, status",
        value("users", "a1", "status", "active"), taken=True,
    ),
    Malformed(
        "a_time_of_change_in_a_bulk_file", "users.csv, line 3, dateLastModified",
        value("users", "a1", "dateLastModified", "2026-09-01T00:00:00.000Z"), taken=True,
    ),
    Malformed("no_title", "classes.csv, line 3, title", value("classes", "class-math", "title", "")),
    Malformed("a_role_nobody_knows", "users.csv, line 3, role", value("users", "a1", "role", "techer")),
    Malformed("a_word_of_ones_own_in_1_1", "users.csv, line 3, role", value("users", "a1", "role", "ext:cook")),
    Malformed(
        "a_word_in_capitals", "classes.csv, line 3, classType",
        value("classes", "class-math", "classType", "Scheduled"), taken=True,
    ),
    Malformed("yes_for_true", "users.csv, line 3, enabledUser", value("users", "a1", "enabledUser", "yes")),
    Malformed(
        "true_in_capitals", "users.csv, line 3, enabledUser",
        value("users", "a1", "enabledUser", "TRUE"), taken=True,
    ),
    Malformed(
        "a_day_that_is_none", "enrollments.csv, line 2, beginDate",
        value("enrollments", "e-5a-p1", "beginDate", "2026-02-30"),
    ),
    Malformed(
        "a_day_written_otherwise", "enrollments.csv, line 2, beginDate",
        value("enrollments", "e-5a-p1", "beginDate", "01.09.2026"),
    ),
    Malformed(
        "an_instant_for_a_day", "enrollments.csv, line 2, beginDate",
        value("enrollments", "e-5a-p1", "beginDate", "2026-09-01T00:00:00Z"), taken=True,
    ),
    Malformed(
        "two_years_for_one", "academicSessions.csv, line 2, schoolYear",
        value("academicSessions", "year", "schoolYear", "2026-2027"), taken=True,
    ),
    Malformed(
        "a_session_that_ends_before_it_begins", "academicSessions.csv, line 2, endDate",
        value("academicSessions", "year", "endDate", "2026-08-01"),
    ),
    Malformed(
        "an_enrolment_that_ends_as_it_begins", "enrollments.csv, line 2, endDate",
        value("enrollments", "e-5a-p1", "endDate", "2026-09-01"),
    ),
    Malformed(
        "a_birth_date_in_words", "demographics.csv, line 2, birthDate",
        value("demographics", "p1", "birthDate", "January"),
    ),
    Malformed(
        "an_empty_one_in_a_list", "users.csv, line 4, agentSourcedIds",
        value("users", "p1", "agentSourcedIds", "m1,,f1"), taken=True,
    ),
    Malformed(
        "a_role_of_1_1_in_1_2", "roles.csv, line 3, role",
        value("roles", "role-a1", "role", "administrator"), "1.2",
    ),
    Malformed(
        "a_kind_of_role_nobody_knows", "roles.csv, line 3, roleType",
        value("roles", "role-a1", "roleType", "third"), "1.2",
    ),
)  # fmt: skip

REFERENCES = (
    Malformed(
        "an_organisation_that_is_not_there", "users.csv, line 3, orgSourcedIds",
        value("users", "a1", "orgSourcedIds", "elsewhere"),
    ),
    Malformed(
        "a_class_that_is_not_there", "enrollments.csv, line 2, classSourcedId",
        value("enrollments", "e-5a-p1", "classSourcedId", "elsewhere"),
    ),
    Malformed(
        "a_user_that_is_not_there", "enrollments.csv, line 2, userSourcedId",
        value("enrollments", "e-5a-p1", "userSourcedId", "nobody"),
    ),
    Malformed(
        "an_agent_that_is_not_there", "users.csv, line 4, agentSourcedIds",
        value("users", "p1", "agentSourcedIds", "m1,nobody"),
    ),
    Malformed(
        "a_parent_that_is_not_there", "orgs.csv, line 3, parentSourcedId",
        value("orgs", "school", "parentSourcedId", "state"),
    ),
    Malformed(
        "a_term_that_is_not_there", "classes.csv, line 3, termSourcedIds",
        value("classes", "class-math", "termSourcedIds", "year,spring"),
    ),
    Malformed(
        "a_course_that_is_not_there", "classes.csv, line 3, courseSourcedId",
        value("classes", "class-math", "courseSourcedId", "alchemy"),
    ),
    Malformed(
        "birth_dates_of_nobody", "demographics.csv, line 5, sourcedId",
        added(lambda b: b.add("demographics", sourcedId="nobody")),
    ),
    Malformed(
        "a_role_of_nobody", "roles.csv, line 3, userSourcedId",
        both(value("roles", "role-a1", "userSourcedId", "nobody"), removed("users", "a1")), "1.2",
    ),
    Malformed(
        "material_in_a_file_that_is_not_there", "classResources.csv, line 2, resourceSourcedId",
        added(lambda b: b.add("classResources", sourcedId="cr", classSourcedId="class-5a", resourceSourcedId="book")),
        taken=True,
    ),
)  # fmt: skip

MEANINGS = (
    Malformed(
        "a_class_of_a_district", "classes.csv, line 3, schoolSourcedId",
        value("classes", "class-math", "schoolSourcedId", "city"),
    ),
    Malformed("a_pupil_without_a_birth_date", "users.csv, line 4", value("demographics", "p1", "birthDate", "")),
    Malformed(
        "a_class_without_a_letter", "classes.csv, line 2, title",
        value("classes", "class-5a", "title", "Luminous Lemurs"),
    ),
    Malformed("two_classes_of_one_name", "classes.csv, line 5, title", added(lambda b: b.add(
        "classes", sourcedId="again", title="5А", grades="5", courseSourcedId="course-home", classType="homeroom",
        schoolSourcedId="school", termSourcedIds="year"))),
    Malformed("a_class_of_two_grades", "classes.csv, line 2, grades", value("classes", "class-5a", "grades", "5,6")),
    Malformed("an_enrolment_in_another_school", "enrollments.csv, line 2, schoolSourcedId", both(
        added(lambda b: b.add("orgs", sourcedId="other", name="2", type="school")),
        value("enrollments", "e-5a-p1", "schoolSourcedId", "other"),
        value("users", "p1", "orgSourcedIds", "school,other"))),
    Malformed("a_teacher_enrolled_as_a_student", "enrollments.csv, line 8, userSourcedId", added(
        lambda b: enrol(b, "e-wrong", "class-5a", "t1")), taken=True),
    Malformed("a_user_without_a_role", "users.csv, line 3, sourcedId", removed("roles", "role-a1"), "1.2", taken=True),
)  # fmt: skip

DELTAS = (
    Malformed("no_status", "users.csv, line 3, status", value("users", "a1", "status", ""), "1.2", True),
    Malformed(
        "a_status_nobody_knows", "users.csv, line 3, status",
        value("users", "a1", "status", "gone"), "1.2", True,
    ),
    Malformed(
        "an_old_status", "users.csv, line 3, status",
        value("users", "a1", "status", "inactive"), "1.2", True, taken=True,
    ),
    Malformed(
        "no_time_of_change", "users.csv, line 3, dateLastModified",
        value("users", "a1", "dateLastModified", ""), "1.2", True,
    ),
    Malformed(
        "a_time_of_change_without_zone", "users.csv, line 3, dateLastModified",
        value("users", "a1", "dateLastModified", "2026-10-01T06:00:00"), "1.2", True, taken=True,
    ),
    Malformed(
        "a_time_of_change_in_words", "users.csv, line 3, dateLastModified",
        value("users", "a1", "dateLastModified", "today"), "1.2", True,
    ),
    Malformed(
        "a_changed_user_of_unknown_role", "users.csv, line 3, sourcedId",
        removed("roles", "role-a1"), "1.2", True, taken=True,
    ),
    Malformed("a_birth_date_without_its_user", "demographics.csv, line 5, sourcedId", added(
        lambda b: b.add("demographics", sourcedId="p9", birthDate="2015-01-01", **ACTIVE)), "1.2", True),
)  # fmt: skip

ALL = (*ARCHIVES, *MANIFESTS, *HEADERS, *TEXTS, *VALUES, *REFERENCES, *MEANINGS, *DELTAS)
