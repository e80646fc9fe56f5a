"""Numbers computed with TraMineR 2.2-12 and WeightedCluster 2.0, and the data they belong to.

Both lie beside the project and are never copied into it; without them these tests are skipped.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from kartoteka.analyse.sequences import Sequences, sequences

FOLDER = Path(__file__).parents[2].parent / "shared" / "reference" / "sequences"

needed = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the reference numbers are not beside the project"
)


@cache
def numbers(name: str) -> Any:
    """Return a file of reference numbers."""
    return json.loads((FOLDER / f"traminer_{name}.json").read_text(encoding="utf-8"))


@cache
def frame(name: str) -> pl.DataFrame:
    """Return a data set with its covariates."""
    return pl.read_csv(FOLDER / f"{name}.csv", null_values="NA", infer_schema_length=None)


@cache
def lives(name: str, first: int | None = None) -> Sequences:
    """Return a data set as sequences, or its first rows."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:][:first]
    states: list[str] = list(numbers("indicators")[name]["alphabet"])
    if name == "mvad":
        cells, weights = [row[16:86] for row in rows], [float(row[1]) for row in rows]
    elif name == "biofam":
        # The numbers were computed with the weights as they are stored: single precision.
        cells = [row[9:25] for row in rows]
        weights = [float(np.float32(row[26])) for row in rows]
    elif name == "famform":
        cells, weights = [row[0].split("-") for row in rows], [1.0] * len(rows)
    else:
        cells = [["*" if c == "NA" else c for c in _without_end(row[:13])] for row in rows]
        weights = [float(row[13]) for row in rows]
    codes = np.full((len(cells), max(map(len, cells))), -1)
    for at, row in enumerate(cells):
        codes[at, : len(row)] = [states.index(cell) for cell in row]
    return sequences(
        codes, states, weights=weights, missing=states.index("*") if "*" in states else None
    )


def _without_end(cells: list[str]) -> list[str]:
    while cells and cells[-1] == "NA":
        cells = cells[:-1]
    return cells


def optimal_matching(codes: np.ndarray, costs: np.ndarray, indel: float) -> np.ndarray:
    """Return optimal matching distances, the textbook way: all pairs at once, cell by cell."""
    rows, inverse = np.unique(codes, axis=0, return_inverse=True)
    above = np.triu_indices(len(rows), 1)
    a, b = rows[above[0]], rows[above[1]]
    length = codes.shape[1]
    before = np.arange(length + 1) * indel * np.ones((len(a), 1))
    for i in range(length):
        now = np.empty_like(before)
        now[:, 0] = (i + 1) * indel
        for j in range(length):
            changed = before[:, j] + costs[a[:, i], b[:, j]]
            now[:, j + 1] = np.minimum(changed, np.minimum(before[:, j + 1], now[:, j]) + indel)
        before = now
    found = np.zeros((len(rows), len(rows)))
    found[above] = before[:, -1]
    return (found + found.T)[np.ix_(inverse, inverse)]


@cache
def distances(name: str) -> np.ndarray:
    """Return the distances that the analysis was made of: OM, transition rates, indel 1."""
    from kartoteka.analyse.indicators import transition_rates

    given = lives(name)
    rates = transition_rates(given)
    costs = 2 - rates - rates.T
    np.fill_diagonal(costs, 0)
    return optimal_matching(given.codes.astype(int), costs, 1.0)
