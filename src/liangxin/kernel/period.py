"""Periods of whole days, half-open `[start, end)`: what is said as "to 30 June" ends on 1 July.

Reads and writes the Chinese forms of plans and notices. A form that leaves the year out needs it as an argument.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from liangxin.kernel.refusal import Refusal, RefusalKind
from liangxin.kernel.text import NumeralUnreadable, chinese_number, cut

_DAY = timedelta(days=1)
_QUARTERS = "一二三四"
_TO = "至"
# The national plans for five years: 十二五 ran from 2011 to 2015, and so on.
_FIVE_YEARS = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_FIVE_YEARS_WRITTEN = re.compile(r'["“]?(十[二三四五]五)["”]?(?:时期|期间)?')
# A point in time of any grain; the year may be inherited.
_POINT = re.compile(
    r"(?:(?P<year>\d{4})年度?)?"
    r"(?:(?P<half>[上下])半年|前(?P<first>[二三])季度|第?(?P<quarter>[一二三四1-4])季度"
    r"|(?:(?P<month>\d{1,2})月份?)?(?:(?P<day>\d{1,2})[日号])?)",
    re.ASCII,
)
_JOINED = re.compile(r"(?P<from>.+?)(?:至|到|-|–|—|~)+(?P<to>.+)")
_GRAIN = re.compile("(季度|年|月|日|号)(?:份|度)?$")


class PeriodUnreadable(Refusal):
    """A text names no period, or leaves open which."""

    code, kind = "period.unreadable", RefusalKind.INVALID
    sentence = "“%(text)s”不是一个确定的时间段。"
    remedy = "请写成如 2025年、2025年上半年、2025年6月、2024年至2027年、2025年6月1日至6月30日 的形式。"


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """All days from `start` to the day before `end`; never empty, ordered by start.

    >>> Period.read("截至6月30日", year=2025).end
    datetime.date(2025, 7, 1)
    >>> str(Period.half(2025, 1)), str(Period.years(2024, 2027))
    ('2025年上半年', '2024年至2027年')
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a period holds at least one day: {self.start} to {self.end}")

    @classmethod
    def day(cls, day: date) -> Self:
        """Return the one day."""
        return cls(day, day + _DAY)

    @classmethod
    def through(cls, first: date, last: date) -> Self:
        """Return the days from the first to the last, both included."""
        return cls(first, last + _DAY)

    @classmethod
    def year(cls, year: int) -> Self:
        """Return a calendar year."""
        return cls.years(year, year)

    @classmethod
    def years(cls, first: int, last: int) -> Self:
        """Return calendar years, both included."""
        return cls(date(first, 1, 1), date(last + 1, 1, 1))

    @classmethod
    def half(cls, year: int, half: int) -> Self:
        """Return the first or second half of a year."""
        return cls._of_months(year, 6 * half - 5, 6, pieces=2, piece=half)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        """Return the first to fourth quarter of a year."""
        return cls._of_months(year, 3 * quarter - 2, 3, pieces=4, piece=quarter)

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        """Return a calendar month."""
        return cls._of_months(year, month, 1, pieces=12, piece=month)

    @classmethod
    def _of_months(cls, year: int, first: int, length: int, *, pieces: int, piece: int) -> Self:
        if not 1 <= piece <= pieces:
            raise ValueError(f"a year has parts 1 to {pieces}, not {piece}")
        return cls(date(year, first, 1), _month_after(year, first + length - 1))

    @classmethod
    def read(cls, text: str, *, year: int | None = None, since: date | None = None) -> Self:
        """Read a Chinese form: 2025年, 2025年上半年, 一季度, 1-6月, 2024—2027年, 自…起至…止, 截至6月30日, “十四五”.

        `year` stands in where the text has none. 截至 runs from `since`, or else from 1 January of its own year.
        Raises `PeriodUnreadable`.
        """
        try:
            start, end = _read(_tidy(text), year, since)
            return cls(start, end)
        except (ValueError, OverflowError, NumeralUnreadable) as wrong:
            raise PeriodUnreadable(text=cut(text.strip(), 40)) from wrong

    def __contains__(self, other: date | Period) -> bool:
        """Tell whether a day, or the whole of another period, lies inside."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other < self.end

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        return self.end - _DAY

    @property
    def days(self) -> int:
        """How many days the period holds."""
        return (self.end - self.start).days

    def intersect(self, other: Period) -> Period | None:
        """Return the days that belong to both, or None where there are none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None

    def overlaps(self, other: Period) -> bool:
        """Tell whether any day belongs to both."""
        return self.start < other.end and other.start < self.end

    def months(self) -> Iterator[Period]:
        """Cut the period at the first of each month; the first and last piece may be less than a month."""
        start = self.start
        while start < self.end:
            end = min(_month_after(start.year, start.month), self.end)
            yield Period(start, end)
            start = end

    def __str__(self) -> str:
        """Write the period as people say it: 2025年上半年, 2024年至2027年, 2025年6月1日至7月15日."""
        first, last = self.start, self.last_day
        if self.days == 1:
            return _written_day(first)
        if first.day != 1 or self.end.day != 1:
            return f"{_written_day(first)}{_TO}{_written_day(last, after=first)}"
        if first.month == 1 and last.month == 12:
            return f"{first.year}年" if first.year == last.year else f"{first.year}年{_TO}{last.year}年"
        if first.year == last.year and (part := _part_of_year(first.month, last.month)):
            return f"{first.year}年{part}"
        year = "" if first.year == last.year else f"{last.year}年"
        return f"{first.year}年{first.month}月{_TO}{year}{last.month}月"


