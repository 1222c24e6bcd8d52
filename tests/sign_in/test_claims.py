"""From claims to roles: the pure mapping, the file it is read from, and the service that grants and ends."""

import datetime

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured

from styringsdialog.config.sign_in.providers import allauth_providers, form_origins, read_providers
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed
from styringsdialog.register.claim_rules import MUNICIPAL, ORGANISATION, ClaimRule, RoleClaim, roles_from_claims
from styringsdialog.register.claims import apply_claims
from styringsdialog.register.models import Membership, MunicipalUnit, Role
from styringsdialog.trail.models import TrailEntry
from styringsdialog.trail.queries import sentence
from tests.sign_in.conftest import RULES, oidc_entry

DAY = datetime.date(2026, 9, 1)
WORKER = RoleClaim("case_worker", "0999")
LEADER = RoleClaim("manager", "0999")
EDITOR = RoleClaim("organisation_editor", organisation_lbf="0123")
MAPPING = (ClaimRule("groups", "sd-s", WORKER), ClaimRule("groups", "sd-l", LEADER), ClaimRule("a.roles", "e", EDITOR))


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ({}, set()),
        ({"groups": "sd-s"}, {WORKER}),
        ({"groups": ["sd-s", "sd-l", "sd-s"]}, {WORKER, LEADER}),
        ({"groups": ["sd-S", " sd-s", "sd-s2", "xsd-s"]}, set()),
        ({"groups": [None, 7, {"sd-s": True}]}, set()),
        ({"groups": {"sd-s": True}}, set()),
        ({"a": {"roles": ["e"]}}, {EDITOR}),
        ({"a.roles": ["e"]}, {EDITOR}),
        ({"a": "e"}, set()),
        ({"other": ["sd-s"]}, set()),
    ],
)
def test_roles_from_claims(claims, roles):
    assert roles_from_claims(claims, MAPPING) == roles


def test_every_role_but_the_advisers_can_follow_from_a_claim():
    """An adviser needs a recorded processor agreement, which no claim brings."""
    assert {*MUNICIPAL, *ORGANISATION} == set(Role.values) - {"adviser"}


# --- the service ----------------------------------------------------------------------------------


def apply(user, *roles, day=DAY, **more):
    return apply_claims(Acting(None, day), user=user, roles=roles, provider="Ålev Kommune", **more)


@pytest.fixture
def user(register):
    person = register.users["auditor"]
    person.memberships.all().delete()
    return person


def rows(user) -> list[tuple]:
    found = Membership.objects.filter(user=user).order_by("role", "valid_from")
    return [(row.role, row.source, row.valid_from, row.valid_until) for row in found]


def test_only_the_system_applies_claims(register):
    acting = register.acting("administrator")
    with pytest.raises(NotAllowed):
        apply_claims(acting, user=register.users["manager"], roles=[WORKER], provider="x")


def test_the_day_before_the_day_and_the_day_after_a_claim_is_gone(user):
    before = DAY - datetime.timedelta(days=30)
    apply(user, WORKER, day=before)
    changed = apply(user, LEADER)
    assert ([row.role for row in changed.granted], changed.ended) == (
        ["manager"],
        ["Tilsynsmedarbejder, Ålev Kommune"],
    )
    assert rows(user) == [("case_worker", "claims", before, DAY), ("manager", "claims", DAY, None)]
    for day, roles in (
        (DAY - datetime.timedelta(days=1), ["case_worker"]),
        (DAY, ["manager"]),
        (DAY + datetime.timedelta(days=1), ["manager"]),
    ):
        assert [row.role for row in Membership.objects.as_of(day).filter(user=user)] == roles


def test_a_role_of_the_same_day_is_taken_away_and_the_trail_keeps_both(user):
    apply(user, WORKER)
    apply(user)
    assert rows(user) == []
    entries = TrailEntry.objects.filter(action="trail.role.from_claims").order_by("pk")
    assert [(entry.before, entry.after) for entry in entries] == [
        ([], ["Tilsynsmedarbejder, Ålev Kommune"]),
        (["Tilsynsmedarbejder, Ålev Kommune"], []),
    ]
    name = user.get_full_name()
    assert sentence(entries[0]) == f"Roller fulgte med {name} fra det fælles login hos Ålev Kommune."
    assert sentence(entries[0], "en") == f"The roles of {name} were set by the shared sign-in of Ålev Kommune."


def test_a_role_that_begins_later_is_met_and_not_overlapped(user, register):
    later = DAY + datetime.timedelta(days=10)
    Membership.objects.create(user=user, role="case_worker", municipality=register.place, valid_from=later)
    apply(user, WORKER)
    assert rows(user) == [("case_worker", "claims", DAY, later), ("case_worker", "local", later, None)]


def test_a_place_that_is_not_in_the_register_gives_nothing(user, caplog):
    apply(user, RoleClaim("case_worker", "0101"), RoleClaim("auditor", organisation_lbf="9999"))
    assert rows(user) == []
    assert "does not hold" in caplog.text


