"""Getting in: the demo's buttons, only in the demo; the choice of municipality; signing out."""

from datetime import date

import pytest
from django.test import Client

from styringsdialog.register.models import Membership, Municipality, Role
from styringsdialog.users.models import User


def test_the_demo_lists_one_user_per_role_and_signs_in_at_once(register, client):
    page = client.get("/konto/login/").content.decode()
    assert page.count('name="user"') == len(Role.values) + 1  # and the manager of the other municipality
    assert "Læser pakkerne, lægger filer ind" in page
    answer = client.post("/demo/log-ind/", {"user": register.users["manager"].pk})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert "Leder eller politiker" in client.get("/").content.decode()


def test_outside_the_demo_there_is_neither_list_nor_sign_in(register, client, settings):
    settings.STYRINGSDIALOG_DEMO = False
    assert 'name="user"' not in client.get("/konto/login/").content.decode()
    for method in (client.get, client.post):
        assert method("/demo/log-ind/", {"user": register.users["manager"].pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_demo_signs_nobody_in_whom_it_does_not_list(register, client):
    real = Municipality.objects.create(code="0997", name="Ægte Kommune")
    user = User.objects.create(username="rigtig", email="rigtig@example.org")
    Membership.objects.create(user=user, role=Role.COORDINATOR, municipality=real, valid_from=date(2020, 1, 1))
    assert client.post("/demo/log-ind/", {"user": user.pk}).status_code == 404
    assert client.post("/demo/log-ind/", {"user": "x"}).status_code == 404


def test_the_demo_needs_the_token_against_forged_forms(register):
    careful = Client(enforce_csrf_checks=True)
    assert careful.post("/demo/log-ind/", {"user": register.users["manager"].pk}).status_code == 403


@pytest.mark.parametrize(("wanted", "reached"), [("/pakker/", "/pakker/"), ("https://elsewhere.example/", "/")])
def test_sign_in_leads_on_only_within_the_site(register, client, wanted, reached):
    answer = client.post("/demo/log-ind/", {"user": register.users["manager"].pk, "next": wanted})
    assert answer.headers["Location"] == reached


def test_somebody_with_two_municipalities_chooses_and_sees_one_at_a_time(register, signed_in):
    user = register.users["adviser"]
    other = Municipality.objects.get(code="0998")
    Membership.objects.create(user=user, role=Role.ADVISER, municipality=other, valid_from=date(2020, 1, 1))
    client = signed_in(user)
    assert "Fjernbo Boliger" in client.get("/organisationer/").content.decode()  # by name, Fjernbo comes first
    client.post("/kommune/", {"code": "0999"})
    page = client.get("/organisationer/").content.decode()
    assert "Fiktiv Boligforening" in page
    assert "Fjernbo Boliger" not in page


def test_a_user_without_any_role_sees_an_empty_overview(db, signed_in):
    page = signed_in(User.objects.create(username="ny", email="ny@example.org")).get("/").content.decode()
    assert "Der er ingen organisationer, du har adgang til i dag." in page


def test_invented_data_is_marked_on_every_page_and_real_data_is_not(register, signed_in):
    client = signed_in(register.users["case_worker"])
    assert "Fiktive data" in client.get("/hjaelp/").content.decode()
    Municipality.objects.update(is_fictional=False)
    assert "Fiktive data" not in client.get("/hjaelp/").content.decode()


def test_log_off_ends_the_session(register, signed_in):
    client = signed_in(register.users["case_worker"])
    assert client.post("/konto/logout/").status_code == 302
    assert client.get("/").status_code == 302
