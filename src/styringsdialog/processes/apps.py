"""Tells Django about the app `processes`."""

from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    """Actions that span apps, each one transaction."""

    name = "styringsdialog.processes"
    label = "processes"
    verbose_name = "Processer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Reminders of letters that were not answered, once a day."""
        from styringsdialog.core.daily import register_step

        from .reminding import remind

        register_step("letters.remind", remind)
