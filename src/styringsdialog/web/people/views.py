"""Pages of people: the list, one person, invitations, and the deeds that let people in and out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.inviting import invite, revoke_invitation, send_again
from styringsdialog.register.leaving import deactivate_user, reactivate_user
from styringsdialog.register.models import Invitation, Membership, Role
from styringsdialog.register.people_policies import can_deactivate, can_invite, can_see_people, place_of
from styringsdialog.register.people_queries import ending_roles
from styringsdialog.register.policies import can_maintain_memberships
from styringsdialog.register.services import end_role, grant_role
from styringsdialog.users.models import User
from styringsdialog.web.lists import ListPage
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said
from styringsdialog.web.register.saving import SavingPage
from styringsdialog.web.templatetags.styring import language
from styringsdialog.web.trail.reading import history_of

from .forms import CloseForm, EndForm, InviteForm, RoleForm
from .tables import MembershipFilter, MembershipTable

SOON = timedelta(days=30)


def may_invite_somebody(acting: Any) -> bool:
    """Whether there is any role the actor could give."""
    return any(can_invite(acting, acting.municipality, role) for role in Role)


class PeopleView(ListPage):
    """Who has which role, and what ends soon."""

    template_name = "people/people.html"
    table_class = MembershipTable
    filter_class = MembershipFilter
    file_name = "personer"

    def rows(self) -> QuerySet:
        """403 for those who may see only themselves."""
        self.permit(can_see_people(self.acting, self.acting.municipality))
        rows = visible_to(self.acting, Membership).select_related("user", "municipality", "organisation", "unit")
        return rows.order_by("user__name", "user__pk", "valid_from", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What needs doing stands above the list."""
        waiting = visible_to(self.acting, Invitation).filter(accepted_at=None, revoked_at=None)
        return super().get_context_data(
            ending=list(ending_roles(self.acting, SOON)),
            waiting=waiting.count(),
            may_invite=may_invite_somebody(self.acting),
            **kwargs,
        )


class PersonPage(SignedIn):
    """What the pages of one person share."""

    def crumbs(self) -> list[Crumb]:
        """The list, for those who have it."""
        if not can_see_people(self.acting, self.acting.municipality):
            return []
        return [crumb(_("Personer"), "people")]

    def person(self) -> User:
        """404 for who is none of the user's business."""
        return self.visible(User, pk=self.kwargs["pk"])


class PersonView(PersonPage, TemplateView):
    """One person: roles with their dates, and what may be done."""

    template_name = "people/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Only the roles that the reader sees: another municipality's are its own."""
        person = self.person()
        rows = visible_to(self.acting, Membership).filter(user=person)
        rows = rows.select_related("municipality", "organisation__seat_municipality", "unit", "processor_agreement")
        today = self.acting.day
        roles = [
            {
                "held": row,
                "is_over": row.valid_until is not None and row.valid_until <= today,
                "is_coming": row.valid_from > today,
                "may_end": can_maintain_memberships(self.acting, place_of(row.municipality, row.organisation)),
            }
            for row in rows.order_by("-valid_from", "pk")
        ]
        place = self.acting.municipality
        return super().get_context_data(
            shown=person,
            roles=roles,
            may_grant=can_maintain_memberships(self.acting, place),
            may_close=can_deactivate(self.acting, person),
            history=history_of(self.acting, person, language()),
            **kwargs,
        )


class InviteView(SavingPage):
    """Invite somebody to a role."""

    form_class = InviteForm
    heading = _("Inviter en person")
    lead = _("Personen får en mail med et link. Rollen gælder, når invitationen er taget imod.")
    button = _("Send invitation")
    done = _("Invitationen er sendt.")

    def prepare(self) -> None:
        self.permit(may_invite_somebody(self.acting))

    def crumbs(self) -> list[Crumb]:
        """The list, for those who have it."""
        return [crumb(_("Invitationer"), "invitation_list")]

    def back(self) -> str:
        return reverse("invitation_list")

    def save(self, form: InviteForm) -> str:
        """To the open invitations."""
        given, wanted = form.cleaned_data, form.wanted()
        begins, ends = wanted.pop("from"), wanted.pop("until")
        invite(
            self.acting,
            name=given["name"],
            email=given["email"],
            language=given["language"],
            role_from=begins,
            role_until=ends,
            **wanted,
        )
        return self.back()


