"""Tells Django about the app `notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Mail and digests, with a log of what was sent."""

    name = "styringsdialog.notices"
    label = "notices"
    verbose_name = "Beskeder"
    default_auto_field = "django.db.models.BigAutoField"
