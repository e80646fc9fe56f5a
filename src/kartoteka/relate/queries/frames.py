"""Values as frames, and frames as CSV.

In: rows of plain values, days as numbers. Out: a Polars frame with real dates and lists, or CSV text in
which a list is its items with spaces between them and no cell is a formula.
"""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kartoteka.archive.reader import ANY_TIME, Stretch
from kartoteka.errors import UnreadableDate
from kartoteka.model.dates import UncertainDate
from kartoteka.model.datewords import read_when
from kartoteka.model.gists import Gist
from kartoteka.relate.order import FIRST, LAST

_SELDOM = 200_000, 50, 1_000
"""Objects made before young ones are searched for garbage, and how often older ones are with them."""

EPOCH = 719_163
"""The day number of 1970-01-01, from which Polars counts."""

IDS = pl.List(pl.String)
"""The type of ``evidence``."""

_NUMBER = r"^[+-]?\d+([.,]\d+)?(\.\.[+-]?\d+([.,]\d+)?)?$"

Schema = Mapping[str, pl.DataType | type[pl.DataType]]

_FORMULA = r"^([=+\-@\t\r\n])"
"""What a spreadsheet takes for the beginning of a formula."""


@contextmanager
def seldom_collecting() -> Generator[None]:
    """Search seldom for garbage: a hundred thousand rows leave none, and looking took a third of the time."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def frame(rows: Iterable[Sequence[object]], schema: Schema) -> pl.DataFrame:
    """Return rows as a frame; values of ``pl.Date`` columns are given as :data:`~kartoteka.model.days.Day`.

    Parameters
    ----------
    rows
        One value for each column, in order.
    schema
        Column → type.
    """
    counted = {name: pl.Int32 if kind == pl.Date else kind for name, kind in schema.items()}
    made = pl.DataFrame([tuple(row) for row in rows], schema=counted, orient="row")
    days = [name for name, kind in schema.items() if kind == pl.Date]
    return made.with_columns((pl.col(name) - EPOCH).cast(pl.Date) for name in days)


def evidence_of(said: Iterable[tuple[Gist, ...]]) -> pl.Series:
    """Return the column ``evidence`` of rows that rest on some statements each, each id once."""
    return lists([ids_on(gists) for gists in said])


def ids_on(gists: tuple[Gist, ...]) -> tuple[str, ...]:
    """Return the ids of some statements, their attestations and passages, each once."""
    if len(gists) == 1:
        return gists[0].ids()
    return tuple(dict.fromkeys(chain.from_iterable(gist.ids() for gist in gists)))


def lists(each: Sequence[Sequence[str]]) -> pl.Series:
    """Return lists of ids, of which none is empty, as a column."""
    rows = np.repeat(np.arange(len(each)), np.fromiter(map(len, each), np.int64, len(each)))
    flat = pl.Series(list(chain.from_iterable(each)), dtype=pl.String)
    # Given a list for each row, Polars would make a column of each.
    grouped = pl.DataFrame({"row": rows, "id": flat}).group_by("row", maintain_order=True)
    return grouped.agg("id").get_column("id").alias("evidence")


def joined_ids(some: pl.Series, more: pl.Series) -> pl.Series:
    """Return the column ``evidence`` of rows that rest on two statements, each id once."""
    both = pl.DataFrame({"a": some, "b": more}).select(evidence=pl.concat_list("a", "b"))
    return both.select(pl.col("evidence").list.unique(maintain_order=True)).to_series()


def dates(
    days: NDArray[np.int64], schema: Schema, known: NDArray[np.bool_]
) -> tuple[pl.Series, ...]:
    """Return days as the columns of dates of a schema.

    Parameters
    ----------
    days
        Shape (rows, 4): the first and last day on which it is possible (``order.FIRST`` and ``order.LAST``:
        open), and on which it is certain.
    schema
        Column → type; four of them are dates.
    known
        Of which rows there are certain days.
    """
    names = [name for name, kind in schema.items() if kind == pl.Date]
    first, last, sure, surely = days.T
    there = (first > FIRST, last < LAST, known, known)
    return tuple(
        pl.select(pl.when(pl.lit(is_there)).then(pl.lit(column - EPOCH)))
        .to_series()
        .cast(pl.Date)
        .alias(name)
        for name, column, is_there in zip(names, (first, last, sure, surely), there, strict=True)
    )


def csv(found: pl.DataFrame) -> str:
    """Return a frame as CSV: lists with spaces between their items, no cell a formula.

    >>> print(csv(pl.DataFrame({"words": ["=1+1", "-2"], "ids": [["a", "b"], []]})), end="")
    words,ids
    '=1+1,a b
    -2,""
    """
    texts = [name for name, kind in found.schema.items() if kind == pl.String]
    lists = [name for name, kind in found.schema.items() if isinstance(kind, pl.List)]
    flat = found.with_columns(pl.col(name).list.join(" ") for name in lists)
    inert = flat.with_columns(_inert(pl.col(name)) for name in (*texts, *lists))
    return inert.write_csv()


def _inert(text: pl.Expr) -> pl.Expr:
    """Return a text behind an apostrophe where it could be taken for a formula; no number is one."""
    return (
        pl.when(text.str.contains(_NUMBER))
        .then(text)
        .otherwise(text.str.replace(_FORMULA, "'${1}"))
    )


def asked(during: str | UncertainDate | None) -> Stretch:
    """Return the days that are asked about: of EDTF, of words that name a time, or of a date.

    Raises
    ------
    UnreadableDate
        It is neither; or it says how long ("two weeks"), not when.

    Examples
    --------
    >>> asked("March 2025") == asked("2025-03")
    True
    >>> asked(None)
    (None, None)
    """
    if during is None:
        return ANY_TIME
    if isinstance(during, UncertainDate):
        return during.b0, during.e1
    when = read_when(during).date
    if when is None:
        raise UnreadableDate(during, "it says how long, not when. Write 2025-03 or 'March 2025'")
    return when.b0, when.e1


def shared(a: Stretch, b: Stretch) -> Stretch:
    """Return the days that two stretches have in common (they have some).

    >>> shared((1, None), (None, 9))
    (1, 9)
    """
    (a_first, a_last), (first, last) = a, b
    if first is None or (a_first is not None and a_first > first):
        first = a_first
    if last is None or (a_last is not None and a_last < last):
        last = a_last
    return first, last
