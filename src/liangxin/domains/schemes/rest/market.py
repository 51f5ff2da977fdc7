"""Schemes for other programmes: eligible goods by barcode, admitted merchants, shops, events. Reading only.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from liangxin.domains.schemes.queries.events import events_listed
from liangxin.domains.schemes.queries.goods import goods_listed
from liangxin.domains.schemes.queries.merchants import merchant_page, merchants_listed
from liangxin.domains.schemes.terms import Category, EventKind, GoodsState, MerchantState

router = Router(tags=["schemes"])


class GoodsOut(Schema):
    """Goods of a list; the price is that of today, in fen, null where none is known."""

    public_id: UUID
    region_name: str
    barcode: str
    category: Category
    brand: str
    model: str
    grade: int | None
    grade_kind: str
    standard: str
    state: GoodsState
    listed_since: date | None
    list_price_fen: int | None

    @staticmethod
    def resolve_region_name(row: Any) -> str:
        return str(row.region.name)

    @staticmethod
    def resolve_list_price_fen(row: Any) -> int | None:
        return None if row.price_now is None else int(row.price_now.fen)


class MerchantOut(Schema):
    """A merchant as it stands today; `admitted_until` is not included."""

    public_id: UUID
    region_name: str
    name: str
    uscc: str
    state: MerchantState
    categories: list[str]
    admitted_from: date
    admitted_until: date | None

    @staticmethod
    def resolve_region_name(row: Any) -> str:
        return str(row.region.name)

    @staticmethod
    def resolve_state(row: Any) -> str:
        return str(row.state_now)


class TillOut(Schema):
    """A till; `active_until` is not included."""

    number: str
    active_from: date
    active_until: date | None


class ShopOut(Schema):
    """A shop of a merchant with its tills."""

    public_id: UUID
    name: str
    address: str
    phone: str
    region_name: str
    lng: float | None
    lat: float | None
    categories: list[Category]
    takes_old: bool | None
    opened_on: date | None
    closed_on: date | None
    tills: list[TillOut]


class EventOut(Schema):
    """A promotion event; figures are null where nothing was counted."""

    public_id: UUID
    kind: EventKind
    name: str
    first_day: date
    last_day: date
    place: str
    state: str
    visitors: int | None
    turnover_fen: int | None

    @staticmethod
    def resolve_state(row: Any) -> str:
        return str(row.state_now)

    @staticmethod
    def resolve_visitors(row: Any) -> int | None:
        return None if row.told_visitors is None else int(row.told_visitors)

    @staticmethod
    def resolve_turnover_fen(row: Any) -> int | None:
        return None if row.told_turnover is None else int(row.told_turnover.fen)


class GoodsFilter(Schema):
    """What narrows the list of goods."""

    barcode: str = ""
    category: Category | None = None
    state: GoodsState | None = None


class MerchantFilter(Schema):
    """What narrows the list of merchants."""

    uscc: str = ""
    state: MerchantState | None = None
    category: Category | None = None


@router.get("/goods", response=list[GoodsOut])
@paginate(LimitOffsetPagination)
def list_goods(request: HttpRequest, wanted: Query[GoodsFilter]) -> Any:
    """Goods that the caller sees, those of the lists above too."""
    rows = goods_listed(request.actor, timezone.localdate())  # type: ignore[attr-defined]  # set by the accounts' middleware
    if wanted.barcode:
        rows = rows.filter(barcode=wanted.barcode)
    if wanted.category:
        rows = rows.filter(category=wanted.category.value)
    if wanted.state:
        rows = rows.filter(state=wanted.state.value)
    return rows.order_by("category", "brand", "model", "id")


@router.get("/merchants", response=list[MerchantOut])
@paginate(LimitOffsetPagination)
def list_merchants(request: HttpRequest, wanted: Query[MerchantFilter]) -> Any:
    """Merchants that the caller sees, by name."""
    rows = merchants_listed(request.actor, timezone.localdate())  # type: ignore[attr-defined]  # set by the accounts' middleware
    if wanted.uscc:
        rows = rows.filter(uscc=wanted.uscc)
    if wanted.state:
        rows = rows.filter(state_now=wanted.state.value)
    if wanted.category:
        rows = rows.filter(categories__contains=[wanted.category.value])
    return rows.order_by("name", "id")


@router.get("/merchants/{uuid:public_id}/shops", response=list[ShopOut])
def list_shops(request: HttpRequest, public_id: UUID) -> Any:
    """The shops of a merchant that the caller sees; 404 otherwise."""
    return merchant_page(request.actor, public_id, timezone.localdate()).shops  # type: ignore[attr-defined]  # set by the accounts' middleware


@router.get("/events", response=list[EventOut])
@paginate(LimitOffsetPagination)
def list_events(request: HttpRequest) -> Any:
    """Promotion events that the caller sees, the latest first."""
    rows = events_listed(request.actor, timezone.localdate())  # type: ignore[attr-defined]  # set by the accounts' middleware
    return rows.order_by("-first_day", "id")
