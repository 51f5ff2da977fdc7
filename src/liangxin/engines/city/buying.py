"""What claims of every scheme have in common: how many, what goes wrong, which day, which shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from liangxin.engines.city.applications import SOUND
from liangxin.engines.city.county import Folk, choose_people, day_number
from liangxin.engines.city.draws import Ints, Stream, between, ints, pick, pick_in, quota
from liangxin.engines.city.order import told
from liangxin.engines.city.parts import City
from liangxin.engines.city.seasons import Opening, all_days, day_numbers, opening, wanted, year_of
from liangxin.engines.city.trading import Trade


@dataclass(frozen=True)
class Bought:
    """Who bought what kind of thing when, and what is wrong with the claim."""

    category: Ints
    folk: Ints  # places in `_folk`
    day: Ints  # day number
    claimed: Ints
    wrong: Ints
    wrongs: tuple[str, ...]

    def is_wrong(self, name: str) -> Any:
        """Which claims go wrong in a way; none where the scheme does not know it."""
        if name not in self.wrongs:
            return np.zeros(len(self.wrong), dtype=np.bool_)
        return self.wrong == self.wrongs.index(name)


def schemes(year: int) -> Mapping[str, Any]:
    """The year's schemes by the rulebook they follow."""
    found: Mapping[str, Any] = told(f"schemes_{year}")
    return found


def claims_of(city: City, rulebook: str) -> int:
    """How many claims of the order fall to one scheme."""
    known = schemes(city.order.year)
    counts = quota([each["share"] for each in known.values()], city.order.claims)
    return counts[list(known).index(rulebook)]


def categories_of(scheme: Mapping[str, Any]) -> Mapping[str, Any]:
    """The kinds of things that a scheme's claims are for."""
    goods = told("goods")[scheme["shops"]]
    cars = {"cars": {"share": 1000, "season": "cars"}}
    found: Mapping[str, Any] = goods.get("categories") or cars
    return found


def opening_of(year: int, scheme: Mapping[str, Any]) -> tuple[Opening, list[Ints]]:
    """How a scheme was open, and what is wanted of each category on each day."""
    categories = categories_of(scheme).values()
    wants = [wanted(year, each["season"], each.get("since")) for each in categories]
    # Each category by its own season, all of them by the money that there is for the scheme.
    scaled = [want * each["share"] * 1000 // int(want.sum()) for want, each in zip(wants, categories, strict=True)]
    return opening(year, ints(np.sum(scaled, axis=0)), scheme["opens"]), wants


def bought(city: City, rulebook: str, rng: Stream, folk: Folk) -> Bought:
    """Draw a scheme's claims: categories, people, days."""
    scheme, year = schemes(city.order.year)[rulebook], city.order.year
    categories = categories_of(scheme)
    counts = quota([each["share"] for each in categories.values()], claims_of(city, rulebook))
    open_, wants = opening_of(year, scheme)
    people, days, kinds = [], [], []
    for place, (each, count) in enumerate(zip(categories.values(), counts, strict=True)):
        often = each.get("times", scheme["times"])
        people.append(choose_people(rng, folk, count, often, each.get("ages", scheme["ages"])))
        days.append(day_numbers(year)[pick(rng, wants[place] * open_.factor, count)])
        kinds.append(np.full(count, place, dtype=np.int64))
    rows = sum(counts)
    wrongs = (SOUND, *scheme["wrongs"])
    wrong = pick(rng, [1000 - sum(scheme["wrongs"].values()), *scheme["wrongs"].values()], rows)
    made = Bought(np.concatenate(kinds), np.concatenate(people), np.concatenate(days), ints([]), wrong, wrongs)
    return _claimed(rng, scheme, year, made)


def _claimed(rng: Stream, scheme: Mapping[str, Any], year: int, made: Bought) -> Bought:
    """Days outside the period where that is what is wrong; and when each claim was made."""
    rows = len(made.wrong)
    first, last = day_number(all_days(year)[0]), day_number(all_days(year)[-1])
    opens, ends = day_number(scheme["opens"]), day_number(year_of(year)["last_day_of_claims"])
    start = next(each["from"] for each in scheme["requirements"] if each["id"] == "in_force")
    early, late, slow = (made.is_wrong(each) for each in ("papers_early", "papers_late", "claimed_late"))
    day = np.where(early, day_number(start) - between(rng, 1, 18, rows), made.day)
    day = np.where(late, last + between(rng, 1, 24, rows), day)
    day = np.where(slow, last - between(rng, 0, 30, rows), day)
    lag = pick(rng, scheme["lags"]["weights"], rows) * scheme["lags"]["step"]
    lag += between(rng, 0, scheme["lags"]["step"] - 1, rows)
    in_time = day_number(date(year + 1, 1, 10))  # who still can, claims by the last day of the schemes
    claimed = np.where(day <= last, np.minimum(day + lag, np.maximum(in_time, day)), np.minimum(day + lag, ends))
    claimed = np.where(slow, in_time + between(rng, 1, ends - in_time, rows), claimed)
    claimed = np.maximum(claimed, np.where(early, opens + between(rng, 0, 20, rows), first))
    return Bought(made.category, made.folk, ints(day), ints(claimed), made.wrong, made.wrongs)


def shops_for(rng: Stream, trade: Trade, kind: str, district: Ints) -> Ints:
    """A shop for each buyer, the larger and the nearer the likelier: places in `_trade`."""
    places = trade.selling(kind)
    middles = ints([[each["x"], each["y"]] for each in told("county")["districts"]])
    apart = np.abs(middles[:, None, :] - middles[None, :, :]).sum(axis=2)
    pull = 10**6 // (20 + apart) ** 2
    weights = pull[:, trade.district[places]] * np.maximum(1, trade.size[places] // 10**4)[None, :]
    return places[pick_in(rng, district, ints(weights))]
