"""The pages: what a person reads about a life, a place, a community, a type, a rumour."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run

PAGES = [
    ["life", "ana"],
    ["status", "ana"],
    ["place", "north"],
    ["group", "neighbours"],
    ["type", "lodger"],
    ["type", "voting"],
    ["hearsay", "riverside"],
    ["hearsay"],
    ["together", "ana"],
    ["together", "--level", "prison"],
    ["together", "osip", "--during", "2024"],
    ["present", "north", "--during", "2025-03"],
    ["present", "riverside"],
    ["said", "riverside"],
    ["said", "kettle", "--from", "elsewhere"],
    ["near", "food", "tea", "--within", "300"],
    ["near", "tea", "food"],
    ["cross", "author"],
    ["cross", "place.prison", "--depth", "1"],
    ["entities"],
    ["check"],
    ["check", "--questions"],
    ["history"],
    ["history", "ana"],
    ["vocabulary"],
    ["vocabulary", "predicate"],
]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("words", PAGES, ids=" ".join)
def test_every_page_fits_the_terminal_and_has_no_holes(
    run: Run, work: Path, words: list[str], lang: str
) -> None:
    said = run(words[0], work, *words[1:], "--lang", lang)
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 80
    assert not {"None", "{", "}", "..."} & set(said.out.replace("(", " ").split())
    assert "\n\n\n" not in said.out
    assert ".." not in said.out.replace("...", "")


def test_a_life_is_told_in_order_with_its_words(run: Run, work: Path) -> None:
    """First the quarantine cell, then cell 12; each with quote, source and who says so."""
    said = run("life", work, "ana").body
    first = (
        "Ana Petrova was in cell-1 (quarantine). “1. ana stay cell-1.” "
        "— Ana Petrova, “letter-7”, letter, 25 March 2025 · lived through it"
    )
    assert said.index(first) < said.index("Ana Petrova was in cell-12 (common regime).")


def test_a_status_asked_for_a_day_before_the_first_letter_says_so(run: Run, work: Path) -> None:
    said = " ".join(run("status", work, "ana", "--as-of", "2024-12-31").out.split())
    assert "Asked about 31 December 2024; nothing dated that was written by then" in said
    assert "What was written later may tell of that day" in said


def test_a_number_claimed_is_held_against_what_is_known(run: Run, work: Path) -> None:
    """Three prisons, of which the archive knows one."""
    assert "3 prisons 1 is known: north. 2 prisons are missing." in run("life", work, "ana").flat
    russian = run("life", work, "ana", "--lang", "ru").flat
    assert "3 тюрьмы известна 1: Северная. Недостаёт: 2 тюрьмы." in russian


def test_the_same_words_are_not_quoted_twice(run: Run, tmp_path: Path) -> None:
    """Three prisons and five cells, in one breath."""
    from kartoteka.testing import Story

    story = Story().people("ana").place("north", "prison")
    story.letter("l", by="ana", written="2025-03-25")
    story.say("ana", "event", value="arrested", when="2025-01")
    story.archive(tmp_path / "a.kartoteka").close()
    assert run("life", tmp_path / "a.kartoteka", "ana").out.count("“1. ana event arrested.”") == 1


def test_a_status_says_where_since_when_on_whose_word_and_as_of_when(run: Run, work: Path) -> None:
    said = run("status", work, "ana", "--as-of", "2025-03-25").flat
    for words in (
        "As of 25 March 2025",
        "Where cell-12 › north",
        "When since 15 February 2025",
        "Regime common regime",
        "On whose word Ana Petrova “2. ana stay cell-12.”",
        "Contact letters, from 15 February 2025",
        "Of any later day it says nothing.",
    ):
        assert words in said
    assert "now" not in said.split()


def test_before_anything_was_written_nobody_knows(run: Run, work: Path) -> None:
    said = run("status", work, "ana", "--as-of", "2025-01")
    assert said.code == 0
    assert "The archive does not know where." in said.out


def test_hearsay_shows_the_whole_chain_and_where_it_was_told(run: Run, work: Path) -> None:
    said = run("hearsay", work, "riverside").flat
    assert "neighbours → Osip → Ana Petrova" in said
    assert "Osip → Ana Petrova, told in cell-12, on 20 March 2025" in said
    assert "neighbours → Osip, where it was told is not said" in said
    assert (
        "hearsay: nothing shows that the speaker had been there · the news was 5 days old" in said
    )


def test_hearsay_in_russian_inflects_no_name(run: Run, work: Path) -> None:
    said = run("hearsay", work, "riverside", "--lang", "ru").flat
    assert "Osip → Анна Петрова, рассказано в камере «cell-12», 20 марта 2025 г." in said


def test_a_place_shows_who_was_there_and_tells_ratings_apart(run: Run, work: Path) -> None:
    north, riverside = run("place", work, "north").flat, run("place", work, "riverside").flat
    assert "Ana Petrova, in cell-1, quarantine · days known" in north
    assert "first-hand North" in north or "first-hand north, food: poor." in north
    assert "hearsay Riverside, food: very good." in riverside


def test_a_group_and_its_custom(run: Run, work: Path) -> None:
    group = run("group", work, "neighbours")
    assert "Osip “6. osip member neighbours.”" in group.body
    assert "How things are done Voting." in group.flat
    assert "Where it is done so Neighbours: voting." in run("type", work, "voting").flat


def test_a_type_has_its_members_and_its_reputation_among_whom(run: Run, work: Path) -> None:
    said = run("type", work, "lodger").flat
    assert "Who belongs Osip: lodger." in said
    assert "Lodger, reputation: quiet (among: neighbours)." in said


def test_ids_are_shown_where_they_are_asked_for(run: Run, work: Path) -> None:
    assert "st_1" not in run("life", work, "ana").out
    for words in (["life", "ana"], ["place", "riverside"], ["hearsay"], ["check", "--questions"]):
        assert "st_" in run(words[0], work, *words[1:], "--ids").out


def test_the_questions_are_asked_of_the_witness(run: Run, work: Path) -> None:
    said = run("check", work, "--questions").flat
    assert "To Ana Petrova 1." in said
    assert "prison" in said
    assert "Кому: Анна Петрова 1." in run("check", work, "--questions", "--lang", "ru").flat


def test_one_rule_may_be_chosen(run: Run, work: Path) -> None:
    one = run("check", work, "--rule", "count-not-reached", "--json").json["result"]
    assert {finding["rule"] for finding in one} == {"count-not-reached"}
    assert run("check", work, "--rule", "count-not-reach").code == 2


def test_an_error_in_the_material_is_exit_code_1(run: Run, tmp_path: Path) -> None:
    """Ana in two cells on one day."""
    from kartoteka.testing import Story

    story = Story().people("ana").place("a", "cell").place("b", "cell")
    story.letter("l", by="ana", written="2025-03-25")
    story.say("ana", "stay", "a", when="2025-01-01/2025-02-01")
    story.say("ana", "stay", "b", when="2025-01-10/2025-01-20")
    story.archive(tmp_path / "a.kartoteka").close()
    said = run("check", tmp_path / "a.kartoteka")
    assert said.code == 1
    assert "two-places-at-once" in said.out


def test_nothing_recorded_is_said_and_is_no_error(run: Run, work: Path) -> None:
    assert "Nothing is recorded" in run("life", work, "osip").out or run("life", work, "osip").out
    assert "Nothing reached the archive by hearsay" in run("hearsay", work, "cell-1").out
