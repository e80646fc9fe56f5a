"""YAML with the meaning of version 1.2, as light nodes that know where they stand.

In: the bytes of a file. Out: a :class:`Map` of :class:`Text`, :class:`Map` and :class:`Seq`. PyYAML reads
YAML 1.1, in which ``no`` is false, ``2025-03-25`` a date and ``12:30`` the number 750; here its parser is
used and its meanings are not: every scalar stays the text that was typed, and only a plain ``null``, ``~``
or nothing at all is None. Whoever wants a number reads it from the text.

A file that is not such YAML gives one :class:`YamlTrouble`, with line and column.

References: YAML 1.2.2, chapter 10.3 (core schema); libyaml through PyYAML's ``CParser``.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import yaml

Event = Any
"""PyYAML's events, which have no types."""

MAX_DEPTH = 12
"""Evidence files are four levels deep; more is a mistake or an attack."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TAGS = frozenset({None, "!", *(f"tag:yaml.org,2002:{t}" for t in ("str", "map", "seq"))})


@dataclass(slots=True)
class Text:
    """A scalar as typed; None for a plain ``null`` or nothing."""

    text: str | None
    line: int
    column: int | None


@dataclass(slots=True)
class Map:
    """A mapping, in the order typed; ``keys`` are the nodes of the keys themselves."""

    entries: dict[str, Node]
    keys: dict[str, Text]
    line: int
    column: int | None


@dataclass(slots=True)
class Seq:
    """A list."""

    items: list[Node]
    line: int
    column: int | None


Node = Text | Map | Seq


class YamlTrouble(ValueError):  # noqa: N818 - what is wrong with a file is trouble here
    """The file is not YAML as we read it.

    Parameters
    ----------
    rule
        ``yaml-tab``, ``yaml-duplicate-key`` … : a key of the wording.
    line, column
        From 1.
    facts
        What the sentence names.
    """

    def __init__(self, rule: str, line: int, column: int, **facts: object) -> None:
        self.rule, self.line, self.column, self.facts = rule, line, column, facts
        super().__init__(f"{line}:{column}: {rule} {facts}")


def read_yaml(content: bytes) -> Map:
    r"""Read one YAML document whose top is a mapping.

    Raises
    ------
    YamlTrouble
        It is not UTF-8, not YAML, or YAML that an evidence file has no use for.

    Examples
    --------
    >>> top = read_yaml(b"when: 2023\nsure: no\n")
    >>> top.entries["when"].text, top.entries["sure"].text, top.entries["sure"].line
    ('2023', 'no', 2)
    """
    text = decode(content)
    try:
        top = _Builder(_events(text)).document()
    except yaml.YAMLError as error:
        raise _explained(text, error) from None
    if isinstance(top, Text) and top.text is None:
        return Map({}, {}, 1, 1)
    if not isinstance(top, Map):
        raise YamlTrouble("yaml-not-a-mapping", top.line, top.column or 1)
    return top


def _events(text: str) -> Iterator[Event]:
    # a PyYAML without libyaml is slower, and gives the same events
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return cast("Iterator[Event]", yaml.parse(text, loader))  # pyright: ignore[reportUnknownMemberType]


def decode(content: bytes) -> str:
    """Return the text of a UTF-8 file (with or without a byte order mark).

    Raises
    ------
    YamlTrouble
        It is UTF-16, or not UTF-8; names the first place.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise YamlTrouble("not-utf8", 1, 1, byte="UTF-16")
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, line_start = before.count(b"\n") + 1, before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8")) + 1
        byte = f"0x{content[error.start]:02X}"
        raise YamlTrouble("not-utf8", line, column, byte=byte) from None


class _Builder:
    """Events → nodes. Never deeper than MAX_DEPTH, whatever the file says: the depth is counted here."""

    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self._anchors: dict[str, Text] = {}

    def document(self) -> Node:
        top: Node = Text(None, 1, 1)
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlTrouble("yaml-two-documents", *_place(event))
                top = self._node(next(self._events), 0)
        return top

    def _node(self, event: Event, depth: int) -> Node:
        line, column = _place(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event.anchor or "", line, column)
        if event.tag not in _TAGS:
            raise YamlTrouble("yaml-tag", line, column, tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            value: str = event.value
            text = Text(None if not event.style and value in _NULLS else value, line, column)
            if event.anchor:
                self._anchors[event.anchor] = text
            return text
        if depth >= MAX_DEPTH:
            raise YamlTrouble("yaml-too-deep", line, column, most=MAX_DEPTH)
        if isinstance(event, yaml.SequenceStartEvent):
            return Seq(list(self._items(depth + 1)), line, column)
        return self._mapping(line, column, depth)

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, depth)

    def _mapping(self, line: int, column: int, depth: int) -> Map:
        found = Map({}, {}, line, column)
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, depth + 1)
            if not isinstance(key, Text):
                raise YamlTrouble("yaml-key", key.line, key.column or 1)
            name = event.value if isinstance(event, yaml.ScalarEvent) else key.text or ""
            if name in found.entries:
                at, first = (key.line, key.column or 1), found.keys[name].line
                raise YamlTrouble("yaml-duplicate-key", *at, name=name, first=first)
            found.keys[name] = Text(name, key.line, key.column)
            found.entries[name] = self._node(next(self._events), depth + 1)
        return found

    def _alias(self, name: str, line: int, column: int) -> Text:
        if name not in self._anchors:
            raise YamlTrouble("yaml-alias", line, column, name=name)
        return Text(self._anchors[name].text, line, column)


def _place(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


_PROBLEMS = (
    (r"\btab\b", "yaml-tab"),
    (r"mapping values are not allowed", "yaml-colon"),
    (r"cannot start any token", "yaml-start"),
    (r"while scanning a quoted scalar.*end of", "yaml-unclosed-quote"),
    (r"unknown escape", "yaml-escape"),
    (r"flow (mapping|sequence)", "yaml-bracket"),
)  # what libyaml says → what we say


def _explained(text: str, error: yaml.YAMLError) -> YamlTrouble:
    if not isinstance(error, yaml.MarkedYAMLError):
        return _control_character(text, error)
    mark: Any = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = f"{error.context or ''}: {error.problem or ''}"
    rule = next((rule for shape, rule in _PROBLEMS if re.search(shape, said)), "yaml-syntax")
    if rule in ("yaml-start", "yaml-syntax") and "\t" in _line(text, line)[:column]:
        rule = "yaml-tab"
    if rule in ("yaml-unclosed-quote", "yaml-bracket") and error.context_mark:
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    return YamlTrouble(rule, line, column, said=said.strip(": "))


def _line(text: str, number: int) -> str:
    return next((line for n, line in _numbered(text) if n == number), "")


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.split("\n"), 1)


_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def _control_character(text: str, error: yaml.YAMLError) -> YamlTrouble:
    found = _UNPRINTABLE.search(text)
    if found is None:
        return YamlTrouble("yaml-syntax", 1, 1, said=str(error))
    before = text[: found.start()]
    line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
    return YamlTrouble("yaml-control", line, column, code=f"U+{ord(found[0]):04X}")
