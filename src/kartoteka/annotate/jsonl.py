"""JSON Lines → entries, for bulk: never more than one line is held in memory.

In: a file of lines, each an object like an entry of the YAML file with two more keys::

    {"record": "statement", "source": "letter-7", "subject": "ana", "predicate": "stay", …}

Out: the same :class:`~kartoteka.annotate.entry.Entry` values, with their line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from kartoteka.annotate.entry import RECORDS, Entry
from kartoteka.annotate.trouble import Trouble
from kartoteka.annotate.yaml12 import Map, Node, Seq, Text, YamlTrouble, decode

_OF_THE_LINE = frozenset({"record", "source"})


class JsonLines:
    """An evidence file of JSON Lines, read line by line each time it is walked."""

    def __init__(self, path: Path, by: str, at: str) -> None:
        self.name, self.source = str(path), None
        self._path, self._by, self._at = path, by, at

    def entries(self, trouble: Trouble) -> Iterator[Entry]:
        """Yield an entry for every line that is one; empty lines are passed over."""
        with self._path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                node = self._read(line, number, trouble)
                entry = self._entry(node, trouble) if node else None
                if entry:
                    yield entry

    def _read(self, line: bytes, number: int, trouble: Trouble) -> Map | None:
        if not line.strip():
            return None
        try:
            node = read_json(decode(line), number)
        except YamlTrouble as wrong:
            place = Text(None, number, wrong.column)
            trouble.add(wrong.rule, self.name, place, once=None, **wrong.facts)
            return None
        except json.JSONDecodeError as wrong:
            place = Text(None, number, wrong.colno)
            trouble.add("json-syntax", self.name, place, said=wrong.msg)
            return None
        except RecursionError:
            trouble.add("json-syntax", self.name, Text(None, number, 1), said="too deep")
            return None
        if isinstance(node, Map):
            return node
        trouble.add("json-not-an-object", self.name, node)
        return None

    def _entry(self, node: Map, trouble: Trouble) -> Entry | None:
        kind, source = node.entries.get("record"), node.entries.get("source")
        named = kind.text if isinstance(kind, Text) else None
        if named not in RECORDS:
            hint = trouble.near(named or "", RECORDS)
            known = ", ".join(RECORDS)
            trouble.add("bad-record", self.name, node, value=named or "", known=known, hint=hint)
            return None
        about = source if isinstance(source, Text) and source.text is not None else None
        ignored, id_ = _OF_THE_LINE, None
        if named == "entity":
            ignored |= {"id"}
            given = node.entries.get("id")
            if not isinstance(given, Text) or given.text is None:
                trouble.add("missing-key", self.name, node, name="id", entry="entity")
                return None
            id_ = given
        return Entry(named, node, self.name, about, self._by, self._at, id_, ignored)


def read_json(line: str, number: int) -> Node:
    """Read one line of JSON into the nodes of YAML: numbers stay as typed, null is nothing.

    >>> read_json('{"value": 007.0}', 1)
    Traceback (most recent call last):
    json.decoder.JSONDecodeError: Expecting ',' delimiter: line 1 column 12 (char 11)
    >>> read_json('{"value": 3.10}', 1).entries["value"].text
    '3.10'
    """

    def convert(value: Any) -> Node:  # noqa: ANN401 - whatever JSON has
        if isinstance(value, str):
            return Text(value, number, None)
        if isinstance(value, Map):
            return value
        if isinstance(value, list):
            return Seq([convert(item) for item in cast("list[Any]", value)], number, None)
        return Text(None if value is None else str(value).lower(), number, None)

    def mapping(pairs: list[tuple[str, Any]]) -> Map:
        found = Map({}, {}, number, None)
        for key, value in pairs:
            if key in found.entries:
                raise YamlTrouble("yaml-duplicate-key", number, 1, name=key, first=number)
            found.entries[key] = convert(value)
        return found

    return convert(
        json.loads(
            line, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=mapping
        )
    )
