"""Answers as tables: asked at the desk or in the back room, sorted, a page at a time, or whole as CSV.

In: a question by verb and arguments. Out: :class:`Table`. In a large archive the back room works it out; the
page hears how it stands, and asks again.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from kartoteka.errors import UsageError
from kartoteka.web.ask_checks import failure_of
from kartoteka.web.asking import ENTITIES, answered
from kartoteka.web.calls import At
from kartoteka.web.names import folded
from kartoteka.web.shapes import Answer, Body, Limit, Line, Names, Offset, Segments, State
from kartoteka.wording.saying import Saying

if TYPE_CHECKING:  # Polars is loaded when somebody asks, so that the server is there at once
    import polars as pl

AT_THE_DESK = 20_000
"""Statements up to which a question is answered at once; the largest answers then take a second."""

MOST_ROWS = 200_000
"""Rows up to which a table is sent as a file; a longer one is written by the command line."""

KEPT = 4
"""Answers that are kept, so that turning a page asks nothing anew."""

Cell = str | int | bool | None


class OfTable(Body, frozen=True, kw_only=True):
    """Which page, in which order; ``csv``: the whole table as text instead."""

    sort: Line | None = None
    descending: bool = False
    offset: Offset = 0
    limit: Limit = 50
    csv: bool = False

    def asked(self) -> dict[str, Any]:
        """Return the arguments of the verb, without what is not said."""
        own = msgspec.structs.fields(OfTable)
        page = {field.name for field in own}
        said = {n: getattr(self, n) for n in self.__struct_fields__ if n not in page}
        return {name: value for name, value in said.items() if value is not None}


class Row(Struct, frozen=True):
    """A row, the ids that it rests on, and the sentence where it is one statement."""

    cells: list[Cell]
    evidence: list[str]
    sentence: Segments | None = None


class Table(Answer, frozen=True, kw_only=True):
    """An answer as a table; ``entities``: the columns of entity ids; ``titles``: of the sources in it."""

    state: State
    total: int
    columns: list[str]
    entities: list[str]
    rows: list[Row]
    titles: dict[str, str]
    csv: str | None
    failure: str | None
    names: Names


def table_of(at: At, verb: str, said: OfTable) -> Table:
    """Return a page of the answer to a question, or how it stands with it."""
    asked = said.asked()
    statements = at.known.kept("statements", lambda: at.known.archive.counts()["statement"])
    if statements <= AT_THE_DESK:
        frame = _kept(at, verb, asked)
        return _page(at, frame, said, "fresh", None)
    key = json.dumps(asked, ensure_ascii=False)
    job, state = at.server.room.job("question", verb, key, edit=at.known.edit, most=KEPT)
    frame = (job.result or {}).get("frame")
    return _page(at, frame, said, state, failure_of(at, job))


def _kept(at: At, verb: str, asked: dict[str, Any]) -> pl.DataFrame:
    """Return the answer, which is kept for the next page of it."""
    held: dict[str, pl.DataFrame] = at.known.kept("asked", _no_answers)
    key = json.dumps([verb, asked])
    if key not in held:
        held[key] = answered(at.known.archive, at.known.atlas, verb, asked)
        while len(held) > KEPT:
            del held[next(iter(held))]
    return held[key]


def _no_answers() -> dict[str, pl.DataFrame]:
    return {}


def _page(
    at: At, frame: pl.DataFrame | None, said: OfTable, state: State, failure: str | None
) -> Table:
    import polars as pl

    from kartoteka.relate.queries.frames import csv

    found = pl.DataFrame({"evidence": []}) if frame is None else frame
    columns = [name for name in found.columns if name != "evidence"]
    if said.csv and len(found) > MOST_ROWS:
        raise UsageError(Saying("serving.table_too_long", n=len(found), most=MOST_ROWS))
    if said.csv:
        shown = found.head(0)
    elif said.sort in columns:
        ordered = _sorted(at, found, said.sort, descending=said.descending)
        shown = ordered.slice(said.offset, said.limit)
    else:
        shown = found.slice(said.offset, said.limit)
    of_whom = [name for name in columns if name in ENTITIES or name == "value"]
    at.speaker.note(*(v for c in of_whom for v in shown[c] if v and at.known.atlas.find(v)))
    texts = [v for c in columns if c in ("source", "value") for v in shown[c]]
    return Table(
        state=state,
        total=len(found),
        columns=columns,
        entities=[name for name in columns if name in ENTITIES],
        rows=_rows(at, shown, columns),
        titles={i: at.known.sources[i].title for i in texts if i in at.known.sources},
        csv=csv(found) if said.csv and frame is not None else None,
        failure=failure,
        names=at.speaker.names(),
    )


def _rows(at: At, shown: pl.DataFrame, columns: list[str]) -> list[Row]:
    rows = shown.to_dicts()
    sentences: dict[str, Segments] = {}
    if "standing" in columns:  # one row is one statement as somebody said it
        first = list(dict.fromkeys(row["evidence"][0] for row in rows))
        found = at.known.archive.statements(ids=first) if first else ()
        sentences = {f.statement.id: at.speaker.sentence(f.statement) for f in found}
    return [
        Row(
            [_cell(row[name]) for name in columns],
            list(row["evidence"]),
            sentences.get(row["evidence"][0]) if row["evidence"] else None,
        )
        for row in rows
    ]


def _cell(value: object) -> Cell:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool) or value is None else str(value)


def _sorted(at: At, frame: pl.DataFrame, column: str, *, descending: bool) -> pl.DataFrame:
    """Return a table by a column: names as they are read, what is not known last."""
    values: list[Any] = frame[column].to_list()
    read: Callable[[Any], Any] = lambda value: value  # noqa: E731 - the other one is a def
    if any(isinstance(value, str) for value in values):
        called = {v: folded(at.speaker.name(v).name) for v in set(values) if v is not None}
        read = called.__getitem__
    known = [i for i, value in enumerate(values) if value is not None]
    known.sort(key=lambda i: read(values[i]), reverse=descending)
    unknown = [i for i, value in enumerate(values) if value is None]
    return frame[known + unknown]
