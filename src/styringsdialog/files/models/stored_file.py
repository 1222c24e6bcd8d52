"""Stored files with access class, size and hash; the original of everything received is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import Classified


class Search(models.TextChoices):
    """What came of the search for CPR numbers in a file that somebody handed in."""

    NOT_NEEDED = "", _("Ikke relevant")  # made by the system itself
    WAITING = "waiting", _("Bliver undersøgt")
    CLEAR = "clear", _("Undersøgt: intet CPR-nummer fundet")
    FOUND = "found", _("CPR-nummer fundet")
    NOT_POSSIBLE = "not_possible", _("Ikke undersøgt for CPR-numre")  # pictures, and pages without text


class StoredFile(Classified):
    """A file as received or made. `sha256` tells whether it is still the same.

    A locked file is read by nobody: name, day, size and hash stay as the receipt, and `redacted_copy` is what
    everybody gets. `deleted_at` says that the content is gone and only the receipt is left.
    """

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
    search = models.CharField(
        _("Undersøgt for CPR-numre"), max_length=12, choices=Search.choices, default=Search.NOT_NEEDED, blank=True
    )
    is_locked = models.BooleanField(_("Låst"), default=False)
    lock_reason = models.CharField(_("Hvorfor låst"), max_length=200, blank=True)
    locked_at = models.DateTimeField(_("Låst den"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("Indholdet slettet"), null=True, blank=True)
    delete_reason = models.CharField(_("Hvorfor slettet"), max_length=200, blank=True)
    redacted_copy = models.ForeignKey(
        "self",
        verbose_name=_("Kopi uden personoplysninger"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True) | Q(is_locked=True), name="files_only_locked_content_is_deleted"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def given(self) -> "StoredFile | None":
        """What people get: the file itself, its redacted copy where it is locked, nothing while it is searched."""
        found = self.redacted_copy if self.is_locked else self
        return found if found is not None and not found.is_locked and found.search != Search.WAITING else None
