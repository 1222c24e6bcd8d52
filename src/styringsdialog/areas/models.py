"""The yearly indicators of housing areas; their class is computed from them by list date."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.register.models import HousingArea


class AreaIndicators(models.Model):
    """What the list of one year was or would be decided on. Shares in percent; empty means not known."""

    area = models.ForeignKey(
        HousingArea, verbose_name=_("Boligområde"), on_delete=models.CASCADE, related_name="indicators"
    )
    list_year = models.PositiveSmallIntegerField(_("Listeår"))
    residents = models.PositiveIntegerField(_("Beboere"), null=True)
    outside_work_education_pct = models.DecimalField(
        _("Uden for arbejde og uddannelse"), max_digits=5, decimal_places=2, null=True
    )
    nonwestern_pct = models.DecimalField(_("Fra ikkevestlige lande"), max_digits=5, decimal_places=2, null=True)
    convicted_pct = models.DecimalField(_("Dømte"), max_digits=5, decimal_places=2, null=True)
    basic_education_pct = models.DecimalField(_("Kun grundskole"), max_digits=5, decimal_places=2, null=True)
    income_pct_of_region = models.DecimalField(
        _("Bruttoindkomst i forhold til regionen"), max_digits=5, decimal_places=2, null=True
    )
    source = models.CharField(_("Kilde"), max_length=250)

    class Meta:
        verbose_name = _("områdetal")
        verbose_name_plural = _("områdetal")
        ordering = ["area", "list_year"]
        constraints = [models.UniqueConstraint(fields=["area", "list_year"], name="areas_indicators_once")]

    def __str__(self) -> str:
        return f"{self.area} {self.list_year}"
