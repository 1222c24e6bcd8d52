"""Who handles what for whom, as a table of topics and units, and what nobody handles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from styringsdialog.register.models import CollaborationSurface, HousingOrganisation, MunicipalUnit, SurfaceTopic


@dataclass(frozen=True)
class TopicRow:
    """One topic: a cell a unit (its surfaces, none or more), and what is missing.

    `is_nobodys`: no unit has the topic. `gaps`: organisations that nobody has it for, where it is divided by
    organisation. `nameless`: surfaces without a responsible person.
    """

    topic: SurfaceTopic
    cells: tuple[tuple[MunicipalUnit, tuple[CollaborationSurface, ...]], ...]
    is_nobodys: bool = False
    gaps: tuple[HousingOrganisation, ...] = ()
    nameless: tuple[CollaborationSurface, ...] = ()

    @property
    def has_gap(self) -> bool:
        """Whether somebody must be found."""
        return self.is_nobodys or bool(self.gaps)


@dataclass(frozen=True)
class Matrix:
    """Topics in their order against the units that have any of them."""

    units: tuple[MunicipalUnit, ...] = ()
    rows: tuple[TopicRow, ...] = field(default_factory=tuple)

    @property
    def gap_count(self) -> int:
        """How many topics lack somebody."""
        return sum(row.has_gap for row in self.rows)


def matrix(
    topics: Iterable[SurfaceTopic],
    surfaces: Sequence[CollaborationSurface],
    organisations: Sequence[HousingOrganisation],
) -> Matrix:
    """Surfaces come with topic and unit; `organisations` are those somebody should handle each topic for.

    A surface that names nobody covers everybody. A topic that is divided by area or division only says nothing of
    organisations.
    """
    by_topic: dict[int, list[CollaborationSurface]] = {}
    for one in surfaces:
        by_topic.setdefault(one.topic_id, []).append(one)
    units = {one.unit_id: one.unit for one in surfaces}
    in_order = tuple(sorted(units.values(), key=lambda unit: unit.name.casefold()))
    rows = []
    for topic in topics:
        own = by_topic.get(topic.pk, [])
        rows.append(
            TopicRow(
                topic,
                tuple((unit, tuple(one for one in own if one.unit_id == unit.pk)) for unit in in_order),
                is_nobodys=not own,
                gaps=_gaps(own, organisations),
                nameless=tuple(one for one in own if not (one.responsible_id or one.responsible_name)),
            )
        )
    return Matrix(in_order, tuple(rows))


def _gaps(
    own: Sequence[CollaborationSurface], organisations: Sequence[HousingOrganisation]
) -> tuple[HousingOrganisation, ...]:
    named = {one.organisation_id for one in own if one.organisation_id}
    if not named or any(covers_everybody(one) for one in own):
        return ()
    return tuple(one for one in organisations if one.pk not in named)


def covers_everybody(surface: CollaborationSurface) -> bool:
    """Whether it names no organisation, area or division."""
    return not (surface.organisation_id or surface.area_id or surface.division_id)


def topics_without(
    topics: Iterable[SurfaceTopic], surfaces: Iterable[CollaborationSurface], organisation: HousingOrganisation
) -> list[SurfaceTopic]:
    """The topics that nobody handles for the organisation, or for anybody."""
    found = []
    by_topic: dict[int, list[CollaborationSurface]] = {}
    for one in surfaces:
        by_topic.setdefault(one.topic_id, []).append(one)
    for topic in topics:
        own = by_topic.get(topic.pk, [])
        if not own or _gaps(own, [organisation]):
            found.append(topic)
    return found
