"""Charts of sequences and types for notebooks, with Altair (the extra ``charts``).

In: sequences, groups, tables of quality. Out: Altair charts, to be shown, changed or saved. Colours are
the same in all charts of the same sequences, because they follow the order of the states.

References
----------
Gabadinho, Ritschard, Müller & Studer 2011, JSS 40(4) (index and distribution plots).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import polars as pl

from kartoteka.analyse.indicators.spelling import spelling
from kartoteka.analyse.indicators.together import state_distribution
from kartoteka.analyse.pairs import groups_of
from kartoteka.analyse.quality.indices import INDICES
from kartoteka.analyse.sequences import Sequences
from kartoteka.errors import MissingExtra, UnknownName

if TYPE_CHECKING:
    import altair as alt

Groups = npt.ArrayLike | None

_PALETTE = (
    *("#34618c", "#96690f", "#4f7a4b", "#93493a", "#6a558f", "#2f807f", "#a85a7c", "#6f6a35"),
    "#77706a",
)


def _altair() -> Any:  # noqa: ANN401 - an optional module
    try:
        import altair as alt
    except ImportError as error:
        raise MissingExtra("Charts", "pip install 'kartoteka[charts]'") from error
    return alt


def index_chart(
    lives: Sequences,
    *,
    groups: Groups = None,
    order: npt.ArrayLike | None = None,
    width: int = 600,
    row: int = 8,
) -> alt.Chart:
    """Draw every life as a strip of its states.

    Parameters
    ----------
    groups
        What group each life is in: one panel each.
    order
        By what the lives are lined up, from top to bottom; by default by their states.
    width, row
        Pixels: of the chart, and of each life.

    Raises
    ------
    MissingExtra
        Altair is not installed.
    """
    alt = _altair()
    found = spelling(lives)
    line = _argsort(order, lives)
    place = np.empty(len(lives), np.int64)
    place[line] = np.arange(len(lives))
    whose: list[int] = found.life.tolist()
    what: list[int] = found.state.tolist()
    frame = pl.DataFrame(
        {
            "life": [lives.ids[i] for i in whose],
            "place": place[found.life],
            "from": found.start,
            "to": found.start + found.length,
            "state": [lives.states[s] for s in what],
            "group": _names(groups, len(lives))[found.life],
        }
    )
    bars = (
        alt.Chart(frame)
        .mark_bar(height=max(row - 1, 1))
        .encode(
            x=alt.X("from:Q", title=None),
            x2="to:Q",
            y=alt.Y(
                "life:N", sort=alt.SortField("place"), title=None, axis=alt.Axis(labels=row >= 8)
            ),
            color=_colours(alt, lives),
            tooltip=["life", "state", "from", "to"],
        )
    )
    return _panels(bars.properties(width=width, height=alt.Step(row)), groups)


def distribution_chart(
    lives: Sequences, *, groups: Groups = None, width: int = 600, height: int = 150
) -> alt.Chart:
    """Draw, for each position, the share of the lives in each state."""
    alt = _altair()
    codes, names = groups_of(_names(groups, len(lives)), len(lives))
    parts: list[pl.DataFrame] = []
    for number, name in enumerate(names.tolist()):
        table = state_distribution(lives.select(codes == number)).drop("weight", "entropy")
        position = pl.Series("position", range(len(table)))
        long = table.with_columns(position).unpivot(
            index=["time", "position"], variable_name="state", value_name="share"
        )
        parts.append(long.with_columns(pl.lit(str(name)).alias("group")))
    rank = {state: i for i, state in enumerate(lives.states)}
    frame = pl.concat(parts).with_columns(
        pl.col("state").replace_strict(rank, return_dtype=pl.Int64).alias("rank")
    )
    bars = (
        alt.Chart(frame)
        .mark_bar(width=alt.RelativeBandSize(1))
        .encode(
            x=alt.X("time:N", sort=alt.SortField("position"), title=None),
            y=alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 1])),
            color=_colours(alt, lives),
            order="rank:Q",
            tooltip=["time", "state", alt.Tooltip("share:Q", format=".2f")],
        )
    )
    return _panels(bars.properties(width=width, height=height), groups)


def quality_chart(
    table: pl.DataFrame,
    indices: Sequence[str] = ("asw_weighted", "hg", "pbc", "hc"),
    *,
    width: int = 400,
) -> alt.Chart:
    """Draw indices of quality over the number of clusters, from a table of :func:`quality_table`."""
    alt = _altair()
    for index in indices:
        if index not in INDICES:
            raise UnknownName("quality index", index, INDICES)
    long = table.unpivot(index="k", on=list(indices), variable_name="index", value_name="value")
    return (
        alt.Chart(long)
        .mark_line(point=True)
        .encode(
            x=alt.X("k:O", title=None),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=False)),
            color=alt.Color("index:N", title=None, sort=list(indices)),
            strokeDash=alt.StrokeDash("index:N", title=None, sort=list(indices)),
            tooltip=["index", "k", alt.Tooltip("value:Q", format=".3f")],
        )
        .properties(width=width)
    )


def _argsort(order: npt.ArrayLike | None, lives: Sequences) -> npt.NDArray[np.intp]:
    if order is None:
        return np.lexsort(lives.codes.T[::-1])
    return np.argsort(np.asarray(order, np.float64), kind="stable")


def _names(groups: Groups, n: int) -> npt.NDArray[np.str_]:
    return np.full(n, "") if groups is None else np.asarray(groups).astype(str)


def _colours(alt: Any, lives: Sequences) -> Any:  # noqa: ANN401 - Altair's
    used = len(lives.states)
    colours = [_PALETTE[min(i, len(_PALETTE) - 1)] for i in range(used)]
    if lives.missing is not None:
        colours[lives.missing] = "#e6e0d4"
    scale = alt.Scale(domain=list(lives.states), range=colours)
    return alt.Color("state:N", scale=scale, title=None)


def _panels(chart: Any, groups: Groups) -> Any:  # noqa: ANN401 - Altair's
    if groups is None:
        return chart
    import altair as alt

    header = alt.Header(labelAngle=0, labelAlign="left", labelOrient="top")
    return chart.facet(row=alt.Row("group:N", title=None, header=header)).resolve_scale(
        y="independent"
    )