class InvitationsView(SignedIn, TemplateView):
    """Open and used invitations."""

    template_name = "people/invitations.html"

    def crumbs(self) -> list[Crumb]:
        return [crumb(_("Personer"), "people")] if can_see_people(self.acting, self.acting.municipality) else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Open ones first; the last hundred of the others."""
        self.permit(may_invite_somebody(self.acting))
        rows = visible_to(self.acting, Invitation).select_related("municipality", "organisation", "unit", "created_by")
        waiting = rows.filter(accepted_at=None, revoked_at=None)
        return super().get_context_data(
            waiting=[(row, row.expires_on < self.acting.day) for row in waiting],
            used=rows.exclude(pk__in=waiting.values("pk"))[:100],
            **kwargs,
        )


class InvitationDeed(SignedIn, TemplateView):
    """A deed with one invitation, back to the list."""

    http_method_names = ["post"]
    done: str | Promise = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        invitation = self.visible(Invitation, pk=pk)
        place = place_of(invitation.municipality, invitation.organisation)
        self.permit(can_invite(self.acting, place, invitation.role))
        try:
            self.do(invitation)
        except UserError as refusal:
            messages.error(request, said(refusal))
        else:
            messages.success(request, str(self.done))
        return redirect("invitation_list")

    def do(self, invitation: Invitation) -> None:
        raise NotImplementedError


class SendAgainView(InvitationDeed):
    """A new link."""

    done = _("Invitationen er sendt igen. Det gamle link virker ikke længere.")

    def do(self, invitation: Invitation) -> None:
        send_again(self.acting, invitation=invitation)


class RevokeView(InvitationDeed):
    """No link."""

    done = _("Invitationen er trukket tilbage.")

    def do(self, invitation: Invitation) -> None:
        revoke_invitation(self.acting, invitation=invitation)


class PersonForm(PersonPage, SavingPage):
    """A form about one person."""

    shown: User

    def prepare(self) -> None:
        self.shown = self.person()
        self.permit(self.allowed())

    def allowed(self) -> bool:
        raise NotImplementedError

    def back(self) -> str:
        return reverse("person", args=[self.shown.pk])

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), crumb(self.shown.get_full_name(), "person", self.shown.pk)]


class GrantView(PersonForm):
    """Give a further role to somebody who has an account."""

    form_class = RoleForm
    heading = _("Giv en rolle")
    button = _("Giv rollen")
    done = _("Rollen er givet.")

    def allowed(self) -> bool:
        return can_maintain_memberships(self.acting, self.acting.municipality)

    def save(self, form: RoleForm) -> str:
        wanted = form.wanted()
        begins, ends = wanted.pop("from"), wanted.pop("until")
        grant_role(self.acting, user=self.shown, valid_from=begins, valid_until=ends, **wanted)
        return self.back()


class DeactivateView(PersonForm):
    """Close the account."""

    form_class = CloseForm
    heading = _("Luk kontoen")
    lead = _(
        "Alle personens roller slutter i dag, og kontoen kan ikke længere bruges. Det, personen har gjort, bliver."
    )
    button = _("Luk kontoen")
    done = _("Kontoen er lukket.")

    def allowed(self) -> bool:
        return can_deactivate(self.acting, self.shown)

    def save(self, form: CloseForm) -> str:
        deactivate_user(self.acting, user=self.shown, reason=form.cleaned_data["reason"])
        return self.back()


class ReactivateView(PersonPage, TemplateView):
    """Open it again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        person = self.person()
        self.permit(can_deactivate(self.acting, person))
        reactivate_user(self.acting, user=person)
        messages.success(request, gettext("Kontoen er åben igen. Giv de roller, personen nu skal have."))
        return redirect("person", pk=pk)


class EndRoleView(SavingPage):
    """The last day of a role."""

    form_class = EndForm
    heading = _("Afslut rollen")
    button = _("Afslut rollen")
    done = _("Rollen er afsluttet.")
    membership: Membership

    def prepare(self) -> None:
        rows = visible_to(self.acting, Membership).select_related(
            "user", "municipality", "organisation__seat_municipality"
        )
        self.membership = self.visible(Membership, rows=rows, pk=self.kwargs["pk"])
        held = self.membership
        if not can_maintain_memberships(self.acting, place_of(held.municipality, held.organisation)):
            raise PermissionDenied
        self.lead = str(held)

    def back(self) -> str:
        return reverse("person", args=[self.membership.user_id])

    def crumbs(self) -> list[Crumb]:
        return [crumb(_("Personer"), "people"), crumb(str(self.membership.user), "person", self.membership.user_id)]

    def save(self, form: EndForm) -> str:
        """The day after the last one is the first on which the role no longer holds."""
        end_role(
            self.acting, membership=self.membership, last_day_excluded=form.cleaned_data["last_day"] + timedelta(days=1)
        )
        return self.back()
