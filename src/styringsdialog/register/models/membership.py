"""Who has which role where, and for how long."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Dated

from .municipality import Municipality, MunicipalUnit
from .organisation import HousingOrganisation


class Role(models.TextChoices):
    """The roles of product.md, People."""

    COORDINATOR = "coordinator", _("Dialogkoordinator")
    CASE_WORKER = "case_worker", _("Tilsynsmedarbejder")
    UNIT_CONTACT = "unit_contact", _("Fagkontakt")
    MANAGER = "manager", _("Leder eller politiker")
    ORGANISATION_EDITOR = "organisation_editor", _("Boligorganisation, udfylder")
    ORGANISATION_SIGNATORY = "organisation_signatory", _("Boligorganisation, godkender")
    AUDITOR = "auditor", _("Revisor")
    ADVISER = "adviser", _("Rådgiver")
    ADMINISTRATOR = "administrator", _("Administrator")


class MembershipSource(models.TextChoices):
    """Who says that the person has the role: an administrator here, or the provider they sign in with."""

    LOCAL = "local", _("Givet her")
    CLAIMS = "claims", _("Fra fælles login")


ORGANISATION_ROLES = (Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)


class Membership(Dated):
    """A role with dates: in a municipality (and perhaps one unit), or in an organisation."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Bruger"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("Rolle"), max_length=24, choices=Role.choices)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("Kommune"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    unit = models.ForeignKey(
        MunicipalUnit,
        verbose_name=_("Forvaltning, center"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        HousingOrganisation,
        verbose_name=_("Boligorganisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    source = models.CharField(
        _("Givet af"), max_length=8, choices=MembershipSource.choices, default=MembershipSource.LOCAL
    )
    processor_agreement = models.ForeignKey(  # an adviser's; the role ends when it does
        "register.ProcessorAgreement",
        verbose_name=_("Databehandleraftale"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )

    class Meta(Dated.Meta):
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        ordering = ["user", "role", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(municipality__isnull=False, organisation__isnull=True)
                | Q(municipality__isnull=True, organisation__isnull=False),
                name="register_membership_one_party",
                violation_error_message=_("En rolle gives enten i en kommune eller i en boligorganisation."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.municipality or self.organisation}"
