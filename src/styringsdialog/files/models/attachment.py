"""What hangs on a case: its attachments, and its number in the municipality's records system."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Classified

from .stored_file import StoredFile


class AboutCase(models.Model):
    """A row about a case of any kind. `municipality_code` is that of whoever wrote it, and stays when a seat moves."""

    object_type = models.CharField(_("Sagens art"), max_length=80)  # app_label.model, see files/cases.py
    object_pk = models.BigIntegerField(_("Sagens nummer i systemet"))
    municipality_code = models.CharField(_("Kommunekode"), max_length=4)

    class Meta:
        abstract = True


class Attachment(AboutCase, Classified):
    """A document that hangs on a case («bilag»)."""

    file = models.ForeignKey(StoredFile, verbose_name=_("Fil"), on_delete=models.PROTECT, related_name="attachments")
    title = models.CharField(_("Titel"), max_length=200)
    received_on = models.DateField(_("Modtaget"))
    from_whom = models.CharField(_("Fra"), max_length=150, blank=True)
    description = models.TextField(_("Bemærkning"), blank=True)
    created_at = models.DateTimeField(_("Lagt på"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("Lagt på af"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("bilag")
        verbose_name_plural = _("bilag")
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_pk", "-received_on"], name="files_attachment_case")]

    def __str__(self) -> str:
        return self.title


class CaseReference(AboutCase):
    """The number of a case in the records system («ESDH») of one municipality, with its KLE code."""

    case_number = models.CharField(_("Sagsnummer"), max_length=60, blank=True)
    kle_code = models.CharField(
        _("KLE-nummer"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"\A\d{2}\.\d{2}\.\d{2}\Z", _("Et KLE-nummer skrives som 03.11.00."))],
    )
    kle_facet = models.CharField(
        _("KLE-facet"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"\A[A-ZÆØÅ]\d{2}\Z", _("En KLE-facet skrives som G01."))],
    )

    class Meta:
        verbose_name = _("sagsnummer")
        verbose_name_plural = _("sagsnumre")
        ordering = ["municipality_code", "object_type", "object_pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_pk", "municipality_code"], name="files_case_reference_once"
            )
        ]

    def __str__(self) -> str:
        kle = "-".join(part for part in (self.kle_code, self.kle_facet) if part)
        return " · ".join(part for part in (self.case_number, kle) if part)