def test_a_unit_counts_while_it_exists(user, register):
    unit = MunicipalUnit.objects.create(
        municipality=register.place, name="Center A", valid_from=datetime.date(2020, 1, 1), valid_until=DAY
    )
    claim = RoleClaim("unit_contact", "0999", unit="Center A")
    apply(user, claim, day=DAY - datetime.timedelta(days=1))
    assert Membership.objects.get(user=user).unit == unit
    apply(user, claim)
    assert rows(user) == [("unit_contact", "claims", DAY - datetime.timedelta(days=1), DAY)]


def test_what_another_provider_answers_for_stays(user):
    before = DAY - datetime.timedelta(days=1)
    apply(user, EDITOR, day=before)
    apply(user, WORKER, kept=[EDITOR])
    assert {row[0]: row[3] for row in rows(user)} == {"organisation_editor": None, "case_worker": None}


def test_each_municipality_gets_an_entry_of_its_own(user):
    apply(user, WORKER, RoleClaim("manager", "0998"))
    entries = TrailEntry.objects.filter(action="trail.role.from_claims")
    assert sorted(entry.municipality_code for entry in entries) == ["0998", "0999"]


# --- the file -------------------------------------------------------------------------------------


def read(tmp_path, *entries, environment=None):
    file = tmp_path / "sign_in.yaml"
    file.write_text(yaml.safe_dump({"providers": list(entries)}), encoding="utf-8")
    return read_providers(file, {"OIDC_SECRET": "hemmelig"} if environment is None else environment)


GOOD = oidc_entry("https://login.example.org/realms/kommunen")
SAML = {
    "id": "adfs",
    "kind": "saml",
    "entity_id": "https://adfs.example.org/trust",
    "metadata_url": "https://adfs.example.org/metadata.xml",
    "claims": {"uid": "upn", "roles": RULES},
    "origins": ["https://login.example.net"],
}


def test_a_file_names_both_kinds(tmp_path):
    providers = read(tmp_path, GOOD, SAML)
    assert [(one.id, one.kind, one.label, one.trusts_mail) for one in providers.values()] == [
        ("kommunen", "oidc", "Ålev Kommune", False),
        ("adfs", "saml", "adfs", False),
    ]
    assert form_origins(providers) == [
        "https://login.example.org",
        "https://adfs.example.org",
        "https://login.example.net",
    ]
    settings = allauth_providers(providers)
    assert settings["openid_connect"]["APPS"][0]["secret"] == "hemmelig"
    assert settings["openid_connect"]["OAUTH_PKCE_ENABLED"] is True
    assert settings["saml"]["APPS"][0]["settings"]["advanced"]["want_assertion_signed"] is True
    assert "hemmelig" not in repr(providers)


def test_without_a_file_there_are_none():
    assert read_providers("") == {}


def rule(**changes):
    return {**GOOD, "claims": {"roles": [{**RULES[0], **changes}]}}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({**GOOD, "id": "Kommunen!"}, "id skal være små bogstaver"),
        ({**GOOD, "kind": "ldap"}, "oidc eller saml"),
        ({**GOOD, "client_secret": "åben"}, "ukendt felt client_secret"),
        ({**GOOD, "issuer": "http://login.example.org"}, "https://"),
        ({**GOOD, "client_id": ""}, "client_id mangler"),
        ({**GOOD, "client_secret_env": "ANOTHER"}, "ANOTHER"),
        ({**GOOD, "second_factor": "maybe"}, "theirs eller ours"),
        ({**GOOD, "claims": {}}, "claims.roles mangler"),
        ({**SAML, "metadata_url": ""}, "sso_url mangler"),
        ({**SAML, "metadata_url": "", "sso_url": "https://a.example.org", "certificate_file": "/nowhere"}, "/nowhere"),
        (rule(role="adviser"), "kan ikke gives af en udbyder"),
        (rule(role="chef"), "kan ikke gives af en udbyder"),
        (rule(municipality=101), "anførselstegn"),
        (rule(municipality=""), "municipality"),
        (rule(role="auditor"), "organisation"),
        (rule(value=""), "claim, value og role"),
        (rule(everybody=True), "ukendt felt everybody"),
    ],
)
def test_a_careless_file_stops_the_start_with_the_place(tmp_path, entry, said):
    with pytest.raises(ImproperlyConfigured, match=said) as stopped:
        read(tmp_path, entry)
    assert "STYRINGSDIALOG_SIGN_IN_FILE" in str(stopped.value)


def test_an_unreadable_file_and_a_name_used_twice(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="kan ikke læses"):
        read_providers(tmp_path / "missing.yaml")
    with pytest.raises(ImproperlyConfigured, match="to gange"):
        read(tmp_path, GOOD, GOOD)
    (tmp_path / "list.yaml").write_text("- id: x", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="providers"):
        read_providers(tmp_path / "list.yaml")
