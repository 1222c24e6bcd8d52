"""The two packages worked out by hand give the same findings by command and in the browser, as the table says."""

import json

import pytest
from playwright.sync_api import expect

from styringsdialog.cli import main
from styringsdialog.register.models import HousingOrganisation
from styringsdialog.rulebook.finding import Outcome
from styringsdialog.wording.messages import sentence
from tests.fixtures.packages.build import PACKAGES, findings_of, package_of
from tests.web.world import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize("name", PACKAGES)
def test_command_and_browser_agree_with_the_table(name, register, page, live_server, sign_in, tmp_path, capsys):
    facts = package_of(name)
    own = facts.organisation
    HousingOrganisation.objects.create(
        lbf_number=own.lbf_number, name=own.name, owner_kind=own.owner_kind, seat_municipality=register.place
    )
    file = tmp_path / "pakke.xlsx"
    file.write_bytes(workbook(facts))
    day, table = findings_of(name)
    by_hand = {(row["rule"], row["subject"], row["outcome"]) for row in table}

    assert main(["review", str(file), "--day", day.isoformat(), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {(one["rule"], one["subject"]["key"], one["outcome"]) for one in told} == by_hand

    sign_in(register.users["case_worker"])
    shown = points_in_the_browser(page, live_server.url, own.name, file.read_bytes())
    assert len(shown) == len(told)
    for one in told:
        place = own.name if one["subject"]["kind"] == "organisation" else f"Afd. {int(one['subject']['key'])} "
        alike = [text for rule, outcome, text in shown if rule == one["rule"] and outcome == one["outcome"]]
        # The page tells why a breach was lowered beside the source, not in the sentence.
        told_in = " ".join(one["text"].split(". ", 1)[1].split()).replace(" Sat til «", "\nSat til «").split("\n")
        assert any(place in text and all(part in text for part in told_in) for text in alike), (told_in, alike)


def points_in_the_browser(page, address, organisation, data):
    """Take the package in, then open every point: (rule, outcome, the whole text of the page's article)."""
    page.goto(f"{address}/")
    page.get_by_role("link", name=organisation, exact=True).first.click()
    page.get_by_role("link", name="Læg en fil op").click()
    page.get_by_label("Fil", exact=True).set_input_files({"name": "pakke.xlsx", "mimeType": XLSX, "buffer": data})
    page.get_by_role("button", name="Læg op").click()
    page.get_by_role("button", name="Tag filen ind").click()
    page.get_by_role("link", name="Gennemgå punkterne").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(organisation)
    points = page.url.split("?")[0]
    shown = []
    for outcome in Outcome:
        page.goto(f"{points}?outcome={outcome}")
        lists = [link.get_attribute("href") for link in page.locator('.point-list a[href^="?rule="]').all()]
        links = {link.get_attribute("href") for link in page.locator("[data-point]").all()}
        for each in lists:
            page.goto(points + each)
            links |= {link.get_attribute("href") for link in page.locator("[data-point]").all()}
        for link in sorted(links):
            page.goto(address + link.split("#")[0])
            article = page.locator("article.point")
            expect(article).to_contain_text(sentence(f"outcome.{outcome}", part="title"))
            rule = article.locator('a[href*="/regel/"]').inner_text().split()[-1]
            shown.append((rule, str(outcome), " ".join(article.inner_text().split())))
    return shown
