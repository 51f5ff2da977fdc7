"""Claims for cars: an old one replaced or scrapped, a new one bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from liangxin.engines.city.applications import Applications, Column
from liangxin.engines.city.buying import Bought, bought, schemes, shops_for
from liangxin.engines.city.county import ADULT, day_number
from liangxin.engines.city.draws import MISSING, Ints, Stream, between, ints, pick
from liangxin.engines.city.lettering import vins
from liangxin.engines.city.order import told
from liangxin.engines.city.parts import City
from liangxin.engines.city.stock import Models

FUELS, KINDS, TRANSFERS = ("petrol", "diesel", "other", "nev"), ("nev", "fuel"), ("transfer", "change", "none")
MAKER = "L00"  # no maker of cars has this start, as far as we know
_NEV = FUELS.index("nev")
_SERIALS = {"cars_replace": 1_000_000, "cars_scrap": 6_000_000}  # so that no car of one scheme is one of the other
_OLD = ("old_petrol", "old_diesel", "old_diesel", "old_nev")  # the requirement on the old car, by its fuel
_SPAN = ints([7 * 365, 8 * 365, 8 * 365, 4 * 365])  # how long before that old cars were first registered


@dataclass(frozen=True)
class _New:
    """The new cars of a scheme's claims."""

    model: Ints
    serial: Any
    price: Ints
    listed: Ints
    shop: Ints


def car_claims(city: City, rulebook: str, others: Applications | None = None) -> Applications:
    """What was applied for under one of the two rulebooks. `others` are claims for replacement: some of their new
    cars are claimed for once more where what is wrong is `both_schemes`.
    """
    folk = city["_folk"]
    rng = city.stream(rulebook)
    made = bought(city, rulebook, rng, folk)
    rows = len(made.day)
    old_fuel = pick(rng, [850, 40, 20, 90], rows)
    old_fuel = np.where(made.is_wrong("nev_to_fuel"), _NEV, old_fuel)
    models: Models = city["_models"]
    new = _new_cars(rng, city, rulebook, made, old_fuel)
    person = folk.person[made.folk]
    if others is not None:
        person, made, new = _claimed_again(rng, city.order.year, others, person, made, new)
    kind = np.minimum(models.kind[new.model], 1)
    old_fuel = np.where((kind == 1) & (old_fuel == _NEV) & ~made.is_wrong("nev_to_fuel"), 0, old_fuel)
    of_age = _of_age(city.order.year, folk.age[np.searchsorted(folk.person, person)])
    registered, owned = _old_cars(rng, city.order.year, made, old_fuel, of_age)
    facts = (_scrap if rulebook.startswith("cars_scrap") else _replace)(
        rng, made, kind, old_fuel, registered, owned, models.engine[new.model]
    )
    old_years = ints(registered.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)) + 1970
    serials = np.arange(rows, dtype=np.int64) + _SERIALS[rulebook.split("@")[0]]
    old = vins(MAKER, between(rng, 10_000, 99_999, rows), old_years, serials)
    category = Column("choice", ints(kind), KINDS)
    return Applications(
        rulebook, facts, category, person, made.day, made.claimed, new.shop, new.model, new.price, new.listed,
        new.serial, old, made.wrong, made.wrongs,
    ).taken(ints(np.argsort(made.claimed, kind="stable")))  # fmt: skip


def _new_cars(rng: Stream, city: City, rulebook: str, made: Bought, old_fuel: Ints) -> _New:
    models, trade, rows = city["_models"], city["_trade"], len(made.day)
    cars = told("goods")["cars"]
    fuel = pick(rng, [cars["nev"]["share"], cars["fuel"]["share"]], rows)
    fuel = np.where((old_fuel == _NEV) | made.is_wrong("not_in_catalogue"), 0, fuel)
    fuel = np.where(made.is_wrong("nev_to_fuel"), 1, fuel)
    fuel = np.where(made.is_wrong("large_engine"), 2, fuel)
    model = np.zeros(rows, dtype=np.int64)
    for sort in range(3):
        places, at = np.flatnonzero(models.kind == sort), np.flatnonzero(fuel == sort)
        model[at] = places[pick(rng, models.popular[places], len(at))]
    listed = models.price[model]
    price = listed * (1000 - between(rng, 10, 140, rows)) // 1000 // 10_000 * 10_000
    serials = np.arange(rows, dtype=np.int64) + _SERIALS[rulebook.split("@")[0]]
    year = np.full(rows, city.order.year, dtype=np.int64)
    shop = shops_for(rng, trade, "cars", city["_folk"].district[made.folk])
    return _New(model, vins(MAKER, model + 20_000, year, serials), ints(price), ints(listed), shop)


