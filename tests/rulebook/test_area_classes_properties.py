"""Area classes, whatever is missing: a decided answer holds for every filling, an open one has two that differ."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from styringsdialog.rulebook.area_facts import AreaFacts
from styringsdialog.rulebook.facts import known
from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.rules.area_classes import (
    AreaName,
    AreaStatus,
    ListHistory,
    ListKind,
    PublishedList,
    classify,
    list_date_of,
)
from styringsdialog.rulebook.rules.area_classes.criteria import CRITERIA, whole_span

BOOK = law_book()
AREA = AreaName.of("Egekær", "Prøveparken")
DAYS = [list_date_of(year, BOOK) for year in range(2010, 2026)] + [date(2018, 5, 9)]
# Around every limit there has been, on it, and far from it.
SHARES = {
    "share_outside_work_education_pct": ("0", "30", "30.1", "40", "40.1", "100"),
    "share_nonwestern_pct": ("0", "30", "30.1", "50", "50.1", "100"),
    "convicted_pct": ("0", "1.44", "1.45", "1.56", "1.97", "1.98", "2.03", "2.17", "2.27", "2.7", "2.71", "60", "100"),
    "share_basic_education_pct": ("0", "50", "50.1", "60", "60.1", "100"),
    "income_pct_of_region": ("0", "54.9", "55", "64.9", "65", "1000"),
}
RESIDENTS = (0, 999, 1000, 5000)
NATIONAL = ("0.001", "0.1", "0.2", "0.5", "0.7", "0.75", "0.9", "1.2", "10", "25", "33", "34", "51")


def full(data):
    """Every figure known, the national average and all earlier lists too."""
    return {"residents": data.draw(st.sampled_from(RESIDENTS)), "convicted_national_pct": average(data)} | {
        name: Decimal(data.draw(st.sampled_from(values))) for name, values in SHARES.items()
    }


def average(data):
    return Decimal(data.draw(st.sampled_from(NATIONAL)))


def lists(years_on, years_known):
    return ListHistory(
        PublishedList(list_date_of(year, BOOK), ListKind.GHETTO, True, frozenset({AREA} if on else ()))
        for year, on in years_on.items()
        if year in years_known
    )


def facts(figures):
    return AreaFacts(name="Prøveparken", municipality="Egekær", **figures)


@given(st.data())
def test_a_decided_answer_holds_however_the_missing_is_filled(data):
    day = data.draw(st.sampled_from(DAYS))
    whole = full(data)
    earlier = {year: data.draw(st.booleans()) for year in range(max(2010, day.year - 4), day.year)}
    hidden = data.draw(st.sets(st.sampled_from(sorted(whole))))
    shown_years = data.draw(st.sets(st.sampled_from(sorted(earlier) or [0])))
    part = classify(facts({k: v for k, v in whole.items() if k not in hidden}), BOOK, day, lists(earlier, shown_years))
    all_known = classify(facts(whole), BOOK, day, lists(earlier, set(earlier)))
    assert all_known.designation in part.possible or all_known.designation is AreaStatus.CANNOT_JUDGE
    assert set(all_known.possible) <= set(part.possible)
    if part.designation is not AreaStatus.CANNOT_JUDGE:
        assert all_known.designation is part.designation
        assert part.missing == ()
    else:
        assert part.missing


def fillings(found):
    """What `missing` names can be filled with: figures on and around every edge."""
    options = {}
    for name in found.missing:
        if name in SHARES:
            options[name] = [Decimal(value) for value in SHARES[name]]
        elif name == "residents":
            options[name] = [999, 1000]
        elif name.startswith("areas/"):
            options["convicted_national_pct"] = [Decimal(value) for value in NATIONAL]
    return options


@given(st.data())
def test_an_open_answer_has_two_fillings_that_differ(data):
    day = data.draw(st.sampled_from([one for one in DAYS if one.year < 2021 or one.year > 2022]))  # no margin there
    whole = full(data)
    hidden = data.draw(st.sets(st.sampled_from(sorted(whole)), min_size=1, max_size=2))
    earlier = {year: data.draw(st.booleans()) for year in range(max(2010, day.year - 4), day.year)}
    history = lists(earlier, set(earlier))
    given_facts = facts({k: v for k, v in whole.items() if k not in hidden})
    found = classify(given_facts, BOOK, day, history)
    if found.designation is not AreaStatus.CANNOT_JUDGE:
        return
    reached = {found.designation for found in tried(given_facts, fillings(found), day, history)}
    assert set(found.possible) <= reached


def tried(area, options, day, history):
    """The classes of every combination of the options."""
    if not options:
        yield classify(area, BOOK, day, history)
        return
    name, *rest = options
    for value in options[name]:
        yield from tried(replace_known(area, name, value), {key: options[key] for key in rest}, day, history)


def replace_known(area, name, value):
    unset = {one: known(area, one) for one in ("residents", "convicted_national_pct", *CRITERIA)}
    return facts(unset | {name: value})


@given(st.sampled_from(DAYS), st.sampled_from(sorted(SHARES)), st.decimals(0, 100, places=2))
def test_one_share_alone_never_puts_an_area_on_a_list(day, name, value):
    others = {one: Decimal(0) for one in CRITERIA} | {"income_pct_of_region": whole_span("income_pct_of_region").high}
    found = classify(facts(others | {name: value, "residents": 5000}), BOOK, day)
    assert found.designation is AreaStatus.NOT_LISTED


@given(st.sampled_from(DAYS), st.data())
def test_more_of_a_burden_never_takes_an_area_off_a_list(day, data):
    """Raising a share (lowering income) never lessens the class, all else equal."""
    order = list(AreaStatus)
    rank = {one: order.index(one) for one in AreaStatus} | {AreaStatus.PREVENTION: 0.5}
    whole = full(data)
    name = data.draw(st.sampled_from(sorted(SHARES)))
    values = sorted((Decimal(value) for value in SHARES[name]), reverse=name == "income_pct_of_region")
    earlier = dict.fromkeys(range(max(2010, day.year - 4), day.year), True)
    found = [classify(facts(whole | {name: value}), BOOK, day, lists(earlier, set(earlier))) for value in values]
    ranks = [rank[one.designation] for one in found if one.designation is not AreaStatus.CANNOT_JUDGE]
    assert ranks == sorted(ranks)
