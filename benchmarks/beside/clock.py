"""The clock of the programs in Python; needs NumPy only, for it runs in the environments of others."""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

RUNS, LONG = 3, 20.0
"""So many runs, or fewer where one takes long (seconds)."""


def told(work: Callable[[], ArrayLike]) -> str:
    """Return as JSON the median seconds of a few runs, the peak of memory, and the sum of what came out."""
    cpu: list[float] = []
    wall: list[float] = []
    total = 0.0
    while len(cpu) < RUNS and sum(wall) < LONG:
        start, clock = time.process_time(), time.perf_counter()
        found = work()
        cpu.append(time.process_time() - start)
        wall.append(time.perf_counter() - clock)
        total = float(np.asarray(found, np.float64).sum())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figure = {
        "cpu": statistics.median(cpu),
        "wall": statistics.median(wall),
        "peak": peak,
        "total": total,
        "runs": len(cpu),
    }
    return "FIGURE " + json.dumps(figure)
