"""What a judgement does to the brief: to the meeting puts the point in, to overrule takes it out; and back again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from styringsdialog.register.models import Municipality
from styringsdialog.submissions.models import DocumentationPackage

from .models import BriefChoice, BriefPoint, Judgement, Verdict

Matter = tuple[str, str, str]
EFFECT = {Verdict.MEETING: BriefChoice.IN, Verdict.OVERRULE: BriefChoice.OUT}
UNCHOSEN = ""


def move_brief_points(rows: Sequence[Judgement], replaced: dict[Matter, Judgement]) -> None:
    """Let new judgements of one package have their effect; notes on each how the brief was before (not saved here).

    Where a judgement takes another's place, the other's effect goes first: a point that was overruled and is
    agreed with after all stands in the brief again.
    """
    if not rows:
        return
    now = _choices(rows)
    wanted: dict[Matter, str] = {}
    for row in rows:
        row.brief_before = now.get(row.matter, UNCHOSEN)
        row.brief_base = _base(row.brief_before, replaced.get(row.matter))
        wanted[row.matter] = _after(row)
    _set(rows[0].package, rows[0].municipality, now, wanted)


def take_brief_points_back(rows: Sequence[Judgement]) -> None:
    """As it was before the judgements, except where somebody has chosen by hand since."""
    if not rows:
        return
    now = _choices(rows)
    wanted = {row.matter: row.brief_before for row in rows if now.get(row.matter, UNCHOSEN) == _after(row)}
    _set(rows[0].package, rows[0].municipality, now, wanted)


def _after(row: Judgement) -> str:
    return EFFECT.get(Verdict(row.verdict), row.brief_base)


def _base(current: str, replaced: Judgement | None) -> str:
    if replaced is None or current != EFFECT.get(Verdict(replaced.verdict)):
        return current
    return replaced.brief_base


def _choices(rows: Iterable[Judgement]) -> dict[Matter, str]:
    """What is chosen now about the package of the rows; one query."""
    first = next(iter(rows))
    points = BriefPoint.objects.filter(package=first.package_id, municipality=first.municipality_id)
    return {point.matter: BriefChoice.IN if point.is_chosen else BriefChoice.OUT for point in points}


def _set(
    package: DocumentationPackage, municipality: Municipality, now: dict[Matter, str], wanted: dict[Matter, str]
) -> None:
    """Write the choices that differ: at most three statements, however many they are."""
    changed = {matter: choice for matter, choice in wanted.items() if now.get(matter, UNCHOSEN) != choice}
    if not changed:
        return
    points = BriefPoint.objects.filter(package=package, municipality=municipality)
    gone = [point.pk for point in points if point.matter in changed]
    BriefPoint.objects.filter(pk__in=gone).delete()
    BriefPoint.objects.bulk_create(
        BriefPoint(
            package=package,
            municipality=municipality,
            rule=rule,
            subject_kind=kind,
            subject_key=key,
            is_chosen=choice == BriefChoice.IN,
        )
        for (rule, kind, key), choice in changed.items()
        if choice != UNCHOSEN
    )
