"""Tells Django about the app `register`."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Organisations, divisions, areas, units, memberships and their history."""

    name = "styringsdialog.register"
    label = "register"
    verbose_name = "Register"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes the app's answers to `visible_to` and `can_view` known."""
        from . import policies, queries  # noqa: F401
