"""Number formats: whether a number is shown as a day, in per cent, scaled, or with a unit behind it.

What people mean is what they see: 0.35 shown as 35% is 35 per cent, 300 shown as 300万元 is 3 000 000 元, and 12345
shown as 1.2 by `0!.0,` is 1.2345 of its unit.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from liangxin.engines.sheets.grid import PLAIN, Look

# Numbers of built-in formats (ECMA-376 18.8.30); 27-36 and 50-58 are days in East Asian editions.
_DATES = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58))
_MONTHS = frozenset((17, 27, 36, 50, 52, 57))  # 2025年6月 and Jun-25, though a day is kept
_PERCENTS = frozenset((9, 10))
_CONDITION = re.compile(r"\[[<>=][^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|!(.)|_.|\*.|\[[^\]]*\]', re.S)
_SHIFT = re.compile(r'[!\\]\.([0#?]+)|"\."([0#?]+)')
_SCIENTIFIC = re.compile(r"E[+-]", re.I)
_UNIT = re.compile(r"[^\W\d_][^\d]*|[%‰]")
_CODE = re.compile(r'(?:"([^"]*)"|((?:\\.)*))(0{1,20})')
_GENERAL = re.compile("general|G/通用格式", re.I)


@cache
def look_of(number: int, code: str | None) -> Look:
    """The look of a format by its number and, where the file gives one, its code.

    >>> look_of(14, None).is_date, look_of(10, None).is_percent, look_of(164, '0.00"万元"').unit
    (True, True, '万元')
    >>> look_of(165, "0!.0,").scale
    Decimal('10000')
    """
    if code is None:
        return Look(is_date=number in _DATES, is_month=number in _MONTHS, is_percent=number in _PERCENTS)
    first = _GENERAL.sub("0", code.split(";", 1)[0])
    if _CONDITION.search(code):
        return PLAIN
    bare = _LITERAL.sub("", first)
    if "%" in bare:
        return Look(is_percent=True)
    if _is_date(bare):
        return Look(is_date=True, is_month="d" not in bare.lower())
    return Look(scale=_scale(first, bare), unit=_unit(first), pattern=_pattern(first))


def _is_date(bare: str) -> bool:
    """A day has its year, or month and day; hours alone are a time."""
    letters = {sign for sign in _SCIENTIFIC.sub("", bare).lower() if sign.isalpha()}
    return "y" in letters or "d" in letters or letters == {"m"}


def _pattern(first: str) -> tuple[str, int]:
    """What makes 7 into QL-007: the text before the digits, and how many these are at least."""
    found = _CODE.fullmatch(first)
    if not found:
        return "", 0
    return found[1] or (found[2] or "").replace("\\", ""), len(found[3])


def _scale(first: str, bare: str) -> Decimal:
    """Each comma behind the last digit divides by a thousand; a decimal point that is mere text divides besides."""
    behind = re.search(r"[0#?](,+)[^0#?]*$", bare)
    shift = _SHIFT.search(first)
    places = 3 * len(behind[1]) if behind else 0
    places += len(shift[1] or shift[2]) if shift else 0
    return Decimal(10) ** places


def _unit(first: str) -> str:
    """The text behind the last digit where it may be a unit."""
    last = max(first.rfind("0"), first.rfind("#"), first.rfind("?"))
    tail = "".join(a or b or c for a, b, c in _LITERAL.findall(first[last + 1 :])).strip()
    return tail if last >= 0 and _UNIT.fullmatch(tail) else ""
