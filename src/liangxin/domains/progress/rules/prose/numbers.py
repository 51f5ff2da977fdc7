"""Numbers as official texts say them: 2.5万辆, 64.3%, 提高3.2个百分点, 增长12.5%, 持平."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

_SCALES = ((Decimal(10**4), "万"), (Decimal(10**8), "亿"), (Decimal(10**12), "万亿"))
_TENTH = Decimal("0.1")
_SHARES = frozenset({"%", "‰"})
_LARGE_WORDS = re.compile("(万亿|亿|万)")
_WORTH = {"万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12), "": Decimal(1)}


def figure(value: Decimal, unit: str) -> str:
    """A figure with its unit, in 万 and 亿 where people say so; a unit that holds 万 goes on to 亿.

    >>> figure(Decimal(25000), "辆"), figure(Decimal("31500"), "万元"), figure(Decimal("64.80"), "%")
    ('2.5万辆', '3.15亿元', '64.8%')
    >>> figure(Decimal(480), "台"), figure(Decimal("0.5"), ""), figure(Decimal(99999999), "台")
    ('480台', '0.5', '1亿台')
    """
    if unit in _SHARES:
        return trimmed(rounded(value, 1)) + unit
    held = _LARGE_WORDS.match(unit)
    word = held.group(1) if held else ""
    exact, bare = value * _WORTH[word], unit[len(word) :]
    shown = [(_plain(exact), ""), *((rounded(exact / size, 2), name) for size, name in _SCALES)]
    # The first scale whose figure, once rounded, stays below the next: 99 999 999 is 1亿, not 10000万.
    scaled, name = next((pair for pair in shown if abs(pair[0]) < _SCALES[0][0]), shown[-1])
    return f"{trimmed(scaled)}{name}{bare}"


def _plain(value: Decimal) -> Decimal:
    size = abs(value)
    return rounded(value, 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 4)


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as everywhere."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def trimmed(value: Decimal) -> str:
    """Without zeros at the end behind the point, never in powers of ten, never minus nothing.

    >>> trimmed(Decimal("2.50")), trimmed(Decimal("1E+3")), trimmed(Decimal("-0.0"))
    ('2.5', '1000', '0')
    """
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def share(part: int | Fraction, whole: int | Fraction) -> str:
    """A part of a whole in per cent: never 100% unless all, never 0% unless none. ValueError without a whole.

    >>> share(9, 14), share(14, 14), share(0, 14), share(1999, 2000), share(1, 5000)
    ('64.3%', '100%', '0%', '99.9%', '不足0.1%')
    """
    if not whole or whole < 0 or not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    exact = Fraction(part) / Fraction(whole) * 100
    if exact in (0, 100):
        return f"{int(exact)}%"
    value = rounded(_decimal(exact), 1)
    if value == 0:
        return "不足0.1%"
    return f"{trimmed(min(value, Decimal('99.9')))}%"


def index(value: Decimal) -> str:
    """A progress index, in per cent of what was due: rounded down, so that 100% means that nothing lacks.

    >>> index(Decimal("99.96")), index(Decimal("64.85"))
    ('99.9%', '64.8%')
    """
    return f"{trimmed(value.quantize(_TENTH, ROUND_DOWN))}%"


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
