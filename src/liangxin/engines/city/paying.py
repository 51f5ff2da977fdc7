"""Payments by the bank: after review, in weekly batches, to shops' firms or to the people themselves; a few come back
and are sent again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from liangxin.engines.city.buying import schemes
from liangxin.engines.city.county import day_number, days
from liangxin.engines.city.draws import Flags, Ints, between, chance, ints, pick, within
from liangxin.engines.city.lettering import constant, digits, text_of, words
from liangxin.engines.city.parts import City, Part
from liangxin.kernel.working_days import add_working_days, is_working_day

BOUNCED = {"person": 8, "enterprise": 2}  # in a thousand
REASONS = ("户名与账号不符", "账号已销户", "账户状态异常")
_PAYING_DAY = 3  # Thursday, else the working day after it
_LAST = 200  # days after the year


def paying_days(year: int) -> tuple[date, ...]:
    """The days on which batches are sent, from the first of the year until all is paid."""
    first = date(year, 1, 1)
    found = []
    for passed in range(366 + _LAST):
        day = first + timedelta(passed)
        if day.weekday() == _PAYING_DAY:
            found.append(day if is_working_day(day) else add_working_days(day, 1))
    return tuple(sorted(set(found)))


def payments(city: City) -> dict[str, Any]:
    """The table of payments: a row each time money is sent."""
    calendar = ints([day_number(day) for day in paying_days(city.order.year)])
    sent = [_of_scheme(city, place, rulebook, calendar) for place, rulebook in enumerate(schemes(city.order.year))]
    table = pa.concat_tables([each for each in sent if each is not None])
    order = pc.sort_indices(table, [("sent_on", "ascending"), ("batch", "ascending"), ("claim", "ascending")])
    table = table.take(order).combine_chunks()
    serial = np.arange(1, len(table) + 1, dtype=np.int64)
    number = text_of(constant(f"FK{city.order.year}", len(table)), digits(serial, 8))
    return {"payments": table.add_column(0, "payment", number)}


def _of_scheme(city: City, place: int, rulebook: str, calendar: Ints) -> Any:
    scheme, applied = schemes(city.order.year)[rulebook], city["_applications"][rulebook]
    rng, table = city.stream(rulebook), city[f"claims/{rulebook}"]
    paid = np.asarray(table["paid_fen"].is_valid().to_numpy(), dtype=np.bool_)
    at = ints(np.flatnonzero(paid))
    reviewed = applied.claimed[at] + within(rng, scheme["review"], len(at))
    first = _next(calendar, reviewed)
    comes_back = chance(rng, BOUNCED[scheme["payee"]], len(at))
    returned = calendar[first] + between(rng, 1, 3, len(at))
    again = _next(calendar, returned + between(rng, 5, 15, len(at)))
    reason = pick(rng, [50, 30, 20], len(at))
    payee, account = _payee(city, scheme, applied, at)
    columns = {
        "claim": table["claim"].take(pa.array(at)),
        "payee_kind": pa.repeat(pa.scalar(scheme["payee"]), len(at)),
        "payee": payee,
        "account": account,
        "amount_fen": table["paid_fen"].take(pa.array(at)),
    }
    once = _rows(columns, scheme["prefix"], calendar[first], comes_back, returned, reason)
    back = pa.array(np.flatnonzero(comes_back))
    second = {name: column.take(back) for name, column in columns.items()}
    never = np.zeros(len(back), dtype=np.bool_)
    later = _rows(
        second, scheme["prefix"], calendar[again][comes_back], never, returned[comes_back], reason[comes_back]
    )
    del place
    return pa.concat_tables([once, later])


def _next(calendar: Ints, day: Ints) -> Ints:
    """The first paying day on or after a day."""
    return ints(np.searchsorted(calendar, day, side="left"))


def _payee(city: City, scheme: Mapping[str, Any], applied: Any, at: Ints) -> tuple[Ints, Any]:
    if scheme["payee"] == "person":
        person = ints(applied.person[at])
        return person, city["people"]["bank_account"].take(pa.array(person - 1)).combine_chunks()
    enterprise = ints(city["_trade"].enterprise[applied.shop[at]])
    return enterprise + 1, city["_trade"].accounts.take(pa.array(enterprise))


def _rows(columns: Mapping[str, Any], prefix: str, sent: Ints, bounced: Flags, returned: Ints, reason: Ints) -> Any:
    written = (sent.astype("datetime64[D]")).astype(str)
    batch = pc.replace_substring(pa.array(written, pa.string()), "-", "") if len(sent) else pa.array([], pa.string())
    return pa.table(
        {
            "batch": pc.binary_join_element_wise(pa.scalar(prefix), batch, ""),
            **columns,
            "sent_on": days(sent),
            "state": words(["paid", "bounced"], bounced.astype(np.int64)),
            "returned_on": days(returned, ~bounced),
            "reason": pa.array(REASONS).take(pa.array(reason, mask=~bounced)),
        }
    )


def part(year: int) -> Part:
    """The part for a year's schemes."""
    tables = tuple(f"claims/{rulebook}" for rulebook in schemes(year))
    return Part("payments", ("payments",), payments, ("people", "_trade", "_applications", *tables))
