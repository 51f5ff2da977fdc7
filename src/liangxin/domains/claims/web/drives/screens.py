"""Drives: the list, a new one, one with its numbers by the hour and its decision; the vouchers behind the numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from liangxin.domains.claims.actions.drives import approve_drive, end_drive, propose_drive, refuse_drive
from liangxin.domains.claims.errors import DriveFieldWrong
from liangxin.domains.claims.queries.drives import (
    DriveCard,
    DrivePage,
    VoucherLine,
    drive_card,
    drive_cards,
    drive_page,
    drives_listed,
    voucher_lines,
    vouchers_listed,
)
from liangxin.domains.claims.rules.drives import DriveDraft
from liangxin.domains.claims.terms import DriveState, Power, VoucherState
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes.terms import Category
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.charts import BarChart, Series
from liangxin.foundation.ui.lists import ChoiceFilter, Column, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_term
from liangxin.foundation.ui.shell import Panel, PanelLine
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal


def _address(card: DriveCard) -> str:
    return reverse("claims:drive", args=[card.public_id])


def _person(card: VoucherLine) -> str:
    return card.person_page


DRIVES = ListScreen(
    name="drives",
    title=_("发放活动"),
    order="-opens_at",
    columns=[
        Column("name", _("名称"), link=_address, sort="name"),
        Column("what", _("品类"), "category", sort="category"),
        Column("region", _("区划"), "region_name", sort="region__path"),
        Column("standing", _("状态"), show=Show.STATE),
        Column("opens_at", _("开始"), show=Show.MOMENT, sort="opens_at"),
        Column("closes_at", _("结束"), show=Show.MOMENT, sort="closes_at"),
        Column("count", _("张数"), show=Show.NUMBER, sort="count", total="count"),
        Column("issued", _("已发"), show=Show.NUMBER, sort="issued", total="issued"),
        Column("used", _("已使用"), show=Show.NUMBER, sort="n_used", total="n_used"),
        Column("open", _("未使用"), show=Show.NUMBER, sort="n_open", total="n_open"),
        Column("lapsed", _("已过期"), show=Show.NUMBER, sort="n_lapsed", total="n_lapsed"),
        Column("waiting", _("排队"), show=Show.NUMBER, unit=_("人"), sort="n_waiting", total="n_waiting"),
    ],
    filters=[
        TextFilter("q", _("名称"), ("name",)),
        ChoiceFilter("category_is", _("品类"), "category", Category),
        ChoiceFilter("state_is", _("批准情况"), "state", DriveState),
    ],
    empty=Empty(
        _("还没有发放活动"),
        _("定好品类、张数和时间，另一人批准后，居民按先后排队领券。"),
        _("编制发放活动"),
        "claims:drive_new",
    ),
    cards=lambda rows: drive_cards(rows, timezone.now()),
)
VOUCHERS = ListScreen(
    name="vouchers",
    title=_("资格券"),
    order="-issued_at",
    columns=[
        Column("code", _("券码")),
        Column("person", _("持有人"), link=_person, missing=_("没有查看个人与企业的权限")),
        Column("what", _("品类"), sort="category"),
        Column("from_drive", _("发放活动"), "drive", sort="drive__name"),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("issued_at", _("发放时间"), show=Show.MOMENT, sort="issued_at"),
        Column("expires_at", _("有效期至"), show=Show.MOMENT, sort="expires_at"),
        Column("claim", _("申领"), missing=_("没有使用")),
    ],
    filters=[
        TextFilter("drive", _("发放活动"), ("drive__name",)),
        ChoiceFilter("state_is", _("状态"), "state", VoucherState),
        ChoiceFilter("category_is", _("品类"), "category", Category),
    ],
    empty=Empty(_("没有资格券"), _("发放活动开始以后，发出的券在这里。")),
)


@require_safe
def drive_list(request: OfficeRequest) -> HttpResponseBase:
    """Drives of own regions and below."""
    request.actor.require(Power.READ)
    may_propose = request.actor.may(Power.DRIVE_PROPOSE)
    return DRIVES.respond(request, drives_listed(request.actor), "claims/drives/list.html", may_propose=may_propose)


@require_safe
def voucher_list(request: OfficeRequest) -> HttpResponseBase:
    """Vouchers of these drives, codes and persons masked."""
    actor = request.actor
    actor.require(Power.READ)
    screen = replace(VOUCHERS, cards=lambda rows: voucher_lines(actor, rows, timezone.now()))
    return screen.respond(request, vouchers_listed(actor))


@require_http_methods(["GET", "HEAD", "POST"])
def new_drive(request: OfficeRequest) -> HttpResponse:
    """Propose a drive, to be approved by somebody else."""
    actor, now = request.actor, timezone.localtime()
    actor.require(Power.DRIVE_PROPOSE)

    def propose(posted: QueryDict) -> str:
        public_id = propose_drive(actor, posted.get("region", ""), _draft(posted), at=timezone.now())
        messages.success(request, gettext("已提出，待另一人批准。"))
        return reverse("claims:drive", args=[public_id])

    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.DRIVE_PROPOSE)]
    opens = (now + timedelta(days=1)).replace(hour=9, minute=0)
    typed = {
        "region": places[0][0] if places else "",
        "name": "",
        "category": "",
        "count": "",
        "each": "",
        "opens_at": f"{opens:%Y-%m-%dT%H:%M}",
        "closes_at": f"{opens + timedelta(days=7):%Y-%m-%dT%H:%M}",
        "per_minute": "",
        "valid_days": "15",
    }
    categories = [(value, gettext(label)) for value, label in Category.choices()]
    return answer(
        request,
        "claims/drives/new.html",
        {"propose": propose},
        typed=typed,
        context=lambda: {"places": places, "categories": categories},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def drive(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One drive: what is out, used and waiting, whether budgets cover it, and its decision."""
    actor, at = request.actor, timezone.now()
    actor.require(Power.READ)
    page = drive_page(actor, public_id, at=at)
    here = _address(page.card)

    def approve(posted: QueryDict) -> str:
        approve_drive(actor, public_id, reason=posted.get("reason", ""), at=at)
        messages.success(request, gettext("已批准，到时间自动开始。"))
        return here

    def refuse(posted: QueryDict) -> str:
        refuse_drive(actor, public_id, reason=posted.get("refused", ""), at=at)
        messages.success(request, gettext("已退回。"))
        return here

    def end(posted: QueryDict) -> str:
        end_drive(actor, public_id, reason=posted.get("ended", ""), at=at)
        messages.success(request, gettext("已提前结束。已经发出的券仍然有效。"))
        return here

    return answer(
        request,
        "claims/drives/drive.html",
        {"approve": approve, "refuse": refuse, "end": end},
        typed={"reason": "", "refused": "", "ended": ""},
        context=lambda: {"page": page, "card": page.card, "chart": _chart(page), "at": at},
    )


