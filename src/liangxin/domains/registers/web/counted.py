"""The records behind a figure: of all registers of a type in a region, those that counted in a period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from liangxin.domains.indicators import api as indicators
from liangxin.domains.regions import api as regions
from liangxin.domains.registers.errors import MeasureNotFound
from liangxin.domains.registers.queries.counting import Counting, countings, records_counted
from liangxin.domains.registers.queries.links import counted_address
from liangxin.domains.registers.queries.records import CountedCard, counted_cards
from liangxin.domains.registers.terms import FeedHow
from liangxin.domains.registers.web.filters import WordsFilter
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.lists import Column, Empty, ListScreen, Show
from liangxin.kernel.period import Period


def _record_address(card: CountedCard) -> str:
    return reverse("registers:record", args=[card.record.public_id])


def _register_address(card: CountedCard) -> str:
    return reverse("registers:page", args=[card.register_id])


def _screen(one: Counting) -> ListScreen:
    is_sum = one.spec.feed is not None and one.spec.feed.how is FeedHow.SUM
    amount = Column("figure", _("计入"), show=Show.NUMBER, unit=one.spec.fed_unit, sort="figure", total="figure")
    return ListScreen(
        name="counted",
        title=one.spec.name,
        order="counted_on",
        columns=[
            Column("record", _("记录"), "record__name", sort="shown_key", link=_record_address),
            Column("counted_on", _("计入日期"), show=Show.DAY, sort="counted_on"),
            *([amount] if is_sum else []),
            Column("evidence", _("佐证"), "record__evidence", show=Show.NUMBER, sort="files"),
            Column("stage", _("现在阶段"), "record__stage_label", show=Show.STATE),
            Column("register", _("台账"), "register_title", sort="register__title", link=_register_address),
            Column("unit_name", _("填报单位"), sort="register__unit__name"),
            Column("region", _("所属区划"), "region_name", sort="register__region__path"),
        ],
        filters=[WordsFilter("q", _("任意文字"))],
        empty=Empty(_("这段时间没有计入的记录"), _("记录到达计入阶段后，从到达那一天起列在这里。")),
        cards=counted_cards,
    )


@require_safe
def counted_list(request: OfficeRequest) -> HttpResponseBase:
    """`?measure=&region=&since=&until=` as the figure says; `below=1` with the regions below."""
    asked = request.GET.get("measure", "")
    one = countings(timezone.localdate(), [asked]).get(asked)
    if one is None:
        raise MeasureNotFound
    region = regions.region_seen(request.actor, request.GET.get("region", ""))
    period, below = _period(request), request.GET.get("below") == "1"
    rows = records_counted(request.actor, one, region.path, period, below=below)
    name = indicators.names_of([one.indicator]).get(one.indicator, "")
    about: dict[str, Any] = {"counting": one, "region": region, "period": period, "below": below, "indicator": name}
    places = {"own": _address(one, region.code, period), "below": f"{_address(one, region.code, period)}&below=1"}
    return _screen(one).respond(request, rows, "registers/counted.html", **about, places=places)


def _address(one: Counting, region_code: str, period: Period) -> str:
    return counted_address(one.measure, region_code, period)


def _period(request: OfficeRequest) -> Period:
    """The days asked for; an address without readable days asks for this year."""
    today = timezone.localdate()
    try:
        first, last = (date.fromisoformat(request.GET.get(name, "")) for name in ("since", "until"))
        return Period(first, last + timedelta(days=1))
    except (ValueError, OverflowError):
        return Period.year(today.year)
