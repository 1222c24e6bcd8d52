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
        from styringsdialog.core.daily import register_step
        from styringsdialog.notices.sending import tell_when_given_up
        from styringsdialog.trail.changes import follow

        from . import (  # noqa: F401  # noqa: F401
            file_policies,
            file_queries,
            history_policies,
            history_queries,
            log_policies,
            log_queries,
            people_policies,
            people_queries,
            policies,
            queries,
        )
        from .leaving import remind_of_ending_roles
        from .today import bring_up_to

        register_step("register.events_of_today", bring_up_to)
        register_step("register.ending_roles", remind_of_ending_roles)

        tell_when_given_up(log_queries.administrators_of)

        follow(*self.get_models())
