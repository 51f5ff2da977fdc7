"""What looks wrong about a figure before it is taken: doubts to be answered by a person, never corrections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from statistics import median_high, median_low

from liangxin.domains.indicators.rules.converting import whole_of
from liangxin.domains.indicators.terms import Doubt, Form, IndicatorKind
from liangxin.kernel.period import Period

_SHARES = {IndicatorKind.SHARE, IndicatorKind.COMPLETION}
_MAY_BE_NEGATIVE = {IndicatorKind.GROWTH, IndicatorKind.ANNUAL_GROWTH}
# 万 for one: a figure so many times the usual one, or so little of it. Half a power of ten to either side.
_SLIP = Decimal(3_162), Decimal(31_623)


def doubts_of(
    value: Decimal,
    period: Period,
    form: Form,
    others: Mapping[Period, Decimal],
    *,
    unit: str,
    kind: IndicatorKind,
    on: date,
) -> tuple[Doubt, ...]:
    """The doubts about a figure, given the other figures of its series.

    >>> month = lambda number: Period.month(2025, number)
    >>> told = {month(1): Decimal(3), month(2): Decimal(5)}
    >>> what = {"unit": "台", "kind": IndicatorKind.CUMULATIVE, "on": date(2025, 4, 1)}
    >>> doubts_of(Decimal(4), month(3), Form.TO_DATE, told, **what)
    (<Doubt.FALLS: 'falls'>,)
    """
    rest = {other: figure for other, figure in others.items() if other != period}
    found = {
        Doubt.UNIT_SLIP: _slips(value, list(rest.values())),
        Doubt.FALLS: form is Form.TO_DATE and _falls(value, period, rest),
        Doubt.OVER_WHOLE: kind in _SHARES and value > whole_of(unit) > 1,
        Doubt.NEGATIVE: value < 0 and kind not in _MAY_BE_NEGATIVE,
        Doubt.AHEAD: period.start > on,
        Doubt.SMALL_SHARE: kind in _SHARES and unit.strip() == "%" and 0 < value < 1,
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def _slips(value: Decimal, others: list[Decimal]) -> bool:
    """Beside an even number of others the two in the middle must agree: one slip among two figures dooms one only."""
    sizes = [abs(figure) for figure in others if figure]
    if not sizes or not value:
        return False
    return all(_is_slip(abs(value) / usual) for usual in (median_low(sizes), median_high(sizes)))


def _is_slip(times: Decimal) -> bool:
    return any(_SLIP[0] <= ratio <= _SLIP[1] for ratio in (times, 1 / times))


def _falls(value: Decimal, period: Period, others: Mapping[Period, Decimal]) -> bool:
    """A cumulative figure lies between those before and after it in its year."""
    year = {other: figure for other, figure in others.items() if other.start.year == period.start.year}
    before = [figure for other, figure in year.items() if other < period]
    after = [figure for other, figure in year.items() if other > period]
    return any(figure > value for figure in before) or any(figure < value for figure in after)
