"""Screens of admitted merchants: the list, one with its story, its shops and tills."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
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
from liangxin.domains.schemes.queries.merchant_sheets import write_merchants_sheet
from liangxin.domains.schemes.queries.merchants import (
    merchant_list_cards,
    merchant_page,
    merchants_listed,
)
from liangxin.domains.schemes.queries.standing import MerchantCard
from liangxin.domains.schemes.rules.shops import ShopDraft
from liangxin.domains.schemes.terms import Category as CategoryTerm
from liangxin.domains.schemes.terms import MerchantState, Power
from liangxin.domains.schemes.web.merchants.filters import (
    CategoryFilter,
    category_choices,
    category_words,
    chosen_categories,
    region_wanted,
)
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import saved, written
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import DayUnreadable, answer, typed_day, typed_day_or_none


def _address(card: MerchantCard) -> str:
    return reverse("schemes:merchant", args=[card.public_id])


def _until(card: MerchantCard) -> str:
    return card.admitted_until.isoformat() if card.admitted_until else ""


MERCHANTS = ListScreen(
    name="merchants",
    title=_("准入商户"),
    order="name",
    columns=[
        Column("name", _("企业名称"), sort="name", link=_address),
        Column("uscc", _("统一社会信用代码"), sort="uscc", show=Show.SHORT),
        Column("state", _("状态"), show=Show.STATE, sort="state_now"),
        Column("categories", _("准入品类"), lambda card: category_words(card.categories)),
        Column("admitted_from", _("准入日期"), show=Show.DAY, sort="admitted_from"),
        Column("admitted_until", _("到期日期（不含）"), show=Show.DAY, sort="admitted_until", missing=_("没有期限")),
        Column("shops", _("营业门店"), show=Show.NUMBER, unit=_("家")),
        Column("region_name", _("区划"), sort="region__name", show=Show.SHORT),
    ],
    filters=[
        TextFilter("q", _("名称、代码或门店"), ("name", "uscc", "shops__name")),
        ChoiceFilter("state_is", _("状态"), "state_now", MerchantState),
        CategoryFilter("category_is", _("品类"), "categories", CategoryTerm),
        DateRangeFilter("admitted", _("准入日期"), "admitted_from"),
    ],
    empty=Empty(
        _("还没有准入的商户"),
        _("商户在公众页面申请，或由专班代录；审核、批准各一人，批准后列在这里。已有名单可用工作簿登记。"),
        _("商户申请"),
        "schemes:applications",
    ),
    cards=lambda rows: merchant_list_cards(rows, timezone.localdate()),
)


@require_safe
def merchant_list(request: OfficeRequest) -> HttpResponseBase:
    """The merchants of own regions and below; `?region=&on=` are those admitted there on a day."""
    actor = request.actor
    actor.require(Power.READ)
    rows = merchants_listed(actor, _day_wanted(request))
    region = region_wanted(request, actor)
    if region is not None:
        rows = rows.filter(region__path__startswith=region.path)
        if request.GET.get("on"):
            rows = rows.filter(state_now=MerchantState.ADMITTED.value)
    if request.GET.get("q"):
        rows = rows.distinct()  # the words may be found in several shops of one
    places = regions.regions_where(actor, Power.MERCHANT_REVIEW, limit=1)
    return MERCHANTS.respond(request, rows, "schemes/merchants/list.html", places=places)


def _day_wanted(request: OfficeRequest) -> date:
    text = request.GET.get("on", "")
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as error:
        raise DayUnreadable(label=_("日期")) from error


@require_safe
def merchants_template(request: OfficeRequest) -> FileResponse:
    """The blank workbook of merchants and shops."""
    request.actor.require(Power.MERCHANT_REVIEW)
    file, _nothing = written(lambda out: write_merchants_sheet(out, []))
    return saved(file, gettext("商户和门店模板.xlsx"))


@require_http_methods(["GET", "HEAD", "POST"])
def one_merchant(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One merchant: how it stands, its story as a timeline, shops with tills, what may be done."""
    actor, today = request.actor, timezone.localdate()
    page = merchant_page(actor, public_id, today)
    there = _address(page.card)

    def suspend(posted: QueryDict) -> str:
        day, until = typed_day(posted, "from_day", _("自哪天起")), typed_day_or_none(posted, "until", _("到哪天为止"))
        schemes.suspend_merchant(actor, public_id, from_day=day, until=until, reason=posted.get("reason", ""))
        messages.success(request, gettext("已暂停，自%(day)s起的申领不予支持。") % {"day": day})
        return there

    def resume(posted: QueryDict) -> str:
        day = typed_day(posted, "from_day", _("自哪天起"))
        schemes.resume_merchant(actor, public_id, from_day=day, reason=posted.get("reason", ""))
        return there

    def withdraw(posted: QueryDict) -> str:
        day = typed_day(posted, "from_day", _("自哪天起"))
        schemes.withdraw_merchant(actor, public_id, from_day=day, reason=posted.get("reason", ""))
        return there

    def shop(posted: QueryDict) -> str:
        schemes.add_shop(actor, public_id, _shop(posted), on=today)
        return there

    def close(posted: QueryDict) -> str:
        day = typed_day(posted, "closed_on", _("关闭日期"))
        schemes.close_shop(actor, _id(posted), closed_on=day, reason=posted.get("reason", ""))
        return there

    def till(posted: QueryDict) -> str:
        day = typed_day(posted, "active_from", _("启用日期"))
        schemes.add_till(actor, _id(posted), posted.get("number", ""), active_from=day)
        return there

    def end(posted: QueryDict) -> str:
        schemes.end_till(actor, _id(posted), posted.get("number", ""), active_until=today)
        return there

    day = today.isoformat()
    typed = dict.fromkeys(("until", "reason", "name", "address", "phone", "lng", "lat", "number", "shop", "tills"), "")
    typed |= {"from_day": day, "closed_on": day, "active_from": day, "opened_on": day, "takes_old": "yes"}
    deeds = {"suspend": suspend, "resume": resume, "withdraw": withdraw, "shop": shop, "close": close, "till": till}
    context = {"page": page, "card": page.card, "categories": category_choices(), "today": today}
    return answer(
        request, "schemes/merchants/page.html", {**deeds, "end_till": end}, typed=typed, context=lambda: context
    )


def _id(posted: QueryDict) -> UUID | str:
    """The shop that a form is about; what is no id is nobody's shop."""
    try:
        return UUID(posted.get("shop", ""))
    except ValueError:
        return UUID(int=0)


def _shop(posted: QueryDict) -> ShopDraft:
    return ShopDraft(
        name=posted.get("name", ""),
        address=posted.get("address", ""),
        categories=chosen_categories(posted),
        takes_old=posted.get("takes_old") == "yes",
        phone=posted.get("phone", ""),
        lng=_degrees(posted.get("lng", "")),
        lat=_degrees(posted.get("lat", "")),
        opened_on=typed_day_or_none(posted, "opened_on", _("参加日期")),
        tills=tuple(posted.get("tills", "").replace("、", " ").replace("，", " ").replace(",", " ").split()),
    )


def _degrees(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip()) if text.strip() else None
    except InvalidOperation:
        return None
    return number.quantize(Decimal("0.000001")) if number is not None and abs(number) <= 180 else None
