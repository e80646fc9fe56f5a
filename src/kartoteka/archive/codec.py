"""Records as rows, and rows as the JSON of the history.

In: a frozen record of ``model``. Out: the row of its table, and back. One :class:`Codec` per kind of
record, in :data:`CODECS`; adding a kind means adding one entry (and its table).

A row is a dict of column → value, without the empty ones, and with ``row``: the rowid, which is the
``seq`` of the change that made the record. So records keep the order of recording for ever, and undoing a
removal puts a record back exactly where it was. A statement's roles travel inside its row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from kartoteka.archive.vocabulary import term_from
from kartoteka.model.coding import Coding, Memo
from kartoteka.model.dates import UncertainDate, read_duration
from kartoteka.model.entities import Entity, Identity
from kartoteka.model.sources import Part, Passage, Source
from kartoteka.model.statements import Attestation, Role, Statement, Telling
from kartoteka.model.terms import Term

Row = dict[str, Any]
Record = (
    Term
    | Entity
    | Source
    | Part
    | Passage
    | Statement
    | Telling
    | Attestation
    | Identity
    | Coding
    | Memo
)


@dataclass(frozen=True, slots=True)
class Codec:
    """How one kind of record is kept: its table, key column, columns, and both directions."""

    kind: str
    record: type[Any]
    columns: tuple[str, ...]
    to_row: Callable[[Any], Row]
    from_row: Callable[[Mapping[str, Any]], Any]
    key: str = "id"

    @property
    def table(self) -> str:
        """The table has the kind's name."""
        return self.kind

    def key_of(self, record: Any) -> str:  # noqa: ANN401 - any of Record
        """Return the record's id among its kind."""
        return getattr(record, self.key)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
# Kept: json.dumps makes an encoder for each call, a quarter of the time of writing the history.


def to_json(row: Mapping[str, Any]) -> str:
    """Return a row as canonical JSON: sorted keys, no spaces, no escapes."""
    return _CANONICAL.encode(row)


def from_json(text: str) -> Row:
    """Return the row that :func:`to_json` wrote."""
    return json.loads(text)


_DATE = ("b0", "b1", "e0", "e1")


def _date_columns(when: UncertainDate | None, edtf: str, words: str) -> Row:
    if when is None:
        return {}
    return {
        edtf: when.edtf,
        words: when.words,
        "b0": when.b0,
        "b1": when.b1,
        "e0": when.e0,
        "e1": when.e1,
    }


def _date(row: Mapping[str, Any], edtf: str, words: str) -> UncertainDate | None:
    typed = row.get(edtf)
    if typed is None:
        return None
    return UncertainDate(
        edtf=typed,
        b0=row.get("b0"),
        b1=row.get("b1"),
        e0=row.get("e0"),
        e1=row.get("e1"),
        words=row.get(words),
    )


