"""Rounds: the list, opening one, its board with each unit's state, closing and reopening."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liangxin.domains.progress import api as progress
from liangxin.domains.progress.errors import RoundNotFound
from liangxin.domains.progress.queries.reminding import chase_of
from liangxin.domains.progress.queries.rounds import (
    Proposal,
    ReturnLineCard,
    RoundLine,
    board_cards,
    board_rows,
    last_round,
    proposals,
    round_lines,
    rounds_listed,
    units_to_ask,
)
from liangxin.domains.progress.queries.upward import SummedLine, owed_above, regions_to_ask
from liangxin.domains.progress.rules.rounds import day_before, fits, last_ended
from liangxin.domains.progress.terms import DUE_USUALLY, Power, ReturnState, RoundKind, RoundState
from liangxin.domains.progress.web.reminding.wording import reminded_words
from liangxin.domains.progress.web.rounds.forms import known_ids, round_draft, typed_period
from liangxin.domains.progress.web.wording import amount
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import NotAllowed, OfficeRequest, power_label
from liangxin.foundation.ui.formats import period as period_words
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer
from liangxin.kernel.period import Period, PeriodUnreadable


def round_address(line: RoundLine) -> str:
    return reverse("progress:round", args=[line.public_id])


def return_address(card: ReturnLineCard) -> str:
    return reverse("progress:return", args=[card.public_id])


def answered_words(line: RoundLine) -> str:
    """How many of the units have answered, and been approved."""
    said = {"submitted": line.submitted, "units": line.units, "approved": line.approved}
    return gettext("已报 %(submitted)s/%(units)s，审定 %(approved)s") % said


def filled_words(card: ReturnLineCard) -> str:
    """How much is filled in, of how much."""
    return f"{card.filled}/{card.asked}"


def late_words(card: ReturnLineCard) -> str:
    """In time, late by so many working days, or how many are left."""
    if card.late:
        return ngettext("迟%(days)s个工作日", "迟%(days)s个工作日", card.late) % {"days": card.late}
    if card.submitted_at:
        return gettext("按时") if card.late == 0 else ""
    if card.is_open and card.days_left is not None:
        return ngettext("还有%(days)s个工作日", "还有%(days)s个工作日", card.days_left) % {"days": card.days_left}
    return ""


def own_words(card: ReturnLineCard) -> str:
    """How far a region's own round is."""
    if card.own_units is None:
        return ""
    said = {"approved": card.own_approved, "units": card.own_units}
    return gettext("本地单位审定 %(approved)s/%(units)s") % said


def past_words(card: ReturnLineCard) -> str:
    """How the unit did over the last rounds; never a rate without what it stands on."""
    past = card.past
    if past is None:
        return ""
    parts = []
    if past.punctuality is not None:
        said = {"percent": f"{past.punctuality:.0f}", "got": past.in_time, "of": past.timed}
        parts.append(gettext("按时 %(percent)s%%（%(got)s/%(of)s次）") % said)
    if past.completeness is not None:
        said = {"percent": f"{past.completeness:.0f}", "rounds": past.rounds}
        parts.append(gettext("填报率 %(percent)s%%（%(rounds)s次）") % said)
    if past.sent_back:
        parts.append(ngettext("退回%(count)s次", "退回%(count)s次", past.sent_back) % {"count": past.sent_back})
    return " · ".join(parts)


