"""Questions to sales at tills: one for the till's system, lists for staff, keys of tills, why tills were refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet

from liangxin.domains.claims import errors
from liangxin.domains.claims.access.till import get_till, visible_keys, visible_sales, visible_tills
from liangxin.domains.claims.models import Claim, Notice, ShopHook, TillKey, TillRequest, TillSale
from liangxin.domains.claims.terms import Channel, ClaimState, NoticeKind, NoticeState, Power
from liangxin.domains.schemes.terms import Category
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money
from liangxin.kernel.refusal import Refusal

REFUSED_DAYS: Final = 7
NOTICES_SHOWN: Final = 50


def sale_said(merchant_id: int, number: str) -> dict[str, Any]:
    """A claim as its till's system is told of it. Raises ClaimUnknown."""
    row = (
        Claim.objects.filter(number=number, merchant=merchant_id, channel=Channel.TILL.value)
        .select_related("sale", "shop")
        .first()
    )
    if row is None:
        raise errors.ClaimUnknown(field="claim")
    sale = row.sale
    return {
        "claim": row.number,
        "state": row.state,
        "amount_fen": row.amount_fen,
        "price_fen": row.price_fen,
        "barcode": sale.barcode,
        "serial": sale.serial,
        "authorised_at": row.created_at.isoformat(timespec="seconds"),
        "lapses_at": sale.lapses_at.isoformat(timespec="seconds"),
        "captured_at": sale.captured_at.isoformat(timespec="seconds") if sale.captured_at else None,
        "ended_at": sale.ended_at.isoformat(timespec="seconds") if sale.ended_at else None,
        "sandbox": False,
    }


@dataclass(frozen=True, slots=True)
class SaleCard:
    """A sale as lists show it; nobody is named."""

    public_id: UUID
    number: str
    state: ClaimState
    shop: str
    merchant: str
    till: str
    category: Category
    price: Money
    amount: Money
    created_at: datetime
    region_name: str


def sales_listed(actor: Actor) -> QuerySet[TillSale]:
    """The rows of the list, for `sale_cards`."""
    return visible_sales(actor).select_related("claim__shop", "claim__merchant", "claim__region", "till")


