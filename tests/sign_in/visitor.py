"""A visitor without a browser: follows redirects, keeps cookies, fills in the forms of the page they stand on."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin

import requests
from requests.adapters import HTTPAdapter


class _Forms(HTMLParser):
    """The forms of a page: action, method and the fields with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append({"action": given.get("action") or "", "method": given.get("method", "get"), "fields": {}})
        elif tag == "input" and self.forms and given.get("name") and given.get("type") not in ("checkbox", "radio"):
            self.forms[-1]["fields"][given["name"]] = given.get("value") or ""


class OneRequestEach(HTTPAdapter):
    """A connection for each request: one that is kept keeps a thread of the live server beyond its last test."""

    def send(self, request, *arguments, **options):
        request.headers["Connection"] = "close"
        answer = super().send(request, *arguments, **options)
        _ = answer.content  # read to the end, before the connection is closed
        self.poolmanager.clear()
        return answer


class Visitor:
    """One person at one browser."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.mount("http://", OneRequestEach())
        self.answer: requests.Response | None = None

    def close(self) -> None:
        self.session.close()

    @property
    def text(self) -> str:
        return self.answer.text

    @property
    def url(self) -> str:
        return self.answer.url

    @property
    def status(self) -> int:
        return self.answer.status_code

    def open(self, address: str) -> Visitor:
        self.answer = self.session.get(address, timeout=20)
        return self

    def form(self, part: str = "") -> dict:
        """The first form whose action holds `part`."""
        parser = _Forms()
        parser.feed(self.text)
        found = [form for form in parser.forms if part in form["action"]]
        assert found, f"no form with {part!r} on {self.url}: {self.text[:1500]}"
        return found[0]

    def submit(self, part: str = "", **values: str) -> Visitor:
        """Sends the form, with the values given in place of its own."""
        form = self.form(part)
        target = urljoin(self.url, form["action"])
        # A browser sends where the form stands; Django compares it over TLS, and allauth's pages do not need it here.
        self.answer = self.session.request(form["method"], target, data={**form["fields"], **values}, timeout=20)
        return self
