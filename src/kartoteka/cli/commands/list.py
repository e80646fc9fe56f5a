"""The verbs that list: entities (what is there), vocabulary (the words to use).

In: an archive. Out: a page or JSON.
"""

from __future__ import annotations

from pathlib import Path

import click

from kartoteka.cli.complete import words_from
from kartoteka.cli.desk import Desk
from kartoteka.cli.verb import archive_argument, argument, option, verb
from kartoteka.model.entities import KINDS, Entity, Kind

LISTS = ("predicate", "role", "sort", "regime", "reach", "basis", "aspect", "code", "source-kind")
"""The lists that shells complete; an archive may have more."""


@verb("entities", archive_argument(), option("--kind", type=click.Choice(KINDS)))
def entities_verb(desk: Desk, archive: Path, kind: Kind | None) -> None:
    """List who and what is in the archive."""
    from kartoteka.cli.pages.lists import entities_page
    from kartoteka.cli.pages.voice import Voice
    from kartoteka.relate.atlas import Atlas

    with desk.open(archive) as reader:
        atlas, counts = Atlas(reader), reader.counts()
        found: dict[Kind, list[Entity]] = {k: [] for k in KINDS if kind in (None, k)}
        for entity in atlas.heads(kind):
            found[entity.kind].append(entity)
        voice = Voice(atlas, desk.lang)
        desk.answer(
            {"entities": found, "counts": counts},
            lambda page: entities_page(page, voice, found, counts),
            atlas=atlas,
        )


@verb(
    "vocabulary",
    archive_argument(),
    argument("list_name", required=False, shell_complete=words_from(*LISTS)),
)
def vocabulary_verb(desk: Desk, archive: Path, list_name: str | None) -> None:
    """Show the lists of the vocabulary, or the terms of one."""
    from kartoteka.cli.pages.lists import lists_page, terms_page
    from kartoteka.errors import UnknownName

    with desk.open(archive) as reader:
        vocabulary = reader.vocabulary
        if list_name is None:
            lists = dict.fromkeys(term.vocab for term in vocabulary)
            counts = {name: len(vocabulary.terms(name)) for name in lists}
            desk.answer(counts, lambda page: lists_page(page, vocabulary))
            return
        terms = vocabulary.terms(list_name)
        if not terms:
            raise UnknownName("list", list_name, _near(list_name, {t.vocab for t in vocabulary}))
        desk.answer(terms, lambda page: terms_page(page, list_name, terms, desk.lang))


def _near(name: str, known: set[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(name, sorted(known), n=2) or sorted(known)
