"""Tiles laid out: in their order, none over another, nine fields a view; charts as data with a table behind them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.foundation.ui.charts import BarChart, Series
from liangxin.foundation.ui.tiles import COLUMNS, ROWS, LinesBody, Tile, TileLine, views_of


def tile(wide: int = 1, tall: int = 1) -> Tile:
    return Tile("格", LinesBody([]), wide=wide, tall=tall)


SIZES = st.tuples(st.integers(1, COLUMNS), st.integers(1, ROWS))


@given(st.lists(SIZES, max_size=20))
def test_no_tile_lies_over_another_or_over_the_edge_and_none_is_lost(sizes: list[tuple[int, int]]) -> None:
    views = views_of([(str(number), tile(*size)) for number, size in enumerate(sizes)])
    for view in views:
        fields = [
            (placed.column + right, placed.row + down)
            for placed in view
            for right in range(placed.tile.wide)
            for down in range(placed.tile.tall)
        ]
        assert len(fields) == len(set(fields)) <= COLUMNS * ROWS
        assert all(1 <= column <= COLUMNS and 1 <= row <= ROWS for column, row in fields)
    assert [placed.code for view in views for placed in view] == [str(number) for number in range(len(sizes))]


def test_a_tile_takes_the_first_place_that_it_fits() -> None:
    (view,) = views_of([("a", tile(2)), ("b", tile(2)), ("c", tile())])
    assert [(placed.column, placed.row) for placed in view] == [(1, 1), (1, 2), (3, 1)]


def test_nothing_to_show_is_no_view() -> None:
    assert views_of([]) == []


def test_a_figure_of_a_line_stands_under_its_head_and_without_heads_alone() -> None:
    line = TileLine("公共充电桩", cells=("239 个", "50 个"))
    assert LinesBody([line], heads=("实际", "每月需要")).rows[0][1] == [("实际", "239 个"), ("每月需要", "50 个")]
    assert LinesBody([line]).rows[0][1] == [("", "239 个"), ("", "50 个")]


CHART = BarChart(
    "各月末",
    "月份",
    ["2026-01", "2026-02"],
    [Series("正常", "good", [None, 12_000])],
    missing="那时还没有开始跟踪",
    urls=["", "/x/"],
    beside=[("有结论", ["", "9/11"])],
)


def test_what_is_not_known_is_a_gap_in_the_chart_and_a_dash_with_its_reason_in_the_table() -> None:
    assert json.loads(CHART.facts)["series"][0]["values"] == [None, 12_000]
    (_, _, first), (name, url, second) = CHART.rows
    assert all("那时还没有开始跟踪" in cell for cell in first)
    assert (name, url, second) == ("2026-02", "/x/", ["12\u00a0000", "9/11"])


@pytest.mark.parametrize(("values", "is_empty"), [([None, None], True), ([None, 0], False), ([], True)])
def test_a_chart_is_empty_where_nothing_is_known_and_zero_is_known(values: list[int | None], is_empty: bool) -> None:
    chart = BarChart("图", "月份", ["1", "2"][: len(values)], [Series("正常", "good", values)])
    assert chart.is_empty is is_empty
