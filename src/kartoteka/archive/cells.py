"""Cells as CSV, some hundred rows at once: the bytes that Python's ``csv`` would write, and sooner.

In: rows as SQLite gives them, each as one text in UTF-8, its cells divided by a character that hardly any
text has. Out: each row as CSV. Where nothing has to be quoted, as mostly nothing has, one replacement makes
CSV of all rows; else cells are looked at one by one.

A cell that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line
break, and is no number) stands behind an apostrophe. References: OWASP, "CSV Injection".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kartoteka.archive.sqlite import Connection

BATCH = 500
"""Rows that are made at a time: few enough for the processor's own memory, where they take half the time."""

_DIVIDER, _END = b"\x1f", b"\x1e"

_QUOTED = (b",", b'"', b"\r", b"\n")
"""What no cell has that can be written as it is."""

_SIGNS = b"=+-@\t\r\n"
"""With what formulas begin."""

_HAS_QUOTED = re.compile(b"[%b]" % b"".join(_QUOTED))
_IS_NUMBER = re.compile(rb"[+-][0-9][0-9.]*\Z")

# Two literal characters each: Python finds those six times as fast as one pattern for all signs.
_FORMULAS = {
    sign: tuple(
        re.compile(re.escape(before + sign) + rb"(?!(?<=[+-])[0-9][0-9.]*(?:[\x1e\x1f]|\Z))")
        for before in (_DIVIDER, _END)
    )
    for sign in (bytes([code]) for code in _SIGNS if code not in b"".join(_QUOTED))
}
"""Sign → patterns of a cell that begins with it and is no number, by what stands before the cell."""

Again = Callable[[int], Sequence[bytes]]
"""From the number of a row to its cells."""


def in_one(cells: Iterable[str]) -> str:
    """Return the SQL of a row in one text."""
    divided = f" || '{_DIVIDER.decode()}' || ".join(f"coalesce({cell}, '')" for cell in cells)
    return f"CAST({divided} AS BLOB)"


def again(
    db: Connection, cells: Iterable[str], one: str, key: Callable[[int], tuple[Any, ...]]
) -> Again:
    """Return what reads the cells of a row one by one.

    Parameters
    ----------
    db
        The connection.
    cells
        The SQL of each.
    one
        ``FROM … WHERE …`` of one row.
    key
        From the number of a row to the values in that.
    """
    each = ", ".join(f"CAST(coalesce({cell}, '') AS BLOB)" for cell in cells)

    def read(number: int) -> Sequence[bytes]:
        return tuple(db.execute(f"SELECT {each} {one}", key(number)).fetchone())

    return read


def as_csv(texts: Sequence[bytes], width: int, again: Again) -> list[bytes]:
    """Return each row as CSV, without an end of line.

    Parameters
    ----------
    texts
        The rows, each as :func:`in_one` made it.
    width
        How many cells each has.
    again
        Asked for a row that has the divider in one of its cells.
    """
    joined = _END.join(texts)
    if joined.count(_DIVIDER) == len(texts) * (width - 1) and _is_plain(joined):
        lines = joined.replace(_DIVIDER, b",").split(_END)
        if len(lines) == len(texts):
            return lines
    if width == 1:
        return [*map(_written, texts)]
    rows = [text.split(_DIVIDER) for text in texts]
    return [
        b",".join(map(_written, row if len(row) == width else again(number)))
        for number, row in enumerate(rows)
    ]


def _is_plain(joined: bytes) -> bool:
    """Tell whether no cell needs quotes or an apostrophe."""
    return not any(sign in joined for sign in _QUOTED) and not any(
        joined[:1] == sign or any(pattern.search(joined) for pattern in patterns)
        for sign, patterns in _FORMULAS.items()
        if sign in joined
    )


def _written(cell: bytes) -> bytes:
    """Return one cell as it stands in the file.

    >>> [_written(cell) for cell in (b"=1+1", b"-x", b"-2.5", b"x-2", b"a, b")]
    [b"'=1+1", b"'-x", b'-2.5', b'x-2', b'"a, b"']
    """
    if cell and cell[0] in _SIGNS and not _IS_NUMBER.match(cell):
        cell = b"'" + cell
    return b'"%b"' % cell.replace(b'"', b'""') if _HAS_QUOTED.search(cell) else cell
