"""OneRoster bundles made in code: the shapes and sizes that senders deliver, and small ones to spoil."""

from __future__ import annotations

import csv
import io
import random
import uuid
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

NAMESPACE = uuid.UUID("6f0b1a52-70a7-4f3e-9d0b-3f3d5d1b7a10")

_HEAD = ("sourcedId", "status", "dateLastModified")
_ANCESTRY = (
    "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican", "nativeHawaiianOrOtherPacificIslander", "white",
    "demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity",
)  # fmt: skip
_COMMON = {
    "orgs": "name type identifier parentSourcedId",
    "academicSessions": "title type startDate endDate parentSourcedId schoolYear",
    "courses": "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes",
    "classes": "title grades courseSourcedId classCode classType location schoolSourcedId termSourcedIds subjects "
    "subjectCodes periods",
    "demographics": f"birthDate sex {' '.join(_ANCESTRY)} countryOfBirthCode stateOfBirthAbbreviation cityOfBirth "
    "publicSchoolResidenceStatus",
    "enrollments": "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate",
    "resources": "vendorResourceId title roles importance vendorId applicationId",
    "classResources": "title classSourcedId resourceSourcedId",
    "courseResources": "title courseSourcedId resourceSourcedId",
}
_V11 = _COMMON | {
    "users": "enabledUser orgSourcedIds role username userIds givenName familyName middleName identifier email sms "
    "phone agentSourcedIds grades password",
    "categories": "title",
    "lineItems": "title description assignDate dueDate classSourcedId categorySourcedId gradingPeriodSourcedId "
    "resultValueMin resultValueMax",
    "results": "lineItemSourcedId studentSourcedId scoreStatus score scoreDate comment",
}
_V12 = _COMMON | {
    "users": "enabledUser username userIds givenName familyName middleName identifier email sms phone agentSourcedIds "
    "grades password userMasterIdentifier resourceSourcedIds preferredGivenName preferredMiddleName "
    "preferredFamilyName primaryOrgSourcedId pronouns",
    "roles": "userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId",
    "userProfiles": "userSourcedId profileType vendorId applicationId description credentialType username password",
    "userResources": "userSourcedId orgSourcedId classSourcedId resourceSourcedId",
    "categories": "title weight",
    "scoreScales": "title type orgSourcedId courseSourcedId classSourcedId scoreScaleValue",
    "lineItems": "title description assignDate dueDate classSourcedId categorySourcedId academicSessionSourcedId "
    "resultValueMin resultValueMax schoolSourcedId",
    "results": "lineItemSourcedId studentSourcedId scoreStatus score scoreDate comment textScore classSourcedId "
    "inProgress incomplete late missing",
    "lineItemLearningObjectiveIds": "lineItemSourcedId source learningObjectiveId",
    "lineItemScoreScales": "title lineItemSourcedId scoreScaleSourcedId",
    "resultLearningObjectiveIds": "resultSourcedId source learningObjectiveId score textScore",
    "resultScoreScales": "title resultSourcedId scoreScaleSourcedId",
}


def columns(file: str, version: str) -> list[str]:
    """The header of a file, in the standard's order."""
    return [*_HEAD, *(_V11 if version == "1.1" else _V12)[file].split()]


def files(version: str) -> list[str]:
    """The files a release knows, the manifest aside."""
    return list(_V11 if version == "1.1" else _V12)


Row = dict[str, str]


