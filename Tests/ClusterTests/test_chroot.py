"""The release programs alone on a machine: Debian's runtime libraries and they, without toolchain, sources or .build."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import Browser, Page
from cluster import ROOT
from installed import FOLDER, LIMIT, PROGRAMS, Installed, Served, installed, served
from process import clean_environment, wait_for

# The first test also builds the programs.
pytestmark = [pytest.mark.long, pytest.mark.timeout(3_600)]

# What stands after 1, 2 and 5.
LESSONS = ("урок", "урока", "уроков")
MINUTES = ("минуту", "минуты", "минут")


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    place = tmp_path_factory.mktemp("machine")
    yield installed(place)
    shutil.rmtree(place)


def form_after(count: int, forms: tuple[str, str, str]) -> str:
    """The form a Russian noun takes after a number."""
    if count % 100 in range(11, 15):
        return forms[2]
    return {1: forms[0], 2: forms[1], 3: forms[1], 4: forms[1]}.get(count % 10, forms[2])


def text_of(page: Page) -> str:
    """What a reader of the page sees, with plain spaces."""
    assert page.status == 200, page.text
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def test_nothing_is_there_but_debian_and_the_programs(machine: Installed) -> None:
    for name in ("swift", "python3", "gcc", "git"):
        assert machine.debian.run("sh", "-c", f"command -v {name} || echo none").strip() == "none"
    assert not (machine.debian.root / str(ROOT).lstrip("/")).exists()
    assert {path.name for path in (machine.debian.root / FOLDER.lstrip("/")).iterdir()} == set(PROGRAMS)


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_library_is_of_a_debian_package(machine: Installed, name: str) -> None:
    loaded = machine.debian.run("ldd", f"{FOLDER}/{name}")
    assert "not found" not in loaded, loaded
    libraries = re.findall(r"=> (/\S+)", loaded)
    assert libraries
    owned = machine.debian.run("sh", "-c", 'for one; do dpkg -S "*/${one##*/}"; done', "owners", *libraries)
    assert len(owned.splitlines()) >= len(libraries), owned


def test_the_main_story_holds(machine: Installed) -> None:
    done = subprocess.run(
        machine.command("--check"),
        capture_output=True, text=True, timeout=LIMIT, check=False, env=clean_environment({}),
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the story holds" in done.stdout
    assert "skipped" not in done.stdout


def test_pages_have_style_words_and_the_school_s_time(machine: Installed, tmp_path: Path) -> None:
    with served(machine, tmp_path / "output") as city:
        machine.clock("stop")
        city_page = Browser(city.origin).get("/statistics/")
        assert '<html lang="ru"' in city_page.text
        assert "МАОУ СОШ № 12" in text_of(city_page)
        check_style(city, city_page)
        teacher = signed_in(city)
        check_lessons_owed(teacher)
        check_midnight(machine, city, teacher)


def signed_in(city: Served) -> Browser:
    """A teacher's browser."""
    teacher = Browser(city.origin)
    form = teacher.get("/journal/").form("/sign-in")
    after = teacher.post("/journal/sign-in", form.changed(login=city.teacher, password=city.password))
    assert "Сегодня: " in text_of(after)
    return teacher


def check_style(city: Served, page: Page) -> None:
    """The stylesheet that the page names is served as one."""
    path = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)[0]
    sheet = Browser(city.origin).get(path)
    assert sheet.status == 200
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "@media" in sheet.text


def check_lessons_owed(teacher: Browser) -> None:
    """The day's page counts lessons in the right form."""
    count, form = re.findall(r"Не заполнено: (\d+) (\w+)", text_of(teacher.get("/journal/")))[0]
    assert form == form_after(int(count), LESSONS)


def check_midnight(machine: Installed, city: Served, teacher: Browser) -> None:
    """When a school day has ended in Moscow, what was due is overdue since then, though UTC has the day before."""
    for minute in (31, 33, 35):
        assert machine.clock("advance", "--to", f"2026-09-02T21:{minute}:00Z").startswith("2026-09-02T21:")
        overdue = f"просрочено на {minute} {form_after(minute, MINUTES)}"
        wait_for(lambda: overdue in text_of(teacher.get("/monitor/")), f"«{overdue}» on the teacher's page")
        moment = f"Данные полны на: сегодня в 0:{minute}"
        wait_for(lambda: moment in text_of(Browser(city.origin).get("/statistics/")), f"«{moment}» on the city's page")
    assert "Сегодня: четверг, 3 сентября" in text_of(teacher.get("/journal/"))
