"""Tells Django about the app `capacity`."""

from django.apps import AppConfig


class CapacityConfig(AppConfig):
    """Need for homes against stock, turnover and pipeline."""

    name = "styringsdialog.capacity"
    label = "capacity"
    verbose_name = "Kapacitet"
    default_auto_field = "django.db.models.BigAutoField"
