"""The table of services: what each is called, serves, owns, reads and may ask. A new service is a new row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# The shard of the demo: every feed's name ends in it.
SHARD = "demo"

# Everything a reader may know of people without their names.
OPEN_JOURNAL = (
    "SchoolRegistered", "SchoolRenamed", "SchoolZoneSet", "StaffAdded", "StaffLeft", "StaffReturned",
    "PupilAdded", "GuardianAdded", "ClassOpened", "ClassRenamed", "GroupOpened", "GroupRenamed", "CourseOpened",
    "CourseRenamed", "CoursePolicyChanged", "PupilEnrolled", "EnrolmentEnded", "GuardianshipRecorded",
    "GuardianshipEnded", "RoleGranted", "RoleEnded", "StaffAccountIssued", "StaffAccountClosed", "SigningKeyPublished",
    "SessionsRevoked", "BellsSet", "TimetableApproved", "LessonScheduled", "LessonMoved", "LessonDropped", "TopicRecorded", "HomeworkRecorded", "LessonCancelled", "RollTaken",
    "AttendanceChanged", "WorkCreated", "WorkWithdrawn", "MarkGiven", "MarkChanged", "MarkWithdrawn", "PayloadErased",
)  # fmt: skip
# What mails rest on: names of pupils and addresses of staff, no guardian's name, and of lessons no more than when and
# where they are, and that they are not.
MAILED_JOURNAL = (
    "SchoolRegistered", "SchoolZoneSet", "StaffCardRecorded", "StaffLeft", "StaffReturned", "PupilCardRecorded",
    "GuardianshipRecorded", "GuardianshipEnded", "ClassOpened", "ClassRenamed", "GroupOpened", "GroupRenamed",
    "CourseOpened", "CourseRenamed", "LessonScheduled", "LessonMoved", "LessonDropped", "LessonCancelled", "WorkCreated",
    "MarkGiven", "MarkChanged", "MarkWithdrawn", "PayloadErased",
)  # fmt: skip
MAILED_DIARY = ("AccountIssued", "AccountClosed", "AccountCardRecorded", "MailPreferenceSet", "PayloadErased")
MAILED_ALERTS = ("AlertRaised", "AlertClosed", "AlertReopened")
OPEN_DIARY = ("AccountIssued", "AccountClosed", "MailPreferenceSet", "DiaryVisited", "PayloadErased")


@dataclass(frozen=True)
class Service:
    """One row of the table."""

    # The executable, and the name of its folder.
    name: str
    # For whom its pages are; where they begin at the public origin. None: it has no pages.
    about: str = ""
    base_path: str | None = None
    # The kind of feed it owns, such as "journal"; None: none.
    owns: str | None = None
    # The kinds of feed it reads, each with the event types it may fetch: "all", or these.
    reads: Mapping[str, tuple[str, ...] | str] = field(default_factory=dict)
    # Whether programs read it with a token.
    has_tokens: bool = False
    # Whether it writes mails: into files, in the demo.
    writes_mail: bool = False


SERVICES = (
    Service("journal-writer", "the journal, for teachers and their heads", "/journal", owns="journal"),
    Service("diary-reader", "the diary, for parents", "/diary", owns="diary", reads={"journal": "all"}),
    Service(
        "deadline-monitor", "what is overdue, for staff", "/monitor", owns="alerts", reads={"journal": "all"},
        has_tokens=True,
    ),
    Service(
        "notifier", owns="deliveries",
        reads={"journal": MAILED_JOURNAL, "diary": MAILED_DIARY, "alerts": MAILED_ALERTS}, writes_mail=True,
    ),
    Service(
        "statistics-collector", "how the journals are kept, for everybody", "/statistics",
        reads={"journal": OPEN_JOURNAL, "diary": OPEN_DIARY, "alerts": "all"}, has_tokens=True,
    ),
)  # fmt: skip


def feed_name(kind: str) -> str:
    """The feed of this kind in the demo."""
    return f"{kind}.{SHARD}"
