"""The demo's users on the sign-in page."""

from django import template
from django.conf import settings
from django.utils import timezone

from styringsdialog.web.entrance.demo_users import DemoUser, demo_users

register = template.Library()


@register.simple_tag
def listed_demo_users() -> list[DemoUser]:
    """One user per role in demo mode; nobody anywhere else."""
    return demo_users(timezone.localdate()) if settings.STYRINGSDIALOG_DEMO else []
