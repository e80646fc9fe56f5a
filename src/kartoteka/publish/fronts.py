"""The pages around the entries: cover, lists, index of names, themes, open questions, about.

In: a desk. Out: one frozen value a page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from kartoteka.model.entities import Kind
from kartoteka.publish.desk import Desk, LetterRef, Ref
from kartoteka.publish.drawing import Row, Span, timeline
from kartoteka.publish.people import StatusBox, person_status
from kartoteka.publish.prose import Said, shortened
from kartoteka.publish.release import Withheld
from kartoteka.wording.texts import say

FEATURED = 6


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
    drawing: Markup
    letters: tuple[LetterRef, ...]
    places: tuple[Ref, ...]
    types: tuple[Ref, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class Epigraph:
    """A passage for the cover: one that was thought worth a theme."""

    text: str
    lang: str
    source: str
    title: str
    anchor: str
    author: Ref | None


def cover_page(desk: Desk, counts: Sequence[tuple[str, str, int]]) -> CoverPage:
    """Return the cover."""
    letters = tuple(map(desk.letter, desk.view.sources()))
    written = [s.written for s in desk.view.sources() if s.written]
    everything = desk.view.statements()
    weights = _weights(desk)
    passages = {e.passage.id for f in everything for e in f.evidence}
    return CoverPage(
        counts=tuple(counts),
        statements=len(everything),
        passages=len(passages),
        first=desk.date(written[0]) if written else "",
        last=desk.date(written[-1]) if written else "",
        epigraph=_epigraph(desk),
        featured=tuple(
            _portrait(desk, i, n) for i, n in _heaviest(desk, "person", weights, FEATURED)
        ),
        authors=desk.refs(s.author for s in desk.view.sources() if s.author),
        drawing=_correspondence(desk),
        letters=letters,
        places=tuple(desk.ref(i) for i, _ in _heaviest(desk, "place", weights, 8)),
        types=tuple(desk.ref(i) for i, _ in _heaviest(desk, "type", weights, 8)),
        empty=not letters and not everything,
    )


def _weights(desk: Desk) -> dict[str, int]:
    """Return how many statements there are about each entity."""
    found: dict[str, int] = {}
    for statement in (f.statement for f in desk.view.statements() if f.evidence):
        for id_ in dict.fromkeys(map(desk.head, statement.entities())):
            found[id_] = found.get(id_, 0) + 1
    return found


def _heaviest(desk: Desk, kind: Kind, weights: dict[str, int], most: int) -> list[tuple[str, int]]:
    found = [(e.id, weights.get(e.id, 0)) for e in desk.atlas.heads(kind)]
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
    )


# ── lists ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: the entry, and a few words about it."""

    ref: Ref
    note: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """All entries of one kind, by sort where they have one."""

    kind: str
    chapters: tuple[tuple[str, tuple[Entry, ...]], ...]
    count: int


def list_page(desk: Desk, kind: Kind) -> ListPage:
    """Return the list of one kind of entry."""
    refs = sorted((desk.ref(e.id) for e in desk.atlas.heads(kind)), key=_sorting)
    entries = [Entry(ref, _note(desk, ref)) for ref in refs]
    if kind in ("place", "group", "thing"):
        entries.sort(key=lambda e: (e.ref.sort == "", e.ref.sort))
        grouped = groupby(entries, key=lambda e: e.ref.sort)
    else:
        grouped = groupby(entries, key=lambda _: "")
    chapters = tuple((sort, tuple(found)) for sort, found in grouped)
    return ListPage(kind, chapters, len(entries))


def _note(desk: Desk, ref: Ref) -> str:
    if ref.kind == "place":
        return ", ".join(r.name for r in desk.refs(desk.atlas.path(ref.id)[1:]))
    if ref.kind == "person":
        box: StatusBox | None = person_status(desk, ref.id)
        return box.path[0].name if box and box.path else ""
    return ""


def _sorting(ref: Ref) -> tuple[str, str]:
    return sort_letters(ref.name), ref.id


