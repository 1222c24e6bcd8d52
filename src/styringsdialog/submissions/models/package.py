"""The package itself: one per organisation and dialogue year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Classified
from styringsdialog.register.models import HousingOrganisation, Municipality


class ReportKind(models.TextChoices):
    """The two reports of the law; earlier years may have come as accounts only."""

    OWN_DIVISIONS = "own_divisions", _("Egne afdelinger")
    MANAGING = "managing", _("Administrationsorganisation")
    ACCOUNTS_ONLY = "accounts_only", _("Kun regnskab")


class DocumentationPackage(Classified):
    """What an organisation handed in about one accounting year. `version` rises each time a file is applied."""

    organisation = models.ForeignKey(
        HousingOrganisation, verbose_name=_("Boligorganisation"), on_delete=models.PROTECT, related_name="packages"
    )
    municipality = models.ForeignKey(  # competent on the day it arrived; kept when a seat moves
        Municipality, verbose_name=_("Hjemstedskommune"), on_delete=models.PROTECT, related_name="packages"
    )
    dialogue_year = models.PositiveSmallIntegerField(_("Styringsår"))
    edition = models.PositiveSmallIntegerField(_("Udgave"))
    report_kind = models.CharField(_("Rapporttype"), max_length=16, choices=ReportKind.choices)
    period_start = models.DateField(_("Regnskabsperiodens første dag"))
    period_end = models.DateField(_("Regnskabsperiodens sidste dag"))
    # As handed in: the register may change its mind later, what was received may not.
    organisation_name = models.CharField(_("Navn i pakken"), max_length=150)
    owner_kind = models.CharField(_("Ejerform i pakken"), max_length=24)
    cvr = models.CharField(_("CVR-nummer i pakken"), max_length=20, blank=True)
    seat_code = models.CharField(_("Hjemstedskommunens kode i pakken"), max_length=100, blank=True)
    administrator = models.CharField(_("Administrator"), max_length=150, blank=True)
    tenancy_units = models.DecimalField(_("Lejemålsenheder"), max_digits=14, decimal_places=4, null=True)
    dispositionsfond_liquid_kr = models.BigIntegerField(_("Dispositionsfond, disponibel"), null=True)
    arbejdskapital_liquid_kr = models.BigIntegerField(_("Arbejdskapital, disponibel"), null=True)
    dispositionsfond_contribution_kr = models.BigIntegerField(_("Bidrag til dispositionsfonden"), null=True)
    arbejdskapital_contribution_kr = models.BigIntegerField(_("Bidrag til arbejdskapitalen"), null=True)
    board_approved_on = models.DateField(_("Bestyrelsens godkendelse"), null=True)
    top_body_approved_on = models.DateField(_("Øverste myndigheds godkendelse"), null=True)
    submitted_on = models.DateField(_("Regnskabet afleveret"), null=True)
    history = models.JSONField(_("Tidligere år i pakken"), default=list)  # [[year, {figure: value}], ...]
    version = models.PositiveIntegerField(_("Version"), default=1)
    received_on = models.DateField(_("Modtaget"))

    class Meta:
        verbose_name = _("dokumentationspakke")
        verbose_name_plural = _("dokumentationspakker")
        ordering = ["-dialogue_year", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "dialogue_year"], name="submissions_package_once")
        ]
        indexes = [models.Index(fields=["municipality", "-dialogue_year"], name="submissions_package_place")]

    def __str__(self) -> str:
        return f"{self.organisation}, styringsår {self.dialogue_year}"

    @property
    def accounting_year(self) -> int:
        return self.period_end.year
