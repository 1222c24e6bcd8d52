"""The English catalogue: complete, nothing fuzzy, nothing left in Danish, placeholders kept; it reaches the page."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation.template import templatize
from tools.compile_messages import entries, machine_form

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "en/LC_MESSAGES/django.po"
# Words that are the same in both languages.
SAME = {
    "Administrator",
    "Budget",
    "For %(name)s.",
    "Invitation",
    "invitation",
    "Menu",
    "Original",
    "PDF",
    "Problem",
    "Version",
    "Word",
    "%(fine)s of %(judged)s",
}


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    found = entries(CATALOGUE.read_text(encoding="utf-8"))
    found.pop("")
    return found


CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
LITERAL = r"""[uUrR]*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(?:_|gettext|ngettext)\({LITERAL}(?:, ?{LITERAL})?")


def strings_of_code(text: str) -> set[str]:
    """What a module gives to be translated; singular and plural joined by a zero byte, as in the catalogue."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS:
            words = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            found.add("\0".join(words[:2]))
    return found - {""}


def strings_of_template(text: str) -> set[str]:
    """The same of a template, by way of Django's own preparation for xgettext."""
    calls = IN_TEMPLATE.findall(templatize(text))
    return {"\0".join(ast.literal_eval(one) for one in literals if one) for literals in calls}


def test_every_string_of_the_sources_is_translated(catalogue):
    package = Path(settings.LOCALE_PATHS[0]).parent
    wanted: set[str] = set()
    for file in package.rglob("*.py"):
        wanted |= strings_of_code(file.read_text(encoding="utf-8"))
    for file in (*package.rglob("*.html"), *package.rglob("templates/**/*.txt")):
        wanted |= strings_of_template(file.read_text(encoding="utf-8"))
    assert len(wanted) > 500
    assert wanted - set(catalogue) == set()
    assert set(catalogue) - wanted == set()


def test_nothing_is_empty_or_left_in_danish(catalogue):
    assert len(catalogue) > 500
    assert [key for key, text in catalogue.items() if not text.strip()] == []
    assert {key for key, text in catalogue.items() if key == text} - SAME == set()


def test_the_catalogue_holds_nothing_fuzzy():
    assert "fuzzy" not in CATALOGUE.read_text(encoding="utf-8")


def test_placeholders_are_the_same(catalogue):
    def names(text):
        return set(re.findall(r"%\(\w+\)s", text))

    assert {key: text for key, text in catalogue.items() if names(key) != names(text)} == {}


def test_a_compiled_catalogue_reads_back(catalogue, tmp_path):
    import gettext

    (tmp_path / "django.mo").write_bytes(machine_form(entries(CATALOGUE.read_text(encoding="utf-8"))))
    with (tmp_path / "django.mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("Overblik") == "Overview"
    assert read.ngettext("Én række", "%(count)s rækker", 3) == "%(count)s rows"


def test_the_switch_changes_pages_and_numbers(world, signed_in):
    client = signed_in(world.users["case_worker"])
    address = reverse("package", args=[world.package.pk])
    answer = client.post(reverse("set_language"), {"language": "en", "next": address})
    assert answer.headers["Location"] == address
    page = client.get(address)
    assert page.headers["Content-Language"] == "en"
    text = page.content.decode()
    assert "What the package holds" in text
    assert "Hvad pakken indeholder" not in text
    # The choice is the person's: it holds on their next device, and for nobody else.
    assert "What the package holds" in signed_in(world.users["case_worker"]).get(address).content.decode()
    assert "Hvad pakken indeholder" in signed_in(world.users["coordinator"]).get(address).content.decode()
