"""Tells Django about the app `agreements`."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Agreements, objectives, indicators, letting instruments and the quota ledger."""

    name = "styringsdialog.agreements"
    label = "agreements"
    verbose_name = "Aftaler"
    default_auto_field = "django.db.models.BigAutoField"
