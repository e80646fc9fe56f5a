"""An evidence file in hand: the same keys as JSON values, said by a program instead of written to a disk.

In: a mapping as an evidence file has it (``source``, ``entities``, ``statements`` …). Out: the same
:class:`~kartoteka.annotate.entry.Entry` values as from a file. Its places: the file is the section's name,
the line the number of the entry in it (from 1), the column a number for :meth:`Document.path`, which tells
the key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from kartoteka.annotate.entry import SECTIONS, Entry
from kartoteka.annotate.shapes import fields_of
from kartoteka.annotate.trouble import Trouble
from kartoteka.annotate.values import recorded
from kartoteka.annotate.yaml12 import MAX_DEPTH, Map, Node, Seq, Text

KeyPath = tuple[str | int, ...]
"""Where a value stands in an entry: ``("told_by", 0, "speaker")``."""


class Document:
    """An evidence file that was never a file.

    Parameters
    ----------
    said
        What it says, as JSON values.
    by, at
        Who says it, and when.
    trouble
        Where wrong shapes are noted.
    """

    def __init__(self, said: Mapping[str, Any], by: str, at: str, trouble: Trouble) -> None:
        self.name = "record"
        self._by, self._at = by, at
        self._paths: list[KeyPath] = []
        nodes = {str(key): self._top(str(key), value) for key, value in said.items()}
        keys = {key: Text(key, 1, None) for key in nodes}
        self._fields = fields_of("file", Map(nodes, keys, 1, None), self.name, trouble)
        source = self._fields.said.get("source") if self._fields else None
        self.source = source if isinstance(source, Text) else None
        if self._fields:
            self._by, self._at = recorded(self._fields, by, at)

    def path(self, column: int | None) -> KeyPath:
        """Return where the value of a finding's column stands in its entry."""
        return self._paths[column - 1] if column and column <= len(self._paths) else ()

    def entries(self, trouble: Trouble) -> Iterator[Entry]:  # noqa: ARG002 - noted when it was made
        """Yield the entries, section by section, in the order in which they must be known."""
        for section, kind in SECTIONS.items() if self._fields else ():
            node = self._fields.said.get(section) if self._fields else None
            items: list[tuple[Text | None, Node]] = []
            if isinstance(node, Map):
                items = [(node.keys[name], inner) for name, inner in node.entries.items()]
            elif isinstance(node, Seq):
                items = [(None, inner) for inner in node.items]
            for id_, inner in items:
                yield Entry(kind, inner, section, self.source, self._by, self._at, id_)

    def _top(self, key: str, value: object) -> Node:
        if key not in SECTIONS:
            return self._node(value, 1, ())
        if isinstance(value, Mapping):
            named = cast("Mapping[object, object]", value)
            lines = {str(name): n for n, name in enumerate(named, 1)}
            entries = {
                str(name): self._node({} if said is None else said, lines[str(name)], ())
                for name, said in named.items()
            }
            keys = {name: Text(name, line, None) for name, line in lines.items()}
            return Map(entries, keys, 1, None)
        if isinstance(value, list | tuple):
            listed = cast("Sequence[object]", value)
            return Seq([self._node(said, n, ()) for n, said in enumerate(listed, 1)], 1, None)
        return self._node(value, 1, ())

    def _node(self, value: object, line: int, path: KeyPath) -> Node:
        self._paths.append(path)
        column = len(self._paths)
        if len(path) > MAX_DEPTH:
            return Text(None, line, column)
        if isinstance(value, Mapping):
            entries = {
                str(key): self._node(inner, line, (*path, str(key)))
                for key, inner in cast("Mapping[object, object]", value).items()
            }
            keys = {key: Text(key, line, node.column) for key, node in entries.items()}
            return Map(entries, keys, line, column)
        if isinstance(value, list | tuple):
            inner = cast("Sequence[object]", value)
            nodes = [self._node(item, line, (*path, n)) for n, item in enumerate(inner)]
            return Seq(nodes, line, column)
        return Text(_typed(value), line, column)


def _typed(value: object) -> str | None:
    """Return a scalar as somebody would have typed it."""
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)
