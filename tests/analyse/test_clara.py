"""CLARA: noise is in no cluster, and the indices of medoids are those of the textbooks."""

from __future__ import annotations

import numpy as np
import pytest

from kartoteka.analyse.cluster import Clara
from kartoteka.analyse.cluster.agreement import adjusted_rand, crossed, jaccard_of
from kartoteka.analyse.cluster.medoid_indices import medoid_indices
from kartoteka.analyse.measures import Hamming
from kartoteka.analyse.sequences import Sequences, sequences
from kartoteka.errors import UsageError

MOSTLY = [[0] * 8, [0] * 7 + [1], [0] * 6 + [1, 0], [2] * 8, [2] * 7 + [1], [2] * 6 + [1, 2]]
STRANGE = [0, 3, 2, 1, 3, 3, 1, 3]


def lives() -> Sequences:
    """Three who stayed in a, three who stayed in c, and one like nobody."""
    return sequences([*MOSTLY, STRANGE], "abcd")


def test_who_is_like_nobody_is_in_no_cluster() -> None:
    found = Clara(2, Hamming(), samples=20, noise=4.0, seed=1).fit(lives())
    assert found.labels_.tolist()[6] == -1
    assert sorted(found.labels_.tolist()[:6]) == [0, 0, 0, 1, 1, 1]
    assert found.noise_share_ == pytest.approx(1 / 7)
    near = [0, 1, 1, 0, 1, 1, 4]  # the strange one counts no more than noise
    assert found.mean_distance_ == pytest.approx(sum(near) / 7)


def test_without_noise_everybody_is_in_a_cluster() -> None:
    found = Clara(2, Hamming(), samples=20, seed=1).fit(lives())
    assert set(found.labels_.tolist()) == {0, 1}
    assert found.noise_share_ == 0
    assert Clara(2, Hamming(), samples=20, noise=100.0, seed=1).fit(lives()).labels_.tolist() == (
        found.labels_.tolist()
    )


def test_memberships_leave_room_for_noise() -> None:
    """By Davé's formula noise is one more cluster at a fixed distance."""
    made = Clara(2, Hamming(), samples=20, noise=4.0, fuzziness=2.0, seed=1).fit(lives())
    near, far = 1.0, 8.0
    row = made.memberships_[1]
    assert row[made.labels_[1]] == pytest.approx((1 / near) / (1 / near + 1 / far + 1 / 4.0))
    assert (made.memberships_.sum(axis=1) <= 1 + 1e-12).all()
    assert made.memberships_[6].sum() < 0.75


def test_every_sample_finding_the_same_is_stable() -> None:
    found = Clara(2, Hamming(), samples=5, sample_size=7, noise=4.0).fit(lives())
    assert found.stability_ == pytest.approx(1)
    assert found.stabilities_.tolist() == pytest.approx([1, 1])


def test_a_bad_distance_of_noise_is_said() -> None:
    with pytest.raises(UsageError, match="above 0"):
        Clara(2, Hamming(), noise=0.0).fit(lives())


def test_the_indices_are_those_of_their_papers() -> None:
    """Four cases around two medoids, 8 apart; worked by hand."""
    to = np.array([[0.0, 8.0], [2.0, 6.0], [8.0, 0.0], [7.0, 1.0]])
    found = medoid_indices(
        to, np.array([0, 0, 1, 1]), np.ones(4), np.array([[0.0, 8.0], [8.0, 0.0]])
    )
    assert found.medoid_silhouette == pytest.approx(1 - (2 / 6 + 1 / 7) / 4)
    assert found.davies_bouldin == pytest.approx((1 + 0.5) / 8)
    assert found.xie_beni == pytest.approx((4 + 1) / 4 / 64)
    assert found.pbm == pytest.approx((15 / 3 * 8 / 2) ** 2)


def test_agreement_counts_weights_as_cases() -> None:
    a, b = np.array([0, 0, 1, 1, 1]), np.array([0, 1, 1, 1, 1])
    w = np.array([2.0, 1, 1, 3, 1])
    rows = np.repeat(np.arange(5), w.astype(int))
    assert adjusted_rand(a, b, w) == pytest.approx(adjusted_rand(a[rows], b[rows], np.ones(8)))
    assert jaccard_of(crossed(a, b, w)).tolist() == pytest.approx([2 / 3, 5 / 6])
    assert jaccard_of(crossed(a, b, w), 1).tolist() == pytest.approx([2 / 3, 0])
