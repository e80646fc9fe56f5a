"""What each entry is called and addressed on the site, so that one entry does not name another.

In: the entities that leave, and what must be hidden. Out: the same entities, without a hidden name in their
labels («квартира Анны»), and without one in their ids (which become file names).

A person's own name may share a word with a hidden person's («Павел Соколов», «Павел Орлов»): that is a
namesake. In the name of anything else, and in a description («мать Павла»), the word is the hidden one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from kartoteka.model.entities import Entity, Kind
from kartoteka.publish.patterns import Hidden, is_described, words_of
from kartoteka.publish.redact import Hit, Redactor


def pseudonym(kind: str, name: str, number: int = 0) -> str:
    """Return a stable id made from what readers see alone, so that it tells nothing else.

    >>> pseudonym("person", "Oleg") == pseudonym("person", "Oleg")
    True
    """
    digest = hashlib.sha256(f"{kind}\n{name}\n{number}".encode()).hexdigest()
    return f"{kind}-{digest[:6]}"


class Calling:
    """Takes hidden names out of names and ids.

    Parameters
    ----------
    hidden
        The names that must not leave.
    """

    def __init__(self, hidden: Iterable[Hidden]) -> None:
        self._redactor = Redactor(hidden)

    def name(self, kind: Kind, name: str) -> str:
        """Return the name of something public, without the names of those who are hidden.

        >>> calling = Calling([Hidden("Павел Орлов", "person")])
        >>> calling.name("place", "дом Орлова"), calling.name("person", "Павел Соколов")
        ('дом ▇▇▇', 'Павел Соколов')
        """
        if not self._redactor or self._is_namesake(kind, name):
            return name
        return self._redactor.clean(name)

    def _is_namesake(self, kind: Kind, name: str) -> bool:
        hits = list(self._redactor.hits(name))
        if any(hit.words > 1 for hit in hits) or any(n > 1 for n in _words_of_each(hits).values()):
            return False
        if kind == "person":
            return not is_described(name) and all(h.of.kind == "person" for h in hits)
        # A town may be called as somebody is: «Владимир».
        return len(words_of(name)) == 1 and all(h.of.kind == "person" for h in hits)

    def gives_away(self, id_: str) -> bool:
        """Tell whether an id holds a hidden name.

        >>> Calling([Hidden("Anna Guseva", "person")]).gives_away("annaguseva-flat")
        True
        """
        if not self._redactor:
            return False
        words = " ".join(w.capitalize() for w in words_of(id_))
        hidden = self._redactor.clean(words) != words or self._redactor.clean(id_) != id_
        return hidden or self._redactor.clean(f"@{id_}") != f"@{id_}"

    def entities(self, found: dict[str, Entity]) -> dict[str, Entity]:
        """Return real id → entity as readers see it."""
        called = {
            id_: e if e.alias else replace(e, label=self.name(e.kind, e.label))
            for id_, e in found.items()
        }
        own = {i for i, e in called.items() if not e.alias and not self.gives_away(i)}
        taken = set(own)
        for id_ in sorted(called.keys() - own):
            entity = called[id_]
            number = 0
            while (public := pseudonym(entity.kind, entity.label, number)) in taken:
                number += 1
            taken.add(public)
            called[id_] = replace(entity, id=public)
        return called


def _words_of_each(hits: Iterable[Hit]) -> Counter[Hidden]:
    return Counter(hit.of for hit in hits)
