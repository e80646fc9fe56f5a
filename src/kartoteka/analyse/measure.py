"""What every measure of dissimilarity promises.

A measure is a frozen set of parameters. ``fit`` learns what its costs need from sequences (``costs_``,
``indels_``), ``dissimilarities`` compares. All measures share this protocol, and one suite of tests
(``tests/contracts/test_measures.py``): equal sequences are at 0, the order of sequences does not matter,
and equal sequences are computed once.
"""

from __future__ import annotations

from typing import Literal, Protocol, Self, TypeAlias, overload

from kartoteka.analyse.dissimilarities import CrossDissimilarities, Dissimilarities
from kartoteka.analyse.sequences import Sequences

Engine: TypeAlias = Literal["auto", "vector", "plain", "numpy", "gpu", "dask"]
"""Where the work is done; ``auto`` takes the fastest that is here. All give the same result."""


class Measure(Protocol):
    """A measure of how unlike two sequences are."""

    def fit(self, lives: Sequences) -> Self:
        """Learn what the costs need, and return self."""
        ...

    @overload
    def dissimilarities(
        self, lives: Sequences, reference: None = None, *, engine: Engine = "auto"
    ) -> Dissimilarities: ...
    @overload
    def dissimilarities(
        self, lives: Sequences, reference: Sequences, *, engine: Engine = "auto"
    ) -> CrossDissimilarities: ...
    def dissimilarities(
        self, lives: Sequences, reference: Sequences | None = None, *, engine: Engine = "auto"
    ) -> Dissimilarities | CrossDissimilarities:
        """Compare all pairs, or every sequence with every reference; NotFitted before ``fit``."""
        ...
