"""The organisation's own explanation of a flagged value, remembered from year to year."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Classified
from styringsdialog.register.models import Division, HousingOrganisation


class ExplanationWay(models.TextChoices):
    """How it came."""

    PACKAGE = "package", _("I pakken")
    ANSWER = "answer", _("Svar på et spørgsmål")
    PAGE = "page", _("Skrevet på siden")
    ON_BEHALF = "on_behalf", _("Skrevet ind af kommunen")


class Explanation(Classified):
    """What the organisation says about a value that a rule flagged in a dialogue year; shown again the year after."""

    organisation = models.ForeignKey(
        HousingOrganisation, verbose_name=_("Boligorganisation"), on_delete=models.PROTECT, related_name="explanations"
    )
    division = models.ForeignKey(
        Division,
        verbose_name=_("Afdeling"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="explanations",
    )
    dialogue_year = models.PositiveSmallIntegerField(_("Styringsår"))
    rule = models.CharField(_("Regel"), max_length=20)
    subject_kind = models.CharField(_("Genstandens art"), max_length=16)
    subject_key = models.CharField(_("LBF-nummer"), max_length=20)
    figures = models.JSONField(_("Tal, der blev forklaret"), default=dict)  # figure -> value when it was explained
    text = models.TextField(_("Forklaring"))
    way = models.CharField(_("Kom som"), max_length=10, choices=ExplanationWay.choices)
    given_by = models.CharField(_("Givet af"), max_length=150, blank=True)
    received_on = models.DateField(_("Modtaget"))
    created_at = models.DateTimeField(_("Skrevet ind"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Skrevet ind af"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("forklaring")
        verbose_name_plural = _("forklaringer")
        ordering = ["organisation", "rule", "subject_key", "-dialogue_year", "-pk"]
        indexes = [models.Index(fields=["organisation", "dialogue_year"], name="submissions_explained")]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_key}, {self.dialogue_year}"
