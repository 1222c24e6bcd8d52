"""What the demo's organisations answer and wish, by stable question name of the editions; invented."""

import numpy as np

from styringsdialog.exchange.content import OwnerKind, ReportAnswer, SelfMonitoringEntry, Wish

from .world import DivisionSpec, OwnerSpec

EXTENT = ("high", "some", "low")
ORGANISATION_QUESTIONS = {
    "economy.funds": "extent",
    "economy.administration_cost": "extent",
    "economy.efficiency": "extent",
    "economy.losses": "extent",
    "leadership.goals": "partly",
    "leadership.self_monitoring": "extent",
    "leadership.democracy": "extent",
    "leadership.auditor": "partly",
    "leadership.agreements": "extent",
    "letting.demand": "extent",
    "letting.allocation": "extent",
    "letting.mix": "extent",
    "divisions.condition": "extent",
    "divisions.social": "extent",
    "divisions.challenged": "text",
    "construction.plans": "text",
    "construction.needs": "extent",
    "construction.budget": "extent",
}
MANAGING_QUESTIONS = {
    "economy.funds": "extent",
    "economy.administration_cost": "extent",
    "economy.clients": "extent",
    "leadership.goals": "partly",
    "leadership.self_monitoring": "extent",
    "leadership.auditor": "partly",
    "leadership.agreements": "extent",
    "letting.service": "extent",
    "divisions.overview": "extent",
    "construction.plans": "text",
    "construction.needs": "extent",
    "construction.budget": "extent",
}
DIVISION_QUESTIONS = {
    "division.condition": "condition",
    "division.renovation": "partly",
    "division.letting": "extent",
    "division.social": "extent",
    "division.meetings": "partly",
}
CHOICES = {
    "extent": (EXTENT, (0.5, 0.4, 0.1)),
    "partly": (("yes", "partly", "no"), (0.6, 0.3, 0.1)),
    "condition": (("good", "fair", "poor"), (0.5, 0.4, 0.1)),
}
COMMENTS = {
    "economy.funds": "Bestyrelsen følger begge fonde i hvert kvartal.",
    "letting.allocation": "Vi mangler svar inden for aftalt tid, når en bolig står ledig.",
    "leadership.agreements": "To af tre aftaler er gennemført; den sidste afventer kommunens plan.",
    "divisions.condition": "Henlæggelserne er hævet i de afdelinger, hvor planen ikke holdt.",
}
FREE_TEXT = {
    "divisions.challenged": "Afdelingerne i de boligområder, der ligger nær en grænse, har brug for en fælles indsats.",
    "construction.plans": "Ét renoveringsprojekt er i gang, og ét er under forberedelse.",
}
WISHES = {
    "elmelund": (
        ("need", "vulnerable", "Fast kontaktperson i kommunen ved opsigelser af udsatte beboere.", ""),
        ("wish", "letting", "Aftale om fleksibel udlejning i de to afdelinger i Mirabellunden og Kvædehaven.", ""),
    ),
    "ravnso": (("wish", "renovation", "Fælles plan for udearealerne i Humletoften.", "004"),),
    "vesterlyng": (("need", "operation", "Fælles udbud af affaldshåndtering på tværs af organisationerne.", ""),),
    "tjornehoj": (
        ("wish", "elderly_homes", "Fast møde hvert halvår om visitation til de administrerede ældreboliger.", ""),
    ),
    "birkeso": (("need", "elderly_homes", "Hurtigere visitation, når en bolig bliver ledig.", "001"),),
    "kollegium": (("need", "youth_homes", "Flere henvisninger fra uddannelsesstederne i Egekær.", "002"),),
}
THEMES = (
    "financial_management",
    "procurement",
    "maintenance",
    "letting",
    "moving_out",
    "staff",
    "data_protection",
    "efficiency",
)


def _answers(questions: dict[str, str], rng: np.random.Generator) -> tuple[ReportAnswer, ...]:
    rows = []
    for question, scale in questions.items():
        if scale == "text":
            rows.append(ReportAnswer(question, FREE_TEXT[question]))
            continue
        choices, weights = CHOICES[scale]
        rows.append(ReportAnswer(question, str(rng.choice(choices, p=weights)), COMMENTS.get(question, "")))
    return tuple(rows)


def organisation_report(spec: OwnerSpec, year: int, seed: int) -> tuple[ReportAnswer, ...]:
    """The governance report of one accounting year; questions added in an edition are asked from that year on."""
    rng = np.random.default_rng([seed, 79, int(spec.lbf_number), year])
    if spec.kind is OwnerKind.MANAGING:
        return _answers(MANAGING_QUESTIONS, rng)
    questions = dict(ORGANISATION_QUESTIONS)
    if year >= 2025:
        questions["economy.energy"] = "extent"
    return _answers(questions, rng)


def division_report(spec: DivisionSpec, owner: OwnerSpec, year: int, seed: int) -> tuple[ReportAnswer, ...]:
    """One division's sheet."""
    rng = np.random.default_rng([seed, 80, int(owner.lbf_number), int(spec.number), year])
    questions = dict(DIVISION_QUESTIONS)
    if year >= 2025:
        questions["division.climate"] = "partly"
    # Asked of every division, but only a red one has a plan to tell of.
    plan = ReportAnswer("division.efficiency_plan", "yes" if "low_efficiency" in spec.traits else "not_relevant")
    return (*_answers(questions, rng), plan)


def self_monitoring(spec: OwnerSpec, year: int, seed: int) -> tuple[SelfMonitoringEntry, ...]:
    """The organisation's self-monitoring by theme."""
    rng = np.random.default_rng([seed, 81, int(spec.lbf_number), year])
    rows = []
    for theme in THEMES:
        if theme == "efficiency" and year < 2025:
            continue
        described, carried, followed = (str(rng.choice(("yes", "partly", "no"), p=(0.6, 0.3, 0.1))) for _ in range(3))
        rows.append(SelfMonitoringEntry(theme, described, carried, followed, ""))
    return tuple(rows)


def wishes(spec: OwnerSpec) -> tuple[Wish, ...]:
    """Needs and wishes for agreements."""
    return tuple(Wish(*row) for row in WISHES.get(spec.key, ()))
