"""Many defensible settings instead of one: which lives stay together whatever the costs.

In: settings of a measure, sequences, a way to cluster. Out: cores (lives that no setting parts) and, for each
pair, in what share of the settings they are together. A type that lives by one choice of costs only is not a
finding. After Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), Perspectives on Psychological Science 11(5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kartoteka.analyse.dissimilarities import Dissimilarities
from kartoteka.analyse.measures.pairwise import Pairwise
from kartoteka.analyse.sequences import Index, Sequences

Cluster: TypeAlias = Callable[[Dissimilarities], ArrayLike]
"""Dissimilarities → a label for each of the n sequences."""


@dataclass(frozen=True, eq=False)
class Multiverse:
    """What holds over all settings.

    ``cores`` (sequences,): lives with one number are together in every setting; the largest core is 0.
    ``shares`` (distinct pairs,) float32, in the condensed order of the distinct sequences: in what share of
    the settings a pair is together. ``settings``: how many there were.
    """

    cores: Index
    shares: NDArray[np.float32]
    settings: int


def multiverse(
    measures: Iterable[Pairwise],
    lives: Sequences,
    cluster: Cluster,
    *,
    progress: Callable[[int], None] | None = None,
) -> Multiverse:
    """Cluster once for each setting, and keep what is common.

    Parameters
    ----------
    measures
        The settings; each is fitted to the sequences.
    lives
        The sequences.
    cluster
        What makes labels of dissimilarities.
    progress
        Called after each setting with how many are done.

    Examples
    --------
    >>> from kartoteka.analyse.forms import from_text
    >>> from kartoteka.analyse.measures import OM
    >>> lives = from_text(["A-A-A", "A-A-B", "B-B-A", "B-B-B"])
    >>> halves = lambda d: d.row(0) > np.median(d.row(0))
    >>> settings = (OM("constant", indel) for indel in (0.5, 1, 2))
    >>> multiverse(settings, lives, halves).cores.tolist()
    [0, 0, 1, 1]
    """
    first = lives.unique.first
    m = len(first)
    together = np.zeros(m * (m - 1) // 2, np.int32)
    cores = np.zeros(len(lives), np.intp)
    count = 0
    for labels in _labels(measures, lives, cluster):
        count += 1
        cores = np.unique(cores * (int(labels.max(initial=0)) + 1) + labels, return_inverse=True)[1]
        distinct = labels[first]
        start = 0
        for row in range(m - 1):
            together[start : start + m - row - 1] += distinct[row + 1 :] == distinct[row]
            start += m - row - 1
        if progress:
            progress(count)
    return Multiverse(_by_size(cores), (together / max(count, 1)).astype(np.float32), count)


def _labels(
    measures: Iterable[Pairwise], lives: Sequences, cluster: Cluster
) -> Iterator[NDArray[np.intp]]:
    """Yield the labels of each setting, counted from 0."""
    for measure in measures:
        given = np.asarray(cluster(measure.fit(lives).dissimilarities(lives)))
        yield np.unique(given, return_inverse=True)[1].astype(np.intp)


def _by_size(cores: Index) -> Index:
    """Return cores numbered from the largest."""
    sizes = np.bincount(cores) if len(cores) else np.zeros(0, np.intp)
    rank = np.empty(len(sizes), np.intp)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return rank[cores] if len(cores) else cores
