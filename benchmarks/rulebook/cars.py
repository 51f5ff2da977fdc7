"""The rule that is measured, three times over: as a case, as SQL that somebody would write by hand, and as plain
Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

KEY = "cars_scrap@2026"
CASE: dict[str, Any] = {
    "invoiced_on": "2026-03-01", "applied_on": "2026-03-05", "old_is_passenger": True, "old_fuel": "petrol",
    "old_registered_on": "2012-01-01", "old_owned_on": "2020-01-01", "recycled_on": "2026-02-01",
    "cancelled_on": "2026-02-05", "same_owner": True, "new_is_passenger": True, "new_kind": "nev", "in_catalogue": True,
    "displacement": 1, "new_registered_on": "2026-03-02", "price": "88888元",
    "earlier": {"replacement": False, "per_person": 0},
}  # fmt: skip

# Each demand once, in order: its line and its condition.
_YEAR = "BETWEEN DATE '2026-01-01' AND DATE '2026-12-31'"
DEMANDS = (
    ("in_force", f"invoiced_on {_YEAR}"),
    ("passenger_cars", "old_is_passenger AND new_is_passenger"),
    ("old_petrol", "old_fuel <> 'petrol' OR old_registered_on <= DATE '2013-06-30'"),
    ("old_diesel", "old_fuel NOT IN ('diesel', 'other') OR old_registered_on <= DATE '2015-06-30'"),
    ("old_nev", "old_fuel <> 'nev' OR old_registered_on <= DATE '2019-12-31'"),
    ("old_owned", "old_owned_on < DATE '2025-01-08'"),
    ("papers", f"recycled_on {_YEAR} AND cancelled_on {_YEAR} AND new_registered_on {_YEAR}"),
    ("owner", "same_owner"),
    ("catalogue", "new_kind <> 'nev' OR in_catalogue"),
    ("small_engine", "new_kind <> 'fuel' OR displacement <= 2.0"),
    ("last_day", "applied_on <= DATE '2027-01-10'"),
    ("replacement", "NOT earlier_replacement"),
    ("per_person", "earlier_per_person < 1"),
)


def sql_by_hand() -> str:
    """SQL as a careful person writes it: each demand a column, then the answer from them."""
    conditions = ",\n".join(f"({condition}) AS {line}" for line, condition in DEMANDS)
    nev = "new_kind = 'nev'"
    fuel = "new_kind = 'fuel' AND old_fuel IN ('petrol', 'diesel', 'other')"
    fails = "\n".join(f"WHEN NOT {line} THEN '{line}'" for line, _ in DEMANDS)
    unknown = "\n".join(f"WHEN {line} IS NULL THEN '{line}'" for line, _ in DEMANDS)
    return f"""
    WITH checked AS (
        SELECT {conditions}, ({nev}) AS nev, ({fuel}) AS fuel,
            CASE WHEN {nev} THEN least((price_fen * 3 + 2499) // 2500 * 100, 2000000)
                 WHEN {fuel} THEN least((price_fen + 999) // 1000 * 100, 1500000) END AS amount,
            price_fen
        FROM claims),
    joined AS (
        SELECT *, {" AND ".join(line for line, _ in DEMANDS)} AND (nev OR fuel)
            AND CASE WHEN price_fen IS NULL THEN NULL ELSE amount > 0 END AS met
        FROM checked)
    SELECT CASE WHEN met THEN 'meets' WHEN NOT met THEN 'fails' ELSE 'unknown' END AS answer,
        CASE WHEN met THEN amount END AS amount_fen,
        CASE WHEN met THEN CASE WHEN nev THEN 'buy_nev' ELSE 'buy_fuel' END
             WHEN NOT met THEN CASE {fails} WHEN NOT (nev OR fuel) THEN 'new_car' ELSE 'total' END
             ELSE CASE {unknown} WHEN nev THEN 'buy_nev' WHEN fuel THEN 'buy_fuel' ELSE 'new_car' END END AS line
    FROM joined"""


def claims_of(rows: int, sample: int) -> str:
    """SQL that makes a table of claims by repeating the sample, every price a little different."""
    times = rows // sample + 1
    return f"""CREATE TABLE claims AS
        SELECT sample.* REPLACE (price_fen + times.range % 97 AS price_fen) FROM sample, range({times}) AS times LIMIT
        {rows}"""


def plain_column(cases: Sequence[Sequence[Any]]) -> int:
    """The rule as a programmer writes it for cases in which everything is known; the rest are counted as not known."""
    total = 0
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    until = {
        "petrol": date(2013, 6, 30),
        "diesel": date(2015, 6, 30),
        "other": date(2015, 6, 30),
        "nev": date(2019, 12, 31),
    }
    for case in cases:
        if None in case:
            continue
        (invoiced, applied, old_small, fuel, registered, owned, recycled, cancelled, same, new_small, kind, listed,
         displacement, new_registered, price, replaced, before) = case  # fmt: skip
        if not (
            first <= invoiced <= last
            and old_small
            and new_small
            and registered <= until[fuel]
            and owned < date(2025, 1, 8)
        ):
            continue
        if not (first <= recycled <= last and first <= cancelled <= last and first <= new_registered <= last and same):
            continue
        if applied > date(2027, 1, 10) or replaced or before >= 1:
            continue
        if kind == "nev" and listed:
            total += min((price * 3 + 2499) // 2500 * 100, 2_000_000)
        elif kind == "fuel" and fuel != "nev" and displacement <= 2000:
            total += min((price + 999) // 1000 * 100, 1_500_000)
    return total
