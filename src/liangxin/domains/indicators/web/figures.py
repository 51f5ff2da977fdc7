"""The figures of an indicator in a region: side by side, as a chart, by region below, and the story of one point."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.errors import YearUnlikely
from liangxin.domains.indicators.queries.figures import Cell, FiguresPage, Row, SeriesHead, figures_page, point_page
from liangxin.domains.indicators.rules.periods import period_said
from liangxin.domains.indicators.terms import Form, Origin, Power
from liangxin.domains.indicators.web.typed import typed_number
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.formats import day
from liangxin.foundation.ui.posted import answer, typed_day
from liangxin.kernel.period import Period
from liangxin.kernel.refusal import Refusal

YEARS_SHOWN = 3
_TYPED = ("year", "base_value", "source", "reason", "on", "note")


def figures_address(code: str, region_code: str) -> str:
    return reverse("indicators:figures", args=[code, region_code])


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: OfficeRequest, code: str, region: str) -> HttpResponse:
    """The figures of an indicator in one region; `?period=2025-06` chooses what is shown of the regions below."""
    actor, today = request.actor, timezone.localdate()
    since = date(today.year - YEARS_SHOWN + 1, 1, 1)
    page = figures_page(actor, code, region, since, _period_asked(request))

    def done() -> str:
        messages.success(request, gettext("已保存。"))
        return figures_address(code, region)

    def set_base(posted: QueryDict) -> str:
        year = posted.get("year", "").strip()
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise YearUnlikely(field="year", year=year[:10])
        value, said = typed_number(posted, "base_value"), (posted.get("source", ""), posted.get("reason", ""))
        indicators.set_base_value(actor, code, region, int(year), value, *said)
        return done()

    def declare(posted: QueryDict) -> str:
        indicators.declare_break(actor, code, region, typed_day(posted, "on", _("自哪天起")), posted.get("note", ""))
        return done()

    def take_back(posted: QueryDict) -> str:
        on = typed_day(posted, "on", _("自哪天起"))
        indicators.take_back_break(actor, code, region, on, posted.get("reason", ""))
        return done()

    def recompute(_posted: QueryDict) -> str:
        indicators.ask_refresh(actor, region, since)
        messages.success(request, gettext("已开始按记录重新计算，几分钟后刷新可见。"))
        return figures_address(code, region)

    deeds = {"set_base": set_base, "recompute": recompute, "declare": declare, "take_back": take_back}
    return answer(
        request,
        "indicators/figures.html",
        deeds,
        typed=dict.fromkeys(_TYPED, ""),
        context=lambda: _context(request, page),
    )


def _context(request: OfficeRequest, page: FiguresPage) -> dict[str, Any]:
    path, may_observe = page.region.path, request.actor.may(Power.OBSERVE, page.region.path)
    return {
        "page": page,
        "heads": [(head, head_name(head)) for head in page.heads],
        "rows": [_shown(page, row) for row in page.rows],
        "origins": list(Origin),
        "chart": chart_of(page),
        "asked": request.GET.get("period") or (f"{page.period.start:%Y-%m}" if page.period else ""),
        "break_days": [(f"{one.on:%Y-%m-%d}", f"{day(one.on)} {one.note}") for one in page.breaks],
        "above": [one for one in regions.regions_above(page.region) if request.actor.may(Power.READ, one.path)],
        "may_observe": may_observe,
        "may_report": may_observe or request.actor.may(Power.REPORT, path),
    }


class ShownCell(NamedTuple):
    """A cell with the address of its story; one rolled up while it is read has none."""

    cell: Cell
    url: str


class ShownRow(NamedTuple):
    row: Row
    cells: list[ShownCell]


def _shown(page: FiguresPage, row: Row) -> ShownRow:
    address = [page.card.code, page.region.code]
    day_asked = f"{row.period.start:%Y-%m-%d}"
    return ShownRow(
        row,
        [
            ShownCell(
                cell, reverse("indicators:point", args=[*address, head.public_id, day_asked]) if head.public_id else ""
            )
            for head, cell in zip(page.heads, row.cells, strict=True)
        ],
    )


def _period_asked(request: OfficeRequest) -> Period | None:
    text = request.GET.get("period", "")
    try:
        return period_said(text, "period") if text else None
    except Refusal as refusal:
        raise Http404 from refusal


def head_name(head: SeriesHead) -> str:
    """Origin, who or what tells it, and form: 单位填报 · 清岚县商务局 · 本年累计."""
    card = head.card
    teller = head.measure_name or card.measure_code or card.unit_name
    rolled = gettext("由下级汇总") if card.is_rolled_up else ""
    return " · ".join(part for part in (gettext(card.origin.label), teller, rolled, gettext(card.form.label)) if part)


def chart_of(page: FiguresPage) -> dict[str, Any] | None:
    """What the chart draws: the periods of months from left to right, one line a series, breaks as upright lines."""
    rows = [row for row in reversed(page.rows) if row.period.days < 32]
    if len(rows) < 2:
        return None
    names = [f"{row.period.start:%Y-%m}" for row in rows]
    lines = [
        {
            "name": head_name(head),
            "values": [_drawn(row.cells[place].flow) for row in rows],
            "origin": head.card.origin.value,
            "partial": [bool(one and one.got < one.expected) for one in (row.cells[place].point for row in rows)],
        }
        for place, head in enumerate(page.heads)
    ]
    days = [f"{one.on:%Y-%m}" for row in rows for one in row.breaks]
    on = [one.on for one in page.breaks]
    cuts = [
        place
        for place, (before, row) in enumerate(pairwise(rows), 1)
        if not indicators.comparable(before.period, row.period, on)
    ]
    return {
        "periods": names,
        "lines": lines,
        "breaks": days,
        "cuts": cuts,
        "unit": page.card.unit,
        "broken": gettext("口径调整"),
    }


def _drawn(value: Any) -> float | None:
    """A figure for the eye only: the table behind the chart has it exactly."""
    return None if value is None else float(value)


@require_safe
def point(request: OfficeRequest, code: str, region: str, public_id: UUID, starts: str) -> HttpResponse:
    """The revisions of one point: who, when, why, from what to what."""
    page = point_page(request.actor, code, region, public_id, starts)
    is_cumulative = page.head.card.form is Form.TO_DATE
    context = {"page": page, "name": head_name(page.head), "is_cumulative": is_cumulative}
    return render(request, "indicators/point.html", context)
