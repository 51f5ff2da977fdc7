"""Money as integer fen, and the one place where an amount is rounded.

元, 万元 and 亿元 exist for reading and showing only. Mixing it with plain numbers or floats is a programming error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Self

from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.text import WRITTEN_NUMBER, cut, ungrouped

FEN_PER_YUAN = 100
FEN_PER_WAN = 10**6
FEN_PER_YI = 10**10
LARGEST_FEN = 2**63 - 1
LARGEST_EXPONENT = 18

_FEN_PER_UNIT = {
    "分": 1,
    "角": 10,
    "元": FEN_PER_YUAN,
    "千元": 1000 * FEN_PER_YUAN,
    "万": FEN_PER_WAN,
    "万元": FEN_PER_WAN,
    "百万元": 100 * FEN_PER_WAN,
    "千万元": 1000 * FEN_PER_WAN,
    "亿": FEN_PER_YI,
    "亿元": FEN_PER_YI,
    "万亿元": 10**4 * FEN_PER_YI,
}
_WRITTEN = re.compile(
    rf"(?:人民币|RMB)?\s*¥?\s*{WRITTEN_NUMBER}\s*(?P<unit>{'|'.join(sorted(_FEN_PER_UNIT, key=len, reverse=True))})整?",
    re.ASCII,
)


class MoneyUnreadable(Refusal):
    """A text is not an amount of money with its unit."""

    code, kind = "money.unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是带单位的金额。", "请写成如 1,234.50元、2 500 万元、37.2亿元 的形式。"


class NotWholeFen(Refusal):
    """An amount is finer than one fen, so that it cannot be kept exactly."""

    code, kind = "money.not_whole_fen", RefusalKind.INVALID
    sentence, remedy = "金额“%(amount)s”不足一分的部分无法入账。", "请把金额精确到分。"


def round_to_fen(amount: Fraction) -> int:
    """Round an exact number of fen half up, away from zero: the only rounding of money there is.

    A clawback rounds as its payment did, so that the two cancel out.

    >>> round_to_fen(Fraction(5, 2)), round_to_fen(Fraction(-5, 2)), round_to_fen(Fraction(12, 5))
    (3, -3, 2)
    """
    rounded = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return rounded if amount >= 0 else -rounded


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount of money in fen, of either sign.

    >>> Money.from_yuan("15000") + Money.read("0.5万元")
    Money(fen=2000000)
    >>> Money.from_wan(2500).show(), Money.read("37.2亿元").show(), Money(123450).exact()
    ('2 500 万元', '37.2 亿元', '1 234.50 元')
    """

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"Money is made of an integer number of fen, not of {self.fen!r}")

    @classmethod
    def zero(cls) -> Self:
        """Return nothing at all, from which sums start."""
        return cls(0)

    @classmethod
    def from_yuan(cls, yuan: Decimal | int | str) -> Self:
        """Make an amount of a number of 元. Raises `NotWholeFen` below one fen, `MoneyUnreadable` for no number."""
        return cls(_whole_fen(yuan, FEN_PER_YUAN))

    @classmethod
    def from_wan(cls, wan: Decimal | int | str) -> Self:
        """Make an amount of a number of 万元. Raises as `from_yuan` does."""
        return cls(_whole_fen(wan, FEN_PER_WAN))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read an amount with its unit: `1,234.50元`, `2 500 万元`, `¥37.2亿元`, of either width.

        Raises `MoneyUnreadable` for anything else, a number without a unit included, and `NotWholeFen` below one fen.
        """
        found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if found is None:
            raise MoneyUnreadable(text=cut(text.strip(), 40))
        return cls(_whole_fen(ungrouped(found["number"]), _FEN_PER_UNIT[found["unit"]]))

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Self:
        """Add up amounts; of none the sum is zero."""
        return cls(sum(amount.fen for amount in amounts))

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __mul__(self, count: int) -> Money:
        return Money(self.fen * count) if type(count) is int else NotImplemented

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self.fen != 0

    def times(self, share: Decimal | Fraction) -> Money:
        """Take a share, such as `Decimal("0.15")` or `Fraction(1, 3)`, rounded once by `round_to_fen`.

        >>> Money.from_yuan("99.99").times(Decimal("0.15"))
        Money(fen=1500)
        """
        if not isinstance(share, Decimal | Fraction):
            raise TypeError(f"a share is a Decimal or a Fraction, not {share!r}")
        return Money(round_to_fen(self.fen * Fraction(share)))

    def split(self, weights: Sequence[int | Decimal | Fraction]) -> list[Money]:
        """Share out by weight so that the parts add up to the whole: largest remainder, then larger weight, then place.

        So the order of the weights changes nothing but the order of the parts. Weights are not negative and not all
        zero. No part has a sign other than the whole's.

        >>> [part.fen for part in Money(100).split([1, 1, 1])]
        [34, 33, 33]
        """
        shares = [_weight(weight) for weight in weights]
        whole, size = sum(shares, Fraction(0)), abs(self.fen)
        if not whole:
            raise ValueError("money cannot be split by weights that are all zero")
        exact = [size * share / whole for share in shares]
        parts = [amount.numerator // amount.denominator for amount in exact]
        neediest = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], -shares[place]))
        for place in neediest[: size - sum(parts)]:
            parts[place] += 1
        return [Money(part if self.fen >= 0 else -part) for part in parts]

    def in_yuan(self) -> Decimal:
        """Return the exact number of 元, with two places."""
        return Decimal(self.fen).scaleb(-2)

    def in_wan(self) -> Decimal:
        """Return the exact number of 万元."""
        return Decimal(self.fen).scaleb(-6)

    def show(self) -> str:
        """Write the amount as people say it, to two places and below 10 000 of its unit: `37.2 亿元`, `2 500 万元`."""
        size, units = abs(self.fen), (("元", FEN_PER_YUAN), ("万元", FEN_PER_WAN), ("亿元", FEN_PER_YI))
        shown = [(round_to_fen(Fraction(100 * size, unit)), name) for name, unit in units]
        hundredths, name = next((pair for pair in shown if pair[0] < 10_000_00), shown[-1])
        return f"{'-' if self.fen < 0 else ''}{re.sub(r'[.]?0+$', '', _grouped(hundredths))} {name}"

    def exact(self) -> str:
        """Write the amount to the fen: `3 720 000 000.00 元`."""
        return f"{'-' if self.fen < 0 else ''}{_grouped(abs(self.fen))} 元"


def _grouped(hundredths: int) -> str:
    """Write hundredths with two places and a space between thousands, as official texts do."""
    return f"{hundredths // 100:,}.{hundredths % 100:02}".replace(",", " ")


def _weight(weight: int | Decimal | Fraction) -> Fraction:
    if not isinstance(weight, int | Decimal | Fraction):
        raise TypeError(f"a weight is an exact number, not {weight!r}")
    if weight < 0:
        raise ValueError(f"a weight is not below zero: {weight!r}")
    return Fraction(weight)


def _whole_fen(amount: Decimal | int | str, fen_per_unit: int) -> int:
    """Turn a number of some unit into fen, exactly."""
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int | str):
        raise TypeError(f"an amount is a Decimal, an int or a text, not {amount!r}")
    try:
        number = Decimal(amount)
    except InvalidOperation:
        raise MoneyUnreadable(text=cut(str(amount), 40)) from None
    # The database keeps 63 bits of fen; the bound also keeps 1E+999999999 from being written out.
    if not number.is_finite() or number.adjusted() > LARGEST_EXPONENT:
        raise MoneyUnreadable(text=cut(str(amount), 40))
    if number.adjusted() < -LARGEST_EXPONENT and number:
        raise NotWholeFen(amount=cut(str(amount), 40))
    fen = Fraction(number) * fen_per_unit
    if fen.denominator != 1:
        raise NotWholeFen(amount=cut(str(amount), 40))
    if abs(fen.numerator) > LARGEST_FEN:
        raise MoneyUnreadable(text=cut(str(amount), 40))
    return fen.numerator
