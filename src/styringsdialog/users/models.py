"""The person who signs in. Roles are memberships in `register`, with dates."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person. Only name and mail are kept; what they may do stands in their memberships."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("Navn"), max_length=150, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    language = models.CharField(_("Sprog"), max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da")

    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("bruger")
        verbose_name_plural = _("brugere")
        constraints = [  # somebody who signs in through the municipality may have no address here
            models.UniqueConstraint(
                fields=["email"],
                condition=~models.Q(email=""),
                name="users_email_once",
                violation_error_message=_("E-mailadressen bruges af en anden."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.name or self.get_username()

    def get_short_name(self) -> str:
        return self.get_full_name()
