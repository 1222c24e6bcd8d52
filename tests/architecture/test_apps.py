"""All rooms of the house are there, and every concept has one Danish word and one identifier."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from tests.architecture import checkers
from tests.architecture.checkers import PACKAGE, PROJECT

APPS = (
    "core users trail notices files thread register submissions figures areas capacity agreements meetings "
    "reviews supervision coordination dialogue documents exchange processes web api demo"
).split()
PURE = ("wording", "analysis", "rulebook")
GLOSSARY = PROJECT / "docs" / "glossary.md"


@pytest.mark.parametrize("name", APPS)
def test_every_app_is_installed_under_its_final_name(name):
    config = apps.get_app_config(name)
    assert config.name == f"styringsdialog.{name}"
    assert config.default_auto_field == "django.db.models.BigAutoField"
    assert re.fullmatch(r"[A-ZÆØÅ].+", str(config.verbose_name))


def test_pure_packages_are_no_apps():
    installed = {config.name for config in apps.get_app_configs()}
    for name in PURE:
        assert (PACKAGE / name / "__init__.py").exists()
        assert f"styringsdialog.{name}" not in installed


def test_no_room_is_missing_from_the_list():
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert folders - {"cli"} == {*APPS, *PURE, "config"}


def test_there_is_no_admin_site_and_no_auditlog_middleware():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not any("auditlog" in name for name in settings.MIDDLEWARE)
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")


def test_glossary_is_unique_in_both_directions():
    rows = list(checkers.glossary_rows(GLOSSARY.read_text(encoding="utf-8")))
    assert len(rows) > 50
    assert checkers.ambiguous(rows) == []


def test_every_model_stands_in_the_glossary_under_its_danish_name():
    rows = list(checkers.glossary_rows(GLOSSARY.read_text(encoding="utf-8")))
    by_class = {name: row for row in rows for name in row.classes}
    faults = []
    for model in apps.get_models():
        if not model.__module__.startswith("styringsdialog."):
            continue
        name, danish = model.__name__, str(model._meta.verbose_name).lower()
        if name not in by_class:
            faults.append(f"{model._meta.label} has no row")
        elif danish not in by_class[name].terms:
            faults.append(f"{model._meta.label} is called »{danish}«, the glossary says {by_class[name].terms}")
    assert faults == []
