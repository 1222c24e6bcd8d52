"""Tells Django about the app `exchange`."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Files in: reading, uploads as records, and the workbook that comes back marked."""

    name = "styringsdialog.exchange"
    label = "exchange"
    verbose_name = "Udveksling"
    default_auto_field = "django.db.models.BigAutoField"
