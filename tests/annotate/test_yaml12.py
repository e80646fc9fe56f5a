"""YAML as version 1.2 means it, and as typed; every file that is not gives one place and one reason."""

from __future__ import annotations

import pytest

from kartoteka.annotate.yaml12 import MAX_DEPTH, Seq, Text, YamlTrouble, read_yaml


def texts(content: str) -> dict[str, str | None]:
    entries = read_yaml(content.encode()).entries
    return {key: node.text for key, node in entries.items() if isinstance(node, Text)}


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "2025-03-25",
        "2025-03",
        "2023",
        "007",
        "0x1F",
        "1_000",
        "12:30",
        "1.50",
        "13..15",
        "-2",
        ".inf",
        "true",
        "False",
        "<<",
    ],
)
def test_a_plain_word_stays_as_typed(typed: str) -> None:
    assert texts(f"a: {typed}") == {"a": typed}


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "NULL"])
def test_only_null_is_nothing_and_only_without_quotation_marks(typed: str) -> None:
    assert texts(f"a: {typed}\nb: '{typed}'") == {"a": None, "b": typed}


def test_keys_are_words_whatever_they_look_like() -> None:
    assert list(texts("no: 1\nnull: 2\n2025: 3")) == ["no", "null", "2025"]


def test_every_node_knows_its_line_and_column() -> None:
    top = read_yaml("a: 1\nб:\n  - 😀\n  - {c: d}\n".encode())
    items = top.entries["б"]
    assert isinstance(items, Seq)
    assert [(n.line, n.column) for n in items.items] == [(3, 5), (4, 5)]
    assert (top.keys["б"].line, top.keys["б"].column) == (2, 1)


def test_a_word_can_be_named_and_used_again() -> None:
    assert texts("a: &q some words\nb: *q") == {"a": "some words", "b": "some words"}


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1").entries.keys() == {"a"}


@pytest.mark.parametrize("content", ["", "# only a comment\n", "---\n", "null"])
def test_an_empty_file_is_an_empty_mapping(content: str) -> None:
    assert read_yaml(content.encode()).entries == {}


BOMB = "a: &a [x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "rule", "place"),
    [
        ("a: 1\nb: 2\na: 3", "yaml-duplicate-key", (3, 1)),
        (BOMB, "yaml-alias", (2, 8)),
        ("a: &a [*a]", "yaml-alias", (1, 8)),
        ("- " * 200_000, "yaml-too-deep", (1, 2 * MAX_DEPTH + 1)),
        ("a: " + "[" * 200_000 + "]" * 200_000, "yaml-too-deep", (1, MAX_DEPTH + 3)),
        ("a:\n\t- b", "yaml-tab", (2, 1)),
        ("a: |\n\tb", "yaml-tab", (2, 1)),
        ("a: 1\n---\na: 2", "yaml-two-documents", (2, 1)),
        ("one\n", "yaml-not-a-mapping", (1, 1)),
        ("a: b\n c: d", "yaml-colon", (2, 3)),
        ("a: !!python/object:os.system x", "yaml-tag", (1, 4)),
        ("a: 'b", "yaml-unclosed-quote", (1, 4)),
        ("a: 1\nb: \x07", "yaml-control", (2, 4)),
    ],
)
def test_what_is_not_such_yaml_is_named_by_its_place(
    content: str, rule: str, place: tuple[int, int]
) -> None:
    with pytest.raises(YamlTrouble) as caught:
        read_yaml(content.encode())
    assert (caught.value.rule, (caught.value.line, caught.value.column)) == (rule, place)


def test_bytes_that_are_not_utf8_are_named_by_their_column() -> None:
    with pytest.raises(YamlTrouble) as caught:
        read_yaml("a: 1\nб: ".encode() + b"\xff")
    assert (caught.value.rule, caught.value.line, caught.value.column) == ("not-utf8", 2, 4)
