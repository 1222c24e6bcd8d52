"""Owners of social housing, and who administers whom."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Dated

from .municipality import Municipality


class OwnerKind(models.TextChoices):
    """What kind of owner, and so which duties (same values as rulebook.facts.OwnerKind, held equal by a test)."""

    OWN_DIVISIONS = "own_divisions", _("Almen boligorganisation med egne afdelinger")
    MANAGING = "managing", _("Almen administrationsorganisation")
    SELF_OWNING_ELDERLY = "self_owning_elderly", _("Selvejende ældreboliginstitution")
    SELF_OWNING_YOUTH = "self_owning_youth", _("Selvejende ungdomsboliginstitution")
    MUNICIPAL_ELDERLY = "municipal_elderly", _("Kommunale eller regionale ældreboliger")


class HousingOrganisation(models.Model):
    """An owner. The seat municipality supervises it; its own fiscal year sets its calendar."""

    lbf_number = models.CharField(_("LBF-nummer"), max_length=10, unique=True)
    name = models.CharField(_("Navn"), max_length=150)
    owner_kind = models.CharField(_("Ejerform"), max_length=24, choices=OwnerKind.choices)
    cvr = models.CharField(_("CVR-nummer"), max_length=8, blank=True)
    seat_municipality = models.ForeignKey(
        Municipality, verbose_name=_("Hjemstedskommune"), on_delete=models.PROTECT, related_name="organisations"
    )
    fiscal_year_end_month = models.PositiveSmallIntegerField(
        _("Regnskabsåret slutter med udgangen af måned"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    began_on = models.DateField(_("Oprettet"), null=True, blank=True)
    ended_on = models.DateField(_("Ophørt (ikke med)"), null=True, blank=True)  # may lie in the future

    class Meta:
        verbose_name = _("almen boligorganisation")
        verbose_name_plural = _("almene boligorganisationer")
        ordering = ["name", "lbf_number"]

    def __str__(self) -> str:
        return self.name


class AdministrationAgreement(Dated):
    """Who administers whom; the administrator may be a firm outside the register."""

    organisation = models.ForeignKey(
        HousingOrganisation,
        verbose_name=_("Administreret organisation"),
        on_delete=models.PROTECT,
        related_name="administration_agreements",
    )
    administrator = models.ForeignKey(
        HousingOrganisation,
        verbose_name=_("Administrator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="administers",
    )
    administrator_name = models.CharField(_("Administrator uden for registret"), max_length=150, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("administrationsaftale")
        verbose_name_plural = _("administrationsaftaler")
        ordering = ["organisation", "valid_from"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.administrator or self.administrator_name}"
