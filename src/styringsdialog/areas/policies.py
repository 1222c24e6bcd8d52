"""Who may see and enter the yearly figures of housing areas."""

from __future__ import annotations

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import views
from styringsdialog.register.models import HousingArea
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.register.roles import reach_of

from .models import AreaIndicators


def can_store_indicators(acting: Acting, area: HousingArea | None) -> bool:
    """Whoever keeps the register of the municipality."""
    return can_maintain_register(acting, area.municipality if area is not None else None)


@views(AreaIndicators)
def can_view_indicators(acting: Acting, indicators: AreaIndicators) -> bool:
    reach = reach_of(acting)
    return reach.is_everything or indicators.area.municipality_id in reach.municipalities()
