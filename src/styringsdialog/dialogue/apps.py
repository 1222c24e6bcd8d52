"""Tells Django about the app `dialogue`."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    """Rounds, expectations, internal hearing and statements."""

    name = "styringsdialog.dialogue"
    label = "dialogue"
    verbose_name = "Styringsdialog"
    default_auto_field = "django.db.models.BigAutoField"
