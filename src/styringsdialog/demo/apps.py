"""Tells Django about the app `demo`."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A fictional municipality, loaded the way a user would load it."""

    name = "styringsdialog.demo"
    label = "demo"
    verbose_name = "Demokommune"
    default_auto_field = "django.db.models.BigAutoField"
