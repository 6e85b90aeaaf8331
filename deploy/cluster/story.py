"""The main story, step by step, through the public origin: what `deploy/demo --check` plays.

A step names the services it needs; where one of them is not built yet, the step is skipped by name.
"""

from __future__ import annotations

import email.policy
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any
from urllib.parse import urlencode

from layout import Layout
from pages import Browser, Page, Row
from processes import DemoError, Processes, wait_for

TOPIC, HOMEWORK, MARK = "Проверка связи: звонок на урок", "Прочитать § 7, ответить на вопросы 1–3", "4"
# A kind of work the teacher chooses: an answer in class; and how pages and mails call it.
ANSWER, ANSWER_WORDS = "1", "ответ на уроке"
# The clause of the regulation by which topic, homework and roll are due.
CLAUSE = "3.5"
# How mails call topic, homework and roll.
DUTIES = ("тема урока", "домашнее задание", "посещаемость")
# What a school's hour is, as long as no rule of the city says otherwise.
ZONE = "+03:00"
# How soon a parent sees what was saved, in seconds.
SOON = 1.0
# How many weeks are looked through for the day that homework is due.
WEEKS = 3
# What the story's lesson adds to, by the names of the dashboard's API.
COUNTED = ("topics", "homework", "rolls", "marks", "topics_on_time", "homework_on_time", "rolls_on_time")


@dataclass
class Story:
    """What the steps know of one another."""

    layout: Layout
    report: dict[str, Any]
    running: Processes
    teacher: Browser
    parent: Browser
    saved_at: float = 0.0
    # The id of the mark that the teacher gave.
    mark: str = ""
    # The course, as the teacher's page names it.
    course: str = ""
    figures_before: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def cast(self) -> dict[str, Any]:
        return self.report["story"]

    @property
    def day(self) -> date:
        return date.fromisoformat(self.cast["date"])

    @property
    def lesson_path(self) -> str:
        return f"/journal/lessons/{self.cast['lesson_id']}"

    @property
    def empty_lesson_path(self) -> str:
        return f"/journal/lessons/{self.cast['empty_lesson_id']}"

    def advance(self, to: str) -> None:
        """Moves the city's clock, where the story must wait; no rule is shortened."""
        self.layout.zvonok("clock", "advance", str(self.layout.clock), "--to", f"{to}{ZONE}")

    def mails(self, login: str, domain: str) -> list[EmailMessage]:
        """The mails written for this person."""
        return [one for one in self.all_mails() if one["To"].addresses[0].addr_spec == f"{login}@{domain}.example"]

    def all_mails(self) -> list[EmailMessage]:
        """Every mail that was written."""
        paths = sorted(self.layout.mail_folder.rglob("*.eml"))
        reader = BytesParser(policy=email.policy.default)
        return [reader.parsebytes(path.read_bytes()) for path in paths]

    def of_service(self, path: str, **query: str) -> Any:
        """An answer for programs, at the public origin."""
        token = self.layout.token_file.read_text().strip()
        page = Browser(self.layout.port).get(f"{path}?{urlencode(query)}", Authorization=f"Bearer {token}")
        expect(page.status == 200, f"{path} answered {page.status}: {page.body[:200]}")
        return json.loads(page.body)

    def figures(self) -> dict[str, int]:
        """What the dashboard says of the class on the story's day."""
        cast = self.cast
        rows = self.of_service(
            "/statistics/api/v1/days", school=cast["school"], to=cast["date"],
            **{"class": cast["class_id"], "from": cast["date"]},
        )["rows"]  # fmt: skip
        expect(len(rows) == 1, f"the dashboard has {len(rows)} rows of figures for the class's day, not one")
        return {name: rows[0][name] for name in COUNTED}


def expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise DemoError(otherwise)


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    expect(body is not None, f"the mail {mail['Message-ID']} has no text")
    return body.get_content()  # type: ignore[union-attr]


# The steps


def the_dashboard_stands(story: Story) -> None:
    def is_complete() -> bool:
        as_of = story.of_service(
            "/statistics/api/v1/days", school=story.cast["school"], to=story.cast["date"], **{"from": story.cast["date"]}
        )["as_of"]
        return (as_of or 0) >= story.report["now"]

    wait_for(is_complete, "the dashboard to have read the journal")
    story.figures_before = story.figures()


