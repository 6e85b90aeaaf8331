"""Issue line 8: every route of all five services, listed from the code, against no session, a family's session and
another school's staff: refused unless it is named public, and in the same words whether there is something or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest
from zvonok_interop import ids
from zvonok_interop.load import AckLog

from city import City, build_city
from cluster import Cluster
from doors import SERVICES, Answer, Route, knock, listed, listening
from process import http_status


@pytest.fixture
def city(cluster: Cluster, acknowledged: AckLog, today: datetime) -> City:
    return build_city(cluster, acknowledged, today)


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
