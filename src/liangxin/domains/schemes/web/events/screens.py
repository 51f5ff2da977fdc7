"""Screens of promotion events: the list, a new one, one with its merchants and results."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.errors import EventFigureWrong
from liangxin.domains.schemes.queries.events import (
    EventCard,
    EventPage,
    event_cards,
    event_page,
    events_listed,
    events_named,
    result_file,
)
from liangxin.domains.schemes.terms import EventKind, EventState, Family, Power
from liangxin.domains.schemes.web.merchants.filters import region_wanted
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.files.api import file_response
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_day, typed_term
from liangxin.foundation.ui.shell import Found
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal


def _address(card: EventCard) -> str:
    return reverse("schemes:event", args=[card.public_id])


_UNSAID = _("没有统计或还没有登记")
EVENTS = ListScreen(
    name="events",
    title=_("促消费活动"),
    order="-first_day",
    columns=[
        Column("name", _("活动"), link=_address, sort="name"),
        Column("kind", _("类别"), sort="kind", show=Show.SHORT),
        Column("state", _("状态"), show=Show.STATE, sort="state_now"),
        Column("first_day", _("开始"), show=Show.DAY, sort="first_day"),
        Column("last_day", _("结束"), show=Show.DAY, sort="last_day"),
        Column("place", _("地点"), sort="place"),
        Column("organiser", _("主办"), missing=_("没有登记")),
        Column("merchants", _("参加商户"), show=Show.NUMBER, unit=_("家"), sort="taking_part"),
        Column("visitors", _("人次"), show=Show.NUMBER, sort="told_visitors", total="told_visitors", missing=_UNSAID),
        Column(
            "turnover", _("销售额"), show=Show.MONEY_WAN, sort="told_turnover", total="told_turnover", missing=_UNSAID
        ),
        Column("claims", _("补贴单数"), show=Show.NUMBER, sort="told_claims", total="told_claims", missing=_UNSAID),
    ],
    filters=[
        TextFilter("q", _("名称或地点"), ("name", "place")),
        ChoiceFilter("kind_is", _("类别"), "kind", EventKind),
        ChoiceFilter("state_is", _("状态"), "state_now", EventState),
        DateRangeFilter("ended", _("结束日期"), "last_day"),
    ],
    empty=Empty(
        _("还没有促消费活动"),
        _("展销、下乡、家电消费节都在这里登记；办完登记结果和佐证，就计入方案里“举办活动多少场”的目标。"),
        _("登记活动"),
        "schemes:event_new",
    ),
    cards=event_cards,
)


@require_safe
def event_list(request: OfficeRequest) -> HttpResponseBase:
    """The events of own regions and below; `?region=` narrows to one."""
    actor = request.actor
    actor.require(Power.READ)
    rows = events_listed(actor, timezone.localdate())
    region = region_wanted(request, actor)
    if region is not None:
        rows = rows.filter(region__path__startswith=region.path)
    return EVENTS.respond(request, rows, "schemes/events/list.html", may_enter=actor.may(Power.EVENT_EDIT))


def _number(posted: QueryDict, name: str, label: Any) -> int | None:
    text = posted.get(name, "").strip().replace(",", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise EventFigureWrong(field=name, what=label)
    return int(text)


def _money(posted: QueryDict, name: str, label: Any) -> Money | None:
    text = posted.get(name, "").strip()
    if not text:
        return None
    try:
        money = Money.read(text if text[-1:] in "元万亿" else f"{text}万元")
    except Refusal as error:
        raise EventFigureWrong(field=name, what=label) from error
    if money.fen < 0:
        raise EventFigureWrong(field=name, what=label)
    return money


def _draft(posted: QueryDict) -> schemes.EventDraft:
    known = {one.value for one in Family}
    return schemes.EventDraft(
        kind=typed_term(posted, "kind", EventKind, _("类别")),
        name=posted.get("name", ""),
        first_day=typed_day(posted, "first_day", _("开始日期")),
        last_day=typed_day(posted, "last_day", _("结束日期")),
        place=posted.get("place", ""),
        families=tuple(Family.of(one) for one in posted.getlist("families") if one in known),
        organiser=posted.get("organiser", ""),
        budget=_money(posted, "budget", _("预算")),
        expected_visitors=_number(posted, "expected_visitors", _("预计人次")),
        expected_turnover=_money(posted, "expected_turnover", _("预计销售额")),
    )


def _form(actor: Any, region_code: str) -> dict[str, Any]:
    units = regions.units_in(actor, region_code) if region_code else []
    return {
        "kinds": [(value, gettext(label)) for value, label in EventKind.choices()],
        "families": [(value, gettext(label)) for value, label in Family.choices()],
        "units": [(str(unit.public_id), unit.name) for unit in units if unit.heir_id is None],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new_event(request: OfficeRequest) -> HttpResponse:
    """Enter an event that is planned."""
    actor = request.actor
    actor.require(Power.EVENT_EDIT)
    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.EVENT_EDIT)]
    own = request.POST.get("region", "") or places[0][0]

    def enter(posted: QueryDict) -> str:
        unit = posted.get("unit") or None
        public_id = schemes.plan_event(actor, posted.get("region", ""), _draft(posted), unit=unit)
        messages.success(request, gettext("已登记。"))
        return reverse("schemes:event", args=[public_id])

    names = ("name", "place", "organiser", "budget", "expected_visitors", "expected_turnover", "unit")
    today = timezone.localdate().isoformat()
    typed = dict.fromkeys(names, "") | {"kind": "fair", "first_day": today, "last_day": today, "region": own}
    context = {"places": places, "page": None, "chosen": request.POST.getlist("families"), **_form(actor, own)}
    return answer(request, "schemes/events/form.html", {"enter": enter}, typed=typed, context=lambda: context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_event(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say anew what is planned."""
    actor = request.actor
    page = event_page(actor, public_id, timezone.localdate())
    place = regions.regions_by_id([page.card.region_id])[page.card.region_id]
    actor.require(Power.EVENT_EDIT, place.path)

    def change(posted: QueryDict) -> str:
        schemes.change_event(actor, public_id, _draft(posted), unit=posted.get("unit") or None)
        messages.success(request, gettext("已保存。"))
        return _address(page.card)

    chosen = request.POST.getlist("families") or [one.value for one in page.card.families]
    context = {"places": [], "page": page, "chosen": chosen, **_form(actor, place.code)}
    return answer(request, "schemes/events/form.html", {"change": change}, typed=_stands(page), context=lambda: context)


