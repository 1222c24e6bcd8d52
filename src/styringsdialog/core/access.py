"""The four access classes that everything carries (product.md, People)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessClass(models.TextChoices):
    """Who may read: the municipality, the parties, everybody, or those who handle personal matters."""

    INTERNAL = "internal", _("Internt i kommunen")
    PARTIES = "parties", _("Kommune og boligorganisation")
    PUBLIC = "public", _("Offentligt")
    PERSONAL = "personal", _("Personhenførbart")
