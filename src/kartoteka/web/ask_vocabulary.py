"""``vocabulary``: every word in which statements are made, with what a form needs to know of it.

In: nothing. Out: predicates with kinds, values and roles; lists of terms; scales.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

from kartoteka.annotate.context import kinds_in, literals_in
from kartoteka.model.entities import ACCESSES, KINDS, VERDICTS
from kartoteka.model.statements import RANKS, STANCES
from kartoteka.model.terms import Term
from kartoteka.web.calls import At, call
from kartoteka.web.shapes import (
    Answer,
    Nothing,
)
from kartoteka.wording.texts import say


class Value(Struct, frozen=True):
    """What may be typed: ``text``, ``number``, ``date``, ``scale``, or a ``term`` of a list."""

    type: Literal["text", "number", "date", "scale", "term"]
    list: str | None = None


class PredicateShape(Struct, frozen=True):
    """A predicate, with all that a form needs."""

    id: str
    label: str
    definition: str
    domain: list[str]
    objects: list[str]
    values: list[Value]
    roles: list[str]
    cardinality: str
    unattested: bool
    own: bool
    pattern: str


class RoleTerm(Struct, frozen=True):
    """A role, with what may fill it."""

    id: str
    label: str
    objects: list[str]
    values: list[Value]


class TermShape(Struct, frozen=True):
    """A term of a list."""

    id: str
    label: str
    definition: str | None
    broader: str | None


class Graded(Struct, frozen=True):
    """A step of a scale from 0 to 4."""

    value: int
    label: str


class VocabularyShape(Answer, frozen=True, kw_only=True):
    """Every word in which statements are made."""

    predicates: list[PredicateShape]
    roles: list[RoleTerm]
    lists: dict[str, list[TermShape]]
    kinds: list[str]
    stances: list[str]
    ranks: list[str]
    accesses: list[str]
    verdicts: list[str]
    certainties: list[Graded]
    reliabilities: list[Graded]


@call("vocabulary", Nothing, VocabularyShape)
def vocabulary(at: At, said: Nothing) -> VocabularyShape:  # noqa: ARG001 - it says nothing
    """The predicates with the forms they need, the roles, and every list of terms."""
    return at.known.kept(("vocabulary", at.lang), lambda: _vocabulary(at), of="terms")


def _vocabulary(at: At) -> VocabularyShape:
    terms, own = at.known.atlas.vocabulary, {t.key for t in at.known.archive.own_terms()}
    lang = at.lang
    lists: dict[str, list[TermShape]] = {}
    for term in terms:
        if term.vocab not in ("predicate", "role", "code"):
            definition = term.definition.get(lang) or term.definition.get("en")
            shape = TermShape(term.id, term.name(lang), definition, term.broader)
            lists.setdefault(term.vocab, []).append(shape)
    return VocabularyShape(
        predicates=[_predicate(t, lang, own=t.key in own) for t in terms.terms("predicate")],
        roles=[
            RoleTerm(t.id, t.name(lang), list(kinds_in(t.range)), _values(t))
            for t in terms.terms("role")
        ],
        lists=lists,
        kinds=list(KINDS),
        stances=list(STANCES),
        ranks=list(RANKS),
        accesses=list(ACCESSES),
        verdicts=list(VERDICTS),
        certainties=[Graded(n, say(f"serving.certainty_{n}", lang)) for n in range(5)],
        reliabilities=[Graded(n, say(f"serving.reliability_{n}", lang)) for n in range(5)],
    )


def _predicate(t: Term, lang: str, *, own: bool) -> PredicateShape:
    return PredicateShape(
        id=t.id,
        label=t.name(lang),
        definition=t.definition.get(lang) or t.definition.get("en") or "",
        domain=list(t.domain),
        objects=list(kinds_in(t.range)),
        values=_values(t),
        roles=list(t.roles),
        cardinality=t.cardinality,
        unattested=t.unattested,
        own=own,
        pattern=t.pattern.get(lang) or t.pattern.get("en") or "",
    )


def _values(term: Term) -> list[Value]:
    found: list[Value] = []
    for literal in literals_in(term.range):
        vocab = literal.partition("term:")[2]
        found.append(Value("term", vocab) if vocab else msgspec.convert({"type": literal}, Value))
    return found or ([] if term.range else [Value("text")])
