"""What all measures do alike: learn, check that sequences fit what was learnt, hand the work to the kernel.

In: a measure that states a problem between distinct sequences. Out: its ``fit`` and ``dissimilarities``.
A measure of one's own is a dataclass below :class:`Pairwise` with two methods: ``_learn`` sets what ends in
``_``, ``_state`` returns the problem.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Literal, Self, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.dissimilarities import CrossDissimilarities, Dissimilarities
from kartoteka.analyse.kernel import dispatch
from kartoteka.analyse.kernel.problem import Norm, Problem
from kartoteka.analyse.measure import Engine
from kartoteka.analyse.sequences import VOID, Codes, Sequences
from kartoteka.errors import NotFitted, UnknownName, UnusableSequences
from kartoteka.wording.saying import Saying

NormName: TypeAlias = Literal["none", "maxlength", "gmean", "maxdist", "YujianBo"]

NORMS = {
    "none": Norm.NONE,
    "maxlength": Norm.MAXLENGTH,
    "gmean": Norm.GMEAN,
    "maxdist": Norm.MAXDIST,
    "YujianBo": Norm.YUJIANBO,
}


class Pairwise(ABC):
    """A measure whose dissimilarities depend on the two sequences and on what was learnt."""

    states_: tuple[str, ...] | None = None

    def fit(self, lives: Sequences) -> Self:
        """Learn what the measure needs from sequences, and return self."""
        self._learn(lives)
        self.states_ = lives.states
        return self

    def _learn(self, lives: Sequences) -> None:  # noqa: B027 - most measures learn something, not all
        """Set what is learnt; its names end in an underscore."""

    @abstractmethod
    def _state(self, queries: Codes, targets: Codes | None) -> Problem:
        """Return the problem of distinct sequences against others, or (None) against themselves."""

    def problem(self, lives: Sequences, reference: Sequences | None = None) -> Problem:
        """Return what the kernel is to compute: distinct sequences against themselves or a reference.

        Raises
        ------
        NotFitted
            ``fit`` was not called.
        UnusableSequences
            The states are not those that were learnt.
        """
        if self.states_ is None:
            raise NotFitted(type(self).__name__)
        for name, part in (("lives", lives), ("reference", reference)):
            if part is not None and part.states != self.states_:
                raise UnusableSequences(name, Saying("sequences.other_states"))
        return self._state(lives.unique.codes, None if reference is None else reference.codes)

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
        """Compare all pairs, or every sequence with every reference.

        Parameters
        ----------
        lives
            The sequences; equal ones are compared once.
        reference
            Other sequences with the same states; None: the sequences against themselves.
        engine
            Where the work is done; the result is the same.

        Raises
        ------
        NotFitted, UnusableSequences, MissingExtra, NoDevice
            As the messages say.
        """
        problem = self.problem(lives, reference)
        unique = lives.unique
        if reference is None:
            found = dispatch.condensed(problem, engine)
            return Dissimilarities(found, unique.inverse, unique.weights, lives.ids)
        values = dispatch.table(problem, engine)
        return CrossDissimilarities(values, unique.inverse, lives.ids, reference.ids)


def norm_of(name: str) -> Norm:
    """Return the norm of this name."""
    if name not in NORMS:
        raise UnknownName("norm", name, tuple(NORMS))
    return NORMS[name]


def lengths_of(queries: Codes, targets: Codes | None) -> tuple[NDArray[np.float64], ...]:
    """Return the lengths of queries and of targets."""
    sides = (queries, queries if targets is None else targets)
    return tuple((side != VOID).sum(axis=1).astype(np.float64) for side in sides)


def need_equal_lengths(queries: Codes, targets: Codes | None, measure: str) -> None:
    """Refuse sequences of unequal length."""
    whole = queries if targets is None else np.concatenate((queries, targets))
    if (whole == VOID).any() or (targets is not None and targets.shape[1] != queries.shape[1]):
        raise UnusableSequences(measure, Saying("sequences.unequal_lengths"))