ROUNDS = ListScreen(
    name="progress-rounds",
    title=_("调度"),
    order="-due_on",
    columns=[
        Column("title", _("调度"), link=round_address, sort="title"),
        Column("kind", _("类别"), lambda line: gettext(line.kind.label), sort="kind"),
        Column("period", _("时期"), lambda line: period_words(line.period), sort="starts_on"),
        Column("due", _("报送期限"), "due_on", Show.DAY, sort="due_on"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("answered", _("报送情况"), answered_words),
        Column("region", _("所属区划"), "region_name", sort="region__path"),
    ],
    filters=[
        TextFilter("q", _("标题"), ("title",)),
        ChoiceFilter("state_is", _("状态"), "state", RoundState),
        ChoiceFilter("kind_is", _("类别"), "kind", RoundKind),
    ],
    empty=Empty(
        _("还没有调度"),
        _("调度按周、月、季向各单位收数：目标填数，任务报进展；各单位填什么由方案的责任单位带出。"),
        _("发起第一次调度"),
        "progress:round_new",
    ),
    cards=round_lines,
)
BOARD = ListScreen(
    name="progress-round",
    title=_("各单位报送"),
    order="unit__name",
    columns=[
        Column("unit", _("单位"), link=return_address, sort="unit__name"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("filled", _("已填"), filled_words),
        Column("late", _("是否按时"), late_words, missing=_("无法计算工作日")),
        Column("submitted_at", _("提交时间"), show=Show.MOMENT, sort="submitted_at", missing=_("还没有提交")),
        Column("sent_back", _("退回"), show=Show.NUMBER, unit=_("次"), sort="sent_back"),
        Column("past", _("近几次"), past_words, missing=_("还没有到期的调度")),
        Column("reminded", _("最近提醒"), reminded_words, missing=_("还没有提醒过")),
    ],
    filters=[
        TextFilter("q", _("单位"), ("unit__name", "unit__short_name")),
        ChoiceFilter("state_is", _("状态"), "state", ReturnState),
    ],
    empty=Empty(_("没有单位"), _("这次调度没有要填报的单位。")),
    cards=board_cards,
)


@dataclass(frozen=True, slots=True)
class Owed:
    """What the level above asks for: the return there, its round, who asks, by when."""

    public_id: UUID
    title: str
    asker: str
    due_on: date


@require_safe
def round_list(request: OfficeRequest) -> HttpResponseBase:
    """All rounds that the person sees, and those to open now."""
    today = timezone.localdate()
    found = [(each, new_address(each)) for each in proposals(request.actor, today)]
    may_open = bool(_places(request))
    return ROUNDS.respond(
        request, rounds_listed(request.actor), "progress/rounds/list.html", proposed=found, may_open=may_open
    )


def new_address(proposal: Proposal) -> str:
    query = {"region": proposal.region_code, "kind": proposal.kind.value, "period": str(proposal.period)}
    return f"{reverse('progress:round_new')}?{urlencode(query)}"


def _places(request: OfficeRequest) -> list[regions.RegionCard]:
    """The regions whose own office the person is."""
    holds = request.actor.paths(Power.DISPATCH)
    return [place for place in regions.regions_where(request.actor, Power.DISPATCH) if place.path in holds]


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: OfficeRequest) -> HttpResponse:
    """Open a round: its period, when it is due, whom it asks for what."""
    places, today = _places(request), timezone.localdate()
    if not places:
        raise NotAllowed(power=power_label(Power.DISPATCH))
    code = request.GET.get("region", places[0].code)
    place = next((one for one in places if one.code == code), None)
    if place is None:
        raise RoundNotFound

    def open_it(posted: QueryDict) -> str:
        made = progress.open_round(request.actor, place.code, round_draft(posted, today))
        messages.success(request, gettext("已发起，各单位的报送表已经建好。"))
        return reverse("progress:round", args=[made])

    def context() -> dict[str, Any]:
        units = units_to_ask(place.id)
        sent = set(known_ids(request.POST.getlist("units"))) if request.method == "POST" else None
        chosen = {one.public_id for one in units if one.is_proposed} if sent is None else sent
        below = regions_to_ask(place.id, place.code)
        asked = {one.code for one in below} if sent is None else set(request.POST.getlist("regions"))
        return {
            "place": place,
            "places": places,
            "kinds": [(kind.value, gettext(kind.label)) for kind in RoundKind],
            "units": [(one, one.public_id in chosen) for one in units],
            "regions": [(one, one.code in asked) for one in below],
            "owed": owed,
        }

    typed, owed = _first_typed(request, place.id, today)
    if request.method == "POST":
        typed |= {"asks_targets": "", "asks_tasks": ""}
    return answer(request, "progress/rounds/new.html", {"open": open_it}, typed=typed, context=context)


def _first_typed(request: OfficeRequest, region_id: int, on: date) -> tuple[dict[str, str], Owed | None]:
    """What the form begins with: the last period that is over, with the terms of the last round of the kind.

    Where the level above asks for the period, it is due the working day before that.
    """
    asked = request.GET.get("kind", "")
    kind = RoundKind.of(asked) if asked in set(RoundKind) else RoundKind.MONTHLY
    period, last = _period_asked(request, kind, on), last_round(region_id, kind)
    figures = kind is not RoundKind.WEEKLY and (last is None or last.asks_targets)
    typed = {
        "kind": kind.value,
        "period": str(period),
        "title": gettext("%(period)s调度") % {"period": period},
        "due": "days",
        "working_days": str((last.due_working_days if last else None) or DUE_USUALLY),
        "due_on": "",
        "asks_targets": "1" if figures else "",
        "asks_tasks": "1" if last is None or last.asks_tasks else "",
        "note": last.note if last else "",
    }
    above = owed_above(region_id, kind, period)
    if above is None:
        return typed, None
    typed |= {"due": "day", "due_on": max(on, day_before(above.round.due_on)).isoformat()}
    typed |= {
        "asks_targets": "1" if above.round.asks_targets else "",
        "asks_tasks": "1" if above.round.asks_tasks else "",
    }
    return typed, Owed(above.public_id, above.round.title, above.round.region.name, above.round.due_on)


def _period_asked(request: OfficeRequest, kind: RoundKind, on: date) -> Period:
    try:
        period = typed_period(request.GET["period"], kind, on) if "period" in request.GET else None
    except PeriodUnreadable:
        period = None
    return period if period is not None and fits(kind, period) else last_ended(kind, on)


@require_safe
def round_board(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """One round with how far each unit is."""
    page = progress.round_page(request.actor, public_id, timezone.localdate())
    counts = [(state, number) for state, number in page.counts.items() if number]
    places = [
        (one, return_address(one), filled_words(one), late_words(one), own_words(one), past_words(one))
        for one in page.regions
    ]
    summed = [(one, amount(one.value, one.unit), "、".join(one.missing), _parts(one)) for one in page.summed]
    rows = board_rows(request.actor, public_id)
    chase = chase_of(request.actor, public_id, timezone.now(), timezone.localdate())
    context = {"page": page, "counts": counts, "places": places, "summed": summed, "chase": chase}
    return BOARD.respond(request, rows, "progress/rounds/round.html", **context)


def _parts(line: SummedLine) -> str:
    return "；".join(f"{name} {amount(value, line.unit)}" for name, value in line.inside)


@require_POST
def round_close(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Close a round."""
    progress.close_round(request.actor, public_id)
    messages.success(request, gettext("调度已关闭。"))
    return HttpResponseRedirect(reverse("progress:round", args=[public_id]))


@require_POST
def round_reopen(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Open a closed round again."""
    progress.reopen_round(request.actor, public_id, request.POST.get("reason", ""))
    messages.success(request, gettext("调度已重新开放。"))
    return HttpResponseRedirect(reverse("progress:round", args=[public_id]))
