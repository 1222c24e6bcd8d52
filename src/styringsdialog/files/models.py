"""Stored files with access class, size and hash; the original of everything received is kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Classified


class StoredFile(Classified):
    """A file as received or made. `sha256` tells whether it is still the same."""

    file = models.FileField(_("Fil"), upload_to="%Y/%m/")
    name = models.CharField(_("Filnavn"), max_length=200)
    content_type = models.CharField(_("Indholdstype"), max_length=120)
    size = models.PositiveBigIntegerField(_("Størrelse i bytes"))
    sha256 = models.CharField(_("Kontrolsum"), max_length=64)
    municipality_code = models.CharField(_("Kommunekode"), max_length=4, blank=True)
    created_at = models.DateTimeField(_("Gemt"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Gemt af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
