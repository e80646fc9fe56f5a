"""An archive to look in: two letters in two languages, a diary, names in two scripts, codes and memos."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kartoteka.annotate.anchor import make_passage
from kartoteka.annotate.notes import coding_of
from kartoteka.archive.archive import Archive
from kartoteka.archive.edit import Edit
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import read_edtf
from kartoteka.model.entities import Entity
from kartoteka.model.sources import Original, Source
from kartoteka.model.statements import Attestation, Role, Statement, Telling
from kartoteka.search import Found, search
from kartoteka.testing import empty_archive

MILL = """\
Dear Vera,

In the mill there are three cells, and in every cell a window. They had voted about the window twice before
I came; Kagarlitsky counted the hands. Nobody shares the tea. What a little freedom is worth, one learns here.

The soup is good, says Pavel, who was in the Orchard prison and ate there for a month.
"""

SHORE = """\
Дорогая Анна!

В тюрьмах на берегу чай пьют все вместе. Кагарлицкого я не видел, о нём рассказал Павел. Ёлку под новый год
делали из зубных щёток. Окно открыто, голосовали за это трижды.

Суп хороший, хлеба мало. Маленькая свобода — это открытое окно.
"""

DIARY = (
    "The window again. Tea at six, and bread; the wolf came to the gate.\nPavel has not written."
)


def put(edit: Edit, text: str, **fields: object) -> Source:
    """Add a source with its text and original."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    edit.keep_original(Original(sha256, "text/plain", "a.txt", text.encode()))
    edit.keep_text(text)
    known: dict[str, object] = {
        "kind": "letter",
        "author": None,
        "addressee": None,
        "written": None,
        "place": None,
        "sha256": sha256,
        "text_sha256": sha256,
        "length": len(text),
        **fields,
    }
    source = Source(**known)  # type: ignore[arg-type]
    edit.add(source)
    return source


ENTITIES = (
    Entity("ana", "person", "Ana"),
    Entity("vera", "person", "Vera"),
    Entity("pavel", "person", "Pavel"),
    Entity("kagarlitsky", "person", "Boris Kagarlitsky"),
    Entity("mill", "place", "the Mill"),
    Entity("mill-3", "place", "cell 3 of the Mill"),
    Entity("orchard", "place", "Orchard prison", alias="a southern prison"),
    Entity("voters", "group", "the voters"),
)


def fill(archive: Archive) -> None:
    """Add everything."""
    with archive.edit(why="texts") as edit:
        edit.add(*ENTITIES)
        put(edit, MILL, id="mill-letter", title="From the mill", author="ana", addressee="vera",
            written=read_edtf("2024-03-20"), place="mill", lang="en")  # fmt: skip
        put(edit, SHORE, id="shore-letter", title="С берега", author="vera",
            written=read_edtf("2025-05"), lang="ru")  # fmt: skip
        put(edit, DIARY, id="diary", title="A diary", kind="diary", author="pavel", lang="en-GB")
    with archive.edit(why="evidence") as edit:
        edit.add(
            Statement("n_ana", "ana", "name", None, "Анна", "ru"),
            Statement("n_kag", "kagarlitsky", "name", None, "Борис Кагарлицкий", "ru"),
            Statement("in", "mill-3", "part_of", "mill"),
        )
        say(edit, "mill-letter", MILL, "The soup is good", "rates", "orchard", "rating", value="2",
            roles=(Role("aspect", value="food"), Role("verbatim", value="good soup")),
            told="pavel", code="food/soup")  # fmt: skip
        say(edit, "mill-letter", MILL, "in every cell a window", "has", "mill-3", "trait",
            value="windows in all cells", code="windows")  # fmt: skip
        say(edit, "shore-letter", SHORE, "Кагарлицкого я не видел", "met", "vera", "relation",
            object_="kagarlitsky")  # fmt: skip
        say(edit, "shore-letter", SHORE, "Окно открыто", "open", "voters", "practice", value="vote")
        edit.add(
            Memo(
                "m_tea", "mill", "Tea", "Who shares the tea, and who does not?", "ana", "2026-01-01"
            )
        )


def say(
    edit: Edit, source: str, text: str, quote: str, id_: str, subject: str, predicate: str,
    *, object_: str | None = None, value: str | None = None, roles: tuple[Role, ...] = (),
    told: str | None = None, code: str | None = None,
) -> None:  # fmt: skip
    """Record a statement on the words that say so."""
    at = text.index(quote)
    passage = make_passage(source, text, at, at + len(quote))
    edit.add(passage, Statement(f"s_{id_}", subject, predicate, object_, value, roles=roles))
    if told:
        edit.add(Telling(f"t_{id_}", source, told))
    edit.add(
        Attestation(
            f"a_{id_}", f"s_{id_}", passage.id, f"t_{id_}" if told else None, created_by="ana"
        )
    )
    if code:
        edit.add(coding_of(Coding("", passage.id, code, "ana", "2026-01-01T00:00:00Z")))


@pytest.fixture
def mill(tmp_path: Path) -> Iterator[Archive]:
    """The archive to look in."""
    with empty_archive(tmp_path / "mill.kartoteka") as archive:
        fill(archive)
        yield archive


@pytest.fixture
def find(mill: Archive) -> Callable[..., Found]:
    """Look for something in it."""
    return lambda query, **options: search(mill, query, **options)


def ids(found: Found, *kinds: str) -> set[str]:
    """The ids of the hits, of some kinds."""
    return {hit.id for hit in found.hits if not kinds or hit.kind in kinds}


def marked(found: Found) -> set[str]:
    """Every word that was set off."""
    return {piece for hit in found.hits for piece, lit in hit.excerpt.pieces() if lit}
