"""The controlled vocabulary: the words in which statements are made.

A :class:`Term` is one word (a predicate, a role, a sort of place, an aspect, a code); a
:class:`Vocabulary` is all of them, looked up by name. The terms themselves are data: YAML files under
``model/vocabulary/``, read by ``archive/vocabulary.py``; an archive adds its own as records.

References: SKOS Concept (``broader``, ``prefLabel``, ``exactMatch``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from kartoteka.errors import UnknownName
from kartoteka.model.near import nearest

Labels = Mapping[str, str]
"""Language code → text."""

Cardinality = Literal["many", "one", "one-at-a-time"]
"""How many a subject can have: any number, one ever, or one on any given day."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the vocabulary.

    Parameters
    ----------
    id
        Its name within the vocabulary; codes may be paths (``solidarity/mutual-aid``).
    vocab
        Which list it belongs to: ``predicate``, ``role``, ``sort``, ``basis``, ``aspect``, ``code`` …
    broader
        The id of the term above it in the same list.
    label
        Language → what people read.
    definition
        Language → one sentence.
    domain
        For a predicate: the kinds of entity that can be its subject.
    range
        For a predicate or role: what may stand as object or value: kinds of entity, and ``text``,
        ``number``, ``date``, ``scale`` (−2 to 2) or ``term:LIST``.
    roles
        For a predicate: the roles that may qualify it.
    cardinality
        For a predicate: see :data:`Cardinality`. With ``one-at-a-time`` overlapping certain times
        are a contradiction (a person cannot be in two cells at once; nested places are one place).
    unattested
        For a predicate: whether the archive's owner may say it without a witness.
    pattern
        Language (optionally ``ru.f``, ``ru.pl``) → a sentence with ``{subject}``, ``{object}``,
        ``{when}`` and role names.
    exact_match
        The same notion in other standards, as compact URIs.
    extra
        Further data of one list: e.g. how a sort of place is said with a preposition.
    """

    id: str
    vocab: str
    broader: str | None = None
    label: Labels = field(default_factory=dict[str, str], hash=False)
    definition: Labels = field(default_factory=dict[str, str], hash=False)
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    cardinality: Cardinality = "many"
    unattested: bool = False
    pattern: Labels = field(default_factory=dict[str, str], hash=False)
    exact_match: tuple[str, ...] = ()
    extra: Labels = field(default_factory=dict[str, str], hash=False)

    @property
    def key(self) -> str:
        """The term's id among all records: ``predicate:stay``."""
        return f"{self.vocab}:{self.id}"

    def name(self, lang: str = "en") -> str:
        """Return the label in a language, else in English, else the id."""
        return self.label.get(lang) or self.label.get("en") or self.id.replace("-", " ")


class Code(Term):
    """A term of the codebook: a theme under which passages are put (REFI-QDA Code)."""

    __slots__ = ()


class Vocabulary:
    """All terms, by list and name. Immutable; :meth:`extended` returns a larger one."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[tuple[str, str], Term] = {(t.vocab, t.id): t for t in terms}

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def __len__(self) -> int:
        return len(self._terms)

    def extended(self, terms: Iterable[Term]) -> Vocabulary:
        """Return a vocabulary with these terms added; a term of the same key is replaced."""
        return Vocabulary([*self, *terms])

    def has(self, vocab: str, id: str) -> bool:  # noqa: A002
        """Tell whether a list has a term."""
        return (vocab, id) in self._terms

    def get(self, vocab: str, id: str) -> Term:  # noqa: A002
        """Return a term.

        Raises
        ------
        UnknownName
            No such term; the error carries the nearest names of the same list.
        """
        try:
            return self._terms[vocab, id]
        except KeyError:
            terms = self.terms(vocab)
            names = {name: t.id for t in terms for name in t.label.values()}
            near = nearest(id, {**names, **{t.id: t.id for t in terms}})
            called = {i: self._terms[vocab, i].label for i in near}
            raise UnknownName(vocab, id, near, called) from None

    def terms(self, vocab: str) -> tuple[Term, ...]:
        """Return the terms of one list, in the order of the files."""
        return tuple(t for t in self if t.vocab == vocab)

    def within(self, vocab: str, id: str, ancestor: str) -> bool:  # noqa: A002
        """Tell whether a term is ``ancestor`` or stands below it (SKOS broaderTransitive)."""
        seen: set[str] = set()
        at: str | None = id
        while at is not None and at not in seen:
            if at == ancestor:
                return True
            seen.add(at)
            term = self._terms.get((vocab, at))
            at = term.broader if term else None
        return False
