"""Peers: the nearest by chosen figures on a robust scale; the same whatever the order and the unit of the figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styringsdialog.analysis.peers import Row, nearest

FIGURES = ("rent", "moves", "size")


def row(key, rent=None, moves=None, size=None, **more):
    return Row(key, {"rent": rent, "moves": moves, "size": size}, **more)


def keys(found):
    return [peer.key for peer in found.peers]


def test_distance_is_in_spreads_of_the_figure():
    rows = [row(f"{n}", rent=float(n)) for n in (0, 10, 20, 30, 40)]
    found = nearest(rows[2], rows, figures=["rent"], count=3)
    # Median 20, deviations 20, 10, 0, 10, 20: their median is 10, so one spread is 14.826.
    assert keys(found) == ["10", "30", "0"]
    assert [round(peer.distance, 6) for peer in found.peers] == [
        round(10 / 14.826, 6), round(10 / 14.826, 6), round(20 / 14.826, 6),
    ]  # fmt: skip
    assert found.figures == ("rent",)
    assert found.considered == 4
    assert found.peers[0].values == {"rent": 10.0}


def test_one_wild_value_does_not_flatten_the_others():
    rows = [row(f"{n}", rent=800.0 + 10 * n, moves=float(n % 3)) for n in range(9)]
    wild = [*rows, row("wild", rent=900_000.0, moves=1.0)]
    assert keys(nearest(rows[0], rows, figures=["rent"], count=3)) == ["1", "2", "3"]
    assert keys(nearest(rows[0], wild, figures=["rent"], count=3)) == ["1", "2", "3"]


def test_weights_decide():
    subject = row("s", rent=10.0, moves=10.0)
    rows = [row("a", rent=10.0, moves=20.0), row("b", rent=20.0, moves=10.0), row("c", rent=0.0, moves=0.0)]
    assert keys(nearest(subject, rows, figures=["rent", "moves"], weights={"rent": 9.0}, count=1)) == ["a"]
    assert keys(nearest(subject, rows, figures=["rent", "moves"], weights={"moves": 9.0}, count=1)) == ["b"]
    with pytest.raises(ValueError, match="below zero"):
        nearest(subject, rows, figures=["rent"], weights={"rent": -1.0})


def test_size_is_compared_by_ratio():
    rows = [row("half", size=50.0), row("more", size=160.0), row("double", size=200.0), row("ten", size=1000.0)]
    found = nearest(row("s", size=100.0), rows, figures=[], size_figure="size", count=4)
    # 160 is nearer than 50 (1.6 times against 2 times); half and double are as far, so the key decides.
    assert keys(found) == ["more", "double", "half", "ten"]
    assert found.peers[1].distance == found.peers[2].distance


def test_rows_are_left_out_with_the_reason():
    subject = row("s", rent=1.0, form="etage", build_year=1970, region="0981")
    rows = [
        row("fits", rent=2.0, form="etage", build_year=1975, region="0981"),
        row("form", rent=2.0, form="taet_lav", build_year=1975, region="0981"),
        row("no form", rent=2.0, build_year=1975, region="0981"),
        row("age", rent=2.0, form="etage", build_year=1990, region="0981"),
        row("no age", rent=2.0, form="etage", region="0981"),
        row("region", rent=2.0, form="etage", build_year=1975, region="0982"),
        row("missing", form="etage", build_year=1975, region="0981"),
    ]
    found = nearest(subject, rows, figures=["rent"], same_form=True, age_within=10, region="0981")
    assert keys(found) == ["fits"]
    assert found.left_out == {
        "form": ("form", "no form"),
        "age": ("age", "no age"),
        "region": ("region",),
        "missing": ("missing",),
    }
    assert found.considered == 1


def test_what_cannot_decide_is_named():
    subject = row("s", rent=5.0, moves=None, size=7.0)
    rows = [row("a", rent=5.0, moves=1.0, size=9.0), row("b", rent=5.0, moves=2.0, size=8.0)]
    found = nearest(subject, rows, figures=FIGURES)
    assert (found.figures, found.constant, found.unstated) == (("size",), ("rent",), ("moves",))
    assert keys(found) == ["b", "a"]
    nothing = nearest(subject, rows, figures=["rent", "moves"])
    assert (nothing.peers, nothing.figures, nothing.constant) == ((), (), ("rent",))


def test_where_more_than_half_are_alike_the_others_still_count():
    rows = [row(f"{n}", rent=100.0, moves=float(n)) for n in range(8)] + [row("x", rent=130.0, moves=0.0)]
    found = nearest(rows[0], rows, figures=["rent", "moves"], count=8)
    assert found.constant == ()
    assert keys(found)[0] == "1"


def test_nobody_to_compare_with():
    found = nearest(row("s", rent=1.0), [row("s", rent=1.0)], figures=["rent"])
    assert (found.peers, found.considered) == ((), 0)
    assert nearest(row("s", rent=1.0), [row("a", rent=2.0)], figures=["rent"], count=0).peers == ()


def test_infinite_values_are_as_if_not_stated():
    found = nearest(row("s", rent=1.0), [row("a", rent=float("inf")), row("b", rent=2.0)], figures=["rent"])
    assert keys(found) == ["b"]
    assert found.left_out == {"missing": ("a",)}


numbers = st.none() | st.integers(-1000, 1000).map(float)
tables = st.lists(st.tuples(numbers, numbers, numbers), min_size=2, max_size=25)


def made(table):
    return [row(f"{n:03}", *values) for n, values in enumerate(table)]


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(table, chance):
    rows = made(table)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert nearest(rows[0], rows, figures=FIGURES) == nearest(rows[0], shuffled, figures=FIGURES)


@given(tables, st.integers(0, 30))
def test_the_subject_is_never_its_own_peer_and_peers_come_in_order(table, count):
    rows = made(table)
    found = nearest(rows[0], rows, figures=FIGURES, count=count)
    assert rows[0].key not in keys(found)
    assert len(found.peers) <= count
    assert [(peer.distance, peer.key) for peer in found.peers] == sorted(
        (peer.distance, peer.key) for peer in found.peers
    )
    whole = nearest(rows[0], rows, figures=FIGURES, count=100)
    assert found.peers == whole.peers[:count]
    accounted = found.considered + sum(len(left) for left in found.left_out.values())
    assert accounted == len(rows) - 1


@given(tables, st.integers(-6, 6))
def test_another_unit_of_a_figure_changes_nothing(table, power):
    # A power of two is exact in binary, so not even the last digit may differ.
    rows = made(table)
    scaled = [
        Row(one.key, {**one.values, "rent": None if one.values["rent"] is None else one.values["rent"] * 2.0**power})
        for one in rows
    ]
    found, other = nearest(rows[0], rows, figures=FIGURES), nearest(scaled[0], scaled, figures=FIGURES)
    assert [(peer.key, peer.distance) for peer in found.peers] == [(peer.key, peer.distance) for peer in other.peers]
    assert (found.figures, found.left_out) == (other.figures, other.left_out)


@given(st.lists(st.tuples(numbers, st.floats(1, 5000)), min_size=3, max_size=20), st.sampled_from([10.0, 60.0, 1000.0]))
def test_another_unit_of_size_changes_nothing(table, factor):
    rows = [row(f"{n:03}", rent=rent, size=size) for n, (rent, size) in enumerate(table)]
    scaled = [Row(one.key, {**one.values, "size": one.values["size"] * factor}) for one in rows]
    options = {"figures": ["rent"], "size_figure": "size", "count": 50}
    found, other = nearest(rows[0], rows, **options), nearest(scaled[0], scaled, **options)
    apart = {peer.key: peer.distance for peer in other.peers}
    if found.figures == other.figures:  # sizes that differ in the last digit only may fall together
        for peer in found.peers:
            assert apart[peer.key] == pytest.approx(peer.distance, rel=1e-3, abs=1e-3)
