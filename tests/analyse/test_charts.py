"""Charts for notebooks: they hold the states that the sequences hold, and can be drawn."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from kartoteka.analyse.quality import quality_table
from kartoteka.analyse.sequences import sequences
from kartoteka.errors import MissingExtra, UnknownName

LIVES = sequences([[0, 0, 1], [1, 1, 2], [0, 2, -1]], ("free", "cell", "*"), ids="abc", missing=2)


def test_without_altair_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from kartoteka.analyse.charts import index_chart

    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtra, match="charts"):
        index_chart(LIVES)


def test_an_index_chart_has_every_spell() -> None:
    pytest.importorskip("altair")
    from kartoteka.analyse.charts import index_chart

    made = index_chart(LIVES).to_dict()
    (rows,) = made["datasets"].values()
    assert [(r["life"], r["state"], r["from"], r["to"]) for r in rows] == [
        ("a", "free", 0, 2),
        ("a", "cell", 2, 3),
        ("b", "cell", 0, 2),
        ("b", "*", 2, 3),
        ("c", "free", 0, 1),
        ("c", "*", 1, 2),
    ]
    assert made["encoding"]["color"]["scale"]["domain"] == ["free", "cell", "*"]


def test_panels_for_groups() -> None:
    pytest.importorskip("altair")
    from kartoteka.analyse.charts import distribution_chart, index_chart

    assert index_chart(LIVES, groups=["x", "y", "x"]).to_dict()["facet"]["row"]["field"] == "group"
    made = distribution_chart(LIVES, groups=["x", "y", "x"]).to_dict()
    (rows,) = made["datasets"].values()
    first = {r["state"]: r["share"] for r in rows if r["group"] == "x" and r["time"] == "1"}
    assert first == {"free": 1.0, "cell": 0.0, "*": 0.0}


def test_quality_over_k() -> None:
    pytest.importorskip("altair")
    from kartoteka.analyse.charts import quality_chart

    square = np.array([[0, 1, 5, 5], [1, 0, 5, 5], [5, 5, 0, 1], [5, 5, 1, 0]], float)
    table = quality_table(square, {2: [0, 0, 1, 1], 3: [0, 0, 1, 2]})
    (rows,) = quality_chart(table, ["asw", "hc"]).to_dict()["datasets"].values()
    assert len(rows) == 4
    with pytest.raises(UnknownName, match="beauty"):
        quality_chart(table, ["beauty"])
