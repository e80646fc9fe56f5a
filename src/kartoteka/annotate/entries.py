"""One entry → the records it means: a statement with its evidence, a coding, a judgement.

In: an entry and the context. Out: records in the order in which they refer to each other, none where
something is wrong. This is where an id that somebody gave is compared with what bears it already.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kartoteka.annotate.attest import (
    Words,
    attestation_of,
    has_evidence,
    read_attestation,
    read_tellings,
    read_words,
)
from kartoteka.annotate.context import Context
from kartoteka.annotate.entry import Entry
from kartoteka.annotate.notes import coding_of, identity_of, memo_of, read_coding, read_identity
from kartoteka.annotate.shapes import Fields
from kartoteka.annotate.statements import identified, read_statement
from kartoteka.archive.codec import Record, codec_of
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import UncertainDate
from kartoteka.model.entities import Identity
from kartoteka.model.statements import Statement


def read_entry(context: Context, entry: Entry, fields: Fields, claims: Claims) -> list[Record]:
    """Return the records of a statement, a coding or an identity."""
    if entry.kind == "statement":
        records = _statement(context, entry, fields)
    elif entry.kind == "coding":
        records = read_coding(context, entry, fields)
    else:
        records = read_identity(context, entry, fields)
    return records if claims.stand(fields, records) else []


def _statement(context: Context, entry: Entry, fields: Fields) -> list[Record]:
    words = read_words(context, entry, fields)
    statement = read_statement(context, fields, *_written(context, entry, fields, words))
    chain = read_tellings(context, fields, words)
    attestation = read_attestation(context, entry, fields)
    if words is None:
        _without_words(context, fields)
        return [statement] if statement and fields.sound else []
    if statement is None or not fields.sound:
        return []
    telling = chain[-1].id if chain else None
    made = attestation_of(attestation, statement.id, words.passage.id, telling)
    return [statement, words.passage, *chain, made]


def _written(
    context: Context, entry: Entry, fields: Fields, words: Words | None
) -> tuple[UncertainDate | None, str | None]:
    """When and in which language the words were written; None where even that is not known for a mistake."""
    if words:
        return words.written, words.lang
    opened = context.open(entry.source.text) if entry.source and entry.source.text else None
    if opened:
        return opened.source.written, opened.source.lang
    return None, "" if fields.sound else None


def _without_words(context: Context, fields: Fields) -> None:
    """Note a statement without words, unless the vocabulary lets the archive's owner say it."""
    if not fields.sound or context.trusting:
        return
    name = fields.text("predicate") or ""
    predicate = context.term("predicate", name)
    if predicate and not predicate.unattested:
        fields.wrong("no-words", entry=name)
    elif key := has_evidence(fields):
        fields.wrong("evidence-without-words", key, name=key)


@dataclass(slots=True)
class Claims:
    """Ids that people gave, and what bears them: one id, one meaning.

    Parameters
    ----------
    context
        With the archive, in which an id may be taken.
    """

    context: Context
    changed: list[tuple[Record, Record]] = field(default_factory=list["tuple[Record, Record]"])
    _claimed: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    _stored: dict[str, dict[str, Record]] = field(default_factory=dict[str, dict[str, Record]])

    def stand(self, fields: Fields, records: list[Record]) -> bool:
        """Compare the record that an entry gives an id, if any; False where the id means something else."""
        own = fields.text("id")
        made = next((r for r in records if getattr(r, "id", None) == own), None) if own else None
        if made is None or own is None:
            return True
        kind = codec_of(made).kind
        means = _meaning(made)
        if self._claimed.setdefault((kind, own), means) != means:
            fields.wrong("id-twice", "id", id=own)
            return False
        stored = self._find(kind, own)
        if stored is None or _meaning(stored) == means:
            return True
        if not self.context.replace:
            fields.wrong("id-differs", "id", id=own, kind=kind)
            return False
        if (stored, made) not in self.changed:
            self.changed.append((stored, made))
        return True

    def _find(self, kind: str, id_: str) -> Record | None:
        archive = self.context.archive
        if kind == "statement":
            return next((a.statement for a in archive.statements(ids=id_)), None)
        if kind not in self._stored:
            records: tuple[Record, ...] = {
                "coding": lambda: tuple(coding for coding, _ in archive.codings()),
                "memo": archive.memos,
                "identity": archive.identities,
            }[kind]()
            self._stored[kind] = {getattr(r, "id", ""): r for r in records}
        return self._stored[kind].get(id_)


def _meaning(record: Record) -> str:
    """Return the id that a record would have by its content."""
    if isinstance(record, Statement):
        return identified(record).id
    if isinstance(record, Coding):
        return coding_of(Coding("", record.passage, record.code)).id
    if isinstance(record, Memo):
        return memo_of(Memo("", record.about, record.title, record.text)).id
    if isinstance(record, Identity):
        return identity_of(
            Identity("", record.a, record.b, record.verdict, record.reason, "", "")
        ).id
    raise TypeError(f"{type(record).__name__} has no id of its own")
