"""A municipality that requires a second factor: its people are led to it, and to nothing else, until they have one."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from styringsdialog.config.sign_in.second_factor_mode import second_factor_mode

ADDRESS = "/konto/2fa/"


def as_user(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def required(settings):
    settings.STYRINGSDIALOG_SECOND_FACTOR = "required"


def test_where_it_is_offered_nobody_is_led_anywhere(register):
    assert as_user(register.users["administrator"]).get("/hjaelp/").status_code == 200


@pytest.mark.parametrize("role", ["coordinator", "case_worker", "unit_contact", "manager", "adviser", "administrator"])
def test_people_with_a_municipal_role_are_led_to_set_it_up(register, required, role):
    client = as_user(register.users[role])
    for address in ("/", "/organisationer/", "/min-konto/"):
        assert client.get(address).headers.get("Location") == ADDRESS
    page = client.get(ADDRESS).content.decode()
    assert "Kommunen kræver et ekstra led ved login" in page
    assert client.post("/sprog/setlang/", {"language": "en"}).headers["Location"] != ADDRESS
    assert client.post("/konto/logout/").headers["Location"] == "/"


def test_people_of_an_organisation_are_not(register, required):
    assert as_user(register.users["organisation_editor"]).get("/hjaelp/").status_code == 200


def test_who_has_one_goes_on(register, required):
    user = register.users["administrator"]
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    assert as_user(user).get("/hjaelp/").status_code == 200


@pytest.mark.parametrize(("whose", "status"), [("theirs", 200), ("ours", 302)])
def test_who_showed_one_to_their_own_provider_goes_on(register, required, named, whose, status):
    from tests.sign_in.conftest import oidc_entry

    named(oidc_entry("https://login.example.org", second_factor=whose))
    user = register.users["administrator"]
    client = as_user(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "provider": "kommunen", "at": 1}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    assert client.get("/hjaelp/").status_code == status


def test_a_misspelt_setting_stops_the_start():
    assert second_factor_mode("required") == "required"
    with pytest.raises(ImproperlyConfigured, match="STYRINGSDIALOG_SECOND_FACTOR"):
        second_factor_mode("requred")
