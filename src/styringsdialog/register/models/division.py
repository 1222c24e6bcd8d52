"""Divisions («afdelinger») and the housing areas they lie in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .municipality import Municipality
from .organisation import HousingOrganisation


class HousingArea(models.Model):
    """A physical area; may hold divisions of several organisations."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="areas"
    )
    name = models.CharField(_("Navn"), max_length=120)
    began_on = models.DateField(_("Oprettet"), null=True, blank=True)
    ended_on = models.DateField(_("Ophørt (ikke med)"), null=True, blank=True)  # may lie in the future

    class Meta:
        verbose_name = _("boligområde")
        verbose_name_plural = _("boligområder")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="register_area_name")]

    def __str__(self) -> str:
        return self.name


class BuildingForm(models.TextChoices):
    STOREYS = "etage", _("Etagebyggeri")
    LOW = "taet_lav", _("Tæt-lavt byggeri")
    MIXED = "blandet", _("Blandet byggeri")


class Division(models.Model):
    """The legal and economic unit with its own accounts."""

    organisation = models.ForeignKey(
        HousingOrganisation, verbose_name=_("Boligorganisation"), on_delete=models.PROTECT, related_name="divisions"
    )
    lbf_number = models.CharField(_("LBF-afdelingsnummer"), max_length=10)
    name = models.CharField(_("Navn"), max_length=150)
    location_municipality = models.ForeignKey(
        Municipality, verbose_name=_("Beliggenhedskommune"), on_delete=models.PROTECT, related_name="divisions"
    )
    area = models.ForeignKey(
        HousingArea,
        verbose_name=_("Boligområde"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="divisions",
    )
    address = models.CharField(_("Adresse"), max_length=200, blank=True)
    building_form = models.CharField(_("Byggeform"), max_length=10, choices=BuildingForm.choices, blank=True)
    build_year = models.PositiveSmallIntegerField(_("Opførelsesår"), null=True, blank=True)
    began_on = models.DateField(_("Oprettet"), null=True, blank=True)
    ended_on = models.DateField(_("Ophørt (ikke med)"), null=True, blank=True)  # may lie in the future

    class Meta:
        verbose_name = _("afdeling")
        verbose_name_plural = _("afdelinger")
        ordering = ["organisation", "lbf_number"]
        constraints = [models.UniqueConstraint(fields=["organisation", "lbf_number"], name="register_division_number")]

    def __str__(self) -> str:
        return f"{self.lbf_number} {self.name}"
