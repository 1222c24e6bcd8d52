"""Every question that a page or the API may ask before it offers something, gathered from the apps that answer them."""

from styringsdialog.areas.policies import can_store_indicators
from styringsdialog.register.policies import (
    can_add_municipality,
    can_maintain_memberships,
    can_maintain_register,
)
from styringsdialog.reviews.policies import can_choose_brief_points, can_order_brief, can_run_rules
from styringsdialog.submissions.policies import can_apply_upload, can_upload

__all__ = [
    "can_add_municipality",
    "can_apply_upload",
    "can_choose_brief_points",
    "can_maintain_memberships",
    "can_maintain_register",
    "can_order_brief",
    "can_run_rules",
    "can_store_indicators",
    "can_upload",
]
