"""What happened to those in the register, and how they were from which day: events, parties to them, and periods."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Dated

from .division import Division, HousingArea
from .municipality import Municipality, MunicipalUnit
from .organisation import HousingOrganisation, OwnerKind

# A row whose first day nobody has stated holds from here; pages leave the day out.
BEGINNING = date(1900, 1, 1)


class EventKind(models.TextChoices):
    """What can happen. Everything else that changes about a row is a correction, not an event."""

    FOUNDED = "founded", _("Oprettelse")
    RENAMED = "renamed", _("Navneændring")
    MERGED = "merged", _("Sammenlægning")
    SPLIT = "split", _("Deling")
    CLOSED = "closed", _("Ophør")
    SEAT_MOVED = "seat_moved", _("Hjemsted flyttet")
    MOVED = "moved", _("Overgået til anden ejer, anden enhed eller andet område")
    KIND_CHANGED = "kind_changed", _("Ændret ejerform")
    FISCAL_YEAR_CHANGED = "fiscal_year_changed", _("Ændret regnskabsår")


class RegisterEvent(models.Model):
    """One event on a day («fusion», «navneskifte»), with those it concerned. May lie in the future.

    A wrongly recorded event is withdrawn, not deleted; only the newest of its parties' events can be.
    """

    kind = models.CharField(_("Art"), max_length=24, choices=EventKind.choices)
    day = models.DateField(_("Dato"))
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="register_events"
    )
    note = models.TextField(_("Bemærkning"), blank=True)
    reference = models.CharField(_("Grundlag"), max_length=200, blank=True)  # decision, letter, case number
    recorded_at = models.DateTimeField(_("Registreret"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Registreret af"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("Trukket tilbage"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("Begrundelse"), max_length=250, blank=True)
    # Every row that it made, changed or dropped, with how it was: what withdrawing it puts back.
    effects = models.JSONField(_("Virkninger"), default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("registerhændelse")
        verbose_name_plural = _("registerhændelser")
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["municipality", "day"], name="register_event_place")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.day:%d-%m-%Y}"


class EventSide(models.TextChoices):
    """How a party took part."""

    CEASING = "ceasing", _("Ophører")
    CONTINUING = "continuing", _("Fortsætter")
    CREATED = "created", _("Ny")
    CONCERNED = "concerned", _("Berørt")


def _party(model: type[models.Model], label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        model, verbose_name=label, null=True, blank=True, on_delete=models.PROTECT, related_name="event_parties"
    )


class EventParty(models.Model):
    """Somebody an event concerned: exactly one of the four."""

    event = models.ForeignKey(
        RegisterEvent, verbose_name=_("Hændelse"), on_delete=models.CASCADE, related_name="parties"
    )
    side = models.CharField(_("Hvordan"), max_length=12, choices=EventSide.choices)
    organisation = _party(HousingOrganisation, _("Boligorganisation"))
    division = _party(Division, _("Afdeling"))
    area = _party(HousingArea, _("Boligområde"))
    unit = _party(MunicipalUnit, _("Forvaltning, center"))

    class Meta:
        verbose_name = _("part i registerhændelse")
        verbose_name_plural = _("parter i registerhændelser")
        ordering = ["event", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, division__isnull=True, area__isnull=True, unit__isnull=True)
                | Q(organisation__isnull=True, division__isnull=False, area__isnull=True, unit__isnull=True)
                | Q(organisation__isnull=True, division__isnull=True, area__isnull=False, unit__isnull=True)
                | Q(organisation__isnull=True, division__isnull=True, area__isnull=True, unit__isnull=False),
                name="register_party_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.organisation or self.division or self.area or self.unit}"


class Period(Dated):
    """How something in the register was for a while. Periods of one thing never overlap and leave no gap while it is.

    The columns of the same names on the thing itself repeat the period of today: services and a daily step keep
    them so (an event may be recorded before its day).
    """

    name = models.CharField(_("Navn"), max_length=150)
    begun_by = models.ForeignKey(
        RegisterEvent,
        verbose_name=_("Begyndt ved"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(Dated.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.name}, {self.valid_from:%d-%m-%Y}"


class OrganisationPeriod(Period):
    """Name, seat, owner kind, CVR number and fiscal year of an organisation for a while."""

    organisation = models.ForeignKey(
        HousingOrganisation, verbose_name=_("Boligorganisation"), on_delete=models.CASCADE, related_name="periods"
    )
    owner_kind = models.CharField(_("Ejerform"), max_length=24, choices=OwnerKind.choices)
    cvr = models.CharField(_("CVR-nummer"), max_length=8, blank=True)
    seat_municipality = models.ForeignKey(
        Municipality, verbose_name=_("Hjemstedskommune"), on_delete=models.PROTECT, related_name="organisation_periods"
    )
    fiscal_year_end_month = models.PositiveSmallIntegerField(
        _("Regnskabsåret slutter med udgangen af måned"), default=12
    )

    class Meta(Period.Meta):
        verbose_name = _("periode for boligorganisation")
        verbose_name_plural = _("perioder for boligorganisationer")
        ordering = ["organisation", "valid_from"]
        indexes = [models.Index(fields=["seat_municipality", "valid_from"], name="register_seat_period")]


class DivisionPeriod(Period):
    """Owner, number, name and area of a division for a while."""

    division = models.ForeignKey(Division, verbose_name=_("Afdeling"), on_delete=models.CASCADE, related_name="periods")
    organisation = models.ForeignKey(
        HousingOrganisation,
        verbose_name=_("Boligorganisation"),
        on_delete=models.PROTECT,
        related_name="division_periods",
    )
    lbf_number = models.CharField(_("LBF-afdelingsnummer"), max_length=10)
    area = models.ForeignKey(
        HousingArea,
        verbose_name=_("Boligområde"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="division_periods",
    )

    class Meta(Period.Meta):
        verbose_name = _("periode for afdeling")
        verbose_name_plural = _("perioder for afdelinger")
        ordering = ["division", "valid_from"]


class AreaPeriod(Period):
    """The name of a housing area for a while."""

    area = models.ForeignKey(
        HousingArea, verbose_name=_("Boligområde"), on_delete=models.CASCADE, related_name="periods"
    )

    class Meta(Period.Meta):
        verbose_name = _("periode for boligområde")
        verbose_name_plural = _("perioder for boligområder")
        ordering = ["area", "valid_from"]


class UnitPeriod(Period):
    """Name and responsibility of a municipal unit for a while; the unit's own dates say how long it exists."""

    unit = models.ForeignKey(
        MunicipalUnit, verbose_name=_("Forvaltning, center"), on_delete=models.CASCADE, related_name="periods"
    )
    topic = models.CharField(_("Ansvar"), max_length=200, blank=True)

    class Meta(Period.Meta):
        verbose_name = _("periode for forvaltning, center")
        verbose_name_plural = _("perioder for forvaltninger og centre")
        ordering = ["unit", "valid_from"]
