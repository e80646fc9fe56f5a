"""Hearsay: what was said of somebody or something, by whom, from whom they had it, where it was told.

In: a reader and (perhaps) an entity. Out: :class:`News`, one per attestation, each with the whole chain of
tellings. First-hand or hearsay is decided by the journeys (``standing``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kartoteka.archive.reader import Ids, Reader
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.statements import Attested, Evidence, Statement
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.life import ABOUT_NAMES
from kartoteka.relate.standing import TOLD, Journeys, Presence, Standing


@dataclass(frozen=True, slots=True)
class Step:
    """One telling of a chain: who told whom, where and when. None where it is not known."""

    speaker: str | None
    listener: str | None
    place: str | None
    when: UncertainDate | None
    reliability: int | None


@dataclass(frozen=True, slots=True)
class News:
    """One thing that one passage says, with how it came there.

    Parameters
    ----------
    statement, evidence
        What is said, and the attestation that says it.
    standing
        Whether the innermost speaker knows first-hand.
    because
        Where the journeys place that speaker, if they do: the reason for ``first-hand``.
    steps
        The tellings, innermost first; empty where the author speaks for themself.
    age
        Days from the innermost telling (or, if undated, what was told) to the writing; None if unknown.
    """

    statement: Statement
    evidence: Evidence
    standing: Standing
    because: Presence | None
    steps: tuple[Step, ...]
    age: int | None

    @property
    def witness(self) -> str | None:
        """Who knew: the innermost speaker, else the author."""
        return self.evidence.witness

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the statement, the attestation and the passage."""
        return self.statement.id, self.evidence.attestation.id, self.evidence.passage.id


def hearsay(
    reader: Reader,
    about: str | None = None,
    *,
    atlas: Atlas | None = None,
    journeys: Journeys | None = None,
) -> tuple[News, ...]:
    """Return what reached us by hearsay: told to the author, or said without having been there.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    about
        An entity id; of a place also what is said of the places within it. By default everything.

    Raises
    ------
    NotFound
        No such entity.
    """
    return tuple(each_hearsay(reader, about, atlas=atlas, journeys=journeys))


def each_hearsay(
    reader: Reader,
    about: str | None = None,
    *,
    atlas: Atlas | None = None,
    journeys: Journeys | None = None,
) -> Iterator[News]:
    """Yield what :func:`hearsay` returns, in the order of recording: whoever wants few stops early."""
    atlas = atlas or Atlas(reader)
    journeys = journeys or Journeys(atlas)
    for found, evidence in _each_said(reader, about, None, atlas):
        if evidence.chain:
            yield one_news(found, evidence, journeys)
        elif _second_hand(found.statement, evidence, atlas, journeys):
            yield _news(found, evidence, "hearsay", None)


def unwitnessed(statement: Statement, evidence: Evidence, atlas: Atlas, journeys: Journeys) -> bool:
    """Tell whether :func:`hearsay` has an attestation, and nobody in it knew first-hand.

    Where nobody told the author and no place is spoken of, not knowing how they know makes no hearsay.

    Parameters
    ----------
    statement, evidence
        What is said, and the attestation that says it.
    atlas, journeys
        Of the archive.
    """
    if statement.predicate in ABOUT_NAMES:
        return False
    if evidence.chain:
        return journeys.standing(statement, evidence) == "hearsay"
    return _second_hand(statement, evidence, atlas, journeys)


def news(
    reader: Reader,
    about: str | None = None,
    *,
    predicate: Ids | None = None,
    atlas: Atlas | None = None,
    journeys: Journeys | None = None,
) -> tuple[News, ...]:
    """Return everything (or what some predicates say) of an entity, one :class:`News` per attestation."""
    atlas = atlas or Atlas(reader)
    journeys = journeys or Journeys(atlas)
    said = _each_said(reader, about, predicate, atlas)
    return tuple(one_news(found, evidence, journeys) for found, evidence in said)


def _each_said(
    reader: Reader, about: str | None, predicate: Ids | None, atlas: Atlas
) -> Iterator[tuple[Attested, Evidence]]:
    """Yield every attestation of what is said of an entity, but for its names; in the order of recording."""
    ids = None if about is None else atlas.all_ids(atlas.below(atlas.entity(about).id))
    for found in reader.stream(about=ids, predicate=predicate):
        if found.statement.predicate not in ABOUT_NAMES:
            yield from ((found, evidence) for evidence in found.evidence)


def one_news(found: Attested, evidence: Evidence, journeys: Journeys) -> News:
    """Return one attestation as a piece of news."""
    return _news(found, evidence, *journeys.judged(found.statement, evidence))


def _news(
    found: Attested, evidence: Evidence, standing: Standing, because: Presence | None
) -> News:
    return News(
        statement=found.statement,
        evidence=evidence,
        standing=standing,
        because=because,
        steps=steps(evidence),
        age=age_of(found.statement, evidence),
    )


def steps(evidence: Evidence) -> tuple[Step, ...]:
    """Return who told whom, innermost first; the last listener is the author of the passage."""
    chain = evidence.chain
    listeners = [*(t.speaker for t in chain[1:]), evidence.author] if chain else []
    return tuple(
        Step(telling.speaker, listener, telling.place, telling.when, telling.reliability)
        for telling, listener in zip(chain, listeners, strict=True)
    )


def _second_hand(
    statement: Statement, evidence: Evidence, atlas: Atlas, journeys: Journeys
) -> bool:
    """Whether the author says it without knowing: of a place, or by their own admission."""
    entity = atlas.find(statement.subject)
    placed = entity is not None and entity.kind == "place"
    if not placed and evidence.attestation.basis not in TOLD:
        return False
    return journeys.standing(statement, evidence) == "hearsay"


def age_of(statement: Statement, evidence: Evidence) -> int | None:
    """Return the days between what is told and the writing; None where one of them is not known."""
    written = _latest(evidence.written)
    told = next((_latest(t.when) for t in evidence.chain if t.when), None)
    told = _latest(statement.when) if told is None else told
    return None if written is None or told is None else max(0, written - told)


def _latest(when: UncertainDate | None) -> Day | None:
    """Return the last day of a time; None for "at some time before", which says nothing of the age."""
    return None if when is None or when.b0 is None else when.e1
