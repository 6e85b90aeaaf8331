"""Issue line 8: every route of all five services, listed from the code, against no session, a family's session and
another school's staff: refused unless it is named public, and in the same words whether there is something or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from zvonok_interop import ids, schemas
from zvonok_interop.client import accepted
from zvonok_interop.load import AckLog
from zvonok_interop.orders import now_us, order, wire

from browser import Browser
from cluster import Cluster, Grant, Service
from diary import diary
from doors import SERVICES, Answer, Route, knock, listed, listening
from home import SHAPE, Home
from monitor import monitor
from process import http_status, wait_for
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
    fields = browser.get("/diary/sign-in").form("/sign-in").changed(login=login, password="a password of some length")
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


@pytest.fixture
def city(cluster: Cluster, acknowledged: AckLog, today: datetime) -> City:
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


# What is sent so that whoever may come would be let in; the Swift tests prove that each of them is.
BODIES = {
    "journal.api.topic": '{"topic":"x"}', "journal.api.homework": '{"none":true}', "journal.api.roll": '{"entries":[]}',
    "journal.api.cancel": '{"reason":"x","order":"1"}', "journal.api.work": '{"kind":"test","marks_required":false}',
    "journal.api.mark": '{"pupil":"00000000-0000-7000-8000-000000000000","value":5}',
    "journal.api.mark.change": '{"value":5}', "journal.api.mark.withdraw": None, "journal.api.work.withdraw": None,
}  # fmt: skip
OWN = {
    "journal.today", "journal.day", "journal.school", "journal.school.day", "journal.api.day", "monitor.home",
    "monitor.mine", "diary.home", "diary.mail.form", "diary.mail", "diary.api.children",
}  # fmt: skip
PUBLIC = {
    "diary.sign-in", "diary.sign-in.form", "diary.sign-out", "journal.api.description", "journal.renewal",
    "journal.sign-in", "journal.sign-in.enter", "journal.sign-out", "statistics.city", "web.language",
}  # fmt: skip


def _ask(
    city: City, service: str, route: Route, method: str, cookies: Mapping[str, str], names: Mapping[str, str]
) -> Answer:
    path = route.path
    for parameter, value in names.items():
        path = path.replace(parameter, value)
    path += {"diary.week": f"?child={names[':child']}", "web.language": "?to=ru"}.get(route.name, "")
    headers: dict[str, str] = {}
    body = None
    if not route.is_look and route.is_api:
        body, headers = BODIES[route.name], {"If_Match": '"1"', "Content_Type": "application/json"}
    elif not route.is_look:
        csrf = "A" * 43
        cookies = {**cookies, "zvonok_csrf": csrf}
        body = f"csrf={csrf}&login=nobody&password=wrong"
        headers = {"Content_Type": "application/x-www-form-urlencoded"}
    else:
        cookies = {"zvonok_csrf": "A" * 43, **cookies}
    return knock(city.port(service), method, path, cookies, body, **headers)


def _expected(route: Route, guest: str, method: str) -> set[int]:
    """Statuses that are right for this guest at this route."""
    if route.name in PUBLIC:
        return {200, 303, 422}
    if route.access == guest:
        return {200, 303, 422} if route.name in OWN else {404}
    is_turned = method in ("GET", "HEAD") and not route.is_api and route.access != "bearer"
    return {303} if is_turned else {401}


def test_every_listed_door_is_shut_to_strangers_whether_there_is_something_behind_it_or_not(city: City) -> None:
    there = city.there
    nothing = dict.fromkeys(there, ids.text(city.home.scene.builder.ids.next())) | {":day": there[":day"]}
    secrets = [there[name] for name in (":lesson", ":work", ":mark", ":child")]
    guests = {"nobody": {}, "family": city.families["other"], "staff": city.staff["foreign"]}
    before = len(city.home.scene.events()), len(city.home.own_events())
    counted = 0
    for service in SERVICES:
        for route in listed(service):
            assert (route.name in PUBLIC) == route.access.startswith("everyone"), f"{route}: nobody decided about it"
            if "sign-out" in route.name:
                continue  # it would end the session that the next door is tried with
            for guest, cookies in guests.items():
                for method in ("HEAD", "GET") if route.is_look else (route.method,):
                    seen = _ask(city, service, route, method, cookies, there)
                    where = f"{method} {route.path} for {guest}: {seen.whole}"
                    assert seen.status in _expected(route, guest, method), where
                    assert not any(text in seen.whole for text in secrets), where
                    if route.name not in PUBLIC | OWN:
                        assert seen == _ask(city, service, route, method, cookies, nothing), where
                        assert dict(seen.headers)["cache-control"] == "no-store", where
                    counted += 1
    assert counted > 100, "the listings were empty"
    assert (len(city.home.scene.events()), len(city.home.own_events())) == before


def test_what_is_shut_to_strangers_is_open_to_whom_it_belongs(city: City) -> None:
    """Or the test above would show nothing."""
    opened = 0
    for route in listed("journal-writer"):
        if route.is_look and route.access == "staff" and "school" not in route.name:
            seen = _ask(city, "journal-writer", route, "GET", city.staff["own"], city.there)
            assert seen.status == 200, f"{route}: {seen.whole}"
            opened += 1
    own = {**city.there, ":child": ids.text(city.home.scene.builder.school.pupils[5])}
    for route in listed("diary-reader"):
        if route.is_look and route.access == "family":
            seen = _ask(city, "diary-reader", route, "GET", city.families["other"], own)
            assert seen.status in (200, 303), f"{route}: {seen.whole}"
            opened += 1
    assert opened > 8


def test_the_operators_pages_are_served_to_this_machine_alone_and_nothing_else_listens(city: City) -> None:
    for name, service in city.services.items():
        pages = listed("loopback")
        assert {page.path for page in pages} == {"/livez", "/metrics", "/readyz", "/version"}
        for page in pages:
            assert http_status(f"http://127.0.0.1:{service.health_port}{page.path}")[0] == 200
        served = {("127.0.0.1", service.health_port), ("127.0.0.1", service.port)}
        if listed(name):
            served.add(("127.0.0.1", service.http_port))
            for page in pages:
                assert knock(service.http_port, "GET", page.path, {}).status == 404
        assert listening(service) == served, name
    assert listed("notifier") == [] and not hasattr(city.services["notifier"], "http_port")
