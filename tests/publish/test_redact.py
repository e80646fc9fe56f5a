"""A hidden name in all the ways in which it can stand in a letter."""

from __future__ import annotations

import pytest

from kartoteka.publish.redact import BAR, Hidden, Redactor, cut

ORLOV = Redactor([Hidden("Павел Орлов", "person")])


@pytest.mark.parametrize(
    "written",
    [
        "Павел Орлов",
        "Орлова",
        "Орлову",
        "с Орловым",
        "об Орлове",
        "к Орловой",
        "у Орловых",
        "ОРЛОВ",
        "орлов",
        "Павлу",
        "Павлом",
        "Ор\u00adлов",
        "Ор\u200bлов",
        "Павла\u00a0Орлова",
        "Павла\n  Орлова",
        "Opлов",  # two Latin letters
        "О\u0301рлов",  # a stress mark
        "П. Орлов",
        "Pavel",
        "Pavel Orlov’s",
        "ORLOVA",
        "Орлов-старший",
    ],
)
def test_it_is_found_however_it_is_written(written: str) -> None:
    said = ORLOV.clean(f"Вот {written}, и всё.")
    assert BAR in said
    assert "рлов" not in said.lower()
    assert "avel" not in said


@pytest.mark.parametrize("innocent", ["орёл", "Орловка", "павлин", "Павловск", "orlando", "лев"])
def test_a_word_that_only_looks_like_it_stays(innocent: str) -> None:
    assert ORLOV.clean(innocent) == innocent


def test_a_vowel_that_comes_and_goes() -> None:
    lev = Redactor([Hidden("Лев", "person")])
    assert lev.clean("Лев, Льва, Львом") == f"{BAR}, {BAR}, {BAR}"
    assert lev.clean("левый сапог") == "левый сапог"


def test_yo_and_ye_are_one_letter() -> None:
    petr = Redactor([Hidden("Пётр", "person")])
    assert petr.clean("Петра и Пётру") == f"{BAR} и {BAR}"


def test_a_public_namesake_stands_in_full_and_is_hidden_alone() -> None:
    """Who "Pavel" is, cannot be told: it goes. "Павел Соколов" is another: he stays."""
    redactor = Redactor([Hidden("Павел Орлов", "person")], ["Павел Соколов"])
    assert redactor.clean("Павел Соколов и Павел") == f"Павел Соколов и {BAR}"


def test_somebody_s_mother_does_not_hide_somebody() -> None:
    redactor = Redactor([Hidden("мать Степана", "person")], ["Степан"])
    assert redactor.clean("Степан и мать Степана") == f"Степан и {BAR}"


def test_common_words_of_a_name_give_nobody_away() -> None:
    redactor = Redactor([Hidden("Old Marko", "person")])
    assert (
        redactor.clean("an old man, Marko, in an old coat") == f"an old man, {BAR}, in an old coat"
    )


def test_a_place_is_hidden_as_a_whole_and_by_its_capital_words() -> None:
    redactor = Redactor([Hidden("Glass Street remand prison", "place")])
    assert redactor.clean("in Glass Street remand prison") == f"in {BAR}"
    assert (
        redactor.clean("The Glass is cold, a glass of tea") == f"The {BAR} is cold, a glass of tea"
    )


def test_an_alias_takes_the_place_of_the_name() -> None:
    assert Redactor([Hidden("Анна", "person", "Вера")]).clean("Анну увезли") == "Вера увезли"


def test_cuts_that_overlap_become_one_and_positions_find_their_way() -> None:
    redacted = cut("abcdefghij", [(2, 5, "X"), (4, 7, "YY")])
    assert redacted.text == "abXhij"
    assert [redacted.at(p) for p in (0, 2, 4, 7, 9)] == [0, 2, 2, 3, 5]
    assert [redacted.at(p, end=True) for p in (2, 4, 7, 10)] == [2, 3, 3, 6]


def test_without_names_nothing_is_looked_for() -> None:
    redactor = Redactor([], ["Павел"])
    assert not redactor
    assert redactor.clean("Павел") == "Павел"
