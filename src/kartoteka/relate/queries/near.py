"""Passages under one code near passages under another.

In: a reader and two codes. Out: :class:`Near`, one for each pair of codings in one source that share words,
or have no more than so many characters between them; as a frame by :func:`near`. A code stands for itself
and all below it in the codebook.

References: the proximity and overlap operators of qualitative analysis (Silver & Lewins, Using Software in
Qualitative Research, 2014, ch. 13).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import polars as pl

from kartoteka.archive.reader import Reader
from kartoteka.errors import UsageError
from kartoteka.model.coding import Coding
from kartoteka.model.sources import CodePoint, Passage
from kartoteka.relate.queries.frames import IDS, frame

SCHEMA = {
    "source": pl.String,
    "relation": pl.String,
    "distance": pl.Int32,
    "code_a": pl.String,
    "start_a": pl.Int32,
    "end_a": pl.Int32,
    "quote_a": pl.String,
    "code_b": pl.String,
    "start_b": pl.Int32,
    "end_b": pl.Int32,
    "quote_b": pl.String,
    "evidence": IDS,
}

Coded = tuple[Coding, Passage]


@dataclass(frozen=True, slots=True)
class Near:
    """Two codings that stand together.

    Parameters
    ----------
    a, b
        A coding and its passage, under the one code and the other.
    relation
        ``same`` words, ``inside`` (a in b), ``around`` (b in a), ``overlap``, or ``near``.
    distance
        Code points between them; 0 where they share words or touch.
    """

    a: Coded
    b: Coded
    relation: str
    distance: CodePoint

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the codings and their passages."""
        return tuple(dict.fromkeys(i for coding, p in (self.a, self.b) for i in (coding.id, p.id)))


def near(reader: Reader, code: str, other: str, *, within: CodePoint | None = 0) -> pl.DataFrame:
    """Return the passages under a code that stand near passages under another.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    code, other
        Codes; each with all below it. The same code twice: its passages near each other.
    within
        Code points between them at most; 0: they share words or touch; None: anywhere in one source
        (co-occurrence).

    Returns
    -------
    polars.DataFrame
        Columns ``source``, ``relation`` (``same``, ``inside``, ``around``, ``overlap``, ``near``),
        ``distance`` (code points), ``code_a``, ``start_a``, ``end_a``, ``quote_a``, the same of ``b``, and
        ``evidence`` (ids of codings and passages): one row for each pair, by source and position.

    Raises
    ------
    UnknownName
        No such code.
    UsageError
        ``within`` is less than nothing.
    """
    return as_frame(neighbours(reader, code, other, within=within))


def as_frame(found: Iterable[Near]) -> pl.DataFrame:
    """Return neighbours as the frame that :func:`near` describes."""
    return frame((_row(n) for n in found), SCHEMA)


def _row(found: Near) -> tuple[object, ...]:
    sides = (
        (coding.code, passage.start, passage.end, passage.exact)
        for coding, passage in (found.a, found.b)
    )
    facts = (found.a[1].source, found.relation, found.distance)
    return *facts, *(value for side in sides for value in side), list(found.evidence)


def neighbours(
    reader: Reader, code: str, other: str, *, within: CodePoint | None = 0
) -> Iterator[Near]:
    """Yield the same as :func:`near`, as values."""
    if within is not None and within < 0:
        raise UsageError(f"within={within}: write 0 (they touch) or a number of characters")
    firsts, seconds = _by_source(reader, code), _by_source(reader, other)
    for source in sorted(firsts.keys() & seconds.keys()):
        yield from _in_one_source(firsts[source], seconds[source], within, mirrored=code == other)


def _by_source(reader: Reader, code: str) -> dict[str, list[Coded]]:
    vocabulary = reader.vocabulary
    vocabulary.get("code", code)
    below = [t.id for t in vocabulary.terms("code") if vocabulary.within("code", t.id, code)]
    found: dict[str, list[Coded]] = {}
    for one in below:
        for coded in reader.codings(code=one):
            found.setdefault(coded[1].source, []).append(coded)
    return {s: sorted(c, key=lambda c: (c[1].start, c[1].end)) for s, c in found.items()}


def _in_one_source(
    firsts: list[Coded], seconds: list[Coded], within: CodePoint | None, *, mirrored: bool
) -> Iterator[Near]:
    starts = [passage.start for _, passage in seconds]
    # The furthest end up to each: what lies before the first that reaches far enough ends too early.
    reach = list(accumulate((passage.end for _, passage in seconds), max))
    for a in firsts:
        first, last = 0, len(seconds)
        if within is not None:
            first = bisect_left(reach, a[1].start - within)
            last = bisect_right(starts, a[1].end + within)
        for b in seconds[first:last]:
            distance = _distance(a[1], b[1])
            once = a[0].id < b[0].id if mirrored else a[0].id != b[0].id
            if once and (within is None or distance <= within):
                yield Near(a, b, _relation(a[1], b[1]), distance)


def _distance(a: Passage, b: Passage) -> CodePoint:
    return max(0, b.start - a.end, a.start - b.end)


def _relation(a: Passage, b: Passage) -> str:
    if (a.start, a.end) == (b.start, b.end):
        return "same"
    if a.end <= b.start or b.end <= a.start:
        return "near"
    if b.start <= a.start and a.end <= b.end:
        return "inside"
    return "around" if a.start <= b.start and b.end <= a.end else "overlap"
