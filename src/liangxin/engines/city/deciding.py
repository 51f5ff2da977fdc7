"""Claims in the order in which they came: what was paid before to the same person, what is paid now, their numbers.

Raises nothing: what is wrong with a claim is its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liangxin.engines.city.applications import Applications, Column
from liangxin.engines.city.buying import schemes
from liangxin.engines.city.county import days
from liangxin.engines.city.draws import Ints, ints
from liangxin.engines.city.lettering import constant, digits, text_of, words
from liangxin.engines.city.parts import City
from liangxin.engines.city.sums import ANSWERS, YES, Answered, answer

_TWICE = {"cars_scrap": ("earlier_replacement", "cars_replace"), "cars_replace": ("earlier_scrappage", "cars_scrap")}


def most_of(scheme: Mapping[str, Any], applied: Applications) -> Ints:
    """How much the limit leaves to each claim's person at the outset."""
    limit = scheme["limit"]
    most = np.full(len(applied), limit["most"], dtype=np.int64)
    for word, more in limit.get("cases", {}).items():
        most[applied.category.values == applied.category.words.index(word)] = more
    return most


def paid_before(scheme: Mapping[str, Any], applied: Applications, first: Answered, most: Ints) -> Ints:
    """How often, or how much, was paid to the same person before each claim: in the scheme, or of the category.

    Claims come in the order of their days. `first` is the answer as if nobody had claimed before.
    """
    limit = scheme["limit"]
    group = applied.person
    if limit["per"] == "category":
        group = group * len(applied.category.words) + applied.category.values
    amount = np.where(first.answer == YES, first.amount if limit["kind"] == "sum" else 1, 0)
    order = np.argsort(group, kind="stable")
    before = np.cumsum(amount[order]) - amount[order]
    starts = np.flatnonzero(np.concatenate([[True], np.diff(group[order]) != 0]))
    sizes = np.diff(np.append(starts, len(order)))
    within = before - np.repeat(before[starts], sizes)
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.minimum(within, most[order])
    return found


def claims(city: City) -> dict[str, Any]:
    """The tables of claims, decisions and purchases of every scheme."""
    made: dict[str, Any] = {}
    paid_cars: dict[str, Any] = {}
    for rulebook, applied in city["_applications"].items():
        scheme = schemes(city.order.year)[rulebook]
        facts = dict(applied.facts)
        code = rulebook.split("@")[0]
        twice = _TWICE.get(code)
        if twice:
            again = pc.is_in(applied.serial, paid_cars[twice[1]]) if twice[1] in paid_cars else None
            seen = np.zeros(len(applied)) if again is None else again.to_numpy(zero_copy_only=False)
            facts[twice[0]] = Column("yes_no", seen.astype(np.int64))
        found = answer(scheme, facts)
        if "limit" in scheme:
            most = most_of(scheme, applied)
            earlier = paid_before(scheme, applied, found, most)
            found = answer(scheme, facts, earlier, most)
            facts[scheme["limit"]["column"]] = Column("whole", earlier)
        if twice:
            paid_cars[code] = applied.serial.filter(pa.array(found.answer == YES))
        made |= _tables(city, rulebook, scheme, applied, facts, found)
    return made


def _tables(
    city: City,
    rulebook: str,
    scheme: Mapping[str, Any],
    applied: Applications,
    facts: Mapping[str, Column],
    found: Answered,
) -> dict[str, Any]:
    rows = len(applied)
    number = text_of(
        constant(f"{scheme['prefix']}{city.order.year}", rows), digits(np.arange(1, rows + 1, dtype=np.int64), 8)
    )
    columns = {"claim": number, "claimed_on": days(applied.claimed), "region": _same(city.order.region, rows)}
    columns |= {name: column.arrow() for name, column in facts.items()}
    columns["category"] = applied.category.arrow()
    columns["party"] = applied.person
    columns["paid_fen"] = pa.array(found.amount, mask=found.answer != YES)
    decisions = {
        "claim": number,
        "answer": words(ANSWERS, ints(found.answer)),
        "line": words(found.lines, found.line),
        "wrong": pa.array(applied.wrongs).take(
            pa.array(applied.wrong, mask=(applied.wrong == 0) | (found.answer == YES))
        ),
    }
    return {
        f"claims/{rulebook}": pa.table(columns),
        f"decisions/{rulebook}": pa.table(decisions),
        f"purchases/{rulebook}": _purchases(city, scheme, applied, number),
    }


def _same(word: str, rows: int) -> Any:
    return pa.repeat(pa.scalar(word), rows)


def _purchases(city: City, scheme: Mapping[str, Any], applied: Applications, number: Any) -> Any:
    """Behind each claim: what was bought, where, at which till, on which invoice."""
    rows, trade, rng = len(applied), city["_trade"], city.stream(f"tills.{applied.rulebook}")
    is_car = scheme["shops"] == "cars"
    good = pa.array(applied.good)
    none = pa.nulls(rows, pa.string())
    till = trade.first_till[applied.shop] + ints(rng.integers(0, trade.tills[applied.shop])) + 1
    serial = np.arange(1, rows + 1, dtype=np.int64)
    place = list(schemes(city.order.year)).index(applied.rulebook)
    invoice = constant(f"{city.order.year % 100}99{place}", rows)  # 99: no tax region has it
    return pa.table(
        {
            "claim": number,
            "shop": trade.shop[applied.shop],
            "till": till,
            "barcode": none if is_car else city["_stock"].barcode.take(good),
            "car_model": city["_models"].code.take(good) if is_car else none,
            "serial": applied.serial,
            "old_serial": none if applied.old_serial is None else applied.old_serial,
            "bought_on": days(applied.bought),
            "price_fen": applied.price,
            "list_price_fen": applied.listed,
            "invoice": text_of(invoice, digits(serial, 15)),
        }
    )
