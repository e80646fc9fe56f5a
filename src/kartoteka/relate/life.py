"""A life: a person's dated episodes in order, their journey, and what was claimed against what is known.

In: a reader and a person. Out: :class:`~kartoteka.model.lives.Life`. "Three prisons and five cells in a
little over a month" is answered here: how many the archive knows of, and how many are missing.
"""

from __future__ import annotations

from math import ceil

from kartoteka.archive.reader import Reader
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.lives import Claim, Episode, Life
from kartoteka.model.statements import Attested
from kartoteka.relate.atlas import Atlas, stretch

JOURNEY = ("stay", "transfer")

ABOUT_NAMES = frozenset({"name", "sort", "gender", "part_of"})


def life(
    reader: Reader, person: str, *, atlas: Atlas | None = None, limit: int | None = None
) -> Life:
    """Return the life of a person, or of a group.

    Parameters
    ----------
    reader
        An archive, or a view of one.
    person
        An entity id; those judged the same are taken together.
    atlas
        Names and places, where the caller has them already.
    limit
        At most so many statements, the first by time; :attr:`Life.more` says how many are left out.

    Raises
    ------
    NotFound
        No such entity.
    """
    atlas = atlas or Atlas(reader)
    head = atlas.clusters.head(atlas.entity(person).id)
    ids = atlas.ids(head)
    told = reader.excerpt(limit, subject=ids, without=(*ABOUT_NAMES, "count"))
    dated = [
        episode(head, f) for f in told.found if f.statement.when or f.statement.predicate in JOURNEY
    ]
    journey = tuple(e for e in dated if e.attested.stands and e.what in JOURNEY)
    counts = [f for f in reader.statements(subject=ids, predicate="count") if f.stands]
    walked = journey_of(reader, ids, head) if counts and told.more else journey
    shown = {e.attested.statement.id for e in dated}
    return Life(
        person=head,
        ids=ids,
        journey=journey,
        episodes=tuple(dated),
        undated=tuple(f for f in told.found if f.statement.id not in shown),
        claims=tuple(claim(f, walked, atlas) for f in counts if f.statement.number),
        more=told.more,
    )


def journey_of(reader: Reader, ids: tuple[str, ...], head: str) -> tuple[Episode, ...]:
    """Return the stays and moves of a person that stand, by time."""
    found = reader.excerpt(None, standing=True, subject=ids, predicate=JOURNEY).found
    return tuple(episode(head, f) for f in found)


def episode(person: str, found: Attested) -> Episode:
    """Return the episode that a statement tells of."""
    statement = found.statement
    place = statement.object if statement.predicate in JOURNEY else statement.role("place")
    return Episode(person, statement.predicate, place, statement.when, statement.duration, found)


def claim(found: Attested, journey: tuple[Episode, ...], atlas: Atlas) -> Claim:
    """Hold a claimed number against the places of a journey.

    The time of the claim is its own interval. A single date is the day of counting: then, as for a claim
    without a date, it reaches back from there (or from the writing) by its duration, else without end.
    """
    statement = found.statement
    of = statement.role("of") or ""
    low, high = statement.number or (0.0, 0.0)
    window = _window(found)
    known: dict[str, None] = {}
    for stay in journey:
        if _may_lie_in(stay.when, window):
            places = (atlas.of_sort(place, of, stretch(stay.when)) for place in _touched(stay))
            known.update(dict.fromkeys(place for place in places if place))
    return Claim(found, of, low, high, tuple(known), window)


def _touched(episode: Episode) -> tuple[str, ...]:
    """Return the places of an episode; a transfer also touches those it left and passed through."""
    roles = episode.attested.statement.roles if episode.what == "transfer" else ()
    between = [r.entity for r in roles if r.term in ("from", "via")]
    return tuple(place for place in (*between, episode.place) if place)


def _window(found: Attested) -> tuple[Day | None, Day | None]:
    statement = found.statement
    if statement.when is not None and statement.when.is_interval:
        return statement.when.b0, statement.when.e1
    written = [e.written.e1 for e in found.evidence if e.written and e.written.e1 is not None]
    last = statement.when.e1 if statement.when else max(written, default=None)
    if last is None or statement.duration is None:
        return None, last
    return last - ceil(statement.duration.days_max), last


def _may_lie_in(when: UncertainDate | None, window: tuple[Day | None, Day | None]) -> bool:
    if when is None:
        return True
    first, last = window
    ended_before = first is not None and when.e1 is not None and when.e1 < first
    began_after = last is not None and when.b0 is not None and when.b0 > last
    return not (ended_before or began_after)
