"""Issue of a lesson: a teacher enters it, the parent reads it, each in a browser, by keyboard."""

from __future__ import annotations

import pytest
from browser import DARK_DESK, DARK_PHONE, DESK, PHONE, PLAIN_DESK, PLAIN_PHONE, Browser, Window
from conftest import Opener
from process import wait_for
from school import PARENT, PASSWORD, TEACHER, School
from selenium.webdriver.common.keys import Keys
from zvonok_interop import ids

LOOKS = [PHONE, DESK, DARK_PHONE, DARK_DESK]
HANDS = [PHONE, DESK, PLAIN_PHONE, PLAIN_DESK]


def sign_in(browser: Browser, path: str, login: str) -> None:
    """Asks for a page, is led to the sign-in, and from there to the page."""
    browser.open(path)
    browser.type("[name=login]", login)
    browser.type("[name=password]", PASSWORD)
    browser.follow(Keys.ENTER)


@pytest.mark.parametrize("window", LOOKS, ids=lambda window: window.name)
def test_the_pages_of_a_teacher_read_well(browse: Opener, school: School, window: Window) -> None:
    browser = browse(window, school.journal.origin)
    browser.open("/journal/")
    browser.check("journal-sign-in")
    sign_in(browser, "/journal/", TEACHER)
    browser.check("journal-today")
    browser.open(school.day_path())
    browser.check("journal-day")
    browser.open(school.lesson_path())
    browser.check("journal-lesson")
    browser.open("/journal/lessons/00000000-0000-7000-8000-000000000000")
    browser.check("journal-missing")


@pytest.mark.parametrize("window", LOOKS, ids=lambda window: window.name)
def test_the_pages_of_a_parent_read_well(browse: Opener, school: School, window: Window) -> None:
    browser = browse(window, school.diary.origin)
    browser.open("/diary/")
    browser.check("diary-sign-in")
    sign_in(browser, "/diary/", PARENT)
    browser.check("diary-this-week")
    browser.open(school.week_path())
    browser.check("diary-week")
    browser.open("/diary/mail")
    browser.check("diary-mail")


@pytest.mark.parametrize("window", LOOKS, ids=lambda window: window.name)
def test_the_page_of_the_city_reads_well(browse: Opener, school: School, window: Window) -> None:
    browser = browse(window, f"http://127.0.0.1:{school.collector.http_port}")
    browser.open("/statistics/")
    browser.check("statistics-city")
    browser.open(f"/statistics/?day={school.past_days()[0]}")
    assert "Весь город" in browser.text
    browser.check("statistics-city-day")
    browser.open("/statistics/?day=yesterday")
    assert "Запрос не принят" in browser.text
    browser.check("statistics-not-understood")


@pytest.mark.parametrize("window", HANDS, ids=lambda window: window.name)
def test_a_lesson_is_entered_and_read_by_keyboard(browse: Opener, school: School, window: Window) -> None:
    topic = f"Дроби <{window.name}>"
    teacher = browse(window, school.journal.origin)
    sign_in(teacher, school.lesson_path(), TEACHER)
    teacher.type("[name=topic]", topic)
    teacher.choose("homework-kind", "text")
    teacher.type("[name=homework]", "№ 1 & 2")
    teacher.choose("roll", "all")
    teacher.tab_to(f"select[name^=mark-][name$='{ids.text(school.child)}']")
    teacher.press("5")
    teacher.tab_to("main form[action$='lessons/" + school.lesson_path().split("/")[-1] + "'] button[type=submit]")
    teacher.follow(Keys.ENTER)
    teacher.check("journal-lesson-saved")
    assert topic in teacher.text or topic in (teacher.find("[name=topic]").get_attribute("value") or "")

    parent = browse(window, school.diary.origin)
    sign_in(parent, school.week_path(), PARENT)

    def is_shown() -> bool:
        parent.open(school.week_path())
        return topic in parent.text

    wait_for(is_shown, "the diary to show the lesson")
    parent.check("diary-week-entered")
    assert "5" in [mark.text for mark in parent.all(".mark")]


@pytest.mark.parametrize("window", HANDS, ids=lambda window: window.name)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    browse: Opener, school: School, window: Window
) -> None:
    browser = browse(window, school.journal.origin)
    sign_in(browser, school.lesson_path(1), TEACHER)
    browser.type("[name=topic]", "Проценты & <доли>")
    browser.choose("homework-kind", "text")
    browser.press(Keys.ENTER)
    browser.wait_for("#errors")
    browser.check("journal-lesson-refused")
    field = browser.find("[aria-invalid=true], fieldset[aria-describedby*=error]")
    assert browser.find(f"#{field.get_attribute('id')}-error").text
    assert browser.find("[name=topic]").get_attribute("value") == "Проценты & <доли>"
    browser.tab_to("#errors a")
    browser.press(Keys.ENTER)
    assert browser.focused == field


@pytest.mark.parametrize("window", [PHONE, PLAIN_DESK], ids=lambda window: window.name)
def test_a_wrong_password_is_refused_beside_the_form(browse: Opener, school: School, window: Window) -> None:
    for origin, path, login in (
        (school.journal.origin, "/journal/", TEACHER),
        (school.diary.origin, "/diary/", PARENT),
    ):
        browser = browse(window, origin)
        browser.open(path)
        browser.type("[name=login]", login)
        browser.type("[name=password]", "not the password")
        browser.follow(Keys.ENTER)
        assert "раскладку клавиатуры" in browser.find("main [role=alert]").text
        assert browser.find("[name=login]").get_attribute("value") == login
        assert not browser.find("[name=password]").get_attribute("value")
        browser.check(f"{path.strip('/')}-sign-in-refused")
