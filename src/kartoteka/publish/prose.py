"""Statements and their evidence → what a page says, with everything that can be linked marked.

In: records of the view. Out: :class:`Said` (a sentence in pieces, and the quotes it stands on). Those made
last are kept: pages that show the same are made one after the other. Of what fifty people said, a page shows
the first quotes, and how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kartoteka.model.statements import Attested, Evidence, Statement
from kartoteka.publish.typesetting import shortened, unbroken, unbroken_date, year_of
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.hearsay import steps
from kartoteka.relate.sentences import quoted, segments
from kartoteka.relate.standing import Journeys, Standing
from kartoteka.wording.texts import say

MOST_QUOTES, MOST_ELSEWHERE = 24, 6
"""Quotes of one statement that stand on the page of its subject, and on any other; the letters have all."""

_RECENT = 2_048
"""Sentences that are kept; some kilobytes each, in every language and process."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: the entity it names, and its language where that is not the page's."""

    text: str
    entity: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One telling on the way to us: who spoke, where, when. Entity ids, and a date in words."""

    speaker: str | None
    place: str | None
    when: str
    reliability: int | None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of one attestation, and how they came to us.

    ``hops`` are the tellings, innermost first; ``author`` is an entity id; ``anchor`` is the place of
    the passage on its source's page.
    """

    text: str
    lang: str
    source: str
    title: str
    anchor: str
    author: str | None
    written: str
    basis: str
    stance: str
    standing: Standing
    hops: tuple[Hop, ...]
    certainty: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as a page shows it; ``more`` quotes are left to the pages of the letters."""

    id: str
    pieces: tuple[Piece, ...]
    quotes: tuple[Quote, ...]
    more: int
    predicate: str
    negative: bool
    year: str
    statement: Statement

    @property
    def text(self) -> str:
        """The sentence as plain text, without a full stop."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def standing(self) -> Standing:
        """First-hand where any attestation is."""
        hands = {quote.standing for quote in self.quotes}
        return "hearsay" if hands == {"hearsay"} else "first-hand"


class Prose:
    """Says things in one language."""

    def __init__(self, atlas: Atlas, journeys: Journeys, lang: str) -> None:
        self.lang = lang
        self._atlas, self._journeys = atlas, journeys
        self._said: dict[tuple[bool | str, ...], Said] = {}
        self._date = lru_cache(maxsize=4096)(unbroken_date)

    def said(self, found: Attested, subject: str | None = None) -> Said:
        """Return a statement in words; the page's own ``subject`` becomes a pronoun or goes."""
        statement = found.statement
        own = subject is not None and self._atlas.clusters.head(statement.subject) == subject
        # With the evidence it is asked for with: a page may want one attestation of several, or none.
        key = (own, statement.id, *(e.attestation.id for e in found.evidence))
        said = self._said.get(key)
        if said is None:
            if len(self._said) >= _RECENT:
                self._said.clear()
            said = self._say(found, MOST_QUOTES if own else MOST_ELSEWHERE)
            self._said[key] = said
        if subject is None or not own:
            return said
        return replace(said, pieces=self._without_subject(said.pieces, subject))

    def _say(self, found: Attested, most: int) -> Said:
        statement = found.statement
        foreign = statement.lang if statement.lang not in (None, self.lang) else None
        shown = quoted(statement.value or "", statement.lang, self.lang)
        pieces = [
            Piece(unbroken(text), id_, foreign if foreign and text == shown else None)
            for text, id_ in self._split(statement, shown)
        ]
        return Said(
            id=statement.id,
            pieces=tuple(_capitalized(pieces)),
            quotes=tuple(self.quote(statement, e) for e in self._first(found, most)),
            more=max(0, len(found.evidence) - most),
            predicate=statement.predicate,
            negative=statement.polarity < 0,
            year=year_of(statement.when),
            statement=statement,
        )

    def _first(self, found: Attested, most: int) -> Sequence[Evidence]:
        """Return the first attestations; one of somebody who was there is among them, if there is any."""
        first, rest = found.evidence[:most], found.evidence[most:]

        def is_own(evidence: Evidence) -> bool:
            return self._standing(found.statement, evidence) == "first-hand"

        if not rest or any(map(is_own, first)):
            return first
        return (*first[:-1], next(filter(is_own, rest), first[-1]))

    def _split(self, statement: Statement, shown: str) -> list[tuple[str, str | None]]:
        """Set a foreign value apart from the words around it, so that it can carry its language."""
        found: list[tuple[str, str | None]] = []
        for text, id_ in segments(statement, self._atlas, self.lang):
            if id_ is None and shown and shown != text and shown in text:
                before, _, after = text.partition(shown)
                found += [(t, None) for t in (before, shown, after) if t]
            else:
                found.append((text, id_))
        return found

    def _without_subject(self, pieces: tuple[Piece, ...], subject: str) -> tuple[Piece, ...]:
        position = next((i for i, p in enumerate(pieces) if p.entity == subject), None)
        if position is None or position > 1:
            return pieces
        rest = pieces[position + 1].text if position + 1 < len(pieces) else ""
        if position == 0 and (rest[:1] in (",", ":") or rest.startswith(" — ")):
            trimmed = Piece(rest.lstrip(",:— "))
            kept = [piece for piece in (trimmed, *pieces[position + 2 :]) if piece.text]
            return tuple(_capitalized(kept))
        pronoun = self.pronoun(subject)
        if not pronoun:
            return pieces
        changed = [*pieces[:position], Piece(pronoun), *pieces[position + 1 :]]
        return tuple(_capitalized(changed))

    def pronoun(self, id_: str) -> str:
        """Return how to call somebody who has just been named; empty where nobody says."""
        entity = self._atlas.find(id_)
        kind = entity.kind if entity else "thing"
        gender = self._atlas.gender(id_)
        if kind == "person" and gender is None:
            return ""
        return say(
            f"site.pronoun_{kind}_{gender}" if kind == "person" else f"site.pronoun_{kind}",
            self.lang,
        )

    def quote(self, statement: Statement, evidence: Evidence) -> Quote:
        """Return the words an attestation points at, with who says so."""
        passage, source = evidence.passage, evidence.source
        return Quote(
            text=shortened(passage.exact),
            lang=source.lang,
            source=source.id,
            title=source.title,
            anchor=passage.id,
            author=evidence.author,
            written=self._date(evidence.written, self.lang) if evidence.written else "",
            basis=self._term("basis", evidence.attestation.basis),
            stance=evidence.attestation.stance,
            standing=self._standing(statement, evidence),
            hops=tuple(
                Hop(
                    s.speaker,
                    s.place,
                    self._date(s.when, self.lang) if s.when else "",
                    s.reliability,
                )
                for s in steps(evidence)
            ),
            certainty=evidence.attestation.certainty,
        )

    def _standing(self, statement: Statement, evidence: Evidence) -> Standing:
        """Return the standing; an author's own conclusion about people or types is not hearsay."""
        subject = self._atlas.find(statement.subject)
        own = not evidence.chain and evidence.attestation.basis in ("inferred", "read")
        if own and subject is not None and subject.kind != "place":
            return "first-hand"
        return self._journeys.standing(statement, evidence)

    def _term(self, vocab: str, id_: str) -> str:
        vocabulary = self._atlas.vocabulary
        return vocabulary.get(vocab, id_).name(self.lang) if vocabulary.has(vocab, id_) else id_


def _capitalized(pieces: list[Piece]) -> list[Piece]:
    if not pieces:
        return []
    first = pieces[0]
    return [replace(first, text=first.text[:1].upper() + first.text[1:]), *pieces[1:]]
