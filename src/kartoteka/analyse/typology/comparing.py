"""How lives are compared in a search for types: by name, and by what leaving out a state costs.

In: a name, perhaps a cost. Out: a function from states on a grid to distances.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from kartoteka.analyse.lives import Codes
from kartoteka.analyse.matching import matching
from kartoteka.analyse.measure import Measure
from kartoteka.analyse.measures import LCS, OM, OMspell
from kartoteka.analyse.pairs import Floats, Real
from kartoteka.analyse.sequences import sequences
from kartoteka.errors import UnknownName, UsageError
from kartoteka.wording.saying import Saying

Measured = Callable[[Sequence[Codes], Real], Floats]
"""For each channel the states of lives on their grid, (N, L), gaps −1, and weights → distances, (N, N)."""


def _by(measure: Callable[[], Measure]) -> Measured:
    """Return how lives are compared by a measure of sequences: gaps are a state, "not known"."""

    def measured(codes: Sequence[Codes], weights: Real) -> Floats:
        mixed, states = codes[0].astype(np.int64), int(codes[0].max(initial=0)) + 1
        for more in codes[1:]:
            width = int(more.max(initial=0)) + 1
            mixed = np.where((mixed < 0) | (more < 0), -1, mixed * width + more)
            states *= width
        used, plain = np.unique(np.where(mixed < 0, states, mixed), return_inverse=True)
        missing = len(used) - 1 if used[-1] == states else None
        names = [str(state) for state in range(len(used))]
        lives = sequences(plain.reshape(mixed.shape), names, weights=weights, missing=missing)
        return measure().fit(lives).dissimilarities(lives).square()

    return measured


MEASURES: dict[str, Measured] = {
    "matching": matching,
    "om": _by(OM),
    "lcs": _by(LCS),
    "omspell": _by(OMspell),
}
"""Name → how distances between lives are got; ``matching`` is the one that is at home with gaps."""

WITH_INDEL: dict[str, Callable[[float], Measured]] = {
    "om": lambda indel: _by(lambda: OM(indels=indel)),
    "omspell": lambda indel: _by(lambda: OMspell(indels=indel)),
}
"""Those of :data:`MEASURES` of which it can be said what leaving out a state costs."""


def measured(measure: str, indel: float | None = None) -> Measured:
    """Return how lives are compared.

    Parameters
    ----------
    measure
        A name of :data:`MEASURES`.
    indel
        What it costs to put in or leave out one state, where the dearest substitution costs 2: near 1 the
        order of states decides, the higher the more their time; None: as the measure has it.

    Raises
    ------
    UnknownName
        No such measure.
    UsageError
        The measure knows no such cost, or it is not above nothing.
    """
    if measure not in MEASURES:
        raise UnknownName("measure", measure, tuple(MEASURES))
    if indel is None:
        return MEASURES[measure]
    if measure not in WITH_INDEL or indel <= 0:
        raise UsageError(Saying("types.wrong_indel", indel=indel, measures=", ".join(WITH_INDEL)))
    return WITH_INDEL[measure](indel)
