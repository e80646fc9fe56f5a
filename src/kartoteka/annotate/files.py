"""Evidence files → entries: ``*.evidence.yaml`` for hands, ``*.evidence.jsonl`` for bulk.

In: paths, or a folder of such files. Out: an :class:`EvidenceFile`, which can be walked more than once and
yields the same :class:`~kartoteka.annotate.entry.Entry` values from both formats. A YAML file is held in
memory, of JSON Lines (``jsonl``) never more than one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kartoteka.annotate.entry import SECTIONS, Entry, EvidenceFile
from kartoteka.annotate.jsonl import JsonLines
from kartoteka.annotate.shapes import Fields, fields_of
from kartoteka.annotate.trouble import Trouble
from kartoteka.annotate.values import recorded
from kartoteka.annotate.yaml12 import Map, Node, Seq, Text, YamlTrouble, read_yaml
from kartoteka.errors import UnreadableSource
from kartoteka.importers.reasons import Reason

SUFFIXES = (".evidence.yaml", ".evidence.jsonl")

LARGEST_YAML = 64 * 2**20
"""Bytes; a YAML file is held in memory, and by hand nobody writes that much."""


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
                raise UnreadableSource(path, Reason("no_evidence_files"))
            found += inside
        elif path.is_file():
            found.append(path)
        elif path.exists():
            raise UnreadableSource(path, Reason("not_a_file"))
        else:
            raise UnreadableSource(path, Reason("no_such_file"))
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
        if path.stat().st_size > LARGEST_YAML:
            size = LARGEST_YAML // 2**20
            raise UnreadableSource(path, Reason("evidence_too_large", mib=size))
        return YamlFile(path, path.read_bytes(), by, at, trouble)
    except OSError as error:
        raise UnreadableSource(
            path, Reason("cannot_be_read", said=error.strerror or str(error))
        ) from error


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
