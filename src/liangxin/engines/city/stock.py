"""Goods with barcodes, grades and list prices; list prices that change, street prices of every day; models of cars.

Some list prices go up shortly before a promotion and come back after it, while the street price stays: a discount that
looks larger than it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from liangxin.engines.city.county import day_number, days
from liangxin.engines.city.draws import (
    MISSING,
    Flags,
    Ints,
    Stream,
    between,
    chance,
    heavy_tail,
    ints,
    pick,
    quota,
    within,
)
from liangxin.engines.city.lettering import words
from liangxin.engines.city.order import told
from liangxin.engines.city.parts import City, Part
from liangxin.engines.city.seasons import all_days, cut, day_numbers, year_of
from liangxin.kernel.identifiers import make_ean13

CLAIMS_PER_GOOD, FEWEST_GOODS, MOST_GOODS, FEWEST_EACH = 400, 300, 5000, 12
TRADES = ("appliances", "digital", "e_bikes", "home")
_CAR_MODELS = {"nev": 30, "fuel": 24, "large": 6}


@dataclass(frozen=True)
class Stock:
    """Goods by place: what claims are made for."""

    barcode: Any
    trade: Ints  # place in TRADES
    category: Ints  # place in the trade's categories
    grade: Ints
    popular: Ints
    street: Ints  # fen, a row a good, a column a day of the year
    listed: Ints  # list price in fen, likewise

    def of(self, trade: str, category: int) -> Flags:
        """Which goods are of a category."""
        return np.asarray((self.trade == TRADES.index(trade)) & (self.category == category), dtype=np.bool_)


@dataclass(frozen=True)
class Models:
    """Models of cars by place."""

    code: Any
    kind: Ints  # 0 new energy, 1 fuel, 2 a fuel car with too large an engine
    engine: Ints  # thousandths of a litre
    price: Ints
    popular: Ints


def _prices(rng: Stream, ends: Sequence[int], rows: int) -> Ints:
    """List prices in yuan from least to most, more of the cheap, ending as prices do; both ends are there."""
    least, most = ends
    place = (np.arange(rows, dtype=np.int64) * 1000 // max(1, rows - 1))[rng.permutation(rows)]
    plain = least + (most - least) * (place * 400 + place * place * 600 // 1000) // 1_000_000
    return np.where(plain < 1000, plain // 10 * 10 + 9, plain // 100 * 100 + 99) * 100


def _catalogue(city: City) -> dict[str, Any]:
    """All goods, category by category."""
    goods, rng = told("goods"), city.stream("catalogue")
    wanted = min(MOST_GOODS, max(FEWEST_GOODS, city.order.claims // CLAIMS_PER_GOOD))
    columns: dict[str, list[Any]] = {
        each: [] for each in ("trade", "category", "name", "brand", "model", "grade", "standard", "price", "popular")
    }
    for place, trade in enumerate(TRADES):
        brands, categories = goods[trade]["brands"], goods[trade]["categories"]
        for number, (name, each) in enumerate(categories.items()):
            rows = max(FEWEST_EACH, wanted * each["share"] // 1000 // len(TRADES))
            grades = np.repeat(list(each["grades"]) or [MISSING], quota(list(each["grades"].values()) or [1], rows))
            brand = pick(rng, heavy_tail(len(brands)) + 10**7, rows)
            series = between(rng, 10, 99, rows)
            columns["trade"].append(np.full(rows, place))
            columns["category"].append(np.full(rows, number))
            columns["name"] += [name] * rows
            columns["brand"] += [brands[one] for one in brand.tolist()]
            columns["model"] += [f"{each['codes']}-{two}{one:04d}" for one, two in enumerate(series.tolist(), 1)]
            columns["grade"].append(ints(grades)[rng.permutation(rows)])
            columns["standard"] += [each.get("standard")] * rows
            columns["price"].append(_prices(rng, each["price"], rows))
            columns["popular"].append((heavy_tail(rows) + 10**7)[rng.permutation(rows)])
    return {name: np.concatenate(each) if isinstance(each[0], np.ndarray) else each for name, each in columns.items()}


def _listed(city: City, price: Ints) -> tuple[Ints, Ints]:
    """List price of each day: cut once for some, raised before a promotion for others; and the price without
    raises.
    """
    data, rng = year_of(city.order.year), city.stream("list_prices")
    calendar, rows = all_days(city.order.year), len(price)
    honest = np.repeat(price[:, None], len(calendar), axis=1)
    cuts = np.flatnonzero(chance(rng, data["cuts"]["goods"], rows))
    for place, day, by in zip(
        cuts, between(rng, 40, len(calendar) - 20, len(cuts)), within(rng, data["cuts"]["by"], len(cuts)), strict=True
    ):
        honest[place, day:] = _tidy(honest[place, day:] * (1000 - by) // 1000)
    listed = honest.copy()
    for span in data["raises"]["spans"]:
        raised = np.flatnonzero(chance(rng, data["raises"]["goods"], rows))
        begin, end = ((span[name] - calendar[0]).days for name in ("from", "to"))
        by = within(rng, data["raises"]["by"], len(raised))[:, None]
        listed[raised, begin : end + 1] = _tidy(listed[raised, begin : end + 1] * (1000 + by) // 1000)
    return ints(listed), ints(honest)


def _tidy(fen: Ints) -> Ints:
    """The nearest price below that ends in nine yuan."""
    return np.maximum(900, fen // 1000 * 1000 + 900 - np.where(fen % 1000 < 900, 1000, 0))


def _street(city: City, honest: Ints) -> Ints:
    """What goods cost in the street: under the list price, falling month by month, less in promotions."""
    rng, year = city.stream("street_prices"), city.order.year
    rows = len(honest)
    under, decline = between(rng, 900, 985, rows)[:, None], between(rng, 0, 9, rows)[:, None]
    joins = chance(rng, year_of(year)["joins"], rows)[:, None]
    extra = between(rng, 500, 1300, rows)[:, None]
    month = ints([day.month - 1 for day in all_days(year)])[None, :]
    cuts = np.where(joins, cut(year)[None, :] * extra // 1000, 0)
    return _tidy(honest * under // 1000 * (1000 - decline * month) // 1000 * (1000 - cuts) // 1000)


def _changes(barcode: Any, prices: Ints, calendar: Ints) -> Any:
    """A table of prices by the day from which they hold."""
    new = np.concatenate([np.ones((len(prices), 1), dtype=np.bool_), np.diff(prices, axis=1) != 0], axis=1)
    good, day = np.nonzero(new)
    return pa.table(
        {"barcode": barcode.take(pa.array(good)), "from_day": days(calendar[day]), "price_fen": prices[good, day]}
    )


def goods(city: City) -> dict[str, Any]:
    """The tables of goods and prices and of models of cars, and both as working data."""
    made = _catalogue(city)
    rows = len(made["price"])
    barcode = pa.array([make_ean13(f"69{9_000_000_000 + serial * 7:010d}") for serial in range(1, rows + 1)])
    listed, honest = _listed(city, made["price"])
    street, calendar = _street(city, honest), day_numbers(city.order.year)
    models, table = _models(city)
    return {
        "goods": pa.table(
            {
                "barcode": barcode,
                "category": pa.array(made["name"]),
                "brand": pa.array(made["brand"]),
                "model": pa.array(made["model"]),
                # A grade says nothing without its standard: where we have not seen the standard, neither is written.
                "grade": pa.array(made["grade"], mask=np.array([each is None for each in made["standard"]])),
                "grade_standard": pa.array(made["standard"], pa.string()),
                "list_price_fen": made["price"],
            }
        ),
        "list_prices": _changes(barcode, listed, calendar),
        "market_prices": _changes(barcode, street, calendar),
        "car_models": table,
        "_stock": Stock(barcode, made["trade"], made["category"], made["grade"], made["popular"], street, listed),
        "_models": models,
    }


def _models(city: City) -> tuple[Models, Any]:
    cars: Mapping[str, Any] = told("goods")["cars"]
    rng = city.stream("cars")
    kind = ints(np.repeat(np.arange(len(_CAR_MODELS)), list(_CAR_MODELS.values())))
    price = np.concatenate([_prices(rng, cars[name]["price"], rows) for name, rows in _CAR_MODELS.items()])
    engine = np.zeros(len(kind), dtype=np.int64)
    for place, name in enumerate(_CAR_MODELS):
        sizes = ints(cars[name].get("engines", [0]))
        engine[kind == place] = sizes[between(rng, 0, len(sizes) - 1, int((kind == place).sum()))]
    brand = between(rng, 0, len(cars["brands"]) - 1, len(kind))
    code = pa.array([f"QL{serial:03d}" for serial in range(1, len(kind) + 1)])
    table = pa.table(
        {
            "car_model": code,
            "brand": words(cars["brands"], brand),
            "model": pa.array([f"{'NFL'[sort]}{serial:02d}" for serial, sort in enumerate(kind.tolist(), 1)]),
            "kind": words(["nev", "fuel", "fuel"], kind),
            "engine_cc": pa.array(engine, mask=kind == 0),
            "list_price_fen": price,
        }
    )
    popular = (heavy_tail(len(kind)) + 10**7)[rng.permutation(len(kind))]
    return Models(code, kind, engine, price, popular), table


def first_day(year: int) -> int:
    """The day number of the year's first day."""
    return day_number(all_days(year)[0])


PART = Part("stock", ("goods", "list_prices", "market_prices", "car_models", "_stock", "_models"), goods)
