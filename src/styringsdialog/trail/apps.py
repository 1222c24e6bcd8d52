"""Tells Django about the app `trail`."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Named actions as readable sentences, and the log of who looked at what."""

    name = "styringsdialog.trail"
    label = "trail"
    verbose_name = "Ændringslog"
    default_auto_field = "django.db.models.BigAutoField"
