"""The demo county's tills: sales by the real deeds, some reversed, some not captured; one batch of merchants paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from liangxin.domains.claims.access.shops import visible_merchants
from liangxin.domains.claims.access.till import visible_tills
from liangxin.domains.claims.actions.settling import collect
from liangxin.domains.claims.actions.shop_accounts import open_shop_account
from liangxin.domains.claims.actions.till.gate import decide
from liangxin.domains.claims.actions.till.keys import issue_key
from liangxin.domains.claims.models import Voucher
from liangxin.domains.claims.queries.settling import waiting_for_payment
from liangxin.domains.claims.queries.till_known import Known, find_seat
from liangxin.domains.claims.rules.signing import digest_of
from liangxin.domains.claims.rules.till import Asked, Body, Seat, ToAuthorise, ToCapture, ToReverse
from liangxin.domains.claims.terms import TillVerb, VoucherState
from liangxin.domains.funds import api as funds
from liangxin.domains.funds.terms import BankFormat, BankResult
from liangxin.domains.parties import api as parties
from liangxin.domains.parties.api import PartyField
from liangxin.domains.regions import api as regions
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.terms import Category
from liangxin.foundation.accounts.api import Account, Actor

DEMO_SHOP: Final = "qingchuan"
_TILLS: Final = ("QL0001", "QL0101", "QL0401", "QL0801")
_PAYER: Final = ("清岚县财政局", "990123000000009001")
# Sales of two mornings; each fourteenth is brought back, the last are not captured yet.
_DAYS: Final = ((timedelta(hours=30), 36), (timedelta(hours=3), 20))
_BROUGHT_BACK, _OPEN = 14, 6


@dataclass(frozen=True, slots=True)
class _Shop:
    """A till that sells, and the party that is paid for it."""

    seat: Seat
    party: int


def load_demo_till(actor: Actor, finance: Actor, region_code: str, password: str) -> int:
    """Use vouchers of the demo's drives at tills; returns how many sales stand. None where no scheme is in force."""
    place, now = regions.region_seen(actor, region_code), timezone.now()
    shops = _shops(actor)
    goods = _sold(place.id, timezone.localdate(now))
    if not shops or goods is None:
        return 0
    codes = list(
        Voucher.objects.filter(region_id=place.id, state=VoucherState.OPEN.value, category=goods.category.value)
        .order_by("pk")
        .values_list("code", flat=True)[5 : 5 + sum(count for _, count in _DAYS)]
    )
    _give_accounts(actor, finance, shops)
    _shop_account(actor, shops[0], password)
    sold = 0
    for number, (ago, count) in enumerate(_DAYS):
        mine, codes = codes[:count], codes[count:]
        sold += _morning(shops, goods, mine, now - ago, number)
        if number == 0:
            _settle(actor, finance, place.id, timezone.localdate(now))
    return sold


def _shops(office: Actor) -> list[_Shop]:
    """The tills, with a key each; its secret is nobody's, so a shop that tries asks for another."""
    rows = {row.number: row for row in visible_tills(office).select_related("shop__merchant").filter(number__in=_TILLS)}
    found = []
    for number in _TILLS:
        if number in rows:
            seat = find_seat(issue_key(office, rows[number].public_id).code)
            if seat is not None:
                found.append(_Shop(seat[0], rows[number].shop.merchant.party_id))
    return found


def _sold(region_id: int, on: date) -> schemes.EligibleGoods | None:
    """What is bought: an air conditioner of the list that the rules pay for, with its price."""
    found = schemes.eligible_goods(region_id, on, Category.CONDITIONER)
    return next((one for one in found if one.grade == 1 and one.list_price is not None), None)


def _give_accounts(office: Actor, finance: Actor, shops: Sequence[_Shop]) -> None:
    cards = parties.party_cards(finance, {shop.party for shop in shops})
    for place, party in enumerate(sorted(cards)):
        account = {PartyField.BANK_ACCOUNT: f"9901230000{place + 1:08}"}
        parties.change_party(office, cards[party].public_id, account, reason="商户登记收款账户")


def _shop_account(office: Actor, shop: _Shop, password: str) -> None:
    merchant = visible_merchants(office).get(pk=shop.seat.merchant_id)
    login = open_shop_account(office, merchant.public_id, "周小雨")
    Account.objects.filter(username=login.username).update(
        username=DEMO_SHOP, password=make_password(password), must_change_password=False
    )


def _morning(shops: Sequence[_Shop], goods: schemes.EligibleGoods, codes: Sequence[str], at: datetime, day: int) -> int:
    """Rung up one after the other at all tills; the last ones wait for their invoice. Returns how many stand."""
    on, price = timezone.localdate(at), goods.list_price.fen if goods.list_price else 0
    known = Known(seconds=600)
    asked = [
        _asked(shops[place % len(shops)], TillVerb.AUTHORISE,
               ToAuthorise(code, goods.barcode, f"QL{day}{place:05}", price, facts={}), f"a{day}-{place}")
        for place, code in enumerate(codes)
    ]  # fmt: skip
    sales = [
        (place, str(answer.said["claim"]))
        for place, answer in enumerate(decide(asked, known, at))
        if answer.refusal is None
    ]
    captures = [
        _asked(shops[place % len(shops)], TillVerb.CAPTURE,
               ToCapture(claim, f"{on:%y}998{day}{place:014}", on, price, "旧机已回收"), f"c{claim}")
        for place, claim in (sales if day == 0 else sales[:-_OPEN])
    ]  # fmt: skip
    decide(captures, known, at + timedelta(hours=1))
    back = [
        _asked(shops[place % len(shops)], TillVerb.REVERSE, ToReverse(claim, "顾客退货"), f"r{claim}")
        for place, claim in sales[::_BROUGHT_BACK]
    ]
    decide(back, known, at + timedelta(hours=2))
    return len(sales) - len(back)


def _asked(shop: _Shop, verb: TillVerb, body: Body, key: str) -> Asked:
    return Asked(verb, shop.seat, f"demo-{key}", digest_of(key.encode()), body)


def _settle(office: Actor, finance: Actor, region_id: int, on: date) -> None:
    """The first morning's sales, paid to all merchants but one, whose account the bank did not find."""
    kind = funds.PayeeKind.MERCHANTS
    waiting = waiting_for_payment(finance, region_id, kind)
    if not waiting.count:
        return
    batch = collect(finance, region_id, kind, announced_count=waiting.count, announced=waiting.amount, on=on)
    funds.check_batch(office, batch)
    funds.hold_batch(finance, batch, on=on)
    funds.send_batch(finance, batch, payer_name=_PAYER[0], payer_account=_PAYER[1])
    order = funds.bank_order(finance, batch, BankFormat.CSV)
    lines = [
        funds.BankLine(
            place, f"QL{on:%Y%m%d}{place:04}", each.number, on, each.fen,
            BankResult.FAILED if each is order.orders[0] else BankResult.PAID, each.account,
            "收款账号户名不符" if each is order.orders[0] else "补贴结算",
        )
        for place, each in enumerate(order.orders, 2)
    ]  # fmt: skip
    funds.read_statement(finance, region_id, funds.StatementDraft("清岚农商行回单（到店补贴）.csv", "2" * 64, lines))
    funds.reconcile_batch(finance, batch)
