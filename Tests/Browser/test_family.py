"""A parent's way through the diary: sign in, look at the week, at another week and child, choose mail, sign out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from browser import DARK_PHONE, DESK, PHONE, PLAIN_DESK, PLAIN_PHONE, Window
from cluster import Cluster
from conftest import Opener
from diary import PASSWORD
from home import Home, at_home, fill
from selenium.webdriver.common.keys import Keys
from zvonok_interop.load import AckLog


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A mother of two, for all tests here: each signs in anew."""
    folder = tmp_path_factory.mktemp("family")
    cluster, log = Cluster(folder), AckLog(folder / "acknowledged.jsonl")
    try:
        made = at_home(cluster, log, datetime.now(UTC))
        fill(made)
        made.issue(made.guardian, "vetrova")
        made.wait_caught_up()
        yield made
    finally:
        log.close()
        cluster.close()


@pytest.mark.parametrize(
    "window", [PHONE, DESK, DARK_PHONE, PLAIN_PHONE, PLAIN_DESK], ids=lambda window: window.name
)
def test_a_parent_reads_the_week_by_keyboard(browse: Opener, home: Home, window: Window) -> None:
    browser = browse(window, home.diary.origin)
    browser.open("/diary/")
    assert browser.path.startswith("/diary/sign-in")
    browser.type("[name=login]", "vetrova")
    browser.type("[name=password]", "not this one")
    browser.follow(Keys.ENTER)
    assert "не подходят" in browser.text
    assert browser.find("[name=login]").get_attribute("value") == "vetrova"
    browser.check("family-sign-in-refused")
    browser.type("[name=password]", PASSWORD)
    browser.follow(Keys.ENTER)
    assert browser.path == "/diary/week"
    browser.check("family-week")
    browser.tab_to("nav[aria-label='Недели'] li:first-child a")
    browser.follow(Keys.ENTER)
    assert "Fractions" in browser.text and "Algebra" in browser.text
    browser.check("family-week-before")
    children = browser.all("nav[aria-label='Дети'] a")
    assert len(children) == 2
    browser.tab_to("nav[aria-label='Дети'] li:last-child a")
    browser.follow(Keys.ENTER)
    assert browser.find("nav[aria-label='Дети'] li:last-child a").get_attribute("aria-current") == "true"
    browser.tab_to("header nav li:last-child a")
    browser.follow(Keys.ENTER)
    browser.tab_to("main button.main")
    browser.follow(Keys.ENTER)
    assert "Сохранено" in browser.text
    browser.check("family-mail")
    browser.tab_to("header .account button")
    browser.follow(Keys.ENTER)
    assert "Вы вышли" in browser.text
    browser.open("/diary/week")
    assert browser.path.startswith("/diary/sign-in")