def parent_signs_in(story: Story) -> None:
    # Before the teacher saves: signing in takes its time by design, and then she has the diary open.
    story.parent.sign_in("/diary/sign-in", story.cast["parent"], story.report["password"])
    week = diary_week(story, story.day)
    family, given = story.cast["pupil"].split()
    expect(f"{given} {family}" in week.text, f"the diary does not name {given} {family}")
    expect(TOPIC not in week.text, "the topic stands in the diary before it was entered")


def teacher_signs_in(story: Story) -> None:
    story.teacher.sign_in("/journal/sign-in", story.cast["teacher"], story.report["password"])
    today = story.teacher.get("/journal/")
    expect(today.status == 200, f"the teacher's day answered {today.status}")
    for path in (story.lesson_path, story.empty_lesson_path):
        expect(path in today.link_texts, f"«Сегодня» does not link to {path}")
    class_name, _, story.course = today.link_texts[story.lesson_path].partition(" · ")
    expect(class_name == story.cast["school_class"], f"the lesson of {story.cast['school_class']} is named {class_name}")
    held = story.teacher.get(story.lesson_path).form("topic").fields
    expect((held["topic"], held["roll"]) == ("", ""), "the lesson is not empty")


def fills_the_lesson(story: Story) -> None:
    page = story.teacher.get(story.lesson_path)
    values = {"topic": TOPIC, "homework-kind": "text", "homework": HOMEWORK, "roll": "all"}
    values |= {"new-kind": ANSWER, f"new-{story.cast['pupil_id']}": MARK}
    story.saved_at = time.monotonic()
    after = story.teacher.submit(page, page.form("topic"), **values)
    expect(after.status == 200, f"saving the lesson answered {after.status}")
    held = story.teacher.get(story.lesson_path).form("topic").fields
    for name in ("topic", "homework", "roll"):
        expect(held[name] == values[name], f"{name} does not stand on the lesson's page")
    marks = [held[name] for name in held if name.startswith("mark-") and name.endswith(story.cast["pupil_id"])]
    expect(marks == [MARK], f"on the lesson's page the pupil has the marks {marks}")
    sheet = story.teacher.get(f"/journal/api/v1/lessons/{story.cast['lesson_id']}")
    expect(sheet.status == 200, f"the journal's API answered {sheet.status}")
    (pupil,) = [one for one in json.loads(sheet.body)["pupils"] if one["id"] == story.cast["pupil_id"]]
    (story.mark,) = [one["id"] for one in pupil["marks"]]


def diary_week(story: Story, day: date) -> Page:
    page = story.parent.get(f"/diary/week?child={story.cast['pupil_id']}&from={day.isoformat()}")
    expect(page.status == 200, f"the diary answered {page.status}")
    return page


def parent_sees_it(story: Story) -> None:
    seen: list[Row] = []

    def is_there() -> bool:
        seen[:] = [row for row in diary_week(story, story.day).rows if TOPIC in row.text]
        return seen != [] and "Оценки" in seen[0].cells

    wait_for(is_there, "topic and mark to stand in one lesson of the diary")
    late = time.monotonic() - story.saved_at
    story.notes.append(f"the mark was on the parent's page {late * 1000:.0f} ms after it was sent")
    row = seen[0]
    expect(story.course in row.text, f"the diary shows the topic in another course than {story.course}: {row.text}")
    marks = row.cells["Оценки"]
    expect(marks == f"{MARK} {ANSWER_WORDS}", f"the diary shows «{marks}» for the mark {MARK}")
    roll = row.cells.get("Посещение")
    expect(roll == "на уроке", f"the diary shows «{roll}» for a pupil who was there")
    expect(late <= SOON, f"the parent's page showed the lesson after {late:.2f} s, not within {SOON:.0f} s")


def parent_sees_the_homework(story: Story) -> None:
    for week in range(WEEKS):
        for row in diary_week(story, story.day + timedelta(weeks=week)).rows:
            if HOMEWORK in row.text:
                expect(story.course in row.text, f"the homework stands in another course: {row.text}")
                expect(TOPIC not in row.text, "the homework stands at the lesson that set it, not at the next one")
                return
    raise DemoError(f"the homework stands at no lesson of the {WEEKS} weeks that follow")


def the_dashboard_counts_it(story: Story) -> None:
    wanted = {name: count + 1 for name, count in story.figures_before.items()}
    wait_for(
        lambda: story.figures() == wanted,
        "the dashboard to count one more of " + ", ".join(COUNTED),
    )
    public = Browser(story.layout.port).get("/statistics/")
    expect(public.status == 200, f"the public page of the figures answered {public.status}")


