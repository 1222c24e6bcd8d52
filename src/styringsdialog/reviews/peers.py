"""Peers beside a point: the choice by a person's criteria, kept with its values, and what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction

from styringsdialog.analysis.peers import Nearest, nearest
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.trail.services import record

from .desk_policies import can_judge_finding, can_propose_on
from .desk_queries import peer_choices_for
from .models import Finding, PeerChoice
from .peer_candidates import FIGURES, SIZE, Candidate, Pool, candidate_rows, key_of

__all__ = [
    "FIGURES",
    "PeerCriteria",
    "PeersBeside",
    "candidate_rows",
    "choose_peers",
    "criteria_of",
    "nearest_to",
    "peers_beside",
]

BY_DEFAULT = ("rent_per_m2", "provisions_per_dwelling", "move_out_pct")
MOST = 20  # peers beside a point


@dataclass(frozen=True)
class PeerCriteria:
    """By what peers are chosen. `age_within`: years apart; `same_place`: of the same municipality by location."""

    figures: tuple[str, ...] = BY_DEFAULT
    weights: Mapping[str, float] | None = None
    by_size: bool = True
    same_form: bool = False
    age_within: int | None = None
    same_place: bool = False
    count: int = 8


@dataclass(frozen=True)
class PeersBeside:
    """What stands beside a point: the choice, the subject's own values, and the peers as stored."""

    choice: PeerChoice
    figures: tuple[str, ...]  # those that decided
    subject: Mapping[str, float | None]
    peers: tuple[Mapping[str, Any], ...]  # {"lbf_number", "name", "owner", "distance", "values"}
    divisions: int  # from how many they were chosen
    owners: tuple[str, ...]
    left_out: Mapping[str, int]  # reason (form, age, region, missing) -> how many
    unstated: tuple[str, ...]
    constant: tuple[str, ...]


def nearest_to(acting: Acting, finding: Finding, criteria: PeerCriteria) -> tuple[Nearest, Pool, Candidate]:
    """Peers of the division of a point, not stored. UserError where it has no sheet or none of the figures."""
    package = finding.run.package
    if finding.subject_kind != "division":
        raise UserError.of("peers.not_a_division")
    if unknown := [name for name in criteria.figures if name not in FIGURES]:
        raise UserError.of("peers.unknown_figure", figure=unknown[0])
    pool = candidate_rows(acting, package)
    wanted = key_of(package.organisation.lbf_number, finding.subject_key)
    subject = next((one for one in pool.candidates if one.key == wanted), None)
    if subject is None:
        raise UserError.of("peers.no_sheet")
    found = nearest(
        subject.row,
        [one.row for one in pool.candidates],
        figures=criteria.figures,
        weights=criteria.weights,
        same_form=criteria.same_form,
        age_within=criteria.age_within,
        region=subject.row.region if criteria.same_place else None,
        size_figure=SIZE if criteria.by_size else None,
        count=min(criteria.count, MOST),
    )
    if not found.figures and len(pool.candidates) > 1 and not found.left_out:
        raise UserError.of("peers.no_figure")
    return found, pool, subject


@transaction.atomic
def choose_peers(acting: Acting, *, finding: Finding, criteria: PeerCriteria) -> PeerChoice:
    """Choose peers by the criteria and keep them with their values, in place of an earlier choice for the matter."""
    if not (can_judge_finding(acting, finding) or can_propose_on(acting, finding)):
        raise NotAllowed.of("not_allowed")
    found, pool, subject = nearest_to(acting, finding, criteria)
    by_key = {one.key: one for one in pool.candidates}
    peers = [
        {
            "lbf_number": by_key[peer.key].lbf_number,
            "name": by_key[peer.key].name,
            "owner": by_key[peer.key].owner,
            "distance": peer.distance,
            "values": dict(peer.values),
        }
        for peer in found.peers
    ]
    run = finding.run
    choice, _ = PeerChoice.objects.update_or_create(
        package=run.package,
        municipality=run.municipality,
        rule=finding.rule,
        subject_kind=finding.subject_kind,
        subject_key=finding.subject_key,
        defaults={
            "criteria": _kept_criteria(criteria, found, pool, subject),
            "peers": peers,
            "day": acting.day,
            "created_by": acting.person,
        },
    )
    here = replace(acting, municipality=run.municipality)
    record(here, "peers.chosen", run.package, rule=finding.rule, subject=finding.subject_name)
    return choice


def peers_beside(acting: Acting, finding: Finding) -> PeersBeside | None:
    """The peers chosen for the matter of a point, as they were stored; one query. None where nobody has chosen."""
    choice = (
        peer_choices_for(acting)
        .filter(
            package=finding.run.package_id,
            municipality=finding.run.municipality_id,
            rule=finding.rule,
            subject_kind=finding.subject_kind,
            subject_key=finding.subject_key,
        )
        .first()
    )
    if choice is None:
        return None
    kept = choice.criteria["found"]
    return PeersBeside(
        choice=choice,
        figures=tuple(kept["figures"]),
        subject=kept["subject"],
        peers=tuple(choice.peers),
        divisions=kept["divisions"],
        owners=tuple(kept["owners"]),
        left_out=kept["left_out"],
        unstated=tuple(kept["unstated"]),
        constant=tuple(kept["constant"]),
    )


def criteria_of(choice: PeerChoice) -> PeerCriteria:
    """By what a stored choice was made, to choose again from."""
    asked = choice.criteria["asked"]
    return PeerCriteria(**{**asked, "figures": tuple(asked["figures"])})


def _kept_criteria(criteria: PeerCriteria, found: Nearest, pool: Pool, subject: Candidate) -> dict[str, Any]:
    """The question and what came of it, so that the page can say from whom the peers were chosen on that day."""
    shown = dict.fromkeys([*criteria.figures, *([SIZE] if criteria.by_size else [])])
    return {
        "asked": {**asdict(criteria), "figures": list(criteria.figures)},
        "found": {
            "figures": list(found.figures),
            "unstated": list(found.unstated),
            "constant": list(found.constant),
            "left_out": {reason: len(keys) for reason, keys in found.left_out.items()},
            "divisions": len(pool.candidates) - 1,
            "owners": list(pool.owners),
            "subject": {name: subject.row.values.get(name) for name in shown},
        },
    }
