"""The parts of Shared/Web in a browser: read, used by keyboard, with and without JavaScript."""

from __future__ import annotations

import pytest
from browser import DARK_DESK, DARK_PHONE, DESK, PHONE, PLAIN_DESK, PLAIN_PHONE, Window
from conftest import Opener
from selenium.webdriver.common.keys import Keys

LOOKS = [PHONE, DESK, DARK_PHONE, DARK_DESK]
PAGES = {"today": "/guide/", "lesson": "/guide/lesson", "city": "/guide/city", "missing": "/guide/none"}


@pytest.mark.parametrize("window", LOOKS, ids=lambda window: window.name)
def test_every_page_reads_well(browse: Opener, guide: str, window: Window) -> None:
    browser = browse(window, guide)
    for name, path in PAGES.items():
        browser.open(path)
        browser.check(f"guide-{name}")


@pytest.mark.parametrize("window", [PHONE, DESK, PLAIN_PHONE, PLAIN_DESK], ids=lambda window: window.name)
def test_a_form_is_filled_in_by_keyboard(browse: Opener, guide: str, window: Window) -> None:
    browser = browse(window, guide)
    browser.open("/guide/lesson")
    browser.type("[name=topic]", "")
    browser.type("[name=homework]", "№ 5 <b>")
    browser.type("[name=mark-1]", "7")
    browser.tab_to("main button.main")
    browser.follow(Keys.ENTER)
    assert browser.find("h2").text.replace("\u00a0", " ") == "Не сохранено: 2 ошибки"
    assert browser.driver.title.startswith("Ошибка: ")
    browser.check("guide-lesson-refused")
    assert browser.find("[name=homework]").get_attribute("value") == "№ 5 <b>"
    browser.tab_to("#errors a[href='#f-mark-1']").send_keys(Keys.ENTER)
    assert browser.focused.get_attribute("name") == "mark-1"
    browser.press(Keys.CONTROL, "a")
    browser.press("5")
    browser.type("[name=topic]", "Дроби")
    browser.follow(Keys.ENTER)
    assert browser.path == "/guide/"
    assert "Урок сохранён" in browser.text
    browser.check("guide-lesson-saved")
    browser.open("/guide/")
    assert "Урок сохранён" not in browser.text


def test_the_skip_link_comes_first_and_leads_to_the_content(browse: Opener, guide: str) -> None:
    browser = browse(DESK, guide)
    browser.open("/guide/")
    browser.press(Keys.TAB)
    assert browser.focused.text == "К содержанию"
    browser.check_focus_is_seen()
    browser.press(Keys.ENTER)
    assert browser.focused.get_attribute("id") == "main"


def test_the_language_is_changed_and_kept(browse: Opener, guide: str) -> None:
    browser = browse(PHONE, guide)
    browser.open("/guide/city")
    browser.tab_to("footer a[lang=en]")
    browser.follow(Keys.ENTER)
    assert browser.path == "/guide/city"
    assert browser.find("html").get_attribute("lang") == "en"
    browser.open("/guide/")
    assert browser.find("h1").text == "Today"
    browser.check("guide-today-english")
