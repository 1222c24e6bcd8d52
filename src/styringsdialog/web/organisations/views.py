"""Pages of organisations: the list, and one organisation on a day."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.models import holds_on
from styringsdialog.core.visibility import can_view, visible_to
from styringsdialog.register.as_of import OrganisationThen, divisions_as_of, organisation_as_of, organisations_as_of
from styringsdialog.register.models import (
    CollaborationSurface,
    ContactFunction,
    Division,
    DivisionPeriod,
    HousingOrganisation,
    OrganisationPeriod,
    OwnerKind,
    SurfaceTopic,
)
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.reviews.models import RuleRun
from styringsdialog.rulebook.edition import edition_years
from styringsdialog.submissions.models import DocumentationPackage, Upload
from styringsdialog.submissions.policies import can_upload
from styringsdialog.web.cases.reading import attachments_on
from styringsdialog.web.lists import ListPage
from styringsdialog.web.menu import sees_register
from styringsdialog.web.mixins import Crumb
from styringsdialog.web.overview.rounds import Stage, rounds
from styringsdialog.web.register.events import keeps_register
from styringsdialog.web.register.past import history_context
from styringsdialog.web.register.then import AsOf
from styringsdialog.web.surfaces.matrix import topics_without
from styringsdialog.web.templatetags.styring import language
from styringsdialog.web.trail.reading import history_of

from .division import with_figures
from .key_figures import organisation_key_figures
from .tables import DivisionTable, OrganisationFilter, OrganisationTable
from .words import duty_lines, fiscal_year

LATEST_FILES = 5


class OrganisationListView(AsOf, ListPage):
    """Every organisation that the user sees, as of a day; ended ones if asked for."""

    template_name = "organisations/list.html"
    table_class = OrganisationTable
    filter_class = OrganisationFilter
    file_name = "organisationer"

    def rows(self) -> QuerySet:
        """With the number of divisions seen, the newest package seen, and the last other name."""
        day = self.then
        owned = DivisionPeriod.objects.as_of(day).filter(
            organisation=OuterRef("pk"), division__in=visible_to(self.acting, Division)
        )
        counted = owned.order_by().values("organisation").annotate(count=Count("pk")).values("count")
        bare = visible_to(self.acting, Division).filter(organisation=OuterRef("pk"), periods__isnull=True).order_by()
        plain = bare.values("organisation").annotate(count=Count("pk")).values("count")
        packages = visible_to(self.acting, DocumentationPackage).filter(organisation=OuterRef("pk"))
        names = OrganisationPeriod.objects.filter(organisation=OuterRef("pk"), valid_until__lte=day)
        rows = self._there().annotate(
            dated_count=Subquery(counted, output_field=IntegerField()),
            plain_count=Subquery(plain, output_field=IntegerField()),
            last_year=Subquery(packages.order_by("-dialogue_year").values("dialogue_year")[:1]),
            former_name=Subquery(names.order_by("-valid_from").values("name")[:1]),
        )
        nothing = Value(0)
        total = Coalesce(F("dated_count"), nothing) + Coalesce(F("plain_count"), nothing)
        return rows.annotate(division_count=NullIf(total, nothing))

    def _there(self) -> QuerySet:
        """Those of the day; with the ended ones, each as it was last."""
        if not self.request.GET.get("ended"):
            return organisations_as_of(self.acting, self.then)
        begun = OrganisationPeriod.objects.filter(organisation=OuterRef("pk"), valid_from__lte=self.then)
        last = begun.order_by("-valid_from")
        return (
            visible_to(self.acting, HousingOrganisation)
            .annotate(
                name_then=Coalesce(Subquery(last.values("name")[:1]), F("name")),
                owner_kind_then=Coalesce(Subquery(last.values("owner_kind")[:1]), F("owner_kind")),
                fiscal_year_end_month_then=Coalesce(
                    Subquery(last.values("fiscal_year_end_month")[:1]), F("fiscal_year_end_month")
                ),
                seat_then=Coalesce(
                    Subquery(last.values("seat_municipality_id")[:1]),
                    F("seat_municipality_id"),
                    output_field=IntegerField(),
                ),
            )
            .order_by("name_then", "lbf_number")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds whether organisations may be added."""
        return super().get_context_data(may_change=keeps_register(self.acting) and not self.is_other_day, **kwargs)


