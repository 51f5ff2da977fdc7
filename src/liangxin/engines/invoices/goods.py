"""Lines of goods on a page: what stands between the heads of columns and the row 合计."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from liangxin.engines.documents.page_lines import Glyph
from liangxin.engines.invoices import values
from liangxin.engines.invoices.label_table import SUM
from liangxin.engines.invoices.labels import Label
from liangxin.engines.invoices.near import Page
from liangxin.engines.invoices.structure import GoodsLine
from liangxin.engines.invoices.words import Run, box_of, rows_of, run_of, runs_of

_HEADS = ("name", "model", "unit", "count", "price", "amount", "rate", "tax")
_AMOUNT = re.compile(r"[¥￥]?-?\d[\d,]*\.\d{2}")
_RATE = re.compile(r"\d{1,2}(?:\.\d{1,2})?[%％]|免税|不征税|\*+")
MOST_LINES = 500

_Cells = dict[str, list[Run]]


def goods_lines(sheet: Page, page: int) -> list[GoodsLine]:
    """Lines from top to bottom; none where the heads of name and amount are not on the page."""
    heads = {label.field.removeprefix("goods_"): label for label in sheet.labels if label.field.startswith("goods_")}
    if not {"name", "amount"} <= heads.keys():
        return []
    top = max(label.box[3] for label in heads.values()) - sheet.em / 3
    end = min(
        (label.box[1] - sheet.em / 3 for label in sheet.labels if label.field in (SUM, "total") and label.box[1] > top),
        default=None,
    )
    if end is None:
        return []
    between = [glyph for glyph in sheet.free if top <= (glyph.top + glyph.bottom) / 2 < end]
    lines: list[_Cells] = []
    for row in rows_of(between):
        cells = _cells(row, heads)
        if "amount" in cells or not lines:
            lines.append(cells)
        else:
            for head, runs in cells.items():
                lines[-1].setdefault(head, []).extend(runs)
    found = [line for cells in lines[:MOST_LINES] if (line := _line(cells, page))]
    for glyphs in [[glyph for runs in cells.values() for run in runs for glyph in run.glyphs] for cells in lines]:
        used = set(glyphs)
        sheet.free = [glyph for glyph in sheet.free if glyph not in used]
    return found


def _cells(row: Sequence[Glyph], heads: dict[str, Label]) -> _Cells:
    cells: _Cells = {}
    for run in runs_of(row):
        for part in _parted(run):
            head = min(heads, key=lambda name: _distance(part, heads[name], name))
            cells.setdefault(head, []).append(part)
    return cells


def _parted(run: Run) -> list[Run]:
    """Amount and rate may stand without a gap: 2654.8713%."""
    match = re.fullmatch(r"(-?\d[\d,]*\.\d{2})(\d{1,2}%)(-?\d[\d,]*\.\d{2})?", run.text)
    if match is None:
        return [run]
    ends = [match.end(1), match.end(2), len(run.text)]
    starts = [0, *ends[:-1]]
    return [run_of(run.glyphs[start:end]) for start, end in zip(starts, ends, strict=True) if end > start]


def _distance(run: Run, label: Label, name: str) -> float:
    """How far print stands from a head: names begin under theirs, figures end under theirs."""
    left, _, right, _ = run.box
    if name in ("rate",) and not _RATE.fullmatch(run.text):
        return float("inf")
    if name in ("amount", "tax", "price", "count") and values.number(run.text) is None and run.text.strip("*"):
        return float("inf")
    if name in ("amount", "tax") and not _AMOUNT.fullmatch(run.text) and run.text.strip("*"):
        return float("inf")
    middle = abs((left + right) / 2 - (label.box[0] + label.box[2]) / 2)
    return min(middle, abs(left - label.box[0]), abs(right - label.box[2]))


def _line(cells: _Cells, page: int) -> GoodsLine | None:
    def text(head: str) -> str:
        return "".join(run.text for run in cells.get(head, ()))

    def decimal(head: str) -> Decimal | None:
        return values.number(text(head))

    def fen(head: str) -> int | None:
        written = values.yuan(text(head))
        return int(written) if written is not None else None

    name = values.name(text("name"))
    if not name or fen("amount") is None:
        return None
    left, top, right, bottom = box_of([glyph for runs in cells.values() for run in runs for glyph in run.glyphs])
    return GoodsLine(
        name=name,
        model=text("model") or None,
        unit=text("unit") or None,
        count=decimal("count"),
        price=decimal("price"),
        amount_fen=fen("amount"),
        tax_rate=values.rate(text("rate")),
        tax_fen=fen("tax"),
        where=f"第{page}页 ({left:.0f}, {top:.0f})–({right:.0f}, {bottom:.0f})",
    )
