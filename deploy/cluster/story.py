"""The main story, step by step, through the public origin: what `deploy/demo --check` plays.

A step names the services it needs; where one of them is not built yet, the step is skipped by name.
"""

from __future__ import annotations

import email
import email.policy
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

from layout import Layout
from pages import Browser, Page
from processes import DemoError, Processes, wait_for

TOPIC, HOMEWORK, MARK = "Проверка связи: звонок на урок", "Прочитать § 7, ответить на вопросы 1–3", "4"
# A kind of work the teacher chooses: an answer in class.
ANSWER = "1"
# How soon a parent sees what was saved, in seconds.
SOON = 1.0


@dataclass
class Story:
    """What the steps know of one another."""

    layout: Layout
    report: dict[str, Any]
    running: Processes
    teacher: Browser
    parent: Browser
    saved_at: float = 0.0
    notes: list[str] = field(default_factory=list)

    @property
    def cast(self) -> dict[str, Any]:
        return self.report["story"]

    @property
    def lesson_path(self) -> str:
        return f"/journal/lessons/{self.cast['lesson_id']}"

    def advance(self, to: str) -> None:
        """Moves the city's clock, where the story must wait; no rule is shortened."""
        self.layout.zvonok("clock", "advance", str(self.layout.clock), "--to", f"{to}+03:00")

    def mails(self, recipient: str) -> list[EmailMessage]:
        """The mails written for this address."""
        found = []
        for path in sorted(self.layout.mail_folder.rglob("*.eml")):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if recipient in str(message["To"]):
                found.append(message)
        return found

    def statistics(self, path: str, **query: str) -> Any:
        """An answer of the dashboard's API."""
        token = self.layout.token_file.read_text().strip()
        wanted = "&".join(f"{name}={value}" for name, value in query.items())
        page = Browser(self.layout.port).get(f"/statistics/api/v1/{path}?{wanted}", Authorization=f"Bearer {token}")
        expect(page.status == 200, f"the dashboard's API answered {page.status}: {page.body[:200]}")
        return json.loads(page.body)


def expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise DemoError(otherwise)


# The steps


def signs_in(story: Story) -> None:
    story.teacher.sign_in("/journal/sign-in", story.cast["teacher"], story.report["password"])
    today = story.teacher.get("/journal/")
    expect(today.status == 200, f"the teacher's day answered {today.status}")
    links = [link.split("#")[0].split("?")[0] for link in today.links]
    expect(story.lesson_path in links, f"«Сегодня» does not link to the lesson {story.cast['lesson_id']}")


def fills_the_lesson(story: Story) -> None:
    page = story.teacher.get(story.lesson_path)
    form = page.form("topic")
    values = {"topic": TOPIC, "homework": HOMEWORK, "roll": "all"}
    if "homework-kind" in form.names:
        values["homework-kind"] = "text"
    values |= {"new-kind": ANSWER, f"new-{story.cast['pupil_id']}": MARK}
    story.saved_at = time.monotonic()
    after = story.teacher.submit(page, form, **values)
    expect(after.status == 200, f"saving the lesson answered {after.status}")
    again = story.teacher.get(story.lesson_path)
    held = again.form("topic").fields
    expect(held["topic"] == TOPIC, "the topic does not stand on the lesson's page")
    expect(held["homework"] == HOMEWORK, "the homework does not stand on the lesson's page")


def parent_sees_the_mark(story: Story) -> None:
    # The parent has the diary open before the teacher saves; signing in takes its time by design.
    seen: list[Page] = []

    def is_there() -> bool:
        seen[:] = [story.parent.get(f"/diary/week?child={story.cast['pupil_id']}")]
        return seen[0].status == 200 and TOPIC in seen[0].text

    wait_for(is_there, f"the topic on the parent's page, which said {seen[0].text[:200] if seen else 'nothing'}")
    late = time.monotonic() - story.saved_at
    story.notes.append(f"the mark was on the parent's page {late * 1000:.0f} ms after it was sent")
    expect(MARK in seen[0].text, "the mark does not stand on the parent's page")
    expect(late <= SOON, f"the parent's page showed the lesson after {late:.2f} s, not within {SOON:.0f} s")


def parent_signs_in(story: Story) -> None:
    story.parent.sign_in("/diary/sign-in", story.cast["parent"], story.report["password"])


def parent_gets_mail(story: Story) -> None:
    story.advance(f"{story.cast['date']}T14:40:00")
    address = f"{story.cast['parent']}@families.example"
    wait_for(lambda: story.mails(address) != [], f"a mail to {address}")
    mails = story.mails(address)
    texts = [one.get_body(("plain",)).get_content() for one in mails]  # type: ignore[union-attr]
    expect(any(MARK in text for text in texts), "no mail to the parent names the mark")
    ids = [str(one["Message-ID"]) for one in mails]
    expect(len(set(ids)) == len(ids), "two mails bear one Message-ID")


