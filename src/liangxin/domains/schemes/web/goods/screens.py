"""Screens of eligible goods: the list, a new one, one with its prices."""

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
from liangxin.domains.schemes.errors import PriceWrong
from liangxin.domains.schemes.queries.goods import (
    GoodsCard,
    GoodsPage,
    goods_cards,
    goods_listed,
    goods_named,
    goods_page,
)
from liangxin.domains.schemes.queries.workbooks import write_goods_sheet
from liangxin.domains.schemes.rules.goods import GoodsDraft, PricePoint
from liangxin.domains.schemes.terms import Category, GoodsState, GradeKind, Power
from liangxin.foundation.accounts.api import OfficeRequest
from liangxin.foundation.ui.downloads import saved, written
from liangxin.foundation.ui.lists import ChoiceFilter, Column, DateRangeFilter, Empty, ListScreen, Show, TextFilter
from liangxin.foundation.ui.posted import answer, typed_day, typed_day_or_none, typed_term
from liangxin.foundation.ui.shell import Found
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal

MOST_SAVED = 20_000


def _address(card: GoodsCard) -> str:
    return reverse("schemes:goods_page", args=[card.public_id])


def grade_words(card: Any) -> str:
    """ "1级能效", with the standard that it is by; empty where there is none."""
    if card.grade is None:
        return ""
    words = gettext("%(grade)s级%(kind)s") % {"grade": card.grade, "kind": gettext(card.grade_kind.label)}
    return f"{words}（{card.standard}）"


def _grade(card: GoodsCard) -> str:
    words = grade_words(card)
    return words + gettext("（标准已被代替）") if words and card.is_outdated else words


def _rise(card: GoodsCard) -> str:
    return f"+{card.rise.percent}%" if card.rise else ""


GRADES = [(str(number), f"{number}级") for number in range(1, 6)]
GOODS = ListScreen(
    name="goods",
    title=_("补贴商品"),
    order="category",
    columns=[
        Column("category", _("品类"), sort="category"),
        Column("brand", _("品牌"), sort="brand"),
        Column("model", _("型号"), sort="model", link=_address, show=Show.SHORT),
        Column("barcode", _("商品条码"), sort="barcode", show=Show.SHORT),
        Column("grade", _("等级和依据标准"), _grade, sort="grade", missing=_("没有标识或未登记")),
        Column("price", _("标价"), show=Show.MONEY, sort="price_now", missing=_("没有登记标价")),
        Column("rise", _("近30天涨幅"), _rise, show=Show.AMOUNT, missing=_("没有上涨，或30天前没有标价")),
        Column("state", _("状态"), show=Show.STATE, sort="state"),
        Column("since", _("列入日期"), show=Show.DAY, sort="listed_since", missing=_("还没有列入")),
        Column("region_name", _("目录"), sort="region__name", show=Show.SHORT),
    ],
    filters=[
        TextFilter("q", _("条码、品牌或型号"), ("barcode", "brand", "model")),
        ChoiceFilter("category_is", _("品类"), "category", Category),
        ChoiceFilter("grade_is", _("等级"), "grade", GRADES),
        ChoiceFilter("state_is", _("状态"), "state", GoodsState),
        ChoiceFilter("raised", _("标价"), "is_raised", [("True", _("近30天上涨")), ("False", _("没有上涨"))]),
        DateRangeFilter("listed", _("列入日期"), "listed_since"),
    ],
    empty=Empty(
        _("还没有补贴商品"),
        _("下载模板填好上传，或逐件登记。收银核销时按商品条码查这份目录；上级目录里的商品在本地同样有效。"),
    ),
    cards=lambda rows: goods_cards(rows, timezone.localdate()),
)


@require_safe
def goods_list(request: OfficeRequest) -> HttpResponseBase:
    """The goods of own regions and those above; `?save=sheet` is what is shown in the columns of the template."""
    actor = request.actor
    actor.require(Power.READ)
    rows = goods_listed(actor, timezone.localdate())
    if request.GET.get("save") == "sheet":
        return _sheet([card for cards in GOODS.narrowed(request, rows) for card in cards][:MOST_SAVED])
    places = regions.regions_where(actor, Power.GOODS_EDIT, limit=1)
    return GOODS.respond(request, rows, "schemes/goods/list.html", places=places)


@require_safe
def goods_template(request: OfficeRequest) -> FileResponse:
    """The blank workbook."""
    request.actor.require(Power.GOODS_EDIT)
    return _sheet([])


def _sheet(cards: list[GoodsCard]) -> FileResponse:
    today = timezone.localdate()
    file, _nothing = written(lambda out: write_goods_sheet(out, cards))
    name = gettext("补贴商品_%(day)s.xlsx") % {"day": f"{today:%Y%m%d}"} if cards else gettext("补贴商品模板.xlsx")
    return saved(file, name)


def _draft(posted: QueryDict, barcode: str = "") -> GoodsDraft:
    grade = posted.get("grade", "").strip()
    return GoodsDraft(
        barcode=barcode or posted.get("barcode", ""),
        category=typed_term(posted, "category", Category, _("品类")),
        brand=posted.get("brand", ""),
        model=posted.get("model", ""),
        grade=int(grade) if grade in {"1", "2", "3", "4", "5"} else None,
        grade_kind=typed_term(posted, "grade_kind", GradeKind, _("等级种类")) if grade else None,
        standard=posted.get("standard", ""),
    )


