"""What somebody changed on the way is refused: an assertion, an ID token, an answer that nobody asked for."""

import base64
import json
import logging
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from styringsdialog.register.models import Membership
from styringsdialog.users.models import User
from tests.sign_in.conftest import oidc_entry
from tests.sign_in.visitor import Visitor

ACS = "/konto/saml/regionen/acs/"


def refused(visitor: Visitor, site: str) -> None:
    assert visitor.status == 401
    assert "Svaret fra dit fælles login kunne ikke bekræftes" in visitor.text
    assert not User.objects.filter(email="anna@example.org").exists()
    assert not Membership.objects.filter(source="claims").exists()
    assert "/konto/login/" in visitor.open(f"{site}/").url


@pytest.fixture
def answered(at, live_server, visitor):
    """The assertion of the provider, as it is about to be posted to us."""
    logging.disable(logging.CRITICAL)
    at("saml")
    visitor.open(f"{live_server.url}/konto/login/").submit("/saml/").submit(login="anna")
    yield base64.b64decode(visitor.form(ACS)["fields"]["SAMLResponse"]).decode()
    logging.disable(logging.NOTSET)


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_the_assertion_as_it_came_lets_in(answered, live_server, visitor):
    visitor.submit(ACS)
    assert visitor.url == f"{live_server.url}/"


def test_a_changed_group_is_refused(answered, live_server, visitor):
    assert ">sd-sagsbehandler<" in answered
    visitor.submit(ACS, SAMLResponse=encoded(answered.replace(">sd-sagsbehandler<", ">sd-leder<")))
    refused(visitor, live_server.url)


def test_an_assertion_without_its_signature_is_refused(answered, live_server, visitor):
    start, end = answered.index("<ds:Signature"), answered.rindex("</ds:Signature>") + len("</ds:Signature>")
    visitor.submit(ACS, SAMLResponse=encoded(answered[:start] + answered[end:]))
    refused(visitor, live_server.url)


def test_a_second_assertion_beside_the_signed_one_is_refused(answered, live_server, visitor):
    """The signature stands, and the reader is hoped to look at the other assertion."""
    start, end = answered.index("<saml:Assertion"), answered.index("</saml:Assertion>") + len("</saml:Assertion>")
    forged = answered[start:end].replace(">sd-sagsbehandler<", ">sd-leder<")
    forged = (
        forged[: forged.index("<ds:Signature")] + forged[forged.rindex("</ds:Signature>") + len("</ds:Signature>") :]
    )
    forged = forged.replace('ID="', 'ID="x', 1)
    visitor.submit(ACS, SAMLResponse=encoded(answered[:start] + forged + answered[start:]))
    refused(visitor, live_server.url)


def test_an_answer_to_somebody_else_is_refused(answered, live_server):
    """A stolen answer, posted from another browser: that one asked for nothing."""
    thief = Visitor()
    thief.answer = thief.session.post(f"{live_server.url}{ACS}", data={"SAMLResponse": encoded(answered)}, timeout=20)
    assert thief.status in (401, 403)
    assert "/konto/login/" in thief.open(f"{live_server.url}/").url
    thief.close()


def test_an_answer_is_good_once(answered, live_server, visitor):
    visitor.submit(ACS)
    visitor.open(f"{live_server.url}/min-konto/").submit("/logout/")
    data = {"SAMLResponse": encoded(answered)}
    visitor.answer = visitor.session.post(f"{live_server.url}{ACS}", data=data, timeout=20)
    assert visitor.status in (401, 403)
    assert "/konto/login/" in visitor.open(f"{live_server.url}/").url


class Meddler(BaseHTTPRequestHandler):
    """Stands between us and the token page of the provider, and changes the ID token by `change`."""

    target = ""
    change = staticmethod(lambda token: token)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kept = {name: value for name, value in self.headers.items() if name in ("Authorization", "Content-Type")}
        answer = requests.post(self.target, data=body, headers=kept, timeout=20).json()
        answer["id_token"] = type(self).change(answer["id_token"])
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments) -> None:
        """Nothing on the terminal."""


def part(value: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def opened(text: str) -> dict:
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def with_another_group(token: str) -> str:
    head, payload, signature = token.split(".")
    return ".".join([head, part({**opened(payload), "groups": ["sd-leder"]}), signature])


def unsigned(token: str) -> str:
    _head, payload, _signature = token.split(".")
    return ".".join([part({"alg": "none", "typ": "JWT"}), payload, ""])


@pytest.fixture
def meddled(at, oidc, named):
    """meddled(change) -> every ID token passes through `change`."""
    at("oidc")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Meddler)
    Thread(target=server.serve_forever, daemon=True).start()
    known = requests.get(f"{oidc}/.well-known/openid-configuration", timeout=20).json()
    Meddler.target = known["token_endpoint"]

    def use(change, settings) -> None:
        Meddler.change = staticmethod(change)
        named(oidc_entry(oidc))
        app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        address = f"http://127.0.0.1:{server.server_port}/token"
        app["settings"] = {**app["settings"], "openid_configuration_overrides": {"token_endpoint": address}}

    yield use
    server.shutdown()
    server.server_close()


def through(visitor: Visitor, site: str) -> None:
    visitor.open(f"{site}/konto/login/").submit("/oidc/").submit(login="anna", password="x")
    while "/interaction/" in visitor.url:
        visitor.submit()


def test_an_id_token_that_nobody_changed_lets_in(meddled, settings, live_server, visitor):
    meddled(lambda token: token, settings)
    through(visitor, live_server.url)
    assert visitor.url == f"{live_server.url}/"


@pytest.mark.parametrize("change", [with_another_group, unsigned])
def test_a_changed_id_token_is_refused(meddled, settings, live_server, visitor, change):
    meddled(change, settings)
    through(visitor, live_server.url)
    refused(visitor, live_server.url)


def test_a_code_brought_by_another_browser_is_refused(at, live_server, visitor):
    """Somebody's own answer, sent to a victim as a link: the victim must not end up in the sender's account."""
    at("oidc")
    visitor.open(f"{live_server.url}/konto/login/").submit("/oidc/").submit(login="anna", password="x")
    form = visitor.form()
    answer = visitor.session.post(visitor.url, data=form["fields"], allow_redirects=False, timeout=20)
    while "callback" not in answer.headers["Location"]:
        answer = visitor.session.get(answer.headers["Location"], allow_redirects=False, timeout=20)
    link = answer.headers["Location"]
    assert "code" in parse_qs(urlsplit(link).query)
    victim = Visitor().open(link)
    assert victim.status in (401, 403)
    assert "/konto/login/" in victim.open(f"{live_server.url}/").url
    victim.close()
