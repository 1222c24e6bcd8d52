"""The link by which a letter is answered without a sign-in: its token, its path, and the letter behind it.

The token is derived from the letter and the installation's secret key, so that a reminder can repeat the link
although only the token's digest is stored. A new secret key leaves the links that were sent good: they are found by
their digest.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import date

from django.utils.crypto import salted_hmac

from styringsdialog.core.errors import UserError
from styringsdialog.reviews.models import LetterState, QuestionLetter

PATH = "/svar/{token}/"  # held equal to the page's address by a test


def token_of(letter: QuestionLetter) -> str:
    """The token of a letter that has been sent: 43 signs that nobody guesses."""
    value = f"{letter.pk}:{letter.created_at.isoformat()}:{letter.sent_on}"
    digest = salted_hmac("styringsdialog.letter_link", value, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def digest_of(token: str) -> str:
    """What is stored of a token: sha256, 64 signs."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_path(token: str) -> str:
    """The path of the page that the link opens."""
    return PATH.format(token=token)


def letter_by_token(token: str, day: date) -> QuestionLetter:
    """The letter of a link. UserError with a sentence for the reader where the link is unknown, the letter withdrawn,
    or the link's last day is over."""
    wanted = digest_of(token)
    letters = QuestionLetter.objects.select_related("package__organisation", "municipality")
    letter = letters.filter(token_digest=wanted).first()
    # Looked up by digest, compared in constant time: how long it takes tells nothing about the token.
    if letter is None or not hmac.compare_digest(letter.token_digest, wanted):
        raise UserError.of("letter.link_unknown")
    place = str(letter.municipality)
    if letter.state == LetterState.WITHDRAWN:
        raise UserError.of("letter.link_withdrawn", municipality=place)
    if letter.link_expires_on is not None and day > letter.link_expires_on:
        raise UserError.of("letter.link_expired", day=letter.link_expires_on, municipality=place)
    return letter