def mark_mails(story: Story) -> list[EmailMessage]:
    """The parent's mails that name the story's mark."""
    line = f"{story.course}: {MARK}, {ANSWER_WORDS}"
    mails = story.mails(story.cast["parent"], "families")
    # The sample's own marks of the day may read alike: what counts is one of this day and course.
    return [one for one in mails if line in text_of(one) and f"from={story.cast['date']}" in text_of(one)]


def parent_gets_mail(story: Story) -> None:
    expect(mark_mails(story) == [], "the mail was there before its time")
    # Marks are gathered for twenty minutes from the first of them on.
    story.advance(f"{story.cast['date']}T13:05:00")
    wait_for(lambda: mark_mails(story) != [], f"a mail with the mark to {story.cast['parent']}")
    mail = mark_mails(story)[0]
    given = story.cast["pupil"].split()[1]
    expect(str(mail["Subject"]).endswith(given), f"the mail's subject is «{mail['Subject']}», not about {given}")
    expect(mail["Message-ID"] is not None, "the mail has no Message-ID")


def alerts_of(story: Story, lesson: str) -> dict[str, str]:
    """The clauses of the lesson's open alerts, by rule."""
    found = story.of_service(
        "/monitor/api/v1/alerts", school=story.cast["school"], teacher=story.cast["teacher_id"], state="open"
    )["alerts"]
    return {one["rule"]: one["clause"] for one in found if one["lesson"] == lesson}


def an_empty_lesson_becomes_an_alert(story: Story) -> None:
    empty = story.cast["empty_lesson_id"]
    expect("topic" not in alerts_of(story, empty), "the topic counts as overdue before the day has ended")
    story.advance(f"{story.day + timedelta(days=1)}T00:01:00")
    wanted = dict.fromkeys(("topic", "homework", "attendance"), CLAUSE)
    wait_for(lambda: alerts_of(story, empty) == wanted, f"three alerts by clause {CLAUSE} for the lesson {empty}")
    filled = alerts_of(story, story.cast["lesson_id"])
    expect(filled == {}, f"the lesson that was filled has alerts: {filled}")
    rows = [row for row in story.teacher.get("/monitor/").rows if story.empty_lesson_path in row.links]
    topics = [row.text for row in rows if "Тема урока" in row.text]
    expect(len(topics) == 1, f"the teacher's page shows {len(topics)} alerts for the topic, not one")
    expect(f"п. {CLAUSE} регламента" in topics[0], f"the alert names no clause: {topics[0]}")


def the_dashboard_counts_the_empty_lesson(story: Story) -> None:
    """By rule, the dashboard has as many open alerts of that class and day as the monitor lists, this lesson's among them."""
    of_school = {"school": story.cast["school"]}
    listed = story.of_service("/monitor/api/v1/alerts", **of_school, teacher=story.cast["teacher_id"])["alerts"]
    own = [one for one in listed if one["lesson"] == story.cast["empty_lesson_id"]]
    in_class = {"class": own[0]["class"]} if own[0]["class"] else {}
    listed = story.of_service("/monitor/api/v1/alerts", **of_school, **in_class, limit="1000")["alerts"]
    wanted = Counter(one["rule"] for one in listed if one["date"] == story.cast["date"])
    expect(set(wanted) >= {one["rule"] for one in own}, f"the monitor lists no {own} for class and day")

    def counted() -> Counter[str]:
        rows = story.of_service(
            "/statistics/api/v1/alerts", **of_school, **in_class, **{"from": story.cast["date"]}, to=story.cast["date"]
        )["rows"]
        return Counter({row["rule"]: row["open"] for row in rows if row["open"]})

    wait_for(lambda: counted() == wanted, f"the dashboard to count {dict(wanted)} overdue for the empty lesson's day")


