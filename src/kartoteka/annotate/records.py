"""Entries that a program makes → the same :class:`~kartoteka.annotate.entry.Entry` values as a file's.

In: mappings like the lines of ``*.evidence.jsonl`` (``record``, ``source`` and the keys of the entry; values
are texts, lists and mappings of texts). Out: entries, so that whoever generates evidence goes through the
checks of ``record`` and need not write a file first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from kartoteka.annotate.entry import Entry
from kartoteka.annotate.trouble import Trouble
from kartoteka.annotate.yaml12 import Map, Node, Seq, Text

Said = Mapping[str, Any]
"""One entry: ``{"record": "statement", "source": "letter-7", "subject": "ana", …}``."""

_OF_THE_LINE = frozenset({"record", "source"})
_AND_ID = _OF_THE_LINE | {"id"}


class Records:
    """Entries in memory, walked as an evidence file is.

    Parameters
    ----------
    name
        What findings call it.
    said
        The entries, in order; the "line" of a finding is an entry's number, from 1.
    by, at
        Who recorded them, and when.
    """

    source = None

    def __init__(self, name: str, said: Sequence[Said], by: str, at: str) -> None:
        self.name, self._said, self._by, self._at = name, said, by, at

    def entries(self, trouble: Trouble) -> Iterator[Entry]:  # noqa: ARG002 - a program's shapes are right
        """Yield an entry for each mapping."""
        for number, said in enumerate(self._said, 1):
            kind, source = said["record"], said.get("source")
            about = Text(source, number, None) if source else None
            node = cast("Map", node_of(said, number))
            if kind == "entity":
                id_ = cast("Text", node.entries["id"])
                yield Entry(kind, node, self.name, about, self._by, self._at, id_, _AND_ID)
            else:
                yield Entry(kind, node, self.name, about, self._by, self._at, None, _OF_THE_LINE)


def node_of(value: Any, line: int) -> Node:  # noqa: ANN401 - whatever JSON has
    """Return a value as the node that reading it from a file would give.

    >>> node_of(["a", 2], 1)
    Seq(items=[Text(text='a', line=1, column=None), Text(text='2', line=1, column=None)], line=1, column=None)
    """
    if isinstance(value, str):
        return Text(value, line, None)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, Any]", value)
        entries = {  # nearly all are texts, and a call for each is a tenth of the time of recording
            key: Text(v, line, None) if type(v) is str else node_of(v, line)
            for key, v in pairs.items()
        }
        return Map(entries, {}, line, None)
    if isinstance(value, list | tuple):
        return Seq([node_of(v, line) for v in cast("Sequence[Any]", value)], line, None)
    return Text(None if value is None else str(value).lower(), line, None)
