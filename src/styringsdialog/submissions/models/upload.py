"""A file on its way in: received, examined, previewed, then applied in one transaction or sent back marked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from styringsdialog.core.models import Classified
from styringsdialog.files.models import StoredFile
from styringsdialog.register.models import HousingOrganisation, Municipality

from .package import DocumentationPackage


class UploadKind(models.TextChoices):
    PACKAGE = "package", _("Dokumentationspakke i vores regneark")
    ACCOUNTS = "accounts", _("Regnskabsfil")


class UploadState(models.TextChoices):
    RECEIVED = "received", _("Modtaget")
    UNREADABLE = "unreadable", _("Kunne ikke læses")
    SENT_BACK = "sent_back", _("Skal rettes")
    TO_MAP = "to_map", _("Konti skal bekræftes")
    PREVIEWED = "previewed", _("Klar til at blive taget ind")
    APPLIED = "applied", _("Taget ind")
    DISCARDED = "discarded", _("Opgivet")


class Upload(Classified):
    """One file as received. The original is always kept; nothing is stored in the package before `applied`."""

    kind = models.CharField(_("Art"), max_length=10, choices=UploadKind.choices)
    state = FSMField(_("Tilstand"), default=UploadState.RECEIVED, choices=UploadState.choices, protected=False)
    original = models.ForeignKey(StoredFile, verbose_name=_("Original"), on_delete=models.PROTECT, related_name="+")
    marked = models.ForeignKey(
        StoredFile, verbose_name=_("Med mærker"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("Kommune"), on_delete=models.PROTECT, related_name="uploads"
    )
    organisation = models.ForeignKey(
        HousingOrganisation,
        verbose_name=_("Boligorganisation"),
        null=True,
        on_delete=models.PROTECT,
        related_name="uploads",
    )
    dialogue_year = models.PositiveSmallIntegerField(_("Styringsår"), null=True)
    package = models.ForeignKey(
        DocumentationPackage, verbose_name=_("Pakke"), null=True, on_delete=models.SET_NULL, related_name="uploads"
    )
    # A draft of the organisation's own is not read by the municipality before it is taken in.
    is_from_organisation = models.BooleanField(_("Lagt op af boligorganisationen"), default=False)
    received_on = models.DateField(_("Modtaget"))
    error = models.JSONField(_("Fejl"), null=True)  # {"message": id, "params": {...}} when unreadable
    problems = models.JSONField(_("Problemer"), default=list)  # sheet, cell, value, message, params
    changes = models.JSONField(_("Ændringer"), default=dict)  # what applying will change, for the preview
    mapping = models.JSONField(_("Kontooversættelse"), null=True)  # accounts files: proposed or confirmed
    created_at = models.DateTimeField(_("Lagt op"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Lagt op af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    applied_at = models.DateTimeField(_("Taget ind"), null=True)

    class Meta:
        verbose_name = _("indlæsning")
        verbose_name_plural = _("indlæsninger")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["municipality", "-created_at"], name="submissions_upload_place")]

    def __str__(self) -> str:
        return str(self.original)


class AccountsMapping(models.Model):
    """How the columns and idents of an organisation's accounts file are read: confirmed once and kept."""

    organisation = models.ForeignKey(
        HousingOrganisation,
        verbose_name=_("Boligorganisation"),
        on_delete=models.CASCADE,
        related_name="accounts_mappings",
    )
    fingerprint = models.CharField(_("Filens form"), max_length=64)  # hash of the headings
    mapping = models.JSONField(_("Oversættelse"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Bekræftet af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("Bekræftet"), auto_now=True)

    class Meta:
        verbose_name = _("kontooversættelse")
        verbose_name_plural = _("kontooversættelser")
        ordering = ["organisation", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "fingerprint"], name="submissions_mapping_once")]

    def __str__(self) -> str:
        return f"{self.organisation}"
