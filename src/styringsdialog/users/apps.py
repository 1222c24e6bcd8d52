"""Tells Django about the app `users`."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """The custom user model, and nothing else."""

    name = "styringsdialog.users"
    label = "users"
    verbose_name = "Brugere"
    default_auto_field = "django.db.models.BigAutoField"
