"""Statements in words: English and Russian, women and men, yes and no."""

from collections.abc import Callable

import pytest

from kartoteka.archive.archive import Archive
from kartoteka.relate.atlas import Atlas
from kartoteka.relate.sentences import segments, sentence
from kartoteka.testing import Story

Tell = Callable[[Story], Archive]


@pytest.fixture
def letter(story: Story) -> Story:
    story.fact("ana", "gender", value="female").fact("ana", "name", value="Анна", lang="ru")
    story.fact("boris", "name", value="Борис", lang="ru").fact(
        "north", "name", value="Северная", lang="ru"
    )
    story.groups("cellmates").types("voting").fact(
        "cellmates", "name", value="сокамерники", lang="ru"
    )
    return story.letter("l", by="ana", written="2025-03-25")


def said(letter: Story, told: Tell, lang: str = "en") -> str:
    archive = told(letter)
    (found,) = archive.statements(source="l")
    return sentence(found.statement, Atlas(archive), lang)


def test_a_stay_in_english_with_its_roles_in_brackets(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north", roles={"regime": "quarantine"}, duration="P2W")
    words = said(letter, told)
    assert words.startswith("ana was in north (quarantine; ")
    assert "week" in words


@pytest.mark.parametrize(
    ("who", "start"),
    [
        ("ana", "Анна находилась в тюрьме «Северная»"),
        ("boris", "Борис находился в тюрьме «Северная»"),
        ("cellmates", "сокамерники находились в тюрьме «Северная»"),
    ],
)
def test_in_russian_the_verb_agrees_and_the_name_is_not_inflected(
    letter: Story, told: Tell, who: str, start: str
) -> None:
    letter.say(who, "stay", "north")
    assert said(letter, told, "ru") == start


def test_what_is_not_so_says_not(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north", polarity=-1)
    assert said(letter, told) == "ana was not in north"


def test_what_is_not_so_in_russian(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north", polarity=-1)
    assert said(letter, told, "ru") == "Анна не находилась в тюрьме «Северная»"


def test_where_the_pattern_has_no_word_for_not(letter: Story, told: Tell) -> None:
    letter.say("north", "rating", value="2", roles={"aspect": "food"}, polarity=-1)
    assert said(letter, told) == "it is not so that north, food: very good"


def test_what_was_said_word_for_word_stands_beside_the_sentence(letter: Story, told: Tell) -> None:
    letter.say("north", "rating", value="-1", roles={"aspect": "food", "verbatim": "slops"})
    assert said(letter, told, "ru") == "Северная, еда: плохо"


def test_entities_are_marked_so_that_a_page_can_link_them(letter: Story, told: Tell) -> None:
    letter.say("boris", "transfer", "south", roles={"from": "north"})
    archive = told(letter)
    (found,) = archive.statements(source="l")
    pieces = segments(found.statement, Atlas(archive))
    assert [id_ for _, id_ in pieces if id_] == ["boris", "south", "north"]
    assert "".join(text for text, _ in pieces) == "boris was moved to south (from: north)"


def test_the_time_may_be_left_to_the_page(letter: Story, told: Tell) -> None:
    letter.say("ana", "stay", "north", when="2025-03-01/..", roles={"regime": "quarantine"})
    archive = told(letter)
    (found,) = archive.statements(source="l")
    assert sentence(found.statement, Atlas(archive), time=False) == "ana was in north (quarantine)"


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        ("1", "1 prison", "1 тюрьма"),
        ("3", "3 prisons", "3 тюрьмы"),
        ("11", "11 prisons", "11 тюрем"),
        ("2..5", "2–5 prisons", "2–5 тюрем"),
    ],
)
def test_what_is_counted_stands_in_the_plural(
    letter: Story, told: Tell, number: str, english: str, russian: str
) -> None:
    letter.say("ana", "count", value=number, roles={"of": "prison"})
    archive = told(letter)
    (found,) = archive.statements(source="l")
    atlas = Atlas(archive)
    assert sentence(found.statement, atlas) == f"ana counts {english}"
    assert sentence(found.statement, atlas, "ru").endswith(russian)


def test_what_is_no_sort_is_counted_in_its_own_word(letter: Story, told: Tell) -> None:
    letter.say("ana", "count", value="31", roles={"of": "cards"})
    assert said(letter, told) == "ana counts 31 cards"


@pytest.mark.parametrize(
    ("lang", "reason", "shown"),
    [
        ("ru", "onions", "причина: “onions”"),
        ("ru", "лук", "причина: лук"),
        ("en", "лук", "reason: «лук»"),
        ("ru", "quarantine", "причина: карантин"),
        ("en", "quarantine", "reason: quarantine"),
    ],
)
def test_words_of_another_language_stand_in_quotation_marks_and_terms_are_translated(
    letter: Story, told: Tell, lang: str, reason: str, shown: str
) -> None:
    letter.say("cellmates", "dissolved", value="yes", roles={"reason": reason})
    assert shown in said(letter, told, lang)
