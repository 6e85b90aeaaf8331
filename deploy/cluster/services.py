"""The table of services: what each is called, serves, owns and reads, and its role. A new service is a new row."""

from __future__ import annotations

from dataclasses import dataclass

# The shard of the demo: every feed's name ends in it.
SHARD = "demo"


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
    # The kinds of feed it reads, and the role by which their owners let it.
    reads: tuple[str, ...] = ()
    role: str = ""
    # Whether programs read it with a token.
    has_tokens: bool = False
    # Whether it writes mails: into files, in the demo.
    writes_mail: bool = False


SERVICES = (
    Service("journal-writer", "the journal, for teachers and their heads", "/journal", owns="journal"),
    Service("diary-reader", "the diary, for parents", "/diary", owns="diary", reads=("journal",), role="diary"),
    Service(
        "deadline-monitor", "what is overdue, for staff", "/monitor", owns="alerts", reads=("journal",),
        role="monitor", has_tokens=True,
    ),
    Service(
        "notifier", owns="deliveries", reads=("journal", "diary", "alerts"), role="notifier", writes_mail=True,
    ),
    Service(
        "statistics-collector", "how the journals are kept, for everybody", "/statistics",
        reads=("journal", "diary", "alerts"), role="statistics", has_tokens=True,
    ),
)  # fmt: skip


def feed_name(kind: str) -> str:
    """The feed of this kind in the demo."""
    return f"{kind}.{SHARD}"
