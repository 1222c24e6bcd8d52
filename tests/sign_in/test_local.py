"""Local accounts: password, app, recovery codes, mail, limits on attempts, sessions, and a user that is closed."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from styringsdialog.users.models import User

PASSWORD = "en lang adgangskode 1"
LOGIN = "/konto/login/"


@pytest.fixture
def user(register) -> User:
    user = register.users["case_worker"]
    user.set_password(PASSWORD)
    user.save()
    mail.outbox.clear()
    return user


def enter(client: Client, login="case_worker", password=PASSWORD):
    return client.post(LOGIN, {"login": login, "password": password})


def is_in(client: Client) -> bool:
    return client.get("/min-konto/").status_code == 200


def code_of(secret: str) -> str:
    """What the app on the phone shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.mark.parametrize("login", ["case_worker", "case_worker@example.org"])
def test_in_with_user_name_or_address(user, client, login):
    answer = enter(client, login)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert is_in(client)


def test_a_wrong_password_is_said_and_lets_nobody_in(user, client):
    page = enter(client, password="forkert").content.decode()
    assert "passer ikke sammen" in page
    assert not is_in(client)


def test_after_five_wrong_passwords_the_right_one_must_wait_too(user, client):
    for _attempt in range(5):
        assert "passer ikke sammen" in enter(client, password="forkert").content.decode()
    assert "Der er prøvet for mange gange" in enter(Client()).content.decode()
    assert not is_in(client)
    # Only this account and address are held back.
    other = User.objects.get(username="manager")
    other.set_password(PASSWORD)
    other.save()
    assert enter(client, "manager").status_code == 302


def test_attempts_are_counted_where_every_process_sees_them(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_nobody_signs_up_by_themselves(db, client):
    page = client.get("/konto/signup/").content.decode()
    assert "Man kan ikke oprette sig selv" in page
    client.post(
        "/konto/signup/", {"username": "ny", "email": "ny@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert not User.objects.filter(username="ny").exists()


def set_up_app(client: Client) -> str:
    """Says once more who it is, turns the app on by the page, and gives its secret."""
    answer = client.get("/konto/2fa/totp/activate/")
    assert answer.headers["Location"].startswith("/konto/reauthenticate/")
    client.post(answer.headers["Location"], {"password": PASSWORD})
    page = client.get("/konto/2fa/totp/activate/").content.decode()
    secret = re.search(r'<code class="secret">([A-Z2-7]+)</code>', page)[1]
    answer = client.post("/konto/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/konto/2fa/recovery-codes/"
    return secret


@pytest.mark.django_db(transaction=True)  # the mail goes out when what was done is stored
def test_an_app_is_set_up_and_then_asked_for(user, client):
    enter(client)
    secret = set_up_app(client)
    page = client.get("/konto/2fa/").content.decode()
    assert "Slået til. Når du logger ind, skriver du den kode, som appen viser." in page
    assert "Godkendelsesapp slået til" in [message.subject for message in mail.outbox]
    other = Client()
    answer = enter(other)
    assert answer.headers["Location"] == "/konto/2fa/authenticate/"
    assert not is_in(other)
    assert "Koden passer ikke" in other.post("/konto/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert not is_in(other)
    cache.clear()  # the code of the set-up was used, and a code is good for one sign-in only
    other.post("/konto/2fa/authenticate/", {"code": code_of(secret)})
    assert is_in(other)


def test_the_secret_of_an_app_is_not_readable_in_the_database(user, client):
    enter(client)
    secret = set_up_app(client)
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    assert secret not in str(row.data)
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    assert RecoveryCodes(codes).get_unused_codes()[0] not in str(codes.data)


def test_a_recovery_code_lets_in_once(user, client):
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for client, expected in ((Client(), True), (Client(), False)):
        enter(client)
        client.post("/konto/2fa/authenticate/", {"code": code})
        assert is_in(client) is expected
    assert len(RecoveryCodes.activate(user).get_unused_codes()) == 9


def test_a_forgotten_password_is_replaced_by_mail_in_the_persons_own_language(user, client):
    User.objects.filter(pk=user.pk).update(language="en")
    assert client.post("/konto/password/reset/", {"email": user.email}).status_code == 302
    sent = mail.outbox[-1]
    assert (sent.to, sent.subject) == ([user.email], "New password for Styringsdialog")
    assert "Somebody asked for a new password" in sent.body
    link = re.search(r"http://testserver(/konto/password/reset/key/\S+)", sent.body)[1]
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    new = "en helt anden adgangskode 2"
    client.post(address, {"password1": new, "password2": new})
    assert enter(Client()).status_code == 200
    fresh = Client()
    assert enter(fresh, password=new).status_code == 302
    assert "Linket kan ikke bruges" in Client().get(link, follow=True).content.decode()


def test_a_mail_server_that_is_down_stops_nobody(user, client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nothing listens there
    answer = client.post("/konto/password/reset/", {"email": user.email})
    assert answer.headers["Location"] == "/konto/password/reset/done/"


def test_the_page_does_not_tell_whether_an_address_is_known(user, client):
    known = client.post("/konto/password/reset/", {"email": user.email}, follow=True)
    unknown = client.post("/konto/password/reset/", {"email": "ingen@example.org"}, follow=True)
    strip = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_a_short_password_is_refused_when_it_is_changed(user, client):
    enter(client)
    page = client.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"})
    assert "mindst 12 tegn" in page.content.decode()


def test_one_session_ends_the_others(user):
    here, there = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"), Client()
    enter(here)
    enter(there)
    page = here.get("/min-konto/").content.decode()
    assert "Firefox, Windows" in page
    assert "her og nu" in page
    here.post("/konto/sessions/")
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_changed_password_ends_other_sessions(user):
    here, there = Client(), Client()
    enter(here)
    enter(there)
    new = "en helt anden adgangskode 2"
    here.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (is_in(here), is_in(there)) == (True, False)
    assert mail.outbox[-1].subject == "Din adgangskode er skiftet"


def test_a_closed_user_is_told_so(user, client):
    User.objects.filter(pk=user.pk).update(is_active=False)
    page = client.post(LOGIN, {"login": "case_worker", "password": PASSWORD}, follow=True).content.decode()
    assert "Brugeren findes, men er lukket" in page
    # Who does not know the password learns nothing about the user.
    assert "passer ikke sammen" in enter(client, password="forkert").content.decode()


@pytest.mark.parametrize(
    "backend", ["django.contrib.auth.backends.ModelBackend", "allauth.account.auth_backends.AuthenticationBackend"]
)
def test_every_session_of_a_user_ends_with_the_request_after_the_user_is_closed(register, backend):
    user = register.users["case_worker"]
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(user, backend=backend)
        assert is_in(client)
    user.is_active = False
    user.save()
    assert [is_in(client) for client in clients] == [False, False]


def test_what_is_about_the_sign_in_asks_again_and_once_more_after_a_while(user, client):
    address = "/konto/2fa/totp/activate/"
    with time_machine.travel("2026-11-23T09:00:00+01:00", tick=False) as clock:
        enter(client)
        asked = client.get(address).headers["Location"]
        page = client.get(asked).content.decode()
        assert "Bekræft, at det er dig" in page
        assert client.post(asked, {"password": "forkert"}).status_code == 200
        assert client.post(asked, {"password": PASSWORD}).headers["Location"] == address
        assert client.get(address).status_code == 200
        clock.shift(3600)
        assert client.get(address).headers["Location"] == asked
