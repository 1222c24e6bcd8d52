"""Tells Django about the app `reviews`."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Rule runs and the judgements people pass on their findings."""

    name = "styringsdialog.reviews"
    label = "reviews"
    verbose_name = "Gennemgang"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes the app's answers to `visible_to` and `can_view` known."""
        from . import policies, queries  # noqa: F401
