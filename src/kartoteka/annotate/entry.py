"""One thing that an evidence file says, whatever the file's format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from kartoteka.annotate.shapes import Fields, fields_of
from kartoteka.annotate.trouble import Trouble
from kartoteka.annotate.yaml12 import Node, Text

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
