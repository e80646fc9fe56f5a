"""A statement tried out: what it would be, and what is still missing or wrong. Nothing is written.

In: an entry as in an evidence file. Out: :class:`Tried`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kartoteka.annotate.attest import open_source, read_words
from kartoteka.annotate.context import Context
from kartoteka.annotate.declare import Declarations, declare_entities
from kartoteka.annotate.document import Document, KeyPath
from kartoteka.annotate.statements import read_statement
from kartoteka.annotate.trouble import Trouble
from kartoteka.archive.archive import Archive
from kartoteka.model.findings import Finding
from kartoteka.model.statements import Statement


@dataclass(frozen=True, slots=True)
class Tried:
    """A statement that was not recorded.

    Parameters
    ----------
    statement
        None where something is missing or wrong.
    findings
        What.
    document
        For the places of the findings.
    """

    statement: Statement | None
    findings: tuple[Finding, ...]
    document: Document = field(repr=False, hash=False, compare=False)

    def path_of(self, finding: Finding) -> KeyPath:
        """Return where the wrong value stands in the entry."""
        return self.document.path(finding.where.column)


def preview(
    archive: Archive,
    statement: Mapping[str, Any],
    source: str | None = None,
    entities: Mapping[str, Any] | None = None,
    *,
    lang: str = "en",
) -> Tried:
    """Return what a statement would be.

    Parameters
    ----------
    archive
        Asked, not written to.
    statement
        As under ``statements`` of an evidence file; words need not be given.
    source
        By whose date of writing "last week" is understood.
    entities
        Those that would be made with it, as under ``entities``.
    lang
        Of the findings.
    """
    trouble = Trouble(lang)
    said = {"source": source, "entities": dict(entities or {}), "statements": [dict(statement)]}
    document = Document(said, archive.by, archive.now(), trouble)
    context, made = Context(archive), None
    entries = list(document.entries(trouble))
    declared = [e for e in entries if e.kind == "entity"]
    declare_entities(context, declared, trouble, Declarations())
    for entry in entries:
        fields = entry.fields(trouble) if entry.kind == "statement" else None
        if fields is None:
            continue
        words = read_words(context, entry, fields)
        opened = open_source(context, entry, fields) if source and words is None else None
        if words:
            made = read_statement(context, fields, words.written, words.lang)
        elif opened:
            made = read_statement(context, fields, opened.source.written, opened.source.lang)
        else:
            made = read_statement(context, fields, None, "")
    return Tried(made, trouble.findings(), document)
