"""What is written as YAML reads back as the same, here and in any other YAML reader."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kartoteka.annotate.emit import emit
from kartoteka.annotate.yaml12 import Map, Node, Seq, Text, read_yaml

texts = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(
    st.sampled_from("ab \n:#-\"'\\{}[],&*!|>%@`0123456789.~?é́אب😀\u00a0\u2028\ufeff\t"),
    max_size=300,
)


def plain(node: Node) -> object:
    if isinstance(node, Text):
        return node.text
    if isinstance(node, Seq):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


@settings(max_examples=600, deadline=None)
@example("no")
@example("2025-03-25")
@example("- a")
@example("a\n b\n\n")
@example("x" * 300)
@example("word " * 60)
@example("  two  spaces   " * 20)
@given(texts)
def test_every_text_reads_back_as_itself(text: str) -> None:
    top = read_yaml(
        emit({"a": text, "b": [text, text], "c": [{"d": text, "e": {"f": text}}]}).encode()
    )
    assert isinstance(top, Map)
    assert plain(top) == {"a": text, "b": [text, text], "c": [{"d": text, "e": {"f": text}}]}


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_another_reader_takes_a_plain_word_for_the_same_text(text: str) -> None:
    read = yaml.safe_load(emit({"a": text}))["a"]
    assert str(read) == text or text.isdecimal()


def test_a_statement_is_pleasant_to_read() -> None:
    said = {
        "statements": [
            {
                "subject": "ana",
                "when": "2025-02~/2025-03",
                "roles": {"regime": "quarantine"},
                "told_by": [{"speaker": "men", "reliability": 2}],
                "quote": "They say that in the other prison there is meat in the soup, and that the bread is "
                "white, and that nobody has to ask for salt twice.",
            }
        ]
    }
    assert emit(said) == (
        "statements:\n"
        "  - subject: ana\n"
        "    when: 2025-02~/2025-03\n"
        "    roles: {regime: quarantine}\n"
        "    told_by: [{speaker: men, reliability: 2}]\n"
        '    quote: "They say that in the other prison there is meat in the soup, and that the bread is\n'
        '      white, and that nobody has to ask for salt twice."\n'
    )


@pytest.mark.parametrize("text", ["one\ntwo", "one\ntwo\n", "one\n\ntwo\n\n\n"])
def test_a_text_of_lines_keeps_its_lines(text: str) -> None:
    written = emit({"text": text})
    assert "text: |" in written
    assert plain(read_yaml(written.encode())) == {"text": text}
