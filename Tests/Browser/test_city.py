"""The main story in the sample city, as deploy/demo serves it: a class of usual size, all services behind one origin."""

from __future__ import annotations

import pytest
from browser import DARK_DESK, DARK_PHONE, DESK, PHONE, PLAIN_DESK, PLAIN_PHONE, Browser, Window
from city import City
from conftest import Opener
from process import wait_for
from selenium.webdriver.common.keys import Keys

LOOKS = [PHONE, DESK, DARK_PHONE, DARK_DESK]
HANDS = [PHONE, DESK, PLAIN_PHONE, PLAIN_DESK]
# The kind of work that is an answer in class.
ANSWER = "1"


def enter(browse: Opener, city: City, window: Window, path: str, login: str) -> Browser:
    """A browser that asked for a page, was led to the sign-in, and from there to the page."""
    browser = browse(window, city.origin)
    browser.open(path)
    browser.type("[name=login]", login)
    browser.type("[name=password]", city.password)
    browser.follow(Keys.ENTER)
    assert not browser.all("[name=password]"), browser.text
    return browser


def follow_link(browser: Browser, css: str) -> None:
    browser.tab_to(css)
    browser.follow(Keys.ENTER)


@pytest.mark.parametrize("window", HANDS, ids=lambda window: window.name)
def test_the_main_story_is_walked_by_keyboard(browse: Opener, city: City, window: Window) -> None:
    topic = f"Проверка связи «{window.name}»"
    parent = enter(browse, city, window, "/diary/", city.parent)
    given, family = parent.find("main strong").text.split()
    marks = len(parent.all(".mark"))
    parent.check("city-diary")

    teacher = enter(browse, city, window, "/journal/", city.teacher)
    teacher.check("city-today")
    link = next(one for one in teacher.all("main .card h2 a") if one.text.startswith(f"{city.class_name} · "))
    follow_link(teacher, f"main .card h2 a[href='{link.get_dom_attribute('href')}']")
    teacher.check("city-lesson")
    teacher.type("[name=topic]", topic)
    teacher.choose("homework-kind", "text")
    teacher.type("[name=homework]", f"§ 7, вопросы 1–3, {window.name}")
    teacher.choose("roll", "all")
    teacher.select("[name=new-kind]", ANSWER)
    teacher.select(teacher.field_of(f"Новая работа: {family} {given}"), "4")
    follow_link(teacher, "main form .actions button")
    assert "Сохранено: тема, домашнее задание" in teacher.text
    teacher.check("city-lesson-saved")

    def is_shown() -> bool:
        parent.open("/diary/")
        return topic in parent.text

    wait_for(is_shown, "the diary to show the lesson")
    row = next(one for one in parent.all("main tbody tr") if topic in one.text)
    assert "4" in [mark.text for mark in row.find_elements("css selector", ".mark")]
    assert len(parent.all(".mark")) == marks + 1
    parent.check("city-diary-entered")


@pytest.mark.parametrize("window", HANDS, ids=lambda window: window.name)
def test_what_is_overdue_is_looked_through_by_keyboard(browse: Opener, city: City, window: Window) -> None:
    browser = enter(browse, city, window, "/monitor/", city.head)
    assert browser.path.startswith("/monitor/schools/")
    assert "МАОУ СОШ № 12" in browser.find("h1").text
    rows = browser.all("main tbody tr")
    assert rows and all("п. 3.5 регламента" in one.text.replace("\u00a0", " ") for one in rows)
    browser.check("city-alerts")
    follow_link(browser, "main nav a[href*='rule=homework']")
    kinds = {one.text.replace("\u00a0", " ") for one in browser.all("main tbody th a")}
    assert kinds == {"Домашнее задание"}
    browser.check("city-alerts-homework")
    follow_link(browser, "main nav a[href*='state=closed']")
    assert "с опозданием" in browser.text
    browser.check("city-alerts-closed")
    follow_link(browser, "header nav li:last-child a")
    assert "Просроченных записей нет." in browser.text
    browser.check("city-alerts-none")
    follow_link(browser, "header .account button")
    assert browser.path.startswith("/journal/sign-in")


@pytest.mark.parametrize("window", HANDS, ids=lambda window: window.name)
def test_the_figures_of_a_day_are_asked_for_by_keyboard(browse: Opener, city: City, window: Window) -> None:
    browser = browse(window, city.origin)
    browser.open("/statistics/")
    assert "МАОУ СОШ № 12" in browser.text and "Весь город" in browser.text
    browser.check("city-figures")
    browser.tab_to("[name=day]")
    follow_link(browser, "main form button")
    assert "day=" in browser.path
    browser.check("city-figures-day")


@pytest.mark.parametrize("window", LOOKS, ids=lambda window: window.name)
def test_the_pages_of_the_city_read_well(browse: Opener, city: City, window: Window) -> None:
    teacher = enter(browse, city, window, "/journal/", city.teacher)
    teacher.check("city-today-looks")
    teacher.open("/monitor/")
    teacher.check("city-my-alerts")
    teacher.open("/journal/nothing")
    teacher.check("city-missing")
    head = enter(browse, city, window, "/journal/school", city.head)
    head.check("city-school")
    head.open("/journal/")
    head.check("city-head-today")
    parent = enter(browse, city, window, "/diary/", city.parent)
    parent.check("city-diary-looks")
    parent.open("/diary/mail")
    parent.check("city-mail")
    parent.open("/diary/week?child=00000000-0000-7000-8000-000000000000")
    parent.check("city-not-theirs")
    parent.open("/statistics/")
    parent.check("city-figures-looks")


def test_pages_are_printed_without_what_is_for_the_screen(browse: Opener, city: City) -> None:
    for login, path, name in (
        (city.parent, "/diary/", "diary"),
        (city.teacher, "/journal/", "today"),
        (city.head, "/monitor/", "alerts"),
    ):
        browser = enter(browse, city, DESK, path, login)
        browser.print_view()
        assert not any(one.is_displayed() for one in browser.all("button, .account, footer, main nav a:not([aria-current])"))
        browser.screenshot(f"city-{name}-printed")


@pytest.mark.parametrize("window", HANDS, ids=lambda window: window.name)
def test_from_the_first_page_links_lead_everywhere(browse: Opener, city: City, window: Window) -> None:
    browser = browse(window, city.origin)
    browser.open("/")
    assert browser.path.startswith("/diary/sign-in")
    follow_link(browser, "main a[href='/journal/']")
    assert "Вход для сотрудников школы" in browser.find("h1").text
    follow_link(browser, "main a[href='/statistics/']")
    assert "Весь город" in browser.text
    teacher = enter(browse, city, window, "/journal/", city.head)
    follow_link(teacher, "header nav a[href='/journal/school']")
    follow_link(teacher, "main nav a[href*='show=lacking']")
    teacher.check("city-school-lacking")
    follow_link(teacher, "header nav a[href='/monitor/']")
    assert teacher.path.startswith("/monitor/schools/")
    follow_link(teacher, "main td a[href*='class=']")
    classes = {one.text for one in teacher.all("main td[data-label='Класс']")}
    assert len(classes) == 1
    follow_link(teacher, "main td a[href*='teacher=']")
    assert len({one.text for one in teacher.all("main td[data-label='Учитель']")}) == 1
    teacher.check("city-alerts-narrowed")
    follow_link(teacher, "header nav a[href='/journal/']")
    assert teacher.path == "/journal/"
