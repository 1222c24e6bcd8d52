"""Two logs: each action of a service, readable as a sentence, and each reading of internal or personal material."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.access import AccessClass

from .append_only import AppendOnlyModel


class TrailEntry(AppendOnlyModel):
    """A named action. The actor's name is copied, so that the sentence stands when the person has another name."""

    at = models.DateTimeField(_("Tidspunkt"), auto_now_add=True)
    # People are deactivated, never deleted: an entry could not be changed to say that its actor is gone.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Hvem"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField(_("Navn"), max_length=150)
    action = models.CharField(_("Handling"), max_length=80)  # a message id: "trail.<action>"
    params = models.JSONField(_("Oplysninger"), default=dict)
    municipality_code = models.CharField(_("Kommunekode"), max_length=4, blank=True)
    object_type = models.CharField(_("Genstandens art"), max_length=80, blank=True)  # app_label.model
    object_id = models.CharField(_("Genstandens nummer"), max_length=40, blank=True)
    object_text = models.CharField(_("Genstand"), max_length=250, blank=True)
    before = models.JSONField(_("Før"), null=True)
    after = models.JSONField(_("Efter"), null=True)
    deed = models.UUIDField(_("Arbejdsgang"), null=True, db_index=True)  # one click, job or command
    # The sentence in both languages, casefolded: SQLite's own search knows no Danish letters.
    words = models.TextField(_("Søgeord"), default="", editable=False)

    class Meta:
        verbose_name = _("sporpost")
        verbose_name_plural = _("spor")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-at"], name="trail_object"),
            models.Index(fields=["municipality_code", "-at"], name="trail_municipality"),
            models.Index(fields=["municipality_code", "-id"], name="trail_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.action}"


class AccessEntry(AppendOnlyModel):
    """One reading of something internal or personal. What was read is named, never copied."""

    at = models.DateTimeField(_("Tidspunkt"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Hvem"), on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField(_("Navn"), max_length=150)
    municipality_code = models.CharField(_("Kommunekode"), max_length=4, blank=True)
    access_class = models.CharField(_("Adgang"), max_length=10, choices=AccessClass.choices)
    object_type = models.CharField(_("Genstandens art"), max_length=80)
    object_id = models.CharField(_("Genstandens nummer"), max_length=40)
    object_text = models.CharField(_("Genstand"), max_length=250, blank=True)
    deed = models.UUIDField(_("Arbejdsgang"), null=True)
    words = models.TextField(_("Søgeord"), default="", editable=False)

    class Meta:
        verbose_name = _("opslag")
        verbose_name_plural = _("opslag")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-at"], name="trail_read_object"),
            models.Index(fields=["municipality_code", "-id"], name="trail_read_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.object_text}"
