"""How people come in: by invitation, by what the sign-in provider says, and advisers under a processor agreement."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Dated
from styringsdialog.files.models import StoredFile

from .membership import Membership, Role
from .municipality import Municipality, MunicipalUnit
from .organisation import HousingOrganisation


class ProcessorAgreement(Dated):
    """A data-processor agreement with an adviser's firm, as recorded: no adviser is let in without one that holds."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="processor_agreements"
    )
    firm = models.CharField(_("Rådgiverfirma"), max_length=150)
    cvr = models.CharField(_("CVR-nummer"), max_length=8, blank=True)
    reference = models.CharField(_("Sagsnummer eller henvisning"), max_length=120)
    signed_on = models.DateField(_("Underskrevet"))
    document = models.ForeignKey(
        StoredFile, verbose_name=_("Dokument"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Dated.Meta):
        verbose_name = _("databehandleraftale")
        verbose_name_plural = _("databehandleraftaler")
        ordering = ["firm", "valid_from"]

    def __str__(self) -> str:
        return f"{self.firm}, {self.reference}"


class Invitation(models.Model):
    """A link sent to somebody who is to have a role. The link itself is not kept, only its digest."""

    email = models.EmailField(_("E-mail"))
    name = models.CharField(_("Navn"), max_length=150)
    language = models.CharField(_("Sprog"), max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da")
    role = models.CharField(_("Rolle"), max_length=24, choices=Role.choices)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("Kommune"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    unit = models.ForeignKey(
        MunicipalUnit,
        verbose_name=_("Forvaltning, center"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    organisation = models.ForeignKey(
        HousingOrganisation,
        verbose_name=_("Boligorganisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    processor_agreement = models.ForeignKey(
        ProcessorAgreement,
        verbose_name=_("Databehandleraftale"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    role_from = models.DateField(_("Rollen gælder fra"))
    role_until = models.DateField(_("Rollen gælder til (ikke med)"), null=True, blank=True)
    token_digest = models.CharField(_("Linkets kontrolsum"), max_length=64, unique=True)
    expires_on = models.DateField(_("Linket gælder til og med"))
    created_at = models.DateTimeField(_("Sendt"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Sendt af"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accepted_at = models.DateTimeField(_("Taget imod"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("Trukket tilbage"), null=True, blank=True)
    membership = models.OneToOneField(
        Membership,
        verbose_name=_("Rolle, den gav"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitation",
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitationer")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_role_display()}"
