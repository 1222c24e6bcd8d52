"""«Min konto»: what it shows, what it keeps, and a language that follows the person to the next device."""

import datetime

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from styringsdialog.register.models import Membership
from styringsdialog.trail.models import TrailEntry

ACCOUNT = "/min-konto/"


@pytest.fixture
def device():
    """device(user) -> a browser that is signed in."""

    def make(user) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


def language_of(client: Client) -> str:
    return client.get(ACCOUNT).headers["Content-Language"]


def test_a_language_chosen_at_the_foot_of_a_page_holds_on_the_next_device(register, device):
    user = register.users["manager"]
    here, there = device(user), device(user)
    assert (language_of(here), language_of(there)) == ("da", "da")
    here.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert (language_of(here), language_of(there), language_of(device(user))) == ("en", "en", "en")
    assert "My account" in there.get(ACCOUNT).content.decode()
    there.post(reverse("set_language"), {"language": "da", "next": "/"})
    assert language_of(here) == "da"


def test_somebody_elses_choice_on_the_same_browser_is_not_mine(register, device):
    browser = device(register.users["manager"])
    browser.post(reverse("set_language"), {"language": "en", "next": "/"})
    browser.force_login(register.users["case_worker"], backend="django.contrib.auth.backends.ModelBackend")
    assert language_of(browser) == "da"


def test_a_visitor_has_the_language_of_the_browsers_cookie(db, client):
    client.post(reverse("set_language"), {"language": "en", "next": "/konto/login/"})
    assert client.get("/konto/login/").headers["Content-Language"] == "en"


def test_an_unknown_language_is_not_kept(register, device):
    user = register.users["manager"]
    device(user).post(reverse("set_language"), {"language": "xx", "next": "/"})
    user.refresh_from_db()
    assert user.language == "da"


def test_the_persons_language_costs_no_query(register, device, settings):
    browser = device(register.users["manager"])
    browser.get(ACCOUNT)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        browser.get("/hjaelp/")
    assert sum("users_user" in query["sql"] and query["sql"].startswith("SELECT") for query in asked) == 1


def test_name_and_language_are_kept_with_an_entry(register, device):
    user = register.users["manager"]
    answer = device(user).post(ACCOUNT, {"name": "Åse Prøve", "language": "en"})
    assert answer.headers["Location"] == ACCOUNT
    user.refresh_from_db()
    assert (user.name, user.language) == ("Åse Prøve", "en")
    entry = TrailEntry.objects.get(action="trail.account.changed")
    assert (entry.before["language"], entry.after["language"]) == ("da", "en")
    assert (entry.actor, entry.municipality_code) == (user, "0999")


def test_an_empty_name_is_not_kept(register, device):
    answer = device(register.users["manager"]).post(ACCOUNT, {"name": "", "language": "da"})
    assert answer.status_code == 422
    assert "Dette felt er påkrævet" in answer.content.decode()


def test_roles_stand_with_their_last_day(register, device):
    user = register.users["manager"]
    Membership.objects.filter(user=user).update(valid_until=datetime.date(2027, 1, 1))
    page = device(user).get(ACCOUNT).content.decode()
    assert "Leder eller politiker" in page
    assert "31. december 2026" in page  # the end is kept as the first day without
    assert "Givet her" in page
    assert "Rådgiver" not in page


def test_nobody_sees_another_persons_roles(register, device):
    page = device(register.users["administrator"]).get(ACCOUNT).content.decode()
    assert "Dialogkoordinator" not in page


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(ACCOUNT).status_code == 200
    return len(asked)


def test_one_session_and_role_or_thirty_ask_the_same_questions(register, device):
    user = register.users["manager"]
    browser = device(user)
    few = queries(browser)
    for number in range(30):
        store = SessionStore()
        store.create()
        UserSession.objects.create(user=user, ip="192.0.2.1", session_key=store.session_key, user_agent="Firefox/1")
        day = datetime.date(1970, 1, 1) + datetime.timedelta(days=30 * number)
        Membership.objects.create(
            user=user,
            role="case_worker",
            municipality=register.place,
            valid_from=day,
            valid_until=day + datetime.timedelta(days=29),
        )
    assert browser.get(ACCOUNT).content.decode().count("192.0.2.1") == 30
    assert queries(browser) == few
