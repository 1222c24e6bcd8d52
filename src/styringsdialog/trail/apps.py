"""Tells Django about the app `trail`."""

from typing import Any

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Named actions as readable sentences, and the log of who looked at what."""

    name = "styringsdialog.trail"
    label = "trail"
    verbose_name = "Ændringslog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """One deed a job; field changes carry their deed; the triggers are there after every migration."""
        from auditlog.models import LogEntry
        from django.db.models.signals import post_migrate, pre_save

        from styringsdialog.core.jobs import around_every_job
        from styringsdialog.users.models import User

        from .changes import fill_in, follow
        from .context import deed

        around_every_job(deed)
        pre_save.connect(fill_in, sender=LogEntry, dispatch_uid="trail.fill_in")
        post_migrate.connect(_guard, sender=self, dispatch_uid="trail.guard")
        follow(User, exclude=("last_login",))


def _guard(using: str, **_kwargs: Any) -> None:
    from django.db import connections

    from .append_only import install

    install(connections[using])
