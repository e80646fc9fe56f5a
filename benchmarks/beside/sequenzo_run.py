# pyright: basic, reportMissingImports=false
"""Sequenzo: ``PYTHON sequenzo_run.py LIVES.npy MEASURE``, PYTHON being one that has it."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pandas as pd
from clock import told
from sequenzo import SequenceData, get_distance_matrix

MEASURES: dict[str, dict[str, Any]] = {
    "OM": {"sm": "TRATE", "indel": 1},
    "OMloc": {"sm": "TRATE", "expcost": 0.5},
    "OMslen": {"sm": "TRATE", "indel": 1},
    "OMspell": {"sm": "TRATE", "indel": 1},
    "OMstran": {"sm": "TRATE", "indel": 1, "otto": 0.5, "transindel": "prob"},
    "TWED": {"sm": "TRATE", "nu": 0.5, "h": 0.5},
    "NMS": {},
}


def given(codes: np.ndarray, states: list[int]) -> SequenceData:
    times = [str(at) for at in range(codes.shape[1])]
    frame = pd.DataFrame(codes, columns=times)
    frame.insert(0, "id", range(len(codes)))
    return SequenceData(frame, time=times, id_col="id", states=states)


def main(path: str, name: str) -> None:
    codes = np.load(path)
    states = sorted(set(codes.ravel().tolist()))
    lives, few = given(codes, states), given(codes[:50], states)

    def matrix(some: SequenceData) -> Any:  # noqa: ANN401
        how = MEASURES[name]
        return get_distance_matrix(seqdata=some, method=name, as_numpy=True, quiet=True, **how)

    matrix(few)
    print(told(lambda: matrix(lives)))


if __name__ == "__main__":
    main(*sys.argv[1:])
