"""Names, sorts, what lies in what, and who is the same: read once, asked often.

In: a :class:`~kartoteka.archive.reader.Reader`. Out: an :class:`Atlas`, which every view takes, so that a
page or a command reads of each entity once. It keeps what it has read: make a new one after an edit, or
:meth:`~Atlas.renew` what the edit touched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kartoteka.archive.reader import ANY_TIME, Reader, Stretch
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.entities import Entity, Kind
from kartoteka.model.outlines import Outline
from kartoteka.model.statements import Attested
from kartoteka.model.terms import Vocabulary
from kartoteka.relate.identity import Clusters
from kartoteka.relate.order import FIRST

_AT_ONCE = 1_000
"""Entities of which is read at a time."""


def stretch(when: UncertainDate | None) -> Stretch:
    """Return the first and the last day on which something may have been so."""
    return ANY_TIME if when is None else (when.b0, when.e1)


FACTS = ("name", "sort", "gender", "part_of")
"""The predicates of which an atlas is made."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity, as a statement gave it."""

    value: str
    lang: str | None
    kind: str | None
    attested: Attested | None


def _foreign(text: str, lang: str) -> bool:
    """Whether a text is in another script than a language's: Cyrillic for Russian, Latin for English.

    >>> _foreign("the Spinning Mill", "ru"), _foreign("«Прядильня»", "ru")
    (True, False)
    """
    return bool(re.search("[а-яё]", text, re.IGNORECASE)) != (lang == "ru")


DECLARED = ("name", "sort", "gender")
"""The predicates that say what an entity is called, and of what sort it is."""


class _Known:
    """What one cluster of entities is called, and of what sort it is."""

    __slots__ = ("gender", "names", "sort")

    def __init__(self) -> None:
        self.names: list[Attested] = []
        self.sort: str | None = None
        self.gender: str | None = None

    def take(self, found: Attested) -> None:
        """Take a statement in; of two that say of what sort it is, the preferred or the first counts."""
        statement = found.statement
        preferred = statement.rank == "preferred"
        if statement.predicate == "name":
            self.names.append(found)
        elif statement.predicate == "sort" and statement.value and (preferred or not self.sort):
            self.sort = statement.value
        elif statement.predicate == "gender" and statement.value and (preferred or not self.gender):
            self.gender = statement.value


