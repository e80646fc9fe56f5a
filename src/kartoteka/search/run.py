"""``search``: a query → the best records of every kind, with their words and evidence.

In: an archive and a query. Out: :class:`~kartoteka.search.found.Found`. The index ranks the records of each
kind; the kinds are put together by their rank, of which names that were asked for whole have the highest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from kartoteka.archive.lookup import KINDS, Question
from kartoteka.archive.lookup_answers import Answers
from kartoteka.errors import UsageError
from kartoteka.search.found import Found
from kartoteka.search.grammar import read_query
from kartoteka.search.hits import hits_of
from kartoteka.search.naming import COMPARED, Naming
from kartoteka.search.nearest import nearest_words
from kartoteka.search.nodes import Node, Pattern
from kartoteka.search.plan import Plan, Progress, plan

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive

LIMIT = 20
"""Hits of a page."""

_WEIGHTS = {"passage": 1.0, "source": 0.95, "statement": 0.9, "memo": 0.9}
"""Kind → what its rank counts: of equally good finds the smaller piece of text comes first."""


def search(
    archive: Archive,
    query: str,
    *,
    limit: int = LIMIT,
    offset: int = 0,
    regex: bool = False,
    facets: bool = False,
    kinds: Collection[str] = KINDS,
    progress: Progress | None = None,
    patience: float | None = None,
) -> Found:
    r"""Look for words, phrases, names and what is known of records; the best first.

    Words are found in all their inflected forms (English and Russian), names in every script and spelling
    that sounds alike. ``docs/reference/search.md`` describes the language of queries.

    Parameters
    ----------
    archive
        An open archive. A publishing view cannot be searched: the index is private.
    query
        ``window``, ``"little freedom"``, ``prison*``, ``soup NEAR/5 cell``, ``(tea OR чай) -bread``,
        ``person:ana by:boris written:2024..2025``, ``/cell \d+/``.
    limit, offset
        Which page of the hits.
    regex
        The whole query is one regular expression.
    facets
        Count the hits of every source and language too.
    kinds
        Only records of these kinds (``in:`` in the query does the same).
    progress
        Called with (texts read, texts in all) while an expression is looked for.
    patience
        Seconds that regular expressions may take; by default ten minutes.

    Returns
    -------
    Found
        The hits, how many there are of each kind, and, where there are none, what is spelled nearly so.

    Raises
    ------
    UnreadableQuery
        The query cannot be understood; says where, and how to mend it.
    SearchTooLong
        A regular expression takes for ever (SearchStopped: longer than ``patience``).

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from kartoteka.testing import tiny_archive
    >>> with tiny_archive(pathlib.Path(tempfile.mkdtemp()) / "tiny.kartoteka") as archive:
    ...     found = search(archive, "Осип", limit=3)
    >>> [(hit.kind, hit.id) for hit in found.hits][:1], dict(found.kinds)["name"]
    ([('name', 'osip')], 1)
    """
    if limit < 1 or offset < 0:
        raise UsageError("A page of hits has a limit of at least 1, and an offset of at least 0.")
    node: Node = Pattern(query, "", 0) if regex else read_query(query)
    planned = plan(archive, query, node, progress, patience)
    wanted = [kind for kind in KINDS if kind in kinds]
    asked = [
        q for kind in wanted if not (q := archive.finder.ask(planned.condition, kind)).hopeless
    ]
    answered = {q.kind: _answers(archive, q, offset + limit) for q in asked}
    counts = {kind: number for kind, (number, _) in answered.items() if number}
    ranked = _ranked(archive, planned, answered, offset + limit)
    hits = hits_of(archive, planned, ranked[offset : offset + limit])
    total = sum(counts.values())
    return Found(
        query,
        hits,
        total,
        offset,
        counts,
        _tallied(archive, planned, counts, "source") if facets else {},
        _tallied(archive, planned, counts, "lang") if facets else {},
        () if total else nearest_words(archive, planned.words),
    )


Ranked = tuple[str, int, float]
"""Kind, row, score."""


def _answers(archive: Archive, asked: Question, most: int) -> Answers:
    """Return how many records of a kind answer, and the best; names are compared before they are ranked."""
    return archive.finder.answers(asked, max(COMPARED, most) if asked.kind == "name" else most)


def _ranked(
    archive: Archive, planned: Plan, answered: Mapping[str, Answers], most: int
) -> list[Ranked]:
    """Return the best rows of all kinds, best first."""
    ranked: list[Ranked] = []
    for kind, (_, rows) in answered.items():
        if kind == "name":
            ranked += Naming(archive, planned).ranked([row for row, _ in rows], most)
            continue
        # Of each kind the best counts full: ranks of long texts and of short ones cannot be compared.
        best = max((rank for _, rank in rows), default=0.0)
        weight = _WEIGHTS[kind] / best if best > 0 else 0.0
        ranked += [(kind, row, rank * weight if best > 0 else 0.0) for row, rank in rows]
    order = {kind: position for position, kind in enumerate(KINDS)}
    return sorted(ranked, key=lambda hit: (-hit[2], order[hit[0]], hit[1]))[:most]


def _tallied(archive: Archive, planned: Plan, kinds: Iterable[str], column: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind in kinds:
        for value, times in archive.finder.tally(planned.condition, kind, column).items():
            found[value] = found.get(value, 0) + times
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
