"""From our sign-in page to a real provider and back: claims give roles, take them away, or let nobody in."""

import datetime

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from styringsdialog.register.models import Membership, MembershipSource
from styringsdialog.trail.models import TrailEntry
from styringsdialog.users.models import User
from tests.sign_in.conftest import come_in
from tests.sign_in.visitor import Visitor

KINDS = pytest.mark.parametrize("kind", ["oidc", "saml"])


def held(user) -> set[tuple[str, str]]:
    """Role and place of what the person holds today."""
    rows = Membership.objects.as_of(timezone.localdate()).filter(user=user)
    return {(row.role, str(row.municipality or row.organisation)) for row in rows}


@KINDS
def test_a_claim_lets_in_with_its_role(at, live_server, visitor, kind):
    at(kind)
    come_in(visitor, live_server.url, kind)
    assert (visitor.status, visitor.url) == (200, f"{live_server.url}/")
    assert "Anna Prøve" in visitor.text
    assert "tilsynsmedarbejder" in visitor.text
    user = User.objects.get(email="anna@example.org")
    assert (user.name, user.has_usable_password()) == ("Anna Prøve", False)
    assert held(user) == {("case_worker", "Ålev Kommune")}
    membership = Membership.objects.get(user=user)
    assert (membership.source, membership.valid_from) == (MembershipSource.CLAIMS, timezone.localdate())
    entry = TrailEntry.objects.get(action="trail.role.from_claims")
    assert (entry.before, entry.after) == ([], ["Tilsynsmedarbejder, Ålev Kommune"])
    assert (entry.municipality_code, entry.object_text) == ("0999", "Anna Prøve")


@KINDS
def test_what_the_provider_tells_is_not_stored(at, people, live_server, visitor, kind):
    at(kind)
    people.set("anna", groups=["sd-sagsbehandler", "noget privat"])
    come_in(visitor, live_server.url, kind)
    assert SocialAccount.objects.get().extra_data == {}


@KINDS
def test_a_second_sign_in_changes_nothing(at, live_server, visitor, kind):
    at(kind)
    come_in(visitor, live_server.url, kind)
    again = Visitor()
    come_in(again, live_server.url, kind)
    again.close()
    assert (
        User.objects.filter(email="anna@example.org").count(),
        Membership.objects.filter(source="claims").count(),
    ) == (1, 1)
    assert TrailEntry.objects.filter(action="trail.role.from_claims").count() == 1


@KINDS
def test_when_a_claim_is_gone_the_role_ends_today_and_another_begins(at, people, live_server, visitor, kind):
    at(kind)
    come_in(visitor, live_server.url, kind)
    user = User.objects.get(email="anna@example.org")
    long_ago = timezone.localdate() - datetime.timedelta(days=100)
    Membership.objects.filter(user=user).update(valid_from=long_ago)
    people.set("anna", groups=["sd-leder", "elmelund-udfylder"])
    later = Visitor()
    come_in(later, live_server.url, kind)
    later.close()
    assert held(user) == {("manager", "Ålev Kommune"), ("organisation_editor", "Fiktiv Boligforening")}
    ended = Membership.objects.get(user=user, role="case_worker")
    assert (ended.valid_from, ended.valid_until) == (long_ago, timezone.localdate())
    # The session from before is still there, and opens nothing that the role opened.
    assert visitor.open(f"{live_server.url}/punkter/1/").status == 404


@KINDS
def test_without_any_claim_left_the_person_is_out(at, people, live_server, visitor, kind):
    at(kind)
    come_in(visitor, live_server.url, kind)
    user = User.objects.get(email="anna@example.org")
    people.set("anna", groups=["alle"])
    later = Visitor()
    come_in(later, live_server.url, kind)
    assert later.status == 403
    assert "Du har ingen rolle her" in later.text
    assert held(user) == set()
    assert "/konto/login/" in later.open(f"{live_server.url}/").url
    later.close()


@KINDS
def test_unknown_claims_make_no_user(at, people, live_server, visitor, kind):
    at(kind)
    people.set("anna", groups=["sd-sagsbehandler-vikar", "SD-SAGSBEHANDLER", "alle"])
    before = User.objects.count()
    come_in(visitor, live_server.url, kind)
    assert visitor.status == 403
    assert "det giver ingen rolle i Styringsdialog" in visitor.text
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


@KINDS
def test_a_known_address_is_not_taken_over(at, people, live_server, visitor, kind):
    at(kind)
    people.set("anna", email="MANAGER@example.org")
    come_in(visitor, live_server.url, kind)
    assert visitor.status == 403
    assert "Adressen bruges allerede" in visitor.text
    assert SocialAccount.objects.count() == 0
    assert "/konto/login/" in visitor.open(f"{live_server.url}/").url


@KINDS
def test_a_known_address_is_joined_where_the_provider_is_trusted_for_mail(at, people, live_server, visitor, kind):
    at(kind, trusts_mail=True)
    people.set("anna", email="manager@example.org")
    come_in(visitor, live_server.url, kind)
    assert visitor.url == f"{live_server.url}/"
    user = User.objects.get(email="manager@example.org")
    assert SocialAccount.objects.get().user == user
    assert held(user) == {("manager", "Ålev Kommune"), ("case_worker", "Ålev Kommune")}


def test_an_address_that_the_provider_itself_doubts_is_not_joined(at, people, live_server, visitor):
    at("oidc", trusts_mail=True)
    people.set("anna", email="manager@example.org", email_verified=False)
    come_in(visitor, live_server.url, "oidc")
    assert visitor.status == 403
    assert "Adressen bruges allerede" in visitor.text


@KINDS
def test_a_role_given_here_is_neither_doubled_nor_ended(at, people, live_server, visitor, kind):
    at(kind, trusts_mail=True)
    people.set("anna", email="case_worker@example.org")
    come_in(visitor, live_server.url, kind)
    user = User.objects.get(email="case_worker@example.org")
    assert [row.source for row in Membership.objects.filter(user=user)] == [MembershipSource.LOCAL]
    people.set("anna", email="case_worker@example.org", groups=["sd-leder"])
    come_in(later := Visitor(), live_server.url, kind)
    later.close()
    assert held(user) == {("case_worker", "Ålev Kommune"), ("manager", "Ålev Kommune")}


@KINDS
def test_a_closed_user_is_refused_in_a_clear_sentence(at, live_server, visitor, kind):
    at(kind)
    come_in(visitor, live_server.url, kind)
    User.objects.filter(email="anna@example.org").update(is_active=False)
    later = Visitor()
    come_in(later, live_server.url, kind)
    assert "Brugeren findes, men er lukket" in later.text
    assert "/konto/login/" in later.open(f"{live_server.url}/").url
    later.close()


@KINDS
def test_somebody_signed_in_connects_their_own_account(at, people, live_server, visitor, kind):
    at(kind)
    user = User.objects.get(username="manager")
    user.set_password("en lang adgangskode 1")
    user.save()
    people.set("anna", email="manager@example.org")
    visitor.open(f"{live_server.url}/konto/login/").submit(
        "/konto/login/", login="manager", password="en lang adgangskode 1"
    )
    visitor.open(f"{live_server.url}/min-konto/").submit(f"/{kind}/")
    visitor.submit(login="anna", **({} if kind == "saml" else {"password": "x"}))
    while "/interaction/" in visitor.url:
        visitor.submit()
    if kind == "saml":
        visitor.submit()
    assert "Det fælles login er tilknyttet" in visitor.text
    assert SocialAccount.objects.get().user == user
