"""A merchant's sales of a month and what has become of their money: for its people, its books and its system."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from liangxin.domains.claims.access.shops import ShopCard, get_merchant, get_shop, visible_merchants
from liangxin.domains.claims.errors import MonthUnknown
from liangxin.domains.claims.models import ShopAccount, TillSale
from liangxin.domains.claims.rules.shops import month_after, month_of, standing_of
from liangxin.domains.claims.terms import ClaimState, PayStanding, Power
from liangxin.domains.funds import api as funds
from liangxin.domains.schemes.terms import Category
from liangxin.foundation.accounts.api import Actor
from liangxin.kernel.money import Money

SHOWN: Final = 300  # sales on the page; the file has all
A_PAGE: Final = 500  # lines in one answer of the API
COLUMNS: Final = (
    "申领编号", "门店", "终端", "核销时间", "品类", "条码", "发票号码", "售价（元）", "补贴（元）", "状态",
    "结算批次", "付款编号", "送银行时间", "支付日期", "收款账号末四位", "说明",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program would run


@dataclass(frozen=True, slots=True)
class ShopLine:
    """A sale that was captured, and its money; nobody is named. The batch is the last one it was in."""

    number: str
    shop: str
    till: str
    captured_at: datetime
    category: Category
    barcode: str
    invoice: str
    price: Money
    amount: Money
    standing: PayStanding
    batch: str
    payment: str
    sent_at: datetime | None
    paid_on: date | None
    account_tail: str
    note: str


@dataclass(frozen=True, slots=True)
class ShopPage:
    """A month of a merchant: sums by how far the money is, of all its lines."""

    shop: ShopCard
    month: date
    before: date
    after: date | None
    sums: tuple[tuple[PayStanding, int, Money], ...]
    lines: tuple[ShopLine, ...]
    count: int


def shop_page(actor: Actor, month: str, standing: str, today: date) -> ShopPage:
    """What a merchant sees of a month, or of one standing in it. Raises NotAShop, MonthUnknown."""
    shop = get_shop(actor)
    first = month_of(month) if month else today.replace(day=1)
    lines = shop_lines(shop.merchant_id, first)
    by_standing = [(each, [line for line in lines if line.standing is each]) for each in PayStanding]
    sums = tuple((each, len(of), Money.total(line.amount for line in of)) for each, of in by_standing if of)
    wanted = [line for line in lines if not standing or line.standing == standing]
    after = month_after(first)
    return ShopPage(
        shop, first, month_after(first, -1), after if after <= today else None, sums, tuple(wanted[:SHOWN]), len(wanted)
    )


def shop_lines(merchant_id: int, month: date) -> list[ShopLine]:
    """All sales of a month by the day on which they were captured, the newest first."""
    return _lines(list(_captured(merchant_id, month)))


def _captured(merchant_id: int, month: date) -> QuerySet[TillSale]:
    zone = timezone.get_current_timezone()
    start, end = (datetime.combine(day, time(), zone) for day in (month, month_after(month)))
    rows = TillSale.objects.filter(claim__merchant=merchant_id, captured_at__gte=start, captured_at__lt=end)
    return rows.select_related("claim__shop", "till").order_by("-captured_at", "-pk")


def _lines(rows: Sequence[TillSale]) -> list[ShopLine]:
    payments = funds.payments_of("claims.claim", [str(row.claim.public_id) for row in rows])
    return [_line(row, payments.get(str(row.claim.public_id), ())) for row in rows]


def _line(row: TillSale, payments: Sequence[funds.SubjectPayment]) -> ShopLine:
    claim, last = row.claim, payments[0] if payments else None
    assert row.captured_at is not None  # noqa: S101 - for the type checker: only captured sales are asked for
    returned = last is not None and last.state is funds.PaymentState.RETURNED
    standing = standing_of(
        ClaimState.of(claim.state), is_sent=bool(last and last.sent_at and last.is_live), was_returned=returned
    )
    shown = last if last and (last.is_live or returned) else None
    return ShopLine(
        number=claim.number,
        shop=claim.shop.name if claim.shop else "",
        till=row.till.number,
        captured_at=row.captured_at,
        category=Category.of(claim.category),
        barcode=row.barcode,
        invoice=row.invoice,
        price=Money(claim.price_fen or 0),
        amount=Money(claim.amount_fen or 0),
        standing=standing,
        batch=shown.batch_number if shown else "",
        payment=shown.payment_number if shown else "",
        sent_at=shown.sent_at if shown else None,
        paid_on=shown.paid_on if shown and shown.is_live else None,
        account_tail=shown.account_tail if shown else "",
        note=shown.note if shown else "",
    )


def shop_file(actor: Actor, month: str) -> tuple[str, bytes]:
    """Name and content of a month's file for a merchant's books. Raises NotAShop, MonthUnknown."""
    shop, first = get_shop(actor), month_of(month)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(line) for line in shop_lines(shop.merchant_id, first))
    return f"补贴结算-{first:%Y-%m}.csv", b"\xef\xbb\xbf" + out.getvalue().encode()


def _cells(line: ShopLine) -> Iterator[str]:
    moments = (timezone.localtime(each).strftime("%Y-%m-%d %H:%M") if each else "" for each in _moments(line))
    captured, sent = moments
    cells = (
        line.number, line.shop, line.till, captured, line.category.label, line.barcode, line.invoice,
        f"{line.price.in_yuan():.2f}", f"{line.amount.in_yuan():.2f}", line.standing.label, line.batch, line.payment,
        sent, line.paid_on.isoformat() if line.paid_on else "", line.account_tail, line.note,
    )  # fmt: skip
    return (f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)


def _moments(line: ShopLine) -> tuple[datetime | None, datetime | None]:
    return line.captured_at, line.sent_at


def settlement_said(merchant_id: int, asked: str, today: date) -> dict[str, Any]:
    """The same lines for the shop's system: `asked` is empty, a month, or a month and a page. Raises MonthUnknown."""
    month, _, place = asked.partition("/")
    first = month_of(month) if month else today.replace(day=1)
    if place and not (place.isascii() and place.isdecimal() and 0 < len(place) < 5 and int(place)):
        raise MonthUnknown(field="month", text=asked[:20])
    number = int(place or 1)
    rows = _captured(merchant_id, first)
    count = rows.count()
    lines = _lines(list(rows[(number - 1) * A_PAGE : number * A_PAGE]))
    has_more = number * A_PAGE < count
    return {
        "month": f"{first:%Y-%m}",
        "count": count,
        "lines": [_told(line) for line in lines],
        "next": f"/till/v1/settlement/{first:%Y-%m}/{number + 1}" if has_more else None,
        "sandbox": False,
    }