@dataclass
class Bundle:
    """One delivery. Whatever stands in `raw` is written in place of a file, whatever in `extra` beside them."""

    version: str = "1.1"
    modes: dict[str, str] = field(default_factory=dict)
    headers: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    properties: dict[str, str | None] = field(default_factory=dict)
    raw: dict[str, bytes | None] = field(default_factory=dict)
    extra: dict[str, bytes] = field(default_factory=dict)

    def add(self, file: str, **values: str) -> Row:
        """One more row; columns that are not named stay empty."""
        row = {"status": "", "dateLastModified": "", **values}
        self.rows.setdefault(file, []).append(row)
        self.modes.setdefault(file, "bulk")
        return row

    def find(self, file: str, sourced_id: str) -> Row:
        return next(row for row in self.rows[file] if row["sourcedId"] == sourced_id)

    def line(self, file: str, row: Row) -> int:
        """The line of the file in which a row stands."""
        return next(number for number, one in enumerate(self.rows[file], start=2) if one is row)

    def header(self, file: str) -> list[str]:
        return self.headers.get(file, columns(file, self.version))

    def copy(self) -> Bundle:
        return deepcopy(self)

    def text(self, file: str) -> bytes:
        """A file as it stands in the archive."""
        header, out = self.header(file), io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([row.get(name, "") for name in header] for row in self.rows[file])
        return out.getvalue().encode()

    def manifest(self) -> bytes:
        said = {"manifest.version": "1.0", "oneroster.version": self.version}
        said |= {f"file.{file}": self.modes.get(file, "absent") for file in files(self.version)}
        said |= {"source.systemName": "Zvonok tests", "source.systemCode": "zvonok-tests"}
        lines = [f"{name},{value}" for name, value in (said | self.properties).items() if value is not None]
        return ("\r\n".join(["propertyName,value", *lines]) + "\r\n").encode()

    def entries(self) -> Iterator[tuple[str, bytes]]:
        made = {"manifest.csv": self.manifest()} | {f"{file}.csv": self.text(file) for file in self.rows}
        made = {name: content for name, content in (made | self.raw).items() if content is not None}
        yield from (made | self.extra).items()

    def write(self, path: Path) -> Path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.entries():
                archive.writestr(name, content)
        return path

    def as_delta(self, modified: str = "2026-10-01T06:00:00.000Z") -> Bundle:
        """The same rows as changes."""
        made = self.copy()
        made.modes = {file: "delta" for file in made.rows}
        for rows in made.rows.values():
            for row in rows:
                row["status"], row["dateLastModified"] = row["status"] or "active", modified
        return made


def guid(*parts: object) -> str:
    """The same id for the same parts."""
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, parts))))


# Shapes

_GIVEN = ("Anna", "Boris", "Vera", "Gleb", "Darya", "Egor", "Zhanna", "Ilya", "Kira", "Lev")
_FAMILY = ("Zvonareva", "Parus", "Klyon", "Ryabina", "Sosna", "Beryoza", "Lipa", "Dub", "Osina", "Verba")
_SUBJECTS = ("English", "Mathematics", "Science", "Social Studies", "Art", "Physical Education")


@dataclass
class District:
    """Schools as a generator of samples makes them: homerooms and six subjects a grade, in 1.1, `status` filled."""

    bundle: Bundle
    rng: random.Random
    year: str = "2026-2027"
    people: int = 0

    def start(self, has_district: bool) -> None:
        self.bundle.add(
            "academicSessions", sourcedId=guid("year"), title="2026-2027 School Year", type="schoolYear",
            startDate="2026-08-15", endDate="2027-06-10", schoolYear=self.year,
        )  # fmt: skip
        self.bundle.add(
            "academicSessions", sourcedId=guid("term"), title="Full Year", type="term", startDate="2026-08-15",
            endDate="2027-06-10", parentSourcedId=guid("year"), schoolYear=self.year,
        )  # fmt: skip
        if has_district:
            self.bundle.add("orgs", sourcedId=guid("district"), name="Orchard District", type="district")

    def courses(self, grades: list[str], org: str) -> None:
        for grade in grades:
            for number, subject in enumerate(("Homeroom", *_SUBJECTS)):
                self.bundle.add(
                    "courses", sourcedId=guid("course", grade, number), schoolYearSourcedId=guid("year"),
                    title=f"{subject} {grade}", courseCode=f"0{number}{grade}", grades=grade, orgSourcedId=org,
                    subjects=subject,
                )  # fmt: skip

    def school(self, number: int, grades: list[str], pupils: int, sections: int, teachers: int, parent: str) -> None:
        org = guid("school", number)
        self.bundle.add(
            "orgs", sourcedId=org, name=f"Orchard School {number}", type="school", identifier=str(1000 + number),
            parentSourcedId=parent,
        )  # fmt: skip
        self._user(org, "administrator", "")
        staff = [self._user(org, "teacher", "") for _ in range(teachers)]
        for grade in grades:
            members = [self._user(org, "student", grade) for _ in range(pupils)]
            self._classes(org, grade, sections, members, staff)

    def _user(self, org: str, role: str, grade: str) -> str:
        self.people += 1
        given, family = self.rng.choice(_GIVEN), self.rng.choice(_FAMILY)
        user = guid("user", self.people)
        self.bundle.add(
            "users", sourcedId=user, enabledUser="true", orgSourcedIds=org, role=role,
            username=f"{given}.{family}{self.people}".lower(), givenName=given, familyName=family,
            identifier=str(910_000_000 + self.people), email=f"{given}.{family}{self.people}@example.invalid".lower(),
            grades=grade,
        )  # fmt: skip
        if role == "student":
            born = f"{2026 - 6 - (int(grade) if grade.isdigit() else 0)}-0{self.rng.randint(1, 9)}-15"
            self.bundle.add(
                "demographics", sourcedId=user, birthDate=born, sex=self.rng.choice(["male", "female"]),
                **dict.fromkeys(_ANCESTRY, "false"), countryOfBirthCode="RU", cityOfBirth="Krasnodar",
            )  # fmt: skip
        return user

    def _classes(self, org: str, grade: str, sections: int, members: list[str], staff: list[str]) -> None:
        for number, subject in enumerate(("Homeroom", *_SUBJECTS)):
            self.rng.shuffle(members)
            for section in range(sections):
                made = guid("class", org, grade, number, section)
                letter = "ABCDEFGH"[section]
                self.bundle.add(
                    "classes", sourcedId=made, title=f"{subject} of the {grade} {letter}", grades=grade,
                    courseSourcedId=guid("course", grade, number), classCode=f"0{number}{grade}-{letter}",
                    classType="scheduled" if number else "homeroom", schoolSourcedId=org,
                    termSourcedIds=guid("term"), subjects=subject,
                )  # fmt: skip
                self._enrol(made, org, self.rng.choice(staff), "teacher")
                for member in members[section::sections]:
                    self._enrol(made, org, member, "student")

    def _enrol(self, made: str, org: str, user: str, role: str) -> None:
        self.bundle.add(
            "enrollments", sourcedId=guid("enrolment", made, user), classSourcedId=made, schoolSourcedId=org,
            userSourcedId=user, role=role, primary="true" if role == "teacher" else "", beginDate="2026-08-15",
            endDate="2027-06-10",
        )  # fmt: skip


