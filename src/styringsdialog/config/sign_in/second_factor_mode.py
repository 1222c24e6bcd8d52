"""Whether the municipality requires a second factor: read by settings, before anything of allauth may be loaded."""

from django.core.exceptions import ImproperlyConfigured

REQUIRED, OFFERED = "required", "offered"


def second_factor_mode(value: str) -> str:
    """`required` or `offered`; anything else stops the start, since a misspelt word must not mean «not required»."""
    if value not in (REQUIRED, OFFERED):
        raise ImproperlyConfigured("STYRINGSDIALOG_SECOND_FACTOR skal være required eller offered.")
    return value
