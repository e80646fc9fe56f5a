"""``save_as_code``: everything that a query finds, under a code, in one edit that can be taken back.

In: a query and a code. Out: codings, the passages they need, and the terms for codes that nobody has defined.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kartoteka.annotate.anchor import make_passage
from kartoteka.annotate.notes import coding_of
from kartoteka.annotate.values import is_path
from kartoteka.errors import UsageError
from kartoteka.model.coding import READ, Coding
from kartoteka.model.sources import Passage
from kartoteka.model.terms import Term
from kartoteka.search.grammar import read_query
from kartoteka.search.marks import Span, spans
from kartoteka.search.nodes import Node, Pattern
from kartoteka.search.plan import Plan, Progress, plan
from kartoteka.wording.saying import Saying

if TYPE_CHECKING:
    from kartoteka.archive.archive import Archive
    from kartoteka.archive.codec import Record

What = Literal["passages", "sentences", "matches"]
WHAT: tuple[What, ...] = ("passages", "sentences", "matches")

BATCH = 500
"""Sources whose texts are held at a time."""

_END = re.compile(r"[.!?…]+[\"'»”’)\]]*(?=\s)\s+|\n\s*")


@dataclass(frozen=True, slots=True)
class Saved:
    """What was put under a code.

    Parameters
    ----------
    code
        The code.
    coded
        Passages that are under it now and were not before.
    already
        Passages that were under it already.
    made
        Passages made for it.
    edit
        The number of the edit, by which it can be undone; None where nothing was to be done.
    """

    code: str
    coded: int
    already: int
    made: int
    edit: int | None


def save_as_code(
    archive: Archive,
    query: str,
    code: str,
    *,
    what: What = "passages",
    regex: bool = False,
    why: str | None = None,
    progress: Progress | None = None,
) -> Saved:
    """Put all that a query finds under a code, in one edit.

    Parameters
    ----------
    archive
        Open for writing.
    query
        As for :func:`~kartoteka.search.run.search`; not only the first page of hits counts.
    code
        ``solidarity`` or a path, ``solidarity/mutual-aid``; it may be new.
    what
        ``passages``: those that somebody has made already. ``sentences`` and ``matches``: new passages in the
        texts, around and of exactly the words that were found.
    regex
        The whole query is one regular expression.
    why
        The reason of the edit; by default the query.
    progress
        Called with (texts read, texts in all) while an expression is looked for.

    Returns
    -------
    Saved
        How many passages were coded, and by which edit.

    Raises
    ------
    UnreadableQuery
        The query cannot be understood.
    UsageError
        The code is no code, or the query has no words to be marked in the texts.
    """
    if not is_path(code) or not code:
        raise UsageError(Saying("search.bad_code", code=code))
    if code == READ:
        raise UsageError(Saying("serving.code_built_in", code=code))
    node: Node = Pattern(query, "", 0) if regex else read_query(query)
    planned = plan(archive, query, node, progress)
    if what != "passages" and not (planned.lights or planned.patterns):
        raise UsageError(Saying("search.nothing_to_mark"))
    with_code = {coding.passage for coding, _ in archive.codings(code=code)}
    batches = _passages(archive, planned) if what == "passages" else _marked(archive, planned, what)
    coded = already = made = 0
    number: int | None = None
    first = next(batches, None)
    if first is None:
        return Saved(code, 0, 0, 0, None)
    with archive.edit(why=why or f"search: {query}", verb="code") as edit:
        number = edit.number
        edit.add(*_needed_terms(archive, code))
        for batch in (first, *batches) if first else batches:
            wanted = [p for p in batch if p.id not in with_code]
            already += len(batch) - len(wanted)
            made += len(wanted) - len(edit.has("passage", (p.id for p in wanted)))
            records: list[Record] = []
            for passage in wanted:
                coding = coding_of(Coding("", passage.id, code, archive.by, archive.now()))
                records += [passage, coding]
            edit.add(*records)
            coded += len(wanted)
            with_code |= {p.id for p in wanted}
    return Saved(code, coded, already, made, number if coded else None)


def _needed_terms(archive: Archive, code: str) -> Iterator[Term]:
    """Yield terms for a code and those above it, as far as nobody has defined them."""
    known = {term.id for term in archive.vocabulary.terms("code")}
    parts = code.split("/")
    for depth in range(1, len(parts) + 1):
        id_, above = "/".join(parts[:depth]), "/".join(parts[: depth - 1]) or None
        if id_ not in known:
            yield Term(id_, "code", above, {"en": parts[depth - 1].replace("-", " ")})


def _passages(archive: Archive, planned: Plan) -> Iterator[list[Passage]]:
    """Yield the passages that are found, in batches."""
    asked = archive.finder.ask(planned.condition, "passage")
    rows = [] if asked.hopeless else archive.finder.rows(asked)
    for start in range(0, len(rows), BATCH):
        yield archive.finder.passages(rows[start : start + BATCH])


def _marked(archive: Archive, planned: Plan, what: What) -> Iterator[list[Passage]]:
    """Yield a passage for each place of the sources where the words stand, in batches."""
    asked = archive.finder.ask(planned.condition, "source")
    rows = [] if asked.hopeless else archive.finder.rows(asked)
    for start in range(0, len(rows), BATCH):
        looked = archive.finder.look("source", rows[start : start + BATCH])
        batch = [
            make_passage(row["id"], row["text"], first, last)
            for row in looked.values()
            for first, last in _places(planned, row["text"], what)
        ]
        if batch:
            yield batch


def _places(planned: Plan, text: str, what: What) -> Iterable[Span]:
    marks = spans(planned, text)
    return marks if what == "matches" else sentences_with(text, marks)


def sentences_with(text: str, marks: Iterable[Span]) -> list[Span]:
    """Return the sentences in which marks stand, each once; a mark over two sentences has both.

    >>> text = "We vote. He said: «No»! Then we sang."
    >>> [text[a:b] for a, b in sentences_with(text, [(18, 19), (20, 21)])]
    ['He said: «No»!']
    """
    # A sentence ends behind its punctuation, and the next one begins behind the space.
    ends = [(m.start() + len(m[0].rstrip()), m.end()) for m in _END.finditer(text)]
    begins = [0, *(after for _, after in ends)]
    stops = [*(stop for stop, _ in ends), len(text.rstrip())]
    found: dict[Span, None] = {}
    for first, last in marks:
        start = begins[bisect_right(begins, first) - 1]
        stop = stops[min(bisect_left(stops, last), len(stops) - 1)]
        found[start, max(stop, last)] = None
    return list(found)
