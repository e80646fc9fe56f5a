"""Whom a text names: whole names, and parts of names that tell one from another."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.conftest import Page

from kartoteka.importers.add import add

PEOPLE = {
    "deacon": ("person", "the Deacon"),
    "anton": ("person", "Anton Ostashin"),
    "dina": ("person", "Dina from the River"),
    "men": ("group", "the men of 214"),
    "glass": ("place", "Glass Street"),
    "long": ("place", "Long Yard"),
    "fridge": ("thing", "refrigerator"),
}


def named(page: Page, tmp_path: Path, text: str) -> dict[str, tuple[list[str], bool]]:
    """Entity → the words that name it in a text, and whether that is sure."""
    entities = {id_: {"kind": kind, "label": label} for id_, (kind, label) in PEOPLE.items()}
    page.ask("record", entities=entities)
    (tmp_path / "note.txt").write_text(text, encoding="utf-8")
    add(page.archive, tmp_path / "note.txt", id="note")
    found = page.ask("known-here", source="note")["entities"]
    return {k["id"]: ([text[s:e] for s, e, *_ in k["spans"]], k["sure"]) for k in found}


@pytest.mark.parametrize(
    ("text", "id_", "words", "sure"),
    [
        ("So the Deacon spoke.", "deacon", ["the Deacon"], True),
        ("Then Deacon spoke.", "deacon", ["Deacon"], False),
        ("Yesterday Ostashin spoke.", "anton", ["Ostashin"], False),
        ("Вчера говорил Осташин.", "anton", ["Осташин"], False),
        ("Дали слово Антону Осташину.", "anton", ["Антону Осташину"], True),
        ("We walked down Glass to its end.", "glass", ["Glass"], False),
        ("He mended the refrigerator.", "fridge", ["refrigerator"], True),
        ("There sat the men of 214.", "men", ["the men of 214"], True),
    ],
)
def test_a_name_and_what_tells_of_it(
    page: Page, tmp_path: Path, text: str, id_: str, words: list[str], *, sure: bool
) -> None:
    assert named(page, tmp_path, text)[id_] == (words, sure)


@pytest.mark.parametrize(
    "text",
    [
        "The bread was the best of it.",
        "From the yard the men went out.",
        "Long ago, and for a long time, it was so.",
        "A glass of tea.",
    ],
)
def test_words_that_tell_nobody_from_anybody_are_no_names(
    page: Page, tmp_path: Path, text: str
) -> None:
    """An article, a preposition, a word that the same text has in lower case."""
    assert named(page, tmp_path, text) == {}


def test_a_whole_name_is_no_part_of_another(page: Page, tmp_path: Path) -> None:
    """Where the street is meant, its houses are not; where Anton Ostashin is, no other Ostashin."""
    more = {"house": ("place", "Glass Street, house 9"), "ivan": ("person", "Ivan Ostashin")}
    page.ask("record", entities={i: {"kind": k, "label": n} for i, (k, n) in more.items()})
    found = named(page, tmp_path, "In Glass Street lived Anton Ostashin.")
    assert found == {"glass": (["Glass Street"], True), "anton": (["Anton Ostashin"], True)}
