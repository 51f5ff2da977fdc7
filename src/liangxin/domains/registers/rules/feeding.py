"""What one record is worth in the figure of its type, under whichever version of the type it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from liangxin.domains.registers.rules.spec import TypeSpec
from liangxin.domains.registers.terms import FeedHow, FieldKind
from liangxin.kernel.quantity import OtherDimension, Quantity, UnitUnknown

MONEY = {"元": Decimal(1), "万元": Decimal(10**4), "亿元": Decimal(10**8)}


@dataclass(frozen=True, slots=True)
class Share:
    """A record, or its stored amount, times `factor` is what it adds."""

    is_sum: bool
    factor: Decimal

    def of(self, records: int, total: Decimal | None) -> Decimal:
        """What so many records with this sum of amounts add."""
        return (total or Decimal(0)) * self.factor if self.is_sum else records * self.factor


def shares_of(spec: TypeSpec, versions: Mapping[int, TypeSpec]) -> dict[int, Share]:
    """The share of records under each version in the figure that `spec` makes.

    A version that fed another indicator, or counted in a unit that cannot be told in today's, adds nothing to it.
    """
    shares = {}
    for version, one in versions.items():
        factor = _factor(one, spec)
        if factor is not None and one.feed is not None:
            shares[version] = Share(one.feed.how is FeedHow.SUM, factor)
    return shares


def _factor(one: TypeSpec, spec: TypeSpec) -> Decimal | None:
    if one.feed is None or spec.feed is None or one.feed.indicator != spec.feed.indicator:
        return None
    if one.feed.how is FeedHow.COUNT and spec.feed.how is FeedHow.COUNT:
        return Decimal(1)
    worth = worth_in(one.fed_unit, spec.fed_unit)
    field = one.field(one.feed.field)
    in_fen = one.feed.how is FeedHow.SUM and field is not None and field.kind is FieldKind.MONEY
    return worth / 100 if worth is not None and in_fen else worth


def worth_in(one: str, other: str) -> Decimal | None:
    """How many of the other unit one unit is; None where they measure different things.

    >>> worth_in("公里", "米"), worth_in("万元", "元"), worth_in("所", "所"), worth_in("部", "公里")
    (Decimal('1000'), Decimal('10000'), Decimal('1'), None)
    """
    if one == other:
        return Decimal(1)
    if one in MONEY and other in MONEY:
        return MONEY[one] / MONEY[other]
    try:
        return Quantity.of(1, one).amount_in(other)
    except (UnitUnknown, OtherDimension):
        return None
