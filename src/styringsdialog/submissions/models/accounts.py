"""Accounts of an organisation or a division: statement lines by account number, and provisions through the year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.register.models import Division

from .package import DocumentationPackage


class FinancialStatement(models.Model):
    """One statement: the organisation's own (division empty) or a division's. `unit_kr`: column -> 1 or 1000."""

    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), on_delete=models.CASCADE, related_name="statements"
    )
    division = models.ForeignKey(
        Division, verbose_name=_("Afdeling"), null=True, on_delete=models.PROTECT, related_name="statements"
    )
    unit_kr = models.JSONField(_("Afrunding pr. kolonne"), default=dict)

    class Meta:
        verbose_name = _("regnskab")
        verbose_name_plural = _("regnskaber")
        ordering = ["package", "division"]
        constraints = [
            models.UniqueConstraint(fields=["package", "division"], name="submissions_statement_division"),
            models.UniqueConstraint(
                fields=["package"], condition=models.Q(division__isnull=True), name="submissions_statement_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package}: {self.division or 'boligorganisationen'}"


class StatementLine(models.Model):
    """One account, whole kroner. `label` is the file's own text where the chart does not know the account."""

    statement = models.ForeignKey(
        FinancialStatement, verbose_name=_("Regnskab"), on_delete=models.CASCADE, related_name="lines"
    )
    account = models.CharField(_("Konto"), max_length=20)
    is_known = models.BooleanField(_("Kendt i kontoplanen"), default=True)
    label = models.CharField(_("Tekst"), max_length=500, blank=True)
    last_year = models.BigIntegerField(_("Sidste år"), null=True)
    result = models.BigIntegerField(_("Regnskab"), null=True)
    budget = models.BigIntegerField(_("Budget"), null=True)
    next_budget = models.BigIntegerField(_("Næste års budget"), null=True)

    class Meta:
        verbose_name = _("regnskabspost")
        verbose_name_plural = _("regnskabsposter")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["statement", "account"], name="submissions_line_once")]

    def __str__(self) -> str:
        return f"{self.account}: {self.result}"


class ProvisionMovement(models.Model):
    """A provision account (401-406) or the result account (407) through the year, kr."""

    statement = models.ForeignKey(
        FinancialStatement, verbose_name=_("Regnskab"), on_delete=models.CASCADE, related_name="provisions"
    )
    account = models.CharField(_("Konto"), max_length=20)
    opening = models.BigIntegerField(_("Primo"), null=True)
    added = models.BigIntegerField(_("Henlagt"), null=True)
    used = models.BigIntegerField(_("Forbrugt"), null=True)
    transferred = models.BigIntegerField(_("Overført"), null=True)
    closing = models.BigIntegerField(_("Ultimo"), null=True)

    class Meta:
        verbose_name = _("henlæggelsesbevægelse")
        verbose_name_plural = _("henlæggelsesbevægelser")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["statement", "account"], name="submissions_provision_once")]

    def __str__(self) -> str:
        return f"{self.account}: {self.closing}"
