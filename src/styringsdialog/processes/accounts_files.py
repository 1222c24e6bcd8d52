"""Accounts files by account ident: which mapping reads them, and the package that comes of it."""

from __future__ import annotations

from typing import Any

from styringsdialog.core.errors import UserError
from styringsdialog.exchange.reading.problem import Reading
from styringsdialog.submissions.models import Upload


def mapping_to_confirm(upload: Upload) -> dict[str, Any] | None:
    """The proposed mapping where nobody has confirmed one for a file of this form; None where it is known."""
    raise UserError.of("upload.failed")


def read_accounts_upload(upload: Upload, data: bytes) -> Reading:
    """The package that the accounts make, read by the confirmed mapping."""
    raise UserError.of("upload.failed")
