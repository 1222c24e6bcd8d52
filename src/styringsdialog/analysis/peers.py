"""Peers («tvillinger») of a division: those nearest to it by chosen figures, each figure put on a robust scale."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

# The median absolute deviation of a normal distribution times this is its standard deviation.
MAD_TO_SPREAD = 1.4826
# Distances are compared as rounded, so that the last bits of a calculation do not decide who is nearer.
DECIMALS = 9


@dataclass(frozen=True)
class Row:
    """One division: its figures (None or absent: not stated) and what it may be chosen by."""

    key: str
    values: Mapping[str, float | None]
    form: str | None = None
    build_year: int | None = None
    region: str | None = None


@dataclass(frozen=True)
class Peer:
    """A near one. `distance` in spreads of the figures, 0 for alike; `values` as they were given."""

    key: str
    distance: float
    values: Mapping[str, float | None]


@dataclass(frozen=True)
class Nearest:
    """The peers, nearest first; the figures that decided; figures that could not (`unstated` by the subject, `constant`
    among the rows); and why rows were left out: reason (`form`, `age`, `region`, `missing`) -> their keys."""

    peers: tuple[Peer, ...] = ()
    figures: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()
    constant: tuple[str, ...] = ()
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    considered: int = 0


def nearest(
    subject: Row,
    rows: Sequence[Row],
    *,
    figures: Sequence[str],
    weights: Mapping[str, float] | None = None,
    same_form: bool = False,
    age_within: int | None = None,
    region: str | Collection[str] | None = None,
    size_figure: str | None = None,
    count: int = 8,
) -> Nearest:
    """The `count` rows nearest to `subject`: Euclidean distance over `figures`, each with its weight (1).

    Each figure is divided by its spread among those compared (median absolute deviation; where more than half are
    alike, the distance between the quartiles, else the standard deviation). `size_figure` is compared by ratio: twice
    as large is as far as half as large. A row that lacks one of the figures is left out and named; figures that the
    subject lacks, or that are alike for all, cannot decide and are named. `age_within`: years of building apart.
    Equal distances are ordered by key. The subject is known by its key and is never its own peer. ValueError for a
    weight or a count below zero.
    """
    chosen = tuple(dict.fromkeys([*figures, *([size_figure] if size_figure else [])]))
    weighed = {name: (weights or {}).get(name, 1.0) for name in chosen}
    if count < 0 or any(weight < 0 for weight in weighed.values()):
        raise ValueError("a weight or a count below zero")
    others = [row for row in rows if row.key != subject.key]
    stated = [name for name in chosen if _usable(subject.values.get(name), name == size_figure)]
    unstated = tuple(name for name in chosen if name not in stated)
    kept, left_out = _kept(subject, others, same_form=same_form, age_within=age_within, region=region)
    table = _table([subject, *kept], stated, size_figure)
    whole = ~np.isnan(table).any(axis=1)
    if missing := tuple(row.key for row, is_whole in zip(kept, whole[1:], strict=True) if not is_whole):
        left_out["missing"] = tuple(sorted(missing))
    kept = [row for row, is_whole in zip(kept, whole[1:], strict=True) if is_whole]
    table = table[whole]
    spread = _spread(table)
    varies = spread > 0
    used = tuple(name for name, is_used in zip(stated, varies, strict=True) if is_used)
    constant = tuple(name for name in stated if name not in used)
    peers = _ordered(table, spread, varies, [weighed[name] for name in stated], kept, chosen, count) if used else ()
    return Nearest(peers, used, unstated, constant, left_out, len(kept))


def _kept(
    subject: Row, rows: Sequence[Row], *, same_form: bool, age_within: int | None, region: str | Collection[str] | None
) -> tuple[list[Row], dict[str, tuple[str, ...]]]:
    """Rows that may be compared at all, and the keys of the others by reason. What is not stated does not fit."""
    regions = {region} if isinstance(region, str) else None if region is None else set(region)
    kept: list[Row] = []
    out: dict[str, list[str]] = {}
    for row in rows:
        if same_form and (row.form is None or row.form != subject.form):
            out.setdefault("form", []).append(row.key)
        elif age_within is not None and not _near_in_age(subject, row, age_within):
            out.setdefault("age", []).append(row.key)
        elif regions is not None and row.region not in regions:
            out.setdefault("region", []).append(row.key)
        else:
            kept.append(row)
    return kept, {reason: tuple(sorted(keys)) for reason, keys in out.items()}


def _near_in_age(subject: Row, row: Row, years: int) -> bool:
    if subject.build_year is None or row.build_year is None:
        return False
    return abs(subject.build_year - row.build_year) <= years


def _usable(value: float | None, is_size: bool) -> bool:
    return value is not None and bool(np.isfinite(value)) and (not is_size or value > 0)


def _table(rows: Sequence[Row], figures: Sequence[str], size_figure: str | None) -> np.ndarray:
    """One line a row, one column a figure; what is not stated is NaN, sizes are logarithms."""
    nan = float("nan")
    columns = [[nan if (value := row.values.get(name)) is None else value for row in rows] for name in figures]
    table = np.array(columns, dtype=float).reshape(len(figures), len(rows)).T.copy()
    table[~np.isfinite(table)] = nan
    if size_figure is not None and size_figure in figures:
        place = list(figures).index(size_figure)
        column = table[:, place]
        table[:, place] = np.log(column, out=np.full_like(column, nan), where=column > 0)
    return table


def _spread(table: np.ndarray) -> np.ndarray:
    """The robust spread of each column; 0 where all are alike."""
    if table.shape[1] == 0:
        return np.zeros(0)
    middle = np.median(table, axis=0)
    spread = MAD_TO_SPREAD * np.median(np.abs(table - middle), axis=0)
    for place in np.flatnonzero(spread == 0):
        low, high = np.percentile(table[:, place], [25, 75])
        column = table[:, place]
        spread[place] = (high - low) / 1.349 or (0.0 if np.ptp(column) == 0 else float(np.std(column)))
    return spread


def _ordered(
    table: np.ndarray,
    spread: np.ndarray,
    varies: np.ndarray,
    weights: Sequence[float],
    rows: Sequence[Row],
    shown: Sequence[str],
    count: int,
) -> tuple[Peer, ...]:
    apart = (table[1:, varies] - table[0, varies]) / spread[varies]
    squares = apart**2 * np.array(weights)[varies]
    distances = np.round(np.sqrt(squares.sum(axis=1)), DECIMALS)
    # Only those that may be among the nearest are ordered by key: a sort of thousands of texts is slow.
    limit = np.partition(distances, count - 1)[count - 1] if 0 < count < len(distances) else np.inf
    near = np.flatnonzero(distances <= limit).tolist() if count else []
    near.sort(key=lambda place: (distances[place], rows[place].key))
    return tuple(
        Peer(rows[place].key, float(distances[place]), {name: rows[place].values.get(name) for name in shown})
        for place in near[:count]
    )