def _filled(bundle: Bundle) -> Bundle:
    """`status` and `dateLastModified` filled in bulk files, against the standard."""
    for rows in bundle.rows.values():
        for row in rows:
            row["status"], row["dateLastModified"] = "active", "2026-09-01T00:00:00.000Z"
    return bundle


def small_school() -> Bundle:
    """One school, grades KG to 5, 72 pupils; what is common against the standard is in it."""
    made = District(Bundle(), random.Random(1))
    made.start(has_district=False)
    grades = ["KG", "01", "02", "03", "04", "05"]
    made.courses(grades, guid("school", 1))
    made.school(1, grades, pupils=12, sections=1, teachers=6, parent="")
    return _filled(made.bundle)


def large_district(schools: int = 20) -> Bundle:
    """21 organisations, 4,225 pupils, 1,470 classes, 31,045 enrolments, as small_school otherwise; with another number
    of schools, as much larger or smaller."""
    made = District(Bundle(), random.Random(2))
    made.start(has_district=True)
    elementary, middle, high = ["KG", "01", "02", "03", "04", "05"], ["06", "07", "08"], ["09", "10", "11", "12"]
    made.courses(elementary + middle + high, guid("district"))
    for number in range(1, schools + 1):
        place = (number - 1) % 20
        grades, pupils, sections, teachers = (
            (elementary, 35, 2, 8) if place < 10 else (middle, 35, 2, 10) if place < 15 else (high, 80, 3, 13)
        )
        made.school(number, grades, pupils, sections, teachers, parent=guid("district"))
    return _filled(made.bundle)


def minimal() -> Bundle:
    """The fewest files, by a sender who gets much wrong: no courses, no birth dates, a department for a school."""
    made = Bundle()
    for number in (1, 2):
        made.add(
            "academicSessions", sourcedId=f"as-{number}", title="Term", type="term", startDate="2026-09-01",
            endDate="2026-12-24", schoolYear="2027",
        )  # fmt: skip
    made.add("orgs", sourcedId="org-1", name="History Department", type="department")
    made.add(
        "classes", sourcedId="cls-1", title="Physics", courseSourcedId="crs-1", classType="Scheduled",
        schoolSourcedId="org-1", termSourcedIds="as-1,as-2",
    )  # fmt: skip
    for number, role in enumerate(("teacher", "student", "parent", "student")):
        made.add(
            "users", sourcedId=f"usr-{number}", enabledUser="TRUE", orgSourcedIds="org-1", role=role,
            username=f"user.{number}", givenName="Anna", familyName="Verba",
        )  # fmt: skip
        if role != "parent":
            made.add(
                "enrollments", sourcedId=f"enr-{number}", classSourcedId="cls-1", schoolSourcedId="org-1",
                userSourcedId=f"usr-{number}", role=role,
            )  # fmt: skip
    return made


