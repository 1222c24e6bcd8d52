"""Tells Django about the app `areas`."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Area indicators, status by list date, plans and outlook."""

    name = "styringsdialog.areas"
    label = "areas"
    verbose_name = "Boligområder"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes the app's answers to `visible_to` and `can_view` known."""
        from styringsdialog.trail.changes import follow

        from . import policies, queries  # noqa: F401

        follow(*self.get_models())
