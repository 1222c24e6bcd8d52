"""Where units and organisations meet: collaboration surfaces, and who to write to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Dated

from .division import Division, HousingArea
from .municipality import Municipality, MunicipalUnit
from .organisation import HousingOrganisation


class SurfaceTopic(models.Model):
    """What a surface is about. Each municipality starts with the catalogue of wording/messages/surface_topics.yaml."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="surface_topics"
    )
    key = models.SlugField(_("Nøgle"), max_length=40)
    name = models.CharField(_("Navn"), max_length=120)
    name_en = models.CharField(_("Navn på engelsk"), max_length=120, blank=True)
    legal_basis = models.CharField(_("Grundlag"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("Rækkefølge"), default=0)
    is_used = models.BooleanField(_("Bruges"), default=True)

    class Meta:
        verbose_name = _("emne for samarbejdsflade")
        verbose_name_plural = _("emner for samarbejdsflader")
        ordering = ["municipality", "position", "name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="register_topic_once")]

    def __str__(self) -> str:
        return self.name


class CollaborationSurface(Dated):
    """Topic x unit x organisation, area or division x responsible person, for a while.

    Without an organisation, area or division it covers all of them. The responsible person may have no sign-in.
    """

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="surfaces"
    )
    topic = models.ForeignKey(SurfaceTopic, verbose_name=_("Emne"), on_delete=models.PROTECT, related_name="surfaces")
    unit = models.ForeignKey(
        MunicipalUnit, verbose_name=_("Forvaltning, center"), on_delete=models.PROTECT, related_name="surfaces"
    )
    organisation = models.ForeignKey(
        HousingOrganisation,
        verbose_name=_("Boligorganisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="surfaces",
    )
    area = models.ForeignKey(
        HousingArea,
        verbose_name=_("Boligområde"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="surfaces",
    )
    division = models.ForeignKey(
        Division,
        verbose_name=_("Afdeling"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="surfaces",
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Ansvarlig med login"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="surfaces",
    )
    responsible_name = models.CharField(_("Ansvarlig"), max_length=150, blank=True)
    note = models.TextField(_("Bemærkning"), blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("samarbejdsflade")
        verbose_name_plural = _("samarbejdsflader")
        ordering = ["topic__position", "unit__name", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(area__isnull=True, division__isnull=True)
                | Q(organisation__isnull=True, division__isnull=True)
                | Q(organisation__isnull=True, area__isnull=True),
                name="register_surface_one_target",
                violation_error_message=_("Vælg enten en boligorganisation, et område eller en afdeling."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.unit}"


class ContactFunction(models.TextChoices):
    """What somebody is to be asked about."""

    DIRECTOR = "director", _("Direktør")
    CHAIR = "chair", _("Formand for bestyrelsen")
    DIALOGUE = "dialogue", _("Kontakt for styringsdialogen")
    FINANCE = "finance", _("Økonomi")
    LETTING = "letting", _("Udlejning")
    OPERATIONS = "operations", _("Drift")
    AUDITOR = "auditor", _("Revisor")
    OTHER = "other", _("Andet")


class Contact(Dated):
    """A named person to write to at an organisation or in a unit, for a while. Work details only."""

    function = models.CharField(_("Funktion"), max_length=12, choices=ContactFunction.choices)
    name = models.CharField(_("Navn"), max_length=150)
    title = models.CharField(_("Stilling"), max_length=120, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=30, blank=True)
    municipality = models.ForeignKey(  # whose address book it stands in: one municipality's are not another's
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="contacts"
    )
    organisation = models.ForeignKey(
        HousingOrganisation,
        verbose_name=_("Boligorganisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contacts",
    )
    unit = models.ForeignKey(
        MunicipalUnit,
        verbose_name=_("Forvaltning, center"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contacts",
    )

    class Meta(Dated.Meta):
        verbose_name = _("kontaktperson")
        verbose_name_plural = _("kontaktpersoner")
        ordering = ["function", "name", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, unit__isnull=True)
                | Q(organisation__isnull=True, unit__isnull=False),
                name="register_contact_one_place",
                violation_error_message=_("En kontaktperson hører til enten en boligorganisation eller en enhed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_function_display()}"
