"""Quality, resampling and null models, against the textbook way and against answers worked out by hand."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from kartoteka.analyse.cluster import KMedoids
from kartoteka.analyse.quality import (
    RankedDistances,
    bootstrap,
    quality,
    quality_table,
    randomised,
    silhouettes,
    validate,
)
from kartoteka.analyse.sequences import Sequences, sequences
from kartoteka.errors import UnknownName, UsageError

FOUR = [1.0, 5.0, 5.0, 5.0, 5.0, 1.0]


def textbook_gamma(square: np.ndarray, labels: list[int], weights: np.ndarray) -> float:
    """Hubert's Γ by comparing every pair with every pair; a case with itself counts half."""
    n = len(labels)
    pairs = [(i, j, weights[i] * weights[j]) for i, j in combinations(range(n), 2)]
    pairs += [(i, i, weights[i] ** 2 / 2) for i in range(n)]
    agree = against = 0.0
    for i, j, w in pairs:
        if labels[i] != labels[j]:
            continue
        for a, b, v in pairs:
            if labels[a] != labels[b]:
                agree += w * v * (square[i, j] < square[a, b])
                against += w * v * (square[i, j] > square[a, b])
    return (agree - against) / (agree + against)


def whole_numbers(seed: int, n: int = 14) -> tuple[np.ndarray, np.ndarray]:
    """Distances with many ties, and weights."""
    chance = np.random.default_rng(seed)
    square = np.triu(chance.integers(1, 6, (n, n)), 1).astype(float)
    return square + square.T, chance.random(n) + 0.2


@pytest.mark.parametrize("seed", range(5))
def test_gamma_from_one_sort_is_the_textbook_s(seed: int) -> None:
    square, weights = whole_numbers(seed)
    labels = np.random.default_rng(seed).integers(0, 3, len(weights)).tolist()
    found = quality(square, labels, weights=weights)
    assert found.hg == pytest.approx(textbook_gamma(square, labels, weights))


def test_a_perfect_partition() -> None:
    found = quality(FOUR, [0, 0, 1, 1])
    assert (found.hg, found.hgsd, found.hc) == (1, 1, 0)
    # Within: 1 and 1 of 22 in all; half of each pair's distance over the number of cases.
    assert found.r2 == pytest.approx(1 - 1 / 5.5)
    assert found.asw == pytest.approx(0.8)


def test_a_case_of_weight_two_is_two_cases() -> None:
    """For what takes weights as numbers of copies; two copies are at distance 0."""
    square, _ = whole_numbers(3, 8)
    labels = [0, 0, 0, 1, 1, 2, 2, 2]
    twice = [0, *range(8)]
    copied = quality(square[np.ix_(twice, twice)], [labels[i] for i in twice])
    weighed = quality(square, labels, weights=[2, 1, 1, 1, 1, 1, 1, 1])
    for index in ("asw", "ch", "chsq", "r2", "r2sq", "pbc", "hg", "hc"):
        assert getattr(copied, index) == pytest.approx(getattr(weighed, index)), index


def test_all_numbers_of_clusters_share_one_sort() -> None:
    square, weights = whole_numbers(1)
    ranked = RankedDistances(square, weights)
    partitions = {k: KMedoids(k).fit(square, weights=weights).labels_ for k in (2, 3, 4)}
    together = quality_table(ranked, partitions)
    for row, (k, labels) in zip(together.rows(named=True), partitions.items(), strict=True):
        alone = quality(square, labels, weights=weights)
        assert (row["k"], row["hg"]) == (k, pytest.approx(alone.hg))
        assert row["pbc"] == pytest.approx(alone.pbc)


@pytest.mark.parametrize("labels", [[0, 0, 0, 0], [0, 1, 2, 3]])
def test_one_cluster_or_one_for_each_has_no_quality(labels: list[int]) -> None:
    with pytest.raises(UsageError, match="from 2 clusters"):
        quality(FOUR, labels)


