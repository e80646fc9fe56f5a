"""Types while a cost is moved: the same lives, grouped anew in some hundredths of a second.

In: a found typology, another cost, another number of types. Out: :class:`Regrouped`: which life would be
around which exemplar, and which would leave its type. Names, marks and survival belong to a whole search
(:func:`~kartoteka.analyse.types.types`); the groups are the same as that would find.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kartoteka.analyse.pairs import Floats, Ints
from kartoteka.analyse.typology.clusters import Clusters, clusters, survival, widths
from kartoteka.analyse.typology.comparing import measured
from kartoteka.analyse.typology.model import FoundTypology


@dataclass(frozen=True, eq=False)
class Regrouped:
    """The lives of a typology in other groups.

    Parameters
    ----------
    labels
        The group of each life, 0 the heaviest, (N,).
    medoids
        The position of the exemplar of each group, (k,).
    width
        Mean silhouette width, −1 … 1.
    stays
        Whether a life is still with the greater part of its found type, (N,).
    """

    labels: Ints
    medoids: Ints
    width: float
    stays: NDArray[np.bool_]


class Slider:
    """The lives of a typology, at hand to be grouped again and again.

    Parameters
    ----------
    found
        A typology.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from kartoteka.analyse.types import types
    >>> from kartoteka.testing import Story
    >>> story = Story().people("ana", "boris", "vera", "zoya").place("north", "prison")
    >>> story = story.place("home", "home").letter("l", by="ana", written="2025-03-25")
    >>> for who in ("ana", "boris", "vera", "zoya"):
    ...     where = "north" if who in ("ana", "boris") else "home"
    ...     _ = story.say(who, "stay", where, when="2025-01-01/2025-03-10")
    >>> archive = story.archive(pathlib.Path(tempfile.mkdtemp()) / "work.kartoteka")
    >>> slider = Slider(types(archive, k=2, measure="om", draws=0))
    >>> slider.at(2, indel=1.5).labels.tolist()
    [0, 0, 1, 1]
    >>> archive.close()
    """

    def __init__(self, found: FoundTypology) -> None:
        self.found = found
        self._weights = np.array(found.lives.weights)
        place = {person: row for row, person in enumerate(found.lives.people)}
        labels = np.zeros(len(place), np.int64)
        for number, one in enumerate(found.types):
            labels[[place[person] for person in one.people]] = number
        medoids = np.array([place[t.medoid] for t in found.types], np.int64)
        self._base = Clusters(labels, medoids)
        self._last: tuple[float | None, Floats] | None = None

    def at(self, k: int, *, indel: float | None = None) -> Regrouped:
        """Group the lives for a cost and a number of types.

        Parameters
        ----------
        k
            How many groups, from 2 to one less than there are lives.
        indel
            What leaving out a state costs, see :func:`~kartoteka.analyse.types.types`; None: as the measure
            has it.

        Raises
        ------
        UsageError
            The measure knows no such cost, or there cannot be so many groups.
        """
        square = self._square(indel)
        found = clusters(square, self._weights, k)
        width = float(np.average(widths(square, found, self._weights), weights=self._weights))
        held = survival(self._base, [(np.arange(len(square)), found)])
        return Regrouped(found.labels, found.medoids, width, held.lives > 0)

    def _square(self, indel: float | None) -> Floats:
        """Return the distances; the last ones are kept, so that another number of types costs no more."""
        if self._last is None or self._last[0] != indel:
            compared = measured(self.found.measure, indel)
            self._last = indel, compared(self.found.lives.codes, self._weights)
        return self._last[1]
