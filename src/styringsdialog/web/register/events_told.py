"""Register events as lines of a history: what happened, and who took part under which name, with links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import (
    AreaPeriod,
    Division,
    DivisionPeriod,
    EventKind,
    EventParty,
    EventSide,
    HousingArea,
    HousingOrganisation,
    MunicipalUnit,
    OrganisationPeriod,
    OwnerKind,
    Period,
    RegisterEvent,
    UnitPeriod,
)
from styringsdialog.web.organisations.words import fiscal_year

from .then import address

DAY = timedelta(days=1)
PERIODS: dict[str, type[Period]] = {
    "organisation": OrganisationPeriod,
    "division": DivisionPeriod,
    "area": AreaPeriod,
    "unit": UnitPeriod,
}
RELATED = {"organisation": ("seat_municipality",), "division": ("organisation", "area"), "area": (), "unit": ()}
MODELS: dict[str, type[models.Model]] = {
    "organisation": HousingOrganisation,
    "division": Division,
    "area": HousingArea,
    "unit": MunicipalUnit,
}


@dataclass(frozen=True)
class Line:
    """One event: the sentence with links, and the divisions that followed (for an event of organisations)."""

    event: RegisterEvent
    sentence: SafeString
    followed: SafeString
    followed_count: int
    is_future: bool

    @property
    def is_withdrawn(self) -> bool:
        """Recorded by mistake and taken back."""
        return self.event.withdrawn_at is not None


@dataclass
class Party:
    """Somebody in the event as they were before it and from it."""

    side: str
    kind: str
    thing: Any
    before: Any = None
    after: Any = None
    href: str = ""

    def named(self, period: Any) -> SafeString:
        """The name of a period (else today's), as a link where the reader may open it."""
        name = (period or self.thing).name
        if self.kind == "division":
            number = (period or self.thing).lbf_number
            name = f"{number} {name}"
        return format_html('<a href="{}">{}</a>', self.href, name) if self.href else format_html("{}", name)

    @property
    def old(self) -> SafeString:
        """Under the name from before the event."""
        return self.named(self.before or self.after)

    @property
    def new(self) -> SafeString:
        """Under the name from the event on."""
        return self.named(self.after or self.before)


def with_parties(
    acting: Acting, events: QuerySet[RegisterEvent], kinds: Iterable[str] = tuple(MODELS)
) -> QuerySet[RegisterEvent]:
    """The events with their parties, each of the kinds given marked with whether the reader may open it."""
    seen = {
        f"sees_{kind}": Exists(visible_to(acting, model).filter(pk=OuterRef(f"{kind}_id")))
        for kind, model in MODELS.items()
        if kind in kinds
    }
    rows = EventParty.objects.select_related("organisation", "division__organisation", "area", "unit")
    parties = Prefetch("parties", rows.annotate(**seen))
    return events.defer("effects").prefetch_related(None).prefetch_related(parties)


def told(
    request: HttpRequest,
    events: QuerySet[RegisterEvent],
    today: date,
    read: dict[tuple[str, int], list[Any]] | None = None,
    kinds: Iterable[str] = tuple(MODELS),
) -> list[Line]:
    """The events, each as a line: two queries, and one for the periods of each kind of thing they are about.

    `read` is given the periods that were read, by kind of thing and its key. Only parties of `kinds` become links:
    to ask of fewer makes a lighter query.
    """
    rows = list(with_parties(request.acting, events, kinds))  # type: ignore[attr-defined]
    parties = {row.pk: _parties(request, row) for row in rows}
    main = {row.pk: _about(row, parties[row.pk]) for row in rows}
    _fill(rows, main, {} if read is None else read)
    return [_line(row, main[row.pk], parties[row.pk], today) for row in rows]


def _parties(request: HttpRequest, event: RegisterEvent) -> list[Party]:
    found = []
    for row in event.parties.all():  # type: ignore[attr-defined]
        kind, thing = _thing(row)
        party = Party(row.side, kind, thing)
        party.href = _href(request, party) if getattr(row, f"sees_{kind}", False) else ""
        found.append(party)
    return found


def _thing(row: EventParty) -> tuple[str, Any]:
    for kind in PERIODS:
        if (thing := getattr(row, kind)) is not None:
            return kind, thing
    raise ValueError(f"{row.pk} is nobody")


def _fill(
    events: Sequence[RegisterEvent], main: Mapping[int, list[Party]], read: dict[tuple[str, int], list[Any]]
) -> None:
    """How those the events are about were before and after."""
    for kind, model in PERIODS.items():
        keys = {party.thing.pk for found in main.values() for party in found if party.kind == kind}
        if not keys:
            continue
        found = model._default_manager.filter(**{f"{kind}__in": keys})
        for row in found.select_related(*RELATED[kind]).order_by("valid_from"):
            read.setdefault((kind, getattr(row, f"{kind}_id")), []).append(row)
        for event in events:
            for party in main[event.pk]:
                if party.kind == kind:
                    periods = read.get((kind, party.thing.pk), [])
                    party.before = _holding(periods, event.day - DAY)
                    party.after = _holding(periods, event.day)


def _holding(periods: Sequence[Any], day: date) -> Any:
    return next(
        (row for row in periods if row.valid_from <= day and (row.valid_until is None or day < row.valid_until)), None
    )


def _href(request: HttpRequest, party: Party) -> str:
    thing = party.thing
    if party.kind == "organisation":
        return address(request, "organisation", thing.lbf_number)
    if party.kind == "division":
        return address(request, "division", thing.organisation.lbf_number, thing.lbf_number)
    return address(request, party.kind, thing.pk)


def _line(event: RegisterEvent, main: list[Party], parties: list[Party], today: date) -> Line:
    followed = [party.new for party in parties if party.kind == "division" and party not in main]
    return Line(event, _sentence(event, main), joined(followed), len(followed), event.day > today)


def _about(event: RegisterEvent, parties: list[Party]) -> list[Party]:
    """Those the event is about: of organisations before their divisions; of a move, what moved."""
    kinds = ("division",) if event.kind == EventKind.MOVED else tuple(PERIODS)
    for kind in kinds:
        if own := [party for party in parties if party.kind == kind]:
            return own
    return parties


def joined(names: Sequence[SafeString]) -> SafeString:
    """`a, b og c`."""
    if len(names) < 2:
        return mark_safe(names[0]) if names else SafeString("")  # noqa: S308 - made by format_html
    head = format_html_join(", ", "{}", ((name,) for name in names[:-1]))
    return format_html("{} {} {}", head, gettext("og"), names[-1])


def _of(parties: Iterable[Party], *sides: str) -> list[Party]:
    return [party for party in parties if party.side in sides]


def _sentence(event: RegisterEvent, parties: list[Party]) -> SafeString:
    """In the present tense: it reads alike for what was and what is to come."""
    ceasing = joined([party.old for party in _of(parties, EventSide.CEASING)])
    going_on = _of(parties, EventSide.CONTINUING, EventSide.CONCERNED)
    created = joined([party.new for party in _of(parties, EventSide.CREATED)])
    every = joined([party.old for party in parties])
    kind = event.kind
    if kind == EventKind.MERGED:
        return _merged(ceasing, going_on, created)
    if kind == EventKind.SPLIT:
        return _split(ceasing, going_on, created)
    if kind == EventKind.RENAMED:
        return joined([_renamed(party) for party in parties])
    if kind == EventKind.CLOSED:
        return format_html(gettext("{names} ophører."), names=every)
    if kind == EventKind.FOUNDED:
        return format_html(gettext("{names} oprettes."), names=joined([party.new for party in parties]))
    if kind == EventKind.MOVED:
        return format_html_join(" ", "{}", ((_moved(party),) for party in parties))
    return format_html_join(" ", "{}", ((_changed(kind, party),) for party in parties))


def _merged(ceasing: SafeString, going_on: list[Party], created: SafeString) -> SafeString:
    if created:
        return format_html(gettext("{old} lægges sammen til {new}."), old=ceasing, new=created)
    into = joined([party.old for party in going_on])
    text = format_html(gettext("{old} lægges ind i {new}."), old=ceasing, new=into)
    renamed = [party for party in going_on if party.before and party.after and party.before.name != party.after.name]
    if renamed:
        name = renamed[0].after.name
        return format_html("{} {}", text, format_html(gettext("Den fælles organisation hedder {name}."), name=name))
    return text


def _split(ceasing: SafeString, going_on: list[Party], created: SafeString) -> SafeString:
    if ceasing:
        return format_html(gettext("{old} deles og ophører. Det bliver til {new}."), old=ceasing, new=created)
    old = joined([party.old for party in going_on])
    return format_html(gettext("{old} deles. {new} bliver til."), old=old, new=created)


def _renamed(party: Party) -> SafeString:
    new = (party.after or party.thing).name
    return format_html(gettext("{old} skifter navn til {new}."), old=party.old, new=new)


def _moved(party: Party) -> SafeString:
    before, after = party.before, party.after
    if party.kind == "division" and before and after:
        if before.organisation_id != after.organisation_id:
            text = format_html(
                gettext("{name} går fra {old} til {new}."),
                name=party.old,
                old=before.organisation.name,
                new=after.organisation.name,
            )
            if before.lbf_number == after.lbf_number:
                return text
            return format_html(
                "{} {}", text, format_html(gettext("Nummeret bliver {number}."), number=after.lbf_number)
            )
        if before.area_id != after.area_id:
            if after.area is None:
                return format_html(gettext("{name} hører ikke længere til et boligområde."), name=party.old)
            return format_html(
                gettext("{name} hører fra da af til boligområdet {area}."), name=party.old, area=after.area
            )
    return format_html(gettext("{name} flytter."), name=party.old)


def _changed(kind: str, party: Party) -> SafeString:
    before, after = party.before or party.thing, party.after or party.thing
    if kind == EventKind.SEAT_MOVED:
        return format_html(
            gettext("{name} flytter hjemsted fra {old} til {new}."),
            name=party.old,
            old=before.seat_municipality.name,
            new=after.seat_municipality.name,
        )
    if kind == EventKind.KIND_CHANGED:
        labels = dict(OwnerKind.choices)
        return format_html(
            gettext("{name} skifter ejerform fra «{old}» til «{new}»."),
            name=party.old,
            old=labels[before.owner_kind],
            new=labels[after.owner_kind],
        )
    return format_html(
        gettext("{name} skifter regnskabsår fra {old} til {new}."),
        name=party.old,
        old=fiscal_year(before.fiscal_year_end_month),
        new=fiscal_year(after.fiscal_year_end_month),
    )
