"""What a drawing says of what is known."""

from __future__ import annotations

import re

from kartoteka.model.dates import day_of, read_edtf
from kartoteka.publish.arcs import Arc, arcs
from kartoteka.publish.drawing import Row, Span, timeline
from kartoteka.publish.timescale import scale_for

MONTHS = tuple("JFMAMJJASOND")


def draw(*spans: Span) -> str:
    rows = [Row("North", spans)]
    return str(timeline("x", rows, title="A < B", description="d", months=MONTHS))


def wide(svg: str) -> str:
    return svg[: svg.index("timeline narrow")]


def widths(svg: str, look: str) -> list[float]:
    found = re.findall(rf'<rect class="{look} stay"[^>]*? width="([\d.]+)"', wide(svg))
    return [float(width) for width in found]


def test_an_exact_stay_is_solid_and_nothing_else() -> None:
    svg = wide(draw(Span(read_edtf("2025-03-01/2025-04-30"))))
    assert "certain stay" in svg
    assert "possible" not in svg
    assert "linearGradient" not in svg


def test_some_time_in_march_is_an_outline() -> None:
    svg = wide(draw(Span(read_edtf("2025-03"))))
    assert "possible stay" in svg
    assert "certain" not in svg


def test_from_march_to_may_fades_at_both_ends() -> None:
    svg = wide(draw(Span(read_edtf("2025-03/2025-05"))))
    assert svg.count("<linearGradient") == 2
    assert "certain stay" in svg


def test_still_so_is_certain_until_it_was_last_heard_and_no_longer() -> None:
    """Two letters, one of March, one of June: what only the first says ends in March."""
    when = read_edtf("2025-01-01/..")
    early = widths(
        draw(Span(when, heard=day_of(2025, 3, 1)), Span(read_edtf("2025-06-30"))), "certain"
    )
    late = widths(
        draw(Span(when, heard=day_of(2025, 6, 30)), Span(read_edtf("2025-06-30"))), "certain"
    )
    assert early[0] < late[0] / 2
    assert "onward" in draw(Span(when, heard=day_of(2025, 3, 1)))


def test_before_a_day_nobody_knows_since_when_does_not_fill_the_axis() -> None:
    svg = draw(Span(read_edtf("../2025-03-25")), Span(read_edtf("2020-01-01")))
    assert widths(svg, "possible")[0] <= 100


def test_years_at_home_do_not_squeeze_the_months_of_moves() -> None:
    days = [day_of(2015, 1, 1), *(day_of(2025, month, 1) for month in range(1, 8))]
    scale = scale_for(days, 0, 100)
    assert scale is not None
    assert scale.first > day_of(2024, 10, 1)


def test_no_dates_no_drawing() -> None:
    assert timeline("x", [Row("North", ())], title="t", description="d") == ""
    assert arcs("x", ["A"], [], title="t", description="d") == ""


def test_it_is_named_for_whoever_cannot_see_it_and_escaped() -> None:
    svg = draw(Span(read_edtf("2025")))
    assert 'role="img" aria-labelledby="x-wide-t x-wide-d"' in svg
    assert "A &lt; B" in svg


def test_an_arc_leads_from_the_place_spoken_of_to_where_it_was_told() -> None:
    svg = str(arcs("n", ["North", "South"], [Arc(0, 1, "good", 3)], title="t", description="d"))
    assert svg.count('class="arc good"') == 2
    assert "marker-end" in svg