def _fields(row: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    return {column: row.get(column) for column in columns}


def _filled(row: Row) -> Row:
    return {column: value for column, value in row.items() if value is not None}


def _plain(record: type[Any], *columns: str) -> tuple[Callable[[Any], Row], Callable[[Any], Any]]:
    """Both directions of a record whose fields are its columns."""

    def to_row(value: Any) -> Row:  # noqa: ANN401 - any of Record
        return {c: v for c in columns if (v := getattr(value, c)) is not None}

    def from_row(row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the record of this codec
        return record(**{c: v for c in columns if (v := row.get(c)) is not None})

    return to_row, from_row


def _codec(kind: str, record: type[Any], *columns: str) -> Codec:
    return Codec(kind, record, columns, *_plain(record, *columns))


_TERM_DATA = (
    "label",
    "definition",
    "domain",
    "range",
    "roles",
    "cardinality",
    "unattested",
    "pattern",
    "exact_match",
    "extra",
)


def term_data(term: Term) -> dict[str, Any]:
    """Return what a term says beyond its name, only what is set."""
    data = {name: getattr(term, name) for name in _TERM_DATA}
    if data["cardinality"] == "many":
        del data["cardinality"]
    return {
        name: dict(cast("Mapping[str, str]", value)) if isinstance(value, Mapping) else value
        for name, value in data.items()
        if value
    }


def _term_row(term: Term) -> Row:
    row = {"key": term.key, "vocab": term.vocab, "id": term.id, "broader": term.broader}
    return _filled({**row, "data": to_json(term_data(term))})


def _term(row: Mapping[str, Any]) -> Term:
    fields = {**from_json(row["data"]), "broader": row.get("broader")}
    return term_from(row["vocab"], row["id"], fields)


_SOURCE = [
    "id",
    "kind",
    "title",
    "author",
    "addressee",
    "place",
    "lang",
    "sha256",
    "text_sha256",
    "length",
    "rights",
    "access",
    "release_after",
]


def _source_row(source: Source) -> Row:
    row = {column: getattr(source, column) for column in _SOURCE}
    return _filled({**row, **_date_columns(source.written, "written", "written_words")})


def _source(row: Mapping[str, Any]) -> Source:
    written = _date(row, "written", "written_words")
    return Source(**_fields(row, _SOURCE), written=written)


_PART = ("source", "start", "end", "author", "locator")


def _part_row(part: Part) -> Row:
    row = {"id": part.id, **{column: getattr(part, column) for column in _PART}}
    return _filled({**row, **_date_columns(part.written, "written", "written_words")})


def _part(row: Mapping[str, Any]) -> Part:
    written = _date(row, "written", "written_words")
    return Part(**_fields(row, _PART), written=written)


_STATEMENT = ("id", "subject", "predicate", "object", "value", "lang", "polarity", "rank", "access")


def _statement_row(statement: Statement) -> Row:
    row: Row = {column: getattr(statement, column) for column in _STATEMENT}
    row |= _date_columns(statement.when, "edtf", "words")
    row["duration"] = statement.duration.text if statement.duration else None
    row["roles"] = [[r.term, r.entity, r.value] for r in statement.roles] or None
    return _filled(row)


def _statement(row: Mapping[str, Any]) -> Statement:
    duration = row.get("duration")
    return Statement(
        **_fields(row, _STATEMENT),
        when=_date(row, "edtf", "words"),
        duration=read_duration(duration) if duration else None,
        roles=tuple(Role(*role) for role in row.get("roles") or ()),
    )


_TELLING = ("id", "source", "speaker", "told_in", "place", "reliability", "access")


def _telling_row(telling: Telling) -> Row:
    row = {column: getattr(telling, column) for column in _TELLING}
    return _filled({**row, **_date_columns(telling.when, "edtf", "words")})


def _telling(row: Mapping[str, Any]) -> Telling:
    when = _date(row, "edtf", "words")
    return Telling(**_fields(row, _TELLING), when=when)


CODECS: dict[str, Codec] = {
    codec.kind: codec
    for codec in (
        Codec("term", Term, ("key", "vocab", "id", "broader", "data"), _term_row, _term, key="key"),
        _codec("entity", Entity, "id", "kind", "label", "alias", "access"),
        Codec(
            "source",
            Source,
            (*_SOURCE, "written", "written_words", *_DATE),
            _source_row,
            _source,
        ),
        Codec("part", Part, ("id", *_PART, "written", "written_words", *_DATE), _part_row, _part),
        _codec(
            "passage",
            Passage,
            "id",
            "source",
            "start",
            "end",
            "exact",
            "prefix",
            "suffix",
            "locator",
        ),
        Codec(
            "statement",
            Statement,
            (*_STATEMENT, "edtf", "words", *_DATE, "duration"),
            _statement_row,
            _statement,
        ),
        Codec("telling", Telling, (*_TELLING, "edtf", "words", *_DATE), _telling_row, _telling),
        _codec(
            "attestation",
            Attestation,
            *[
                "id",
                "statement",
                "passage",
                "telling",
                "basis",
                "stance",
                "certainty",
                "method",
                "created_by",
                "created_at",
            ],
        ),
        _codec(
            "identity",
            Identity,
            *["id", "a", "b", "verdict", "reason", "created_by", "created_at", "withdrawn_at"],
        ),
        _codec("coding", Coding, "id", "passage", "code", "created_by", "created_at"),
        _codec("memo", Memo, "id", "about", "title", "text", "created_by", "created_at"),
    )
}
"""Kind → codec, in an order in which everything referred to comes first."""

_BY_TYPE = {codec.record: codec for codec in CODECS.values()}


def codec_of(record: object) -> Codec:
    """Return the codec of a record (a subclass is kept as its parent)."""
    for base in type(record).__mro__:
        if base in _BY_TYPE:
            return _BY_TYPE[base]
    raise TypeError(f"{type(record).__name__} is not a record of the archive")
