"""Tells Django about the app `core`."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Abstract models, errors fit for a user, jobs and `Acting`: what every app stands on."""

    name = "styringsdialog.core"
    label = "core"
    verbose_name = "Fælles grundlag"
    default_auto_field = "django.db.models.BigAutoField"
