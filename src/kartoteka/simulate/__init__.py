"""A simulated world, its letters, and the truth beside them: for teaching, load tests and proof.

In: parameters and a seed. Out: an archive without real people, and what was true. Read ``world``, then
``letters``, then ``simulate``.
"""

from kartoteka.simulate.parameters import SIZES, Parameters
from kartoteka.simulate.simulate import Simulated, simulate

__all__ = ["SIZES", "Parameters", "Simulated", "simulate"]
