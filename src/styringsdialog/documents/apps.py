"""Tells Django about the app `documents`."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Contents made once, shown as PDF, Word, Excel and SVG."""

    name = "styringsdialog.documents"
    label = "documents"
    verbose_name = "Dokumenter"
    default_auto_field = "django.db.models.BigAutoField"
