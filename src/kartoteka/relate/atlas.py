"""Names, sorts, what lies in what, and who is the same: read once, asked often.

In: a :class:`~kartoteka.archive.reader.Reader`. Out: an :class:`Atlas`, which every view takes, so that a
page or a command reads these tables once. It is a snapshot: make a new one after an edit, or
:meth:`~Atlas.renew` what the edit touched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kartoteka.archive.reader import Reader
from kartoteka.model.dates import Day, UncertainDate
from kartoteka.model.entities import Entity, Kind
from kartoteka.model.statements import Attested, Statement
from kartoteka.model.terms import Vocabulary
from kartoteka.relate.identity import Clusters
from kartoteka.relate.order import FIRST

Stretch = tuple[Day | None, Day | None]
"""A first and a last day; None: open on that side."""

ANY_TIME: Stretch = (None, None)


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


class Atlas:
    """What entities are called, of what sort they are, how places nest, who is the same."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.vocabulary: Vocabulary = reader.vocabulary
        self.clusters = Clusters(reader.identities())
        self._entities: dict[str, Entity] = {e.id: e for e in reader.entities()}
        self._names: dict[str, list[Attested]] = {}
        self._sorts: dict[str, str] = {}
        self._genders: dict[str, str] = {}
        self._parents: dict[str, list[Statement]] = {}
        self._children: dict[str, list[str]] = {}
        for found in reader.statements(predicate=FACTS):
            if found.stands:
                self._take(found)
        self._above: dict[tuple[str, Stretch], frozenset[str]] = {}
        self._movers = frozenset(head for head, links in self._parents.items() if _moves(links))

    def _take(self, found: Attested) -> None:
        statement = found.statement
        head = self.clusters.head(statement.subject)
        if statement.predicate == "name":
            self._names.setdefault(head, []).append(found)
        elif statement.predicate == "part_of" and statement.object:
            parent = self.clusters.head(statement.object)
            self._parents.setdefault(head, []).append(statement)
            if head not in self._children.setdefault(parent, []):
                self._children[parent].append(head)
        elif statement.value:
            facts = self._sorts if statement.predicate == "sort" else self._genders
            if head not in facts or statement.rank == "preferred":
                facts[head] = statement.value

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
            parts = self.reader.statements(object=tuple(ids), predicate="part_of")
            ids |= {i for f in parts for i in self.ids(f.statement.subject)}
        self.vocabulary = self.reader.vocabulary
        self._read_entities(ids)
        heads = frozenset(before | {self.clusters.head(i) for i in ids})
        self._forget(heads)
        for found in self.reader.statements(subject=tuple(ids), predicate=FACTS):
            if found.stands:
                self._take(found)
        self._above.clear()
        moving = {h for h in heads if _moves(self._parents.get(h, []))}
        self._movers = (self._movers - heads) | moving
        return heads

    def _read_entities(self, ids: Collection[str]) -> None:
        known = len(self._entities)
        for id_ in ids:
            entity = self.reader.find_entity(id_)
            if entity is None:
                self._entities.pop(id_, None)
            else:
                self._entities[id_] = entity
        if len(self._entities) > known:
            self._entities = dict(sorted(self._entities.items()))

    def _forget(self, heads: Collection[str]) -> None:
        for head in heads:
            for link in self._parents.pop(head, ()):
                parent = self.clusters.head(link.object or "")
                self._children[parent] = [c for c in self._children.get(parent, ()) if c != head]
            for facts in (self._names, self._sorts, self._genders):
                facts.pop(head, None)

    # ── who and what ──────────────────────────────────────────────────────────────────────────────

    def entity(self, id: str) -> Entity:  # noqa: A002
        """Return an entity; NotFound (with near names) where there is none."""
        return self._entities.get(id) or self.reader.entity(id)

    def find(self, id: str) -> Entity | None:  # noqa: A002
        """Return an entity, or None."""
        return self._entities.get(id)

    def heads(self, kind: Kind | None = None) -> Iterator[Entity]:
        """Yield one entity per cluster, by id."""
        for entity in self._entities.values():
            if self.clusters.head(entity.id) == entity.id and kind in (None, entity.kind):
                yield entity

    def ids(self, id: str) -> tuple[str, ...]:  # noqa: A002
        """Return every id judged the same as this one."""
        return self.clusters.ids(id)

    def name(self, id: str, lang: str = "en") -> str:  # noqa: A002
        """Return what to call an entity in a language: its best name there, else its label.

        An id that nobody has described yet is its own name.
        """
        head = self.clusters.head(id)
        entity = self._entities.get(head)
        if entity is None:
            return id
        return entity.alias or self._own_name(head, entity, lang)

    def own_name(self, id: str, lang: str = "en") -> str:  # noqa: A002
        """Return what an entity is called where its public alias does not matter: inside the archive."""
        head = self.clusters.head(id)
        entity = self._entities.get(head)
        return id if entity is None else self._own_name(head, entity, lang)

    def _own_name(self, head: str, entity: Entity, lang: str) -> str:
        in_lang = [f.statement for f in self._names.get(head, ()) if f.statement.lang == lang]
        in_lang.sort(key=lambda s: (s.rank != "preferred", s.role("kind") == "nickname"))
        # A nickname is what one is called, not what one is listed under; but of a place it can be read.
        readable = entity.kind != "person" and _foreign(entity.label, lang)
        if in_lang and (in_lang[0].role("kind") != "nickname" or readable):
            return in_lang[0].value or entity.label
        return entity.label

    def names(self, id: str) -> tuple[Name, ...]:  # noqa: A002
        """Return every name of an entity and of those judged the same, the labels first."""
        head = self.clusters.head(id)
        labels = [self._entities[i].label for i in self.ids(id) if i in self._entities]
        names = [Name(label, None, None, None) for label in dict.fromkeys(labels)]
        for found in self._names.get(head, ()):
            statement = found.statement
            names.append(Name(statement.value or "", statement.lang, statement.role("kind"), found))
        return tuple(
            {n.value: n for n in reversed(names)}[v] for v in dict.fromkeys(n.value for n in names)
        )

    def gender(self, id: str) -> str | None:  # noqa: A002
        """Return how a person is spoken of (``female``, ``male``, ``other``), None if not said."""
        return self._genders.get(self.clusters.head(id))

    def sort(self, id: str) -> str | None:  # noqa: A002
        """Return of what sort a place, group or thing is (a term of ``sort``), None if not said."""
        return self._sorts.get(self.clusters.head(id))

    def is_sort(self, id: str, sort: str) -> bool:  # noqa: A002
        """Tell whether a place is of a sort or of one below it (a remand prison is a prison)."""
        own = self.sort(id)
        return own is not None and self.vocabulary.within("sort", own, sort)

    # ── what lies in what ─────────────────────────────────────────────────────────────────────────

    def parent(self, place: str, day: Day | None = None) -> str | None:
        """Return what a place is part of: on a day, else the newest that is known.

        Of several at once the innermost: a cell of a block and of the block's prison lies in the block.
        """
        statements = [
            s
            for s in self._parents.get(self.clusters.head(place), ())
            if day is None or s.when is None or s.when.possible_on(day)
        ]
        # Dated ones by their beginning; an undated one has always been so. The last recorded wins.
        statements.sort(key=lambda s: FIRST if s.when is None or s.when.b0 is None else s.when.b0)
        parents = [self.clusters.head(s.object or "") for s in statements]
        inmost = [p for p in parents if not any(p != q and p in self.above(q) for q in parents)]
        return (inmost or parents)[-1] if parents else None

    def has_moved(self, place: str) -> bool:
        """Tell whether a place lay in different places at different times."""
        return self.clusters.head(place) in self._movers

    def above(self, place: str, during: Stretch = ANY_TIME) -> frozenset[str]:
        """Return everything that a place is part of in a time (by default: ever), itself included."""
        head = self.clusters.head(place)
        found = self._reach(head, ANY_TIME)
        # Few places ever move; of all others the time does not matter.
        return found if self._movers.isdisjoint(found) else self._reach(head, during)

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
        links = self._parents.get(head, [])
        if during != ANY_TIME:
            # Where a cell is known to lie only at another time, it is taken to have lain there always.
            links = [s for s in links if _touch(stretch(s.when), during)] or links
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
        return tuple(self._children.get(self.clusters.head(place), ()))

    def below(self, place: str) -> tuple[str, ...]:
        """Return a place and everything within it, at any depth, the nearest first."""
        found: dict[str, None] = {}
        for at in (waiting := [self.clusters.head(place)]):
            if at not in found:
                found[at] = None
                waiting += self.children(at)
        return tuple(found)

    def within(self, inner: str, outer: str, during: Stretch = ANY_TIME) -> bool:
        """Tell whether a place is another one, or lies in it at some time (by default: ever)."""
        return self.clusters.head(outer) in self.above(inner, during)

    def nested(self, a: str, b: str, during: Stretch = ANY_TIME) -> bool:
        """Tell whether two places can be one: either is, or lies in, the other."""
        return self.within(a, b, during) or self.within(b, a, during)

    def of_sort(self, place: str, sort: str, during: Stretch = ANY_TIME) -> str | None:
        """Return the nearest place of a sort that a place is or lies in: the prison of a cell."""
        above = self.above(place, during)
        path = (p for p in self.path(place) if p in above)
        # Where it has moved since, the path of today does not lead there.
        found = (*path, *sorted(above, key=lambda p: (-len(self.above(p)), p)))
        return next((p for p in found if self.is_sort(p, sort)), None)

    def all_ids(self, heads: tuple[str, ...]) -> tuple[str, ...]:
        """Return the ids of whole clusters."""
        return tuple(i for head in heads for i in self.ids(head))


def _moves(links: list[Statement]) -> bool:
    """Whether a place lay in different places at different times."""
    return len({s.object for s in links}) > 1 and any(s.when for s in links)


def _touch(a: Stretch, b: Stretch) -> bool:
    """Whether two stretches of days can have a day in common."""
    apart = (a[1] is not None and b[0] is not None and a[1] < b[0]) or (
        b[1] is not None and a[0] is not None and b[1] < a[0]
    )
    return not apart
