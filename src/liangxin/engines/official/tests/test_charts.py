"""Charts: drawn from figures that stand in the file, edited in a workbook of their own, readable without colour."""

from __future__ import annotations

import io
import math
import zipfile
from typing import Any

import openpyxl
import pytest
from lxml import etree

from liangxin.engines.official import Chart, ChartKind, OfficialDocument, Paragraph, Series, Table, document_bytes
from liangxin.engines.official.records import SERIES_LIMIT, Column
from liangxin.engines.official.refusals import (
    ChartWithoutFigures,
    HeightUnusable,
    NumberUnusable,
    SeriesOfAnotherLength,
    TooManySeries,
)
from liangxin.engines.official.tests.reading_back import SPACES, opened, part, paths, words_of

SPACES_HERE = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
UNITS = ("县商务局", "县工业和信息化局", "县住房和城乡建设局")
STANDING = Chart(
    ChartKind.STACKED,
    UNITS,
    (Series("正常", (3, 4, 0)), Series("有风险", (1, 0, 2)), Series("滞后", (0, 2, None))),
    unit="项",
    caption="各单位目标状态",
    note="注：不含暂无数据的目标。",
    horizontal=True,
)
COURSE = Chart(
    ChartKind.LINE,
    ("4月", "5月", "6月"),
    (Series("实际", (10.5, None, 30)), Series("应有", (12, 24, 36))),
    caption="更新电梯",
    unit="部",
)
BARS = Chart(ChartKind.BAR, ("城关镇", "松岭镇"), (Series("回收量", (120, 64.5)),))


def of(*charts: Chart) -> OfficialDocument:
    return OfficialDocument("题", (Paragraph("前文。"), *charts, Paragraph("后文。")))


def found(chart: Chart, path: str) -> list[Any]:
    find: Any = etree.XPath(path, namespaces=SPACES_HERE)
    return list(find(part(of(chart), "word/charts/chart1.xml")))


def test_figures_stand_in_the_chart_with_their_cells() -> None:
    assert found(STANDING, "//c:ser[1]/c:tx//c:v/text()") == ["正常"]
    assert found(STANDING, "//c:ser[1]/c:cat//c:v/text()") == list(UNITS)
    assert found(STANDING, "//c:ser[2]/c:val//c:v/text()") == ["1", "0", "2"]
    assert found(STANDING, "//c:ser[2]/c:val//c:f/text()") == ["Sheet1!$C$2:$C$4"]


def test_what_is_missing_is_a_gap_and_no_zero() -> None:
    assert found(COURSE, "//c:ser[1]/c:val//c:pt/@idx") == ["0", "2"]
    assert found(COURSE, "//c:ser[1]/c:val//c:ptCount/@val") == ["3"]
    assert found(COURSE, "//c:dispBlanksAs/@val") == ["gap"]


def test_each_kind_is_drawn_as_its_own() -> None:
    assert found(BARS, "//c:barChart/c:grouping/@val") == ["clustered"]
    assert found(STANDING, "//c:barChart/c:barDir/@val") == ["bar"]
    assert found(STANDING, "//c:catAx/c:scaling/c:orientation/@val") == ["maxMin"]
    assert len(found(COURSE, "//c:lineChart/c:ser")) == 2


@pytest.mark.parametrize("chart", [STANDING, COURSE])
def test_series_differ_without_colour(chart: Chart) -> None:
    looks = [etree.tostring(one) for one in found(chart, "//c:ser/c:spPr")]
    assert len(set(looks)) == len(chart.series)
    colours = set(found(chart, "//a:srgbClr/@val"))
    assert all(colour[:2] == colour[2:4] == colour[4:] for colour in colours), "greys only"


def test_six_series_have_six_looks() -> None:
    for kind in ChartKind:
        many = Chart(kind, ("一",), tuple(Series(str(place), (place,)) for place in range(SERIES_LIMIT)))
        assert len({etree.tostring(one) for one in found(many, "//c:ser/c:spPr")}) == SERIES_LIMIT


def test_its_workbook_opens_and_holds_the_figures() -> None:
    with zipfile.ZipFile(io.BytesIO(document_bytes(of(COURSE)))) as package:
        book = openpyxl.load_workbook(io.BytesIO(package.read("word/embeddings/chart1.xlsx")))
    rows = [list(row) for row in book["Sheet1"].iter_rows(values_only=True)]
    assert rows == [[None, "实际", "应有"], ["4月", 10.5, 12], ["5月", None, 24], ["6月", 30, 36]]


def test_python_docx_finds_the_charts_by_their_relations() -> None:
    document = opened(of(STANDING, COURSE))
    kinds = [str(one.partname) for one in document.part.package.iter_parts() if "chart" in str(one.partname)]
    assert sorted(kinds) == [
        "/word/charts/chart1.xml",
        "/word/charts/chart2.xml",
        "/word/embeddings/chart1.xlsx",
        "/word/embeddings/chart2.xlsx",
    ]
    shapes = document.inline_shapes
    assert len(shapes) == 2
    assert shapes[0].width.mm == pytest.approx(156, abs=1)


def test_picture_caption_and_note_stay_together() -> None:
    body = part(of(STANDING), "word/document.xml")[0]
    paragraphs = body.findall(f"{{{SPACES['w']}}}p")
    place = next(at for at, one in enumerate(paragraphs) if paths(one, ".//w:drawing"))
    picture, caption, note = paragraphs[place : place + 3]
    assert words_of(caption) == "各单位目标状态（单位：项）"
    assert words_of(note) == "注：不含暂无数据的目标。"
    assert [bool(paths(one, "w:pPr/w:keepNext")) for one in (picture, caption, note)] == [True, True, False]
    assert paths(picture, "w:pPr/w:spacing/@w:lineRule") == ["auto"], "an exact line would cut the picture"


def test_the_same_charts_give_the_same_bytes() -> None:
    assert document_bytes(of(STANDING, COURSE)) == document_bytes(of(STANDING, COURSE))
    assert document_bytes(of(STANDING)) != document_bytes(of(COURSE))


def test_a_chart_beside_a_table_keeps_every_part_declared() -> None:
    table = Table((Column("单位"),), (("县商务局",),))
    document = OfficialDocument("题", (table, STANDING, table, COURSE))
    with zipfile.ZipFile(io.BytesIO(document_bytes(document))) as package:
        names = set(package.namelist())
    types = part(document, "[Content_Types].xml")
    declared = {name.lstrip("/") for name in paths(types, "//*[local-name()='Override']/@PartName")}
    extensions = {f".{name}" for name in paths(types, "//*[local-name()='Default']/@Extension")} - {".xml"}
    left = {name for name in names - declared if not any(name.endswith(one) for one in extensions)}
    assert left == {"[Content_Types].xml"}


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"categories": ()}, ChartWithoutFigures),
        ({"series": ()}, ChartWithoutFigures),
        ({"series": (Series("一", (1, 2)),)}, SeriesOfAnotherLength),
        ({"series": tuple(Series(str(n), (1, 2, 3)) for n in range(7))}, TooManySeries),
        ({"height": 5}, HeightUnusable),
        ({"height": 400}, HeightUnusable),
    ],
)
def test_what_cannot_be_drawn_is_refused(changed: dict[str, Any], refusal: type[Exception]) -> None:
    told: dict[str, Any] = {"categories": UNITS, "series": (Series("一", (1, 2, 3)),)}
    with pytest.raises(refusal):
        Chart(ChartKind.BAR, **told | changed)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_figures_without_end_are_refused(value: float) -> None:
    with pytest.raises(NumberUnusable):
        Series("一", (1, value))
