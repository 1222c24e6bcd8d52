"""The organisation's explanations of flagged values: kept when they come, shown this year and the year after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError, spoken
from styringsdialog.core.stored_values import from_json, to_json
from styringsdialog.register.models import Division, HousingOrganisation
from styringsdialog.rulebook.finding import Finding
from styringsdialog.trail.services import record
from styringsdialog.wording.messages import sentence

from .models import DocumentationPackage, Explanation, ExplanationWay
from .policies import can_explain
from .queries import explanations_visible

Matter = tuple[str, str, str]


@dataclass(frozen=True)
class Explained:
    """An explanation beside a point. `years_ago` 0 is this year's; 1 reads «forklaret sidste år»."""

    explanation: Explanation
    years_ago: int

    @property
    def is_last_year(self) -> bool:
        return self.years_ago == 1

    @property
    def figures(self) -> dict[str, Any]:
        """Figure -> value when it was explained, as Decimal, int or date."""
        return {name: from_json(value) for name, value in self.explanation.figures.items()}


@transaction.atomic
def record_explanation(
    acting: Acting,
    *,
    organisation: HousingOrganisation,
    dialogue_year: int,
    rule: str,
    subject_kind: str,
    subject_key: str,
    text: str,
    way: ExplanationWay | str,
    given_by: str,
    figures: Mapping[str, Any] | None = None,
    division: Division | None = None,
    access_class: str = AccessClass.PARTIES,
) -> Explanation:
    """Keep what the organisation says about a matter; an earlier explanation stays beside it.

    `figures`: the values that are explained, by figure name. Editors of the organisation, or staff on its behalf.
    """
    if not can_explain(acting, organisation):
        raise NotAllowed.of("not_allowed")
    made = keep_explanation(
        acting,
        organisation=organisation,
        dialogue_year=dialogue_year,
        matter=(rule, subject_kind, subject_key),
        text=text,
        way=way,
        given_by=given_by,
        figures=figures,
        division=division,
        access_class=access_class,
    )
    told = {"rule": rule, "number": subject_key, "year": str(dialogue_year)}
    record(acting, "explanation.recorded", organisation, **told)
    return made


def keep_explanation(
    acting: Acting,
    *,
    organisation: HousingOrganisation,
    dialogue_year: int,
    matter: Matter,
    text: str,
    way: ExplanationWay | str,
    given_by: str,
    figures: Mapping[str, Any] | None = None,
    division: Division | None = None,
    access_class: str = AccessClass.PARTIES,
    received_on: date | None = None,
) -> Explanation:
    """The row alone, for a service that has asked whether it may and writes the trail itself (an answer)."""
    if not text.strip():
        raise UserError.of("explanation.empty", place="text")
    rule, kind, key = matter
    if division is None and kind == "division":
        division = Division.objects.filter(organisation=organisation, lbf_number=key).first()
    return Explanation.objects.create(
        organisation=organisation,
        division=division,
        dialogue_year=dialogue_year,
        rule=rule,
        subject_kind=kind,
        subject_key=key,
        figures={name: to_json(value) for name, value in (figures or {}).items()},
        text=text.strip(),
        way=ExplanationWay(way),
        given_by=given_by.strip()[:150],
        received_on=received_on or acting.day,
        access_class=access_class,
        created_by=acting.person,
    )


def explanations_for(
    acting: Acting, package: DocumentationPackage, years_back: int = 1
) -> dict[Matter, list[Explained]]:
    """By matter, this year's first and the newest of a year first: those of the package's year and of `years_back`
    years before it. A division is followed by its row, so that a new LBF number does not lose what was said. One query.
    """
    year = package.dialogue_year
    rows = explanations_visible(acting).filter(
        organisation=package.organisation_id, dialogue_year__lte=year, dialogue_year__gte=year - years_back
    )
    found: dict[Matter, list[Explained]] = defaultdict(list)
    for row in rows.select_related("division").order_by("-dialogue_year", "-pk"):
        key = row.division.lbf_number if row.division is not None else row.subject_key
        found[(row.rule, row.subject_kind, key)].append(Explained(row, year - row.dialogue_year))
    return dict(found)


def explanation_texts(
    acting: Acting, package: DocumentationPackage, findings: Sequence[Finding], language: str = ""
) -> dict[int, str]:
    """For each finding (by its position) that the organisation has explained: the newest explanation in words, this
    year's before last year's, which says so. Only what both parties may read; one query."""
    known = explanations_for(acting, package)
    texts = {}
    for index, finding in enumerate(findings):
        said = known.get((finding.rule, finding.subject.kind, finding.subject.key), [])
        shared = [one for one in said if one.explanation.access_class in (AccessClass.PARTIES, AccessClass.PUBLIC)]
        if shared:
            texts[index] = _in_words(shared[0], language or spoken())
    return texts


def _in_words(one: Explained, language: str) -> str:
    row = one.explanation
    message = "explanation.last_year" if one.years_ago else "explanation.now"
    return sentence(message, {"year": str(row.dialogue_year), "text": row.text}, "text", language)
