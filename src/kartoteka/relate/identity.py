"""Who is the same: judgements → clusters of entity ids.

Nothing is merged. A cluster is what the standing judgements ``same`` join; take one back, and it falls
apart again. Of several judgements on a pair the newest that has not been withdrawn counts.

References: nomenklatura's resolver keeps judgements as edges in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable

from kartoteka.model.entities import Identity


def standing(judgements: Iterable[Identity]) -> dict[tuple[str, str], Identity]:
    """Return pair → the judgement that counts; judgements come oldest first."""
    return {(j.a, j.b): j for j in judgements if j.withdrawn_at is None}


class Clusters:
    """Which ids are one entity.

    >>> yes = Identity("i_1", "pavel", "the-cook", "same", "one nickname", "ana", "2025-01-01")
    >>> clusters = Clusters([yes])
    >>> clusters.ids("the-cook"), clusters.head("the-cook"), clusters.ids("ana")
    (('pavel', 'the-cook'), 'pavel', ('ana',))
    """

    def __init__(self, judgements: Iterable[Identity]) -> None:
        self._cluster: dict[str, tuple[str, ...]] = {}
        for (a, b), judgement in standing(judgements).items():
            if judgement.verdict == "same":
                joined = tuple(sorted({*self.ids(a), *self.ids(b)}))
                self._cluster.update(dict.fromkeys(joined, joined))

    def ids(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """Return every id judged the same as this one, itself included, in alphabetical order."""
        return self._cluster.get(id, (id,))

    def head(self, id: str) -> str:  # noqa: A002
        """Return the id that stands for the cluster: the first in alphabetical order."""
        cluster = self._cluster.get(id)
        return id if cluster is None else cluster[0]
