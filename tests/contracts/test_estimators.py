"""Every estimator keeps the conventions: parameters by name, fit returns self, learned names end in _."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest

from kartoteka.analyse.cluster import Clara, Fuzzy, Hierarchical, KMedoids, PropertyClusters
from kartoteka.analyse.discrepancy import DiscrepancyTree
from kartoteka.analyse.dissimilarities import CrossDissimilarities, Dissimilarities
from kartoteka.analyse.estimator import Estimator
from kartoteka.analyse.sequences import Sequences, sequences
from kartoteka.errors import NotFitted, UnknownName, UsageError

CODES = np.array(
    [[0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0], [2, 2, 2, 2], [2, 2, 2, 1], [2, 1, 2, 2]]
)
TYPES = [0, 0, 0, 1, 1, 1]
LIVES = sequences(CODES, ("a", "b", "c"))
SQUARE = (CODES[:, None, :] != CODES[None, :, :]).sum(axis=2).astype(float)
TABLE = pl.DataFrame({"where": ["n", "n", "n", "s", "s", "s"], "age": [20, 30, 40, 20, 30, 40]})


class Mismatches:
    """A measure for tests: in how many positions two sequences differ."""

    def fit(self, lives: Sequences) -> Mismatches:  # noqa: ARG002
        return self

    def dissimilarities(
        self, lives: Sequences, reference: Sequences | None = None, *, engine: str = "auto"
    ) -> Any:
        assert engine == "auto"
        rows = lives.unique.codes
        other = rows if reference is None else reference.codes
        found = (rows[:, None, :] != other[None, :, :]).sum(axis=2).astype(np.float32)
        if reference is None:
            above = np.triu_indices(len(rows), 1)
            return Dissimilarities(
                found[above], lives.unique.inverse, lives.unique.weights, lives.ids
            )
        return CrossDissimilarities(found, lives.unique.inverse, lives.ids, reference.ids)


Fit = Callable[[Any], Any]

CASES: dict[str, tuple[Callable[[], Any], Fit]] = {
    "KMedoids": (lambda: KMedoids(2), lambda e: e.fit(SQUARE)),
    "Hierarchical": (lambda: Hierarchical(2), lambda e: e.fit(SQUARE)),
    "Fuzzy": (lambda: Fuzzy(2), lambda e: e.fit(SQUARE)),
    "PropertyClusters": (lambda: PropertyClusters(2), lambda e: e.fit(SQUARE, TABLE)),
    "DiscrepancyTree": (
        lambda: DiscrepancyTree(max_depth=1, p=0.2, permutations=19),
        lambda e: e.fit(SQUARE, TABLE),
    ),
    "Clara": (lambda: Clara(2, Mismatches(), samples=5, seed=1), lambda e: e.fit(LIVES)),
}


def every() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", CASES)


@every()
def test_fit_returns_self_and_finds_the_planted_types(name: str) -> None:
    """Three who stayed in a, three who stayed in c."""
    make, fit = CASES[name]
    made = make()
    assert fit(made) is made
    assert len(set(zip(TYPES, made.labels_.tolist(), strict=True))) == 2
    assert sorted(TYPES[m] for m in made.medoids_) == [0, 1]


@every()
def test_what_is_learned_is_not_there_before(name: str) -> None:
    with pytest.raises(NotFitted, match="labels_"):
        _ = CASES[name][0]().labels_
    with pytest.raises(AttributeError):
        _ = CASES[name][0]().nonsense


@every()
def test_parameters_can_be_read_and_set(name: str) -> None:
    """So that scikit-learn's clone and its grids work."""
    made = CASES[name][0]()
    assert isinstance(made, Estimator)
    parameters = made.get_params()
    assert set(parameters) == set(inspect.signature(type(made).__init__).parameters) - {"self"}
    again = type(made)(**parameters)
    assert again.get_params() == parameters
    first = next(iter(parameters))
    assert made.set_params(**{first: parameters[first]}) is made
    with pytest.raises(UnknownName):
        made.set_params(nonsense=1)
    assert repr(made).startswith(f"{name}(")


