"""Whom a typed word means: an id, or a name in any language; near ones where nobody is called so.

In: an atlas and a word. Out: an entity of the kind the command is for. A person types what they remember
(«Северная»), so that names and ids are looked up alike; the wrong kind is answered with the right verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from kartoteka.errors import NotFound, UsageError
from kartoteka.model.entities import Entity, Kind
from kartoteka.model.terms import Vocabulary
from kartoteka.relate.atlas import Atlas
from kartoteka.wording.texts import say

VERB_FOR: dict[Kind, str] = {
    "person": "life",
    "place": "place",
    "group": "group",
    "type": "type",
    "thing": "hearsay",
}
"""Kind → the verb that shows it."""


def find(
    atlas: Atlas,
    typed: str,
    *,
    kind: Kind | None = None,
    lang: str = "en",
    archive: Path | str = "…",
) -> Entity:
    """Return the entity that is meant, the one that stands for its cluster; ``archive`` is its file.

    Raises
    ------
    NotFound
        Nobody has this id or name; near ones are offered.
    UsageError
        It is of another kind, or several are called so.
    """
    meant = _meant(atlas, typed)
    if not meant:
        raise NotFound(kind or "entity", typed, near(atlas, typed, kind))
    fitting = [e for e in meant if kind in (None, e.kind)]
    if not fitting:
        raise _wrong_kind(meant[0], typed, kind, lang, archive)
    if len(fitting) > 1:
        ids = ", ".join(e.id for e in fitting)
        raise UsageError(say("cli.several", lang, name=typed, ids=ids))
    return fitting[0]


def _meant(atlas: Atlas, typed: str) -> list[Entity]:
    if (entity := atlas.find(typed)) is not None:
        return [_head(atlas, entity)]
    wanted = folded(typed)
    found = {_head(atlas, e).id: _head(atlas, e) for e, name in _names(atlas) if name == wanted}
    return list(found.values())


def _head(atlas: Atlas, entity: Entity) -> Entity:
    return atlas.entity(atlas.clusters.head(entity.id))


def _names(atlas: Atlas) -> Iterator[tuple[Entity, str]]:
    for entity in atlas.heads():
        yield entity, folded(entity.id)
        for name in atlas.names(entity.id):
            yield entity, folded(name.value)


def near(atlas: Atlas, typed: str, kind: Kind | None = None) -> tuple[str, ...]:
    """Return the ids of those whose id or name, or a word of it, is like what was typed.

    Those of the kind that was asked for, if there are any; whole names before words of names.
    """
    wanted = folded(typed)
    names = [(entity, name) for entity, name in _names(atlas)]
    for kinds in (kind, None):
        of_kind = [(e.id, name) for e, name in names if kinds in (None, e.kind)]
        words = [(id_, word) for id_, name in of_kind for word in name.split()]
        found = dict.fromkeys([*_alike(of_kind, wanted), *_alike(words, wanted)])
        if found:
            return tuple(found)[:3]
    return ()


def _alike(named: list[tuple[str, str]], wanted: str) -> list[str]:
    ids: dict[str, list[str]] = {}
    for id_, name in named:
        ids.setdefault(name, []).append(id_)
    return [i for name in get_close_matches(wanted, ids, n=3, cutoff=0.72) for i in ids[name]]


def code_called(vocabulary: Vocabulary, typed: str) -> str:
    """Return the id of the one code with an id or a name, in any language; else what was typed.

    >>> from kartoteka.model.terms import Term
    >>> codes = Vocabulary([Term("food/soup", "code", label={"en": "Soup"})])
    >>> code_called(codes, "soup"), code_called(codes, "bread")
    ('food/soup', 'bread')
    """
    wanted = folded(typed)
    named = {
        term.id
        for term in vocabulary.terms("code")
        if wanted in {folded(name) for name in term.label.values()}
    }
    return named.pop() if len(named) == 1 and not vocabulary.has("code", typed) else typed


def folded(name: str) -> str:
    """Return a name as it is compared: case, ё and spaces do not count, nor do quotation marks.

    >>> folded("  СИЗО  «Берёза» ")
    'сизо береза'
    """
    bare = "".join(" " if c in "«»“”„\"'" else c for c in name.casefold().replace("ё", "е"))
    return " ".join(bare.split())


def _wrong_kind(
    entity: Entity, typed: str, kind: Kind | None, lang: str, archive: Path | str
) -> UsageError:
    return UsageError(
        say(
            "cli.wrong_kind",
            lang,
            name=typed,
            found=say(f"cli.kind_{entity.kind}", lang),
            wanted=say(f"cli.kind_{kind}", lang),
            command=f"kartoteka {VERB_FOR[entity.kind]} {archive} {entity.id}",
        )
    )
