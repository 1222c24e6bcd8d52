"""The overview: tasks in sentences, every organisation with its next step."""

from typing import Any

from django.views.generic import TemplateView

from styringsdialog.web.mixins import Crumb, SignedIn

from .areas import areas_near_a_limit
from .rounds import rounds
from .todo import tasks


class OverviewView(SignedIn, TemplateView):
    """The first page after sign-in."""

    template_name = "overview/overview.html"

    def crumbs(self) -> list[Crumb]:
        """This is the first step itself."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rounds of the organisations the user sees, and what of it waits for the user."""
        found = rounds(self.acting)
        waiting = tasks(self.acting, found)
        due = next((one.due for one in found if one.due is not None), None)
        return super().get_context_data(
            rounds=found,
            tasks=waiting,
            due=due,
            areas=areas_near_a_limit(self.acting),
            day=self.acting.day,
            **kwargs,
        )
