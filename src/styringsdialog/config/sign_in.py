"""How people get in: accounts are made by an administrator, so the sign-up pages are shut."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignUpAdapter(DefaultAccountAdapter):
    """Nobody gives themselves access to a municipality's work."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always no."""
        return False