def an_empty_lesson_becomes_an_alert(story: Story) -> None:
    day = date.fromisoformat(story.cast["date"])
    story.advance(f"{day + timedelta(days=1)}T00:01:00")
    empty = story.cast["empty_lesson_id"]

    def is_there() -> bool:
        page = story.teacher.get("/monitor/")
        return page.status == 200 and any(empty in link for link in page.links) and "3.5" in page.text

    wait_for(is_there, f"an alert with its clause for the lesson {empty}")


def teacher_gets_gathered_mail(story: Story) -> None:
    day = date.fromisoformat(story.cast["date"]) + timedelta(days=1)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    story.advance(f"{day}T07:31:00")
    address = f"{story.cast['teacher']}@staff.example"
    wait_for(lambda: story.mails(address) != [], f"a gathered mail to {address}")
    ids = [str(one["Message-ID"]) for one in story.mails(address)]
    expect(len(set(ids)) == len(ids), "two mails bear one Message-ID")


def the_dashboard_counts_it(story: Story) -> None:
    cast = story.cast
    query = {"school": cast["school"], "class": cast["class_id"], "from": cast["date"], "to": cast["date"]}

    def rolls() -> int:
        return sum(row["topics"] for row in story.statistics("days", **query)["rows"])

    before = story.report["topics_before"]
    wait_for(lambda: rolls() == before + 1, f"the dashboard to count {before + 1} topics, the lesson's among them")
    public = Browser(story.layout.port).get("/statistics/")
    expect(public.status == 200, f"the public page of the figures answered {public.status}")


def the_dashboard_stands(story: Story) -> None:
    """Before the story: how many topics its class has today."""
    cast = story.cast
    query = {"school": cast["school"], "class": cast["class_id"], "from": cast["date"], "to": cast["date"]}

    def is_complete() -> bool:
        return (story.statistics("days", **query)["as_of"] or 0) >= story.report["now"]

    wait_for(is_complete, "the dashboard to have read the journal")
    rows = story.statistics("days", **query)["rows"]
    expect(rows != [], "the dashboard has no figures of the class's day")
    story.report["topics_before"] = sum(row["topics"] for row in rows)


@dataclass(frozen=True)
class Step:
    """One thing that must show."""

    name: str
    needs: tuple[str, ...]
    play: Callable[[Story], None]


STEPS = (
    Step("the dashboard has the class's day", ("statistics-collector",), the_dashboard_stands),
    Step("a parent signs in", ("diary-reader",), parent_signs_in),
    Step("a teacher signs in and finds today's empty lesson", ("journal-writer",), signs_in),
    Step("she enters topic, homework, roll and a mark", ("journal-writer",), fills_the_lesson),
    Step("the parent sees them within a second", ("journal-writer", "diary-reader"), parent_sees_the_mark),
    Step("the lesson counts in the dashboard", ("journal-writer", "statistics-collector"), the_dashboard_counts_it),
    Step("the parent gets mail with the mark", ("journal-writer", "diary-reader", "notifier"), parent_gets_mail),
    Step(
        "a lesson left empty becomes an alert with its clause", ("journal-writer", "deadline-monitor"),
        an_empty_lesson_becomes_an_alert,
    ),
    Step(
        "the teacher gets it in one gathered mail", ("journal-writer", "deadline-monitor", "notifier"),
        teacher_gets_gathered_mail,
    ),
)  # fmt: skip


def play(layout: Layout, report: dict[str, Any], running: Processes) -> int:
    """Plays every step whose services are there; 0, or 1 after the first that failed."""
    if report["story"] is None:
        raise DemoError("the city has no story on this day; choose another seed or number of days")
    story = Story(layout, report, running, Browser(layout.port), Browser(layout.port))
    for step in STEPS:
        missing = [name for name in step.needs if name not in layout.places]
        if missing:
            print(f"skipped  {step.name}: {', '.join(missing)} not built", flush=True)
            continue
        started = time.monotonic()
        try:
            running.check()
            step.play(story)
        except DemoError as error:
            print(f"FAILED   {step.name}: {error}", flush=True)
            print(f"deploy/demo --check: failed; logs are in {layout.folder}")
            return 1
        print(f"passed   {step.name} ({time.monotonic() - started:.1f} s)", flush=True)
    for note in story.notes:
        print(f"         {note}")
    print("deploy/demo --check: the story holds")
    return 0
