"""Invitations, advisers under a processor agreement, closed accounts, reminders before a role ends."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.notices.models import Notice
from styringsdialog.register import inviting, leaving
from styringsdialog.register.models import Invitation, Membership, MunicipalUnit, Role
from styringsdialog.register.roles import reach_of
from styringsdialog.trail.models import TrailEntry
from styringsdialog.users.models import User

from .world import DAY, SYSTEM, build

PASSWORD = "en-lang-og-egen-kode"


@pytest.fixture
def world(db):
    return build()


@pytest.fixture
def boss(world):
    return world.acting("administrator-a", "a")


def agreement(acting, world, **days):
    details = {"valid_from": date(2026, 1, 1), "valid_until": date(2027, 1, 1), **days}
    place = world.places["a"]
    return leaving.record_processor_agreement(
        acting, municipality=place, firm="Rådgiverne", reference="26/1", signed_on=date(2025, 12, 1), **details
    )


def invited(acting, world, **changes):
    wanted = {"name": "Ny Person", "email": "ny@example.org", "role": Role.CASE_WORKER}
    if "organisation" not in changes:
        wanted["municipality"] = world.places["a"]
    return inviting.invite(acting, **{**wanted, **changes})


def test_an_invitation_becomes_a_role_and_only_a_digest_of_the_link_is_kept(world, boss):
    unit = MunicipalUnit.objects.get(municipality=world.places["a"])
    invitation, secret = invited(boss, world, unit=unit)
    assert invitation.token_digest == inviting.digest(secret) != secret
    assert not Invitation.objects.filter(token_digest=secret).exists()
    assert Notice.objects.filter(kind="invitation", to_email="ny@example.org").count() == 1
    membership = inviting.accept_as_new(secret, day=DAY, password=PASSWORD)
    user = membership.user
    assert (user.email, user.name, user.check_password(PASSWORD)) == ("ny@example.org", "Ny Person", True)
    assert (membership.unit, membership.valid_from, membership.valid_until) == (unit, DAY, None)
    assert reach_of(Acting(user, DAY)).municipalities(Role.CASE_WORKER) == {world.places["a"].pk}
    with pytest.raises(UserError, match="allerede taget imod"):
        inviting.accept_as_new(secret, day=DAY, password=PASSWORD)
    about = TrailEntry.objects.filter(object_type="register.invitation", object_id=str(invitation.pk))
    told = list(about.values_list("action", flat=True))
    assert told == ["trail.invitation.sent"]


@pytest.mark.parametrize(("days", "works"), [(14, True), (15, False)])
def test_a_link_works_on_its_last_day_and_not_the_day_after(world, boss, days, works):
    _, secret = invited(boss, world)
    day = DAY + timedelta(days=days)
    if works:
        assert inviting.accept_as_new(secret, day=day, password=PASSWORD).valid_from == day
    else:
        with pytest.raises(UserError, match="gjaldt til og med"):
            inviting.accept_as_new(secret, day=day, password=PASSWORD)


def test_a_link_sent_again_shuts_the_old_one_and_a_revoked_one_opens_nothing(world, boss):
    invitation, first = invited(boss, world)
    second = inviting.send_again(boss, invitation=invitation)
    with pytest.raises(UserError, match="findes ikke"):
        inviting.invitation_of(first, DAY)
    assert inviting.invitation_of(second, DAY) == invitation
    inviting.revoke_invitation(boss, invitation=invitation)
    with pytest.raises(UserError, match="trukket tilbage"):
        inviting.invitation_of(second, DAY)
    with pytest.raises(UserError, match="trukket tilbage"):
        inviting.revoke_invitation(boss, invitation=invitation)


def test_the_same_person_is_not_invited_twice_to_the_same_role(world, boss):
    invited(boss, world)
    with pytest.raises(UserError, match="allerede en åben invitation"):
        invited(boss, world, email="NY@example.org")
    invited(boss, world, role=Role.MANAGER)
    later = replace(boss, day=DAY + timedelta(days=15), memory={})
    invited(later, world)


def test_who_has_an_account_signs_in_with_it_and_nobody_elses(world, boss):
    known = world.users["manager-a"]
    _, secret = invited(boss, world, email=known.email)
    with pytest.raises(UserError, match="allerede en konto"):
        inviting.accept_as_new(secret, day=DAY, password=PASSWORD)
    with pytest.raises(UserError, match="anden adresse"):
        inviting.accept_as_existing(world.acting("manager-b"), secret=secret)
    membership = inviting.accept_as_existing(world.acting("manager-a"), secret=secret)
    assert (membership.user, membership.role) == (known, Role.CASE_WORKER)


def test_a_weak_password_is_refused_and_the_link_still_works(world, boss):
    _, secret = invited(boss, world)
    with pytest.raises(UserError):
        inviting.accept_as_new(secret, day=DAY, password="12345")
    assert not User.objects.filter(email="ny@example.org").exists()
    assert inviting.accept_as_new(secret, day=DAY, password=PASSWORD).role == Role.CASE_WORKER


def test_two_people_with_the_same_mailbox_name_get_different_user_names(world, boss):
    for address in ("ny@example.org", "NY@example.com", "ny@example.net"):
        _, secret = invited(boss, world, email=address)
        inviting.accept_as_new(secret, day=DAY, password=PASSWORD)
    assert set(User.objects.filter(username__istartswith="ny").values_list("username", flat=True)) == {
        "ny",
        "NY2",
        "ny3",
    }


@pytest.mark.parametrize(
    ("who", "role", "may"),
    [
        ("administrator-a", Role.COORDINATOR, True),
        ("coordinator-a", Role.COORDINATOR, False),
        ("coordinator-a", Role.ORGANISATION_EDITOR, True),
        ("case_worker-a", Role.AUDITOR, True),
        ("unit_contact-a", Role.AUDITOR, False),
        ("manager-a", Role.AUDITOR, False),
        ("adviser-a", Role.AUDITOR, False),
        ("administrator-b", Role.AUDITOR, False),
        ("organisation_signatory-a", Role.ORGANISATION_EDITOR, False),
    ],
)
def test_who_may_let_whom_in(world, who, role, may):
    place = {"organisation": world.owners["a1"]} if role in inviting_roles() else {"municipality": world.places["a"]}

    def attempt():
        return inviting.invite(world.acting(who), name="X", email="x@example.org", role=role, **place)

    if may:
        assert attempt()[0].role == role
    else:
        with pytest.raises(NotAllowed):
            attempt()


def inviting_roles():
    return (Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)


def test_an_auditors_role_ends_within_a_year(world, boss):
    _, secret = invited(boss, world, role=Role.AUDITOR, organisation=world.owners["a1"])
    membership = inviting.accept_as_new(secret, day=DAY, password=PASSWORD)
    assert membership.valid_until == DAY + timedelta(days=366)


def test_an_adviser_needs_an_agreement_that_holds_as_long_as_the_role(world, boss):
    with pytest.raises(UserError, match="databehandleraftale"):
        invited(boss, world, role=Role.ADVISER)
    held = agreement(boss, world)
    with pytest.raises(UserError, match="hele den tid"):
        invited(boss, world, role=Role.ADVISER, processor_agreement=held, role_until=date(2027, 1, 2))
    invitation, secret = invited(boss, world, role=Role.ADVISER, processor_agreement=held)
    assert invitation.role_until == date(2027, 1, 1)
    membership = inviting.accept_as_new(secret, day=DAY, password=PASSWORD)
    assert membership.processor_agreement == held
    adviser = membership.user

    def is_in(day):
        return bool(reach_of(Acting(adviser, day)).municipalities(Role.ADVISER))

    assert [is_in(date(2026, 12, 31)), is_in(date(2027, 1, 1))] == [True, False]
    leaving.end_processor_agreement(boss, agreement=held, last_day_excluded=date(2026, 10, 1))
    assert [is_in(date(2026, 9, 30)), is_in(date(2026, 10, 1))] == [True, False]


def test_another_municipalitys_agreement_lets_nobody_in(world, boss):
    other = world.acting("administrator-b", "b")
    theirs = leaving.record_processor_agreement(
        other, municipality=world.places["b"], firm="F", reference="1", signed_on=DAY, valid_from=DAY
    )
    with pytest.raises(UserError, match="databehandleraftale"):
        invited(boss, world, role=Role.ADVISER, processor_agreement=theirs)
    with pytest.raises(NotAllowed):
        leaving.end_processor_agreement(boss, agreement=theirs, last_day_excluded=DAY)


def test_a_closed_account_has_no_roles_and_its_deeds_stay(world, boss):
    user = world.users["case_worker-a"]
    Membership.objects.create(
        user=user, role=Role.MANAGER, municipality=world.places["a"], valid_from=DAY + timedelta(days=30)
    )
    assert leaving.deactivate_user(boss, user=user, reason="Fratrådt") == 2
    user.refresh_from_db()
    assert not user.is_active
    assert reach_of(Acting(user, DAY)).municipalities() == frozenset()
    leaving.reactivate_user(boss, user=user)
    assert reach_of(Acting(User.objects.get(pk=user.pk), DAY + timedelta(days=40))).municipalities() == frozenset()
    actions = list(TrailEntry.objects.filter(object_type="users.user").order_by("pk").values_list("action", flat=True))
    assert actions == ["trail.user.deactivated", "trail.user.reactivated"]


def test_only_who_decides_over_every_role_may_close_an_account(world, boss):
    with pytest.raises(NotAllowed):
        leaving.deactivate_user(boss, user=world.users["both"])  # has roles in both municipalities
    with pytest.raises(NotAllowed):
        leaving.deactivate_user(boss, user=boss.user)
    with pytest.raises(NotAllowed):
        leaving.deactivate_user(world.acting("coordinator-a"), user=world.users["manager-a"])


@pytest.mark.parametrize(("left", "expected"), [(31, 0), (30, 1), (7, 1), (1, 1)])
def test_a_person_is_told_before_a_role_ends_and_told_once(world, left, expected):
    Membership.objects.filter(user=world.users["manager-a"]).update(valid_until=DAY + timedelta(days=left))
    Membership.objects.filter(user=world.users["current"]).delete()
    for _ in range(2):
        leaving.remind_of_ending_roles(DAY)
    sent = Notice.objects.filter(kind="role_expires", user=world.users["manager-a"])
    assert sent.count() == expected


def test_an_advisers_end_is_told_to_the_administrators_too(world):
    Membership.objects.filter(user=world.users["adviser-a"]).update(valid_until=DAY + timedelta(days=20))
    leaving.remind_of_ending_roles(DAY)
    told = Notice.objects.filter(kind="adviser_expires").values_list("user__username", flat=True)
    assert "administrator-a" in set(told)
    assert "administrator-b" not in set(told)
    leaving.remind_of_ending_roles(DAY + timedelta(days=14))  # six days left: the second warning
    assert Notice.objects.filter(kind="role_expires", user=world.users["adviser-a"]).count() == 2


def test_the_model_refuses_what_is_no_address(world, boss):
    with pytest.raises((UserError, ValidationError)):
        invited(boss, world, email="ikke en adresse")
    assert SYSTEM.is_system
