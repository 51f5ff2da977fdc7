"""The appliance rule of 2025 that is measured: claims, SQL that somebody would write by hand, plain Python.

Rate 15 % or 20 % by grade, at most 2000 yuan, twelve categories, one a person and category, air conditioners three.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

KEY = "appliances@2025"
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)


def claims_of(rows: int, choices: Sequence[str]) -> str:
    """SQL that makes claims as they come: most of them sound, prices from 100 to 25 000 yuan. Choices are an ENUM, as
    openfisca has them as numbers.
    """
    codes = ", ".join(f"'{code}'" for code in choices)
    return f"""CREATE TABLE claims AS
        WITH drawn AS (SELECT hash(range) AS h FROM range({rows}))
        SELECT DATE '2024-12-15' + (h % 400)::INTEGER AS invoiced_on,
            ([{codes}])[1 + ((h >> 10) % {len(choices)})::INTEGER]::ENUM ({codes}) AS category,
            (1 + greatest((h >> 16) % 16, 8) // 8 - 1 + ((h >> 16) % 16 >= 15)::INTEGER)::BIGINT AS grade,
            (10000 + (h >> 20) % 2490000)::BIGINT AS price_fen,
            greatest(((h >> 44) % 12)::BIGINT - 9, 0) AS earlier_per_category
        FROM drawn"""


_MET = """invoiced_on BETWEEN DATE '2025-01-01' AND DATE '2025-12-31' AND category <> 'other' AND grade <= 2
    AND earlier_per_category < CASE WHEN category = 'conditioner' THEN 3 ELSE 1 END AND amount > 0"""


def sql_by_hand() -> str:
    """Answer and amount, as a careful person writes it."""
    return f"""
    WITH paid AS (
        SELECT *, CASE WHEN grade = 2 THEN least((price_fen * 3 + 10) // 20, 200000)
                       WHEN grade = 1 THEN least((price_fen + 2) // 5, 200000) END AS amount FROM claims),
    checked AS (SELECT *, {_MET} AS met FROM paid)
    SELECT CASE WHEN met THEN 'meets' WHEN NOT met THEN 'fails' ELSE 'unknown' END AS answer,
        CASE WHEN met THEN amount END AS amount_fen FROM checked"""


def plain_column(cases: Sequence[tuple[date, str, int, int, int]]) -> int:
    """The rule as a programmer writes it."""
    total = 0
    for invoiced, category, grade, price, earlier in cases:
        if not FIRST <= invoiced <= LAST or category == "other" or grade > 2:
            continue
        if earlier < (3 if category == "conditioner" else 1):
            total += min((price * 3 + 10) // 20 if grade == 2 else (price + 2) // 5, 200_000)
    return total


def cases_of(connection: Any, count: int) -> list[tuple[date, str, int, int, int]]:
    """The first claims as tuples in the order of the facts."""
    found: list[tuple[date, str, int, int, int]] = connection.execute(
        f"SELECT invoiced_on, category::VARCHAR, grade, price_fen, earlier_per_category FROM claims LIMIT {count}"
    ).fetchall()
    return found
