"""Which state an episode of a life shows: the alphabet of sequences, by a word of the vocabulary.

In: a word and an :class:`~kartoteka.relate.atlas.Atlas`. Out: an :class:`Alphabet`, which reads a state
from an episode and says what it is called. The word may be

``kept``
    how somebody is kept: the regime of a stay where one is said (quarantine, solitary, at home), else
    the sort of the institution (remand prison, colony). The common regime says no more than the place,
    so the place is it;
a sort (``prison``)
    the place of that sort that a stay is in; ``stay`` itself: the place as it is;
a role (``regime``)
    what stands under that role;
a predicate (``member``, ``occupation``, ``reach``)
    its object or value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kartoteka.errors import UnknownName
from kartoteka.model.lives import Episode
from kartoteka.model.near import nearest
from kartoteka.model.terms import Vocabulary
from kartoteka.relate.atlas import Atlas, stretch

KEPT = "kept"

_INSTITUTIONS = ("prison", "hospital", "court", "school", "workplace", "home", "institution")
"""Sorts that say how one is kept, the telling ones first; a cell is a cell of one of them."""

_PLAIN_REGIMES = frozenset({"common"})


@dataclass(frozen=True, slots=True)
class Alphabet:
    """A way to read states from episodes.

    Parameters
    ----------
    word
        As it was asked for.
    predicates
        Whose episodes show a state.
    read
        Episode → state, None where it shows none. A state is ``LIST:NAME`` (``regime:quarantine``,
        ``sort:colony``), ``entity:ID`` or ``text:WORDS``.
    """

    word: str
    predicates: tuple[str, ...]
    read: Callable[[Episode], str | None]


def alphabet(word: str, atlas: Atlas) -> Alphabet:
    """Return the alphabet that a word means.

    Raises
    ------
    UnknownName
        It is neither ``kept`` nor a sort, role or predicate that can be a state.
    """
    vocabulary = atlas.vocabulary
    if word == KEPT:
        return Alphabet(word, ("stay",), lambda episode: _kept(episode, atlas))
    if vocabulary.has("predicate", word):
        return Alphabet(word, (word,), lambda episode: _said(episode, atlas))
    if vocabulary.has("role", word):
        having = tuple(t.id for t in vocabulary if t.vocab == "predicate" and word in t.roles)
        return Alphabet(word, having, lambda episode: _under(episode, word, atlas))
    if vocabulary.has("sort", word):
        return Alphabet(word, ("stay",), lambda episode: _within(episode, word, atlas))
    raise UnknownName("states", word, nearest(word, _known(vocabulary)))


def _known(vocabulary: Vocabulary) -> dict[str, str]:
    lists = ("predicate", "role", "sort")
    return {KEPT: KEPT} | {t.id: t.id for t in vocabulary if t.vocab in lists}


def _kept(episode: Episode, atlas: Atlas) -> str | None:
    regime = episode.attested.statement.role("regime")
    if regime and regime not in _PLAIN_REGIMES:
        return f"regime:{regime}"
    if episode.place is None:
        return None
    during = stretch(episode.when)
    for sort in _INSTITUTIONS:
        if found := atlas.of_sort(episode.place, sort, during):
            return f"sort:{atlas.sort(found)}"
    own = atlas.sort(episode.place)
    return f"sort:{own}" if own else None


def _within(episode: Episode, sort: str, atlas: Atlas) -> str | None:
    if episode.place is None:
        return None
    found = atlas.of_sort(episode.place, sort, stretch(episode.when))
    return f"entity:{found}" if found else None


def _under(episode: Episode, role: str, atlas: Atlas) -> str | None:
    for given in episode.attested.statement.roles:
        if given.term == role:
            return _named(given.entity, given.value, role, atlas)
    return None


def _said(episode: Episode, atlas: Atlas) -> str | None:
    statement = episode.attested.statement
    return _named(statement.object, statement.value, statement.predicate, atlas)


def _named(entity: str | None, value: str | None, vocab: str, atlas: Atlas) -> str | None:
    if entity:
        return f"entity:{atlas.clusters.head(entity)}"
    if value is None:
        return None
    return f"{vocab}:{value}" if atlas.vocabulary.has(vocab, value) else f"text:{value}"


def state_name(state: str, atlas: Atlas, lang: str = "en") -> str:
    """Return what a state is called.

    Combined channels (``a + b``) are named one by one.
    """
    if " + " in state:
        return " + ".join(state_name(part, atlas, lang) for part in state.split(" + "))
    kind, _, name = state.partition(":")
    if kind == "entity":
        return atlas.name(name, lang)
    if atlas.vocabulary.has(kind, name):
        return atlas.vocabulary.get(kind, name).name(lang)
    return name
