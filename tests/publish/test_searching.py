"""What the search script carries, and what it must not break."""

import json

from kartoteka.publish.searching import MOST_TEXT, Found, search_script, stem_table


def data_of(script: str) -> dict[str, object]:
    assert script.startswith("window.kartotekaSearch=")
    return json.loads(script.removeprefix("window.kartotekaSearch=").rstrip(";\n"))


def test_forms_of_one_word_stand_in_one_line() -> None:
    lines = stem_table(["В тюрьмах и в тюрьме", "prison, prisons"])
    assert [line for line in lines if "тюрьме" in line] == ["тюрьм тюрьмах тюрьме"]
    assert "prison prisons" in lines


def test_a_letter_that_contains_markup_and_line_separators_cannot_end_the_script() -> None:
    page = Found("a.html", "Letter", "T", "</script>\u2028 x", "en")
    script = search_script([page], "en")
    assert "</script>" not in script
    assert "\u2028" not in script
    assert data_of(script)["pages"] == [["a.html", "Letter", "T", "</script>\u2028 x", "en"]]


def test_an_endless_text_is_searched_from_its_beginning_only() -> None:
    script = search_script([Found("a.html", "Letter", "T", "x" * 10 * MOST_TEXT, "en")], "ru")
    assert len(script) < 3 * MOST_TEXT
