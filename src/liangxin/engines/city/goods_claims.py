"""Claims for goods with a barcode: appliances, digital goods, e-bikes, home renovation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow.compute as pc

from liangxin.engines.city.applications import Applications, Column
from liangxin.engines.city.buying import Bought, bought, categories_of, schemes, shops_for
from liangxin.engines.city.draws import MISSING, Flags, Ints, Stream, between, chance, ints, pick
from liangxin.engines.city.lettering import constant, digits, scrambled, text_of, with_luhn
from liangxin.engines.city.parts import City
from liangxin.engines.city.seasons import all_days
from liangxin.engines.city.stock import Stock, first_day
from liangxin.engines.city.trading import Trade

IMEI_START = "00990123"  # 00: numbers for trying out, as far as we know; no device of a maker has one
_DEAR, _CHEAP = 600_000, 150_000  # fen: the digital limit and that of e-bikes, which buyers keep clear of or not


def goods_claims(city: City, rulebook: str) -> Applications:
    """What was applied for under one of the four rulebooks for goods."""
    scheme = schemes(city.order.year)[rulebook]
    kind, stock, trade, folk = scheme["shops"], city["_stock"], city["_trade"], city["_folk"]
    rng = city.stream(rulebook)
    made = bought(city, rulebook, rng, folk)
    good = _chosen(rng, kind, stock, made)
    shop = shops_for(rng, trade, kind, folk.district[made.folk])
    price, listed = _paid(rng, city, stock, trade, made, good, shop)
    names = tuple(categories_of(scheme))
    facts = _FACTS[kind](rng, made, stock.grade[good], price, names)
    order = np.argsort(made.claimed, kind="stable")
    return Applications(
        rulebook,
        facts,
        Column("choice", made.category, names),
        folk.person[made.folk],
        made.day,
        made.claimed,
        shop,
        good,
        price,
        listed,
        _serials(kind, names, made.category),
        _old_frames(rng, made) if kind == "e_bikes" else None,
        made.wrong,
        made.wrongs,
    ).taken(ints(order))


def _suiting(kind: str, stock: Stock, name: str) -> Flags:
    """Which goods go with a way of going wrong; those that a sound claim may be for where it is another."""
    dearest, cheapest = stock.street.max(axis=1) * 1026 // 1000, stock.street.min(axis=1) * 974 // 1000
    if kind == "appliances":
        return np.asarray(stock.grade >= 3 if name == "low_grade" else stock.grade <= 2, dtype=np.bool_)
    if kind == "digital":
        return np.asarray(cheapest > _DEAR if name == "too_dear" else dearest <= _DEAR, dtype=np.bool_)
    if kind == "e_bikes":
        return np.asarray(cheapest <= _CHEAP if name == "too_cheap" else cheapest > _CHEAP, dtype=np.bool_)
    return np.ones(len(stock.grade), dtype=np.bool_)


def _chosen(rng: Stream, kind: str, stock: Stock, made: Bought) -> Ints:
    """A good for each claim by category and by what is wrong; the popular ones more often."""
    special = {"appliances": "low_grade", "digital": "too_dear", "e_bikes": "too_cheap"}.get(kind, "")
    good = np.zeros(len(made.category), dtype=np.int64)
    off = made.is_wrong(special)
    for name, rows in ((special, off), ("", ~off)):
        suiting = _suiting(kind, stock, name)
        for category in range(int(made.category.max()) + 1):
            at = np.flatnonzero(rows & (made.category == category))
            of_it = stock.of(kind, category)
            places = np.flatnonzero(of_it & suiting)
            places = places if len(places) else np.flatnonzero(of_it)
            good[at] = places[pick(rng, stock.popular[places], len(at))]
    return good


def _paid(
    rng: Stream, city: City, stock: Stock, trade: Trade, made: Bought, good: Ints, shop: Ints
) -> tuple[Ints, Ints]:
    """What was paid and what the list said: the street price of the day, as the shop asks it, now and then haggled."""
    day = np.clip(made.day - first_day(city.order.year), 0, len(all_days(city.order.year)) - 1)
    rows = len(good)
    asked = stock.street[good, day] * trade.dearness[shop] // 1000 // 100 * 100
    haggled = asked * (1000 - between(rng, 1, 25, rows)) // 1000
    return ints(np.where(chance(rng, 240, rows), haggled, asked)), ints(stock.listed[good, day])


def _serials(kind: str, names: tuple[str, ...], category: Ints) -> Any:
    """Serial numbers of goods; phones have an IMEI."""
    serials = np.arange(1, len(category) + 1, dtype=np.int64)
    mark = {"appliances": "A", "digital": "D", "e_bikes": "E", "home": "H"}[kind]
    plain = text_of(constant(f"SN{mark}", len(serials)), digits(scrambled(serials, 10**10, 3_141_592_653), 10))
    if kind != "digital":
        return plain
    phones = category == names.index("phone")
    # Six digits a thousand thousand phones: the two digits before them belong to the model.
    return pc.if_else(phones, with_luhn(IMEI_START[:-2], scrambled(serials, 10**8, 31_415_927), 8), plain)


def _old_frames(rng: Stream, made: Bought) -> Any:
    """Frame numbers of the old bikes."""
    start = between(rng, 10**6, 9 * 10**6, 1)[0]
    serials = scrambled(np.arange(len(made.day), dtype=np.int64) + start, 10**8, 27_182_819)
    return text_of(constant("FR", len(serials)), digits(serials, 8))


def _appliances(rng: Stream, made: Bought, grade: Ints, price: Ints, names: tuple[str, ...]) -> Mapping[str, Column]:
    del rng
    return {
        "invoiced_on": Column("date", made.day),
        "category": Column("choice", made.category, names),
        "grade": Column("whole", np.where(made.is_wrong("grade_missing"), MISSING, grade)),
        "price_fen": Column("whole", price),
    }


def _digital(rng: Stream, made: Bought, grade: Ints, price: Ints, names: tuple[str, ...]) -> Mapping[str, Column]:
    del rng, grade
    return {
        "invoiced_on": Column("date", made.day),
        "category": Column("choice", made.category, names),
        "price_fen": Column("whole", np.where(made.is_wrong("price_missing"), MISSING, price)),
    }


def _e_bikes(rng: Stream, made: Bought, grade: Ints, price: Ints, names: tuple[str, ...]) -> Mapping[str, Column]:
    del grade, names
    rows, batteries = len(price), ("lithium", "lead")
    old = pick(rng, [460, 540], rows)
    return {
        "bought_on": Column("date", made.day),
        "old_handed_in": Column("yes_no", np.where(made.is_wrong("old_kept"), 0, 1)),
        "old_battery": Column("choice", np.where(made.is_wrong("battery_missing"), MISSING, old), batteries),
        "new_battery": Column("choice", pick(rng, [380, 620], rows), batteries),
        "price_fen": Column("whole", price),
    }


def _home(rng: Stream, made: Bought, grade: Ints, price: Ints, names: tuple[str, ...]) -> Mapping[str, Column]:
    del rng
    return {
        "bought_on": Column("date", made.day),
        "group": Column("choice", made.category, names),
        "in_local_list": Column("yes_no", np.where(made.is_wrong("not_listed"), 0, 1)),
        "grade_one": Column("yes_no", np.where(made.is_wrong("grade_missing"), MISSING, (grade == 1).astype(np.int64))),
        "price_fen": Column("whole", price),
    }


_FACTS = {"appliances": _appliances, "digital": _digital, "e_bikes": _e_bikes, "home": _home}
