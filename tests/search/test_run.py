"""Looking for words, names, phrases and facts: what is found, and what is set off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.search.conftest import MILL, SHORE, ids, marked

from kartoteka.archive.archive import Archive
from kartoteka.errors import SearchStopped, SearchTooLong, UsageError
from kartoteka.model.entities import Identity
from kartoteka.search import Found, search
from kartoteka.search.expressions import Patience

Find = Callable[..., Found]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("window", "window"),
        ("windows", "window"),
        ("voting", "voted"),
        ("votes", "voted"),
        ("тюрьма", "тюрьмах"),
        ("тюрьмой", "тюрьмах"),
        ("ёлка", "Ёлку"),
        ("елки", "Ёлку"),
        ("открытый", "открыто"),
        ("СУПЫ", "Суп"),
    ],
)
def test_a_word_is_found_in_all_its_forms(find: Find, query: str, word: str) -> None:
    assert word in marked(find(query))


NAMED = (
    *("Kagarlitsky", "Kagarlitski", "Kagarlickij", "Kagarlitskiy", "kagarlitsky"),
    *("Кагарлицкий", "Кагарлицкому", "кагарлицкий"),
)


@pytest.mark.parametrize("query", NAMED)
def test_a_name_is_found_in_every_script_and_spelling(find: Find, query: str) -> None:
    """The letters have it in both scripts, and in Russian inflected."""
    found = find(query)
    assert {"Kagarlitsky", "Кагарлицкого"} <= marked(found)
    assert ids(found, "source") == {"mill-letter", "shore-letter"}
    assert found.hits[0].kind == "name" or "kagarlitsky" in ids(found, "name")


def test_a_whole_name_comes_first_and_is_told_apart_by_its_score(find: Find) -> None:
    found = find("Boris Kagarlitsky")
    assert (found.hits[0].kind, found.hits[0].id) == ("name", "kagarlitsky")
    assert found.hits[0].score > 0.95
    assert find("Анна").hits[0].id == "ana"
    assert find("Anna").hits[0].evidence in ((), ("n_ana",))


def test_an_ordinary_word_is_not_taken_for_a_name_that_sounds_so(mill: Archive) -> None:
    """A place called «Село», and somebody who looks for a cell."""
    from kartoteka.model.entities import Entity

    with mill.edit(why="a village") as edit:
        edit.add(Entity("selo", "place", "Село"))
    assert "selo" not in ids(search(mill, "cell"))
    assert "selo" in ids(search(mill, "Selo"))


def test_a_phrase_stands_together_in_any_forms(find: Find) -> None:
    assert marked(find('"little freedom"')) == {"little freedom"}
    assert marked(find("«маленькой свободы»")) == {"Маленькая свобода"}
    assert find('"freedom little"').total == 0


def test_near_counts_words_between(find: Find) -> None:
    assert find("NEAR(cells window, 5)").total
    assert find("NEAR(window freedom, 2)").total == 0
    assert ids(find("three NEAR/3 cells"), "source") == {"mill-letter"}


def test_a_beginning_finds_words_whose_stem_is_shorter(find: Find) -> None:
    """«голосовали» has a shorter stem than what is typed."""
    assert "freedom" in marked(find("freed*"))
    assert "голосовали" in marked(find("голосова*"))
    assert find("xyz*").total == 0


def test_words_are_joined_by_and_or_not_and_parentheses(find: Find) -> None:
    assert ids(find("tea window"), "source") == {"mill-letter", "diary"}
    assert ids(find("wolf OR ёлка"), "source") == {"diary", "shore-letter"}
    assert ids(find("волк ИЛИ ёлка"), "source") == {"shore-letter"}
    assert ids(find("window NOT wolf"), "source") == {"mill-letter"}
    assert ids(find("window -wolf"), "source") == {"mill-letter"}
    assert ids(find("(wolf OR cells) window -Vera"), "source") == {"diary"}
    assert "diary" not in ids(find("NOT wolf", limit=100))
    assert "mill-letter" in ids(find("NOT wolf", limit=100))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("by:ana in:source", {"mill-letter"}),
        ("by:Anna in:source", {"mill-letter"}),
        ("автор:Вера в:тексты", {"shore-letter"}),
        ("written:2024 in:source", {"mill-letter"}),
        ("written:2024..2025 in:source", {"mill-letter", "shore-letter"}),
        ("written:..2024-06 in:source", {"mill-letter"}),
        ("written:2025.. in:source", {"shore-letter"}),
        ('written:"March 2024" in:source', {"mill-letter"}),
        ("written:2024-03-20/2024-04 in:source", {"mill-letter"}),
        ("lang:en in:source", {"mill-letter", "diary"}),
        ("lang:en-GB in:source", {"diary"}),
        ("lang:(ru OR de) in:source", {"shore-letter"}),
        ("in:diary in:source", {"diary"}),
        ("source:mill* in:source", {"mill-letter"}),
        ("code:food in:statement", {"s_rates"}),
        ("code:food/soup in:source", {"mill-letter"}),
        ("person:Кагарлицкий in:statement", {"s_met", "n_kag"}),
        ("place:mill in:statement", {"s_has", "in"}),
        ("place:mill in:source", {"mill-letter"}),
        ('place:"a southern prison" in:statement', {"s_rates"}),
        ("group:voters in:statement", {"s_open"}),
        ("by:pavel in:statement", {"s_rates"}),
        (
            "by:pavel in:source",
            {"diary", "mill-letter"},
        ),  # he wrote the one, and is told on in the other
        ("place:mill in:memo", {"m_tea"}),
        ("by:ana in:memo", {"m_tea"}),
        ("tea in:memo", {"m_tea"}),
        ("shares in:memo", {"m_tea"}),
    ],
)
def test_fields_ask_what_is_known(find: Find, query: str, found: set[str]) -> None:
    assert ids(find(query)) == found


def test_fields_and_words_hold_together(find: Find) -> None:
    assert ids(find("soup by:ana"), "source") == {"mill-letter"}
    assert ids(find("soup by:vera"), "source") == set()
    assert ids(find("суп OR (window in:diary)"), "source") == {"shore-letter", "diary"}
    assert find("window in:passage").kinds == {"passage": 1}


def test_somebody_judged_the_same_is_found_under_both_names(mill: Archive) -> None:
    with mill.edit(why="the same") as edit:
        edit.add(Identity("i", "pavel", "vera", "same", "one hand", "ana", "2026-01-01"))
    assert "shore-letter" in ids(search(mill, "by:pavel"), "source")


def test_what_is_marked_stands_in_the_text_where_it_is_said_to_stand(find: Find) -> None:
    """Offsets are code points of the source's own text."""
    texts = {"mill-letter": MILL, "shore-letter": SHORE}
    for query in ("window", "Кагарлицкий", "чай OR tea", "good", "/[Сс]уп/"):
        found = find(query, limit=50)
        anchored = [h for h in found.hits if h.excerpt.source in texts]
        assert anchored, query
        for hit in anchored:
            text = texts[str(hit.excerpt.source)]
            assert text[hit.excerpt.start :].startswith(hit.excerpt.text)
            lit = [piece for piece, on in hit.excerpt.pieces() if on]
            assert lit == [text[a:b] for a, b in hit.excerpt.marks]
            assert "".join(piece for piece, _ in hit.excerpt.pieces()) == hit.excerpt.text


