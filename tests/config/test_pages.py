"""What holds for every answer of the server: policy, language, closed doors."""

import pytest


@pytest.fixture
def login_page(client, db):
    return lambda **options: client.get("/konto/login/", **options)


def test_policy_allows_nothing_inline_and_nothing_foreign(login_page):
    policy = login_page().headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_danish_whatever_the_browser_prefers(login_page):
    assert login_page(headers={"accept-language": "en-GB,en"}).headers["Content-Language"] == "da"


def test_english_once_chosen(client, login_page):
    client.post("/sprog/setlang/", {"language": "en"})
    assert login_page().headers["Content-Language"] == "en"


def test_a_language_we_do_not_have_is_danish(client, login_page):
    client.cookies["django_language"] = "xx"
    assert login_page().headers["Content-Language"] == "da"


@pytest.mark.django_db
def test_nobody_signs_up_by_themselves(client):
    answer = client.post("/konto/signup/", {"username": "x", "email": "x@example.org"})
    assert b'name="password1"' not in answer.content


@pytest.mark.django_db
def test_there_is_no_admin(client):
    assert client.get("/admin/").status_code == 404