def family(version: str = "1.1") -> Bundle:
    """One class with a subject in a part of it, three pupils, their guardians, two of staff: right in every field."""
    made = Bundle(version)
    made.add("orgs", sourcedId="city", name="Город", type="district")
    made.add("orgs", sourcedId="school", name="Школа № 1", type="school", identifier="1", parentSourcedId="city")
    made.add(
        "academicSessions", sourcedId="year", title="2026/27", type="schoolYear", startDate="2026-09-01",
        endDate="2027-06-01", schoolYear="2027",
    )  # fmt: skip
    for name, title, grades in (("home", "Классный час", "5"), ("math", "Математика", "5"), ("first", "Чтение", "1")):
        made.add(
            "courses", sourcedId=f"course-{name}", schoolYearSourcedId="year", title=title, grades=grades,
            orgSourcedId="school" if name != "math" else "city",
        )  # fmt: skip
    for name, title, course, kind in (
        ("5a", "5А", "home", "homeroom"), ("math", "Математика 5А", "math", "scheduled"),
        ("first", "Чтение 1", "first", "scheduled"),
    ):  # fmt: skip
        made.add(
            "classes", sourcedId=f"class-{name}", title=title, grades="1" if name == "first" else "5",
            courseSourcedId=f"course-{course}", classType=kind, schoolSourcedId="school", termSourcedIds="year",
        )  # fmt: skip
    _family_people(made)
    for pupil in ("p1", "p2", "p3"):
        enrol(made, f"e-5a-{pupil}", "class-5a", pupil)
    for pupil in ("p1", "p2"):
        enrol(made, f"e-math-{pupil}", "class-math", pupil)
    enrol(made, "e-teach", "class-math", "t1", role="teacher", primary="true")
    return made


def _family_people(made: Bundle) -> None:
    user(made, "t1", "teacher", "Лидия", "Клёнова", middleName="Петровна", email="t1@example.invalid")
    user(made, "a1", "administrator", "Олег", "Дубов")
    for number, (given, agents) in enumerate((("Анна", "m1,f1"), ("Борис", "m1"), ("Вера", "")), start=1):
        user(made, f"p{number}", "student", given, "Рябинина", agentSourcedIds=agents, grades="5")
        made.add("demographics", sourcedId=f"p{number}", birthDate=f"2015-0{number}-11", sex="female")
    user(
        made, "m1", "parent", "Мария", "Рябинина", email="m1@example.invalid", phone="+7 900 000-00-01",
        agentSourcedIds="p1,p2",
    )  # fmt: skip
    user(made, "f1", "parent", "Фёдор", "Рябинин", sms="+7 900 000-00-02")
    user(made, "g1", "guardian", "Галина", "Липова", email="g1@example.invalid", agentSourcedIds="p3")
    user(made, "r1", "relative", "Роман", "Рябинин", agentSourcedIds="p1")


def user(made: Bundle, sourced_id: str, role: str, given: str, family_name: str, **more: str) -> Row:
    """A user in either release's form."""
    values = dict(
        sourcedId=sourced_id, enabledUser="true", username=sourced_id, givenName=given, familyName=family_name, **more
    )
    if made.version == "1.1":
        return made.add("users", orgSourcedIds="school", role=role, **values)
    made.add(
        "roles", sourcedId=f"role-{sourced_id}", userSourcedId=sourced_id, roleType="primary",
        role="siteAdministrator" if role == "administrator" else role, orgSourcedId="school",
    )  # fmt: skip
    return made.add("users", **values)


def enrol(made: Bundle, sourced_id: str, to: str, who: str, role: str = "student", **more: str) -> Row:
    """A row of enrollments.csv from the first day of the year to the last."""
    dates = {"beginDate": "2026-09-01", "endDate": "2027-06-01"}
    return made.add(
        "enrollments", sourcedId=sourced_id, classSourcedId=to, schoolSourcedId="school", userSourcedId=who, role=role,
        **(dates | more),
    )  # fmt: skip