@every()
def test_the_same_again_is_the_same(name: str) -> None:
    make, fit = CASES[name]
    assert fit(make()).labels_.tolist() == fit(make()).labels_.tolist()


@every()
def test_the_order_of_the_cases_does_not_matter(name: str) -> None:
    order = np.array([4, 1, 5, 0, 3, 2])
    if name == "Clara":  # samples are drawn from distinct sequences, which are sorted
        here, there = (CASES[name][0]().fit(lives) for lives in (LIVES.select(order), LIVES))
        assert here.labels_.tolist() == there.labels_[order].tolist()
        assert order[here.medoids_].tolist() == there.medoids_.tolist()
        assert here.means_.tolist() == there.means_.tolist()
        return
    square, table = SQUARE[np.ix_(order, order)], TABLE[order.tolist()]
    made = CASES[name][0]()
    here = (
        made.fit(square, table)
        if "properties" in inspect.signature(made.fit).parameters
        else made.fit(square)
    )
    assert len(set(zip([TYPES[i] for i in order], here.labels_.tolist(), strict=True))) == 2


@pytest.mark.parametrize("name", ["KMedoids", "Hierarchical", "Fuzzy"])
def test_a_case_of_weight_two_counts_as_two(name: str) -> None:
    make, _ = CASES[name]
    twice = np.array([0, 0, *range(1, 6)])
    weighed = make().fit(SQUARE, weights=[2, 1, 1, 1, 1, 1])
    copied = make().fit(SQUARE[np.ix_(twice, twice)])
    assert copied.labels_[1:].tolist() == weighed.labels_.tolist()


@pytest.mark.parametrize("name", ["KMedoids", "Hierarchical", "Fuzzy"])
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (np.ones((2, 3)), "square or condensed"),
        ([1.0, 2.0], "no whole number of cases"),
        (np.array([[0, 1], [2, 0]]), "not symmetric"),
        (np.array([[1, 1], [1, 1]]), "itself is 0"),
        (np.array([[0, -1], [-1, 0]]), "negative"),
        (np.array([[0, np.nan], [np.nan, 0]]), "not finite"),
    ],
)
def test_what_is_no_distance_matrix_is_said(name: str, given: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        CASES[name][0]().fit(given)


@pytest.mark.parametrize("weights", [[1, 2], [-1] * 6, [0] * 6, [np.inf] * 6])
def test_what_are_no_weights_is_said(weights: list[float]) -> None:
    with pytest.raises(UsageError, match=r"weight|Weight"):
        KMedoids(2).fit(SQUARE, weights=weights)


@pytest.mark.parametrize("name", ["KMedoids", "Hierarchical", "Fuzzy"])
def test_equal_cases_make_no_empty_cluster(name: str) -> None:
    """Six lives of which five are the same, in three clusters."""
    square = np.zeros((6, 6))
    square[5, :5] = square[:5, 5] = 1.0
    make, _ = CASES[name]
    found = make().set_params(n_clusters=3).fit(square)
    assert len(found.medoids_) == 3
    assert found.labels_[5] not in found.labels_[:5]


@pytest.mark.parametrize("linkage", ["ward", "ward-d", "average", "complete", "single", "weighted"])
def test_a_tree_of_many_ties_uses_every_cluster_once(linkage: str) -> None:
    """Four equal lives, four equal others, one apart: rounding must not join a cluster twice."""
    places = np.array([0, 0, 0, 0, 1, 1, 1, 1, 3]) / 7
    square = np.abs(places[:, None] - places[None, :]) + 0.1 * (places[:, None] != places[None, :])
    weights = np.linspace(0.3, 1.7, 9)
    tree = Hierarchical(3, linkage=linkage).fit(square, weights=weights).tree_
    assert sorted(tree[:, :2].ravel().astype(int).tolist()) == list(range(16))


@pytest.mark.parametrize("k", [0, 7])
def test_more_clusters_than_cases_are_refused(k: int) -> None:
    with pytest.raises(UsageError, match="from 1 to 6"):
        KMedoids(k).fit(SQUARE)
