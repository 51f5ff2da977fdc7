"""Lists of orders: all that the person sees, those of the own units, and what the program proposes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from liangxin.domains.progress.queries.supervision.orders import (
    OrderLine,
    counts_by_state,
    of_my_units,
    order_lines,
    orders_listed,
    overdue_count,
    units_supervised,
)
from liangxin.domains.progress.queries.supervision.proposals import ProposedOrder, proposed_orders
from liangxin.domains.progress.terms import OrderLevel, OrderSource, OrderState, OrderTiming, Power
from liangxin.domains.progress.web.supervision.wording import days_words, escalated_words, order_address
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor, NotAllowed, OfficeRequest, power_label
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter


def _units(request: HttpRequest) -> Iterable[tuple[str, str]]:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the accounts' middleware
    return units_supervised(orders_listed(actor, timezone.localdate()))


COLUMNS = (
    Column("title", _("督办"), link=order_address, sort="title"),
    Column("days_left", _("剩余"), days_words, sort="rank", missing=_("不等单位办理，或无法计算工作日")),
    Column("state", _("状态"), show=Show.STATE, sort="state"),
    Column("timing", _("期限情况"), show=Show.STATE, missing=_("没有下达或已撤销")),
    Column("lead", _("牵头单位"), sort="lead_unit__name"),
    Column("level", _("级别"), show=Show.STATE, sort="level"),
    Column("due_on", _("办理期限"), show=Show.DAY, sort="due_on", missing=_("下达时确定")),
    Column(
        "escalated", _("升级到"), lambda line: escalated_words(line.escalated), sort="escalated", missing=_("没有升级")
    ),
    Column("issued_on", _("下达"), show=Show.DAY, sort="issued_on", missing=_("还没有下达")),
    Column("closed_on", _("办结"), show=Show.DAY, sort="closed_on", missing=_("还没有办结")),
    Column("number", _("编号"), sort="serial", missing=_("下达时编号")),
    Column("source", _("来源"), sort="source"),
    Column("region", _("所属区划"), "region_name", sort="region__path"),
)
ORDERS = ListScreen(
    name="progress-orders",
    title=_("督办"),
    order="rank",
    columns=COLUMNS,
    filters=[
        TextFilter("q", _("标题或编号"), ("title", "number")),
        ChoiceFilter("state_is", _("状态"), "state", OrderState),
        ChoiceFilter("timing_is", _("期限情况"), "timing", OrderTiming),
        ChoiceFilter("unit", _("牵头单位"), "lead_unit", _units),
        ChoiceFilter("level_is", _("级别"), "level", OrderLevel),
        ChoiceFilter("source_is", _("来源"), "source", OrderSource),
        DateRangeFilter("issued", _("下达日期"), "issued_on"),
    ],
    empty=Empty(
        _("还没有督办"),
        _("目标滞后、任务受阻、报送逾期的，由专班办公室向牵头单位发督办，限期办理，逾期逐级升级。"),
    ),
    cards=order_lines,
)
MINE = ListScreen(
    name="progress-orders-mine",
    title=_("我单位的督办"),
    order="rank",
    columns=COLUMNS[:-1],
    filters=[
        TextFilter("q", _("标题或编号"), ("title", "number")),
        ChoiceFilter("state_is", _("状态"), "state", OrderState),
        ChoiceFilter("timing_is", _("期限情况"), "timing", OrderTiming),
        ChoiceFilter("level_is", _("级别"), "level", OrderLevel),
    ],
    empty=Empty(_("没有督办"), _("发给本单位牵头或配合办理的督办列在这里：先签收，再在期限前反馈。")),
    cards=order_lines,
)


def places_supervised(actor: Actor) -> list[regions.RegionCard]:
    """The regions whose own orders the person issues."""
    holds = actor.paths(Power.SUPERVISE)
    return [place for place in regions.regions_where(actor, Power.SUPERVISE) if place.path in holds]


@require_safe
def order_list(request: OfficeRequest) -> HttpResponseBase:
    """All orders that the person sees, with how many are in which state."""
    rows = orders_listed(request.actor, timezone.localdate())
    places = places_supervised(request.actor)
    context: dict[str, Any] = {
        "counts": counts_by_state(rows),
        "overdue": overdue_count(rows),
        "timing": OrderTiming.OVERDUE,
        "may_issue": bool(places),
        "place": places[0] if places else None,
        "proposed": len(proposed_orders(request.actor, timezone.localdate())) if places else 0,
    }
    return ORDERS.respond(request, rows, "progress/supervision/list.html", **context)


@require_safe
def my_orders(request: OfficeRequest) -> HttpResponseBase:
    """Orders that the person's own units lead or support."""
    today = timezone.localdate()
    rows = of_my_units(request.actor, orders_listed(request.actor, today), today)
    return MINE.respond(
        request, rows, "progress/supervision/list.html", counts=counts_by_state(rows), overdue=overdue_count(rows),
        timing=OrderTiming.OVERDUE, may_issue=False, proposed=0,
    )  # fmt: skip


def new_address(proposal: ProposedOrder) -> str:
    """The form of an order about what is proposed."""
    query = {"region": proposal.region_code, "about": proposal.subject.choice, "why": proposal.kind.value}
    return f"{reverse('progress:order_new')}?{urlencode(query)}"


@require_safe
def proposed(request: OfficeRequest) -> HttpResponse:
    """What the program proposes to chase, with the facts; nothing goes out by itself."""
    if not request.actor.may(Power.SUPERVISE):
        raise NotAllowed(power=power_label(Power.SUPERVISE))
    found = [(one, new_address(one)) for one in proposed_orders(request.actor, timezone.localdate())]
    return render(request, "progress/supervision/proposed.html", {"proposals": found})


def overdue_address() -> str:
    """The list of what is overdue."""
    return f"{reverse('progress:orders')}?timing_is={OrderTiming.OVERDUE.value}"


def order_words(line: OrderLine) -> str:
    """An order in a line: its number and title."""
    return f"{line.number} {line.title}".strip()
