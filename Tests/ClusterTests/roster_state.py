"""The journal's state by names, as a person would read it."""

from __future__ import annotations

from datetime import date

from google.protobuf.message import Message
from zvonok_interop.schemas import body_of

from rosters import RosterDesk


class State:
    """What the feed comes to."""

    def __init__(self, desk: RosterDesk) -> None:
        self.fold, self.events = desk.fold(), desk.events()
        self.cards: dict[bytes, Message] = {}
        for event in self.events:
            if event.type.endswith("CardRecorded"):
                body = body_of(event)
                self.cards[getattr(body, event.type.removesuffix("CardRecorded").lower() + "_id")] = body

    def name(self, person: bytes) -> str:
        return self.cards[person].name.given

    @property
    def schools(self) -> set[str]:
        return {row["name"] for row in self.fold.schools.values()}

    @property
    def courses(self) -> set[str]:
        return {row["name"] for row in self.fold.courses.values()}

    @property
    def classes(self) -> set[str]:
        return {f"{row['parallel']}{row['letter']}" for row in self.fold.classes.values()}

    @property
    def groups(self) -> dict[str, bool]:
        return {row["name"]: row["whole_class"] for row in self.fold.groups.values()}

    @property
    def staff(self) -> dict[str, tuple[str, date | None]]:
        return {self.name(key): (self.cards[key].post, row["last_day"]) for key, row in self.fold.staff.items()}

    @property
    def pupils(self) -> dict[str, tuple[str, int]]:
        return {
            self.name(key): (self.cards[key].name.patronymic, self.cards[key].birth_date) for key in self.fold.pupils
        }

    @property
    def guardians(self) -> dict[str, tuple[str, str]]:
        return {self.name(key): (self.cards[key].email, self.cards[key].phone) for key in self.fold.guardians}

    @property
    def enrolments(self) -> set[tuple[str, str, date, date | None]]:
        targets = {key: f"{row['parallel']}{row['letter']}" for key, row in self.fold.classes.items()}
        targets |= {key: row["name"] for key, row in self.fold.groups.items()}
        return {
            (
                self.name(row["pupil_id"]), targets[row["class_id"] or row["group_id"]], row["first_day"],
                row["last_day"],
            )
            for row in self.fold.enrolments.values()
        }  # fmt: skip

    @property
    def guardianships(self) -> set[tuple[str, str, date | None]]:
        return {
            (self.name(row["guardian_id"]), self.name(row["pupil_id"]), row["last_day"])
            for row in self.fold.guardianships.values()
        }