def _told(line: ShopLine) -> Mapping[str, Any]:
    return {
        "claim": line.number,
        "shop": line.shop,
        "till": line.till,
        "captured_at": line.captured_at.isoformat(timespec="seconds"),
        "barcode": line.barcode,
        "invoice": line.invoice,
        "price_fen": line.price.fen,
        "amount_fen": line.amount.fen,
        "standing": line.standing.value,
        "batch": line.batch or None,
        "payment": line.payment or None,
        "sent_at": line.sent_at.isoformat(timespec="seconds") if line.sent_at else None,
        "paid_on": line.paid_on.isoformat() if line.paid_on else None,
        "note": line.note,
    }


@dataclass(frozen=True, slots=True)
class MerchantCard:
    """A merchant in the staff's list of accounts."""

    public_id: UUID
    name: str
    uscc: str
    region_name: str
    accounts: int


@dataclass(frozen=True, slots=True)
class ShopAccountCard:
    """An account of a merchant, for staff."""

    public_id: UUID
    username: str
    person: str
    opened_at: datetime
    closed_at: datetime | None
    last_login: datetime | None


@dataclass(frozen=True, slots=True)
class MerchantPage:
    """A merchant with its accounts."""

    card: MerchantCard
    accounts: tuple[ShopAccountCard, ...]
    may_edit: bool


def merchants_listed(actor: Actor) -> QuerySet[Any]:
    """The rows of the list, for `merchant_cards`."""
    return visible_merchants(actor).select_related("region")


def merchant_cards(rows: Sequence[Any]) -> list[MerchantCard]:
    """Cards of rows of `merchants_listed`, with how many accounts are in use; counted at once."""
    open_ones = ShopAccount.objects.filter(merchant__in=[row.pk for row in rows], closed_at__isnull=True)
    counts = dict(open_ones.order_by().values_list("merchant").annotate(n=Count("pk")))
    return [MerchantCard(row.public_id, row.name, row.uscc, row.region.name, counts.get(row.pk, 0)) for row in rows]


def merchant_page(actor: Actor, public_id: UUID | str) -> MerchantPage:
    """One merchant with its accounts. Raises MerchantUnknown."""
    row = get_merchant(actor, public_id)
    accounts = ShopAccount.objects.filter(merchant=row.pk).select_related("account")
    return MerchantPage(
        merchant_cards([row])[0],
        tuple(
            ShopAccountCard(
                each.public_id, each.account.username, each.account.name, each.opened_at, each.closed_at,
                each.account.last_login,
            )
            for each in accounts
        ),
        actor.may(Power.TILL, row.region.path),
    )  # fmt: skip
