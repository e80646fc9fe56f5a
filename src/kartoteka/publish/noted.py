"""Answers that many pages share, noted so that the next build can tell which of them became others.

In: answers as they are worked out. Out: :class:`Noted`: key → digest. Whether a word is first-hand, and who
was with whom, follow from facts that no page asks for by itself (where a witness has been, when others left).
So they are not traced to facts: ``suspects`` says which answers may have changed, each of these is worked out
again, and only if it is another one are the pages that show it made anew.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from kartoteka.archive.reader import Stretch
from kartoteka.model.dates import Day
from kartoteka.model.presence import Presence
from kartoteka.model.statements import Evidence, Statement
from kartoteka.publish.digests import Digest
from kartoteka.publish.tracing import Tag, tag
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.standing import Journeys, Standing

Numbers = npt.NDArray[np.uint64]
"""Tags or digests; shape (answers,)."""

NO_NUMBERS: Numbers = np.zeros(0, np.uint64)

_HANDS: tuple[Standing, Standing] = ("hearsay", "first-hand")


def standing_tag(attestation: str) -> Tag:
    """Return the key of how the speaker of an attestation stands to what they say."""
    return tag("standing", attestation)


_AT_ONCE = 1 << 20
"""Numbers that are looked at, and answers that are taken, at a time."""


def among(numbers: npt.NDArray[Any], wanted: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Tell which numbers are among some others, which ascend: as ``isin``, without sorting the many.

    >>> among(np.array([3, 1, 9]), np.array([1, 3])).tolist()
    [True, True, False]
    """
    found = np.zeros(len(numbers), bool)
    for start in range(0, len(numbers), _AT_ONCE) if len(wanted) else ():
        some = numbers[start : start + _AT_ONCE]
        at = np.minimum(np.searchsorted(wanted, some), len(wanted) - 1)
        found[start : start + _AT_ONCE] = wanted[at] == some
    return found


class Noted:
    """Answers of this build, and those of the last that still hold.

    Parameters
    ----------
    keys, digests
        Of the last build; keys ascend.
    """

    def __init__(self, keys: Numbers = NO_NUMBERS, digests: Numbers = NO_NUMBERS) -> None:
        self._keys, self._digests = keys, digests
        self._new: dict[Tag, Digest] = {}

    def __getitem__(self, key: Tag) -> Digest | None:
        """Return an answer's digest; None where it is not known."""
        if key in self._new:
            return self._new[key]
        at = int(np.searchsorted(self._keys, np.uint64(key)))
        if at < len(self._keys) and int(self._keys[at]) == key:
            return int(self._digests[at])
        return None

    def note(self, key: Tag, answer: Digest) -> None:
        """Note an answer."""
        self._new[key] = answer

    def forget(self, keys: Numbers) -> None:
        """Forget what was answered at the last build."""
        keep = ~np.isin(self._keys, keys)
        self._keys, self._digests = self._keys[keep], self._digests[keep]

    def forget_all(self) -> None:
        """Forget all that was answered at the last build."""
        self._keys = self._digests = NO_NUMBERS

    def taken(self) -> dict[Tag, Digest]:
        """Return what was noted since this was last asked: a process sends it to the one that adds it up."""
        new, self._new = self._new, {}
        return new

    def with_all(self, new: Answers) -> tuple[Numbers, Numbers]:
        """Return keys (ascending) and digests of all that holds: new ones before those of the last build."""
        return _first_of_each(new.keys, new.digests, self._keys, self._digests)


class Answers:
    """Keys and digests of very many answers, in sixteen bytes each: pages tell the same ones again and again.

    Examples
    --------
    >>> answers = Answers()
    >>> for told in ({3: 30, 1: 10}, {3: 30}):
    ...     answers.update(told)
    >>> answers.tidy()
    >>> answers.keys.tolist(), answers.digests.tolist()
    ([1, 3], [10, 30])
    """

    def __init__(self) -> None:
        self.keys, self.digests = NO_NUMBERS, NO_NUMBERS
        self._new_keys, self._new_digests = array("Q"), array("Q")

    def update(self, told: Mapping[Tag, Digest]) -> None:
        """Take what is told."""
        self._new_keys.extend(told.keys())
        self._new_digests.extend(told.values())
        if len(self._new_keys) > _AT_ONCE:
            self.tidy()

    def tidy(self) -> None:
        """Put together what was taken: each key once, ascending."""
        keys, digests = (np.array(each, np.uint64) for each in (self._new_keys, self._new_digests))
        self._new_keys, self._new_digests = array("Q"), array("Q")
        # What was told last comes first.
        self.keys, self.digests = _first_of_each(keys[::-1], digests[::-1], self.keys, self.digests)


def _first_of_each(
    keys: Numbers, digests: Numbers, more_keys: Numbers, more_digests: Numbers
) -> tuple[Numbers, Numbers]:
    """Return each key once, ascending, with the digest that comes first."""
    every, first = np.unique(np.concatenate([keys, more_keys]), return_index=True)
    return every, np.concatenate([digests, more_digests])[first]


class NotedJourneys(Journeys):
    """Journeys whose judgements are noted; one that still holds is not made again.

    Parameters
    ----------
    atlas
        Names and places.
    noted
        Where they are noted.
    """

    def __init__(self, atlas: Atlas, noted: Noted) -> None:
        super().__init__(atlas)
        self._noted = noted

    def _been_in(
        self, who: str, place: str, by: Day | None, during: Stretch, without: Collection[str]
    ) -> Presence | None:
        # A site asks of each witness about many places: everything about them is read at once.
        self._presences.read((self._atlas.clusters.head(who),), None)
        return super()._been_in(who, place, by, during, without)

    def judged(
        self,
        statement: Statement,
        evidence: Evidence,
        *,
        because: bool = True,  # noqa: ARG002 - no page shows which presence decides
    ) -> tuple[Standing, Presence | None]:
        """Return how the innermost speaker stands to what they say; without the presence that decides."""
        key = standing_tag(evidence.attestation.id)
        known = self._noted[key]
        if known is not None:
            return _HANDS[known], None
        standing = self.judged_anew(statement, evidence)
        self._noted.note(key, _HANDS.index(standing))
        return standing, None

    def judged_anew(self, statement: Statement, evidence: Evidence) -> Standing:
        """Return the same, whatever was noted."""
        return super().judged(statement, evidence, because=False)[0]

    def still(self, statement: Statement, evidence: Evidence) -> bool:
        """Tell whether what was noted of an attestation still holds; so does what nobody asked for."""
        known = self._noted[standing_tag(evidence.attestation.id)]
        return known is None or _HANDS[known] == self.judged_anew(statement, evidence)
