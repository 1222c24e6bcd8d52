"""The other parts of a package: division sheets, tenancies, plan, report answers, self-monitoring, wishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.register.models import Division

from .package import DocumentationPackage


class DivisionSheet(models.Model):
    """A division's sheet: the figures of rulebook.facts.DivisionFacts, as handed in; empty means not stated."""

    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), on_delete=models.CASCADE, related_name="sheets"
    )
    division = models.ForeignKey(Division, verbose_name=_("Afdeling"), on_delete=models.PROTECT, related_name="sheets")
    # As handed in, as on the package: the register may differ.
    name = models.CharField(_("Navn i pakken"), max_length=150)
    owner_kind = models.CharField(_("Ejerform i pakken"), max_length=24)
    period_start = models.DateField(_("Regnskabsperiodens første dag"))
    period_end = models.DateField(_("Regnskabsperiodens sidste dag"))
    location_code = models.CharField(_("Beliggenhedskommunens kode i pakken"), max_length=100, blank=True)
    address = models.CharField(_("Adresse"), max_length=200, blank=True)
    area = models.CharField(_("Boligområde"), max_length=150, blank=True)
    building_form = models.CharField(_("Byggeform"), max_length=20, blank=True)
    build_year = models.PositiveSmallIntegerField(_("Opførelsesår"), null=True)
    tenancy_units = models.DecimalField(_("Lejemålsenheder"), max_digits=14, decimal_places=4, null=True)
    dwelling_m2 = models.DecimalField(_("Boligareal, m²"), max_digits=16, decimal_places=4, null=True)
    rent_per_m2_kr = models.DecimalField(_("Leje pr. m² om året"), max_digits=14, decimal_places=4, null=True)
    rent_increase_pct = models.DecimalField(_("Lejestigning i pct."), max_digits=14, decimal_places=4, null=True)
    external_move_outs = models.PositiveIntegerField(_("Eksterne fraflytninger"), null=True)
    vacant_dwellings = models.PositiveIntegerField(_("Ledige boliger med lejetab"), null=True)
    vacant_days = models.PositiveIntegerField(_("Tomgangsdage"), null=True)
    efficiency_score = models.PositiveIntegerField(_("Effektivitetstal"), null=True)
    energy_label = models.CharField(_("Energimærke"), max_length=20, blank=True)
    has_board = models.BooleanField(_("Afdelingsbestyrelse"), null=True)
    external_review_on = models.DateField(_("Ekstern granskning"), null=True)
    deficit_since_year = models.PositiveSmallIntegerField(_("Underskud opstået i regnskabsår"), null=True)
    provision_401_next_year_kr = models.BigIntegerField(_("Henlæggelse næste år, konto 120"), null=True)
    plan_first_year = models.PositiveSmallIntegerField(_("Planens første år"), null=True)
    plan_last_year = models.PositiveSmallIntegerField(_("Planens sidste år"), null=True)
    history = models.JSONField(_("Tidligere år i pakken"), default=list)  # [[year, {figure: value}], ...]

    class Meta:
        verbose_name = _("afdelingsskema")
        verbose_name_plural = _("afdelingsskemaer")
        ordering = ["package", "pk"]  # as in the file
        constraints = [models.UniqueConstraint(fields=["package", "division"], name="submissions_sheet_once")]

    def __str__(self) -> str:
        return f"{self.package}: {self.division}"


class TenancyCount(models.Model):
    """Tenancies of one kind; division empty for the organisation's own (rulebook.facts.TenancyCount)."""

    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), on_delete=models.CASCADE, related_name="tenancies"
    )
    division = models.ForeignKey(
        Division, verbose_name=_("Afdeling"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("Art"), max_length=16)
    count = models.PositiveIntegerField(_("Antal"))
    m2 = models.DecimalField(_("Areal, m²"), max_digits=16, decimal_places=4)

    class Meta:
        verbose_name = _("lejemål")
        verbose_name_plural = _("lejemål")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.count}"


class MaintenancePlanLine(models.Model):
    """A line of a division's maintenance plan, kr. in fixed prices."""

    sheet = models.ForeignKey(
        DivisionSheet, verbose_name=_("Afdelingsskema"), on_delete=models.CASCADE, related_name="plan_lines"
    )
    year = models.PositiveSmallIntegerField(_("År"))
    part = models.CharField(_("Bygningsdel"), max_length=250)
    activity = models.CharField(_("Arbejde"), max_length=500, blank=True)
    amount_kr = models.BigIntegerField(_("Beløb"))

    class Meta:
        verbose_name = _("linje i vedligeholdelsesplan")
        verbose_name_plural = _("linjer i vedligeholdelsesplan")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.year} {self.part}"


class ReportAnswer(models.Model):
    """An answer of the governance report, or of a division's sheet where division is set."""

    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), on_delete=models.CASCADE, related_name="answers"
    )
    division = models.ForeignKey(
        Division, verbose_name=_("Afdeling"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    question = models.CharField(_("Spørgsmål"), max_length=100)
    answer = models.TextField(_("Svar"), blank=True)
    comment = models.TextField(_("Bemærkning"), blank=True)

    class Meta:
        verbose_name = _("svar i styringsrapport")
        verbose_name_plural = _("svar i styringsrapport")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"


class SelfMonitoring(models.Model):
    """One theme of the organisation's self-monitoring («egenkontrol»)."""

    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), on_delete=models.CASCADE, related_name="self_monitoring"
    )
    theme = models.CharField(_("Tema"), max_length=250)
    described = models.CharField(_("Beskrevet"), max_length=20, blank=True)
    carried_out = models.CharField(_("Udført"), max_length=20, blank=True)
    followed_up = models.CharField(_("Fulgt op"), max_length=20, blank=True)
    note = models.TextField(_("Bemærkning"), blank=True)

    class Meta:
        verbose_name = _("egenkontrol")
        verbose_name_plural = _("egenkontrol")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.theme


class OrganisationWish(models.Model):
    """A need or wish the organisation states; the first link of a thread."""

    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), on_delete=models.CASCADE, related_name="wishes"
    )
    kind = models.CharField(_("Art"), max_length=10)
    theme = models.CharField(_("Tema"), max_length=250, blank=True)
    text = models.TextField(_("Tekst"))
    division = models.CharField(_("Afdeling"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("ønske eller behov")
        verbose_name_plural = _("ønsker og behov")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
