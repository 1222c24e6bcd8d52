"""Tells Django about the app `meetings`."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings, agendas, attendance, minutes and decisions."""

    name = "styringsdialog.meetings"
    label = "meetings"
    verbose_name = "Møder"
    default_auto_field = "django.db.models.BigAutoField"
