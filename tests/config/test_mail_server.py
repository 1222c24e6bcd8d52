"""The mail server by address or in pieces; what cannot be read stops the start with a sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from styringsdialog.config.environment import MailServer, mail_server

NAMES = ("URL", "HOST", "PORT", "USER", "PASSWORD", "TLS")


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(f"STYRINGSDIALOG_MAIL_{name}", raising=False)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", MailServer("mail.example.org", 25)),
        ("smtp://a:b%40c@mail.example.org:587?tls=1", MailServer("mail.example.org", 587, "a", "b@c", use_tls=True)),
        ("smtps://a:b@mail.example.org", MailServer("mail.example.org", 465, "a", "b", use_ssl=True)),
    ],
)
def test_by_address(monkeypatch, url, expected):
    monkeypatch.setenv("STYRINGSDIALOG_MAIL_URL", url)
    assert mail_server() == expected


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://a:99999", "smtp://a:0"]
)
def test_an_address_that_cannot_be_read(monkeypatch, url):
    monkeypatch.setenv("STYRINGSDIALOG_MAIL_URL", url)
    with pytest.raises(ImproperlyConfigured, match="STYRINGSDIALOG_MAIL_URL kan ikke læses"):
        mail_server()


def test_in_pieces_or_not_at_all(monkeypatch):
    assert mail_server() is None
    monkeypatch.setenv("STYRINGSDIALOG_MAIL_HOST", "mail.example.org")
    monkeypatch.setenv("STYRINGSDIALOG_MAIL_TLS", "1")
    assert mail_server() == MailServer("mail.example.org", 25, use_tls=True)