def test_every_hit_carries_its_evidence(find: Find) -> None:
    (passage,) = find("soup in:passage").hits
    assert passage.evidence[1:] == ("a_rates", "s_rates")
    assert passage.entities == ("orchard",)
    (statement,) = [h for h in find("verbatim OR good in:statement").hits if h.id == "s_rates"]
    assert (statement.source, statement.passage) == ("mill-letter", passage.id)
    assert {"a_rates", passage.id} < set(statement.evidence)


def test_pages_follow_each_other(find: Find) -> None:
    whole = find("window OR окно OR tea OR чай", limit=50)
    parts = [find("window OR окно OR tea OR чай", limit=2, offset=n) for n in range(0, 50, 2)]
    assert [h for part in parts for h in part.hits] == list(whole.hits)
    assert {part.total for part in parts} == {len(whole.hits)}
    with pytest.raises(UsageError, match="limit"):
        find("tea", limit=0)


def test_facets_are_counted_where_they_are_asked_for(find: Find) -> None:
    found = find("window OR окно", facets=True)
    assert found.languages == {"en": 2, "ru": 2, "en-GB": 1}
    assert found.sources == {"mill-letter": 2, "shore-letter": 2, "diary": 1}
    assert not find("window").sources


def test_regular_expressions_are_looked_for_in_the_texts(find: Find) -> None:
    assert marked(find(r"/c\w{3}s?\b/")) >= {"cells", "cell"}
    assert marked(find(r"/VERA/i")) == {"Vera"}
    assert ids(find("/^Tea/ OR /nothing like it/"), "source") == set()
    assert ids(find(r"/the w\w+/ in:diary"), "source") == {"diary"}
    assert marked(find("wolf came", regex=True)) == {"wolf came"}