class Atlas:
    """What entities are called, of what sort they are, how places nest, who is the same.

    Of each entity that is asked about, once; so a page on an archive of a million statements begins at once.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.vocabulary: Vocabulary = reader.vocabulary
        self.clusters = Clusters(reader.identities())
        self._entities: dict[str, Entity | None] = {}
        self._known: dict[str, _Known] = {}
        self._parents: dict[str, list[Outline]] = {}
        self._children: dict[str, tuple[str, ...]] = {}
        self._below: dict[str, dict[str, None]] = {}
        self._above: dict[tuple[str, Stretch], frozenset[str]] = {}
        self._still: dict[str, bool] = {}
        self._called: dict[tuple[str, str], str] = {}
        self._sorted: dict[tuple[str, str], str | None] = {}

    # ── reading ───────────────────────────────────────────────────────────────────────────────────

    def gather(self, ids: Iterable[str]) -> None:
        """Read of many entities at once what will be asked of each: that is quicker."""
        heads = {self.clusters.head(i) for i in ids}
        unread = sorted(heads.difference(self._known))
        for start in range(0, len(unread), _AT_ONCE):
            some = unread[start : start + _AT_ONCE]
            self._known.update({head: _Known() for head in some})
            wanted = self.all_ids(tuple(some))
            found = self.reader.statements(subject=wanted, predicate=DECLARED)
            self._take(f for f in found if f.stands)

    def learn(self, declared: Iterable[Attested], ids: Iterable[str]) -> None:
        """Take over what is known of some entities, from one who has read all that stands already.

        Parameters
        ----------
        declared
            Every statement of :data:`DECLARED` that stands; those of a predicate in the order of recording.
        ids
            The entities.
        """
        unread = {head for i in ids if (head := self.clusters.head(i)) not in self._known}
        self._known.update({head: _Known() for head in unread})
        self._take(f for f in declared if self.clusters.head(f.statement.subject) in unread)

    def _take(self, declared: Iterable[Attested]) -> None:
        for found in declared:
            self._known[self.clusters.head(found.statement.subject)].take(found)

    def _of(self, id: str) -> _Known:  # noqa: A002
        head = self.clusters.head(id)
        if head not in self._known:
            self.gather((head,))
        return self._known[head]

    def renew(self, entities: Collection[str], *, judged: bool = False) -> frozenset[str]:
        """Read again what is known of some entities, after an edit; all else stays.

        Parameters
        ----------
        entities
            Those made, changed or removed, the subjects of changed :data:`FACTS`, and those judged.
        judged
            Whether an identity judgement changed.

        Returns
        -------
        frozenset[str]
            The heads of every entity that may be called otherwise now.
        """
        ids = {i for id_ in entities for i in self.ids(id_)}
        before = {self.clusters.head(i) for i in ids}
        if judged:
            self.clusters = Clusters(self.reader.identities())
            ids |= {i for id_ in tuple(ids) for i in self.ids(id_)}
            self._parents.clear()
        self.vocabulary = self.reader.vocabulary
        heads = frozenset(before | {self.clusters.head(i) for i in ids})
        for id_ in ids:
            self._entities.pop(id_, None)
        for head in heads:
            self._known.pop(head, None)
            self._parents.pop(head, None)
        for reached in (self._children, self._below, self._above, self._still, self._called):
            reached.clear()
        self._sorted.clear()
        return heads

    # ── who and what ──────────────────────────────────────────────────────────────────────────────

    def entity(self, id: str) -> Entity:  # noqa: A002
        """Return an entity; NotFound (with near names) where there is none."""
        return self.find(id) or self.reader.entity(id)

    def find(self, id: str) -> Entity | None:  # noqa: A002
        """Return an entity, or None."""
        if id not in self._entities:
            self._entities[id] = self.reader.find_entity(id)
        return self._entities[id]

    def heads(self, kind: Kind | None = None) -> Iterator[Entity]:
        """Yield one entity per cluster, by id."""
        for entity in self.reader.entities(kind):
            self._entities[entity.id] = entity
            if self.clusters.head(entity.id) == entity.id:
                yield entity

    def ids(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """Return every id judged the same as this one."""
        return self.clusters.ids(id)

    def name(self, id: str, lang: str = "en") -> str:  # noqa: A002
        """Return what to call an entity in a language: its best name there, else its label.

        An id that nobody has described yet is its own name.
        """
        head = self.clusters.head(id)
        entity = self.find(head)
        if entity is None:
            return id
        return entity.alias or self._own_name(head, entity, lang)

    def own_name(self, id: str, lang: str = "en") -> str:  # noqa: A002
        """Return what an entity is called where its public alias does not matter: inside the archive."""
        head = self.clusters.head(id)
        entity = self.find(head)
        return id if entity is None else self._own_name(head, entity, lang)

    def _own_name(self, head: str, entity: Entity, lang: str) -> str:
        if (head, lang) not in self._called:
            self._called[head, lang] = self._best_name(head, entity, lang)
        return self._called[head, lang]

    def _best_name(self, head: str, entity: Entity, lang: str) -> str:
        in_lang = [f.statement for f in self._of(head).names if f.statement.lang == lang]
        in_lang.sort(key=lambda s: (s.rank != "preferred", s.role("kind") == "nickname"))
        # A nickname is what one is called, not what one is listed under; but of a place it can be read.
        readable = entity.kind != "person" and _foreign(entity.label, lang)
        if in_lang and (in_lang[0].role("kind") != "nickname" or readable):
            return in_lang[0].value or entity.label
        return entity.label

    def names(self, id: str) -> tuple[Name, ...]:  # noqa: A002
        """Return every name of an entity and of those judged the same, the labels first."""
        head = self.clusters.head(id)
        labels = [entity.label for i in self.ids(id) if (entity := self.find(i))]
        names = [Name(label, None, None, None) for label in dict.fromkeys(labels)]
        for found in self._of(head).names:
            statement = found.statement
            names.append(Name(statement.value or "", statement.lang, statement.role("kind"), found))
        # Of a label that a statement gives as well, the statement tells more: its language, its kind.
        best = {n.value: n for n in names[::-1] if n.attested is None}
        best |= {n.value: n for n in names[::-1] if n.attested is not None}
        return tuple(best[value] for value in dict.fromkeys(n.value for n in names))

    def gender(self, id: str) -> str | None:  # noqa: A002
        """Return how a person is spoken of (``female``, ``male``, ``other``), None if not said."""
        return self._of(id).gender

    def sort(self, id: str) -> str | None:  # noqa: A002
        """Return of what sort a place, group or thing is (a term of ``sort``), None if not said."""
        return self._of(id).sort

    def is_sort(self, id: str, sort: str) -> bool:  # noqa: A002
        """Tell whether a place is of a sort or of one below it (a remand prison is a prison)."""
        own = self.sort(id)
        return own is not None and self.vocabulary.within("sort", own, sort)

    # ── what lies in what ─────────────────────────────────────────────────────────────────────────

    def _links(self, place: str) -> list[Outline]:
        head = self.clusters.head(place)
        if head not in self._parents:
            self.gather_links((head,))
        return self._parents[head]

    def gather_links(self, heads: Iterable[str]) -> None:
        """Read what some places lie in, and what that lies in, of all that have not been read yet at once."""
        while unread := {head: list[Outline]() for head in heads if head not in self._parents}:
            ids = self.all_ids(tuple(unread))
            for said in self.reader.outlines(subject=ids, predicate="part_of"):
                if said.stands and said.object:
                    unread[self.clusters.head(said.subject)].append(said)
            self._parents.update(unread)
            heads = [self.clusters.head(s.object or "") for links in unread.values() for s in links]

    def parent(self, place: str, day: Day | None = None) -> str | None:
        """Return what a place is part of: on a day, else the newest that is known.

        Of several at once the innermost: a cell of a block and of the block's prison lies in the block.
        """
        links = [s for s in self._links(place) if day is None or touch((s.b0, s.e1), (day, day))]
        # Dated ones by their beginning; an undated one has always been so. The last recorded wins.
        links.sort(key=lambda s: FIRST if s.b0 is None else s.b0)
        parents = [self.clusters.head(s.object or "") for s in links]
        inmost = [p for p in parents if not any(p != q and p in self.above(q) for q in parents)]
        return (inmost or parents)[-1] if parents else None

    def has_moved(self, place: str) -> bool:
        """Tell whether a place lay in different places at different times."""
        return _moves(self._links(place))

    def above(self, place: str, during: Stretch = ANY_TIME) -> frozenset[str]:
        """Return everything that a place is part of in a time (by default: ever), itself included."""
        head = self.clusters.head(place)
        found = self._reach(head, ANY_TIME)
        # Few places ever move; of all others the time does not matter.
        if during == ANY_TIME or self._stays_put(head, found):
            return found
        return self._reach(head, during)

    def _stays_put(self, head: str, above: frozenset[str]) -> bool:
        if head not in self._still:
            self._still[head] = not any(map(self.has_moved, above))
        return self._still[head]

    def _reach(self, head: str, during: Stretch) -> frozenset[str]:
        if (head, during) not in self._above:
            found = {head: None}
            for at in (waiting := [head]):
                parents = [p for p in self._parents_in(at, during) if p not in found]
                waiting += parents
                found.update(dict.fromkeys(parents))
            self._above[head, during] = frozenset(found)
        return self._above[head, during]

    def _parents_in(self, head: str, during: Stretch) -> list[str]:
        links = self._links(head)
        if during != ANY_TIME:
            # Where a cell is known to lie only at another time, it is taken to have lain there always.
            links = [s for s in links if touch((s.b0, s.e1), during)] or links
        return [self.clusters.head(s.object or "") for s in links]

    def path(self, place: str, day: Day | None = None) -> tuple[str, ...]:
        """Return a place and all it lies in, innermost first."""
        path: list[str] = []
        at: str | None = self.clusters.head(place)
        while at is not None and at not in path:
            path.append(at)
            at = self.parent(at, day)
        return tuple(path)

    def children(self, place: str) -> tuple[str, ...]:
        """Return the places directly within a place."""
        head = self.clusters.head(place)
        self._read_children([head])
        return self._children[head]

    def _read_children(self, heads: Iterable[str]) -> None:
        """Read what lies directly in some places, those that have not been read yet, all at once."""
        unread = {head: dict[str, None]() for head in heads if head not in self._children}
        if unread:
            ids = self.all_ids(tuple(unread))
            for said in self.reader.outlines(object=ids, predicate="part_of"):
                if said.stands and said.object:
                    child = self.clusters.head(said.subject)
                    unread[self.clusters.head(said.object)][child] = None
            self._children.update({head: tuple(found) for head, found in unread.items()})

    def below(self, place: str) -> tuple[str, ...]:
        """Return a place and everything within it, at any depth, the nearest first."""
        return tuple(self._inside(self.clusters.head(place)))

    def _inside(self, head: str) -> Mapping[str, None]:
        if head not in self._below:
            self._below[head] = self._look_below(head)
        return self._below[head]

    def _look_below(self, head: str) -> dict[str, None]:
        level = [head]
        found = dict.fromkeys(level)
        while level:
            self._read_children(level)
            inside = dict.fromkeys(child for at in level for child in self._children[at])
            level = [child for child in inside if child not in found]
            found.update(dict.fromkeys(level))
        return found

    def within(self, inner: str, outer: str, during: Stretch = ANY_TIME) -> bool:
        """Tell whether a place is another one, or lies in it at some time (by default: ever)."""
        head, whole = self.clusters.head(inner), self.clusters.head(outer)
        # What lies in a place is read at once; what each place lies in would be read one by one.
        if head == whole or head not in self._inside(whole):
            return head == whole
        if during == ANY_TIME or self._still.get(
            head
        ):  # it has not moved, so that it always lies there
            return True
        return whole in self.above(head, during)

    def nested(self, a: str, b: str, during: Stretch = ANY_TIME) -> bool:
        """Tell whether two places can be one: either is, or lies in, the other."""
        return self.within(a, b, during) or self.within(b, a, during)

    def of_sort(self, place: str, sort: str, during: Stretch = ANY_TIME) -> str | None:
        """Return the nearest place of a sort that a place is or lies in: the prison of a cell."""
        head = self.clusters.head(place)
        if not self._stays_put(head, self.above(head)):
            return self._nearest(place, sort, during)
        if (head, sort) not in self._sorted:  # of places that never moved the time does not matter
            self._sorted[head, sort] = self._nearest(place, sort, during)
        return self._sorted[head, sort]

    def _nearest(self, place: str, sort: str, during: Stretch) -> str | None:
        above = self.above(place, during)
        path = (p for p in self.path(place) if p in above)
        # Where it has moved since, the path of today does not lead there.
        found = (*path, *sorted(above, key=lambda p: (-len(self.above(p)), p)))
        return next((p for p in found if self.is_sort(p, sort)), None)

    def moving(self, places: Sequence[str]) -> bool:
        """Tell whether any of some places lay in different places at different times."""
        self.gather_links([self.clusters.head(place) for place in places])
        return any(map(self.has_moved, places))

    def all_ids(self, heads: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ids of whole clusters."""
        return tuple(i for head in heads for i in self.ids(head))


def _moves(links: list[Outline]) -> bool:
    """Whether a place lay in different places at different times."""
    return len({s.object for s in links}) > 1 and any(s.dated for s in links)


def touch(a: Stretch, b: Stretch) -> bool:
    """Tell whether two stretches of days can have a day in common."""
    apart = (a[1] is not None and b[0] is not None and a[1] < b[0]) or (
        b[1] is not None and a[0] is not None and b[1] < a[0]
    )
    return not apart