def _claimed_again(
    rng: Stream, year: int, others: Applications, person: Ints, made: Bought, new: _New
) -> tuple[Ints, Bought, _New]:
    """Some claim for the scrapped car after they were paid for the same new car as a replacement."""
    at = np.flatnonzero(made.is_wrong("both_schemes"))
    by_now = np.flatnonzero((others.wrong == 0) & (others.claimed < day_number(date(year, 12, 1))))
    from_ = by_now[between(rng, 0, len(by_now) - 1, len(at))] if len(by_now) else by_now
    at = at[: len(from_)]
    _, first = np.unique(from_, return_index=True)  # a car is claimed for again only once
    at, from_ = at[first], from_[first]

    def put(mine: Ints, theirs: Ints) -> Ints:
        changed = mine.copy()
        changed[at] = theirs
        return ints(changed)

    places = np.arange(len(person), dtype=np.int64)
    places[at] = len(person) + from_
    serial = pa.concat_arrays([_plain(new.serial), _plain(others.serial)]).take(pa.array(places))
    claimed = others.claimed[from_] + between(rng, 3, 38, len(at))
    again = replace(made, day=put(made.day, others.bought[from_]), claimed=put(made.claimed, claimed))
    renewed = _New(
        put(new.model, others.good[from_]), serial, put(new.price, others.price[from_]),
        put(new.listed, others.listed[from_]), put(new.shop, others.shop[from_]),
    )  # fmt: skip
    return put(person, others.person[from_]), again, renewed


def _plain(column: Any) -> Any:
    """A column in one piece."""
    return column.combine_chunks() if hasattr(column, "combine_chunks") else column


def _of_age(year: int, age: Ints) -> Ints:
    """The first day of the year in which a person has been of age for all of it: nobody owned a car before."""
    years = year - 1970 - (age - ADULT)
    return ints(years.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64))


def _last_day(year: int, requirement: str) -> int:
    """The last day that a requirement on old cars takes, as the scheme for scrapping has it."""
    found = schemes(year)[f"cars_scrap@{year}"]["requirements"]
    return day_number(next(each["by"] for each in found if each["id"] == requirement))


def _old_cars(rng: Stream, year: int, made: Bought, old_fuel: Ints, of_age: Ints) -> tuple[Ints, Ints]:
    """When the old cars were first registered, and since when the applicant owns them."""
    rows = len(made.day)
    latest, owned_by = ints([_last_day(year, each) for each in _OLD])[old_fuel], _last_day(year, "old_owned")
    ago = ints(rng.integers(0, 1_000_000, rows)) * _SPAN[old_fuel] // 1_000_000
    registered = np.where(made.is_wrong("too_young"), latest + between(rng, 1, 700, rows), latest - ago)
    since = ints(rng.integers(0, 1_000_000, rows))
    own_first = since < 550_000  # more than half own it from new
    owned = np.where(own_first, registered, registered + (owned_by - registered) * since // 1_000_000)
    owned = np.maximum(owned, of_age)
    return registered, np.where(made.is_wrong("owned_late"), owned_by + between(rng, 1, 80, rows), owned)


def _yes(wrong: Any) -> Column:
    return Column("yes_no", np.where(wrong, 0, 1))


def _gaps(rng: Stream, made: Bought, facts: Mapping[str, Column]) -> Mapping[str, Column]:
    """Where a paper is missing, one of the facts it would tell is not known."""
    told_by = [name for name in ("old_registered_on", "old_owned_on", "same_owner", "old_transfer") if name in facts]
    lost, filled = pick(rng, [1] * len(told_by), len(made.day)), dict(facts)
    for place, name in enumerate(told_by):
        gone = made.is_wrong("paper_missing") & (lost == place)
        filled[name] = replace(filled[name], values=np.where(gone, MISSING, filled[name].values))
    return filled


def _scrap(
    rng: Stream, made: Bought, kind: Ints, old_fuel: Ints, registered: Ints, owned: Ints, engine: Ints
) -> Mapping[str, Column]:
    in_catalogue = np.where(kind == 0, np.where(made.is_wrong("not_in_catalogue"), 0, 1), MISSING)
    facts = {
        "invoiced_on": Column("date", made.day),
        "applied_on": Column("date", made.claimed),
        "old_is_passenger": _yes(made.is_wrong("van")),
        "old_fuel": Column("choice", ints(old_fuel), FUELS),
        "old_registered_on": Column("date", registered),
        "old_owned_on": Column("date", owned),
        "same_owner": _yes(made.is_wrong("other_owner")),
        "new_is_passenger": _yes(np.zeros(len(kind), dtype=np.bool_)),
        "new_kind": Column("choice", ints(kind), KINDS),
        "in_catalogue": Column("yes_no", ints(in_catalogue)),
        "displacement": Column("litres", np.where(kind == 0, MISSING, engine)),
    }
    return _gaps(rng, made, facts)


def _replace(
    rng: Stream, made: Bought, kind: Ints, old_fuel: Ints, registered: Ints, owned: Ints, engine: Ints
) -> Mapping[str, Column]:
    del old_fuel, registered, engine
    transfer = np.where(made.is_wrong("changed_only"), 1, np.where(made.is_wrong("not_transferred"), 2, 0))
    facts = {
        "invoiced_on": Column("date", made.day),
        "applied_on": Column("date", made.claimed),
        "old_is_passenger": _yes(made.is_wrong("van")),
        "old_owned_on": Column("date", owned),
        "old_transfer": Column("choice", ints(transfer), TRANSFERS),
        "same_owner": _yes(made.is_wrong("other_owner")),
        "new_is_passenger": _yes(np.zeros(len(kind), dtype=np.bool_)),
        "new_kind": Column("choice", ints(kind), KINDS),
    }
    return _gaps(rng, made, facts)
