"""What pages stand on: every fact that may be published, as a digest and the tags by which it is found.

In: a view with its names and addresses. Out: :class:`Grounds`; of two builds, :func:`changed` returns the
tags of every fact that came, went, changed or changed places. With an entity goes what it is called, of what
sort it is, what it lies in, whom it is judged the same as, and where its page is.

The texts themselves are not kept, only hashes of what is published.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kartoteka.model.coding import Coding
from kartoteka.model.sources import Passage, Source
from kartoteka.model.statements import Attested, Evidence
from kartoteka.publish.desk import Desk
from kartoteka.publish.digests import Digest, digest, plain
from kartoteka.publish.facts import Facts
from kartoteka.publish.noted import NO_NUMBERS, Numbers, among
from kartoteka.publish.tracing import Tag, tag
from kartoteka.relate.identity import standing

Rows = npt.NDArray[np.int64]
"""Numbers of facts."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """All facts, in the order in which they are read.

    Parameters
    ----------
    digests
        One a fact; shape (facts,).
    first
        Where the tags of each begin, and where the last ones end; shape (facts + 1,).
    tags
        Shape (tags of all facts,).
    told
        How many of the facts are statements: they come last, in the order of the view.
    """

    digests: Numbers
    first: Numbers
    tags: Numbers
    told: int

    def of(self, facts: Rows) -> Numbers:
        """Return the tags of some facts, each once."""
        chosen = np.zeros(len(self.digests), bool)
        chosen[facts] = True
        return np.unique(self.tags[np.repeat(chosen, np.diff(self.first.astype(np.int64)))])

    def with_any(self, tags: Numbers) -> Rows:
        """Return the rows of the facts that have one of some tags."""
        hits = np.flatnonzero(among(self.tags, np.unique(tags)))
        return np.unique(np.searchsorted(self.first, hits.astype(np.uint64), side="right") - 1)

    def statements(self, facts: Rows) -> list[int]:
        """Return which of some facts are statements, by their numbers in the view."""
        numbers = facts - (len(self.digests) - self.told)
        return numbers[numbers >= 0].tolist()


NO_GROUNDS = Grounds(NO_NUMBERS, NO_NUMBERS, NO_NUMBERS, 0)
"""Of a build that is not to be compared any more."""


def grounds(facts: Facts, desks: Sequence[Desk]) -> Grounds:
    """Return what the pages of a site stand on."""
    digests, first, tags = array("Q"), array("Q", [0]), array("Q")
    for each, under in _each(facts, desks):
        digests.append(each)
        tags.extend(dict.fromkeys(under))
        first.append(len(tags))
    made = (np.array(each, np.uint64) for each in (digests, first, tags))
    return Grounds(*made, told=len(facts.view.compact))


def _each(facts: Facts, desks: Sequence[Desk]) -> Iterator[tuple[Digest, Iterable[Tag]]]:
    view = facts.view
    letters: dict[str, Digest] = {}
    for source in view.sources():
        letters[source.id] = digest((source, facts.addresses.path("source", source.id)))
        yield digest((plain(source), *_around(facts, source))), _of_source(facts, source)
    for coding, passage in view.codings():
        yield _coding(facts, coding, passage)
    yield from _entities(facts, desks)
    yield from _judgements(facts)
    for found in view.stream():
        said = tuple(_evidence(e, letters) for e in found.evidence)
        yield digest((plain(found.statement), said)), _of_statement(found)


# ── sources and codings ───────────────────────────────────────────────────────────────────────────────


def _around(facts: Facts, source: Source) -> tuple[object, ...]:
    """Return what else is shown of a source: its voices, its address, the letters before and after."""
    before, after = facts.neighbours(source)
    path = facts.addresses.path("source", source.id)
    return facts.view.parts(source.id), path, before and before.id, after and after.id


def _of_source(facts: Facts, source: Source) -> Iterator[Tag]:
    yield tag("letter", source.id)
    if source.author:
        yield tag("author", source.author)
    if source.place:
        yield tag("written in", source.place)
    voices = (part.author for part in facts.view.parts(source.id))
    for id_ in (source.author, source.addressee, source.place, *voices):
        if id_:
            yield tag("names", id_)


def _coding(facts: Facts, coding: Coding, passage: Passage) -> tuple[Digest, Iterable[Tag]]:
    path = facts.addresses.path("code", coding.code)
    shown = plain(coding), plain(passage), path, _terms_above(facts, coding.code)
    return digest(shown), (tag("coded", passage.source), tag("code", coding.code))


def _terms_above(facts: Facts, code: str) -> tuple[object, ...]:
    """Return a code's term, and those above it."""
    found: dict[str, object] = {}
    at: str | None = code
    while at is not None and at not in found and facts.view.vocabulary.has("code", at):
        term = facts.view.vocabulary.get("code", at)
        found[at] = plain(term)
        at = term.broader
    return tuple(found.values())


