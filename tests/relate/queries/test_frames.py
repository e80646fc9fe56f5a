"""Frames as CSV: what a spreadsheet opens runs nothing."""

from __future__ import annotations

import polars as pl
import pytest

from kartoteka.relate.queries.frames import csv


@pytest.mark.parametrize("formula", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", "\n=1", "\r=1"])
def test_no_cell_is_a_formula(formula: str) -> None:
    """The same beginnings as in the tables of the whole archive."""
    frame = pl.DataFrame({"words": [formula], "lists": [[formula, "b"]]})
    read = pl.read_csv(csv(frame).encode())
    assert read.rows() == [(f"'{formula}", f"'{formula} b")]
