"""When do groups differ? The comparison of groups in a window that moves along time.

In: sequences, a group per life, a way to get distances. Out: a frame, one row per position.

References
----------
Studer, Ritschard, Gabadinho & Müller 2011, Sociological Methods & Research 40, section 5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from kartoteka.analyse.discrepancy.groups import STATISTICS, compare_groups
from kartoteka.analyse.pairs import Distances
from kartoteka.analyse.sequences import Sequences
from kartoteka.errors import UsageError

Measured = Callable[[Sequences], Distances]


def compare_over_time(
    lives: Sequences,
    groups: npt.ArrayLike,
    measure: Measured,
    *,
    before: int = 0,
    after: int = 1,
    permutations: int = 0,
    seed: int = 0,
) -> pl.DataFrame:
    """Compare groups position by position.

    Parameters
    ----------
    measure
        How distances between the stretches in a window are got: ``measure(sequences)``.
    before, after
        How far the window reaches from a position.
    permutations
        Of each comparison; 0: no permutation shares.

    Returns
    -------
    DataFrame
        ``time``; the statistics of :func:`compare_groups`; ``p_f`` where permutations were asked for;
        ``discrepancy`` of all, and ``discrepancy:GROUP`` of each group.
    """
    length = lives.codes.shape[1]
    if before < 0 or after < 0 or before + after >= length:
        raise UsageError(
            f"The window must lie within the {length} positions; it reaches from −{before} to +{after}."
        )
    rows: list[dict[str, object]] = []
    for position in range(before, length - after):
        stretch = slice(position - before, position + after + 1)
        window = replace(lives, codes=lives.codes[:, stretch], times=lives.times[stretch])
        there = np.flatnonzero(window.lengths > 0)
        found = compare_groups(
            measure(window.select(there)),
            np.asarray(groups)[there],
            weights=lives.weights[there],
            permutations=permutations,
            seed=seed,
        )
        row: dict[str, object] = {"time": lives.times[position]}
        row |= {name: found.statistics[name] for name in STATISTICS}
        if permutations:
            row["p_f"] = found.p["f"]
        for name, _, spread in found.groups.iter_rows():
            row["discrepancy" if name is None else f"discrepancy:{name}"] = spread
        rows.append(row)
    return pl.DataFrame(rows)
