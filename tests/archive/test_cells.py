"""Cells become what Python's ``csv`` writes, however odd they are, and whatever stands beside them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartoteka.annotate.csv_export import export_csv
from kartoteka.archive.archive import Archive
from kartoteka.archive.cells import as_csv
from kartoteka.model.statements import Role, Statement

ODD = st.text("a5б.,\"'\r\n\t=+-@ \x1e\x1f*[]", max_size=4)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(ODD, min_size=width, max_size=width), min_size=1, max_size=6)
)


def _inert(cell: str) -> str:
    """Say it as tables do: an apostrophe before a formula, none before a number."""
    formula = cell[:1] in tuple("=+-@\t\r\n") and not re.fullmatch(r"[+-][0-9][0-9.]*", cell)
    return f"'{cell}" if formula else cell


def _by_module(rows: Sequence[Sequence[str]]) -> list[str]:
    said = io.StringIO(newline="")
    lines: list[str] = []
    for row in rows:
        # A second cell: the module writes a row of one empty cell as two quotation marks.
        csv.writer(said).writerow([*map(_inert, row), ""])
        lines.append(said.getvalue().removesuffix(",\r\n"))
        said.seek(0)
        said.truncate()
    return lines


@given(TABLES)
def test_cells_are_written_as_the_csv_module_writes_them(rows: list[list[str]]) -> None:
    """Commas, quotes, line breaks, formulas, numbers, and the characters by which cells are divided."""
    texts = ["\x1f".join(row).encode() for row in rows]
    lines = as_csv(texts, len(rows[0]), lambda number: [cell.encode() for cell in rows[number]])
    assert [line.decode() for line in lines] == _by_module(rows)


@pytest.mark.parametrize("polarity", [1, -1])
def test_numbers_below_zero_are_no_formulas(polarity: int) -> None:
    """A statement that denies has -1 among its cells; the formula beside it is made inert all the same."""
    texts = [f"{cell}\x1f{polarity}".encode() for cell in ("a", "-2", "-2\n", "-b")]
    assert as_csv(texts, 2, lambda _: ())[:2] == [b"a,%d" % polarity, b"-2,%d" % polarity]
    assert as_csv(texts, 2, lambda _: ())[2:] == [b'"\'-2\n",%d' % polarity, b"'-b,%d" % polarity]


def test_what_divides_cells_may_be_in_them(tiny: Archive, tmp_path: Path) -> None:
    """Somebody pasted a control character into a name and into a role, which has no id of its own."""
    odd, subject = "a\x1fb", next(tiny.entities()).id
    with tiny.edit(why="odd") as edit:
        edit.add(Statement("st_odd", subject, "name", value=odd, roles=(Role("lang", None, odd),)))
    export_csv(tiny, tmp_path)
    for table, column in (("statement", "value"), ("role", "value"), ("evidence", "value")):
        with (tmp_path / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert odd in [row[column] for row in csv.DictReader(file)]
