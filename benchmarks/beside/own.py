"""Kartoteka: ``python -m benchmarks.beside.own LIVES.npy MEASURE``."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from benchmarks.beside.clock import told
from kartoteka.analyse.measures import NMS, OM, TWED, OMloc, OMslen, OMspell, OMstran
from kartoteka.analyse.sequences import Sequences, sequences

MEASURES: dict[str, Any] = {
    "OM": lambda: OM(indels=1.0),
    "OMloc": lambda: OMloc(expansion=0.5),
    "OMslen": lambda: OMslen(indels=1.0),
    "OMspell": lambda: OMspell(indels=1.0),
    "OMstran": lambda: OMstran(indels=1.0, transition="rates"),
    "TWED": lambda: TWED(stiffness=0.5, gap=0.5),
    "NMS": NMS,
}
"""With the same settings as the others."""


def main(path: str, name: str) -> None:
    """Measure from sequences to the square matrix of everybody."""
    codes = np.load(path)
    states = [str(state) for state in range(int(codes.max()) + 1)]

    def square(lives: Sequences) -> np.ndarray:
        return MEASURES[name]().fit(lives).dissimilarities(lives).square()

    square(sequences(codes[:50], states))
    # Distinct sequences are kept with the object, so that each run gets a new one: finding them counts.
    print(told(lambda: square(sequences(codes, states))))


if __name__ == "__main__":
    main(*sys.argv[1:])
