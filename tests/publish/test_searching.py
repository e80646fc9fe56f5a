"""What the search scripts carry, and what they must not break."""

import json

from kartoteka.publish.searching import MOST_TEXT, SHARD, Found, shards, stem_table

BEGINS = "(window.kartotekaSearch=window.kartotekaSearch||[]).push("


def script_of(page: Found) -> str:
    (only,) = shards("en", [page])
    return only.script()


def data_of(script: str) -> dict[str, object]:
    assert script.startswith(BEGINS)
    return json.loads(script.removeprefix(BEGINS).rstrip(");\n"))


def test_forms_of_one_word_stand_in_one_line() -> None:
    lines = stem_table(["В тюрьмах и в тюрьме", "prison, prisons"])
    assert [line for line in lines if "тюрьме" in line] == ["тюрьм тюрьмах тюрьме"]
    assert "prison prisons" in lines


def test_a_letter_that_contains_markup_and_line_separators_cannot_end_the_script() -> None:
    script = script_of(Found("a.html", "source", "T", "</script>\u2028 x", "en"))
    assert "</script>" not in script
    assert "\u2028" not in script
    assert data_of(script)["pages"] == [["a.html", "source", "T", "</script>\u2028 x", "en"]]


def test_an_endless_text_is_searched_from_its_beginning_only() -> None:
    made = shards("en", [Found("a.html", "source", "T", "x" * 10 * MOST_TEXT, "en")])
    assert sum(len(shard.script()) for shard in made) < 3 * MOST_TEXT


def test_a_changed_page_changes_only_its_own_file() -> None:
    pages = [Found(f"{n}.html", "source", "T", "word " * 10_000, "en") for n in range(100)]
    before = shards("letters", pages)
    after = shards(
        "letters", [*pages[:50], Found("50.html", "source", "T", "new", "en"), *pages[51:]]
    )
    assert len(before) == len(after) >= 100 * 50_000 / SHARD
    assert [s.name for s in before] == [s.name for s in after]
    assert sum(a.mark != b.mark for a, b in zip(before, after, strict=True)) == 1
    assert sorted(p.url for s in before for p in s.pages) == sorted(p.url for p in pages)
