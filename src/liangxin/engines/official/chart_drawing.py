"""Where a chart stands in the text: as wide as the type area, its caption and note under it, on one page."""

from __future__ import annotations

from liangxin.engines.official.characters import lines_of, one_line
from liangxin.engines.official.markup import WP, A, C, Element, R, element, put, w
from liangxin.engines.official.measures import millimetres
from liangxin.engines.official.paragraphs import paragraph, words
from liangxin.engines.official.records import HEIGHTS, Chart, ChartKind
from liangxin.engines.official.relations import Relations
from liangxin.engines.official.styles import CHART, FIGURE_CAPTION, NOTE, spacing

_EMU = 635  # English metric units a twip
_FIRST_NUMBER = 100  # of drawings; text boxes have those below
_UPRIGHT_HEIGHT, _LINE_HEIGHT = 75, 8  # millimetres of standing bars and of one lying bar
_FURNITURE = 18  # millimetres of axis and legend beside lying bars
_BEFORE, _AFTER = 80, 160  # twips between a chart and the text around it


def chart_elements(chart: Chart, area_width: int, relations: Relations) -> list[Element]:
    """The picture, its caption and its note, for a type area of that many twips."""
    relation = relations.of_chart(chart)
    height = millimetres(chart.height or _fitting(chart))
    picture = _inline(relation, len(relations.charts) + _FIRST_NUMBER, one_line(chart.caption), area_width, height)
    under = [*_caption(chart), *(paragraph(NOTE, [words(line)]) for line in lines_of(chart.note))]
    # An exact line would cut the picture.
    whole = w("spacing", before=_BEFORE, after=0 if under else _AFTER, line=240, lineRule="auto")
    written = [paragraph(CHART, [w("r", w("drawing", picture))], [whole]), *under]
    for one in written[:-1]:
        put(one, w("keepNext"))
    if under:
        style = NOTE if lines_of(chart.note) else FIGURE_CAPTION
        put(written[-1], spacing(style.line, style.before, _AFTER))
    return written


def _caption(chart: Chart) -> list[Element]:
    caption, unit = one_line(chart.caption), one_line(chart.unit)
    said = f"{caption}（单位：{unit}）" if caption and unit else caption or (f"单位：{unit}" if unit else "")
    return [paragraph(FIGURE_CAPTION, [words(said)])] if said else []


def _fitting(chart: Chart) -> float:
    """Millimetres that the categories of lying bars need; standing ones and lines have a height of their own."""
    if not chart.horizontal or chart.chart is ChartKind.LINE:
        return _UPRIGHT_HEIGHT
    bars = 1 if chart.chart is ChartKind.STACKED else (1 + len(chart.series)) / 2
    return min(HEIGHTS[1] - 20, max(45, _FURNITURE + _LINE_HEIGHT * bars * len(chart.categories)))


def _inline(relation: str, number: int, name: str, width: int, height: int) -> Element:
    shown = element(C, "chart")
    shown.set(f"{{{R}}}id", relation)
    return element(
        WP,
        "inline",
        element(WP, "extent", cx=width * _EMU, cy=height * _EMU),
        element(WP, "effectExtent", l=0, t=0, r=0, b=0),
        element(WP, "docPr", id=number, name=f"图{number - _FIRST_NUMBER}", descr=name),
        element(WP, "cNvGraphicFramePr"),
        element(A, "graphic", element(A, "graphicData", shown, uri=C)),
        **dict.fromkeys(("distT", "distB", "distL", "distR"), 0),
    )
