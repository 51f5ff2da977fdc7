"""The chart part (word/charts/chart1.xml): bars, stacked bars and lines of DrawingML with their figures in it.

Series differ by pattern, dash and mark, so that a copy in black and white can be read.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from liangxin.engines.official.characters import one_line
from liangxin.engines.official.chart_book import cell, number
from liangxin.engines.official.fonts import Face, Fonts
from liangxin.engines.official.markup import A, C, Element, R
from liangxin.engines.official.measures import TypeSize
from liangxin.engines.official.records import Chart, ChartKind, Series

WORKBOOK_RELATION = "rId1"
_SPACES = {"c": C, "a": A, "r": R}
_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222
_INK, _GREY, _LIGHT, _PAPER, _GRID = "000000", "595959", "BFBFBF", "FFFFFF", "D9D9D9"
_HAIR, _THIN, _STRONG = 6350, 9525, 22225  # English metric units: half a point, three quarters, one and three quarters
# Fill of each series: a shade, or a pattern in black on white.
_FILLS = ("404040", "wdUpDiag", _LIGHT, "ltVert", _PAPER, "dkHorz")
_DASHES = ("solid", "dash", "sysDot", "lgDashDot", "lgDash", "sysDashDot")
_MARKS = ("circle", "square", "triangle", "diamond", "x", "plus")
_LABELLED = 60  # figures in a chart above which their labels would lie upon each other
_ZEROS_UNSAID = "General;-General;"  # of a stacked bar a part that is nothing has no room for a label


def chart_part(chart: Chart, fonts: Fonts) -> Element:
    """The root of a chart part, whose workbook has the relation WORKBOOK_RELATION."""
    is_line = chart.chart is ChartKind.LINE
    plot = _c("plotArea", _c("layout"), _lines(chart, fonts) if is_line else _bars(chart, fonts), *_axes(chart))
    legend = [] if len(chart.series) == 1 else [_c("legend", _c("legendPos", val="b"), _c("overlay", val=0))]
    drawn = _c(
        "chart",
        _c("autoTitleDeleted", val=1),
        plot,
        *legend,
        _c("plotVisOnly", val=1),
        _c("dispBlanksAs", val="gap"),
    )
    book = _c("externalData", _c("autoUpdate", val=0))
    book.set(f"{{{R}}}id", WORKBOOK_RELATION)
    ground = _c("spPr", _solid(_PAPER), _a("ln", _a("noFill")))
    head = [_c("date1904", val=0), _c("lang", val="zh-CN"), _c("roundedCorners", val=0)]
    return _c("chartSpace", *head, drawn, ground, _text(fonts), book)


def _bars(chart: Chart, fonts: Fonts) -> Element:
    is_stacked = chart.chart is ChartKind.STACKED
    series = [
        _series(chart, place, one, _fill(place), _c("invertIfNegative", val=0), *_labels(chart, fonts))
        for place, one in enumerate(chart.series)
    ]
    return _c(
        "barChart",
        _c("barDir", val="bar" if chart.horizontal else "col"),
        _c("grouping", val="stacked" if is_stacked else "clustered"),
        _c("varyColors", val=0),
        *series,
        _c("gapWidth", val=60),
        *([_c("overlap", val=100)] if is_stacked else []),
        _c("axId", val=_CATEGORY_AXIS),
        _c("axId", val=_VALUE_AXIS),
    )


def _lines(chart: Chart, fonts: Fonts) -> Element:
    series = [
        _series(chart, place, one, _stroke(place), _mark(place), *_labels(chart, fonts), after=[_c("smooth", val=0)])
        for place, one in enumerate(chart.series)
    ]
    axes = [_c("axId", val=_CATEGORY_AXIS), _c("axId", val=_VALUE_AXIS)]
    return _c("lineChart", _c("grouping", val="standard"), _c("varyColors", val=0), *series, _c("marker", val=1), *axes)


def _series(chart: Chart, place: int, series: Series, *drawn: Element, after: Sequence[Element] = ()) -> Element:
    """A c:ser: its name, how it is drawn, its categories and figures, each with the cells of the workbook."""
    last = len(chart.categories) + 1
    column = place + 2
    names = _strings(f"Sheet1!{cell(column, 1)}", [series.name])
    categories = _strings(f"Sheet1!{cell(1, 2)}:{cell(1, last)}", chart.categories)
    figures = _numbers(f"Sheet1!{cell(column, 2)}:{cell(column, last)}", series.values)
    return _c(
        "ser",
        _c("idx", val=place),
        _c("order", val=place),
        _c("tx", names),
        *drawn,
        _c("cat", categories),
        _c("val", figures),
        *after,
    )


def _strings(reference: str, texts: Sequence[str]) -> Element:
    points = [_point(place, one_line(text)) for place, text in enumerate(texts)]
    return _c("strRef", _said("f", reference), _c("strCache", _c("ptCount", val=len(texts)), *points))


def _numbers(reference: str, values: Sequence[float | None]) -> Element:
    points = [_point(place, number(value)) for place, value in enumerate(values) if value is not None]
    held = [_said("formatCode", "General"), _c("ptCount", val=len(values)), *points]
    return _c("numRef", _said("f", reference), _c("numCache", *held))


def _point(place: int, text: str) -> Element:
    return _c("pt", _said("v", text), idx=place)


def _fill(place: int) -> Element:
    """A bar: a shade or a pattern, always with a black edge."""
    chosen = _FILLS[place % len(_FILLS)]
    edge = _a("ln", _solid(_INK), w=_HAIR)
    if len(chosen) == len(_INK) and all(sign in "0123456789ABCDEF" for sign in chosen):
        return _c("spPr", _solid(chosen), edge)
    colours = [_a(name, _a("srgbClr", val=colour)) for name, colour in (("fgClr", _INK), ("bgClr", _PAPER))]
    return _c("spPr", _a("pattFill", *colours, prst=chosen), edge)


def _stroke(place: int) -> Element:
    colour = _INK if place % 2 == 0 else _GREY
    dash = _a("prstDash", val=_DASHES[place % len(_DASHES)])
    return _c("spPr", _a("ln", _solid(colour), dash, _a("round"), w=_STRONG, cap="rnd"))


def _mark(place: int) -> Element:
    looks = _c("spPr", _solid(_PAPER if place % 2 else _INK), _a("ln", _solid(_INK), w=_THIN))
    return _c("marker", _c("symbol", val=_MARKS[place % len(_MARKS)]), _c("size", val=6), looks)


def _labels(chart: Chart, fonts: Fonts) -> list[Element]:
    """The figures themselves, where they have room; upon white in stacked bars, so that no pattern runs through them.

    Of lines only a single one is labelled: several would cross the labels of each other.
    """
    is_stacked = chart.chart is ChartKind.STACKED
    crowded = len(chart.series) * len(chart.categories) > _LABELLED
    if crowded or (chart.chart is ChartKind.LINE and len(chart.series) > 1):
        return []
    ground = [_c("spPr", _solid(_PAPER), _a("ln", _a("noFill")))] if is_stacked else []
    place = {ChartKind.STACKED: "ctr", ChartKind.BAR: "outEnd", ChartKind.LINE: "t"}[chart.chart]
    form = _c("numFmt", formatCode=_ZEROS_UNSAID if is_stacked else "General", sourceLinked=0)
    unsaid = ("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    said = dict.fromkeys(unsaid, 0) | {"showVal": 1}
    order = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    flags = [_c(name, val=said[name]) for name in order]
    return [_c("dLbls", form, *ground, _text(fonts, TypeSize.SMALL_FIVE), _c("dLblPos", val=place), *flags)]


def _axes(chart: Chart) -> list[Element]:
    lies = chart.horizontal and chart.chart is not ChartKind.LINE
    order = "maxMin" if lies else "minMax"  # from the top, as people read
    line = _c("spPr", _a("ln", _solid(_INK), w=_THIN))
    categories = _c(
        "catAx",
        _c("axId", val=_CATEGORY_AXIS),
        _c("scaling", _c("orientation", val=order)),
        _c("delete", val=0),
        _c("axPos", val="l" if lies else "b"),
        _c("numFmt", formatCode="General", sourceLinked=0),
        *_ticks("low"),
        line,
        _c("crossAx", val=_VALUE_AXIS),
        _c("crosses", val="autoZero"),
        _c("auto", val=0),
        _c("lblAlgn", val="ctr"),
        _c("lblOffset", val=100),
        _c("noMultiLvlLbl", val=1),
    )
    grid = _c("majorGridlines", _c("spPr", _a("ln", _solid(_GRID), w=_HAIR)))
    values = _c(
        "valAx",
        _c("axId", val=_VALUE_AXIS),
        _c("scaling", _c("orientation", val="minMax")),
        _c("delete", val=0),
        _c("axPos", val="b" if lies else "l"),
        grid,
        _c("numFmt", formatCode="General", sourceLinked=0),
        *_ticks("nextTo"),
        _c("spPr", _a("ln", _a("noFill"))),
        _c("crossAx", val=_CATEGORY_AXIS),
        _c("crosses", val="max" if lies else "autoZero"),
        _c("crossBetween", val="between"),
    )
    return [categories, values]


def _ticks(labels: str) -> list[Element]:
    marks = [_c("majorTickMark", val="none"), _c("minorTickMark", val="none")]
    return [*marks, _c("tickLblPos", val=labels)]


def _text(fonts: Fonts, size: TypeSize = TypeSize.FIVE) -> Element:
    """c:txPr: the body's face, black, small."""
    faces = [_a("latin", typeface=fonts.latin.name), _a("ea", typeface=fonts.of(Face.BODY).name)]
    run = _a("defRPr", _solid(_INK), *faces, sz=size.half_points * 50)
    return _c("txPr", _a("bodyPr"), _a("lstStyle"), _a("p", _a("pPr", run), _a("endParaRPr", lang="zh-CN")))


def _solid(colour: str) -> Element:
    return _a("solidFill", _a("srgbClr", val=colour))


def _said(name: str, text: str) -> Element:
    made = _c(name)
    made.text = text
    return made


def _c(name: str, /, *children: Element, **attributes: str | int) -> Element:
    return _made(C, name, children, attributes)


def _a(name: str, /, *children: Element, **attributes: str | int) -> Element:
    return _made(A, name, children, attributes)


def _made(space: str, name: str, children: Sequence[Element], attributes: dict[str, str | int]) -> Element:
    made = etree.Element(f"{{{space}}}{name}", {key: str(value) for key, value in attributes.items()}, _SPACES)
    made.extend(children)
    return made
