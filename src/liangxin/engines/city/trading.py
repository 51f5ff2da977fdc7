"""Enterprises, shops and tills: a few chains with many shops, many corner shops, near where people live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from liangxin.engines.city.county import CARDS, PHONES, day_number, days, made_up_names, placed
from liangxin.engines.city.draws import Ints, Stream, between, chance, heavy_tail, ints, pick, quota
from liangxin.engines.city.lettering import (
    constant,
    digits,
    joined,
    numbers_as_text,
    scrambled,
    text_of,
    with_luhn,
    words,
)
from liangxin.engines.city.order import told
from liangxin.engines.city.parts import City, Part
from liangxin.kernel.identifiers import make_uscc

CLAIMS_PER_SHOP, FEWEST_SHOPS = 600, 48
CHAIN, COMPANY, INDIVIDUAL = range(3)
FIRMS = ("连锁企业", "企业", "个体工商户")
_FIRM_CARDS, _FIRM_PHONES = 9 * 10**10, 9 * 10**7  # serials of firms, away from those of people


@dataclass(frozen=True)
class Trade:
    """The shops, by place: where claims are made at."""

    shop: Ints
    enterprise: Ints
    district: Ints
    kind: Ints
    size: Ints
    dearness: Ints  # what a shop asks for what costs 1000 in the street
    tills: Ints
    first_till: Ints
    accounts: Any  # of enterprises, by place

    def selling(self, trade: str) -> Ints:
        """Places of the shops that sell what a trade sells."""
        kinds = told("trade")["kinds"].values()
        wanted = [place for place, kind in enumerate(kinds) if trade in _sold(kind)]
        return ints(np.flatnonzero(np.isin(self.kind, wanted)))


def _sold(kind: dict[str, Any]) -> list[str]:
    return [kind["sells"]] if isinstance(kind["sells"], str) else list(kind["sells"])


def _owners(rng: Stream, kind: Ints) -> tuple[Ints, Ints, Ints]:
    """Of each shop its enterprise; of each enterprise its kind of firm and of trade. Chains come first."""
    trade = told("trade")
    kinds = list(trade["kinds"])
    chains = max(len(trade["chain_kinds"]), len(kind) // 60)
    chain_kind = ints([kinds.index(trade["chain_kinds"][each % len(trade["chain_kinds"])]) for each in range(chains)])
    joins = chance(rng, ints([each["chains"] for each in trade["kinds"].values()])[kind], len(kind))
    enterprise = np.full(len(kind), -1, dtype=np.int64)
    for place in range(len(kinds)):
        own = np.flatnonzero(chain_kind == place)
        at = np.flatnonzero((kind == place) & joins)
        if len(own):
            enterprise[at] = own[pick(rng, heavy_tail(len(own)), len(at))]
    alone = np.flatnonzero(enterprise < 0)
    enterprise[alone] = chains + np.arange(len(alone))
    firm = np.where(chance(rng, trade["individual"], len(alone)), INDIVIDUAL, COMPANY)
    return (
        ints(enterprise),
        np.concatenate([np.full(chains, CHAIN), firm]),
        np.concatenate([chain_kind, kind[alone]]),
    )


def trade(city: City) -> dict[str, Any]:
    """The tables of enterprises, shops and tills, and the shops as working data."""
    told_trade, county, rng = told("trade"), told("county"), city.stream("shops")
    kinds = told_trade["kinds"]
    rows = max(FEWEST_SHOPS, city.order.claims // CLAIMS_PER_SHOP)
    counts = quota([each["shops"] for each in kinds.values()], rows)
    kind = ints(np.repeat(np.arange(len(kinds)), counts))[rng.permutation(rows)]
    district = pick(rng, [each["people"] * each["income"] for each in county["districts"]], rows)
    lon, lat = placed(rng, district)
    enterprise, firm, firm_kind = _owners(rng, kind)
    size = heavy_tail(rows)[rng.permutation(rows)]
    size = np.where(firm[enterprise] == CHAIN, size * 3, size)
    tills = 1 + np.minimum(told_trade["tills_most"] - 1, size * rows // int(size.sum()))
    shop = np.arange(1, rows + 1, dtype=np.int64)
    names = _firm_names(city, firm, firm_kind)
    takes_old = chance(rng, ints([each["takes_old"] for each in kinds.values()])[kind], rows)
    first = day_number(date(2006, 1, 1))
    opened = first + between(rng, 0, day_number(date(city.order.year, 1, 1)) - first - 1, rows)
    road = words(county["roads"], pick(rng, [1] * len(county["roads"]), rows))
    town = words([each["name"] for each in county["districts"]], district)
    address = joined(city.order.region_name, town, road, numbers_as_text(between(rng, 1, 260, rows)), "号")
    serials = np.arange(1, len(firm) + 1, dtype=np.int64)
    accounts = with_luhn(CARDS, _FIRM_CARDS + serials, 11)
    return {
        "enterprises": _enterprises(city, names, firm, _first_of(enterprise, len(firm)), address, accounts),
        "shops": pa.table(
            {
                "shop": shop,
                "enterprise": enterprise + 1,
                "name": _shop_names(names, firm, enterprise, town),
                "address": address,
                "lon": lon / 1e6,
                "lat": lat / 1e6,
                "region": pa.repeat(pa.scalar(city.order.region), rows),
                "categories": pa.array([_categories(list(kinds.values())[each]) for each in kind.tolist()]),
                "takes_old": takes_old,
                "opened_on": days(opened),
            }
        ),
        "tills": _tills(shop, tills),
        "_trade": Trade(
            shop, enterprise, district, kind, size, between(rng, 975, 1025, rows), tills,
            np.cumsum(tills) - tills, accounts,
        ),
    }  # fmt: skip


def _categories(kind: dict[str, Any]) -> list[str]:
    """What a shop sells, in the words of the goods; cars by what moves them."""
    goods = told("goods")
    return [
        name for sold in _sold(kind) for name in (goods[sold].get("categories") or ("nev", "fuel")) if name != "other"
    ]


def _firm_names(city: City, firm: Ints, kind: Ints) -> list[str]:
    """Names of firms; a number makes those differ that would be alike."""
    rng, names, kinds = city.stream("names"), told("names"), list(told("trade")["kinds"].values())
    marks = names["shops"]
    families = list(names["family"])
    used: dict[str, int] = {}
    made = []
    drawn = zip(
        firm.tolist(), kind.tolist(), pick(rng, [1] * len(marks), len(firm)).tolist(),
        pick(rng, list(names["family"].values()), len(firm)).tolist(), strict=True,
    )  # fmt: skip
    for place, (sort, trade_kind, mark, family) in enumerate(drawn):
        what = kinds[trade_kind]
        if sort == CHAIN:
            turn, which = divmod(place, len(names["chains"]))
            name = f"{names['chains'][which]}{what['word']}{turn or ''}"
        else:
            stem = marks[mark] if sort == COMPANY else f"{families[family]}氏{marks[mark]}"
            used[f"{stem}{what['word']}"] = turn = used.get(f"{stem}{what['word']}", 0) + 1
            name = f"{stem}{what['word']}{turn if turn > 1 else ''}"
        made.append(name)
    return made


def _shop_names(names: Sequence[str], firm: Ints, enterprise: Ints, town: Any) -> Any:
    """A chain's shops bear the name of their place and a number; others that of their firm."""
    turns: dict[tuple[int, str], int] = {}
    made = []
    for owner, place in zip(enterprise.tolist(), town.to_pylist(), strict=True):
        if firm[owner] != CHAIN:
            made.append(f"{names[owner]}店")
            continue
        turns[owner, place] = turn = turns.get((owner, place), 0) + 1
        made.append(f"{names[owner]}{place}{'' if turn == 1 else f'第{turn}'}店")
    return pa.array(made, pa.string())


