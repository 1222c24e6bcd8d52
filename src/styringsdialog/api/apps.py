"""Tells Django about the app `api`."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The HTTP interface over services, processes and queries."""

    name = "styringsdialog.api"
    label = "api"
    verbose_name = "API"
    default_auto_field = "django.db.models.BigAutoField"