def sale_cards(rows: Sequence[TillSale]) -> list[SaleCard]:
    """Cards of rows of `sales_listed`."""
    return [
        SaleCard(
            public_id=row.claim.public_id,
            number=row.claim.number,
            state=ClaimState.of(row.claim.state),
            shop=row.claim.shop.name if row.claim.shop else "",
            merchant=row.claim.merchant.name if row.claim.merchant else "",
            till=row.till.number,
            category=Category.of(row.claim.category),
            price=Money(row.claim.price_fen or 0),
            amount=Money(row.claim.amount_fen or 0),
            created_at=row.claim.created_at,
            region_name=row.claim.region.name,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Why:
    """How often tills were refused by one reason lately."""

    code: str
    sentence: str
    count: int


def refused_lately(actor: Actor, now: datetime) -> list[Why]:
    """Why tills of the own regions were refused in the last week, the most frequent first."""
    rows = TillRequest.objects.filter(
        till__in=visible_tills(actor), asked_at__gt=now - timedelta(days=REFUSED_DAYS)
    ).exclude(code="")
    counted = rows.values("code").annotate(n=Count("id")).order_by("-n", "code")
    return [Why(each["code"], _sentence(each["code"]), each["n"]) for each in counted]


def _sentence(code: str) -> str:
    """What a code says, with its places left open."""
    found = (getattr(errors, name) for name in errors.__all__)
    kind: type[Refusal] | None = next((one for one in found if one.code == code), None)
    return _OPEN.get(code) or (kind.sentence if kind and "%" not in kind.sentence else code)


_OPEN: Final = {
    "till.field_wrong": "字段填写有误。",
    "till.voucher_not_open": "资格券不能再用。",
    "till.voucher_run_out": "资格券已过期。",
    "till.goods_not_eligible": "商品不在目录内。",
    "till.category_differs": "商品与资格券的品类不同。",
    "till.shop_not_admitted": "门店没有准入。",
    "till.no_scheme_in_force": "没有适用的补贴政策。",
    "till.rules_refuse": "按规则不予补贴。",
    "till.rules_unsure": "缺少判定所需的信息。",
    "till.limit_reached": "达到每人的上限。",
    "till.nothing_left": "额度不足。",
    "till.number_taken": "号码已用于另一笔补贴。",
    "till.claim_not_fit": "申领的状态不符。",
    "till.price_differs": "开票金额与占用时不一致。",
}


@dataclass(frozen=True, slots=True)
class KeyCard:
    """A key without its secret."""

    public_id: UUID
    code: str
    is_sandbox: bool
    issued_at: datetime
    issued_by: str
    ends_at: datetime | None
    is_used: bool


@dataclass(frozen=True, slots=True)
class TillCard:
    """A till as the list of tills shows it."""

    public_id: UUID
    number: str
    shop: str
    merchant: str
    region_name: str
    active_from: date
    active_until: date | None
    key: str
    sandbox_key: str


def tills_listed(actor: Actor) -> QuerySet[Any]:
    """The rows of the list of tills, for `till_cards`."""
    return visible_tills(actor).select_related("shop__merchant", "shop__region")


def till_cards(rows: Sequence[Any]) -> list[TillCard]:
    """Cards of rows of `tills_listed`; their keys are fetched at once."""
    keys = TillKey.objects.filter(till__in=[row.pk for row in rows], ends_at__isnull=True)
    codes = {(key.till_id, key.is_sandbox): key.code for key in keys}
    return [
        TillCard(
            public_id=row.public_id,
            number=row.number,
            shop=row.shop.name,
            merchant=row.shop.merchant.name,
            region_name=row.shop.region.name,
            active_from=row.active_from,
            active_until=row.active_until,
            key=codes.get((row.pk, False), ""),
            sandbox_key=codes.get((row.pk, True), ""),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A notice with what became of it."""

    claim: str
    kind: NoticeKind
    state: NoticeState
    tries: int
    happened_at: datetime
    next_try_at: datetime
    sent_at: datetime | None
    error: str


@dataclass(frozen=True, slots=True)
class TillPage:
    """All that the page of one till shows."""

    card: TillCard
    shop_public_id: UUID
    merchant_public_id: UUID
    keys: tuple[KeyCard, ...]
    hook_url: str
    is_hook_on: bool
    notices: tuple[NoticeCard, ...]
    waiting: int
    may_edit: bool


def till_page(actor: Actor, public_id: UUID | str, now: datetime) -> TillPage:
    """One till with its keys and its shop's notices. Raises TillKeyNotFound."""
    till = get_till(actor, public_id)
    hook = ShopHook.objects.filter(shop=till.shop_id).first()
    keys = visible_keys(actor).filter(till=till.pk).select_related("issued_by")
    notices = Notice.objects.filter(hook__shop=till.shop_id)
    return TillPage(
        card=till_cards([till])[0],
        shop_public_id=till.shop.public_id,
        merchant_public_id=till.shop.merchant.public_id,
        keys=tuple(_key_cards(keys, now)),
        hook_url=hook.url if hook else "",
        is_hook_on=bool(hook and hook.is_on),
        notices=tuple(_notice(row) for row in notices.select_related("claim").order_by("-id")[:NOTICES_SHOWN]),
        waiting=notices.filter(state=NoticeState.WAITING.value).count(),
        may_edit=actor.may(Power.TILL, till.shop.region.path),
    )


def _key_cards(rows: Iterable[TillKey], now: datetime) -> list[KeyCard]:
    return [
        KeyCard(
            row.public_id, row.code, row.is_sandbox, row.issued_at, row.issued_by.name if row.issued_by else "",
            row.ends_at, row.ends_at is None or row.ends_at > now,
        )
        for row in rows
    ]  # fmt: skip


def _notice(row: Notice) -> NoticeCard:
    return NoticeCard(
        row.claim.number, NoticeKind.of(row.kind), NoticeState.of(row.state), row.tries, row.happened_at,
        row.next_try_at, row.sent_at, row.error,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Running:
    """A sale that money is still kept for."""

    number: str
    till_id: int
    shop_id: int
    merchant_id: int


def run_out(now: datetime, limit: int = 2_000) -> list[Running]:
    """Sales that were not captured in time, the longest ago first."""
    rows = TillSale.objects.filter(captured_at__isnull=True, ended_at__isnull=True, lapses_at__lte=now)
    found = rows.order_by("lapses_at", "id").values_list(
        "claim__number", "till_id", "claim__shop_id", "claim__merchant_id"
    )
    return [Running(*each) for each in found[:limit]]