def test_a_life_on_the_border_has_a_width_near_zero() -> None:
    """The third is as near to the others' cluster as to its own."""
    places = np.array([0.0, 1.0, 3.0, 5.0, 6.0])
    found = silhouettes(np.abs(places[:, None] - places[None, :]), ["a", "a", "a", "b", "b"])
    assert found.asw[2] == pytest.approx(0.0)
    assert found.names[found.nearest[0]] == "b"


def test_bootstrap_gives_the_figure_and_its_spread() -> None:
    square, _ = whole_numbers(2)
    labels = KMedoids(2).fit(square).labels_
    table = bootstrap(square, {2: labels}, draws=40, seed=1)
    again = bootstrap(square, {2: labels}, draws=40, seed=1)
    assert table.equals(again)
    (row,) = table.filter(index="r2").rows(named=True)
    assert row["observed"] == pytest.approx(quality(square, labels).r2)
    assert row["low"] < row["mean"] < row["high"]


# ── null models ───────────────────────────────────────────────────────────────────────────────────

LIVES = sequences(
    [[0, 0, 1, 1, 1, 2], [0, 1, 1, -1, -1, -1], [2, 2, 2, 2, 0, 0]] * 4, ("a", "b", "c")
)


@pytest.mark.parametrize("null", ["order", "duration", "both", "moments", "markov", "independent"])
def test_random_lives_are_as_long_as_ours(null: str) -> None:
    drawn = randomised(LIVES, null, seed=1)  # pyright: ignore[reportArgumentType]
    assert drawn.lengths.tolist() == LIVES.lengths.tolist()
    again = randomised(LIVES, null, seed=1)  # pyright: ignore[reportArgumentType]
    assert np.array_equal(drawn.codes, again.codes)


def runs(row: np.ndarray) -> list[tuple[int, int]]:
    found: list[list[int]] = []
    for code in row[row >= 0].tolist():
        if found and found[-1][0] == code:
            found[-1][1] += 1
        else:
            found.append([code, 1])
    return [(a, b) for a, b in found]


def test_what_each_null_model_keeps() -> None:
    ordered = randomised(LIVES, "order", seed=2)
    stretched = randomised(LIVES, "duration", seed=2)
    for row in range(len(LIVES)):
        ours = runs(LIVES.codes[row])
        assert sorted(runs(ordered.codes[row])) == sorted(ours)
        assert [s for s, _ in runs(stretched.codes[row])] == [s for s, _ in ours]


def test_a_markov_life_takes_no_step_that_nobody_took() -> None:
    drawn = randomised(LIVES, "markov", seed=3).codes
    taken = {(a, b) for row in LIVES.codes for a, b in pairwise(row) if b >= 0}
    made = {(a, b) for row in drawn for a, b in pairwise(row) if b >= 0}
    assert made <= taken


def mismatches(some: Sequences) -> np.ndarray:
    return (some.codes[:, None, :] != some.codes[None, :, :]).sum(axis=2).astype(float)


def test_planted_types_beat_chance_and_noise_does_not() -> None:
    """Ten who stayed in a and ten in b, against twenty of noise."""
    planted = sequences([[0] * 8 + [2] * 2] * 10 + [[1] * 8 + [2] * 2] * 10, ("a", "b", "c"))
    shown = validate(planted, mismatches, [2], null="independent", draws=30, seed=1)
    assert shown.table("asw_weighted")["p"][0] < 0.05
    noise = sequences(np.random.default_rng(1).integers(0, 3, (20, 10)), ("a", "b", "c"))
    unshown = validate(noise, mismatches, [2], null="independent", draws=30, seed=1)
    assert unshown.table("asw_weighted")["p"][0] > 0.05
    with pytest.raises(UnknownName, match="beauty"):
        shown.table("beauty")
    with pytest.raises(UnknownName, match="null model"):
        randomised(LIVES, "luck")  # pyright: ignore[reportArgumentType]
