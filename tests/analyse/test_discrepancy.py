"""Discrepancy and representatives, by hand and against what must hold."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from kartoteka.analyse.cluster import PropertyClusters, properties
from kartoteka.analyse.discrepancy import (
    DiscrepancyTree,
    compare_groups,
    discrepancy,
    explain,
    to_centre,
)
from kartoteka.analyse.discrepancy.split import best_split
from kartoteka.analyse.indicators.representatives import frequency_groups, representatives
from kartoteka.analyse.sequences import sequences
from kartoteka.errors import UsageError

PLACES = np.array([0.0, 1.0, 2.0, 10.0, 11.0, 12.0])
SQUARES = (PLACES[:, None] - PLACES[None, :]) ** 2
"""Squares of Euclidean distances: then discrepancy is variance, and everything is known."""

GROUPS = ["a", "a", "a", "b", "b", "b"]


def test_of_squared_distances_it_is_the_variance() -> None:
    assert discrepancy(SQUARES) == pytest.approx(PLACES.var())
    np.testing.assert_allclose(to_centre(SQUARES), (PLACES - PLACES.mean()) ** 2)
    weights = np.array([1, 2, 3, 1, 1, 1])
    mean = np.average(PLACES, weights=weights)
    expected = np.average((PLACES - mean) ** 2, weights=weights)
    assert discrepancy(SQUARES, weights=weights) == pytest.approx(expected)


def test_of_squared_distances_f_is_fisher_s() -> None:
    """Two groups with means 1 and 11: between 150, within 4, so F = 150 / (4 / 4)."""
    found = compare_groups(SQUARES, GROUPS, permutations=99, seed=1)
    assert found.statistics["f"] == pytest.approx(150.0)
    assert found.anova["ss"].to_list() == pytest.approx([150, 4, 154])
    # Of the 20 ways to deal two groups of three, two are as good.
    assert 0.04 < found.p["f"] < 0.2


def test_the_same_seed_gives_the_same_p() -> None:
    labels = ["a", "b", "a", "b", "a", "b"]
    assert compare_groups(SQUARES, labels, seed=5).p == compare_groups(SQUARES, labels, seed=5).p


def test_a_regression_on_the_places_explains_everything() -> None:
    """Distances that are squares of a number are explained by that number, and by nothing beside it."""
    factors = pl.DataFrame({"place": PLACES, "noise": ["x", "y", "x", "y", "x", "y"]})
    found = explain(SQUARES, factors, permutations=9)
    assert found["r2"][-1] == pytest.approx(1.0)
    assert found["r2"][1] == pytest.approx(0.0, abs=1e-9)
    with pytest.raises(UsageError, match="says nothing"):
        explain(SQUARES, factors.with_columns(pl.col("place").alias("again")))


def test_a_split_is_the_best_of_all_thresholds() -> None:
    column = pl.Series("age", [1, 2, 3, 10, 11, 12])
    found = best_split(SQUARES, np.ones(6), column, 1)
    assert found is not None
    assert (found.threshold, found.gain) == (3.0, pytest.approx(150.0))
    kinds = pl.Series("kind", ["x", "y", "x", "z", "z", "w"])
    sets = best_split(SQUARES, np.ones(6), kinds, 1)
    assert sets is not None
    assert {frozenset(sets.left), frozenset(sets.right)} == {frozenset("wz"), frozenset("xy")}
    assert sets.told("left").startswith("kind in ")


def test_a_tree_stops_where_chance_does_as_well() -> None:
    chance = np.random.default_rng(1)
    table = pl.DataFrame({"luck": chance.random(6)})
    assert DiscrepancyTree(p=0.01, permutations=99).fit(SQUARES, table).rules_ == [""]
    with pytest.raises(UsageError, match="missing values"):
        DiscrepancyTree(min_share=0.1).fit(SQUARES, pl.DataFrame({"x": [1, None, 2, 3, 4, 5]}))


def test_types_by_a_rule_from_the_lives_themselves() -> None:
    lives = sequences([[0, 0, 0], [0, 0, 1], [0, 1, 1], [2, 2, 2]] * 3, ("cell", "colony", "home"))
    square = (lives.codes[:, None, :] != lives.codes[None, :, :]).sum(axis=2).astype(float)
    found = PropertyClusters(2).fit(square, properties(lives))
    home = [int(found.labels_[i]) for i in range(12) if i % 4 == 3]
    elsewhere = [int(found.labels_[i]) for i in range(12) if i % 4 != 3]
    assert (len(set(home)), set(home) & set(elsewhere)) == (1, set())
    assert len(found.rules_) == 2


def test_representatives_are_not_near_each_other() -> None:
    found = representatives(np.sqrt(SQUARES), coverage=1.0, radius=0.1)
    assert found.coverage == 1.0
    assert sorted(PLACES[found.index]) == [1.0, 11.0]
    assert found.table["share"].to_list() == [0.5, 0.5, 1.0]
    with pytest.raises(UsageError, match="Coverage"):
        representatives(SQUARES, coverage=2)


def test_groups_of_equal_size_along_the_tree() -> None:
    found = frequency_groups(np.sqrt(SQUARES), 2)
    assert len({tuple(found.groups[:3].tolist()), tuple(found.groups[3:].tolist())}) == 2
    assert sorted(PLACES[found.medoids]) == [1.0, 11.0]