def sort_letters(name: str) -> str:
    """Return a name as it is put in order: without case, quotes and articles.

    >>> sort_letters("the Salt Yard"), sort_letters("«Узловая»"), sort_letters("Ёлкин")
    ('salt yard', 'узловая', 'елкин')
    """
    plain = name.casefold().replace("ё", "е").lstrip("«“\"'„(— ")
    plain = plain.removesuffix("»")
    return plain.removeprefix("the ").removeprefix("a ").removeprefix("an ")


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line of the index of names: a name, and the entry it leads to."""

    name: str
    lang: str | None
    ref: Ref
    see: bool
    """Whether the name is not the one the entry is headed with."""


@dataclass(frozen=True, slots=True)
class NamesPage:
    """The index of names: (letter, anchor, lines), A to Z and А to Я."""

    letters: tuple[tuple[str, str, tuple[NameLine, ...]], ...]


def names_page(desk: Desk) -> NamesPage:
    """Return every name of every entry, by its first letter."""
    lines = [line for entity in desk.atlas.heads() for line in _lines(desk, entity.id)]
    lines.sort(key=lambda line: (_script(line.name), sort_letters(line.name), line.ref.id))
    letters = groupby(lines, key=lambda line: _initial(line.name))
    return NamesPage(
        tuple((letter, f"l-{ord(letter[0]):x}", tuple(found)) for letter, found in letters)
    )


def _lines(desk: Desk, id_: str) -> Iterable[NameLine]:
    ref = desk.ref(id_)
    yield NameLine(ref.name, None, ref, see=False)
    for other in desk.other_names(id_):
        yield NameLine(other.value, other.lang, ref, see=True)


def _initial(name: str) -> str:
    first = sort_letters(name)[:1]
    return first.upper() if first.isalpha() else "#"


def _script(name: str) -> int:
    """Numbers, then Latin, then Cyrillic, then the rest."""
    first = sort_letters(name)[:1]
    if not first.isalpha():
        return 0
    script = unicodedata.name(first, "").split(" ")[0]
    return {"LATIN": 1, "CYRILLIC": 2}.get(script, 3)


# ── themes ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A theme in the list: how deep it stands, how many passages."""

    id: str
    name: str
    definition: str
    depth: int
    count: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A passage under a theme."""

    text: str
    lang: str
    letter: LetterRef
    anchor: str
    author: Ref | None


@dataclass(frozen=True, slots=True)
class CodePage:
    """A theme with its passages."""

    id: str
    name: str
    definition: str
    broader: CodeLine | None
    narrower: tuple[CodeLine, ...]
    passages: tuple[Coded, ...]


def used_codes(desk: Desk) -> tuple[CodeLine, ...]:
    """Return the themes that have passages, and those above them, as a tree in order."""
    counts: dict[str, int] = {}
    for coding, _ in desk.view.codings():
        counts[coding.code] = counts.get(coding.code, 0) + 1
    needed: dict[str, str | None] = {}
    for code in counts:
        at: str | None = code
        while at is not None and at not in needed:
            needed[at] = _broader(desk, at)
            at = needed[at]
    return tuple(_code_tree(desk, needed, counts, None, 0))


def _code_tree(
    desk: Desk, needed: dict[str, str | None], counts: dict[str, int], above: str | None, depth: int
) -> Iterable[CodeLine]:
    level = [c for c, broader in needed.items() if broader == above]
    for code in sorted(level, key=lambda c: (sort_letters(desk.term("code", c)), c)):
        yield code_line(desk, code, depth, counts.get(code, 0))
        yield from _code_tree(desk, needed, counts, code, depth + 1)


def _broader(desk: Desk, code: str) -> str | None:
    vocabulary = desk.atlas.vocabulary
    if vocabulary.has("code", code):
        return vocabulary.get("code", code).broader
    return None


def code_line(desk: Desk, code: str, depth: int = 0, count: int = 0) -> CodeLine:
    """Return a theme as a line of a list."""
    vocabulary = desk.atlas.vocabulary
    definition = ""
    if vocabulary.has("code", code):
        words = vocabulary.get("code", code).definition
        definition = words.get(desk.lang) or words.get("en") or ""
    return CodeLine(code, desk.term("code", code), definition, depth, count)


def code_page(desk: Desk, id_: str, codes: Sequence[CodeLine]) -> CodePage:
    """Return the page of a theme."""
    own = code_line(desk, id_)
    broader = _broader(desk, id_)
    sources = {s.id: s for s in desk.view.sources()}
    return CodePage(
        id=id_,
        name=own.name,
        definition=own.definition,
        broader=code_line(desk, broader) if broader else None,
        narrower=tuple(c for c in codes if _broader(desk, c.id) == id_),
        passages=tuple(
            Coded(
                text=shortened(passage.exact),
                lang=sources[passage.source].lang,
                letter=desk.letter(sources[passage.source]),
                anchor=passage.id,
                author=_voice(desk, passage.source, passage.start),
            )
            for _, passage in desk.view.codings(code=id_)
        ),
    )


def _voice(desk: Desk, source: str, start: int) -> Ref | None:
    parts = [p for p in desk.view.parts(source) if p.start <= start < p.end]
    author = parts[-1].author if parts else desk.view.source(source).author
    return desk.ref(author) if author else None


# ── about ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class AboutPage:
    """How to read the site, and what is not in it."""

    as_of: str
    withheld: tuple[str, ...]
    pseudonyms: int


def about_page(desk: Desk, as_of: str, withheld: Sequence[Withheld]) -> AboutPage:
    """Return the page that says how to read the others."""
    return AboutPage(
        as_of=as_of,
        withheld=tuple(withheld_line(line, desk.lang) for line in withheld),
        pseudonyms=sum(1 for e in desk.view.entities() if e.alias),
    )


def withheld_line(line: Withheld, lang: str) -> str:
    """Return one reason for holding something back, in words."""
    reason = "memo" if line.kind == "memo" else line.reason
    what = say(f"site.withheld_{line.kind}", lang, n=line.count)
    return say("site.withheld_line", lang, what=what, why=say(f"site.because_{reason}", lang))
