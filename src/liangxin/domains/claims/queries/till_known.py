"""What a rush at the till or at a queue needs to know of schemes and funds, kept in the process for a few seconds.

Asked in bulk where it is of many: a rush has goods and shops by the hundred. What must not be late is not here: the
set's own transaction looks whether a key is still in use, and the journal whether a budget is open.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Hashable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from django.conf import settings

from liangxin.domains.claims.models import TillKey
from liangxin.domains.claims.rules.till import Seat
from liangxin.domains.funds import api as funds
from liangxin.domains.schemes import api as schemes
from liangxin.domains.schemes.terms import Category
from liangxin.engines.rulebook import Compiled
from liangxin.kernel.decision import Decision

MOST: Final = 50_000
CHANNEL: Final = "线下"
Thing = TypeVar("Thing", bound=Hashable)


class Known:
    """Answers by what was asked, each for `seconds`, or as the settings say. One thread at a time may ask."""

    def __init__(self, seconds: float | None = None) -> None:
        self._seconds = settings.KNOWN_SECONDS if seconds is None else seconds
        self._kept: dict[Hashable, tuple[float, Any]] = {}

    def _ask(
        self, kind: Hashable, things: Collection[Thing], find: Callable[[set[Thing]], Mapping[Thing, Any]]
    ) -> dict[Thing, Any]:
        """What is known of each thing; `find` is called once for those that are not known or no longer; None for none.

        What was found together ends together, so that it is asked for together again.
        """
        now = time.monotonic()
        fresh = {thing for thing in things if self._kept.get((kind, thing), _OLD)[0] <= now}
        if fresh:
            if len(self._kept) > MOST:
                self._kept.clear()
                fresh = set(things)
            found = find(fresh)
            for thing in fresh:
                self._kept[kind, thing] = (now + self._seconds, found.get(thing))
        return {thing: self._kept[kind, thing][1] for thing in things}

    def goods(self, region_id: int, barcodes: set[str], on: date) -> dict[str, schemes.EligibleGoods | None]:
        """The goods of these barcodes as the region's lists have them; None for what is on no list."""
        return self._ask(
            ("goods", region_id, on), barcodes, lambda fresh: schemes.goods_by_barcode(region_id, fresh, on)
        )

    def admitted(
        self, asked: Collection[tuple[int, Category]], on: date
    ) -> dict[tuple[int, Category], Decision | None]:
        """Whether these shops may sell these categories; None where the shop is gone."""
        return self._ask(("shops", on), asked, lambda fresh: schemes.are_admitted(fresh, on))

    def scheme(self, region_id: int, family: str, on: date) -> tuple[schemes.SchemeCard, Compiled] | None:
        """The scheme of a family that holds in the region, with its rules."""
        found = self._ask("schemes", [(region_id, on)], lambda fresh: {one: _in_force(*one) for one in fresh})
        card: tuple[schemes.SchemeCard, Compiled] | None = found[region_id, on].get(family)
        return card

    def budgets(self, region_id: int, spending: funds.Spending) -> tuple[int, ...] | None:
        """The ids of the budget and the limits over it; None where no budget covers the spending."""
        asked = (region_id, spending)
        found: tuple[int, ...] | None = self._ask(
            "budgets", [asked], lambda fresh: {one: _budgets(*one) for one in fresh}
        )[asked]
        return found


_OLD: Final = (-1.0, None)


def _in_force(region_id: int, on: date) -> dict[str, tuple[schemes.SchemeCard, Compiled]]:
    cards = schemes.schemes_in_force(region_id, on)
    return {card.family: (card, schemes.rulebook_of(card.version_id, card.digest)) for card in cards}


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
