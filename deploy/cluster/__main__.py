"""Starts the cluster, makes the sample city, and serves it or plays the main story: the second half of deploy/demo."""

from __future__ import annotations

import argparse
import json
import socket
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import proxy
from layout import ROOT, Layout, built_services, free_port
from processes import DemoError, Processes, processes
from story import play

USUAL_PORT = 8080
# Between the bells of the fifth lesson and the sixth: what the city's morning is walked to.
NOON = "12:40"
CITY_ZONE = timezone(timedelta(hours=3))


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deploy/demo")
    parser.add_argument("--programs", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--port", type=int)
    parser.add_argument("--days", type=int)
    parser.add_argument("--seed", type=int, default=1)
    # What the wrapper asks before it builds for minutes: whether there is a port and a folder.
    parser.add_argument("--look-only", action="store_true")
    chosen = parser.parse_args()
    if chosen.folder is None:
        chosen.folder = ROOT / ".build" / ("demo-check" if chosen.check else "demo")
    if chosen.days is None:
        chosen.days = 3 if chosen.check else 10
    # A check must find the story as it begins.
    chosen.fresh = chosen.fresh or chosen.check
    return chosen


def public_port(asked: int | None, is_check: bool) -> int:
    """The port asked for, if it is free."""
    port = asked or (free_port() if is_check else USUAL_PORT)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise DemoError(f"port {port} is not to be had ({error.strerror}); choose another by --port") from None
    return port


def bring_up(layout: Layout, running: Processes) -> None:
    """Starts every service and nginx; returns once all are ready."""
    for place in layout.places.values():
        print(f"Starting {place.service.name}", flush=True)
        command = [layout.program(place.service.name), "run", "--config", str(place.config)]
        running.start(place.service.name, command, place.log)
    for place in layout.places.values():
        running.wait_until(place.health_url("readyz"), place.service.name)
    proxy.start(layout, running)


def make_city(layout: Layout, days: int, seed: int) -> dict[str, Any]:
    """Makes or continues the sample city up to noon of the next school day."""
    print(f"Making the sample city: {days} school days", flush=True)
    started = time.monotonic()
    report = json.loads(
        layout.zvonok(
            "sample-city", "--config", str(layout.operator_config), "--seed", str(seed), "--days", str(days),
            "--until", NOON, "--json",
        )
    )  # fmt: skip
    print(f"{report['done']} commands carried out in {time.monotonic() - started:.0f} s, {report['known']} were known")
    return report


def say(layout: Layout, report: dict[str, Any]) -> None:
    """Where to look, and whom to sign in as."""
    print(f"\nThe sample city is served at {layout.origin} until Ctrl-C. There it is {city_time(report['now'])},")
    print("and its clock goes on from there, as long as this runs.\n")
    for place in layout.places.values():
        if place.service.base_path:
            print(f"    {layout.origin}{place.service.base_path}/".ljust(40) + place.service.about)
    if report["logins"]:
        print(f"\nSign in with the password {report['password']} at {layout.origin}/journal/ as")
        say_logins(report, is_family=False)
        print(f"and at {layout.origin}/diary/ as")
        say_logins(report, is_family=True)
    print(f"\nMails are written to {layout.mail_folder}, logs and stores to {layout.folder}.", flush=True)


def say_logins(report: dict[str, Any], is_family: bool) -> None:
    for one in report["logins"]:
        if (one["person"] == "parent") == is_family:
            note = "; this morning's lessons are left to you" if one["person"] == "teacher" else ""
            print(f"    {one['login']:<20} {one['what']}{note}")


def city_time(now: int) -> str:
    """The hour of an instant, in microseconds, as the city's walls show it."""
    return datetime.fromtimestamp(now // 1_000_000, CITY_ZONE).strftime("%A, %-d %B %Y, %H:%M")


def serve(layout: Layout, running: Processes) -> None:
    """Until Ctrl-C, or until one of the processes ends by itself."""
    while True:
        running.check()
        time.sleep(0.5)


def main() -> int:
    chosen = options()
    services = built_services(ROOT / "Package.swift")
    layout = Layout(chosen.folder.absolute(), chosen.programs.absolute(), services, 0)
    try:
        layout.port = public_port(chosen.port, chosen.check)
        layout.check_folder()
        if chosen.look_only:
            return 0
        layout.prepare(chosen.fresh)
        with processes() as running:
            bring_up(layout, running)
            report = make_city(layout, chosen.days, chosen.seed)
            if chosen.check:
                return play(layout, report, running)
            layout.zvonok("clock", "run", str(layout.clock))
            say(layout, report)
            serve(layout, running)
    except DemoError as error:
        print(f"deploy/demo: {error}", file=sys.stderr)
        if layout.is_ours:
            print(f"deploy/demo: logs are in {layout.folder}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nEverything has ended; deploy/demo goes on from here.")
        return 130
    finally:
        stop_clock(layout)
    return 0


def stop_clock(layout: Layout) -> None:
    """The city's time stands while nobody looks; that of another demo goes on."""
    if layout.is_ours and layout.clock.exists():
        try:
            layout.zvonok("clock", "stop", str(layout.clock))
        except DemoError:
            print("deploy/demo: the city's clock goes on by itself", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
