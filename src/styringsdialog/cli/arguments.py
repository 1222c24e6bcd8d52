"""Words that several commands read alike."""

import argparse
from datetime import date


def day(text: str) -> date:
    """A day as 2026-09-01. argparse turns the error into one Danish sentence."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» er ikke en dato. Skriv den som 2026-09-01.") from None
