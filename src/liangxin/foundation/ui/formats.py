"""How figures, days and absent values are written, decided once: `2.5 万辆`, `37.2 亿元`, `2025年6月30日`.

Short forms are for the eye; the exact figure goes with them (on hover, in exports).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from liangxin.kernel.money import Money
from liangxin.kernel.period import Period

# (size, word in front of the unit); official texts say 万 and 亿, English ones thousand stays in digits.
CHINESE_SCALES = ((Decimal(1), ""), (Decimal(10**4), "万"), (Decimal(10**8), "亿"), (Decimal(10**12), "万亿"))
ENGLISH_SCALES = ((Decimal(1), ""), (Decimal(10**6), "million "), (Decimal(10**9), "billion "))
PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Spoken:
    """A figure as people say it and the exact one behind it."""

    short: str
    exact: str


def spoken(value: Money | Decimal | int, unit: str = "") -> Spoken:
    """The two ways to write a figure; money needs no unit, it is 元.

    Rounded to two places of 万, 亿 or 万亿, and below ten thousand of its unit.

    >>> spoken(25000, "辆")
    Spoken(short='2.5 万辆', exact='25 000 辆')
    """
    if isinstance(value, Money):
        value, unit = value.in_yuan(), unit or gettext("元")
    number = Decimal(value)
    return Spoken(_scaled(number, unit), with_unit(grouped(trimmed(number)), unit))


def _scaled(number: Decimal, unit: str) -> str:
    scales = CHINESE_SCALES if is_chinese() else ENGLISH_SCALES
    shown = [((number / size).quantize(PLACES, ROUND_HALF_UP), word) for size, word in scales]
    ceilings = [above / size for (size, _), (above, _) in pairwise(scales)]
    # The first scale whose figure, once rounded, stays below the next: 99 999 999 is 1 亿, not 10 000 万.
    fitting = (pair for pair, ceiling in zip(shown, ceilings, strict=False) if abs(pair[0]) < ceiling)
    figure, word = next(fitting, shown[-1])
    return with_unit(grouped(trimmed(figure)), word + unit)


def grouped(number: Decimal | int) -> str:
    """Digits with a no-break space between thousands; the places behind the point as they are given."""
    return (
        f"{number:,f}".replace(",", "\u00a0") if isinstance(number, Decimal) else f"{number:,}".replace(",", "\u00a0")
    )


def trimmed(number: Decimal) -> Decimal:
    """The same number without zeros at its end behind the point."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def with_unit(figure: str, unit: str) -> str:
    """A figure and its unit, kept on one line; the per cent sign stands without a space."""
    if unit in ("", "%", "‰"):
        return figure + unit
    return f"{figure}\u00a0{unit}".rstrip()


def day(value: date) -> str:
    """A legal day, or the day of a moment in the office's time zone."""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return date_format(value, "DATE_FORMAT")


def period(value: Period) -> str:
    """A period as people say it: 2026年10月, 2025年上半年; in English October 2026, H1 2025."""
    if is_chinese():
        return str(value)
    first, last = value.start, value.last_day
    if value.days == 1:
        return day(first)
    if first.day != 1 or value.end.day != 1:
        return f"{day(first)} – {day(last)}"
    if first.month == 1 and last.month == 12:
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    months = last.month - first.month + 1
    part = {3: "Q", 6: "H"}.get(months) if first.year == last.year and last.month % months == 0 else None
    if part:
        return f"{part}{last.month // months} {first.year}"
    begin, end = (date_format(each, "F Y") for each in (first, last))
    return begin if begin == end else f"{begin} – {end}"


def in_language(name: str, name_en: str) -> str:
    """A name of things in data: the English one where the screen speaks English and there is one."""
    return name if is_chinese() else name_en or name


def moment(value: datetime) -> str:
    """Day and minute in the office's time zone."""
    return f"{day(value)} {timezone.localtime(value):%H:%M}"


def duration(seconds: float) -> str:
    """How long something took or will take, in two units at most."""
    whole = max(0, round(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return gettext("%(hours)s小时%(minutes)s分") % {"hours": hours, "minutes": minutes}
    if minutes:
        return gettext("%(minutes)s分%(seconds)s秒") % {"minutes": minutes, "seconds": rest}
    return gettext("%(seconds)s秒") % {"seconds": rest}


@lru_cache(maxsize=20_000)  # the same names are sorted on every page
def pinyin_key(text: str) -> tuple[tuple[str, ...], str]:
    """The sort key that puts names where people look for them; equal readings by the characters themselves."""
    from pypinyin import Style, lazy_pinyin  # its dictionaries take half a second to load: not at every start

    return tuple(lazy_pinyin(text, style=Style.TONE3)), text


def is_chinese() -> bool:
    """Whether the screen speaks Chinese at this moment."""
    return (get_language() or "zh").startswith("zh")