class OrganisationView(AsOf, TemplateView):
    """One organisation on a day: who it is, who handles what, divisions, what happened; today also the work."""

    template_name = "organisations/organisation.html"

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [self.crumb(_("Organisationer"), "organisation_list")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows of `number`, an LBF number."""
        sought = visible_to(self.acting, HousingOrganisation).select_related("seat_municipality")
        organisation = self.visible(HousingOrganisation, rows=sought, lbf_number=kwargs["number"])
        who = organisation_as_of(self.acting, organisation, self.then)
        seen = visible_to(self.acting, DocumentationPackage).filter(organisation=organisation)
        packages = list(seen.filter(received_on__lte=self.then) if self.is_other_day else seen)
        administrator = who.administrator.administrator if who.administrator else None
        may_change = not self.is_other_day and can_maintain_register(self.acting, organisation.seat_municipality)
        return super().get_context_data(
            organisation=organisation,
            who=who,
            owner_kind=OwnerKind(who.owner_kind),
            fiscal_year=fiscal_year(who.fiscal_year_end_month),
            duties=duty_lines(who.owner_kind),
            administrator=administrator,
            sees_administrator=administrator is not None and can_view(self.acting, administrator),
            sees_units=sees_register(self.acting),
            surfaces=who.surfaces,
            contacts=who.contacts,
            may_change=may_change,
            may_add_contact=not self.is_other_day and keeps_register(self.acting),
            new_contact=reverse("organisation_contact_new", args=[organisation.lbf_number]),
            **history_context(self, organisation),
            **(self._then(packages) if self.is_other_day else self._today(organisation, who, packages)),
            **kwargs,
        )

    def _then(self, packages: list[DocumentationPackage]) -> dict[str, Any]:
        """Of another day: the packages that had come by then; the work itself is of today."""
        return {"packages": [(package, None) for package in packages]}

    def _today(
        self, organisation: HousingOrganisation, who: OrganisationThen, packages: list[DocumentationPackage]
    ) -> dict[str, Any]:
        # The newest of those one sees: another municipality's newer run must not take one's own away.
        seen = visible_to(self.acting, RuleRun)
        newest_run = seen.filter(package=OuterRef("package")).order_by("-pk").values("pk")[:1]
        runs = seen.filter(package__in=packages, pk=Subquery(newest_run))
        counts = dict(runs.values_list("package_id", "counts"))
        uploads = visible_to(self.acting, Upload).filter(organisation=organisation).select_related("original")
        here = rounds(self.acting, [organisation])[0]
        rows = with_figures(self, divisions_as_of(self.acting, self.then, organisation=organisation))
        table = DivisionTable(rows, request=self.request, exclude=("owner_name_then",))
        table.orderable, table.is_part = False, True
        return {
            "round": here,
            "has_template": here.dialogue_year in edition_years(),
            "asks_for_edition": here.stage is not Stage.OWN_HOMES,
            "packages": [(package, counts.get(package.pk)) for package in packages],
            "has_counts": bool(counts),
            "uploads": uploads[:LATEST_FILES],
            "more_uploads": max(0, uploads.count() - LATEST_FILES),
            "key_figures": organisation_key_figures(packages[0], language()) if packages else None,
            "divisions": table,
            "can_upload": can_upload(self.acting, organisation),
            "documents": attachments_on(self.acting, organisation),
            "history": history_of(self.acting, organisation, language()),
            **self._missing(organisation, who),
        }

    def _missing(self, organisation: HousingOrganisation, who: OrganisationThen) -> dict[str, Any]:
        """What the register lacks of the organisation: told to those who can mend it."""
        place = self.acting.municipality
        if not who.existed or not keeps_register(self.acting) or who.owner_kind == OwnerKind.MUNICIPAL_ELDERLY:
            return {}
        topics = visible_to(self.acting, SurfaceTopic).filter(municipality=place, is_used=True)
        surfaces = visible_to(self.acting, CollaborationSurface).filter(holds_on(self.then), municipality=place)
        functions = {one.function for one in who.contacts}
        return {
            "topics_missing": topics_without(topics, list(surfaces), organisation) if surfaces else [],
            "lacks_contact": ContactFunction.DIALOGUE not in functions,
        }
