"""What deciding at the till needs to know of schemes and funds, kept in the process for a few seconds.

A till key that was revoked is not kept: the set's own transaction looks at it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from datetime import date
from typing import Any, Final

from liangxin.domains.claims.models import TillKey
from liangxin.domains.claims.rules.till import Seat
from liangxin.domains.funds import api as funds
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.errors import ShopNotFound
from liangxin.domains.schemes.terms import Category
from liangxin.engines.rulebook import Compiled
from liangxin.kernel.decision import Decision

KEPT_SECONDS: Final = 3.0
MOST: Final = 50_000
CHANNEL: Final = "线下"


class Known:
    """Answers by what was asked, each for a few seconds. One thread at a time may ask."""

    def __init__(self, seconds: float = KEPT_SECONDS) -> None:
        self._seconds = seconds
        self._kept: dict[Hashable, tuple[float, Any]] = {}

    def _ask(self, key: Hashable, find: Callable[[], Any]) -> Any:
        now = time.monotonic()
        kept = self._kept.get(key)
        if kept is not None and kept[0] > now:
            return kept[1]
        if len(self._kept) > MOST:
            self._kept.clear()
        found = find()
        self._kept[key] = (now + self._seconds, found)
        return found

    def goods(self, region_id: int, barcodes: set[str], on: date) -> dict[str, schemes.EligibleGoods | None]:
        """The goods of these barcodes as the region's lists have them; None for what is on no list."""
        now = time.monotonic()
        fresh = {code for code in barcodes if self._kept.get(("goods", region_id, code, on), _OLD)[0] <= now}
        if fresh:
            found = schemes.goods_by_barcode(region_id, fresh, on)
            for code in fresh:
                self._kept["goods", region_id, code, on] = (now + self._seconds, found.get(code))
        return {code: self._kept["goods", region_id, code, on][1] for code in barcodes}

    def admitted(self, shop_id: int, category: Category, on: date) -> Decision | None:
        """Whether the shop may sell it; None where the shop is gone."""
        found: Decision | None = self._ask(("shop", shop_id, category, on), lambda: _admitted(shop_id, category, on))
        return found

    def scheme(self, region_id: int, family: str, on: date) -> tuple[schemes.SchemeCard, Compiled] | None:
        """The scheme of a family that holds in the region, with its rules."""
        found: dict[str, tuple[schemes.SchemeCard, Compiled]] = self._ask(
            ("schemes", region_id, on), lambda: _in_force(region_id, on)
        )
        return found.get(family)

    def budgets(self, region_id: int, spending: funds.Spending) -> tuple[int, ...] | None:
        """The ids of the budget and the limits over it; None where no budget covers the spending."""
        found: tuple[int, ...] | None = self._ask(
            ("budgets", region_id, spending), lambda: _budgets(region_id, spending)
        )
        return found


_OLD: Final = (-1.0, None)


def _admitted(shop_id: int, category: Category, on: date) -> Decision | None:
    try:
        return schemes.is_admitted(shop_id, category, on)
    except ShopNotFound:
        return None


def _in_force(region_id: int, on: date) -> dict[str, tuple[schemes.SchemeCard, Compiled]]:
    cards = schemes.schemes_in_force(region_id, on)
    return {card.family: (card, schemes.rulebook_of(card.version_id)) for card in cards}


def _budgets(region_id: int, spending: funds.Spending) -> tuple[int, ...] | None:
    money, limits = funds.budgets_for(region_id, spending)
    return None if money is None else (money.id, *(limit.id for limit in limits))


def find_seat(code: str) -> tuple[Seat, bytes] | None:
    """The till of a key, with the secret; None for a key that was never there."""
    row = TillKey.objects.select_related("till__shop__merchant", "till__shop__region").filter(code=code).first()
    if row is None or row.till.shop.taken_back_at is not None:
        return None
    shop = row.till.shop
    seat = Seat(
        key_id=row.pk,
        till_id=row.till_id,
        till_number=row.till.number,
        shop_id=shop.pk,
        merchant_id=shop.merchant_id,
        region_id=shop.region_id,
        path=shop.region.path,
        takes_old=shop.takes_old,
        is_sandbox=row.is_sandbox,
    )
    return seat, row.secret.encode()
