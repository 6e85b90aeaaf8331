"""Families of a school: guardians in the journal, their accounts in the diary, and what each of them wants of mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from google.protobuf.message import Message
from zvonok_interop import schemas
from zvonok_interop.builder import day_number
from zvonok_interop.client import Client, accepted
from zvonok_interop.orders import now_us, order, wire

from diary import GUARDIAN, issue


@dataclass
class Family:
    """A guardian with an account, and the children."""

    guardian: bytes
    account: bytes
    login: str
    pupils: list[bytes]
    guardianships: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"{self.login}@example.org"


class Families:
    """Commands about the families of one school, each sent at once."""

    def __init__(self, journal: Client, diary: Client, school: bytes, new_id: Callable[[], bytes]) -> None:
        self._journal, self._diary, self._school, self._new_id = journal, diary, school, new_id
        # Those with an account, each with the children it may see.
        self.known: list[Family] = []
        # By person.
        self.addresses: dict[bytes, str] = {}
        self._restricted: set[bytes] = set()

    @property
    def always_told(self) -> set[bytes]:
        """Those who may be written to whenever there is something to tell."""
        return self.addresses.keys() - self._restricted

    def tell_journal(self, body: Message) -> None:
        self._tell(self._journal, body)

    def tell_diary(self, body: Message) -> None:
        self._tell(self._diary, body)

    def _tell(self, client: Client, body: Message) -> None:
        item = order(self._new_id(), self._school, body, b"")
        answer = client.command(wire(item, now_us()))
        assert accepted(answer) is not None, f"{item.name}: {answer}"

    def come(self, login: str, pupils: list[bytes], today: date) -> Family:
        """A guardian of these pupils since forty days ago, with an account."""
        made = Family(self._new_id(), self._new_id(), login, pupils)
        guardian = schemas.commands.AddGuardian(guardian_id=made.guardian)
        guardian.name.family, guardian.name.given = "Vetrova", "Olga"
        self.tell_journal(guardian)
        for pupil in pupils:
            made.guardianships[pupil] = self._new_id()
            self.tell_journal(
                schemas.commands.RecordGuardianship(
                    guardianship_id=made.guardianships[pupil], guardian_id=made.guardian, pupil_id=pupil,
                    basis=schemas.directory.GUARDIANSHIP_BASIS_PARENT,
                    first_day=day_number(today - timedelta(days=40)),
                )  # fmt: skip
            )
        self.tell_diary(issue(made.account, made.guardian, login, GUARDIAN, made.address))
        self.known.append(made)
        self.addresses[made.guardian] = made.address
        return made

    def give_address(self, staff: bytes, email: str) -> None:
        """A member of staff who has had one card so far can be written to."""
        self.addresses[staff] = email
        name = schemas.cards.PersonName(family="Sosnova", given="Darya")
        self.tell_journal(
            schemas.commands.ChangeStaffCard(
                staff_id=staff, expected_version=1, name=name, post="teacher", email=email
            )
        )

    def ask(self, family: Family, marks: bool, minutes: int, version: int = 1) -> None:
        """What the family wants of mail about marks."""
        if not marks:
            self._restricted.add(family.guardian)
        self.tell_diary(
            schemas.diary_commands.SetMailPreference(
                account_id=family.account, expected_version=version, marks=marks, gather_minutes=minutes
            )
        )

    def end(self, family: Family, pupil: bytes, last_day: date) -> None:
        """The guardianship of this pupil ends."""
        self._restricted.add(family.guardian)
        family.pupils.remove(pupil)
        body = schemas.commands.EndGuardianship(
            guardianship_id=family.guardianships[pupil], expected_version=1, last_day=day_number(last_day)
        )
        self.tell_journal(body)

    def close(self, family: Family, version: int = 1) -> None:
        """The account is no more."""
        self.known.remove(family)
        self._restricted.add(family.guardian)
        self.tell_diary(schemas.diary_commands.CloseAccount(account_id=family.account, expected_version=version))
