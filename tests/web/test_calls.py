"""Every call answers on a small archive, and with what is in it."""

from __future__ import annotations

import posixpath
import re
import time
from dataclasses import replace
from typing import Any

import pytest
from tests.web.conftest import Page

from kartoteka.errors import UnknownName
from kartoteka.model.dates import read_edtf
from kartoteka.search.grammar import read_query
from kartoteka.web.calls import CALLS
from kartoteka.web.explain import message

ASKED: dict[str, dict[str, Any]] = {
    "hello": {},
    "pulse": {},
    "link": {},
    "settings": {},
    "sources": {},
    "source": {"id": "first-letter"},
    "marks": {"source": "first-letter"},
    "mark": {"passages": ["ps_first-letter_252_283"]},
    "known-here": {"source": "second-letter"},
    "entities": {},
    "complete": {"text": "os"},
    "card": {"id": "osip"},
    "statements": {"about": "osip"},
    "vocabulary": {},
    "date": {"text": "last week", "source": "first-letter"},
    "sentence": {"statement": {"subject": "osip", "predicate": "stay", "object": "millhouse"}},
    "home": {},
    "search": {"text": "soup"},
    "codebook": {},
    "code": {"id": "pending"},
    "memos": {},
    "findings": {},
    "questions": {},
    "types": {},
    "together": {"person": "osip"},
    "present": {"place": "millhouse"},
    "said": {"about": "millhouse"},
    "near": {"code": "pending", "other": "pending"},
    "cross": {"attribute": "author"},
    "evidence": {"ids": ["ps_first-letter_252_283"]},
    "attributes": {},
    "history": {},
    "preview": {},
}
"""What is asked of the tiny archive; what writes is tried in test_writing.py."""

AFTER_A_SEARCH = {"types-moved", "types-life"}
"""What is asked of the result of a search for types: tried in test_found_types.py."""


@pytest.mark.parametrize("verb", ASKED)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_call_answers(page: Page, verb: str, lang: str) -> None:
    page.headers["Accept-Language"] = lang
    response = page.post(verb, ASKED[verb])
    assert response.status_code == 200, response.text
    assert response.headers["Kartoteka-Edit"] == "2"
    assert response.headers["Cache-Control"] == "no-store"


def test_every_call_that_only_asks_is_tried() -> None:
    tried = set(ASKED) | AFTER_A_SEARCH
    assert {verb for verb, call in CALLS.items() if not call.writes} == tried


def test_a_text_comes_with_its_marks_in_both_counts(page: Page) -> None:
    found = page.ask("source", id="first-letter")
    for mark in page.ask("marks", source="first-letter")["marks"]:
        start, end = mark["start"], mark["end"]
        as_utf16 = found["text"].encode("utf-16-le")
        words = as_utf16[2 * mark["start16"] : 2 * mark["end16"]].decode("utf-16-le")
        assert words == found["text"][start:end]


def test_the_margin_tells_who_knew_and_from_whom(page: Page) -> None:
    (mark,) = page.ask("mark", passages=["ps_first-letter_252_283"])["marks"]
    (evidence,) = mark["statements"][0]["evidence"]
    assert [t["speaker"] for t in evidence["chain"]] == ["driver", "osip"]
    assert (evidence["witness"], evidence["author"]) == ("driver", "marek")
    assert evidence["standing"] == "hearsay"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("os", "osip"),
        ("осип", "osip"),
        ("lon c", "long-cell"),
        ("CELL long", "long-cell"),
        ("zz", None),
    ],
)
def test_an_entity_is_found_by_any_part_of_a_name(
    page: Page, typed: str, found: str | None
) -> None:
    first = [e["id"] for e in page.ask("complete", text=typed)["entities"]][:1]
    assert first == ([found] if found else [])


def test_those_of_the_open_letter_come_first(page: Page) -> None:
    every = page.ask("complete", text="l", source="second-letter")["entities"]
    assert every[0]["id"] == "lake-street", "the second letter speaks of it"


