"""Evidence files → entries: ``*.evidence.yaml`` for hands, ``*.evidence.jsonl`` for bulk.

In: paths, or a folder of such files. Out: an :class:`EvidenceFile`, which can be walked more than once and
yields the same :class:`Entry` values from both formats. A YAML file is held in memory; of JSON Lines never
more than one line, which is an object like an entry of the YAML file with two more keys::

    {"record": "statement", "source": "letter-7", "subject": "ana", "predicate": "stay", …}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from kartoteka.annotate.shapes import Fields, fields_of
from kartoteka.annotate.trouble import Trouble
from kartoteka.annotate.values import recorded
from kartoteka.annotate.yaml12 import Map, Node, Seq, Text, YamlTrouble, decode, read_yaml
from kartoteka.errors import UnreadableSource

SUFFIXES = (".evidence.yaml", ".evidence.jsonl")

SECTIONS = {
    "terms": "term",
    "entities": "entity",
    "parts": "part",
    "statements": "statement",
    "codings": "coding",
    "memos": "memo",
    "identities": "identity",
}
"""Key of a YAML file → kind of entry under it."""

RECORDS = tuple(SECTIONS.values())

_OF_THE_LINE = frozenset({"record", "source"})


@dataclass(slots=True)
class Entry:
    """One thing that a file says.

    Parameters
    ----------
    kind
        One of :data:`RECORDS`.
    node
        The mapping; ``id`` is the key of an entity's declaration.
    file
        As shown in findings.
    source
        The source it is about, where one is named.
    by, at
        Who recorded it, and when, unless the entry itself says otherwise.
    """

    kind: str
    node: Node
    file: str
    source: Text | None
    by: str
    at: str
    id: Text | None = None
    ignored: frozenset[str] = frozenset()

    def fields(self, trouble: Trouble) -> Fields | None:
        """Return the entry with its keys checked, or None where it is no mapping."""
        return fields_of(self.kind, self.node, self.file, trouble, ignored=self.ignored)


class EvidenceFile(Protocol):
    """A file of entries."""

    @property
    def name(self) -> str:
        """As shown to people."""
        ...

    @property
    def source(self) -> Text | None:
        """The source that all of it is about, where one is named."""
        ...

    def entries(self, trouble: Trouble) -> Iterator[Entry]:
        """Yield the entries; what cannot be one is noted as trouble."""
        ...


def find_files(paths: Iterable[Path | str]) -> list[Path]:
    """Return the evidence files that are meant: those given, and of folders all in them, by name.

    Raises
    ------
    UnreadableSource
        Nothing is there, or a folder has no evidence files.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.name.endswith(SUFFIXES))
            if not inside:
                raise UnreadableSource(
                    path, "this folder has no *.evidence.yaml or *.evidence.jsonl"
                )
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise UnreadableSource(path, "there is no such file")
    return list(dict.fromkeys(found))


def open_file(path: Path, by: str, at: str, trouble: Trouble) -> EvidenceFile:
    """Open an evidence file; ``by`` and ``at`` hold for what it says without saying who and when.

    Raises
    ------
    UnreadableSource
        The file cannot be read at all (permissions, a directory, a broken disk).
    """
    try:
        if path.name.endswith(".jsonl"):
            with path.open("rb"):
                return JsonLines(path, by, at)
        return YamlFile(path, path.read_bytes(), by, at, trouble)
    except OSError as error:
        raise UnreadableSource(path, f"it cannot be read: {error.strerror or error}") from error


class YamlFile:
    """An evidence file in YAML; wrong YAML is noted as trouble, and the file has no entries."""

    def __init__(self, path: Path, content: bytes, by: str, at: str, trouble: Trouble) -> None:
        self.name = str(path)
        self.source: Text | None = None
        self._top = self._read(content, trouble)
        if self._top:
            source = self._top.said.get("source")
            self.source = source if isinstance(source, Text) else None
            by, at = recorded(self._top, by, at)
        self._by, self._at = by, at

    def _read(self, content: bytes, trouble: Trouble) -> Fields | None:
        try:
            top = read_yaml(content)
        except YamlTrouble as wrong:
            place = Text(None, wrong.line, wrong.column)
            trouble.add(wrong.rule, self.name, place, once=None, **wrong.facts)
            return None
        if not top.entries:
            trouble.add("empty-file", self.name, top)
        return fields_of("file", top, self.name, trouble)

    def entries(self, trouble: Trouble) -> Iterator[Entry]:  # noqa: ARG002 - noted when it was read
        """Yield the entries, section by section, in the order in which they must be known."""
        for section, kind in SECTIONS.items() if self._top else ():
            node = self._top.said.get(section) if self._top else None
            if isinstance(node, Map):
                for name, value in node.entries.items():
                    yield self._entry(kind, value, node.keys[name])
            elif isinstance(node, Seq):
                for item in node.items:
                    yield self._entry(kind, item, None)

    def _entry(self, kind: str, node: Node, id_: Text | None) -> Entry:
        if id_ is not None and isinstance(node, Text) and node.text is None:
            node = Map(
                {}, {}, id_.line, id_.column
            )  # `north:` alone names an entity of the archive
        return Entry(kind, node, self.name, self.source, self._by, self._at, id_)


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