def test_an_expression_that_goes_mad_is_given_up(mill: Archive) -> None:
    from tests.search.conftest import put

    from kartoteka.search import expressions

    with mill.edit(why="a trap") as edit:
        put(edit, "a" * 40 + "b", id="trap", title="A trap", lang="en")
    patient = expressions.ONE_TEXT
    expressions.ONE_TEXT = 0.05
    try:
        with pytest.raises(SearchTooLong, match="narrowly"):
            search(mill, "/(a|aa)+$/")
    finally:
        expressions.ONE_TEXT = patient


def test_whoever_lets_others_wait_has_less_patience(mill: Archive) -> None:
    """The expression would end, but the workbench answers nothing else until it does."""
    from tests.search.conftest import put

    with mill.edit(why="a trap") as edit:
        put(edit, "a" * 40 + "b", id="trap", title="A trap", lang="en")
    with pytest.raises(SearchStopped, match=r"stopped after 0.05 s.*kartoteka search"):
        search(mill, "/(a|aa)+$/", patience=0.05)
    with pytest.raises(SearchStopped):
        search(mill, "/nothing like it/", patience=0.0)
    assert search(mill, "/wolf/", patience=30.0).hits == search(mill, "/wolf/").hits


def test_an_expression_is_told_the_time_it_had_whatever_the_clock_says() -> None:
    short, long = Patience(1.0), Patience()
    for patience in (short, long):
        assert 0.0 < patience.left("a+") <= 2.0
    assert isinstance(short.lost("a+", "source 1"), SearchStopped)
    assert not isinstance(long.lost("a+", "source 1"), SearchStopped)


def test_progress_is_told_while_texts_are_read(find: Find) -> None:
    told: list[tuple[int, int]] = []
    find("/x/", progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0


def test_where_nothing_is_found_near_spellings_are_offered(find: Find) -> None:
    assert "window" in find("widnow").nearest
    assert any("Kagarlitsky" in word for word in find("Kagarlatsky zzz").nearest)
    assert find("qqqqqq").nearest == ()


def test_the_search_sees_what_was_changed_and_taken_back(mill: Archive) -> None:
    ana = mill.entity("ana")
    with mill.edit(why="she married") as edit:
        edit.replace(ana, replace(ana, label="Ana Mirabel"))
    assert ids(search(mill, "Mirabel")) == {"ana"}
    mill.undo()
    assert search(mill, "Mirabel").total == 0
    assert mill.verify() == ()