def test_names_are_found_in_a_text_inflected_and_in_the_other_script(page: Page) -> None:
    named = {e["id"]: e for e in page.ask("known-here", source="second-letter")["entities"]}
    text = page.ask("source", id="second-letter")["text"]
    ((start, end, *_),) = named["osip"]["spans"]
    assert text[start:end] == "Осипа", "a Russian genitive of a name kept in Latin letters"
    assert named["lake-street"]["statements"] == 2, "spoken of, though not by this name"


def test_a_card_shows_both_sides_of_a_contradiction(page: Page) -> None:
    groups = {g["predicate"]: g for g in page.ask("card", id="lake-street")["groups"]}
    assert groups["rating"]["conflict"]
    assert sorted(groups["rating"]["conflicts"][0]) == ["st_6", "st_7"]
    assert [s["value"] for s in groups["rating"]["statements"]] == ["2", "-1"]


def test_a_card_of_a_person_has_the_journey(page: Page) -> None:
    card = page.ask("card", id="osip")
    assert [stop["place"] for stop in card["journey"]] == ["long-cell", "lake-street"]
    assert card["said_by"]["total"] == 1
    assert card["entity"]["alias"] == "O."
    assert card["names"]["osip"]["name"] == "Osip", "inside the archive people have names"


def test_a_stay_told_twice_is_one_stop_of_a_journey(page: Page) -> None:
    """Told again in other words it is another statement, and the same stay; of another day it is another."""
    with page.archive as archive:
        stay = archive.statements(subject="osip", predicate="stay")[0].statement
        assert stay.when is not None
        other_day = read_edtf("2024-03-04")
        with archive.edit(why="told again") as edit:
            edit.add(replace(stay, id="st_again", when=replace(stay.when, words="in that spring")))
            edit.add(replace(stay, id="st_other", when=other_day))
    card = page.ask("card", id="osip")
    stops = [stop["statement"] for stop in card["journey"]]
    assert stay.id in stops
    assert "st_other" in stops
    assert "st_again" not in stops
    [group] = [g for g in card["groups"] if g["predicate"] == "stay"]
    assert {stay.id, "st_again", "st_other"} <= {s["id"] for s in group["statements"]}


def test_a_card_of_a_place_tells_who_was_there(page: Page) -> None:
    place = page.ask("card", id="millhouse")["place"]
    assert place["children"] == ["long-cell"]
    assert {p["id"] for p in place["people"]} == {"marek", "osip"}


def test_what_is_missing_from_a_statement_is_a_finding(page: Page) -> None:
    tried = page.ask("sentence", statement={"subject": "osip", "predicate": "stay"})
    assert tried["sentence"] == []
    assert tried["findings"][0]["rule"] == "no-object"


def test_a_sentence_names_who_is_only_about_to_be_made(page: Page) -> None:
    tried = page.ask(
        "sentence",
        statement={"subject": "osip", "predicate": "stay", "object": "new:1", "when": "last week"},
        entities={"new:1": {"kind": "place", "label": "the tea room"}},
        source="first-letter",
    )
    said = "".join(text for text, _ in tried["sentence"])
    assert said == "Osip was in the tea room some time between 11 and 17 March 2024"


def test_the_rules_run_beside_the_server(page: Page) -> None:
    import time

    end = time.monotonic() + 60
    while (found := page.ask("findings"))["state"] in ("none", "running"):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert found["state"] == "fresh"
    assert found["edit"] == 2
    assert found["total"] == sum(found["by_severity"].values()) > 0
    rules = {f["rule"] for f in page.ask("findings", severity="warning")["findings"]}
    assert "conflicting-values" in rules


def test_a_finding_is_mended_with_one_click(page: Page) -> None:
    import time

    while page.ask("findings")["state"] in ("none", "running"):
        time.sleep(0.05)
    found = page.ask("findings", rule="conflicting-values")["findings"][0]
    fix = found["fixes"][0]
    page.ask(fix["verb"], **fix["body"])
    (wrong,) = fix["body"]["ranks"]
    assert page.archive.statements(ids=wrong)[0].statement.rank == "deprecated"


