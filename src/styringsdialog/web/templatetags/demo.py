"""The demo's users on the sign-in page."""

from django import template
from django.conf import settings
from django.utils import timezone

from styringsdialog.web.entrance.demo_users import DemoPlace, demo_places

register = template.Library()


@register.simple_tag
def listed_demo_places() -> list[DemoPlace]:
    """One user per role and place in demo mode; nobody anywhere else."""
    return demo_places(timezone.localdate()) if settings.STYRINGSDIALOG_DEMO else []
