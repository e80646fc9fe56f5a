"""Frames → sequences, in the forms that users of TraMineR have.

In: a Polars frame, or the path of a CSV or Parquet file. Out: :class:`Sequences`.

=========  ==========================================  =====================
form       one row is                                  function
=========  ==========================================  =====================
STS        a life; one column a position               :func:`from_wide`
STS, DSS   a life in one text, ``A-A-B`` or ``A-B``    :func:`from_text`
SPS        a life in one text, ``(A,2)-(B,1)``         :func:`from_text`
SPELL      a spell: whose, from, to, which state       :func:`from_spells`
TSE        an event: whose, when, what                 :func:`from_events`
=========  ==========================================  =====================

What is not known is told apart by where it stands, as in TraMineR: before the first known state (``left``),
after the last (``right``), or between (``gaps``). Each is kept as the state "not known"
(:attr:`Unknown.STATE`), deleted, which moves the rest to the left (:attr:`Unknown.VOID`), or given a state. By default ``right`` is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from kartoteka.analyse.sequences import MISSING, VOID, Sequences, sequences
from kartoteka.errors import UnknownName, UnusableSequences
from kartoteka.model.near import nearest
from kartoteka.wording.saying import Saying

Frame: TypeAlias = pl.DataFrame | Path | str
"""A frame, or the path of a ``.csv`` or ``.parquet`` file."""

Cell: TypeAlias = str | None


class Unknown(Enum):
    """What becomes of a position whose state is not known."""

    STATE = "state"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Handling:
    """What becomes of unknown positions, by where they stand; a text is the state they get."""

    left: Unknown | str = Unknown.STATE
    gaps: Unknown | str = Unknown.STATE
    right: Unknown | str = Unknown.VOID


AS_TRAMINER: Final = Handling()
"""Before and between: kept as the state "not known". After: deleted."""


def read_frame(source: Frame) -> pl.DataFrame:
    """Return a frame, reading the file if it is a path; all columns of a CSV are text."""
    if isinstance(source, pl.DataFrame):
        return source
    path = Path(source)
    if path.suffix == ".parquet":
        return pl.read_parquet(path)
    return pl.read_csv(path, infer_schema=False, null_values=["NA"])


def from_wide(
    source: Frame,
    columns: Sequence[str] | None = None,
    *,
    id: str | None = None,  # noqa: A002 - the column's name
    weights: str | None = None,
    states: Sequence[str] | None = None,
    unknown: Iterable[str] = ("", MISSING),
    handling: Handling = AS_TRAMINER,
) -> Sequences:
    """Read one life a row, one position a column (STS).

    Parameters
    ----------
    source
        A frame or a file.
    columns
        The positions, in order; by default every column that is neither ``id`` nor ``weights``.
    id, weights
        Columns with whose life it is, and how many cases it stands for.
    states
        The alphabet in its order; by default whatever occurs, sorted.
    unknown
        What else than an empty cell means "not known"; ``%`` is always a deleted position.
    handling
        What becomes of it.

    Examples
    --------
    >>> frame = pl.DataFrame({"who": ["ana", "osip"], "jan": ["cell", "free"], "feb": ["cell", None]})
    >>> lives = from_wide(frame, id="who")
    >>> lives.times, lives.spelled(0), lives.spelled(1)
    (('jan', 'feb'), ('cell', 'cell'), ('free',))
    """
    frame = read_frame(source)
    apart = {name for name in (id, weights) if name}
    chosen = list(columns) if columns is not None else [c for c in frame.columns if c not in apart]
    _need_columns(frame, (*chosen, *sorted(apart)))
    cells = [frame[name].cast(pl.String).to_list() for name in chosen]
    rows: list[list[Cell]] = [list(row) for row in zip(*cells, strict=True)]
    return from_cells(
        rows,
        times=chosen,
        ids=_texts(frame, id),
        weights=frame[weights].cast(pl.Float64).to_numpy() if weights else None,
        states=states,
        unknown=unknown,
        handling=handling,
    )


def from_text(
    texts: Iterable[str],
    *,
    ids: Sequence[str] | None = None,
    weights: ArrayLike | None = None,
    states: Sequence[str] | None = None,
    separator: str = "-",
    unknown: Iterable[str] = ("", MISSING),
    handling: Handling = AS_TRAMINER,
) -> Sequences:
    """Read one life a text: ``A-A-B`` (STS, DSS) or ``(A,2)-(B,1)``, ``A/2-B/1`` (SPS).

    Examples
    --------
    >>> lives = from_text(["A-A-B", "(B,2)-(A,3)"])
    >>> lives.lengths.tolist(), lives.spelled(1)
    ([3, 5], ('B', 'B', 'A', 'A', 'A'))
    """
    rows = [_positions(text, separator) for text in texts]
    longest = max(map(len, rows), default=0)
    return from_cells(
        [row + ["%"] * (longest - len(row)) for row in rows],
        times=tuple(map(str, range(1, longest + 1))),
        ids=ids,
        weights=weights,
        states=states,
        unknown=unknown,
        handling=handling,
    )


def from_cells(
    rows: Sequence[Sequence[Cell]],
    *,
    times: Sequence[str],
    ids: Sequence[str] | None = None,
    weights: ArrayLike | None = None,
    states: Sequence[str] | None = None,
    unknown: Iterable[str] = ("", MISSING),
    handling: Handling = AS_TRAMINER,
) -> Sequences:
    """Return sequences from a table of names of states; all the other readers end here."""
    blank = {None, "%", *unknown}
    given = [w for w in (handling.left, handling.gaps, handling.right) if isinstance(w, str)]
    found = {cell for row in rows for cell in row if cell is not None} - blank
    alphabet = list(states) if states is not None else sort_states(found | set(given))
    code_of = {name: code for code, name in enumerate(alphabet)}
    code_names = {name: name for name in alphabet}
    for name in (*sorted(found), *given):
        if name not in code_of:
            raise UnknownName("state", name, nearest(name, code_names))
    length = len(times)
    raw = np.array(
        [
            [_UNKNOWN if c in blank and c != "%" else code_of.get(c or "", VOID) for c in row]
            for row in rows
        ],
        np.int64,
    ).reshape(len(rows), length)
    codes, has_missing = settle(raw, code_of, handling)
    names = [*alphabet, MISSING] if has_missing else alphabet
    missing = len(alphabet) if has_missing else None
    return sequences(codes, names, ids=ids, weights=weights, times=times, missing=missing)


_UNKNOWN: Final = -2
"""In a table that is not settled yet: the state here is not known."""


def settle(
    raw: NDArray[np.int64], code_of: Mapping[str, int], handling: Handling
) -> tuple[NDArray[np.int64], bool]:
    """Give unknown positions what they get, close the holes, and tell whether any stays "not known"."""
    known = raw >= 0
    seen: NDArray[np.intp] = known.cumsum(axis=1, dtype=np.intp)
    empty = raw == _UNKNOWN
    right = empty & (seen == seen[:, -1:])
    left = empty & (seen == 0) & ~right
    state = len(code_of)
    codes = raw.copy()
    for where, what in (
        (left, handling.left),
        (empty & ~left & ~right, handling.gaps),
        (right, handling.right),
    ):
        if isinstance(what, str):
            codes[where] = code_of[what]
        else:
            codes[where] = state if what is Unknown.STATE else VOID
    order = np.argsort(codes == VOID, axis=1, kind="stable")
    return np.take_along_axis(codes, order, axis=1), bool((codes == state).any())


def sort_states(names: Iterable[str]) -> list[str]:
    """Return names sorted as numbers if they all are, else as text."""
    found = list(names)
    numbers = all(re.fullmatch(r"-?\d+(\.\d+)?", name) for name in found)
    return sorted(found, key=float) if numbers else sorted(found)


_SPELL = re.compile(r"\((?P<state>.+),(?P<long>\d+)\)|(?P<other>.+)/(?P<longer>\d+)")


def _positions(text: str, separator: str) -> list[Cell]:
    """Return the cells of one text; an empty text is a life of no length."""
    cells: list[Cell] = []
    for token in text.split(separator) if text else ():
        if spell := _SPELL.fullmatch(token.strip()):
            state = spell["state"] or spell["other"]
            cells += [state] * int(spell["long"] or spell["longer"])
        else:
            cells.append(token.strip())
    return cells


def _need_columns(frame: pl.DataFrame, names: Iterable[str]) -> None:
    near = {column: column for column in frame.columns}
    for name in names:
        if name not in near:
            raise UnknownName("column", name, nearest(name, near))


def _texts(frame: pl.DataFrame, column: str | None) -> list[str] | None:
    if column is None:
        return None
    found = frame[column].cast(pl.String).to_list()
    if None in found:
        raise UnusableSequences(column, Saying("sequences.no_id", row=found.index(None) + 1))
    return [str(text) for text in found]
