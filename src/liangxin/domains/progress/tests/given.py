"""Small series, promises and facts for the tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from liangxin.domains.progress.rules.paths import Path, PathPoint, Series, SeriesPoint, Start, month_end
from liangxin.domains.progress.rules.promise import Promise
from liangxin.domains.progress.rules.status import StatusFacts
from liangxin.domains.progress.rules.trajectory import linear
from liangxin.domains.progress.terms import Bound, Reckoning, Run, SeriesForm
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.kernel.period import Period

JANUARY = 2024 * 12  # the month number of January 2024
START = date(2023, 12, 31)
DEADLINE = date(2027, 12, 31)


def month(number: int) -> Period:
    """Months counted from January 2024, which is 0."""
    year, place = divmod(JANUARY + number, 12)
    return Period.month(year, place + 1)


def end(number: int) -> date:
    return month_end(JANUARY + number)


def series(
    values: Iterable[object],
    form: SeriesForm = SeriesForm.FLOW,
    unit: str = "台",
    **more: Any,
) -> Series:
    """Months from January 2024 on; None where one is missing."""
    points = [SeriesPoint(month(at), Decimal(str(each))) for at, each in enumerate(values) if each is not None]
    return Series(form, unit, tuple(points), **more)


def promise(
    kind: TargetKind = TargetKind.CUMULATIVE, value: str | None = "480", unit: str = "台", **more: Any
) -> Promise:
    facts: dict[str, Any] = {"comparator": Comparator.REACH, "starts_on": date(2024, 1, 1), "deadline": DEADLINE}
    return Promise(kind, value=None if value is None else Decimal(value), unit=unit, **{**facts, **more})


def stock_path(values: Sequence[tuple[int, str | int | Decimal]], start: str | Decimal = "0", **more: Any) -> Path:
    """A path of figures as they stand, from a known start at the end of 2023."""
    points = tuple(PathPoint(end(at), Decimal(value)) for at, value in values)
    return Path(Reckoning.STOCK, points=points, start=Start(START, Decimal(start)), unit="台", **more)


def facts(
    value: str | Decimal,
    *,
    at: int = 11,
    aim: str | Decimal = "480",
    start: str | Decimal = "0",
    comparator: Comparator = Comparator.REACH,
    coverage: tuple[int, int] = (1, 1),
    bound: Bound = Bound.EXACT,
    run: Run = Run.FREE,
    **more: Any,
) -> StatusFacts:
    """One figure at the end of a month against a target, on a straight course from the end of 2023."""
    asked = promise(TargetKind.LEVEL, str(aim), comparator=comparator)
    begin = Start(START, Decimal(start))
    point = PathPoint(end(at), Decimal(value), *coverage, bound)
    path = Path(Reckoning.STOCK, unit="台", points=(point,), start=begin, run=run)
    return StatusFacts(asked, path, linear(asked, begin), **more)
