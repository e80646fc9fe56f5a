"""Clusters, their quality and the analysis of discrepancy, against TraMineR and WeightedCluster."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.known_answers import traminer

from kartoteka.analyse.cluster import Hierarchical, KMedoids
from kartoteka.analyse.cluster.kmedoids import total_of
from kartoteka.analyse.discrepancy import (
    DiscrepancyTree,
    compare_groups,
    compare_over_time,
    discrepancy,
    explain,
    medoid,
    to_centre,
)
from kartoteka.analyse.indicators.representatives import representatives
from kartoteka.analyse.quality import INDICES, RankedDistances, quality_table, silhouettes
from kartoteka.analyse.sequences import Sequences

pytestmark = traminer.needed

LINKAGES = {
    "ward.D": "ward-d",
    "ward.D2": "ward",
    "average": "average",
    "complete": "complete",
    "mcquitty": "weighted",
}
MODES = ["unweighted", "weighted"]


def given(mode: str) -> tuple[np.ndarray, np.ndarray | None, dict[str, Any]]:
    weights = traminer.lives("biofam").weights if mode == "weighted" else None
    return traminer.distances("biofam"), weights, traminer.numbers("analysis")["biofam"][mode]


def test_the_distances_are_those_of_the_reference() -> None:
    said = traminer.numbers("analysis")["biofam"]
    found = traminer.distances("biofam")
    assert found.sum() == pytest.approx(said["sum"], rel=1e-12)
    assert found.max() == pytest.approx(said["max"], rel=1e-12)


@pytest.mark.parametrize("mode", MODES)
def test_ten_indices_over_k(mode: str) -> None:
    """Ties in the distances included: biofam has 36,506 different ones among two million pairs."""
    square, weights, said = given(mode)
    partitions = {k: said["wcKMedRange_clusters"][f"cluster{k}"] for k in range(2, 9)}
    found = quality_table(RankedDistances(square, weights), partitions).select(INDICES).to_numpy()
    np.testing.assert_allclose(found, np.array(said["wcKMedRange_stats"]["values"]), rtol=1e-6)


@pytest.mark.parametrize("mode", MODES)
def test_silhouettes_of_single_cases(mode: str) -> None:
    square, weights, said = given(mode)
    found = silhouettes(square, said["wcKMedRange_clusters"]["cluster4"], weights=weights)
    np.testing.assert_allclose(found.asw[:20], said["wcSilhouetteObs_k4_first20"], rtol=1e-6)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("k", range(2, 9))
def test_k_medoids_are_as_good(mode: str, k: int) -> None:
    """Equal lives may stand for each other as medoids; the sum of distances is the same."""
    square, weights, said = given(mode)
    w = np.ones(len(square)) if weights is None else weights
    theirs = np.unique(said["wcKMedRange_clusters"][f"cluster{k}"]) - 1
    found = KMedoids(k).fit(square, weights=weights)
    assert found.total_ <= total_of(square, w, theirs) * (1 + 1e-9)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("theirs", LINKAGES)
def test_trees_have_the_same_heights_and_cuts(mode: str, theirs: str) -> None:
    """Of equally near clusters the same ones join first: else all that follows would be another tree."""
    square, weights, said = given(mode)
    tree = Hierarchical(4, linkage=LINKAGES[theirs]).fit(square, weights=weights)
    reference = said[f"hclust_{theirs}"]
    np.testing.assert_allclose(tree.tree_[-10:, 2], reference["height_tail"], rtol=1e-9)
    assert len(set(zip(reference["k4"], tree.labels_.tolist(), strict=True))) == 4


@pytest.mark.parametrize("mode", MODES)
def test_discrepancy_medoid_and_centre(mode: str) -> None:
    square, weights, said = given(mode)
    assert discrepancy(square, weights=weights) == pytest.approx(said["dissvar"], rel=1e-9)
    assert medoid(square, weights=weights) + 1 == said["medoid"]
    found = to_centre(square, weights=weights)[:20]
    np.testing.assert_allclose(found, said["disscenter_first20"], rtol=1e-9)


@pytest.mark.parametrize("mode", MODES)
def test_men_and_women_differ(mode: str) -> None:
    square, weights, said = given(mode)
    groups = traminer.frame("biofam")["sex"].to_numpy()
    found = compare_groups(square, groups, weights=weights, permutations=99)
    reference = list(said["dissassoc"]["stat"].values())
    assert list(found.statistics.values()) == pytest.approx(reference, rel=1e-6)
    assert found.p["f"] == 0.01
    rows = [row[1:] for row in found.groups.rows()]
    np.testing.assert_allclose(rows, said["dissassoc"]["groups"]["values"], rtol=1e-6)


def complete() -> tuple[pl.DataFrame, np.ndarray]:
    frame = traminer.frame("biofam").select("sex", "birthyr", "plingu02")
    return frame, np.flatnonzero(frame["plingu02"].is_not_null())


def test_several_factors_at_once() -> None:
    frame, rows = complete()
    square = traminer.distances("biofam")[np.ix_(rows, rows)]
    said = traminer.numbers("analysis")["biofam"]["dissmfacw"]
    found = explain(square, frame[rows.tolist()], permutations=3)
    assert found["f"].to_list() == pytest.approx(said["PseudoF"], rel=1e-6)
    assert found["r2"].to_list() == pytest.approx(said["PseudoR2"], rel=1e-6)


def test_the_tree_asks_the_same_questions() -> None:
    """Born by 1940 or later; then by 1928, or men and women."""
    frame = traminer.frame("biofam").select("sex", "birthyr")
    grown = DiscrepancyTree(max_depth=2, permutations=19)
    found = grown.fit(traminer.distances("biofam"), frame)
    assert found.rules_ == [
        "birthyr <= 1940 & birthyr <= 1928",
        "birthyr <= 1940 & birthyr > 1928",
        "birthyr > 1940 & sex in man",
        "birthyr > 1940 & sex in woman",
    ]
    assert found.r2_ == pytest.approx(traminer.numbers("analysis")["biofam"]["disstree"]["R2"])
    assert (found.medoids_ + 1).tolist() == [226, 600, 1445, 306]


def common_share(window: Sequences) -> np.ndarray:
    """The longest common subsequence, as a share that is missing."""
    codes = window.codes
    rows, inverse = np.unique(codes, axis=0, return_inverse=True)
    n, length = rows.shape
    table = np.zeros((length + 1, length + 1, n, n))
    for i in range(length):
        for j in range(length):
            longest = np.maximum(table[i, j + 1], table[i + 1, j])
            same = rows[:, None, i] == rows[None, :, j]
            table[i + 1, j + 1] = np.where(same, table[i, j] + 1, longest)
    return (1 - table[-1, -1] / length)[np.ix_(inverse, inverse)]


def test_groups_position_by_position() -> None:
    """A window of five years moves along the lives, weighted."""
    sex = traminer.frame("biofam")["sex"].to_numpy()
    found = compare_over_time(traminer.lives("biofam"), sex, common_share, before=2, after=2)
    said = traminer.numbers("analysis")["biofam"]["seqdiff_LCS"]
    columns = ["f", "f_bf", "r2", "bartlett", "levene"]
    np.testing.assert_allclose(found.select(columns).to_numpy(), said["stat"], rtol=1e-6)


@pytest.mark.parametrize("mode", MODES)
def test_representatives(mode: str) -> None:
    """Deviates in one column: of weighted cases ours weighs the discrepancy of those assigned too."""
    square, weights, said = given(mode)
    found = representatives(square, weights=weights)
    assert (found.index + 1).tolist() == said["dissrep_density"]["index"]
    scale = np.array([1, 100, 1, 100, 1, 1, 1, 1, 1])
    ours = np.array([row[1:] for row in found.table.rows()]) * scale
    same = [0, 1, 2, 3, 4, 5, 6, 8] if mode == "weighted" else range(9)
    theirs = np.array(said["dissrep_density"]["stats"])
    np.testing.assert_allclose(ours[:, list(same)], theirs[:, list(same)], rtol=1e-6)
    central = representatives(square, criterion="centrality", most=1, weights=weights)
    assert central.index[0] + 1 == said["dissrep_centrality"]
