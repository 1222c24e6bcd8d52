"""Tells Django about the app `coordination`."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """The municipality's own coordination: matrix, contact log, year plan, forums."""

    name = "styringsdialog.coordination"
    label = "coordination"
    verbose_name = "Koordinering"
    default_auto_field = "django.db.models.BigAutoField"