def _stands(page: EventPage) -> dict[str, str]:
    def wan(money: Money | None) -> str:
        return f"{money.in_wan().normalize():f}" if money is not None else ""

    card = page.card
    return {
        "kind": card.kind.value,
        "name": card.name,
        "first_day": card.first_day.isoformat(),
        "last_day": card.last_day.isoformat(),
        "place": card.place,
        "organiser": page.other_organiser,
        "unit": str(page.unit.public_id) if page.unit else "",
        "budget": wan(page.budget),
        "expected_visitors": "" if page.expected_visitors is None else str(page.expected_visitors),
        "expected_turnover": wan(page.expected_turnover),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def one_event(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One event: what is planned, who takes part, what came of it."""
    actor, today = request.actor, timezone.localdate()
    page = event_page(actor, public_id, today)
    there = _address(page.card)

    def take_part(posted: QueryDict) -> str:
        known = {str(one.public_id) for one in page.may_choose}
        chosen = [one for one in posted.getlist("merchants") if one in known]
        count = schemes.set_event_merchants(actor, public_id, chosen)
        messages.success(request, gettext("参加商户%(count)s家。") % {"count": count})
        return there

    def record(posted: QueryDict) -> str:
        sent = request.FILES.get("file")
        draft = schemes.ResultDraft(
            visitors=_number(posted, "visitors", _("参加人次")),
            orders=_number(posted, "orders", _("成交单数")),
            turnover=_money(posted, "turnover", _("销售额")),
            claims=_number(posted, "claims", _("享受补贴单数")),
            note=posted.get("note", ""),
        )
        proof = schemes.Proof(sent, sent.name or gettext("未命名")) if sent else None
        schemes.record_result(actor, public_id, draft, proof, on=today)
        messages.success(request, gettext("已登记结果。"))
        return there

    def cancel(posted: QueryDict) -> str:
        schemes.cancel_event(actor, public_id, posted.get("reason", ""))
        return there

    typed = dict.fromkeys(("visitors", "orders", "turnover", "claims", "note", "reason"), "")
    chosen = {one.public_id for one in page.merchants}
    context = {
        "page": page,
        "card": page.card,
        "choices": [(one, one.public_id in chosen) for one in page.may_choose],
        "has_begun": page.card.first_day <= today,
    }
    deeds = {"merchants": take_part, "result": record, "cancel": cancel}
    return answer(request, "schemes/events/page.html", deeds, typed=typed, context=lambda: context)


@require_safe
def proof(request: OfficeRequest, public_id: UUID, result_id: int) -> FileResponse:
    """The file that proves a result."""
    stored, name = result_file(request.actor, public_id, result_id)
    return file_response(stored, name, inline=True)


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Events whose name or place holds the words, for the search over everything."""
    if not request.actor.may(Power.READ):
        return []
    return [
        Found(_("促消费活动"), card.name, _address(card), gettext(card.state.label))
        for card in events_named(request.actor, words, timezone.localdate())
    ]
