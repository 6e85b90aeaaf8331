"""A browser without scripts: cookies, redirects, and forms sent as they stand on the page."""

from __future__ import annotations

import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from process import PATIENCE

Fields = list[tuple[str, str]]


@dataclass
class Form:
    """A form of a page. Boxes that are not ticked are not among its fields."""

    action: str
    fields: Fields = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return next(value for key, value in self.fields if key == name)

    def changed(self, **changes: str | None) -> Fields:
        """The fields with these values; None takes one away. Underscores in names stand for dashes."""
        named = {name.replace("_", "-"): value for name, value in changes.items()}
        return self.with_values(named)

    def with_values(self, changes: dict[str, str | None]) -> Fields:
        """The fields with these values; None takes one away."""
        kept = [(name, changes.get(name, value)) for name, value in self.fields]
        added = [(name, value) for name, value in changes.items() if name not in {key for key, _ in self.fields}]
        return [(name, value) for name, value in kept + added if value is not None]


class _Forms(HTMLParser):
    """Reads the forms of a page, and the texts that its error paragraphs hold, by id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.errors: dict[str, str] = {}
        self._text: str | None = None
        self._select: list[tuple[str, bool]] | None = None
        self._name = ""
        self._error = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(values.get("action", "")))
        elif tag == "input" and self.forms and "name" in values:
            if values.get("type") not in ("radio", "checkbox") or "checked" in values:
                self.forms[-1].fields.append((values["name"], values.get("value", "")))
        elif tag == "textarea":
            self._name, self._text = values["name"], ""
        elif tag == "select":
            self._name, self._select = values["name"], []
        elif tag == "option" and self._select is not None:
            self._select.append((values.get("value", ""), "selected" in values))
        elif tag == "p" and values.get("class") == "error":
            self._error = values.get("id", "")
            self.errors[self._error] = ""

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text += data
        if self._error:
            self.errors[self._error] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self.forms[-1].fields.append((self._name, self._text.removeprefix("\n")))
            self._text = None
        elif tag == "select" and self._select is not None:
            chosen = [value for value, is_selected in self._select if is_selected] or [self._select[0][0]]
            self.forms[-1].fields.append((self._name, chosen[0]))
            self._select = None
        elif tag == "p":
            self._error = ""


@dataclass
class Page:
    """An answer."""

    status: int
    url: str
    headers: Any
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    def form(self, action: str) -> Form:
        """The form that is sent to a path ending so."""
        return next(one for one in self._read.forms if one.action.endswith(action))

    def error(self, name: str) -> str:
        """What is said to be wrong beside a field."""
        return self._read.errors[f"f-{name}-error"]

    @property
    def _read(self) -> _Forms:
        read = _Forms()
        read.feed(self.text)
        return read


class Browser:
    """Keeps cookies, follows redirects, sends forms."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def send(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Page:
        """One request, and where it leads."""
        request = urllib.request.Request(self.origin + path, data=body, method=method)
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return Page(answer.status, answer.url, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as refused:
            return Page(refused.code, refused.url or path, refused.headers, refused.read().decode())

    def get(self, path: str) -> Page:
        return self.send("GET", path)

    def post(self, path: str, fields: Fields) -> Page:
        """Sends a form."""
        body = urllib.parse.urlencode(fields).encode()
        return self.send("POST", path, body, Content_Type="application/x-www-form-urlencoded")

    def api(self, method: str, path: str, content: Any = None, version: int | None = None, **headers: str) -> Page:
        """A request of a program."""
        if content is not None:
            headers["Content_Type"] = "application/json"
        if version is not None:
            headers["If_Match"] = f'"{version}"'
        return self.send(method, path, None if content is None else json.dumps(content).encode(), **headers)
