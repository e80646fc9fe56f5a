"""Who was where, as far as the records say: read off the list ``been``, or worked out from the records.

In: ids of people or groups, ids of places. Out: :class:`~kartoteka.model.presence.Presence`. :func:`kept`
asks the archive's list, by one look into an index for each; :func:`worked_out` asks any reader for the
records, and is the plain reference that the list is tested against. ``publish.view.View`` answers through it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from kartoteka.archive.beside import OF_LETTER, OF_STATEMENT, OF_STAY, OF_TELLING
from kartoteka.archive.query import STANDS, plain
from kartoteka.archive.reader import Ids, Reader
from kartoteka.archive.sqlite import Connection
from kartoteka.model.dates import Day
from kartoteka.model.outlines import Outline
from kartoteka.model.presence import MOVES, PLACING, STAY, Presence, Turn, placed

_IN = "IN (SELECT value FROM json_each(?))"

_FEW = 16
"""Places up to which each is looked up; of more, everything about somebody is looked through."""

_RECORDS = {
    OF_STAY: f"SELECT s.rowid, s.id FROM statement s WHERE s.rowid {_IN} AND {STANDS}",  # noqa: S608
    OF_TELLING: f"SELECT rowid, source FROM telling WHERE rowid {_IN}",  # noqa: S608
    OF_LETTER: f"SELECT rowid, id FROM source WHERE rowid {_IN}",  # noqa: S608
}
_RECORDS[OF_STATEMENT] = _RECORDS[OF_STAY]

_Line = tuple[int, int, int, str, str, Day | None, Day | None]
"""Kind, record, nth, who, place, begins, ends."""


def kept(
    db: Connection, who: Collection[str], places: Collection[str] | None, *, stays: bool
) -> list[Presence]:
    """Return where some were, within some places: by stays, or by all else; see ``Reader.presences``."""
    chosen = f"= {OF_STAY}" if stays else f"> {OF_STAY}"
    sql = f"SELECT kind, record, nth, who, place, begins, ends FROM been WHERE who {_IN} AND kind {chosen}"  # noqa: S608
    values = [json.dumps(list(who))]
    if places is not None:
        sql += f" AND {'' if len(places) <= _FEW else '+'}place {_IN}"
        values.append(json.dumps(list(places)))
    rows: list[_Line] = [tuple(row) for row in db.execute(sql, values).fetchall()]
    named = _named(db, rows)
    rows.sort(key=lambda row: _in_order(row, named))
    return [
        _presence(kind, named[kind, record], who, place, begins, ends)
        for kind, record, _, who, place, begins, ends in rows
        if (kind, record) in named
    ]


def _named(db: Connection, rows: Iterable[_Line]) -> dict[tuple[int, int], str]:
    """Return (kind, rowid) → the id of a statement that stands, of a telling's source, or of a letter."""
    by_kind: dict[int, set[int]] = {}
    for kind, record, *_ in rows:
        by_kind.setdefault(kind, set()).add(record)
    return {
        (kind, record): id_
        for kind, records in by_kind.items()
        for record, id_ in db.execute(_RECORDS[kind], (json.dumps(list(records)),))
    }


def _in_order(row: _Line, named: dict[tuple[int, int], str]) -> tuple[Any, ...]:
    """Order of recording; of letters, order of writing."""
    kind, record, nth, _, _, begins, _ = row
    if kind == OF_LETTER:
        return kind, begins is None, begins or 0, named[kind, record]
    return kind, record, nth


def _presence(
    kind: int, id_: str, who: str, place: str, begins: Day | None, ends: Day | None
) -> Presence:
    if kind in (OF_STAY, OF_STATEMENT):
        return Presence(who, place, id_, begins, None, ends)
    return Presence(who, place, None, begins, id_, ends)


# By the latest beginning, in whose order the index has them: of most nothing at all comes later.
_TURNS = f"""
    SELECT s.subject, s.object, s.b0, s.b1 FROM json_each(?) f CROSS JOIN statement s
        ON s.subject = f.value ->> 0 AND s.predicate {_IN}
        AND coalesce(s.b1, 1000000000) > f.value ->> 1
    WHERE s.b0 > f.value ->> 1 AND s.b1 IS NOT NULL AND s.object IS NOT NULL AND {STANDS}"""  # noqa: S608


def turns(db: Connection, since: Mapping[str, Day]) -> list[Turn]:
    """Return where each of some turned up after a day; see ``Reader.turns``."""
    asked = json.dumps(list(since.items())), json.dumps(MOVES)
    return list(map(Turn._make, plain(db, _TURNS, asked)))


def turns_worked_out(reader: Reader, since: Mapping[str, Day]) -> list[Turn]:
    """Return the same from outlines."""
    moves = reader.outlines(subject=list(since), predicate=MOVES, brief=True) if since else ()
    return [
        Turn(s.subject, s.object, s.b0, s.b1)
        for s in moves
        if s.stands and s.object and s.b1 is not None
        if s.b0 is not None and s.b0 > since[s.subject]
    ]


def worked_out(reader: Reader, who: Ids, places: Ids | None, *, stays: bool) -> Iterator[Presence]:
    """Yield the same from statements, tellings and letters' heads."""
    wanted = {who} if isinstance(who, str) else set(who)
    inside = None if places is None else {places} if isinstance(places, str) else set(places)
    if stays:
        found = _placed(reader.outlines(subject=who, object=places, predicate=STAY))
    else:
        rest = reader.outlines(about=who, predicate=PLACING[1:], touching=places)
        found = chain(_placed(rest), _told(reader, who, places), _wrote(reader, who))
    return (p for p in found if p.who in wanted and (inside is None or p.place in inside))


def _placed(outlines: Iterable[Outline]) -> Iterator[Presence]:
    for said in outlines:
        if said.stands:
            what = said.subject, said.predicate, said.object, said.roles, said.b0, said.e1
            for who, place, begins, ends in placed(*what):
                yield Presence(who, place, said.id, begins, None, ends)


def _told(reader: Reader, who: Ids, places: Ids | None) -> Iterator[Presence]:
    for t in reader.tellings(speaker=who, place=places):
        if t.speaker and t.place:
            begins, ends = (t.when.b0, t.when.e1) if t.when else (None, None)
            yield Presence(t.speaker, t.place, None, begins, t.source, ends)


def _wrote(reader: Reader, who: Ids) -> Iterator[Presence]:
    for s in reader.sources(author=who):
        if s.author and s.place:
            begins, ends = (s.written.b0, s.written.e1) if s.written else (None, None)
            yield Presence(s.author, s.place, None, begins, s.id, ends)