def teacher_gets_gathered_mail(story: Story) -> None:
    def mails() -> dict[str, EmailMessage]:
        return {str(one["Message-ID"]): one for one in story.mails(story.cast["teacher"], "staff")}

    known = set(mails())
    day = story.day + timedelta(days=1)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    story.advance(f"{day}T07:31:00")
    wait_for(lambda: set(mails()) != known, f"a gathered mail to {story.cast['teacher']}")
    new = [text_of(mail) for name, mail in mails().items() if name not in known]
    expect(len(new) == 1, f"the teacher got {len(new)} mails, not one gathered one")
    link = story.layout.origin + story.empty_lesson_path
    # What stands first in an entry: day, lesson, class and course, then what is owed.
    entries = "\n".join(new[0].splitlines()).split("\n\n")
    owed = [entry.splitlines() for entry in entries if link in entry]
    duties = sorted(lines[0].rpartition(": ")[2] for lines in owed)
    expect(duties == sorted(DUTIES), f"the mail says that the empty lesson lacks {duties}, not {sorted(DUTIES)}")
    clauses = [line for lines in owed for line in lines if line.endswith(f", пункт {CLAUSE}")]
    expect(len(clauses) == len(DUTIES), f"of the empty lesson's entries {len(clauses)} name their clause, not each")
    expect(story.layout.origin + story.lesson_path not in new[0], "the mail names the lesson that was filled")


def no_mail_comes_twice(story: Story) -> None:
    count = len(mark_mails(story))
    expect(count == 1, f"{count} mails to the parent name the mark")
    ids = [str(one["Message-ID"]) for one in story.all_mails()]
    expect(len(set(ids)) == len(ids), "two mails bear one Message-ID")
    story.notes.append(f"{len(ids)} mails were written, each with a Message-ID of its own")


def the_mark_is_followed(story: Story) -> None:
    """The operator follows the teacher's mark through the services, asking each of them alone."""
    config = ("--config", str(story.layout.operator_config))
    way = json.loads(story.layout.zvonok("follow", *config, "--mark", story.mark, "--wait", "30", "--json"))
    expect(way["whole"], f"the mark's way is not whole: {way['pending'] + way['unanswered']}")
    (given,) = [one for one in way["events"] if one["type"] == "MarkGiven"]
    readers = {name for name, place in story.layout.places.items() if "journal" in place.service.reads}
    applied = {one["service"]: one["at"] - given["recorded_at"] for one in given["steps"] if one["step"] == "applied"}
    expect(set(applied) == readers, f"the mark was applied by {sorted(applied)}, not by {sorted(readers)}")
    expect(min(applied.values()) >= 0, f"it was applied before it was accepted: {applied}")
    mails = [one["message_id"] for one in given["steps"] if one["step"] == "mail" and one["state"] == "accepted"]
    wanted = str(mark_mails(story)[0]["Message-ID"])
    expect(wanted in mails, f"the way names the mails {mails}, not {wanted}")
    expect(any(one["type"] == "MailAccepted" for one in way["events"]), "the way does not end with a mail")
    story.notes.append(f"the mark's way was followed through {len(readers) + 1} services to its mail")


@dataclass(frozen=True)
class Step:
    """One thing that must show."""

    name: str
    needs: tuple[str, ...]
    play: Callable[[Story], None]


STEPS = (
    Step("the dashboard has the class's day", ("statistics-collector",), the_dashboard_stands),
    Step("a parent signs in", ("diary-reader",), parent_signs_in),
    Step("a teacher signs in and finds today's empty lesson", ("journal-writer",), teacher_signs_in),
    Step("she enters topic, homework, roll and a mark", ("journal-writer",), fills_the_lesson),
    Step("the parent sees topic, roll and mark within a second", ("journal-writer", "diary-reader"), parent_sees_it),
    Step("and the homework at the lesson it is due", ("journal-writer", "diary-reader"), parent_sees_the_homework),
    Step("the lesson counts in the dashboard", ("journal-writer", "statistics-collector"), the_dashboard_counts_it),
    Step("the parent gets mail with the mark", ("journal-writer", "diary-reader", "notifier"), parent_gets_mail),
    Step(
        "a lesson left empty becomes an alert with its clause", ("journal-writer", "deadline-monitor"),
        an_empty_lesson_becomes_an_alert,
    ),
    Step(
        "and counts as overdue in the dashboard", ("journal-writer", "deadline-monitor", "statistics-collector"),
        the_dashboard_counts_the_empty_lesson,
    ),
    Step(
        "the teacher gets it in one gathered mail", ("journal-writer", "deadline-monitor", "notifier"),
        teacher_gets_gathered_mail,
    ),
    Step("no mail comes twice", ("journal-writer", "diary-reader", "notifier"), no_mail_comes_twice),
    Step(
        "the operator follows the mark through all services",
        ("journal-writer", "diary-reader", "deadline-monitor", "notifier", "statistics-collector"),
        the_mark_is_followed,
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
