"""Setting lines: what fits, what hangs, what stands in the gutter."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from kartoteka.cli.pages.page import GUTTER, Page, wrapped


@given(st.text(st.characters(categories=["Ll", "Zs"]), max_size=200), st.integers(4, 40))
def test_no_line_is_too_long_and_no_word_is_lost(words: str, width: int) -> None:
    lines = [line.plain for line in wrapped(Text(words), width, 0, 2)]
    assert all(len(line) <= width for line in lines)
    assert "".join("".join(lines).split(" ")) == words.replace(" ", "")


def test_a_label_of_several_lines_runs_on_beside_the_quote() -> None:
    """No gap between a sentence and its quote because the date is long."""
    page = Page("en", 60)
    page.row("from about March 2025, still so", "Ana was in cell 12.")
    page.beside("“Here I am.”")
    assert page.plain().splitlines() == [
        f"{' from about':{GUTTER}}Ana was in cell 12.",
        f"{' March 2025,':{GUTTER}}“Here I am.”",
        " still so",
    ]


def test_a_section_begins_after_one_empty_line() -> None:
    page = Page("en")
    page.heading("One")
    page.apart()
    page.put("a")
    page.apart()
    page.put("b")
    page.blank()
    page.heading("Two")
    assert page.plain() == "One\na\n\nb\n\nTwo"


def test_a_dash_never_begins_a_line() -> None:
    lines = [line.plain for line in wrapped(Text("сведения — по-прежнему"), 10, 0, 0)]
    assert lines == ["сведения —", "по-", "прежнему"] or not any(x.startswith("—") for x in lines)


def test_a_command_is_never_wrapped() -> None:
    page = Page("en", 20)
    page.command("kartoteka record archive.kartoteka letter.yaml")
    assert page.plain().splitlines() == ["    kartoteka record archive.kartoteka letter.yaml"]


def test_nothing_is_coloured_for_a_file() -> None:
    page, stream = Page("en", 40), io.StringIO()
    page.title("Ana", "a note")
    page.put_down(stream)
    assert stream.getvalue() == "Ana\na note\n"


def test_what_was_printed_is_not_printed_again() -> None:
    whole, bit_by_bit = io.StringIO(), io.StringIO()
    for stream in (whole, bit_by_bit):
        page = Page("en", 20)
        for number in range(3):
            page.blank()
            page.row(f"No. {number}, that has a long label", "word " * number * 5)
            if stream is bit_by_bit:
                page.put_down(stream)
        page.put_down(stream)
    assert whole.getvalue() == bit_by_bit.getvalue()


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """`./kartoteka test` says how it was called itself."""
    monkeypatch.delenv("KARTOTEKA_PROGRAM", raising=False)


def test_in_a_checkout_commands_are_named_as_they_are_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`./kartoteka demo` suggests `./kartoteka life`, for `kartoteka` alone is not on the path there."""
    monkeypatch.setenv("KARTOTEKA_PROGRAM", "./kartoteka")
    page = Page("en")
    page.command("kartoteka life demo.kartoteka lev")
    assert page.plain() == "    ./kartoteka life demo.kartoteka lev"
