"""The events about somebody in the register, with those of whoever came before and after through mergers and splits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to

from .history_queries import events_for
from .models import EventKind, EventParty, EventSide, HousingOrganisation, RegisterEvent
from .periods import Thing, kind_of
from .roles import reach_of

HANDED_ON = (EventKind.MERGED, EventKind.SPLIT)
Steps = Mapping[int, set[int]]


@dataclass(frozen=True)
class Line:
    """Whom an organisation came from and went on in, each with the day; the nearest first."""

    organisation: HousingOrganisation
    predecessors: tuple[tuple[HousingOrganisation, date], ...] = ()
    successors: tuple[tuple[HousingOrganisation, date], ...] = ()


def organisation_line(organisation: HousingOrganisation) -> Line:
    """Predecessors and successors through mergers and splits, however far: two queries. Not filtered by rights."""
    back, forth, days = _steps(organisation)
    before, after = _walked(organisation.pk, back), _walked(organisation.pk, forth)
    rows = HousingOrganisation.objects.in_bulk([*before, *after])
    return Line(
        organisation,
        tuple((rows[key], days[pair]) for key, pair in before.items()),
        tuple((rows[key], days[pair]) for key, pair in after.items()),
    )


def events_about(acting: Acting, thing: Thing, *, with_withdrawn: bool = False) -> QuerySet[RegisterEvent]:
    """Events of the thing, its predecessors and successors, as far as the actor sees those, newest first.

    All of them stand in `events_for`, too: asked from the thing's own side, since that is a third of the work.
    `parties` is prefetched with the organisations, divisions, areas and units; `created_by` and `municipality` joined.
    """
    back, forth, _ = _steps(thing)
    keys = {thing.pk, *_walked(thing.pk, back), *_walked(thing.pk, forth)}
    name = kind_of(thing).key
    parties = EventParty.objects.filter(**{f"{name}__in": keys})
    reach = reach_of(acting)
    rows = RegisterEvent.objects.filter(pk__in=parties.values("event"))
    if not reach.is_everything:
        seen = parties.filter(**{f"{name}__in": visible_to(acting, type(thing)).order_by().values("pk")})
        rows = rows.filter(Q(municipality__in=reach.municipalities()) | Q(pk__in=seen.values("event")))
    if not with_withdrawn:
        rows = rows.filter(withdrawn_at__isnull=True)
    told = Prefetch("parties", EventParty.objects.select_related("organisation", "division", "area", "unit"))
    return rows.select_related("created_by", "municipality").prefetch_related(told).order_by("-day", "-pk")


def _steps(thing: Thing) -> tuple[Steps, Steps, dict[tuple[int, int], date]]:
    """Who came from whom: later -> earlier, earlier -> later, and the day of each pair (earlier, later). One query."""
    name = f"{kind_of(thing).key}_id"
    rows = EventParty.objects.filter(
        Q(**{f"{name}__isnull": False}), event__kind__in=HANDED_ON, event__withdrawn_at__isnull=True
    ).exclude(side=EventSide.CONCERNED)
    by_event: dict[tuple[int, date], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for event, day, side, key in rows.values_list("event", "event__day", "side", name):
        by_event[event, day][side].append(key)
    back: dict[int, set[int]] = defaultdict(set)
    forth: dict[int, set[int]] = defaultdict(set)
    days: dict[tuple[int, int], date] = {}
    for (_, day), sides in by_event.items():
        for earlier, later in _pairs(sides):
            back[later].add(earlier)
            forth[earlier].add(later)
            days.setdefault((earlier, later), day)
            days.setdefault((later, earlier), day)
    return back, forth, days


def _pairs(sides: Mapping[str, list[int]]) -> Iterable[tuple[int, int]]:
    """A merger leads from those that cease to the one that goes on or begins; a split from the old to the new."""
    old = sides.get(EventSide.CEASING, [])
    new = sides.get(EventSide.CREATED, [])
    kept = sides.get(EventSide.CONTINUING, [])
    for later in new:
        yield from ((earlier, later) for earlier in [*old, *kept])
    if not new:
        for later in kept:
            yield from ((earlier, later) for earlier in old)


def _walked(start: int, steps: Steps) -> dict[int, tuple[int, int]]:
    """Whoever is reached, nearest first, each with the step by which it was reached."""
    found: dict[int, tuple[int, int]] = {}
    edge = [start]
    while edge:
        ahead = []
        for key in edge:
            for other in sorted(steps.get(key, ())):
                if other != start and other not in found:
                    found[other] = (key, other)
                    ahead.append(other)
        edge = ahead
    return found


def events_told(acting: Acting) -> Iterable[tuple[RegisterEvent, list[str]]]:
    """Every event one sees that stands, in the order of days, with its parties as texts."""
    told = Prefetch("parties", EventParty.objects.select_related("organisation", "division", "area", "unit"))
    rows = events_for(acting).filter(withdrawn_at__isnull=True).prefetch_related(told).order_by("day", "pk")
    return ((event, [str(party) for party in event.parties.all()]) for event in rows)
