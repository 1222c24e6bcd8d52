"""Pages that are read: overview, area, law, help, faults; and no page links to what the reader may not open."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from styringsdialog.register.models import Role
from styringsdialog.reviews.models import DialogueBrief
from styringsdialog.submissions.models import DocumentationPackage, Upload
from styringsdialog.web.overview.rounds import last_period

LINK = re.compile(r'<a [^>]*href="(/[^"#]*)"')


@pytest.mark.parametrize("role", Role.values)
def test_no_page_links_to_what_its_reader_may_not_open(world, signed_in, role):
    client = signed_in(world.users[role])
    waiting, seen = {"/"}, set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code in (200, 302), f"{role}: {address} is {answer.status_code}"
        if answer.streaming:
            b"".join(answer)
            continue
        if "html" not in answer.headers["Content-Type"] or address.startswith("/regler-og-satser/"):
            continue
        found = {link.replace("&amp;", "&") for link in LINK.findall(answer.content.decode())}
        waiting |= {link for link in found if "?" not in link} - seen
    assert len(seen) > 5


def test_the_overview_says_what_waits_with_the_reason(world, signed_in):
    page = signed_in(world.users["case_worker"]).get("/").content.decode()
    assert "Én ting venter på dig" in page
    assert "Tag filen fra Fiktiv Boligforening ind" in page


def test_a_manager_is_not_told_that_a_package_is_missing(world, signed_in):
    page = signed_in(world.users["manager"]).get("/").content.decode()
    assert "Pakken mangler" not in page
    assert "Hent dialogoplægget" in page


@pytest.mark.parametrize(
    ("month", "day", "period"),
    [
        (12, "2026-09-01", ("2025-01-01", "2025-12-31")),
        (6, "2026-06-30", ("2024-07-01", "2025-06-30")),  # the year has not ended before its last day is over
        (6, "2026-07-01", ("2025-07-01", "2026-06-30")),
        (2, "2028-03-01", ("2027-03-01", "2028-02-29")),
    ],
)
def test_the_last_accounting_year_follows_the_organisations_own_calendar(month, day, period):
    from datetime import date

    found = last_period(month, date.fromisoformat(day))
    assert tuple(one.isoformat() for one in found) == period


def test_an_area_shows_its_class_limits_and_distance(world, signed_in):
    page = signed_in(world.users["case_worker"]).get(reverse("area", args=[world.area.pk])).content.decode()
    # 41.0 % outside work and education against a limit of 40 %: one percentage point.
    assert "41" in page
    assert "over 40" in page
    assert "1. december 2025" in page
    assert "<dt>2024</dt>" in page


def test_every_rule_and_rate_has_a_page(world, signed_in):
    client = signed_in(world.users["case_worker"])
    page = client.get(reverse("law")).content.decode()
    links = set(LINK.findall(page))
    below = {link for link in links if link.startswith("/regler-og-satser/") and link != "/regler-og-satser/"}
    assert len(below) > 40
    for link in sorted(below):
        assert client.get(link).status_code == 200, link


def test_a_page_that_is_missing_says_so_in_danish_and_in_the_frame(world, signed_in):
    answer = signed_in(world.users["case_worker"]).get("/findes-ikke/")
    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.content.decode()
    assert "Hovedmenu" in answer.content.decode()


def test_what_is_not_allowed_says_whom_to_ask(world, signed_in):
    answer = signed_in(world.users["unit_contact"]).get(reverse("upload_any"))
    assert answer.status_code == 403
    assert "Spørg kommunens administrator" in answer.content.decode()


def test_a_fault_of_ours_has_a_page_that_needs_nothing(db, monkeypatch):
    from styringsdialog.web.guide import views

    def broken(self):
        raise RuntimeError

    from styringsdialog.users.models import User

    monkeypatch.setattr(views.GuideView, "get_template_names", broken)
    client = Client(raise_request_exception=False)
    user = User.objects.create(username="x", email="x@example.org")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/hjaelp/")
    assert answer.status_code == 500
    assert "Noget gik galt" in answer.content.decode()


def test_a_form_that_is_too_old_says_that_nothing_was_saved():
    assert "er ikke gemt" in render_to_string("403_csrf.html")


def test_the_policy_for_scripts_and_styles_allows_ours_only(db, client):
    policy = client.get("/konto/login/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_a_manager_sees_that_a_package_came_and_was_tried_and_nothing_of_its_points(world, signed_in):
    DialogueBrief.objects.all().delete()
    client = signed_in(world.users["manager"])
    text = client.get("/").content.decode()
    assert "Prøvet mod reglerne" in text
    assert "Modtaget" in text
    assert "at gennemgå" not in text
    assert "mark-ok" not in text.split("<table")[1]  # points not seen give no green
    assert 'href="/pakker/' not in text


def test_a_manager_is_asked_to_read_a_ready_brief(world, signed_in):
    text = signed_in(world.users["manager"]).get("/").content.decode()
    assert f"Læs dialogoplægget om {world.owner.name}" in text


def test_only_accounts_are_not_asked_to_be_reviewed_as_a_package(world, signed_in):
    DialogueBrief.objects.all().delete()
    DocumentationPackage.objects.filter(pk=world.package.pk).update(report_kind="accounts_only")
    Upload.objects.filter(state="previewed").delete()
    client = signed_in(world.users["case_worker"])
    overview = client.get("/").content.decode()
    assert "Kun regnskabet er modtaget" in overview
    assert "Gennemgå" not in overview
    said = "Der er kun modtaget regnskab. Reglerne om resten af pakken er ikke kørt."
    assert said in client.get(reverse("package", args=[world.package.pk])).content.decode()
    assert said in client.get(reverse("points", args=[world.package.pk])).content.decode()


def test_the_sources_of_a_class_are_gathered_by_paragraph(world, signed_in):
    page = signed_in(world.users["case_worker"]).get(reverse("area", args=[world.area.pk]))
    sources = page.context["sources"]
    assert len(sources.texts) <= 4 < len(sources.all)
    text = page.content.decode()
    assert "Alle grænser og kilder" in text
    for code in ("area_classes", "vulnerable_first", "share_outside_work_education_pct convicted_pct"):
        assert code not in text


def test_a_brief_without_points_says_so_in_words(world, signed_in):
    DialogueBrief.objects.filter(pk=world.brief.pk).update(points=[])
    page = signed_in(world.users["case_worker"]).get(reverse("brief", args=[world.brief.pk])).content.decode()
    assert "Det indeholder ingen punkter til mødet." in page
    assert "0 punkter" not in page
