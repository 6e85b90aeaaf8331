"""A browser without a window: follows redirects within the origin, keeps cookies, fills forms."""

from __future__ import annotations

import http.client
import urllib.parse
from dataclasses import dataclass, field
from html.parser import HTMLParser

from processes import DemoError

_REDIRECTS = 8
_PATIENCE = 30


@dataclass
class Form:
    """A form as it stands on a page: its fields with what they hold."""

    action: str = ""
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    # The names of all fields, those that hold nothing included.
    names: set[str] = field(default_factory=set)


@dataclass
class Row:
    """A row of a table: its words, its links, and its cells by the names of their columns."""

    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return " ".join(self.words)


class _Reader(HTMLParser):
    """Collects text, links, rows and forms."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        # The words of every link, by where it leads.
        self.link_words: dict[str, list[str]] = {}
        self.rows: list[Row] = []
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select, self._area = "", ""
        self._link, self._cell, self._in_row = "", "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self._link = given["href"]
            self.links.append(self._link)
            if self._in_row:
                self.rows[-1].links.append(self._link)
        elif tag == "tr":
            self.rows.append(Row())
            self._in_row = True
        elif tag == "td":
            self._cell = given.get("data-label", "")
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None:
            self._field(tag, given, {name for name, _ in attrs})

    def _field(self, tag: str, given: dict[str, str], flags: set[str]) -> None:
        form, name = self._open, given.get("name", "")
        assert form is not None
        if tag in ("input", "textarea", "select") and name:
            form.names.add(name)
        if tag == "input" and name:
            if given.get("type") not in ("checkbox", "radio") or "checked" in flags:
                form.fields[name] = given.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in flags or self._select not in form.fields):
            form.fields[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            form.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "a":
            self._link = ""
        elif tag == "td":
            self._cell = ""
        elif tag == "tr":
            self._in_row = False
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area and self._open is not None:
            held = self._open.fields[self._area]
            # The line end right after the tag is no part of the value (HTML 13.1.2.5).
            self._open.fields[self._area] = held + data if held else data.removeprefix("\n")
        elif data.strip():
            # A space that does not break is one to who reads.
            self._word(data.strip().replace("\u00a0", " "))

    def _word(self, word: str) -> None:
        self.words.append(word)
        if self._link:
            self.link_words.setdefault(self._link, []).append(word)
        if self._in_row:
            row = self.rows[-1]
            row.words.append(word)
            if self._cell:
                row.cells[self._cell] = f"{row.cells.get(self._cell, '')} {word}".strip()


@dataclass
class Page:
    """What a request brought."""

    status: int
    path: str
    body: str

    def __post_init__(self) -> None:
        reader = _Reader()
        reader.feed(self.body)
        self.text, self.links = " ".join(reader.words), reader.links
        self.forms, self.rows = reader.forms, reader.rows
        self.link_texts = {where: " ".join(words) for where, words in reader.link_words.items()}

    def form(self, having: str) -> Form:
        """The form with a field of this name."""
        for one in self.forms:
            if having in one.names:
                return one
        raise DemoError(f"{self.path} ({self.status}) has no form with a field {having!r}")


class Browser:
    """One person's browser, at the public origin."""

    def __init__(self, port: int) -> None:
        self._port, self._cookies = port, {}

    def get(self, path: str, **headers: str) -> Page:
        """The page, wherever redirects lead."""
        return self._follow("GET", path, None, headers)

    def submit(self, page: Page, form: Form, **values: str) -> Page:
        """Sends a form with these values in place of what it held."""
        unknown = set(values) - form.names
        if unknown:
            raise DemoError(f"the form of {page.path} has no field {', '.join(sorted(unknown))}")
        filled = form.fields | values
        target = urllib.parse.urljoin(page.path, form.action)
        if form.method == "get":
            return self.get(f"{target}?{urllib.parse.urlencode(filled)}")
        return self._follow("POST", target, urllib.parse.urlencode(filled).encode(), {})

    def sign_in(self, path: str, login: str, password: str) -> Page:
        """Signs in by the form at this path; fails where the form comes back."""
        page = self.get(path)
        after = self.submit(page, page.form("password"), login=login, password=password)
        if after.status != 200 or any("password" in one.names for one in after.forms):
            raise DemoError(f"signing in at {path} ended with {after.status} at {after.path}")
        return after

    def _follow(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Page:
        for _ in range(_REDIRECTS):
            status, location, text = self._ask(method, path, body, headers)
            if status not in (301, 302, 303, 307, 308) or location is None:
                return Page(status, path, text)
            parts = urllib.parse.urlsplit(urllib.parse.urljoin(path, location))
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            method, body = "GET", None
        raise DemoError(f"more than {_REDIRECTS} redirects, the last to {path}")

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, str | None, str]:
        sent = {"Accept": "text/html,application/json", "Accept-Language": "ru"} | headers
        if self._cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            sent["Origin"] = f"http://127.0.0.1:{self._port}"
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            self._keep(answer.headers.get_all("Set-Cookie") or [])
            return answer.status, answer.headers["Location"], answer.read().decode(errors="replace")
        finally:
            connection.close()

    def _keep(self, cookies: list[str]) -> None:
        """One origin for all: paths of cookies are not told apart, for no service minds another's."""
        for cookie in cookies:
            name, _, value = cookie.split(";")[0].partition("=")
            self._cookies.pop(name, None)
            if value:
                self._cookies[name] = value
