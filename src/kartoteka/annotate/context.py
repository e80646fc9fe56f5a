"""What an entry is checked against: the archive, and what the files of the same call declare.

In: the archive. Out: answers about entities, terms, sources and texts. Nothing is loaded before it is
asked for, and texts are kept only as long as they are in use, so that a hundred thousand lines about ten
thousand letters need no more memory than a few.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from kartoteka.archive.archive import Archive
from kartoteka.errors import NotFound
from kartoteka.model.dates import UncertainDate
from kartoteka.model.entities import KINDS, Kind
from kartoteka.model.sources import CodePoint, Part, Passage, Source
from kartoteka.model.terms import Term, Vocabulary

TEXTS = 32
"""Texts kept at a time."""


@dataclass(frozen=True, slots=True)
class Words:
    """A passage with what is known of the text around it.

    Parameters
    ----------
    passage
        The span.
    written, lang
        When, and in which language, it was written.
    """

    passage: Passage
    written: UncertainDate | None
    lang: str


@dataclass(slots=True)
class OpenSource:
    """A source with its text and parts, while entries about it are read; ``last``: the last quote found."""

    source: Source
    text: str
    parts: list[Part]
    last: tuple[str, Words] | None = None

    def part_at(self, position: CodePoint) -> Part | None:
        """Return the innermost part that a position lies in."""
        around = [p for p in self.parts if p.start <= position < p.end]
        return min(around, key=lambda p: p.end - p.start, default=None)


@dataclass(slots=True)
class Context:
    """What is known while files are read.

    Parameters
    ----------
    archive
        Asked, never written to.
    trusting
        For an archive's own export: what it says was accepted once, so that neither the vocabulary's
        rules (who may be subject or object of what) nor the need of a witness are asked again.
    replace
        Whether the files decide where they differ from the archive.
    """

    archive: Archive
    trusting: bool = False
    replace: bool = False
    vocabulary: Vocabulary = field(init=False)
    parts: dict[str, list[Part]] = field(default_factory=dict[str, list[Part]])
    _terms: dict[tuple[str, str], Term] = field(default_factory=dict[tuple[str, str], Term])
    _kinds: dict[str, Kind | None] = field(default_factory=dict[str, "Kind | None"])
    _shaky: set[str] = field(default_factory=set[str])
    _open: OrderedDict[str, OpenSource | None] = field(
        default_factory=OrderedDict[str, "OpenSource | None"]
    )
    _lists: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def __post_init__(self) -> None:
        self.vocabulary = self.archive.vocabulary
        self._terms = {(t.vocab, t.id): t for t in self.vocabulary}

    # ── entities ──────────────────────────────────────────────────────────────────────────────────

    def declare(self, id: str, kind: Kind | None) -> None:  # noqa: A002
        """Make an entity known; without a kind where its declaration is wrong: it is asked no more."""
        self._kinds[id] = kind
        if kind is None:
            self._shaky.add(id)

    def kind(self, id: str) -> Kind | None:  # noqa: A002
        """Return an entity's kind; None where there is no such entity, or its declaration is wrong."""
        if id not in self._kinds:
            found = self.archive.find_entity(id)
            self._kinds[id] = found.kind if found else None
        return self._kinds[id]

    def has_entity(self, id: str) -> bool:  # noqa: A002
        """Tell whether an entity is in the archive or declared, be it wrongly."""
        return self.kind(id) is not None or id in self._shaky

    def near_entities(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """Return ids of entities like this one, also by what they are called."""
        labels = {e.label: e.id for e in self.archive.entities()}
        ids = {*labels.values(), *(i for i, kind in self._kinds.items() if kind)}
        near = get_close_matches(id, [*sorted(ids), *labels], n=2, cutoff=0.6)
        return tuple(dict.fromkeys(labels.get(n, n) for n in near))

    # ── terms ─────────────────────────────────────────────────────────────────────────────────────

    def define(self, term: Term) -> None:
        """Make a term known."""
        self._terms[term.vocab, term.id] = term
        self._lists.pop(term.vocab, None)

    def term(self, vocab: str, id: str) -> Term | None:  # noqa: A002
        """Return a term, or None."""
        return self._terms.get((vocab, id))

    def names(self, vocab: str) -> tuple[str, ...]:
        """Return the ids of a list."""
        if vocab not in self._lists:
            self._lists[vocab] = tuple(t for v, t in self._terms if v == vocab)
        return self._lists[vocab]

    # ── sources ───────────────────────────────────────────────────────────────────────────────────

    def open(self, source: str) -> OpenSource | None:
        """Return a source with its text, or None where the archive has no such source."""
        if source in self._open:
            self._open.move_to_end(source)
            return self._open[source]
        try:
            opened = OpenSource(self.archive.source(source), self.archive.text(source), [])
            opened.parts = self._all_parts(source)
        except NotFound:
            opened = None
        self._open[source] = opened
        if len(self._open) > TEXTS:
            self._open.popitem(last=False)
        return opened

    def _all_parts(self, source: str) -> list[Part]:
        known = {} if self.replace else {p.id: p for p in self.archive.parts(source)}
        return list((known | {p.id: p for p in self.parts.get(source, ())}).values())

    def add_part(self, part: Part) -> None:
        """Make a part known."""
        self.parts.setdefault(part.source, []).append(part)
        if opened := self._open.get(part.source):
            opened.parts, opened.last = self._all_parts(part.source), None

    def near_sources(self) -> Iterable[str]:
        """Return the ids of the archive's sources, to guess from."""
        return [source.id for source in self.archive.sources()]


def kinds_in(range_: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of entity in a term's range."""
    return tuple(r for r in range_ if r in KINDS)


def literals_in(range_: Iterable[str]) -> tuple[str, ...]:
    """Return what of a term's range is not a kind of entity: ``text``, ``number``, ``term:LIST``."""
    return tuple(r for r in range_ if r not in KINDS)
