"""Rule runs and their findings, stored as they were; and the brief made from them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.access import AccessClass
from styringsdialog.core.models import Classified
from styringsdialog.files.models import StoredFile
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


class BriefPoint(models.Model):
    """A person's choice that a point goes into the brief or stays out; without a row the default choice holds."""

    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), on_delete=models.CASCADE, related_name="brief_points"
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="brief_points"
    )
    rule = models.CharField(_("Regel"), max_length=20)
    subject_kind = models.CharField(_("Genstandens art"), max_length=16)
    subject_key = models.CharField(_("LBF-nummer"), max_length=20)
    is_chosen = models.BooleanField(_("Med i oplægget"))

    class Meta:
        verbose_name = _("punkt i dialogoplæg")
        verbose_name_plural = _("punkter i dialogoplæg")
        ordering = ["package", "rule", "subject_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["package", "municipality", "rule", "subject_kind", "subject_key"],
                name="reviews_brief_point_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_key}"


class BriefState(models.TextChoices):
    WAITING = "waiting", _("Bliver lavet")
    READY = "ready", _("Klar")
    FAILED = "failed", _("Kunne ikke laves")


class DialogueBrief(Classified):
    """The brief for the dialogue meeting («dialogoplæg»), made by the worker from one rule run."""

    access_class = models.CharField(
        _("Adgang"), max_length=10, choices=AccessClass.choices, default=AccessClass.INTERNAL
    )  # shown to the organisation only when shared
    run = models.ForeignKey(RuleRun, verbose_name=_("Regelkørsel"), on_delete=models.PROTECT, related_name="briefs")
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="briefs"
    )
    state = models.CharField(_("Tilstand"), max_length=10, choices=BriefState.choices, default=BriefState.WAITING)
    language = models.CharField(_("Sprog"), max_length=2, default="da")
    day = models.DateField(_("Dato"))
    points = models.JSONField(_("Valgte punkter"), default=list)  # finding ids in order
    pdf = models.ForeignKey(StoredFile, verbose_name=_("PDF"), null=True, on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey(StoredFile, verbose_name=_("Word"), null=True, on_delete=models.PROTECT, related_name="+")
    error = models.JSONField(_("Fejl"), null=True)  # {"message": id, "params": {...}}
    created_at = models.DateTimeField(_("Bestilt"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Bestilt af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("dialogoplæg")
        verbose_name_plural = _("dialogoplæg")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Dialogoplæg, {self.run.package}"
