"""What a search found: frozen values, each with the ids of what it stands on.

In: nothing. Out: :class:`Found`, :class:`Hit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kartoteka.search.marks import Excerpt


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that answers a query.

    Parameters
    ----------
    kind
        ``name``, ``passage``, ``statement``, ``memo`` or ``source``.
    id
        Of the record; of a name, the entity that is called so.
    score
        From 0 to 1 (of its kind the best), 0 where nothing was ranked. Of a name it is how much of the name
        was asked for, and how alike it sounds.
    title
        What to call it: an entity's label, a source's or memo's title.
    excerpt
        The words that were found, with what stands around them; its ``source`` says in whose text they stand.
    source, passage
        Where it stands; of a statement, the first passage that attests it; None where nothing does.
    entities
        Whom and what the statements that stand there name.
    evidence
        Ids of what the hit stands on: passage, attestations, statements.
    lang
        Of the text (BCP 47), where it is known.
    """

    kind: str
    id: str
    score: float
    title: str
    excerpt: Excerpt
    source: str | None = None
    passage: str | None = None
    entities: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query.

    Parameters
    ----------
    query
        As typed.
    hits
        One page of them, the best first.
    total
        How many there are on all pages.
    offset
        How many hits are on the pages before.
    kinds
        Kind → how many there are.
    sources, languages
        Source, and language, → how many sources and passages there are; only where facets were asked for.
    nearest
        Where nothing was found: words and names of the archive that are spelled like those of the query.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    offset: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict[str, int], hash=False)
    sources: Mapping[str, int] = field(default_factory=dict[str, int], hash=False)
    languages: Mapping[str, int] = field(default_factory=dict[str, int], hash=False)
    nearest: tuple[str, ...] = ()
