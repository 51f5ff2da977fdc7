"""Working days of mainland China, by the State Council's yearly notice of holidays and make-up days.

The table is the `chinesecalendar` package; a year it does not hold is refused, never guessed from weekdays. Days are
counted as in article 201 of the Civil Code: the day on which a term begins is not counted.
"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar

from liangxin.kernel.refusal import Refusal, RefusalKind

_DAY = timedelta(days=1)


class HolidaysUnknown(Refusal):
    """The holidays of a year are not in the table yet, or no longer."""

    code, kind = "working_days.holidays_unknown", RefusalKind.UNAVAILABLE
    sentence = "没有%(year)s年的法定节假日安排，无法计算工作日。"
    remedy = "国务院办公厅公布该年安排后，请升级本系统的节假日数据。"


def is_working_day(day: date) -> bool:
    """Tell whether offices work on a day. Raises `HolidaysUnknown` for a year without a table.

    >>> is_working_day(date(2025, 10, 1)), is_working_day(date(2025, 9, 28))  # a holiday; a Sunday made up for it
    (False, True)
    """
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as unknown:
        raise HolidaysUnknown(year=day.year) from unknown


def add_working_days(day: date, count: int) -> date:
    """Return the working day on which a term of `count` working days ends that began on `day`; negative counts back.

    >>> add_working_days(date(2025, 9, 30), 1)
    datetime.date(2025, 10, 9)
    """
    step = _DAY if count >= 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(begin: date, end: date) -> int:
    """Count the working days after `begin` up to and with `end`; negative where `end` is earlier.

    >>> working_days_between(date(2025, 9, 30), date(2025, 10, 9))
    1
    """
    if end < begin:
        return -working_days_between(end, begin)
    return sum(is_working_day(begin + timedelta(days=passed)) for passed in range(1, (end - begin).days + 1))
