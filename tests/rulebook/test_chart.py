"""The chart of accounts against the list of the field notes (accounts.md 1.1-1.3), written by hand, and its shape."""

from collections import Counter

import pytest

from styringsdialog.rulebook.chart import PARTS, chart_of_accounts
from styringsdialog.rulebook.source import Status

# number, a word of the Danish name in the notes, F where the notes found the name in a text and O where they did not
DIVISION_RESULT = """
101 oprindelige lån O | 102 rentebidrag O | 103 beboerbetaling O | 104 rentesikring O | 105 afviklede F
105.9 nettokapitaludgifter F
106 ejendomsskatter F | 107 vandafgift F | 108 kloakbidrag O | 109 renovation F | 110 forsikringer F
111 energiforbrug F | 112 bidrag til boligorganisationen F | 112.1 administrationsbidrag F
112.2 dispositionsfond O | 112.3 arbejdskapital O | 113 landsbyggefonden F | 113.9 faste udgifter i alt O
114 renholdelse F | 115 almindelig vedligeholdelse F | 116 planlagt og periodisk F
117 istandsættelse ved fraflytning F | 118 særlige aktiviteter F | 119 diverse udgifter F
119.9 variable udgifter i alt O
120 planlagt og periodisk F | 121 istandsættelse ved fraflytning F | 122 indvendig vedligeholdelse F
123 tab ved fraflytninger O | 124 andre henlæggelser F | 124.8 henlæggelser i alt O | 124.9 samlede ordinære udgifter O
125 forbedringsarbejder O | 126 afskrivning O | 127 bygningsrenovering O | 128 særlige lån O
129 lejeledighed F | 130 fraflytninger F | 131 andre renter F | 132 driftsstøtte F | 133 underskudssaldo F
134 tidligere år O | 135 godtgørelser O | 136 tilbageførsler O | 137 ekstraordinære udgifter i alt O
139 udgifter i alt O | 140 årets overskud F | 150 eventuelt overskud i alt O
201 boligafgifter og leje F | 201.1 familie F | 201.2 ungdom F | 201.3 ældre F | 201.4 erhverv O | 201.5 institutioner O
201.6 kældre O | 201.7 garager O | 201.8 lejetillæg O | 201.9 merleje O
202 renteindtægter F | 203 andre ordinære indtægter F | 203.6 opsamlet resultat O | 203.9 ordinære indtægter i alt O
204 driftsstøtte O | 205 driftssikring O | 206 tidligere år O | 207 ekstraordinære O | 208 ekstraordinære O
209 indtægter i alt O | 210 årets underskud F | 220 eventuelt underskud i alt O
"""
DIVISION_BALANCE = """
301 anskaffelsessum O | 302 indeksregulering O | 302.9 anskaffelsessum O | 303 forbedringsarbejder O
304 andre anlægsaktiver O | 304.9 anlægsaktiver i alt O | 305 tilgodehavender O | 306 værdipapirer O
307 likvide O | 309 omsætningsaktiver i alt O | 310 aktiver i alt O
401 planlagt og periodisk O | 402 istandsættelse ved fraflytning F | 403 indvendig F | 404 indvendig F
405 tab ved fraflytninger O | 406 andre henlæggelser O | 406.9 henlæggelser i alt O | 407 opsamlet resultat O
407.9 henlæggelser og opsamlet resultat O | 408 prioritetsgæld O | 409 beboerindskud O | 410 afskrivningskonto O
411 indeks O | 412 finansiering O | 413 forbedringsarbejder O | 414 bygningsrenovering O | 415 byggeskader O
416 driftslån O | 417 langfristet gæld i alt O | 418 mellemregning O | 419 uafsluttede forbrugsregnskaber O
420 leverandører O | 421 skyldige O | 422 fraflyttere O | 423 deposita O | 424 forudbetalt leje O
425 anden kortfristet gæld O | 426 kortfristet gæld i alt O | 430 passiver i alt O
"""
ORGANISATION = """
501 bestyrelsesvederlag F | 502 mødeudgifter F | 511 forretningsførelse F | 512 kontorhold F | 513 kontorlokaler O
514 afskrivninger O | 515 særlige aktiviteter O | 516 administrationsudgifter O | 521 revision F
530 bruttoadministrationsudgifter F | 531 tilskud til afdelinger F | 532 renteudgifter F | 533 dispositionsfond F
540 samlede ordinære udgifter F | 541 ekstraordinære udgifter F | 550 overskud F | 560 i alt F
601 administrationsbidrag F | 601.1 egne afdelinger F | 601.2 sideaktivitet F | 602 gebyrer F | 603 renteindtægter F
604 dispositionsfond F | 605 byggesagshonorar F | 606 byggesagshonorar F | 607 ordinære indtægter O
610 samlede ordinære indtægter O | 611 ekstraordinære indtægter O | 620 underskud O | 630 i alt O
701 administrationsejendom O | 702 driftsmidler O | 703 kapitalindskud O | 716 landsbyggefonden O
720 tilgodehavender hos afdelinger O | 731 værdipapirer O | 732 likvide O | 740 aktiver i alt O
801 medlemsindskud O | 802 garantikapital O | 803 dispositionsfond F | 804 særlig henlæggelseskonto O
805 arbejdskapital O | 810 egenkapital i alt O | 820 mellemregning med afdelinger O | 830 kortfristet gæld O
840 passiver i alt O
"""
# Lines the notes tell of inside the text of an account: halves of a gross and net amount, the six groups, an ident.
INSIDE = (
    {f"115.{n}" for n in range(1, 7)} | {f"116.{n}" for n in range(1, 7)} | {"116.gross", "116.cover"}
    | {"101.1", "101.2", "101.3", "117.1", "117.2", "129.1", "129.2", "130.1", "130.2", "130.3", "305.1", "803.22"}
)  # fmt: skip
# Ours: a place for what the notes sum up without a number. Marked in the chart as our own choice.
OWN_CHOICE = {"739"} | {f"{fund}.{part}" for fund in ("803", "805") for part in ("added", "used", "bound")}


