"""Tells Django about the app `processes`."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """Actions that span apps, each one transaction."""

    name = "styringsdialog.processes"
    label = "processes"
    verbose_name = "Processer"
    default_auto_field = "django.db.models.BigAutoField"
