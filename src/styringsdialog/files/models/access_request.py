"""A request for access to the documents of a case («aktindsigt»), and what was decided on each document."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .attachment import AboutCase
from .stored_file import StoredFile


class RequesterKind(models.TextChoices):
    """Who asks, as a kind: no name is stored here, the records system has it."""

    PRESS = "press", _("Presse")
    CITIZEN = "citizen", _("Borger")
    ORGANISATION = "organisation", _("Organisation eller virksomhed")
    OTHER = "other", _("Andre")


class RequestState(models.TextChoices):
    REQUESTED = "requested", _("Modtaget")
    DECIDING = "deciding", _("Dokumenterne gennemgås")
    ORDERED = "ordered", _("Pakken bliver lavet")
    FAILED = "failed", _("Pakken kunne ikke laves")
    MADE = "made", _("Pakken er lavet")
    SENT = "sent", _("Sendt")


class AccessRequest(AboutCase):
    """A request about one case. `version` rises with each decision, so that a bundle is of one moment."""

    object_title = models.CharField(_("Sagen"), max_length=250)
    received_on = models.DateField(_("Modtaget"))
    requester_kind = models.CharField(_("Hvem spørger"), max_length=14, choices=RequesterKind.choices)
    reference = models.CharField(_("Reference"), max_length=100, blank=True)
    deadline_on = models.DateField(_("Besvares senest"))
    is_own_deadline = models.BooleanField(_("Fristen er kommunens egen"), default=False)
    state = models.CharField(_("Tilstand"), max_length=10, choices=RequestState.choices, default=RequestState.REQUESTED)
    version = models.PositiveIntegerField(_("Version"), default=1)
    bundle = models.ForeignKey(
        StoredFile,
        verbose_name=_("Aktindsigtspakke"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_for_version = models.PositiveIntegerField(_("Pakken er lavet af version"), null=True, blank=True)
    made_on = models.DateField(_("Pakken lavet"), null=True, blank=True)
    sent_on = models.DateField(_("Sendt"), null=True, blank=True)
    error = models.JSONField(_("Fejl"), null=True, blank=True)  # {"message": id, "params": {...}}
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Bestilt af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ordered_on = models.DateField(_("Bestilt"), null=True, blank=True)
    created_at = models.DateTimeField(_("Oprettet"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Oprettet af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("aktindsigt")
        verbose_name_plural = _("aktindsigter")
        ordering = ["deadline_on", "-pk"]
        indexes = [models.Index(fields=["municipality_code", "deadline_on"], name="files_access_request_due")]

    def __str__(self) -> str:
        return f"Aktindsigt, {self.object_title}"


class Decision(models.TextChoices):
    NONE = "", _("Ikke afgjort")
    GIVE = "give", _("Gives")
    REDACT = "redact", _("Gives med udeladelser")
    WITHHOLD = "withhold", _("Gives ikke")


class AccessRequestItem(models.Model):
    """One document of the case. `text` holds papers that are not files (trail, questions and answers)."""

    request = models.ForeignKey(
        AccessRequest, verbose_name=_("Aktindsigt"), on_delete=models.CASCADE, related_name="items"
    )
    position = models.PositiveIntegerField(_("Nummer"))
    source = models.CharField(_("Kilde"), max_length=100)  # "<app_label.model>:<pk>": one item a source
    kind = models.CharField(_("Art"), max_length=20)  # message id "paper.<kind>"
    title = models.CharField(_("Dokument"), max_length=250)
    dated_on = models.DateField(_("Dato"), null=True, blank=True)
    access_class = models.CharField(_("Adgang"), max_length=10)
    file = models.ForeignKey(
        StoredFile, verbose_name=_("Fil"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.JSONField(_("Tekst"), null=True, blank=True)  # [[heading or date, words], ...]
    decision = models.CharField(_("Afgørelse"), max_length=10, choices=Decision.choices, blank=True, default="")
    reason = models.CharField(_("Begrundelse"), max_length=300, blank=True)
    redacted = models.ForeignKey(
        StoredFile,
        verbose_name=_("Kopi med udeladelser"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("dokument i aktindsigt")
        verbose_name_plural = _("dokumenter i aktindsigt")
        ordering = ["request", "position"]
        constraints = [
            models.UniqueConstraint(fields=["request", "source"], name="files_access_item_once"),
            models.CheckConstraint(
                condition=~Q(decision__in=["withhold", "redact"]) | ~Q(reason=""), name="files_access_item_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title
