"""Rule runs and their findings, stored as they were; and what is said about a matter over its runs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.register.models import Division, Municipality
from styringsdialog.submissions.models import DocumentationPackage


class RuleRun(models.Model):
    """One run of the rulebook over a package. Immutable: a correction makes a new one beside it."""

    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), on_delete=models.PROTECT, related_name="rule_runs"
    )
    package_version = models.PositiveIntegerField(_("Pakkens version"))
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="rule_runs"
    )
    rulebook_version = models.CharField(_("Regelsættets version"), max_length=40)
    day = models.DateField(_("Vurderet pr."))
    facts = models.JSONField(_("Grundlag"))  # the package's facts as read, so that the run can be repeated
    sources = models.JSONField(_("Kilder"), default=list)  # once each; findings name them by position
    counts = models.JSONField(_("Antal pr. udfald"))
    created_at = models.DateTimeField(_("Kørt"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Kørt af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("regelkørsel")
        verbose_name_plural = _("regelkørsler")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["package", "-created_at"], name="reviews_run_package")]

    def __str__(self) -> str:
        return f"{self.package}, {self.created_at:%d-%m-%Y}"


class Finding(models.Model):
    """One answer of one rule about one subject, with message id and parameters; sentences are made when read."""

    run = models.ForeignKey(RuleRun, verbose_name=_("Regelkørsel"), on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField(_("Regel"), max_length=20)
    area = models.CharField(_("Målsætning"), max_length=16)
    subject_kind = models.CharField(_("Genstandens art"), max_length=16)
    subject_key = models.CharField(_("LBF-nummer"), max_length=20)
    subject_name = models.CharField(_("Navn"), max_length=150)
    division = models.ForeignKey(
        Division, verbose_name=_("Afdeling"), null=True, on_delete=models.PROTECT, related_name="findings"
    )
    outcome = models.CharField(_("Udfald"), max_length=16)
    severity = models.CharField(_("Vægt"), max_length=10)
    rank = models.PositiveSmallIntegerField(_("Rækkefølge"))  # outcome and severity as one number, worst first
    message = models.CharField(_("Besked"), max_length=80)
    params = models.JSONField(_("Oplysninger"))
    detail = models.JSONField(_("Tal, udvikling og kilder"))  # figures, trend, missing, sources, lowered_because, day

    class Meta:
        verbose_name = _("opmærksomhedspunkt")
        verbose_name_plural = _("opmærksomhedspunkter")
        ordering = ["run", "rank", "rule", "subject_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "rule", "subject_kind", "subject_key"], name="reviews_finding_once")
        ]
        indexes = [models.Index(fields=["run", "area", "rank"], name="reviews_finding_area")]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_name}"


class AboutMatter(models.Model):
    """Something said about a matter: one rule about one subject in one package. It outlives the runs on the package."""

    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), on_delete=models.PROTECT, related_name="+"
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="+"
    )
    rule = models.CharField(_("Regel"), max_length=20)
    subject_kind = models.CharField(_("Genstandens art"), max_length=16)
    subject_key = models.CharField(_("LBF-nummer"), max_length=20)

    class Meta:
        abstract = True

    @property
    def matter(self) -> tuple[str, str, str]:
        """(rule, subject kind, subject key): the same as that of a finding of any run on the package."""
        return (self.rule, self.subject_kind, self.subject_key)