def _part_of_year(first: int, last: int) -> str | None:
    """Name whole months of one year: a month, a quarter or a half; None for other stretches."""
    if first == last:
        return f"{first}月"
    if last - first == 2 and last % 3 == 0:
        return f"{_QUARTERS[last // 3 - 1]}季度"
    return {(1, 6): "上半年", (7, 12): "下半年"}.get((first, last))


def _written_day(day: date, *, after: date | None = None) -> str:
    year = "" if after and after.year == day.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _month_after(year: int, month: int) -> date:
    return date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)


def _tidy(text: str) -> str:
    """One width, no space, Arabic digits before 年, 月 and 日, and without the words around a period."""
    tidy = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    tidy = re.sub("[〇零一二三四五六七八九]{4}(?=年)", lambda found: str(chinese_number(found[0])), tidy)
    tidy = re.sub("[一二三四五六七八九十]+(?=[月日])", lambda found: str(chinese_number(found[0])), tidy)
    return tidy.removeprefix("自").removeprefix("从").removesuffix("止").removesuffix("期间")


def _read(text: str, year: int | None, since: date | None) -> tuple[date, date]:
    """Return start and end. A ValueError says that there is none; `Period.read` makes it a refusal."""
    if five_years := _FIVE_YEARS_WRITTEN.fullmatch(text):
        first = _FIVE_YEARS[five_years[1]]
        return date(first, 1, 1), date(first + 5, 1, 1)
    if text.startswith(("截至", "截止")):
        end = _end(re.sub("^截[至止]到?", "", text), year, None)
        return since or date((end - _DAY).year, 1, 1), end
    joined = _JOINED.fullmatch(text)
    if joined is None:
        return _point(text, year, None)
    begin = joined["from"].removesuffix("起")
    # 1-6月 and 2024-2027年 name the grain once, at the end.
    if begin[-1:].isdecimal() and (grain := _GRAIN.search(joined["to"])):
        begin += grain[1]
    start = _point(begin, year, None)[0]
    return start, _end(joined["to"], start.year, start.month)


def _end(text: str, year: int | None, month: int | None) -> date:
    """Read the point that a period ends with; 年底 and 月末 are the end of the year and the month."""
    return _point(re.sub("(?<=[年月])[底末]$", "", text), year, month)[1]


def _point(text: str, year: int | None, month: int | None) -> tuple[date, date]:
    """Read one point of any grain, with the year and the month that it inherits."""
    found = _POINT.fullmatch(text)
    if found is None or not text:
        raise ValueError(f"no point in time: {text}")
    its_year = int(found["year"]) if found["year"] else year
    if its_year is None:
        raise ValueError(f"the year is missing: {text}")
    if found["half"]:
        period = Period.half(its_year, 1 + (found["half"] == "下"))
    elif found["first"]:
        period = Period(date(its_year, 1, 1), _month_after(its_year, 3 * (1 + _QUARTERS.index(found["first"]))))
    elif found["quarter"]:
        number = found["quarter"]
        period = Period.quarter(its_year, int(number) if number.isdecimal() else 1 + _QUARTERS.index(number))
    elif found["day"]:
        its_month = int(found["month"]) if found["month"] else month
        if its_month is None or (found["year"] and not found["month"]):
            raise ValueError(f"the month is missing: {text}")
        period = Period.day(date(its_year, its_month, int(found["day"])))
    elif found["month"]:
        period = Period.month(its_year, int(found["month"]))
    else:
        period = Period.year(its_year)
    return period.start, period.end
