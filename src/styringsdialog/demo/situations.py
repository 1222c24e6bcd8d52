"""Every situation that is planted in the demo, in words: whom it concerns, in which accounting year, and what is wrong.

Written from the product description. The expected findings of the tests are written by hand from this table and never
recorded from what the rules say.
"""

from .organisation_situations import ORGANISATION_SITUATIONS
from .situation import Situation

SITUATIONS = (
    *ORGANISATION_SITUATIONS,
    # --- tenancy units ----------------------------------------------------------------------------------------------
    Situation(
        "garages_as_homes",
        "elmelund",
        "016",
        (2025,),
        "Garagerne er talt som én lejemålsenhed hver i stedet for en femtedel.",
        grown=False,
        breaks=("C15",),
    ),
    # --- sums and totals --------------------------------------------------------------------------------------------
    Situation(
        "sum_typo",
        "elmelund",
        "003",
        (2025,),
        "Summen af offentlige og faste udgifter (113.9) er skrevet 9.000 kr. for højt.",
        grown=False,
        breaks=("C1",),
    ),
    Situation(
        "budget_sum_typo",
        "elmelund",
        "007",
        (2025,),
        "I næste års budget er summen af henlæggelser (124.8) skrevet 10.000 kr. for lavt.",
        grown=False,
        breaks=("C1",),
    ),
    Situation(
        "assets_differ",
        "elmelund",
        "009",
        (2025,),
        "Aktiver i alt er 1.000 kr. større end passiver i alt.",
        grown=False,
        breaks=("C4",),
    ),
    Situation(
        "surplus_and_deficit",
        "ravnso",
        "009",
        (2025,),
        "Der er ført både overskud og underskud i samme år.",
        grown=False,
        breaks=("C3",),
    ),
    Situation(
        "thousand_slip",
        "elmelund",
        "015",
        (2025,),
        "Renholdelse (114) er indtastet i tusinde kroner i en kolonne i kroner.",
        grown=False,
        breaks=("C1",),
    ),
    Situation(
        "unknown_account",
        "ravnso",
        "012",
        (2025,),
        "En konto, som kontoplanen ikke kender (118.7 Ladestandere), holder en del af særlige aktiviteter.",
        grown=False,
        breaks=("C1",),
    ),
    Situation(
        "account_unstated",
        "vesterlyng",
        "007",
        (2025,),
        "Årets henlæggelse (120) er ikke oplyst i regnskabskolonnen.",
        grown=False,
        breaks=("C1", "C5"),
    ),
    Situation(
        "budget_in_thousands",
        "vesterlyng",
        "008",
        (2025,),
        "Budget og sidste år er afrundet til hele tusinde kroner; summerne passer inden for afrundingen.",
        grown=False,
    ),
    # --- provisions and openings ------------------------------------------------------------------------------------
    Situation(
        "roll_forward_error",
        "elmelund",
        "005",
        (2025,),
        "Henlæggelserne på 401 rykker 100.000 kr. uden at bevægelsen er forklaret.",
        grown=False,
        breaks=("C5",),
    ),
    Situation(
        "opening_differs",
        "ravnso",
        "002",
        (2025,),
        "Primo på 401 er 50.000 kr. højere end sidste års ultimo.",
        grown=False,
        breaks=("C20",),
    ),
    Situation(
        "last_year_differs",
        "ravnso",
        "006",
        (2025,),
        "I kolonnen «sidste år» er 9.000 kr. flyttet fra konto 118 til 119 i forhold til regnskabet.",
        grown=False,
        breaks=("C20",),
    ),
    Situation(
        "overdrawn_401",
        "vesterlyng",
        "003",
        (2025,),
        "Der er dækket 350.000 kr. mere af henlæggelserne, end der var.",
        grown=True,
    ),
    Situation(
        "closing_unstated", "elmelund", "013", (2025,), "Ultimo på 402 er ikke oplyst.", grown=False, breaks=("C5",)
    ),
    # --- the result account -----------------------------------------------------------------------------------------
    Situation(
        "deficit_unbudgeted",
        "elmelund",
        "011",
        (2024, 2025),
        "Et underskud fra 2023 budgetteres afviklet med en tyvendedel om året.",
        grown=True,
    ),
    Situation(
        "deficit_budgeted",
        "elmelund",
        "012",
        (2024,),
        "Et underskud fra 2024 budgetteres afviklet over tre år.",
        grown=True,
    ),
    Situation(
        "elderly_deficit_three_years",
        "birkeso",
        "001",
        (2025,),
        "En selvejende ældreboliginstitution afvikler underskuddet over tre år i stedet for det næste.",
        grown=True,
    ),
    Situation(
        "surplus",
        "vesterlyng",
        "006",
        (2024, 2025),
        "Overskud år efter år, som ikke føres tilbage til lejen.",
        grown=True,
    ),
    Situation(
        "surplus",
        "engblomme",
        "002",
        (2024, 2025),
        "Overskud år efter år, som ikke føres tilbage til lejen; i nabokommunen.",
        grown=True,
    ),
    # --- letting, operation, maintenance ----------------------------------------------------------------------------
    Situation("move_outs_unstated", "ravnso", "010", (2025,), "Antallet af fraflytninger er ikke oplyst.", grown=False),
    Situation(
        "uncovered_vacancy",
        "vesterlyng",
        "009",
        (2024, 2025),
        "Tab ved lejeledighed er kun delvist dækket af dispositionsfonden.",
        grown=True,
    ),
    Situation(
        "move_out_losses_borne",
        "vesterlyng",
        "010",
        (2025,),
        "Tab ved fraflytning er dobbelt så stort, som afdelingen skal bære, og dispositionsfonden har intet dækket.",
        grown=True,
    ),
    Situation(
        "efficiency_plan_missing",
        "elmelund",
        "018",
        (2024,),
        "Afdelingen har været rød i tre regnskaber i træk og har ingen effektiviseringshandleplan.",
        grown=False,
    ),
    Situation(
        "plan_runs_out",
        "elmelund",
        "014",
        (2025,),
        "Planen har et nyt tag i 2031, som henlæggelserne ikke rækker til.",
        grown=False,
        breaks=("P2",),
    ),
    Situation("empty_homes", "kollegium", "002", (2024, 2025), "Hver ottende ungdomsbolig står tom.", grown=True),
    Situation("low_efficiency", "elmelund", "018", (2024, 2025), "Effektivitetstallet er under 70.", grown=True),
    Situation("dear_cleaning", "ravnso", "014", (2024, 2025), "Renholdelse koster over 120 kr. pr. m².", grown=True),
    Situation(
        "low_provisions",
        "elmelund",
        "020",
        (2024, 2025),
        "Henlæggelserne er under halvdelen af det almindelige.",
        grown=True,
    ),
    Situation(
        "old_review", "vesterlyng", "011", (2025,), "Den eksterne granskning er over fem år gammel.", grown=False
    ),
    Situation("short_plan", "ravnso", "015", (2025,), "Vedligeholdelsesplanen dækker kun ti år.", grown=False),
    Situation(
        "provision_plan_differs",
        "elmelund",
        "017",
        (2025,),
        "Planens henlæggelse er 60.000 kr. højere end næste års budget på konto 120.",
        grown=False,
        breaks=("C23",),
    ),
)


def planted(owner: str, year: int) -> tuple[Situation, ...]:
    """The situations of reporting (not the grown ones) to be put into one owner's package of one accounting year."""
    return tuple(it for it in SITUATIONS if not it.grown and it.owner == owner and year in it.years)


def broken(owner: str, division: str, year: int) -> frozenset[str]:
    """The checks that are meant not to hold for one subject in one year."""
    return frozenset(
        check
        for it in SITUATIONS
        if (it.owner, it.division) == (owner, division) and year in it.years
        for check in it.breaks
    )
