"""Tells Django about the app `figures`."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Key figures, imported national figures and fractiles."""

    name = "styringsdialog.figures"
    label = "figures"
    verbose_name = "Nøgletal"
    default_auto_field = "django.db.models.BigAutoField"
