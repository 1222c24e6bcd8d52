"""The brief for the dialogue meeting: which points go into it, its draft, and what was made of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.access import AccessClass
from styringsdialog.core.models import Classified
from styringsdialog.files.models import StoredFile
from styringsdialog.register.models import Municipality

from .runs import AboutMatter, RuleRun


class BriefPoint(AboutMatter):
    """A person's choice that a point goes into the brief or stays out; without a row the default choice holds."""

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
    DRAFT = "draft", _("Udkast")
    WAITING = "waiting", _("Bliver lavet")
    READY = "ready", _("Fastlagt")
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
    edits = models.JSONField(_("Rettelser"), default=dict)  # what a person wrote in place of what was generated
    version = models.PositiveIntegerField(_("Version"), default=1)  # rises with each save of the draft
    fixed_at = models.DateTimeField(_("Fastlagt"), null=True, blank=True)
    fixed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Fastlagt af"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
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