def listed(text: str) -> dict[str, tuple[str, Status]]:
    """The accounts of one list: number -> (word of the name, status)."""
    found = {}
    for row in text.replace("\n", "|").split("|"):
        if row.strip():
            number, *words, mark = row.split()
            found[number] = (" ".join(words), Status.SECONDARY if mark == "F" else Status.UNVERIFIED)
    return found


EXPECTED = listed(DIVISION_RESULT) | listed(DIVISION_BALANCE) | listed(ORGANISATION)
CHART = chart_of_accounts().accounts


def test_no_account_of_the_notes_is_missing_and_none_is_added() -> None:
    assert set(CHART) == set(EXPECTED) | INSIDE | OWN_CHOICE


@pytest.mark.parametrize("number", sorted(EXPECTED))
def test_name_and_status_are_those_of_the_notes(number: str) -> None:
    word, status = EXPECTED[number]
    assert word in CHART[number].name.lower()
    assert CHART[number].status is status
    assert CHART[number].basis == "own" if status is Status.UNVERIFIED else CHART[number].basis.startswith("S")


def test_no_account_claims_to_be_read_in_the_annex() -> None:
    assert {account.status for account in CHART.values()} == {Status.SECONDARY, Status.UNVERIFIED}


def test_the_parts_hold_the_series_of_the_notes() -> None:
    first = {part: {account.number[0] for account in chart_of_accounts().part(part)} for part in PARTS}
    assert first == {
        "division_result": {"1", "2"}, "division_balance": {"3", "4"},
        "organisation_result": {"5", "6"}, "organisation_balance": {"7", "8"},
    }  # fmt: skip


# accounts.md 1.4, C1 and C2
IDENTITIES = {
    "105.9": "101 102 103 104 105",
    "113.9": "106 107 108 109 110 111 112 113",
    "119.9": "114 115 116 117 118 119",
    "124.8": "120 121 122 123 124",
    "124.9": "105.9 113.9 119.9 124.8",
    "139": "124.9 137",
    "150": "139 140",
    "209": "203.9 204 205 206 207 208",
    "220": "209 210",
    "302.9": "301 302",
    "310": "304.9 309",
    "412": "408 409 410 411",
    "430": "407.9 417 426",
}


@pytest.mark.parametrize("number", sorted(IDENTITIES))
def test_the_sums_are_the_identities_of_the_notes(number: str) -> None:
    assert CHART[number].sum_of == tuple(IDENTITIES[number].split())


@pytest.mark.parametrize("part", PARTS)
def test_each_account_is_summed_once_and_sums_come_after_their_parts(part: str) -> None:
    accounts = chart_of_accounts().part(part)
    order = [account.number for account in accounts]
    summed = Counter(each for account in accounts for each in account.sum_of)
    assert set(summed.values()) == {1}
    assert all(order.index(each) < order.index(row.number) for row in accounts for each in row.sum_of)
    lines = {account.number for account in accounts if account.kind == "line"}
    assert lines <= set(summed), "a line outside every sum could never be tried"


def test_a_detail_is_of_an_account_and_in_no_sum() -> None:
    summed = {each for account in CHART.values() for each in account.sum_of}
    for account in CHART.values():
        assert (account.kind == "detail") == bool(account.of)
        if account.of:
            assert account.of in CHART
            assert account.number not in summed


def test_what_is_deducted_is_marked() -> None:
    minus = {account.number for account in CHART.values() if account.minus}
    assert minus == {"102", "103", "104", "116.cover", "117.2", "129.2", "130.2", "130.3"}
