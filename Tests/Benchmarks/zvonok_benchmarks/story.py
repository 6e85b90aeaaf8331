"""From a mark that a teacher saves to the diary's page that shows it, and to the alert that it closes."""

from __future__ import annotations

import struct
from pathlib import Path

from zvonok_interop import ids

from browser import Browser, Form
from cluster import TOKEN, Cluster
from process import wait_for

from . import recording
from .classroom import LESSONS_A_DAY, WORKS_A_LESSON, WORKS_A_WEEK, Classroom, Work, lesson_path, week_path
from .machine import Tools, copy_store
from .table import Line
from .visits import BarePages, Request

# What a mark is shown by on the diary's page.
_SHOWN = b'class="mark"'
# The oldest alerts stand first and close first; as many as fall due at once are asked for, those of two days.
_LISTED = 2 * LESSONS_A_DAY * WORKS_A_LESSON
_ANSWERED = 303

Page = tuple[Request, bytes, int]
Trial = tuple[Request, Page, Page]


def measure(folder: Path, tools: Tools, trials: int) -> list[Line]:
    cluster = Cluster(folder)
    classroom = Classroom(cluster, weeks=-(-trials // WORKS_A_WEEK))
    try:
        bases = _begin(classroom)
        statements = _record(classroom, tools, folder)
        classroom.journal.start()
        for service in classroom.services[1:]:
            service.start()
        teacher, mother = classroom.let_in()
        _wait_overdue(classroom)
        made = list(_trials(classroom, teacher, mother))[:trials]
        ours = _run(tools, folder / "trials", made)
        bare = tools.run_json("effect", *bases, statements, 400)
        pages = _bare_pages(tools, folder, made)
        return [line for index in (0, 1) for line in _lines(ours, bare, pages, index)]
    finally:
        classroom.close()
        cluster.close()


def _begin(classroom: Classroom) -> list[Path]:
    """A school without marks; two copies of its store for the bare program."""
    classroom.journal.start()
    classroom.found()
    classroom.journal.stop()
    store = classroom.journal.store
    return [copy_store(store, classroom.cluster.folder / f"bare-{number}.sqlite") for number in (1, 2)]


def _record(classroom: Classroom, tools: Tools, folder: Path) -> Path:
    """Every pupil but the last gets marks, and what the journal says to its store meanwhile is written down."""
    written, made, journal = folder / "statements.raw", folder / "statements", classroom.journal
    journal.environment = {"LD_PRELOAD": str(tools.recorder), "RECORD_STATEMENTS": str(written)}
    journal.start()
    classroom.give_marks(is_last_left_out=True)
    journal.stop()
    journal.environment = {}
    found = recording.read(written, lambda sql: sql.startswith("INSERT INTO command_answer"), "SAVEPOINT")
    found.write(made, limit=len(classroom.works))
    written.unlink()
    return made


def _wait_overdue(classroom: Classroom) -> None:
    """Returns once every work lacks its last mark, and nothing else is overdue."""

    def open_rules() -> list[str]:
        found = classroom.monitor.list(classroom.builder.school.school_id, state="open", limit="1000")
        return [one["rule"] for one in found["alerts"]]

    wait_for(lambda: open_rules() == ["mark"] * len(classroom.works), "the alerts", timeout=600)


def _trials(classroom: Classroom, teacher: Browser, mother: Browser) -> list[Trial]:
    """The last pupil's mark for each work, oldest first. Each form is sent as it was before the others: a browser's
    page that stood open."""
    forms: dict[bytes, Form] = {}
    marks_shown: dict[str, int] = {}
    pupil, trials = classroom.pupils[-1], []
    for work in classroom.works:
        path, week = lesson_path(work.lesson), week_path(pupil, work.lesson.on)
        if work.lesson.lesson_id not in forms:
            forms[work.lesson.lesson_id] = teacher.get(path).form(path)
        command = ids.text(classroom.builder.ids.next())
        field = f"mark-{ids.text(work.work_id)}-{ids.text(pupil)}"
        fields = forms[work.lesson.lesson_id].with_values({"command": command, field: "5"})
        marks_shown[week] = marks_shown.get(week, 0) + 1
        trials.append((
            Request.of(teacher, path, fields), (Request.of(mother, week), _SHOWN, marks_shown[week]),
            (_open_alerts(classroom), _work(work), 0),
        ))  # fmt: skip
    return trials


def _open_alerts(classroom: Classroom) -> Request:
    school = ids.text(classroom.builder.school.school_id)
    path = f"/monitor/api/v1/alerts?school={school}&state=open&limit={_LISTED}"
    return Request(classroom.monitor.origin, path, (("Authorization", f"Bearer {TOKEN}"),))


def _work(work: Work) -> bytes:
    return f'"work":"{ids.text(work.work_id)}"'.encode()


def _run(tools: Tools, file: Path, trials: list[Trial], status: int = _ANSWERED) -> dict[str, list[float]]:
    with file.open("wb") as output:
        output.write(struct.pack("<I", len(trials)))
        for request, *pages in trials:
            output.write(_sized(request.wire))
            for page, shown, times in pages:
                output.write(_sized(page.wire) + _sized(shown) + struct.pack("<I", times))
    first = trials[0]
    ports = (first[0].port, first[1][0].port, first[2][0].port)
    return tools.run_json("story", file, *ports, *([] if status == _ANSWERED else ["EVER"]))


def _bare_pages(tools: Tools, folder: Path, trials: list[Trial]) -> dict[str, list[float]]:
    """The same requests to a bare server, whose pages show everything at once."""
    post, (week, *_), (alerts, *_) = trials[0]
    files = [folder / "answer-0", folder / "answer-1"]
    week.record(files[0])
    alerts.record(files[1])
    server = BarePages(tools, files, folder / "bare-pages.log")
    try:
        pages = [(page.elsewhere(server.origin, f"/{number}"), shown, 1) for number, (page, shown) in enumerate(
            ((week, b"</html>"), (alerts, b'"alerts"'))
        )]  # fmt: skip
        trial = (post.elsewhere(server.origin, "/1"), pages[0], pages[1])
        return _run(tools, folder / "bare-trials", [trial] * len(trials), 200)
    finally:
        server.close()


def _sized(value: bytes) -> bytes:
    return struct.pack("<I", len(value)) + value


def _lines(
    ours: dict[str, list[float]], bare: dict[str, list[float]], pages: dict[str, list[float]], index: int
) -> list[Line]:
    """The least there can be: the saving's and the page's answer by a bare server, and between them one round trip
    over CURVE and a commit in each of two stores."""
    name = ("median", "p99")[index]
    lines = []
    for what, page in (("shown in the diary", "first_us"), ("its alert closed", "second_us")):
        took = ours[page][index] / 1e3
        least = (bare["effect_us"][index] + pages["answer_us"][index] + pages[page][index]) / 1e3
        note = f"answered after {ours['answer_us'][index] / 1e3:.1f}"
        lines.append(Line(f"mark sent until {what}, {name}, ms", f"{took:.1f}", f"{least:.1f}", least / took, note=note))
    return lines
