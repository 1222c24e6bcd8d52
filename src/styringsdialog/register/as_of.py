"""The register as it was on a day: who existed, what they were called, whose they were, and who met whom.

Rows carry `..._then` beside today's columns. A row made without periods holds as its columns say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from styringsdialog.core.acting import Acting
from styringsdialog.core.models import holds_on

from .history_queries import contacts_for, surfaces_for
from .models import (
    AdministrationAgreement,
    CollaborationSurface,
    Contact,
    Division,
    DivisionPeriod,
    HousingArea,
    HousingOrganisation,
    Membership,
    Municipality,
    MunicipalUnit,
)
from .past import Line, events_about, organisation_line
from .periods import KINDS
from .queries import (
    ALL_OWN_ROLES,
    administration_agreements_for,
    areas_for,
    divisions_for,
    in_municipalities,
    memberships_for,
    organisations_for,
    units_for,
)
from .roles import reach_of

__all__ = [
    "Line",
    "OrganisationThen",
    "agreements_as_of",
    "areas_as_of",
    "contacts_as_of",
    "divisions_as_of",
    "events_about",
    "memberships_as_of",
    "organisation_as_of",
    "organisation_line",
    "organisations_as_of",
    "organisations_at_work",
    "surfaces_as_of",
    "units_as_of",
]


def organisations_as_of(acting: Acting, day: date) -> QuerySet[HousingOrganisation]:
    """Organisations one sees that existed on the day, with name_then, owner_kind_then, cvr_then,
    fiscal_year_end_month_then, seat_then (key of the municipality), seat_name_then; by the name of then."""
    rows = _as_they_were(
        organisations_for(acting).filter(was_there(day)),
        day,
        name_then="name",
        owner_kind_then="owner_kind",
        cvr_then="cvr",
        fiscal_year_end_month_then="fiscal_year_end_month",
        seat_then="seat_municipality_id",
    )
    seat = Municipality.objects.filter(pk=OuterRef("seat_then")).values("name")[:1]
    return rows.annotate(seat_name_then=Subquery(seat)).order_by("name_then", "lbf_number")


def organisations_at_work(acting: Acting) -> QuerySet[HousingOrganisation]:
    """Those there is something to do about today: that exist, and are seated here, have a division here, or are one's
    own. One that has ceased, or whose seat has moved away, is history: seen, but nothing is awaited from it."""
    rows = organisations_for(acting).filter(was_there(acting.day))
    reach = reach_of(acting)
    if reach.is_everything:
        return rows
    return rows.filter(in_municipalities(reach.municipalities()) | Q(pk__in=reach.organisations(*ALL_OWN_ROLES)))


def divisions_as_of(
    acting: Acting,
    day: date,
    *,
    organisation: HousingOrganisation | None = None,
    area: HousingArea | None = None,
    municipality: Municipality | None = None,
) -> QuerySet[Division]:
    """Divisions one sees that existed on the day, with name_then, lbf_number_then, owner_then_id, owner_name_then,
    area_then_id, area_name_then. `organisation` and `area`: whose they were then; `municipality`: where they lie."""
    rows = _as_they_were(
        divisions_for(acting).filter(was_there(day)),
        day,
        name_then="name",
        lbf_number_then="lbf_number",
        owner_then_id="organisation_id",
        area_then_id="area_id",
    )
    if organisation is not None:
        rows = rows.filter(owner_then_id=organisation.pk)
    if area is not None:
        rows = rows.filter(area_then_id=area.pk)
    if municipality is not None:
        rows = rows.filter(location_municipality=municipality)
    rows = rows.annotate(
        owner_name_then=_name_of(HousingOrganisation, "owner_then_id", day),
        area_name_then=_name_of(HousingArea, "area_then_id", day),
    )
    return rows.order_by("owner_name_then", "lbf_number_then", "pk")


def areas_as_of(acting: Acting, day: date, *, municipality: Municipality | None = None) -> QuerySet[HousingArea]:
    """Housing areas one sees that existed on the day, with name_then."""
    rows = _as_they_were(areas_for(acting).filter(was_there(day)), day, name_then="name")
    rows = rows if municipality is None else rows.filter(municipality=municipality)
    return rows.order_by("name_then", "pk")


def units_as_of(acting: Acting, day: date, *, municipality: Municipality | None = None) -> QuerySet[MunicipalUnit]:
    """Units one sees that existed on the day, with name_then and topic_then."""
    rows = _as_they_were(units_for(acting).filter(holds_on(day)), day, name_then="name", topic_then="topic")
    rows = rows if municipality is None else rows.filter(municipality=municipality)
    return rows.order_by("name_then", "pk")


def surfaces_as_of(
    acting: Acting,
    day: date,
    *,
    organisation: HousingOrganisation | None = None,
    area: HousingArea | None = None,
    division: Division | None = None,
    unit: MunicipalUnit | None = None,
) -> QuerySet[CollaborationSurface]:
    """Surfaces one sees that held on the day, with unit_name_then; topic, unit and responsible joined.

    For an organisation, area or division: its own, and those that cover all of the municipality.
    """
    rows = _surfaces_on(acting, day)
    general = Q(organisation__isnull=True, area__isnull=True, division__isnull=True)
    if organisation is not None:
        rows = rows.filter(Q(organisation=organisation) | (general & _places_of(organisation, day)))
    if area is not None:
        rows = rows.filter(Q(area=area) | (general & Q(municipality=area.municipality_id)))
    if division is not None:
        rows = rows.filter(Q(division=division) | (general & Q(municipality=division.location_municipality_id)))
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows


def _surfaces_on(acting: Acting, day: date) -> QuerySet[CollaborationSurface]:
    rows = surfaces_for(acting).filter(holds_on(day))
    rows = rows.annotate(unit_name_then=_name_of(MunicipalUnit, "unit_id", day))
    return rows.select_related("municipality", "topic", "unit", "responsible").order_by(
        "topic__position", "unit_name_then", "pk"
    )


def _met(
    acting: Acting, day: date, organisation: HousingOrganisation, places: set[int]
) -> QuerySet[CollaborationSurface]:
    """As `surfaces_as_of` for an organisation whose places of the day are known already."""
    for_all = Q(organisation__isnull=True, area__isnull=True, division__isnull=True, municipality__in=places)
    return _surfaces_on(acting, day).filter(Q(organisation=organisation) | for_all)


def contacts_as_of(
    acting: Acting, day: date, *, organisation: HousingOrganisation | None = None, unit: MunicipalUnit | None = None
) -> QuerySet[Contact]:
    """People to write to on the day, of the address books one sees."""
    rows = contacts_for(acting).filter(holds_on(day))
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.select_related("municipality")


def agreements_as_of(
    acting: Acting, day: date, *, organisation: HousingOrganisation | None = None
) -> QuerySet[AdministrationAgreement]:
    """Administration agreements on the day, with administrator_name_then (also of a firm outside the register)."""
    rows = administration_agreements_for(acting).filter(holds_on(day))
    rows = rows if organisation is None else rows.filter(organisation=organisation)
    named = Coalesce(_name_of(HousingOrganisation, "administrator_id", day), F("administrator_name"))
    return rows.annotate(administrator_name_then=named).select_related("administrator")


def memberships_as_of(acting: Acting, day: date) -> QuerySet[Membership]:
    """Roles that held on the day, of those one sees."""
    return memberships_for(acting).filter(holds_on(day))


@dataclass(frozen=True)
class OrganisationThen:
    """An organisation as it was on a day. Before it began and after it ended `existed` is False, the rest as nearest.

    divisions: as `divisions_as_of`; surfaces and contacts: what the actor sees of them.
    """

    organisation: HousingOrganisation
    day: date
    existed: bool
    name: str
    lbf_number: str
    owner_kind: str
    cvr: str
    fiscal_year_end_month: int
    seat: Municipality
    administrator: AdministrationAgreement | None
    administers: tuple[AdministrationAgreement, ...]
    divisions: tuple[Division, ...]
    surfaces: tuple[CollaborationSurface, ...]
    contacts: tuple[Contact, ...]


def organisation_as_of(acting: Acting, organisation: HousingOrganisation, day: date) -> OrganisationThen:
    """The organisation on the day, in six queries whatever it has (and one for the actor's roles)."""
    periods = list(organisation.periods.select_related("seat_municipality").order_by("valid_from"))
    before = [row for row in periods if row.valid_from <= day]
    shown: Any = before[-1] if before else (periods[0] if periods else organisation)
    began, ended = organisation.began_on, organisation.ended_on
    agreed = agreements_as_of(acting, day).filter(Q(organisation=organisation) | Q(administrator=organisation))
    agreements = list(agreed.select_related("organisation"))
    divisions = tuple(divisions_as_of(acting, day, organisation=organisation))
    places = {shown.seat_municipality_id, *(row.location_municipality_id for row in divisions)}
    existed = (began is None or began <= day) and (ended is None or day < ended)
    return OrganisationThen(
        organisation=organisation,
        day=day,
        existed=existed,
        name=shown.name,
        lbf_number=organisation.lbf_number,
        owner_kind=shown.owner_kind,
        cvr=shown.cvr,
        fiscal_year_end_month=shown.fiscal_year_end_month,
        seat=shown.seat_municipality,
        administrator=next((row for row in agreements if row.organisation_id == organisation.pk), None),
        administers=tuple(row for row in agreements if row.administrator_id == organisation.pk),
        divisions=divisions,
        surfaces=tuple(_met(acting, day, organisation, places if existed else set())),
        contacts=tuple(contacts_as_of(acting, day, organisation=organisation)),
    )


def was_there(day: date) -> Q:
    """The condition that an organisation, division or area existed on the day, as far as is known."""
    began = Q(began_on__isnull=True) | Q(began_on__lte=day)
    return began & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))


