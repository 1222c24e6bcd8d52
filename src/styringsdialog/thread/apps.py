"""Tells Django about the app `thread`."""

from django.apps import AppConfig


class ThreadConfig(AppConfig):
    """Typed links between any two objects, written by services only."""

    name = "styringsdialog.thread"
    label = "thread"
    verbose_name = "Den røde tråd"
    default_auto_field = "django.db.models.BigAutoField"