def _price(posted: QueryDict) -> Money:
    try:
        return Money.read(posted.get("price", "").strip() + "元")
    except Refusal as error:
        raise PriceWrong(field="price") from error


def _choices() -> dict[str, Any]:
    return {
        "categories": [(value, gettext(label)) for value, label in Category.choices()],
        "kinds": [(value, gettext(label)) for value, label in GradeKind.choices()],
        "grades": GRADES,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def new_goods(request: OfficeRequest) -> HttpResponse:
    """Enter one thing by hand."""
    actor, today = request.actor, timezone.localdate()
    actor.require(Power.GOODS_EDIT)
    places = [(place.code, place.name) for place in regions.regions_where(actor, Power.GOODS_EDIT)]

    def enter(posted: QueryDict) -> str:
        prices: tuple[PricePoint, ...] = ()
        if posted.get("price", "").strip():
            prices = (PricePoint(_price(posted), None, posted.get("price_source", "").strip()),)
        draft = _draft(posted)
        since = typed_day_or_none(posted, "since", _("列入起始日"))
        full = GoodsDraft(
            draft.barcode, draft.category, draft.brand, draft.model, draft.grade, draft.grade_kind, draft.standard,
            prices, since,
        )  # fmt: skip
        public_id = schemes.add_goods(actor, posted.get("region", ""), full, on=today, lists=since is not None)
        messages.success(request, gettext("已登记。"))
        return reverse("schemes:goods_page", args=[public_id])

    typed = dict.fromkeys(("barcode", "category", "brand", "model", "grade", "standard", "price", "price_source"), "")
    typed |= {"grade_kind": "energy", "since": today.isoformat(), "region": places[0][0] if places else ""}
    context = {"places": places, "page": None, **_choices()}
    return answer(request, "schemes/goods/form.html", {"enter": enter}, typed=typed, context=lambda: context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_goods(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Say anew what goods are."""
    actor = request.actor
    page = goods_page(actor, public_id, timezone.localdate())
    card = page.card
    actor.require(Power.GOODS_EDIT, regions.regions_by_id([card.region_id])[card.region_id].path)

    def change(posted: QueryDict) -> str:
        schemes.change_goods(actor, public_id, _draft(posted, card.barcode), reason=posted.get("reason", ""))
        messages.success(request, gettext("已保存。"))
        return _address(card)

    typed = {
        "category": card.category.value,
        "brand": card.brand,
        "model": card.model,
        "grade": str(card.grade or ""),
        "grade_kind": card.grade_kind.value if card.grade_kind else "energy",
        "standard": card.standard,
        "reason": "",
    }
    context = {"page": page, "places": [], **_choices()}
    return answer(request, "schemes/goods/form.html", {"change": change}, typed=typed, context=lambda: context)


@require_http_methods(["GET", "HEAD", "POST"])
def one_goods(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """One thing: what it is, when it is listed, its prices as a chart and a table, its next step."""
    actor, today = request.actor, timezone.localdate()
    page = goods_page(actor, public_id, today)
    there = _address(page.card)

    def lists(posted: QueryDict) -> str:
        schemes.list_goods(actor, public_id, since=typed_day(posted, "since", _("列入起始日")))
        return there

    def delists(posted: QueryDict) -> str:
        day = typed_day(posted, "until", _("移出日期"))
        schemes.delist_goods(actor, public_id, until=day, reason=posted.get("reason", ""))
        return there

    def prices(posted: QueryDict) -> str:
        day = typed_day(posted, "from_day", _("起始日"))
        point = PricePoint(_price(posted), day, posted.get("price_source", "").strip())
        schemes.add_price(actor, public_id, point, on=today)
        return there

    def takes_back(posted: QueryDict) -> str:
        number = posted.get("price_id", "")
        price_id = int(number) if number.isdecimal() else 0
        schemes.take_back_price(actor, public_id, price_id, reason=posted.get("reason", ""))
        return there

    day = today.isoformat()
    typed = {"since": day, "until": day, "from_day": day, "price": "", "price_source": "", "reason": "", "price_id": ""}
    deeds = {"list": lists, "delist": delists, "price": prices, "take_back": takes_back}
    context = {"page": page, "card": page.card, "grade": grade_words(page.card), "chart": _chart(page)}
    return answer(request, "schemes/goods/page.html", deeds, typed=typed, context=lambda: context)


def _chart(page: GoodsPage) -> dict[str, Any] | None:
    """The prices that hold, by day, to today; events as upright lines."""
    points = sorted((one.from_day, one.price) for one in page.prices if one.holds)
    if not points:
        return None
    today = timezone.localdate()
    line = [[day.isoformat(), float(price.in_yuan())] for day, price in points]
    if points[-1][0] < today:
        line.append([today.isoformat(), line[-1][1]])
    return {
        "name": gettext("标价"),
        "unit": gettext("元"),
        "line": line,
        "marks": [[one.first_day.isoformat(), one.event] for one in page.rises],
    }


def found(request: OfficeRequest, words: str) -> list[Found]:
    """Goods whose brand, model or barcode holds the words, for the search over everything."""
    if not request.actor.may(Power.READ):
        return []
    return [
        Found(_("补贴商品"), card.name, _address(card), f"{gettext(card.category.label)} {card.barcode}")
        for card in goods_named(request.actor, words, timezone.localdate())
    ]
