"""The workbook within a chart (word/embeddings/chart1.xlsx), which opens when somebody edits the chart's data."""

from __future__ import annotations

from lxml import etree

from liangxin.engines.official.characters import one_line
from liangxin.engines.official.markup import Element, R
from liangxin.engines.official.records import Chart
from liangxin.engines.official.zipped import content_types, packed, relations

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def cell(column: int, row: int) -> str:
    """The absolute address of a cell; charts have few columns.

    >>> cell(1, 2), cell(3, 10)
    ('$A$2', '$C$10')
    """
    return f"${chr(ord('A') + column - 1)}${row}"


def number(value: float) -> str:
    """A figure in the shortest form that means it.

    >>> number(3.0), number(64.8), number(-2)
    ('3', '64.8', '-2')
    """
    return str(int(value)) if value == int(value) and abs(value) < 10**15 else repr(float(value))


def chart_book(chart: Chart) -> bytes:
    """The workbook of a chart: categories down, a column a series. The same chart gives the same bytes."""
    return packed(
        {
            "[Content_Types].xml": content_types(
                {"/xl/workbook.xml": f"{_SHEET}.sheet.main+xml", "/xl/worksheets/sheet1.xml": f"{_SHEET}.worksheet+xml"}
            ),
            "_rels/.rels": relations(("rId1", f"{_OFFICE}/officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": _workbook(),
            "xl/_rels/workbook.xml.rels": relations(("rId1", f"{_OFFICE}/worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": _sheet(chart),
        }
    )


def _workbook() -> Element:
    sheet = _s("sheet", name="Sheet1", sheetId="1")
    sheet.set(f"{{{R}}}id", "rId1")
    return _s("workbook", _s("sheets", sheet))


def _sheet(chart: Chart) -> Element:
    head = _row(1, ["", *(series.name for series in chart.series)])
    rows = [
        _row(place, [category, *(series.values[place - 2] for series in chart.series)])
        for place, category in enumerate(chart.categories, 2)
    ]
    return _s("worksheet", _s("sheetData", head, *rows))


def _row(place: int, values: list[str | float | None]) -> Element:
    cells = [_cell(column, place, value) for column, value in enumerate(values, 1) if value not in (None, "")]
    return _s("row", *cells, r=str(place))


def _cell(column: int, row: int, value: str | float | None) -> Element:
    address = cell(column, row).replace("$", "")
    if isinstance(value, str):
        text = _s("t")
        text.text = one_line(value)
        return _s("c", _s("is", text), r=address, t="inlineStr")
    held = _s("v")
    held.text = "" if value is None else number(value)
    return _s("c", held, r=address)


def _s(name: str, /, *children: Element, **attributes: str) -> Element:
    made = etree.fromstring(f'<{name} xmlns="{_S}" xmlns:r="{R}"/>')
    made.attrib.update(list(attributes.items()))
    made.extend(children)
    return made
