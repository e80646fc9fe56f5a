"""Who may be the same: entities of one kind with like names, and what else speaks for it.

In: an entity. Out: others, each with its reasons, those with the most first. A rule only suggests: people
judge (``record`` with an identity).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from rapidfuzz import fuzz

from kartoteka.model.statements import Attested
from kartoteka.relate.identity import standing
from kartoteka.relate.order import may_meet
from kartoteka.web.calls import At
from kartoteka.web.names import folded, words
from kartoteka.wording.texts import say

ALIKE = 86
"""Per cent of likeness from which two names are worth a look."""

MOST = 8
CELLMATES = 300
"""Of a place with more people than this nothing can be concluded."""


class Suggestion(Struct, frozen=True):
    """An entity that may be the same, and why."""

    other: str
    reasons: list[str]


def suggestions(at: At, head: str) -> list[Suggestion]:
    """Return entities that may be the same as one, with reasons."""
    settled = _settled(at, head)
    stays = _stays(at, head)
    found: dict[str, list[str]] = {}
    for other, reason in (*_namesakes(at, head), *_alike(at, head, stays)):
        if other not in settled and reason not in found.setdefault(other, []):
            found[other].append(reason)
    for other in tuple(found)[: 3 * MOST]:
        found[other] += _together(at, stays, _stays(at, other))
    best = sorted(found.items(), key=lambda item: -len(item[1]))[:MOST]
    at.speaker.note(*(other for other, _ in best))
    return [Suggestion(other, reasons) for other, reasons in best if reasons]


def _settled(at: At, head: str) -> set[str]:
    """Return those that somebody has judged already, and the entity itself."""
    atlas = at.known.atlas
    own = atlas.ids(head)
    judged = at.known.kept("judged", lambda: standing(at.known.archive.identities()))
    pairs = [(a, b) for (a, b), j in judged.items() if j.verdict != "maybe"]
    others = {b if a in own else a for a, b in pairs if a in own or b in own}
    return {head, *own, *(atlas.clusters.head(o) for o in others)}


def _namesakes(at: At, head: str) -> Iterator[tuple[str, str]]:
    """Yield who has a name that is the same, letter by letter, in whatever script."""
    entity = at.known.atlas.entity(head)
    for name in at.known.names.names(head)[:-1]:
        for match in at.known.names.find(name, [entity.kind])[: 3 * MOST]:
            if words(match.name) == words(name) and match.name != match.head:
                yield match.head, say("serving.same_name", at.lang, name=name)


def _stays(at: At, head: str) -> list[Attested]:
    ids = at.known.archive.lists.statement_ids(
        subject=at.known.atlas.ids(head), predicate="stay", limit=50
    )
    found = at.known.archive.statements(ids=ids) if ids else ()
    return [f for f in found if f.stands]


def _alike(at: At, head: str, stays: list[Attested]) -> Iterator[tuple[str, str]]:
    """Yield whose name is like one of these, of those who were in the same innermost places."""
    atlas = at.known.atlas
    mine = [folded(n) for n in at.known.names.names(head)[:-1]]
    cells = [i for f in stays if (i := f.statement.object) and not atlas.children(i)]
    people = at.known.archive.lists.subjects(cells, "stay", CELLMATES + 1) if cells else ()
    for person in people if len(people) <= CELLMATES else ():
        other = atlas.clusters.head(person)
        entity = atlas.find(other)
        if other == head or entity is None or entity.kind != atlas.entity(head).kind:
            continue
        for name in at.known.names.names(other)[:-1]:
            like = max((fuzz.token_sort_ratio(folded(name), m) for m in mine), default=0)
            if ALIKE <= like < 100:
                yield other, say("serving.like_name", at.lang, name=name)


def _together(at: At, mine: list[Attested], theirs: list[Attested]) -> list[str]:
    """Return in which innermost places both may have been at one time, in words."""
    atlas, reasons = at.known.atlas, dict[str, None]()
    for one in mine:
        place = atlas.clusters.head(one.statement.object or "")
        for other in theirs if not atlas.children(place) else ():
            same = atlas.clusters.head(other.statement.object or "") == place
            if same and may_meet(one.statement.when, other.statement.when):
                name = at.speaker.name(place).name
                reasons[say("serving.same_place", at.lang, place=name)] = None
    return list(reasons)
