"""In a real browser: the whole way through each provider under our content security policy, and a passkey."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from styringsdialog.register.models import Membership
from styringsdialog.users.models import User

PASSWORD = "en lang adgangskode 1"


@pytest.mark.parametrize("kind", ["oidc", "saml"])
def test_through_the_municipalitys_own_sign_in(at, page, live_server, complaints, kind):
    at(kind)
    page.goto(f"{live_server.url}/pakker/")
    label = "Ålev Kommune" if kind == "oidc" else "Prøveregionen"
    page.get_by_role("button", name=f"Log ind med {label}").click()
    page.wait_for_url("http://127.0.0.1:*/**")
    page.locator("input[name=login]").fill("anna")
    if kind == "oidc":
        page.locator("input[name=password]").fill("hvad som helst")
        page.locator("button[type=submit]").first.click()
        page.get_by_role("button", name="Continue").click()
    else:
        page.get_by_role("button", name="Log ind").click()
        page.get_by_role("button", name="Fortsæt").click()
    page.wait_for_url(f"{live_server.url}/pakker/")
    expect(page.get_by_text("Anna Prøve").first).to_be_visible()
    assert Membership.objects.filter(user__email="anna@example.org", role="case_worker").exists()
    assert [text for text in complaints if "Content Security Policy" in text and "127.0.0.1" not in page.url] == []


def test_the_way_is_shut_where_the_policy_does_not_name_the_provider(at, page, live_server, settings, complaints):
    """That the test above would notice: without the provider's origin the browser stops the redirect."""
    at("oidc")
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "form-action": ["'self'"]}}
    page.goto(f"{live_server.url}/konto/login/")
    page.get_by_role("button", name="Log ind med Ålev Kommune").click()
    page.wait_for_timeout(500)
    assert page.url == f"{live_server.url}/konto/login/"
    assert any("form-action" in text for text in complaints)


@pytest.fixture
def key(page):
    """A passkey device of Chromium's own, that always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def recognises(owner: bool) -> None:
        session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": owner})

    return recognises


def test_a_passkey_is_added_and_then_lets_in_by_itself(shared_register, page, live_server, key, complaints, axe):
    user = shared_register.users["case_worker"]
    user.set_password(PASSWORD)
    user.save()
    page.goto(f"{live_server.url}/konto/login/")
    page.get_by_label("Brugernavn eller e-mail").fill("case_worker")
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).last.click()
    page.goto(f"{live_server.url}/konto/2fa/webauthn/add/")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Bekræft").click()
    page.get_by_label("Navn").fill("Arbejdscomputer")
    page.get_by_text("Brug den i stedet for adgangskoden").click()
    assert axe() == {}
    page.get_by_role("button", name="Tilføj", exact=True).click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto(f"{live_server.url}/konto/2fa/webauthn/")
    expect(page.get_by_role("cell", name="Arbejdscomputer", exact=True)).to_be_visible()
    assert axe() == {}
    page.get_by_role("button", name="Log af").first.click()
    page.goto(f"{live_server.url}/konto/login/")
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/min-konto/")
    expect(page.get_by_role("definition").filter(has_text=re.compile("^case_worker$"))).to_be_visible()
    assert complaints == []


def test_a_passkey_that_does_not_know_its_owner_lets_nobody_in_and_the_page_says_so(
    shared_register, page, live_server, key
):
    page.goto(f"{live_server.url}/konto/login/")
    key(False)
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    expect(page.get_by_text("Adgangsnøglen blev ikke brugt.")).to_be_visible()
    assert page.url.startswith(f"{live_server.url}/konto/login/")


PAGES = {
    "account": "/min-konto/",
    "second factor": "/konto/2fa/",
    "app": "/konto/2fa/totp/activate/",
    "passkeys": "/konto/2fa/webauthn/",
    "add a passkey": "/konto/2fa/webauthn/add/",
    "sessions": "/konto/sessions/",
    "change password": "/konto/password/change/",
    "e-mail": "/konto/email/",
    "shared sign-in": "/konto/3rdparty/",
    "log off": "/konto/logout/",
}
OUTSIDE = {
    "sign-in": "/konto/login/",
    "forgotten": "/konto/password/reset/",
    "sent": "/konto/password/reset/done/",
    "used link": "/konto/password/reset/key/1-x/",
    "closed": "/konto/inactive/",
    "no sign-up": "/konto/signup/",
    "interrupted": "/konto/3rdparty/login/cancelled/",
    "on the way": "/konto/oidc/kommunen/login/",
}


def faults_of(page, live_server, axe, addresses) -> dict:
    found = {}
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        found |= {f"{name}, {rule}": places for rule, places in axe().items()}
        extra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if extra > 0:
            found[f"{name}, too wide"] = extra
        text = page.locator("body").inner_text()
        for english in ("Two-Factor", "Sign In", "Password Reset", "Security Key", "Authenticator app"):
            if english in text:
                found[f"{name}, English"] = english
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_about_sign_in(at, page, live_server, complaints, axe, width):
    at("oidc")
    page.set_viewport_size({"width": width, "height": 900})
    assert faults_of(page, live_server, axe, OUTSIDE) == {}
    user = User.objects.get(username="case_worker")
    user.set_password(PASSWORD)
    user.save()
    page.goto(f"{live_server.url}/konto/login/?next=/konto/2fa/totp/activate/")
    page.get_by_label("Brugernavn eller e-mail").fill("case_worker")
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).last.click()
    assert axe() == {}
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Bekræft").click()
    page.wait_for_url("**/totp/activate/")
    assert faults_of(page, live_server, axe, PAGES) == {}
    page.goto(f"{live_server.url}/konto/2fa/totp/activate/")
    page.get_by_label("Kode fra appen").fill("000000")
    page.get_by_role("button", name="Slå appen til").click()
    expect(page.get_by_text("Koden passer ikke.")).to_be_visible()
    assert axe() == {}
    assert [text for text in complaints if "404" not in text and "401" not in text] == []


def test_english_is_whole(shared_register, live_server, client: Client):
    client.force_login(shared_register.users["manager"], backend="django.contrib.auth.backends.ModelBackend")
    client.post("/sprog/setlang/", {"language": "en", "next": "/"})
    text = client.get("/min-konto/").content.decode()
    assert "Your roles" in text
    assert "Dine roller" not in text
