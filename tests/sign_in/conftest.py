"""The small municipality, the providers at work, and counters of attempts that start at nought."""

from __future__ import annotations

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from styringsdialog.config.sign_in.providers import allauth_providers, form_origins, read_providers
from tests.sign_in.providers_at_work import SECRET, People, free_port, key_and_certificate, running
from tests.sign_in.visitor import Visitor
from tests.web.world import make_register

RULES = [
    {"claim": "groups", "value": "sd-sagsbehandler", "role": "case_worker", "municipality": "0999"},
    {"claim": "groups", "value": "sd-leder", "role": "manager", "municipality": "0999"},
    {"claim": "groups", "value": "elmelund-udfylder", "role": "organisation_editor", "organisation": "0123"},
]


@pytest.fixture(autouse=True)
def _no_attempts_yet(request):
    """Attempts are counted in a table that a test's transaction may have outlived."""
    if request.node.get_closest_marker("database"):
        request.getfixturevalue("transactional_db" if "live_server" in request.fixturenames else "db")
        cache.clear()


@pytest.fixture
def register(db):
    return make_register()


@pytest.fixture
def shared_register(transactional_db):
    """The same where a server in another thread must see it."""
    return make_register()


@pytest.fixture(scope="session")
def people(tmp_path_factory) -> People:
    return People(tmp_path_factory.mktemp("people") / "people.json")


@pytest.fixture(scope="session")
def oidc(live_server, people):
    """The address of a running OpenID Connect provider."""
    people.reset()
    port = free_port()
    redirect = f"{live_server.url}/konto/oidc/kommunen/login/callback/"
    with running("oidc.mjs", PORT=port, REDIRECT=redirect, CLIENT_SECRET=SECRET, PEOPLE=people.file):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def saml(live_server, people, tmp_path_factory):
    """The address of a running SAML provider, and the file with its certificate."""
    people.reset()
    port = free_port()
    key, certificate = key_and_certificate(tmp_path_factory.mktemp("saml"))
    metadata = f"{live_server.url}/konto/saml/regionen/metadata/"
    with running("saml.mjs", PORT=port, SP_METADATA=metadata, KEY=key, CERTIFICATE=certificate, PEOPLE=people.file):
        yield f"http://127.0.0.1:{port}", certificate


@pytest.fixture
def named(settings, tmp_path):
    """named(entry, ...) -> the installation has these providers, as if its file said so."""

    def name(*entries: dict) -> None:
        file = tmp_path / "sign_in.yaml"
        file.write_text(yaml.safe_dump({"providers": list(entries)}, allow_unicode=True), encoding="utf-8")
        providers = read_providers(file, {"OIDC_SECRET": SECRET})
        settings.STYRINGSDIALOG_PROVIDERS = providers
        settings.SOCIALACCOUNT_PROVIDERS = allauth_providers(providers)
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        allowed = {**directives, "form-action": ["'self'", *form_origins(providers)]}
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": allowed}

    return name


def oidc_entry(address: str, **changes) -> dict:
    return {
        "id": "kommunen",
        "label": "Ålev Kommune",
        "kind": "oidc",
        "issuer": address,
        "client_id": "styringsdialog",
        "client_secret_env": "OIDC_SECRET",
        "claims": {"roles": RULES},
        **changes,
    }


def saml_entry(saml, **changes) -> dict:
    address, certificate = saml
    return {
        "id": "regionen",
        "label": "Prøveregionen",
        "kind": "saml",
        "entity_id": f"{address}/metadata",
        "sso_url": f"{address}/sso",
        "certificate_file": str(certificate),
        "claims": {"uid": "uid", "name": "cn", "email": "mail", "roles": RULES},
        **changes,
    }


@pytest.fixture
def at(request, named, people, shared_register):
    """at("oidc") -> the installation uses that provider, which knows Anna; with more of its entry by keyword."""

    def use(kind: str, **changes) -> None:
        people.reset()
        address = request.getfixturevalue(kind)
        named(oidc_entry(address, **changes) if kind == "oidc" else saml_entry(address, **changes))

    return use


@pytest.fixture
def visitor():
    one = Visitor()
    yield one
    one.close()


def come_in(visitor: Visitor, site: str, kind: str, login: str = "anna") -> Visitor:
    """From our sign-in page to the provider, through its pages, and back."""
    visitor.open(f"{site}/konto/login/").submit(f"/{kind}/")
    if kind == "saml":
        return visitor.submit(login=login).submit()
    visitor.submit(login=login, password="whatever the provider asks")
    while "/interaction/" in visitor.url:
        visitor.submit()
    return visitor


@pytest.fixture
def complaints(page):
    """Every error of the console: a blocked script or style, a missing file, a fault of ours."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def axe(page):
    """axe() -> the rules that the page as it stands breaks, each with the places."""

    def run() -> dict[str, list[str]]:
        violations = Axe().run(page).response["violations"]
        return {one["id"]: [node["html"][:120] for node in one["nodes"]] for one in violations}

    return run
