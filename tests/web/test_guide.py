"""The guide in the app: every page of the folder, links that lead somewhere, text that is never markup."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from styringsdialog.web.guide import reading
from styringsdialog.web.guide.reading import PAGES, page_of

FOLDER = Path(__file__).parents[2] / "docs/brugervejledning"


def test_the_pages_are_those_of_the_folder():
    assert sorted(PAGES) == sorted(file.stem for file in FOLDER.glob("*.md"))


def test_every_link_of_every_page_leads_to_a_page(register, signed_in):
    client = signed_in(register.users["case_worker"])
    links = {link for name in PAGES for link in re.findall(r'href="([^"]+)"', page_of(name).body)}
    assert len(links) >= 7
    assert all(link.startswith(("/hjaelp/", "https://")) for link in links)
    assert {client.get(link).status_code for link in links if link.startswith("/")} == {200}


def test_markup_in_a_text_is_shown_and_not_run(monkeypatch):
    links = "[ud](javascript:alert(1)) og [ret](../permissions.md) & [side](omraader.md#a)"
    text = f"# Titel\n\n<script>alert(1)</script>\n\n{links}"
    monkeypatch.setattr(reading, "text_of", lambda name: text)
    body = page_of.__wrapped__("index").body
    assert "<script" not in body
    assert "&lt;script&gt;" in body
    assert 'href="javascript' not in body
    assert "og ret &amp; " in body
    assert 'href="/hjaelp/omraader/#a"' in body


def test_a_page_that_is_not_there_is_404(register, signed_in):
    assert signed_in(register.users["case_worker"]).get("/hjaelp/findes-ikke/").status_code == 404


@pytest.mark.parametrize(("name", "said"), [("", "Here is what matters most"), ("omraader/", "exists in Danish only")])
def test_english_readers_are_told_that_the_guide_is_danish(register, signed_in, name, said):
    client = signed_in(register.users["case_worker"])
    client.post(reverse("set_language"), {"language": "en"})
    page = client.get(f"/hjaelp/{name}").content.decode()
    assert said in page