def test_the_preview_is_read_by_whoever_came_in_and_nobody_else(page: Page) -> None:
    import time

    assert page.ask("preview")["state"] == "none"
    page.ask("preview", again=True)
    while (built := page.ask("preview"))["state"] == "running":
        time.sleep(0.05)
    assert built["state"] == "ready", built
    shown = page.request("GET", built["address"])
    assert shown.status_code == 200
    assert shown.headers["Content-Type"].startswith("text/html")
    assert page.request("GET", built["address"], cookies={}).status_code == 404
    guessed = "/preview/guess/index.html"
    assert page.request("GET", guessed).status_code == 404


def test_the_preview_leaves_no_names_in_a_browsers_history(page: Page) -> None:
    """Every page that can be reached has an address and a title that say nothing; every link leads on."""
    page.ask("preview", again=True)
    while page.ask("preview")["state"] == "running":
        time.sleep(0.05)
    begin = page.ask("preview")["address"]
    seen, waiting = {begin}, [begin]
    while waiting:
        address = waiting.pop()
        shown = page.request("GET", address)
        assert shown.status_code == 200, address
        assert re.findall("<title>(.*?)</title>", shown.text) == ["Kartoteka"]
        for href in re.findall(r'<a [^>]*href="([^"#?:]+\.html)', shown.text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(address), href))
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    assert len(seen) > 20
    named = ("osip", "millhouse", "letter-", "marek", "ida")
    assert [a for a in seen for name in named if name in posixpath.basename(a)] == []


def test_the_language_is_kept(page: Page) -> None:
    page.ask("settings", lang="ru")
    assert page.ask("hello")["lang"] == "ru"


def test_words_need_no_session(outside: Page) -> None:
    texts = outside.ask("words")["texts"]
    assert texts
    assert all(set(forms) == {"en", "ru"} for forms in texts.values())


def test_near_spellings_are_offered_where_nothing_was_found(page: Page) -> None:
    found = page.ask("search", text="parcles")
    assert found["total"] == 0
    assert "parcels" in found["nearest"]


def test_a_query_that_cannot_be_read_is_pointed_at(page: Page) -> None:
    page.headers["Accept-Language"] = "ru"
    page.ask("settings", lang="ru")
    response = page.post("search", {"text": "soup OR"})
    assert response.status_code == 400
    error = response.json()["error"]
    assert error["class"] == "UnreadableQuery"
    sentence, shown, pointer = error["message"].split("\n")
    assert sentence.startswith("Запрос не читается")
    assert shown[pointer.index("^") :].startswith("OR")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_examples_of_the_search_page_can_be_read(outside: Page, lang: str) -> None:
    """What the page says one may type is understood by the grammar."""
    texts = outside.ask("words")["texts"]
    shown = [k for k in texts if k.startswith("ask_") and k + "_finds" in texts]
    assert len(shown) == 9
    for key in shown:
        for query in texts[key][lang].split("  "):
            assert read_query(query), key


def test_a_statement_that_was_found_is_said_as_a_sentence(page: Page) -> None:
    """The name of its predicate alone would tell nobody what was found."""
    words = "Osip shares his tea"
    start = page.archive.text("first-letter").index(words)
    entry = {"subject": "osip", "predicate": "occupation", "value": "a baker of rolls"}
    entry |= {"basis": "saw", "at": [start, start + len(words)], "exact": words}
    page.ask("record", source="first-letter", statements=[entry])
    (hit,) = page.ask("search", text="baker", kinds=["statement"])["hits"]
    assert hit["title"].startswith("O")
    assert "a baker of rolls" in hit["title"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "The codebook has no code “food”. Did you mean things to eat?"),
        ("ru", "В книге кодов нет кода «food». Может быть, еда?"),
    ],
)
def test_what_was_perhaps_meant_is_said_by_its_name(lang: str, said: str) -> None:
    called = {"meals/food": {"en": "things to eat", "ru": "еда"}}
    error = UnknownName("code", "food", ["meals/food"], called=called)
    assert message(error, lang) == said
