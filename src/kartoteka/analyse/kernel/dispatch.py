"""One door to all engines: this computer, its graphics card, a cluster.

In: a problem and the name of an engine. Out: condensed pairs or a table, the same whichever it was.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.kernel import sweep
from kartoteka.analyse.kernel.problem import Problem
from kartoteka.analyse.measure import Engine


def condensed(problem: Problem, engine: Engine) -> NDArray[np.float32]:
    """Return all pairs in SciPy's order, float32."""
    if engine == "gpu":
        from kartoteka.analyse.kernel import gpu

        return gpu.condensed(problem)
    if engine == "dask":
        from kartoteka.analyse.kernel import cluster

        return cluster.condensed(problem)
    return sweep.condensed(problem, engine=engine)


def table(problem: Problem, engine: Engine) -> NDArray[np.float32]:
    """Return queries against targets, float32."""
    if engine == "gpu":
        from kartoteka.analyse.kernel import gpu

        return gpu.table(problem)
    if engine == "dask":
        from kartoteka.analyse.kernel import cluster

        return cluster.table(problem)
    return sweep.table(problem, engine=engine)
