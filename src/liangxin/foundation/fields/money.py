"""Amounts in the database: whole fen in a bigint, `Money` in code."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models

from liangxin.foundation.fields.typed import BigInteger, Get, Set
from liangxin.kernel.money import Money


class MoneyField(BigInteger[Set, Get]):
    """An amount of money. Plain numbers are refused in values and in filters, but for 0, which has no unit."""

    if TYPE_CHECKING:  # what Django's stubs read to type the attribute
        _pyi_private_set_type: Money  # type: ignore[assignment]  # on purpose no number
        _pyi_private_get_type: Money  # type: ignore[assignment]  # on purpose no number

    def get_prep_value(self, value: Any) -> int | None:
        if value is None or isinstance(value, models.Expression | models.F):
            return value  # type: ignore[return-value]  # an expression is the database's to work out
        if isinstance(value, Money):
            return value.fen
        if value == 0 and type(value) is int:
            return 0
        raise TypeError(f"{self.name} holds Money, not {value!r}")

    def from_db_value(self, value: int | Decimal | None, *_: object) -> Money | None:
        return None if value is None else Money(int(value))  # a sum of bigints comes as a whole Decimal

    def to_python(self, value: Any) -> Money | None:
        """A value from a form or a fixture: Money, or a text with its unit; a serialised value is in fen."""
        if value is None or isinstance(value, Money):
            return value
        return Money(value) if type(value) is int else Money.read(str(value))

    def value_to_string(self, obj: models.Model) -> str:
        value: Any = self.value_from_object(obj)
        return "" if value is None else f"{value.fen}分"
