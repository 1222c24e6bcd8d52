"""Rules on when the accounts are handed in and approved, counted from the organisation's own fiscal year."""

from styringsdialog.rulebook.deadlines import KINDS, months_after
from styringsdialog.rulebook.facts import Missing, OrganisationFacts, OwnerKind, known
from styringsdialog.rulebook.finding import Answer, Figure, Severity, attention, not_applicable, ok, possible_breach
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule

ACCOUNTS, FINAL, APPROVAL = KINDS["accounts"], KINDS["accounts_final"], KINDS["top_body_approval"]
SELF_OWNING = (OwnerKind.SELF_OWNING_ELDERLY, OwnerKind.SELF_OWNING_YOUTH)


@rule(
    "D-10", area=GovernanceGoal.LEADERSHIP, subject=OrganisationFacts, day="submission",
    title="Regnskabet er afleveret til tiden", sources=[f"{ACCOUNTS}#rule_text", f"{FINAL}#rule_text"],
    figures=[ACCOUNTS, FINAL],
)  # fmt: skip
def accounts_in_time(org: OrganisationFacts, law: Law) -> Answer:
    """Five months after the fiscal year, the final accounts at six. Before the day has come nothing can be late."""
    if org.owner_kind is OwnerKind.MUNICIPAL_ELDERLY:
        return not_applicable("not_applicable.municipal_homes")
    months = law.on(org.period_end)
    due = months_after(org.period_end, int(months[ACCOUNTS]))
    final = months_after(org.period_end, int(months[FINAL]))
    submitted = known(org, "submitted_on")
    figures = (
        Figure("submitted_on", submitted, "date"),
        Figure("due_on", due, "date"),
        Figure("final_on", final, "date"),
    )
    if submitted is None:
        if law.day <= due:
            return ok("D-10.not_due", due=due, figures=figures)
        raise Missing("submitted_on")
    params = {"submitted": submitted, "due": due, "final": final, "days": (submitted - due).days}
    if submitted <= org.period_end:  # a slip of the pen, which would else pass for in time
        return attention("D-10.before_end", figures=figures, severity=Severity.ERROR, end=org.period_end, **params)
    if submitted <= due:
        return ok("D-10.in_time", figures=figures, **params)
    if submitted <= final:
        return attention("D-10.between", figures=figures, severity=Severity.LOW, **params)
    return possible_breach("D-10.late", figures=figures, **params)


@rule(
    "D-11", area=GovernanceGoal.LEADERSHIP, subject=OrganisationFacts, day="submission",
    title="Regnskabet er godkendt af den øverste myndighed til tiden", sources=[f"{APPROVAL}#rule_text"],
    figures=[APPROVAL],
)  # fmt: skip
def approved_in_time(org: OrganisationFacts, law: Law) -> Answer:
    """Approved by the top body six months after the fiscal year. A self-owning institution's top body is its board."""
    if org.owner_kind is OwnerKind.MUNICIPAL_ELDERLY:
        return not_applicable("not_applicable.municipal_homes")
    due = months_after(org.period_end, int(law.on(org.period_end)[APPROVAL]))
    approved = known(org, "top_body_approved_on")
    if approved is None and org.owner_kind in SELF_OWNING:
        approved = known(org, "board_approved_on")
    figures = (Figure("top_body_approved_on", approved, "date"), Figure("due_on", due, "date"))
    if approved is None:
        if law.day <= due:
            return ok("D-11.not_due", due=due, figures=figures)
        raise Missing("top_body_approved_on")
    params = {"approved": approved, "due": due, "days": (approved - due).days}
    if approved <= org.period_end:
        return attention("D-11.before_end", figures=figures, severity=Severity.ERROR, end=org.period_end, **params)
    if approved <= due:
        return ok("D-11.in_time", figures=figures, **params)
    return possible_breach("D-11.late", figures=figures, **params)