def _as_they_were(rows: QuerySet[Any], day: date, **names: str) -> QuerySet[Any]:
    """Each name with the value of the period of the day; today's column only where there is no such period.

    One join: periods of one thing never overlap, so that no row comes twice.
    """
    rows = rows.annotate(period_then=FilteredRelation("periods", condition=holds_on(day, "periods__")))
    values: dict[str, Any] = {}
    for name, column in names.items():
        kept = BigIntegerField() if column.endswith("_id") else rows.model._meta.get_field(column)
        then = F(f"period_then__{column}")
        if column == "area_id":  # may be empty for a while: an empty value is an answer, too
            held = When(period_then__isnull=False, then=then)
            values[name] = Case(held, default=F(column), output_field=kept)
        else:
            values[name] = Coalesce(then, F(column), output_field=kept)
    return rows.annotate(**values)


def _name_of(model: Any, key: str, day: date) -> Coalesce:
    """The name that the row of `model` which the column `key` points at had on the day."""
    kind = KINDS[model]
    then = kind.model._default_manager.filter(holds_on(day), **{kind.key: OuterRef(key)}).values("name")[:1]
    return Coalesce(Subquery(then), Subquery(model._default_manager.filter(pk=OuterRef(key)).values("name")[:1]))


def _places_of(organisation: HousingOrganisation, day: date) -> Q:
    """Surfaces of the municipalities in which it was seated or had a division on the day."""
    seats = organisation.periods.filter(holds_on(day)).values("seat_municipality")
    theirs = DivisionPeriod.objects.filter(holds_on(day), organisation=organisation)
    owned = Division.objects.filter(was_there(day)).filter(
        Q(pk__in=theirs.values("division")) | Q(organisation=organisation, periods__isnull=True)
    )
    bare = HousingOrganisation.objects.filter(pk=organisation.pk, periods__isnull=True).values("seat_municipality")
    located = owned.values("location_municipality")
    return Q(municipality__in=seats) | Q(municipality__in=bare) | Q(municipality__in=located)
