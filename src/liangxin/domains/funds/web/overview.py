"""Where the money stands: what came, where it was placed, what went out, by source, budget and month."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from liangxin.domains.funds.queries import money
from liangxin.domains.funds.terms import AccountKind, Power
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.charts import BarChart, Series
from liangxin.foundation.ui.formats import grouped
from liangxin.foundation.ui.shell import Panel, PanelLine
from liangxin.kernel.money import FEN_PER_YUAN


@require_safe
def overview(request: OfficeRequest) -> HttpResponse:
    """The money of one region in one year."""
    actor, today = request.actor, timezone.localdate()
    actor.require(Power.READ)
    years = money.years_seen(actor) or [today.year]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else years[0]
    sources = [money.source_card(row) for row in money.sources_listed(actor).filter(year=year).order_by("pk")]
    places = _places(sources)
    code = request.GET.get("region", "")
    region_id = code if code in dict(places) else (places[0][0] if places else "")
    sources = [card for card in sources if str(card.region_id) == region_id]
    rows = money.budgets_listed(actor).filter(year=year, region_id=int(region_id or 0)).order_by("name")
    cards = [money.budget_card(row, today) for row in rows]
    budgets = [card for card in cards if card.kind is AccountKind.BUDGET]
    context = {
        "year": year,
        "years": years,
        "places": places,
        "region": region_id,
        "sources": sources,
        "all_sources": money.together(card.balance for card in sources),
        "budgets": budgets,
        "all_budgets": money.together(card.balance for card in budgets),
        "limits": [card for card in cards if card.kind is AccountKind.LIMIT],
        "chart": _by_month(year, money.by_month([card.id for card in budgets], year), today),
        "waiting": money.waiting_count(actor),
        "may_allot": actor.may(Power.ALLOT),
        "may_propose": actor.may(Power.PROPOSE),
    }
    return render(request, "funds/overview.html", context)


def _places(sources: list[money.SourceCard]) -> list[tuple[str, str]]:
    """The regions of which there is money, the lowest code of a path last: value and name."""
    cards = regions.regions_by_id({card.region_id for card in sources})
    ordered = sorted(cards.values(), key=lambda card: (-card.path.count("/"), card.path))
    return [(str(card.id), card.name) for card in ordered]


def _by_month(year: int, sums: dict[date, tuple[int, int]], today: date) -> BarChart:
    """What was taken month by month, with what was paid in the table; months to come are not drawn as nothing."""
    months = [date(year, month, 1) for month in range(1, 13)]
    known = [sums.get(month, (0, 0)) if month <= today else None for month in months]
    return BarChart(
        title=_("按月占用"),
        head=_("月份"),
        categories=[gettext("%(month)s月") % {"month": month.month} for month in months],
        series=[Series(_("占用"), "going", [_yuan(pair[0]) if pair else None for pair in known])] if sums else [],
        unit=_("元"),
        missing=_("还没有到这个月，或没有占用"),
        note=_("当月新占用减去释放；数据表中另有当月支付。"),
        beside=[(_("支付（元）"), [grouped(_yuan(pair[1])) if pair else "" for pair in known])],
    )


def _yuan(fen: int) -> int:
    return fen // FEN_PER_YUAN


def home_panel(request: OfficeRequest) -> Panel | None:
    """What waits for this person's decision."""
    count = money.waiting_count(request.actor)
    if not count:
        return None
    lines = [PanelLine(_("待确认的指标文和预算"), reverse("funds:overview"), count)]
    return Panel(_("资金"), lines, order=60)
