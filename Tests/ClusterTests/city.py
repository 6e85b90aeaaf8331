"""All five services together: a school with something of everything, a family, and staff of another school."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from zvonok_interop import ids, schemas
from zvonok_interop.client import accepted
from zvonok_interop.load import AckLog
from zvonok_interop.orders import now_us, order, wire

from browser import Browser
from cluster import Cluster, Grant, Service
from diary import PASSWORD as FAMILY_PASSWORD
from diary import diary
from doors import SERVICES, knock
from home import SHAPE, Home
from monitor import monitor
from process import wait_for
from scenario import build
from staff import LOGIN, PASSWORD, issue_account, verifier

C = schemas.commands
FOREIGN = "foreign.teacher"


class Notifier(Service):
    """A notifier that writes its mail into its folder."""

    executable = "notifier"

    def __init__(self, cluster: Cluster, *upstreams: Any) -> None:
        super().__init__(cluster.folder, "notifier")
        self.upstreams = upstreams

    def document(self) -> dict[str, Any]:
        own = {
            "feed": {"name": "deliveries.test"}, "backup": {"directory": str(self.folder / "backups")},
            "upstreams": [
                {"feed": one.feed_name, "endpoint": one.peer.endpoint, "server-key": one.keys.public}
                for one in self.upstreams
            ],
            "web": {"public-origin": "http://127.0.0.1:1"}, "mail": {"sender": "school@example.org"},
        }  # fmt: skip
        return super().document() | own


@dataclass
class City:
    """All five services; a school with something of everything, a family of a child of it, and staff of another."""

    home: Home
    services: dict[str, Any]
    mark: bytes = b""
    families: dict[str, dict[str, str]] = field(default_factory=dict)
    staff: dict[str, dict[str, str]] = field(default_factory=dict)

    def port(self, name: str) -> int:
        return self.services[name].http_port

    @property
    def there(self) -> dict[str, str]:
        """Ids of the school: what paths name."""
        school = self.home.scene.builder.school
        work, lesson = school.works[0]
        return {
            ":lesson": ids.text(lesson.lesson_id), ":work": ids.text(work), ":mark": ids.text(self.mark),
            ":day": lesson.on.isoformat(), ":school": ids.text(school.school_id), ":child": ids.text(school.pupils[0]),
        }  # fmt: skip


def _sign_in_staff(home: Home, login: str) -> dict[str, str]:
    """The cookies of a member of staff."""
    browser = Browser(home.scene.journal.origin)
    fields = browser.get("/journal/sign-in").form("/sign-in").changed(login=login, password=PASSWORD)
    assert browser.post("/journal/sign-in", fields).status == 200
    return {cookie.name: cookie.value or "" for cookie in browser.cookies}


def _sign_in_family(home: Home, login: str) -> dict[str, str]:
    browser = Browser(home.diary.origin)
    fields = browser.get("/diary/sign-in").form("/sign-in").changed(login=login, password=FAMILY_PASSWORD)
    assert browser.post("/diary/sign-in", fields).status == 200
    return {cookie.name: cookie.value or "" for cookie in browser.cookies}


def _another_school(home: Home) -> None:
    """A school with a deputy head who has an account."""
    new, client = home.scene.builder.ids, home.scene.cluster.connect(home.scene.journal, "desk")
    school, staff = new.next(), new.next()
    added = C.AddStaff(staff_id=staff, post="deputy head")
    added.name.family, added.name.given = "Strangerova", "Vera"
    for body in (
        C.RegisterSchool(name="Lyceum 2", zone="Europe/Moscow"), added,
        C.GrantRole(role_id=new.next(), staff_id=staff, role=schemas.staff.STAFF_ROLE_DEPUTY_HEAD, first_day=20_000),
        C.IssueStaffAccount(staff_id=staff, login=FOREIGN, password_verifier=verifier(PASSWORD)),
    ):  # fmt: skip
        accepted(client.command(wire(order(new.next(), school, body, b""), now_us())))


def build_city(cluster: Cluster, acknowledged: AckLog, today: datetime) -> City:
    """Everything started, everybody signed in."""
    journal = cluster.journal()
    family, deadlines = diary(cluster, journal), monitor(cluster, journal)
    figures, letters = cluster.collector(journal), Notifier(cluster, journal, family, deadlines)
    letters.write()
    cluster.adopt(letters)
    for owner in (journal, family, deadlines):
        owner.grants.append(Grant("notifier", [letters.keys.public], {owner.feed_name: "all"}))
        owner.write_allow_list()
    services = dict(zip(SERVICES, (journal, family, deadlines, letters, figures), strict=True))
    for service in services.values():
        service.start()
    scene = build(cluster, journal, acknowledged, today, **SHAPE)
    home = Home(scene, family, scene.builder.ids.next(), {})
    made = City(home, services)
    _fill(made, today)
    return made


def _fill(city: City, today: datetime) -> None:
    home, school = city.home, city.home.scene.builder.school
    guardian = C.AddGuardian(guardian_id=home.guardian)
    guardian.name.family, guardian.name.given = "Vetrova", "Olga"
    accepted(home.tell_journal(guardian))
    home.guard(home.guardian, school.pupils[5], today.date() - timedelta(days=40))
    home.issue(home.guardian, "vetrova")
    issue_account(home.scene, school.teacher_id)
    _another_school(home)
    work, lesson = school.works[0]
    city.mark = home.scene.builder.ids.next()
    give = C.GiveMark(mark_id=city.mark, work_id=work, pupil_id=lesson.pupils[0], date=(lesson.on - _EPOCH).days)
    give.value.points = 4
    accepted(home.tell_journal(give))
    home.wait_caught_up()
    city.staff = {"own": _sign_in_staff(home, LOGIN), "foreign": _sign_in_staff(home, FOREIGN)}
    city.families = {"other": _sign_in_family(home, "vetrova")}
    _wait_for_staff(city)


_EPOCH = datetime(1970, 1, 1).date()


def _wait_for_staff(city: City) -> None:
    """The monitor has heard of everybody, and of the key their tokens are signed by."""
    port = city.port("deadline-monitor")

    def is_known(cookies: dict[str, str]) -> bool:
        return knock(port, "GET", "/monitor/mine", cookies).status == 200

    wait_for(lambda: all(map(is_known, city.staff.values())), "the monitor to know the staff")
