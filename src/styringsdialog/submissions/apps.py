"""Tells Django about the app `submissions`."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    """Packages, their parts, explanations and external milestones."""

    name = "styringsdialog.submissions"
    label = "submissions"
    verbose_name = "Dokumentationspakker"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes the app's answers to `visible_to` and `can_view` known."""
        from styringsdialog.trail.changes import follow

        from . import policies, queries  # noqa: F401

        # Lines and sheets are stored in bulk with their package.
        follow(*(self.get_model(name) for name in ("DocumentationPackage", "Upload", "AccountsMapping", "Explanation")))