def _first_of(enterprise: Ints, firms: int) -> Ints:
    """The first shop of each enterprise; a chain without a shop has its seat where the first shop is."""
    first = np.zeros(firms, dtype=np.int64)
    first[enterprise[::-1]] = np.arange(len(enterprise))[::-1]
    return first


def _enterprises(city: City, names: list[str], firm: Ints, seat: Ints, address: Any, accounts: Any) -> Any:
    rng, rows = city.stream("enterprises"), len(firm)
    ends = {INDIVIDUAL: "店（个体工商户）", CHAIN: "连锁有限公司", COMPANY: "有限公司"}
    codes = [
        make_uscc("92" if sort == INDIVIDUAL else "91", told("county")["made_up_code"], serial)
        for serial, sort in enumerate(firm.tolist(), 1)
    ]
    family = pick(rng, list(told("names")["family"].values()), rows)
    serials = scrambled(np.arange(1, rows + 1, dtype=np.int64), 10**7, 2_718_281)
    return pa.table(
        {
            "enterprise": np.arange(1, rows + 1, dtype=np.int64),
            "name": [
                f"{city.order.region_name}{name}{ends[sort]}" for name, sort in zip(names, firm.tolist(), strict=True)
            ],
            "uscc": codes,
            "kind": words(FIRMS, firm),
            "address": address.take(pa.array(seat)),
            "contact": made_up_names(rng, family),
            "phone": text_of(constant(PHONES, rows), digits(_FIRM_PHONES + serials, 8)),
            "bank_account": accounts,
            "region": pa.repeat(pa.scalar(city.order.region), rows),
        }
    )


def _tills(shop: Ints, tills: Ints) -> Any:
    owner = np.repeat(shop, tills)
    serial = np.arange(1, len(owner) + 1, dtype=np.int64)
    return pa.table({"till": serial, "shop": owner, "number": text_of(constant("QL", len(owner)), digits(serial, 8))})


PART = Part("trade", ("enterprises", "shops", "tills", "_trade"), trade)
