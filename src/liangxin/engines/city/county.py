"""Households and people: who lives where, how old, with what income. Everyone is made up.

Written are the households that stand for all of the county; whoever claims is an adult of one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from liangxin.engines.city.draws import Flags, Ints, Stream, bell, between, chance, ints, pick
from liangxin.engines.city.lettering import (
    constant,
    digits,
    joined,
    numbers_as_text,
    resident_ids,
    scrambled,
    text_of,
    with_luhn,
    words,
)
from liangxin.engines.city.order import told
from liangxin.engines.city.parts import City, Part

HOUSEHOLDS_PER_THOUSAND = 420  # of claims: so many households that about every second adult claims, some several times
ADULT = 18
# No operator has been given this start, as far as we know; no bank's cards begin with 999.
PHONES, CARDS = "154", "9990123"
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Folk:
    """The adults, by place: whom claims are made by."""

    person: Ints
    age: Ints
    district: Ints
    income: Ints  # the district's, per mille


def day_number(day: date) -> int:
    """Days since 1970, as Arrow counts them."""
    return (day - _EPOCH).days


def days(values: Ints, missing: Flags | None = None) -> Any:
    """A column of days of day numbers."""
    return pa.array(values.astype(np.int32), pa.int32(), mask=missing).cast(pa.date32())


def placed(rng: Stream, district: Ints) -> tuple[Ints, Ints]:
    """Longitude and latitude in millionths of a degree, near the middle of each district."""
    county = told("county")
    middle_x, middle_y, spread = (
        ints([each[name] * 1000 for each in county["districts"]]) for name in ("x", "y", "spread")
    )
    rows = len(district)
    lon = county["centre"]["lon"] + middle_x[district] + bell(rng, rows) * spread[district] // 1000
    return lon, county["centre"]["lat"] + middle_y[district] + bell(rng, rows) * spread[district] // 1000


def _homes(city: City) -> dict[str, Any]:
    """The households: where, which kind, who leads, what they earn."""
    county, rng = told("county"), city.stream("homes")
    rows = max(60, city.order.claims * HOUSEHOLDS_PER_THOUSAND // 1000)
    district = pick(rng, [each["people"] for each in county["districts"]], rows)
    kind = pick(rng, [each["weight"] for each in county["households"]], rows)
    youngest, oldest = (ints([each["age"][end] for each in county["households"]])[kind] for end in (0, 1))
    head_age = youngest + rng.integers(0, oldest - youngest + 1)
    lon, lat = placed(rng, district)
    least, most = county["income_fen"]
    luck = ints(rng.integers(0, 1000, (rows, 3)).min(axis=1))  # many with little, few with much
    income = (least + (most - least) * luck * luck // 10**6) // 10_000 * 10_000
    income = income * ints([each["income"] for each in county["districts"]])[district] // 1000
    town = words([each["name"] for each in county["districts"]], district)
    road = words(county["roads"], pick(rng, [1] * len(county["roads"]), rows))
    house, unit, door = between(rng, 1, 320, rows), between(rng, 1, 4, rows), between(rng, 1, 18, rows)
    room = door * 100 + between(rng, 1, 4, rows)
    address = joined(
        city.order.region_name, town, road, numbers_as_text(house), "号",
        numbers_as_text(unit), "单元", numbers_as_text(room), "室",
    )  # fmt: skip
    return {
        "district": district, "kind": kind, "head_age": head_age, "lon": lon, "lat": lat, "income": income,
        "town": town, "address": address,
    }  # fmt: skip


def _members(rng: Stream, homes: Mapping[str, Any]) -> tuple[Ints, Ints, Ints, Ints]:
    """Of everyone: household, age, sex (1 a man), and whose family name (1 the head's) they bear."""
    home: list[Ints] = []
    age: list[Ints] = []
    sex: list[Ints] = []
    named: list[Ints] = []
    head_sex = between(rng, 0, 1, len(homes["kind"]))
    for kind, each in enumerate(told("county")["households"]):
        at = ints(np.flatnonzero(homes["kind"] == kind))
        head, men = homes["head_age"][at], head_sex[at]
        parents = 0
        for who in ("head", *each["with"]):
            home.append(at)
            named.append(ints(np.full(len(at), 1 if who in ("head", "child") else 0)))
            if who == "head":
                age.append(head)
                sex.append(men)
            elif who == "partner":
                age.append(np.maximum(22, head + between(rng, -4, 4, len(at))))
                sex.append(1 - men)
            elif who == "child":
                age.append(np.maximum(0, head - between(rng, 24, 34, len(at))))
                sex.append(between(rng, 0, 1, len(at)))
            else:
                age.append(np.minimum(96, head + between(rng, 22, 32, len(at))))
                sex.append(ints(np.full(len(at), parents)))
                parents += 1
    order = np.argsort(np.concatenate(home), kind="stable")
    return tuple(np.concatenate(each)[order] for each in (home, age, sex, named))  # type: ignore[return-value]  # four arrays


def _sequences(born: Ints, sex: Ints) -> Ints:
    """Sequence numbers of three digits, odd for men: no two people of one birthday have the same."""
    order = np.lexsort((sex, born))
    first = np.concatenate([[True], (np.diff(born[order]) != 0) | (np.diff(sex[order]) != 0)])
    starts = np.flatnonzero(first)
    place = np.arange(len(born)) - np.repeat(starts, np.diff(np.append(starts, len(born))))
    sequence = np.empty(len(born), dtype=np.int64)
    sequence[order] = (scrambled(place + born[order] % 97, 500, 263) % 500) * 2 + sex[order]
    return sequence


def made_up_names(rng: Stream, family: Ints) -> Any:
    """Full names: a family name and one or two given characters."""
    names = told("names")
    given = list(names["given"])
    pairs = ["", *given]
    first = words(given, pick(rng, [1] * len(given), len(family)))
    second = words(pairs, pick(rng, [len(given) // 4, *[1] * len(given)], len(family)))
    return joined(words(list(names["family"]), family), first, second)


def people(city: City) -> dict[str, Any]:
    """The tables of households and people, and the adults as working data."""
    homes, rng, county = _homes(city), city.stream("people"), told("county")
    home, age, sex, named = _members(rng, homes)
    rows = len(home)
    year = city.order.year
    birthday = day_number(date(year, 1, 1)) - between(rng, 1, 364, rows)
    born_day = birthday.astype("datetime64[D]")
    months = born_day.astype("datetime64[M]")
    day_of_month = np.minimum(ints((born_day - months).astype(np.int64)) + 1, 28)
    month = ints(months.astype(np.int64)) % 12 + 1
    born = (year - 1 - age) * 10_000 + month * 100 + day_of_month
    families = list(told("names")["family"].values())
    own, head = pick(rng, families, rows), pick(rng, families, len(homes["kind"]))
    serial = np.arange(1, rows + 1, dtype=np.int64)
    table = pa.table(
        {
            "person": serial,
            "household": home + 1,
            "name": made_up_names(rng, np.where(named == 1, head[home], own)),
            "id_number": resident_ids(county["made_up_code"], born, _sequences(born, sex)),
            "sex": words(["女", "男"], sex),
            "born_on": days(_day_numbers(born)),
            "phone": text_of(constant(PHONES, rows), digits(scrambled(serial, 9 * 10**7, 27_182_819), 8)),
            "address": homes["address"].take(pa.array(home)),
            "bank_account": with_luhn(CARDS, scrambled(serial, 9 * 10**10, 31_415_926_537), 11),
            "region": pa.repeat(pa.scalar(city.order.region), rows),
        }
    )
    grown = ints(np.flatnonzero(age >= ADULT))
    district = homes["district"][home]
    incomes = ints([each["income"] for each in county["districts"]])
    return {
        "people": table,
        "households": _households(homes, home, city.order.region),
        "_folk": Folk(serial[grown], age[grown], district[grown], incomes[district[grown]]),
    }


def _day_numbers(born: Ints) -> Ints:
    """Days since 1970 of dates written yyyymmdd; none is after the 28th."""
    months = (born // 10_000 - 1970) * 12 + born // 100 % 100 - 1
    return ints(months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)) + born % 100 - 1


def _households(homes: Mapping[str, Any], home: Ints, region: str) -> Any:
    rows = len(homes["kind"])
    return pa.table(
        {
            "household": np.arange(1, rows + 1, dtype=np.int64),
            "district": homes["town"],
            "address": homes["address"],
            "lon": homes["lon"] / 1e6,
            "lat": homes["lat"] / 1e6,
            "income_fen": homes["income"],
            "members": ints(np.bincount(home, minlength=rows)),
            "region": pa.repeat(pa.scalar(region), rows),
        }
    )


def choose_people(rng: Stream, folk: Folk, rows: int, times: Sequence[int], ages: Sequence[int]) -> Ints:
    """Who makes so many claims: places in `folk`, most once, some as often as `times` says.

    `ages` are the leanings of those up to 29, 44, 59, 74 and above, per mille; the well-off lean to it more.
    """
    band = np.searchsorted([30, 45, 60, 75], folk.age, side="right")
    leaning = ints(ages)[band] * np.minimum(folk.income, 1300) // 1300
    order = rng.permutation(len(folk.person))
    takes = chance(rng, leaning[order], len(order))
    chosen = np.concatenate([order[takes], order[~takes]])
    chosen = np.resize(chosen, max(rows, 1))[:rows]
    often = 1 + pick(rng, times, rows)
    return ints(np.repeat(chosen, often)[:rows])


PART = Part("county", ("households", "people", "_folk"), people)
