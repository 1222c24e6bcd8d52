"""Tells Django about the app `files`."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Attachments with access class and hash."""

    name = "styringsdialog.files"
    label = "files"
    verbose_name = "Filer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Makes the app's answers to `visible_to` and `can_view` known."""
        from styringsdialog.core.daily import register_step
        from styringsdialog.trail.changes import follow

        from . import policies, queries  # noqa: F401
        from .services import remove_leftovers

        register_step("files.leftovers", remove_leftovers)

        follow(*self.get_models())
