"""Tells Django about the app `notices`."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Mail and digests, with a log of what was sent."""

    name = "styringsdialog.notices"
    label = "notices"
    verbose_name = "Beskeder"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The daily mail, and another try for what was not sent."""
        from styringsdialog.core.daily import register_round, register_step

        from .digest import send_digests
        from .sending import send_when_due

        register_step("notices.digest", send_digests)
        register_round("notices.send", send_when_due)
