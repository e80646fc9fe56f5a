"""What stands between the dashes at the beginning of a letter."""

from __future__ import annotations

import pytest

from kartoteka.importers.frontmatter import read_front_matter
from kartoteka.importers.reasons import UnreadableError


def test_the_fields_are_read_and_the_text_begins_after_them() -> None:
    front = read_front_matter(
        "---\nauthor: ana\n\nwritten: 2025-03-25\n---\n\n\nDear Ida,\n---\nend"
    )
    assert front.fields == {"author": "ana", "written": "2025-03-25"}
    assert front.lines == {"author": 2, "written": 4}
    assert front.body == "Dear Ida,\n---\nend"


def test_a_value_means_what_was_typed() -> None:
    """``no`` is Norwegian, and a day is written as it was written (YAML 1.2)."""
    front = read_front_matter(
        "---\nlang: no\nwritten: 2025-03-25\ntitle: 0x10\nrights: ~\n---\nHei"
    )
    assert list(front.fields.values()) == ["no", "2025-03-25", "0x10", "~"]


def test_a_field_with_nothing_after_it_says_nothing() -> None:
    assert read_front_matter("---\nauthor:\ntitle: T\n---\nx").fields == {
        "author": "",
        "title": "T",
    }


@pytest.mark.parametrize(
    "text",
    [
        "---\nNobody slept.\n---\nThen it was morning.",
        "---\nauthor: ana\nThere is no second line of dashes.",
        "---\nMother: I am well.\n---\nYours",
        "---\n- a list\n- of things\n---\n",
        "---\n---\nTwo rules of dashes.",
        "Dear Ida,\n---\nauthor: ana\n---\n",
        "\n---\nauthor: ana\n---\n",
        "----\nauthor: ana\n----\n",
        "---\n«Тихо», — сказал он: и стало так.\n---\n",
    ],
)
def test_a_letter_that_merely_has_dashes_stays_whole(text: str) -> None:
    front = read_front_matter(text)
    assert (front.body, front.fields) == (text, {})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("author: ana\nautor: ana", "line 3.*“autor”.*mean “author”"),
        ("Author: ana", "line 2.*“Author”.*mean “author”"),
        ("автор: ana", "mean “author”"),
        ("date: 2025", "mean “written”"),
        ("title: T\nlayout: post", "line 3.*unknown field “layout”.*fields are id"),
        ("layout: post", "empty line before the first"),
        ("author: ana\nauthor: ida", "line 3.*second time"),
        ("author: [ana, ida]", "line 2.*one plain value"),
        ("title: Soup: a study", "line 2.*quotes"),
    ],
)
def test_a_slip_is_named_with_its_line_and_the_way_out(fields: str, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_front_matter(f"---\n{fields}\n---\nDear Ida")
