"""Pages of people: an invitation from the form to the first page, roles ended, accounts closed, advisers let in."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from styringsdialog.notices.models import Notice
from styringsdialog.register.inviting import invite
from styringsdialog.register.models import Invitation, Membership, ProcessorAgreement, Role
from styringsdialog.users.models import User
from tests.web.world import DAY

PASSWORD = "en-lang-og-egen-kode"


@pytest.fixture
def administrator(register, signed_in):
    return signed_in(register.users["administrator"])


def form(**given):
    return {
        "name": "Ny Person",
        "email": "ny@example.org",
        "language": "da",
        "role": "case_worker",
        "role_from": "2026-09-01",
        **given,
    }


def link() -> str:
    return re.search(r"/invitation/[\w-]+/", Notice.objects.filter(kind="invitation").latest("pk").body).group()


def test_an_invited_person_chooses_a_password_and_is_in(administrator, register):
    answer = administrator.post(reverse("invite"), form())
    assert (answer.status_code, answer.url) == (302, reverse("invitation_list"))
    assert "Ny Person" in administrator.get(reverse("invitation_list")).content.decode()
    visitor = Client()
    page = visitor.get(link())
    text = page.content.decode()
    assert "tilsynsmedarbejder i Ålev Kommune" in text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    answer = visitor.post(link(), {"name": "Ny Person", "password": PASSWORD, "repeated": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/")
    assert visitor.get("/").status_code == 200
    assert Membership.objects.get(user__email="ny@example.org").role == Role.CASE_WORKER
    gone = Client().get(link())
    assert gone.status_code == 410
    assert "allerede taget imod" in gone.content.decode()


def test_passwords_that_differ_or_are_weak_are_told_at_the_field(administrator, register):
    administrator.post(reverse("invite"), form())
    visitor = Client()
    differ = visitor.post(link(), {"name": "N", "password": PASSWORD, "repeated": PASSWORD + "x"})
    assert "ikke ens" in differ.content.decode()
    weak = visitor.post(link(), {"name": "N", "password": "12345", "repeated": "12345"})
    assert weak.status_code == 200
    assert not User.objects.filter(email="ny@example.org").exists()


def test_who_has_an_account_is_led_to_sign_in_and_then_takes_the_role(administrator, register, signed_in):
    known = register.users["manager"]
    administrator.post(reverse("invite"), form(email=known.email))
    assert "allerede en konto" in Client().get(link()).content.decode()
    other = signed_in(register.users["case_worker"])
    assert "logget ind som en anden" in other.get(link()).content.decode()
    client = signed_in(known)
    assert "Tag imod rollen" in client.get(link()).content.decode()
    client.post(link())
    assert set(known.memberships.values_list("role", flat=True)) == {"manager", "case_worker"}


def test_a_role_on_the_other_side_needs_its_organisation(administrator, register):
    answer = administrator.post(reverse("invite"), form(role="auditor"))
    assert "Vælg den boligorganisation" in answer.content.decode()
    answer = administrator.post(reverse("invite"), form(role="auditor", organisation=register.owner.pk))
    assert answer.status_code == 302
    invitation = Invitation.objects.latest("pk")
    assert (invitation.organisation, invitation.municipality) == (register.owner, None)


def test_an_adviser_without_agreement_is_refused_with_the_remedy(administrator, register):
    answer = administrator.post(reverse("invite"), form(role="adviser"))
    text = answer.content.decode()
    assert "databehandleraftale" in text
    assert "Registrér aftalen først" in text
    given = {"firm": "Nyt Firma", "reference": "26/7", "signed_on": "2026-08-01", "valid_from": "2026-09-01"}
    administrator.post(reverse("processor_agreement_new"), {**given, "last_day": "2026-12-31"})
    agreement = ProcessorAgreement.objects.get(firm="Nyt Firma")
    assert str(agreement.valid_until) == "2027-01-01"
    answer = administrator.post(reverse("invite"), form(role="adviser", processor_agreement=agreement.pk))
    assert answer.status_code == 302
    assert str(Invitation.objects.latest("pk").role_until) == "2027-01-01"


def test_a_coordinator_is_offered_the_other_sides_roles_only(register, signed_in):
    page = signed_in(register.users["coordinator"]).get(reverse("invite"))
    offered = {value for value, _ in page.context["form"].fields["role"].choices if value}
    assert offered == {"organisation_editor", "organisation_signatory", "auditor"}


def test_ending_a_role_counts_the_last_day(administrator, register):
    held = register.users["manager"].memberships.get()
    administrator.post(reverse("role_end", args=[held.pk]), {"last_day": "2026-09-30"})
    held.refresh_from_db()
    assert str(held.valid_until) == "2026-10-01"
    text = administrator.get(reverse("person", args=[held.user_id])).content.decode()
    assert "30. september 2026" in text
    assert "30. september 2026" in administrator.get(reverse("people")).content.decode()  # ends within a month


def test_a_closed_account_is_out_at_once(administrator, register, signed_in):
    user = register.users["manager"]
    client = signed_in(user)
    assert client.get("/").status_code == 200
    administrator.post(reverse("person_deactivate", args=[user.pk]), {"reason": "Fratrådt"})
    answer = client.get("/")
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("account_login"))
    administrator.post(reverse("person_reactivate", args=[user.pk]))
    user.refresh_from_db()
    assert user.is_active
    assert not Membership.objects.as_of(DAY).filter(user=user).exists()


def test_the_list_makes_the_same_queries_with_few_and_with_many(administrator, register):
    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            assert administrator.get(reverse("people")).status_code == 200
        return len(caught)

    count()
    few = count()
    for number in range(30):
        user = User.objects.create(username=f"flere{number}", email=f"flere{number}@example.org")
        Membership.objects.create(user=user, role=Role.MANAGER, municipality=register.place, valid_from=DAY)
    assert count() == few


def test_invitations_and_agreements_make_the_same_queries_with_few_and_with_many(administrator, register):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(name):
        with CaptureQueriesContext(connection) as caught:
            assert administrator.get(reverse(name)).status_code == 200
        return len(caught)

    names = ("invitation_list", "processor_agreements")
    few = [count(name) for name in names]
    acting = register.acting("administrator")
    for number in range(30):
        address = f"nr{number}@example.org"
        invite(acting, name="N", email=address, role=Role.AUDITOR, organisation=register.owner)
        user = User.objects.create(username=f"r{number}", email=f"r{number}@example.org")
        agreement = ProcessorAgreement.objects.create(
            municipality=register.place, firm=f"F{number}", reference="x", signed_on=DAY, valid_from=DAY
        )
        Membership.objects.create(
            user=user,
            role=Role.ADVISER,
            municipality=register.place,
            valid_from=DAY,
            processor_agreement=agreement,
        )
    assert [count(name) for name in names] == few
