"""Tells Django about the app `web`."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for people: urls, menu, views, forms and templates."""

    name = "styringsdialog.web"
    label = "web"
    verbose_name = "Websider"
    default_auto_field = "django.db.models.BigAutoField"
