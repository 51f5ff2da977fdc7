"""Digests of rows and of whole lists: of what they say, not of how it is laid out.

The order of rows and columns, formats, and cells without content make no difference. A digest of personal data can be
guessed by trying: it is to be kept like the data themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from liangxin.engines.sheets.numbers import Figure
from liangxin.engines.sheets.sheet_type import SheetType
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import Quantity

_FIELD, _PART = "\x1e", "\x1f"


def row_digest(sheet_type: SheetType, values: Mapping[str, Any], faulty: Mapping[str, str] | None = None) -> str:
    """Digest of one row: 64 hexadecimal digits. `faulty`: what stands in cells that could not be read, by code."""
    wrong = faulty or {}
    parts = [sheet_type.code]
    for code in sheet_type.codes:
        value = values.get(code)
        if value is not None:
            parts.append(f"{code}{_PART}{value if type(value) is str else canonical(value)}")
        elif code in wrong:
            parts.append(f"{code}{_PART}!{wrong[code]}")
    return _digest(_FIELD.join(parts))


def list_digest(sheet_type: SheetType, rows: Iterable[str]) -> str:
    """Digest of a list by those of its rows, in whatever order."""
    return _digest(_FIELD.join([sheet_type.code, *sorted(rows)]))


def canonical(value: object) -> str:
    """One spelling for each value: 2.50 is 2.5, and 1 公里 is 1 000 米.

    >>> canonical(Decimal("2.50")) == canonical(Decimal("2.5")), canonical(Quantity.of("1", "公里"))
    (True, '1000 长度')
    """
    return _SPELLERS.get(type(value), str)(value)


def _quantity(quantity: Quantity) -> str:
    worth = quantity.unit.worth
    size = quantity.value if worth == 1 else quantity.value * worth.numerator / worth.denominator
    return f"{_number(size)} {quantity.unit.dimension}"


def _number(number: Decimal) -> str:
    if not number:
        return "0"
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _figure(figure: Figure) -> str:
    return f"{_number(figure.number)} {figure.unit}"


_SPELLERS: dict[type, Callable[[Any], str]] = {
    bool: lambda true: "true" if true else "false",
    Money: lambda money: str(money.fen),
    Quantity: _quantity,
    Figure: _figure,
    Decimal: _number,
    date: date.isoformat,
}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