# ── entities ──────────────────────────────────────────────────────────────────────────────────────────


def _entities(facts: Facts, desks: Sequence[Desk]) -> Iterator[tuple[Digest, Iterable[Tag]]]:
    """Yield each entity with what it is called everywhere, what it lies in, and where its page is."""
    atlas = facts.atlas
    entities = tuple(facts.view.entities())
    atlas.gather(e.id for e in entities)
    links = _links(facts)
    for entity in entities:
        head = atlas.clusters.head(entity.id)
        above = [(at, links.get(at)) for at in sorted(atlas.above(head))] if head in links else []
        path = facts.addresses.path(entity.kind, entity.id)
        shown = [desk.ref(entity.id) for desk in desks]
        own = atlas.ids(entity.id), atlas.gender(entity.id), atlas.sort(entity.id)
        yield digest((entity, path, shown, own, above)), (tag("entity", entity.id),)


def _judgements(facts: Facts) -> Iterator[tuple[Digest, Iterable[Tag]]]:
    """Yield who may be who: what is left open is asked, without a change in what anybody is called."""
    for judged in standing(facts.view.identities()).values():
        shown = judged.id, judged.a, judged.b, judged.verdict, judged.reason
        yield digest(shown), (tag("judgement", judged.id),)


def _links(facts: Facts) -> dict[str, list[object]]:
    """Return what each entity is said to lie in, and when."""
    found: dict[str, list[object]] = {}
    for said in facts.view.outlines(predicate="part_of"):
        if said.stands and said.object:
            link = said.object, said.b0, said.b1, said.e0, said.e1
            found.setdefault(facts.atlas.clusters.head(said.subject), []).append(link)
    return found


# ── statements ────────────────────────────────────────────────────────────────────────────────────────


def _evidence(evidence: Evidence, letters: dict[str, Digest]) -> tuple[object, ...]:
    return (
        plain(evidence.attestation),
        plain(evidence.passage),
        letters[evidence.source.id],
        plain(evidence.part),
        plain(evidence.chain),
    )


def _of_statement(found: Attested) -> Iterator[Tag]:
    said = found.statement
    yield tag("ids", said.id)
    yield tag("subject", said.subject)
    yield tag("subject", said.subject, said.predicate)
    if said.object:
        yield tag("object", said.object)
        yield tag("object", said.object, said.predicate)
    for id_ in said.entities():
        yield tag("about", id_)
        yield tag("about", id_, said.predicate)
    for evidence in found.evidence:
        yield tag("source", evidence.source.id)
        if evidence.part and evidence.part.author:
            yield tag("names", evidence.part.author)
        for telling in evidence.chain:
            if telling.speaker:
                yield tag("speaker", telling.speaker)
            if telling.place:
                yield tag("names", telling.place)


# ── two builds ────────────────────────────────────────────────────────────────────────────────────────


def changed(old: Grounds, new: Grounds) -> tuple[Numbers, Rows]:
    """Return the tags of all facts that came, went, changed or moved, and the rows of those still there."""
    went = ~np.isin(old.digests, new.digests)
    came = ~np.isin(new.digests, old.digests)
    stayed = np.flatnonzero(~came)
    moved = stayed[_moved(old.digests[~went], new.digests[~came])]
    anew = np.concatenate([np.flatnonzero(came), moved])
    return np.union1d(old.of(np.flatnonzero(went)), new.of(anew)), anew


def _moved(old: Numbers, new: Numbers) -> list[int]:
    """Return the positions of the fewest facts that changed places, so that all others are in order.

    >>> _moved(np.array([1, 2, 3, 4], np.uint64), np.array([2, 3, 1, 4], np.uint64))
    [2]
    """
    if bool((old == new).all()):
        return []
    where = {each: position for position, each in enumerate(old.tolist())}
    at = [where[each] for each in new.tolist()]
    # The longest ascending row: the last of each length that ends lowest, and what came before it.
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for position, each in enumerate(at):
        length = bisect_left(ends, each)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [each]
        last[length : length + 1] = [position]
    kept: set[int] = set()
    position = last[-1] if last else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return [position for position in range(len(at)) if position not in kept]
