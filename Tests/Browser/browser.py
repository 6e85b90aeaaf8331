"""A headless Chromium as one person uses it: a window, with or without JavaScript, by keyboard, looked at by axe."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / ".build" / "screenshots"
CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
# How long a page may take on a machine that does much else, in seconds.
PATIENCE = 60
# What axe finds worse than this fails a test.
SERIOUS = {"serious", "critical"}

# The side of what a finger finds, in CSS pixels.
TARGET = 44
# What stands alone and is smaller. A radio button or box is touched by its label; a link among words is excepted.
SMALL_TARGETS = """
const words = element => [...element.parentElement.childNodes].some(
    node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
return [...document.querySelectorAll('a[href], button, select, textarea, input:not([type=hidden]), label.option')]
    .filter(one => !one.matches('.skip, label.option input, label.option *') && !(one.matches('a') && words(one)))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < arguments[0] || box.height < arguments[0]))
    .map(([one, box]) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${one.outerHTML.slice(0, 160)}`)
"""


@dataclass(frozen=True)
class Window:
    """A window's size in CSS pixels, and how it differs from a usual one."""

    name: str
    width: int
    height: int
    is_dark: bool = False
    has_scripts: bool = True

    @property
    def is_phone(self) -> bool:
        return self.width < 500


PHONE = Window("phone", 360, 740)
DESK = Window("desk", 1280, 800)
DARK_PHONE = Window("phone-dark", 360, 740, is_dark=True)
DARK_DESK = Window("desk-dark", 1280, 800, is_dark=True)
PLAIN_PHONE = Window("phone-plain", 360, 740, has_scripts=False)
PLAIN_DESK = Window("desk-plain", 1280, 800, has_scripts=False)


def axe_source() -> str:
    """The text of axe.min.js, from the Python package that carries it."""
    found = util.find_spec("axe_playwright_python")
    assert found is not None and found.submodule_search_locations, "axe is not installed; deploy/setup build tests"
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")


class Browser:
    """A browser and what one does with it. `check` after each page is what keeps pages whole."""

    def __init__(self, driver: webdriver.Chrome, window: Window, origin: str) -> None:
        self.driver, self.window, self.origin = driver, window, origin

    # Going somewhere

    def open(self, path: str) -> None:
        self.driver.get(self.origin + path)

    @property
    def path(self) -> str:
        return self.driver.current_url.removeprefix(self.origin)

    @property
    def text(self) -> str:
        """What a person reads, spaces made plain."""
        return self.find("body").text.replace("\u00a0", " ")

    def find(self, css: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    # The keyboard

    @property
    def focused(self) -> WebElement:
        return self.driver.switch_to.active_element

    def press(self, *keys: str) -> None:
        self.focused.send_keys(*keys)

    def tab_to(self, css: str, limit: int = 200) -> WebElement:
        """Tabs until the element has the focus, which must then be seen; fails if the keyboard does not lead there."""
        return self.tab_to_any([self.find(css)], limit)

    def tab_to_any(self, wanted: list[WebElement], limit: int = 200) -> WebElement:
        """As `tab_to`, to whichever of them comes first: of radio buttons only one can be tabbed to."""
        for _ in range(limit):
            focused = self.focused
            if focused in wanted:
                self.check_focus_is_seen()
                return focused
            self.press(Keys.TAB)
        names = [one.get_attribute("name") for one in wanted]
        raise AssertionError(f"{limit} tabs do not lead to {names} on {self.path}")

    def type(self, css: str, text: str) -> None:
        """By keyboard: tabs to a field, empties it, types."""
        self.tab_to(css).send_keys(Keys.CONTROL, "a")
        self.press(Keys.DELETE, text)

    def choose(self, name: str, value: str) -> None:
        """One of several radio buttons, by the arrow keys."""
        group = self.all(f"[name={name}]")
        self.tab_to_any(group)
        for _ in group:
            if self.focused.get_attribute("value") == value:
                self.press(Keys.SPACE)
                return
            self.press(Keys.ARROW_DOWN)
        raise AssertionError(f"{name} has no {value}")

    def select(self, css: str, value: str) -> None:
        """One of a list's values, by the arrow keys."""
        field = self.tab_to(css)
        for _ in field.find_elements(By.TAG_NAME, "option"):
            if field.get_attribute("value") == value:
                return
            self.press(Keys.ARROW_DOWN)
        assert field.get_attribute("value") == value, f"{css} has no {value}"

    def field_of(self, label: str) -> str:
        """The field with this label, as CSS."""
        found = next(one for one in self.all("label") if one.get_attribute("textContent").strip() == label)
        return f"#{found.get_attribute('for')}"

    def follow(self, *keys: str) -> None:
        """Presses keys that lead to another page; returns once it is there."""
        left = self.find("html")
        self.press(*keys)
        wait = WebDriverWait(self.driver, PATIENCE)
        wait.until(lambda _: _is_gone(left))
        # Of a page that still comes in, or leads on to another, a part could be taken for the whole.
        wait.until(lambda driver: driver.execute_script("return document.readyState") == "complete")

    def wait_for(self, css: str) -> WebElement:
        """The element, once it is there."""
        return WebDriverWait(self.driver, PATIENCE).until(lambda _: next(iter(self.all(css)), None))

    # What must hold on every page

    def check(self, name: str) -> None:
        """Takes a screenshot; then nothing is cut off, the console is silent, axe finds nothing serious."""
        self.screenshot(name)
        self.check_width()
        self.check_targets()
        self.check_console()
        if self.window.has_scripts:
            self.check_axe()

    def check_width(self) -> None:
        """The page is not wider than its window: nobody scrolls sideways to read."""
        wide = self.driver.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.path} is {wide} px wider than its window"

    def check_targets(self) -> None:
        """On a phone a finger finds everything: 44 px each way, but for links within a sentence."""
        if self.window.is_phone:
            small = self.driver.execute_script(SMALL_TARGETS, TARGET)
            assert not small, f"{self.path} has too small for a finger:\n" + "\n".join(small)

    def check_console(self) -> None:
        """Nothing but the browser's own notes of answers 4xx, which are pages like others."""
        lines = [line["message"] for line in self.driver.get_log("browser") if not _is_answer_4xx(line)]
        assert not lines, f"{self.path} says on the console: {lines}"

    def check_axe(self) -> None:
        findings = self.axe()
        assert not findings, f"{self.path}: axe finds\n" + "\n".join(findings)

    def axe(self) -> list[str]:
        """What axe finds that is serious, a line each."""
        self.driver.execute_script(axe_source())
        report: dict[str, Any] = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run().then(done, fault => done({error: String(fault)}))"
        )
        assert "error" not in report, report["error"]
        return [
            f"{one['impact']} {one['id']}: {node['html']} ({node['failureSummary']})"
            for one in report["violations"]
            if one["impact"] in SERIOUS
            for node in one["nodes"]
        ]

    def check_focus_is_seen(self) -> None:
        """The element with the focus has an outline."""
        style = self.focused.value_of_css_property("outline-style")
        assert style != "none", f"no outline on {self.focused.get_attribute('outerHTML')[:200]}"

    def print_view(self) -> None:
        """From here on the page stands as it is printed."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})

    def _resize(self, height: int) -> None:
        metrics = _metrics(self.window) | {"height": height}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def screenshot(self, name: str) -> Path:
        """The whole page, as high as it is, in .build/screenshots."""
        assert re.fullmatch(r"[a-z0-9-]+", name), name
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        # What sticks to the window's lower edge stands at the page's, as in a window that high.
        height = self.driver.execute_script("return document.documentElement.scrollHeight")
        self._resize(max(self.window.height, height))
        taken = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
        self._resize(self.window.height)
        file = SCREENSHOTS / f"{name}-{self.window.name}.png"
        file.write_bytes(base64.b64decode(taken["data"]))
        return file


def _is_gone(element: WebElement) -> bool:
    """Whether its page was left. Chromium says so in two ways; the second, while the next page replaces it."""
    try:
        element.is_enabled()
    except StaleElementReferenceException:
        return True
    except WebDriverException as fault:
        if "does not belong to the document" in str(fault):
            return True
        raise
    return False


def _is_answer_4xx(line: dict[str, Any]) -> bool:
    return line["source"] == "network" and re.search(r"status of 4\d\d ", line["message"]) is not None


@contextmanager
def opened(window: Window, origin: str) -> Iterator[Browser]:
    """A fresh browser without memory of any other; closed whatever happens."""
    driver = webdriver.Chrome(options=_options(window), service=webdriver.ChromeService(DRIVER))
    try:
        driver.set_page_load_timeout(PATIENCE)
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", _metrics(window))
        scheme = "dark" if window.is_dark else "light"
        features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", features)
        if not window.has_scripts:
            driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        yield Browser(driver, window, origin)
    finally:
        driver.quit()


def _metrics(window: Window) -> dict[str, Any]:
    return {"width": window.width, "height": window.height, "deviceScaleFactor": 1, "mobile": window.is_phone}


def _options(window: Window) -> webdriver.ChromeOptions:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    # Root may not use Chromium's sandbox; the pages are our own. /dev/shm is small in containers.
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(flag)
    options.add_argument(f"--window-size={window.width},{window.height}")
    options.add_experimental_option("prefs", {"intl.accept_languages": "ru"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return options
