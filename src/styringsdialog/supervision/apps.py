"""Tells Django about the app `supervision`."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Approvals, interventions, accounts review and self-monitoring."""

    name = "styringsdialog.supervision"
    label = "supervision"
    verbose_name = "Tilsyn"
    default_auto_field = "django.db.models.BigAutoField"