@require_safe
def drive_now(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The part of a drive's page that changes while it runs."""
    request.actor.require(Power.READ)
    at = timezone.now()
    return render(request, "claims/drives/now.html", {"card": drive_card(request.actor, public_id, at=at), "at": at})


def home_panel(request: OfficeRequest) -> Panel | None:
    """Drives that wait for this person's approval."""
    if not request.actor.may(Power.DRIVE_APPROVE):
        return None
    rows = drives_listed(request.actor).filter(state=DriveState.PROPOSED.value)
    waiting = drive_cards(
        list(rows.exclude(proposed_by=request.actor.account_id).order_by("opens_at")[:5]), timezone.now()
    )
    if not waiting:
        return None
    return Panel(_("待批准的发放活动"), [PanelLine(card.name, _address(card)) for card in waiting], order=45)


def _chart(page: DrivePage) -> BarChart:
    """The vouchers that went out by the hour or the day, by what they are now; who came stands in the table."""
    form = "%m-%d" if page.by_days else "%m-%d %H:00"
    rows = (
        (_("已使用"), "good", [hour.used for hour in page.hours]),
        (_("未使用"), "going", [hour.open for hour in page.hours]),
        (_("已过期"), "off", [hour.lapsed for hour in page.hours]),
        (_("已取消"), "wait", [hour.cancelled for hour in page.hours]),
    )
    return BarChart(
        title=_("每日发放") if page.by_days else _("每小时发放"),
        head=_("日期") if page.by_days else _("时段"),
        categories=[timezone.localtime(hour.starts).strftime(form) for hour in page.hours],
        series=[Series(name, tone, values) for name, tone, values in rows] if page.hours else [],
        unit=_("张"),
        missing=_("没有"),
        note=gettext("按发放时间列，颜色是这些券现在的情况；新来排队的人数见数据表。"),
        beside=[(_("新来排队（人）"), [str(hour.arrived) for hour in page.hours])],
    )


def _draft(posted: QueryDict) -> DriveDraft:
    category = typed_term(posted, "category", Category, _("品类"))
    per_minute = _number(posted, "per_minute", gettext("每分钟发放")) if posted.get("per_minute", "").strip() else None
    return DriveDraft(
        name=posted.get("name", "").strip(),
        family=category.family.value,
        category=category.value,
        count=_number(posted, "count", gettext("张数")),
        each_fen=_money(posted),
        opens_at=_moment(posted, "opens_at", gettext("开始时间")),
        closes_at=_moment(posted, "closes_at", gettext("结束时间")),
        per_minute=per_minute,
        valid_days=_number(posted, "valid_days", gettext("有效天数")),
    )


def _number(posted: QueryDict, name: str, label: Any) -> int:
    text = posted.get(name, "").strip()
    if not text.isdecimal() or len(text) > 7:
        raise DriveFieldWrong(field=name, label=label, words=gettext("要填一个整数。"))
    return int(text)


def _money(posted: QueryDict) -> int:
    text = posted.get("each", "").strip()
    try:
        return Money.read(text if text[-1:] in "元万亿" else f"{text}元").fen
    except Refusal as refusal:
        refusal.field = "each"
        raise


def _moment(posted: QueryDict, name: str, label: Any) -> datetime:
    try:
        return timezone.make_aware(datetime.fromisoformat(posted.get(name, "").strip()))
    except ValueError as error:
        raise DriveFieldWrong(field=name, label=label, words=gettext("要填日期和时间。")) from error
