"""What is said, and everything it stands on: statements, attestations, tellings.

A :class:`Statement` is one proposition and has no author. An :class:`Attestation` says that a passage
asserts, denies or doubts it, on what basis, and through which :class:`Telling`. Tellings form a chain:
each points by ``told_in`` at the telling in which it was passed on; the chain ends with the author of
the passage. :class:`Evidence` and :class:`Attested` are what the archive hands out: a statement together
with all that, so that no conclusion is ever without its words.

References: the factoid model (Bradley & Short 2005); IPIF Statement; CIDOC-CRM E13.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kartoteka.model.dates import Duration, UncertainDate
from kartoteka.model.entities import Access
from kartoteka.model.sources import Part, Passage, Source

Rank = Literal["preferred", "normal", "deprecated"]
RANKS: tuple[Rank, ...] = ("preferred", "normal", "deprecated")

Stance = Literal["asserts", "denies", "doubts"]
STANCES: tuple[Stance, ...] = ("asserts", "denies", "doubts")

Method = Literal["hand", "machine"]
METHODS: tuple[Method, ...] = ("hand", "machine")

_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:\.\.([+-]?\d+(?:\.\d+)?))?")


def read_number(value: str | None) -> tuple[float, float] | None:
    """Return a value as (least, most), or None where it is not a number.

    >>> read_number("−2"), read_number("13..15"), read_number("many")
    ((-2.0, -2.0), (13.0, 15.0), None)
    """
    match = _NUMBER.fullmatch(value.strip().replace("−", "-")) if value else None
    if not match:
        return None
    low = float(match[1])
    return low, float(match[2]) if match[2] else low


@dataclass(frozen=True, slots=True)
class Role:
    """A qualification of a statement: ``regime: quarantine``. Either an entity or a value."""

    term: str
    entity: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One proposition: subject, predicate, object entity or value, qualifying roles, validity.

    Parameters
    ----------
    id
        Made from the content where nobody gave one, so that recording twice changes nothing.
    subject, object
        Entity ids; ``object`` is None where the statement has a ``value``.
    predicate
        A term of the list ``predicate``.
    value
        Text as typed; a number or a range of numbers (``13..15``) is understood by :attr:`number`.
    lang
        Of the value.
    when
        Validity in time, None where the testimony gives none.
    duration
        How long, where that is said ("two weeks"), as ISO 8601 with EDTF marks (``P1M~``).
    polarity
        1, or −1 for "it is not so that …".
    rank
        The editor's conclusion: ``preferred``, ``normal``, ``deprecated``.
    """

    id: str
    subject: str
    predicate: str
    object: str | None = None
    value: str | None = None
    lang: str | None = None
    when: UncertainDate | None = None
    duration: Duration | None = None
    polarity: Literal[1, -1] = 1
    rank: Rank = "normal"
    access: Access = "public"
    roles: tuple[Role, ...] = ()

    def role(self, term: str) -> str | None:
        """Return the first entity id or value under a role, or None."""
        return next((r.entity or r.value for r in self.roles if r.term == term), None)

    @property
    def number(self) -> tuple[float, float] | None:
        """The value as (least, most), or None where it is not a number.

        >>> Statement("st_1", "cell", "population", value="13..15").number
        (13.0, 15.0)
        """
        return read_number(self.value)

    def entities(self) -> tuple[str, ...]:
        """Every entity the statement names: subject, object, roles."""
        named = (self.subject, self.object, *(r.entity for r in self.roles))
        return tuple(dict.fromkeys(n for n in named if n is not None))


@dataclass(frozen=True, slots=True)
class Telling:
    """A speech act by which news travelled.

    Parameters
    ----------
    id, source
        The telling, and the source in which we read of it.
    speaker
        A person, a group or a type, or None where nobody is named.
    told_in
        The telling in which this one was passed on; None where the source's author heard it.
    when, place
        Of the telling itself (not of what was told).
    reliability
        Of the speaker, 0 (none) to 4 (full); None where it was not judged.
    """

    id: str
    source: str
    speaker: str | None = None
    told_in: str | None = None
    when: UncertainDate | None = None
    place: str | None = None
    reliability: int | None = None
    access: Access = "public"


@dataclass(frozen=True, slots=True)
class Attestation:
    """That a passage asserts, denies or doubts a statement, and how we know.

    ``basis`` (list ``basis``) is how the *innermost* speaker knows: ``experienced``, ``saw``, ``did``,
    ``heard-said``, ``read``, ``inferred``, ``unknown``. ``certainty`` (0 to 4) is of our reading, not of
    the speaker. ``telling`` is the innermost telling of the chain, None for the author's own word.
    """

    id: str
    statement: str
    passage: str
    telling: str | None = None
    basis: str = "unknown"
    stance: Stance = "asserts"
    certainty: int | None = None
    method: Method = "hand"
    created_by: str = ""
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One attestation with everything it stands on.

    Parameters
    ----------
    attestation, passage, source
        What says so, in which words, in which text.
    part
        The part the passage stands in, where it is in another voice than the source's author's.
    chain
        The tellings, innermost (the one who knew) first, outermost (who told the author) last;
        empty where the author speaks for themself.
    """

    attestation: Attestation
    passage: Passage
    source: Source
    part: Part | None = None
    chain: tuple[Telling, ...] = ()

    @property
    def author(self) -> str | None:
        """Whose words the passage is in: its part's author, else its source's."""
        return self.part.author if self.part else self.source.author

    @property
    def witness(self) -> str | None:
        """Who knew: the innermost speaker, else the author of the passage."""
        return self.chain[0].speaker if self.chain else self.author

    @property
    def written(self) -> UncertainDate | None:
        """When the words were written: the part's date, else the source's."""
        return (self.part.written if self.part else None) or self.source.written

    def speakers(self) -> tuple[str | None, ...]:
        """Everybody the words passed through, innermost first, the author last."""
        return (*(t.speaker for t in self.chain), self.author)


@dataclass(frozen=True, slots=True)
class Attested:
    """A statement with all its evidence, in the order in which it was recorded."""

    statement: Statement
    evidence: tuple[Evidence, ...] = ()

    def ids(self) -> tuple[str, ...]:
        """Return the statement's id and those of its attestations and passages."""
        under = (i for e in self.evidence for i in (e.attestation.id, e.passage.id))
        return tuple(dict.fromkeys((self.statement.id, *under)))

    @property
    def stands(self) -> bool:
        """Whether it is said, and not deprecated: affirmed, and denied or doubted not by all.

        Conflicting statements all stand until the editor ranks one of them ``deprecated``.
        """
        if self.statement.polarity < 0 or self.statement.rank == "deprecated":
            return False
        return not self.evidence or any(e.attestation.stance == "asserts" for e in self.evidence)

    @property
    def witnesses(self) -> tuple[str, ...]:
        """Who knew: the innermost speakers of its attestations, each once."""
        return tuple(dict.fromkeys(e.witness for e in self.evidence if e.witness))
