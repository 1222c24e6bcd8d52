"""What applies to each kind of owner, as one table: who has a dialogue, what is handed in, who supervises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from styringsdialog.rulebook.source import LegalSource, Status
from styringsdialog.wording.messages import sentence

from .models import OwnerKind

CHECKED = date(2026, 11, 22)
ACT = "Lov om almene boliger m.v."
ORDER = "Bekendtgørelse om drift af almene boliger m.v."
ORDER_NUMBER = "BEK nr. 70 af 26. januar 2018 med senere ændringer"


def _source(act: str, section: str, status: Status, source: str = "", link: str = "", number: str = "") -> LegalSource:
    return LegalSource(act, section, status, number, source, link, CHECKED)


DIALOGUE = _source(
    ACT,
    "§ 164, stk. 1-3",
    Status.SECONDARY,
    "Brøndby Kommune, dagsorden om styringsdialog, gengiver teksten fra LBK nr. 1278 af 18. november 2015",
    "https://www.brondby.dk/politik-deltagelse/dagsordener-og-referater/styringsdialog/",
)
NOT_READ = _source(ACT, "paragraf ikke læst", Status.UNVERIFIED)
MUNICIPAL = _source(
    ACT, "§ 57", Status.SECONDARY, "danskelove.dk, almenboligloven § 57", "https://danskelove.dk/almenboligloven/57"
)
REPORT = _source(
    ACT,
    "§ 164, stk. 3",
    Status.SECONDARY,
    "LBF orienterer, juni 2010, Styringsdialog og dokumentationspakke",
    "https://lbf.dk/om-lbf/lbf-orienterer/2010/6/styringsdialog-og-dokumentationspakke/",
)
CHART = _source(
    ORDER,
    "bilag 1-2 (kontoplan)",
    Status.UNVERIFIED,
    "bilagene er ikke læst",
    "https://www.retsinformation.dk/Forms/R0710.aspx?id=129199",
    ORDER_NUMBER,
)
YOUTH_CHART = _source(
    ORDER, "bilag for ungdomsboliginstitutioner, ikke læst", Status.SECONDARY, "sbst.dk, Nøgletal for ungdomsboliger"
)
SEAT = _source(
    ACT,
    "§ 164, stk. 1",
    Status.SECONDARY,
    "BL, Spørgsmål og svar: Kommunen, tilsyn og samarbejde",
    "https://bl.dk/spoergsmaal-svar/kommunen-tilsyn-og-samarbejde/",
)
COPY = _source(
    ACT, "§ 25, stk. 3", Status.VERIFIED, "elov.dk, almenboligloven § 25", "https://www.elov.dk/almenboligloven/25/"
)
COPY_SELF_OWNING = _source(
    ACT, "§ 25, stk. 4", Status.VERIFIED, "elov.dk, almenboligloven § 25", "https://www.elov.dk/almenboligloven/25/"
)
SPREAD = _source(
    ORDER,
    "§ 66, stk. 3, jf. § 74 (paragrafnumre fra 2015)",
    Status.SECONDARY,
    "dklf.dk, artikel 17816",
    "https://www.dklf.dk/artikler/17816",
    ORDER_NUMBER,
)
NEXT_YEAR = _source(
    ORDER,
    "afvikling af underskud i selvejende ældreboliginstitutioner, paragraf ikke læst",
    Status.SECONDARY,
    "Landsbyggefonden, Gode tips og råd til selvejende ældreboliginstitutioner, 28. februar 2019",
    "https://docplayer.dk/124709628",
    ORDER_NUMBER,
)

# duty -> owner kind -> (which answer, where it was read)
OWN, MANAGING = OwnerKind.OWN_DIVISIONS, OwnerKind.MANAGING
ELDERLY, YOUTH, MUNICIPAL_KIND = OwnerKind.SELF_OWNING_ELDERLY, OwnerKind.SELF_OWNING_YOUTH, OwnerKind.MUNICIPAL_ELDERLY
TABLE: Mapping[str, Mapping[OwnerKind, tuple[str, LegalSource]]] = {
    "dialogue": {
        OWN: ("yes", DIALOGUE),
        MANAGING: ("yes", DIALOGUE),
        ELDERLY: ("not_named", NOT_READ),
        YOUTH: ("not_named", NOT_READ),
        MUNICIPAL_KIND: ("none", MUNICIPAL),
    },
    "report": {
        OWN: ("own_divisions", REPORT),
        MANAGING: ("managing", REPORT),
        ELDERLY: ("as_divisions", NOT_READ),
        YOUTH: ("as_divisions", NOT_READ),
        MUNICIPAL_KIND: ("none", NOT_READ),
    },
    "accounts": {
        OWN: ("social", CHART),
        MANAGING: ("social", CHART),
        ELDERLY: ("own_elderly", CHART),
        YOUTH: ("own_youth", YOUTH_CHART),
        MUNICIPAL_KIND: ("municipal", NOT_READ),
    },
    "supervision": {
        OWN: ("seat", SEAT),
        MANAGING: ("seat", SEAT),
        ELDERLY: ("seat", NOT_READ),
        YOUTH: ("seat", NOT_READ),
        MUNICIPAL_KIND: ("owner", MUNICIPAL),
    },
    "copy": {
        OWN: ("review", COPY),
        MANAGING: ("managing", COPY),
        ELDERLY: ("copy", COPY_SELF_OWNING),
        YOUTH: ("copy", COPY_SELF_OWNING),
        MUNICIPAL_KIND: ("own", NOT_READ),
    },
    "deficit": {
        OWN: ("spread", SPREAD),
        MANAGING: ("no_divisions", SPREAD),
        ELDERLY: ("next_year", NEXT_YEAR),
        YOUTH: ("unread", NOT_READ),
        MUNICIPAL_KIND: ("unread", NOT_READ),
    },
}


@dataclass(frozen=True)
class Duty:
    """One line of what applies: what it is about, the answer, and where the answer was read."""

    key: str
    answer: str
    label: str
    text: str
    source: LegalSource


def duties_of(owner_kind: OwnerKind | str, language: str = "da") -> tuple[Duty, ...]:
    """What applies to the kind of owner, in the order of the table. ValueError for a kind nobody knows."""
    kind = OwnerKind(owner_kind)
    return tuple(
        Duty(
            key=duty,
            answer=row[kind][0],
            label=sentence(f"duty.{duty}", part="title", language=language),
            text=sentence(f"duty.{duty}.{row[kind][0]}", language=language),
            source=row[kind][1],
        )
        for duty, row in TABLE.items()
    )


def has_dialogue(owner_kind: OwnerKind | str) -> bool:
    """Is there a yearly governance dialogue by law? The municipality's own homes have none (unread kinds: assumed)."""
    return TABLE["dialogue"][OwnerKind(owner_kind)][0] != "none"
