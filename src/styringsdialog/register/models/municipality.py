"""The municipality and its units."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Dated


class Municipality(models.Model):
    """A municipality. `is_fictional` marks every page and document of demo data."""

    code = models.CharField(_("Kommunekode"), max_length=4, unique=True)
    name = models.CharField(_("Navn"), max_length=100)
    is_fictional = models.BooleanField(_("Fiktiv"), default=False)

    class Meta:
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MunicipalUnit(Dated):
    """A unit of the municipality («forvaltning, center») for as long as it exists."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="units"
    )
    name = models.CharField(_("Navn"), max_length=120)
    topic = models.CharField(_("Ansvar"), max_length=200, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("forvaltning, center")
        verbose_name_plural = _("forvaltninger og centre")
        ordering = ["name", "valid_from"]

    def __str__(self) -> str:
        return self.name
