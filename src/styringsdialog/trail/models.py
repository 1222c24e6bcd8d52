"""One entry for each action of a service: who did what to which object, readable as a Danish sentence."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TrailEntry(models.Model):
    """A named action. The actor's name is copied, so that the sentence stands when the user is gone."""

    at = models.DateTimeField(_("Tidspunkt"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Hvem"), null=True, on_delete=models.SET_NULL, related_name="+"
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

    class Meta:
        verbose_name = _("sporpost")
        verbose_name_plural = _("spor")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-at"], name="trail_object"),
            models.Index(fields=["municipality_code", "-at"], name="trail_municipality"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.action}"
