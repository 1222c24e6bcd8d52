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
        from styringsdialog.trail.changes import follow

        from . import desk_policies, desk_queries, letter_policies, letter_queries, policies, queries  # noqa: F401

        # A rule run is written once and in bulk: there is nothing to follow.
        immutable = {"rulerun", "finding"}
        follow(*(model for model in self.get_models() if model._meta.model_name not in immutable))
