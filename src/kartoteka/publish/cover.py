"""The cover: what is inside, a passage as a motto, featured lives, when the letters were written.

In: a desk. Out: :class:`CoverPage`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kartoteka.model.entities import Kind
from kartoteka.publish.desk import Desk, LetterRef, Ref
from kartoteka.publish.drawing import Row, Span, timeline
from kartoteka.publish.prose import Said
from kartoteka.publish.typesetting import shortened

FEATURED = 6
"""Lives."""
NAMED = 5
"""Authors."""
LATEST = 6
"""Letters."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A featured life on the cover."""

    ref: Ref
    line: Said | None
    letters: int
    statements: int


@dataclass(frozen=True, slots=True)
class CoverPage:
    """Everything on the cover."""

    counts: tuple[tuple[str, str, int], ...]
    """Path of the list, its name, how many."""
    statements: int
    passages: int
    first: str
    last: str
    epigraph: Epigraph | None
    featured: tuple[Portrait, ...]
    authors: tuple[Ref, ...]
    """Some of them; ``author_count`` says how many there are."""
    author_count: int
    drawing: Markup
    letters: tuple[LetterRef, ...]
    """The newest, by date."""
    letter_count: int
    places: tuple[Ref, ...]
    types: tuple[Ref, ...]
    empty: bool
    as_of: str


@dataclass(frozen=True, slots=True)
class Epigraph:
    """A passage for the cover: one that was thought worth a theme."""

    text: str
    lang: str
    source: str
    title: str
    anchor: str
    author: Ref | None


def cover_page(desk: Desk, counts: Sequence[tuple[str, str, int]], as_of: str) -> CoverPage:
    """Return the cover."""
    sources = tuple(desk.view.sources())
    written = [s.written for s in sources if s.written]
    authors = tuple(dict.fromkeys(desk.head(s.author) for s in sources if s.author))
    return CoverPage(
        counts=tuple(counts),
        statements=len(desk.view.compact),
        passages=desk.view.cited,
        first=desk.date(written[0]) if written else "",
        last=desk.date(written[-1]) if written else "",
        epigraph=_epigraph(desk),
        featured=tuple(_portrait(desk, i, n) for i, n in _heaviest(desk, "person", FEATURED)),
        authors=desk.refs(authors[:NAMED]),
        author_count=len(authors),
        drawing=_correspondence(desk),
        letters=tuple(map(desk.letter, sources[-LATEST:])),
        letter_count=len(sources),
        places=tuple(desk.ref(i) for i, _ in _heaviest(desk, "place", 8)),
        types=tuple(desk.ref(i) for i, _ in _heaviest(desk, "type", 8)),
        empty=not sources and not len(desk.view.compact),
        as_of=as_of,
    )


def _heaviest(desk: Desk, kind: Kind, most: int) -> list[tuple[str, int]]:
    found = [(e.id, desk.facts.weight(e.id)) for e in desk.atlas.heads(kind)]
    return sorted((f for f in found if f[1]), key=lambda f: (-f[1], f[0]))[:most]


def _portrait(desk: Desk, id_: str, weight: int) -> Portrait:
    lines = desk.view.statements(subject=desk.atlas.ids(id_), predicate=("occupation", "trait"))
    chosen = next((f for f in lines if f.stands), None)
    return Portrait(
        ref=desk.ref(id_),
        line=desk.prose.said(chosen, desk.head(id_)) if chosen else None,
        letters=len(desk.written_by(id_)),
        statements=weight,
    )


def _epigraph(desk: Desk) -> Epigraph | None:
    """Return the shortest coded passage that makes a whole sentence, in the page's language if any."""
    found = [p for _, p in desk.view.codings() if 50 <= len(p.exact) <= 200]
    sources = {s.id: s for s in desk.view.sources()}
    found.sort(
        key=lambda p: (
            sources[p.source].lang != desk.lang,
            p.exact.strip()[-1:] not in ".!?…",
            len(p.exact),
            p.id,
        )
    )
    if not found:
        return None
    passage, source = found[0], sources[found[0].source]
    return Epigraph(
        text=shortened(passage.exact),
        lang=source.lang,
        source=source.id,
        title=source.title,
        anchor=passage.id,
        author=desk.ref(source.author) if source.author else None,
    )


def _correspondence(desk: Desk) -> Markup:
    """Draw when the letters were written: a line for each author."""
    spans: dict[str, list[Span]] = {}
    for source in desk.view.sources():
        if source.written and source.author:
            spans.setdefault(desk.head(source.author), []).append(Span(source.written, "letter"))
    return timeline(
        "letters",
        [Row(desk.atlas.name(who, desk.lang), tuple(s)) for who, s in spans.items()],
        title=desk.say("letters_title"),
        description=desk.say("letters_description"),
        months=desk.months,
        crowd=desk.say("crowd_description"),
    )
