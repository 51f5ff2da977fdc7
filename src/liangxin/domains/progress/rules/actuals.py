"""From a series to the path of a target in its own unit, or the reason why the series gives none.

Which figure stands against which sort of promise is said by `reckoning_of`; docs/algorithms/progress.md has each
formula with an example.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from liangxin.domains.progress.rules.paths import (
    Flow,
    Path,
    PathPoint,
    Series,
    SeriesPoint,
    Start,
    Sum,
    Tally,
    as_decimal,
    bound_of,
    flows_of,
    month_end,
    month_number,
    sum_of,
    turned,
)
from liangxin.domains.progress.rules.promise import Promise, factor_between, is_ratio
from liangxin.domains.progress.terms import Bound, Holding, NoPath, Reckoning, Run, SeriesForm
from liangxin.engines.reader.findings import TargetKind

YEAR = 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What people have said about a binding: counting words are the same, the whole of which parts are done."""

    counts_agree: bool = False
    whole: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that a reckoning looks at; `factor` brings the unit of the series to that of the target."""

    promise: Promise
    series: Series
    flows: tuple[Flow, ...] | None
    factor: Fraction
    agreed: Agreed

    @property
    def points(self) -> tuple[SeriesPoint, ...]:
        return self.series.points

    @property
    def base_day(self) -> date | None:
        return date(self.promise.base.year, 12, 31) if self.promise.base else None

    def base_value(self) -> Decimal | None:
        """As set, or as the series has it: all twelve months of the base year, or the stock at its end."""
        base = self.promise.base
        if base is None or base.value is not None:
            return base.value if base else None
        end = date(base.year, 12, 31)
        if self.flows is None:
            return next((point.value for point in self.points if point.period.last_day == end), None)
        found = sum_of(self.flows, month_number(end) - YEAR + 1, month_number(end))
        return found.total if found.bound is Bound.EXACT and found.got else None

    def scaled(self, value: Decimal) -> Decimal:
        return as_decimal(Fraction(value) * self.factor)


def reckoning_of(promise: Promise, usual: TargetKind | str, series: Series) -> Reckoning:
    """What stands against the promise. `usual` is the kind in which its indicator is usually promised.

    达到2600辆 of something that is counted by the year means a year's total, not a stock; 累计建成 of something
    usually told as a stock is read from a stock as it stands.
    """
    if promise.kind is TargetKind.DIRECTIONAL or promise.aim is None:
        return Reckoning.TREND
    if promise.kind in (TargetKind.SHARE, TargetKind.COMPLETION):
        return Reckoning.RATE if promise.kind is TargetKind.SHARE else Reckoning.COMPLETION
    if promise.kind in (TargetKind.GROWTH, TargetKind.ANNUAL_GROWTH):
        if is_ratio(series.unit):
            return Reckoning.RATE
        return Reckoning.GROWTH if promise.kind is TargetKind.GROWTH else Reckoning.ANNUAL_GROWTH
    if promise.kind is TargetKind.ANNUAL:
        return Reckoning.YEAR_TO_DATE
    is_stock = series.form == SeriesForm.STOCK
    if promise.kind is TargetKind.LEVEL:
        yearly = usual == TargetKind.ANNUAL and not is_stock
        return Reckoning.ROLLING_YEAR if yearly else Reckoning.STOCK
    return Reckoning.STOCK if is_stock and usual == TargetKind.LEVEL else Reckoning.SINCE_START


def path_of(promise: Promise, series: Series, reckoning: Reckoning, agreed: Agreed | None = None) -> Path:
    """The path; its points in the target's unit, in order of time."""
    blank = Path(reckoning, unit=promise.unit, breaks=series.breaks, grain=series.grain)
    if not series.points:
        return replace(blank, why=NoPath.NO_DATA)
    agreed = agreed or Agreed()
    factor = _factor(promise, series, reckoning, agreed)
    if factor is None:
        return replace(blank, why=NoPath.UNIT_UNFIT)
    asked = _Asked(promise, series, flows_of(series), factor, agreed)
    reckon = {
        Reckoning.STOCK: _stock,
        Reckoning.SINCE_START: _since_start,
        Reckoning.YEAR_TO_DATE: _year_to_date,
        Reckoning.ROLLING_YEAR: _rolling_year,
        Reckoning.GROWTH: _growth,
        Reckoning.ANNUAL_GROWTH: _growth,
        Reckoning.RATE: _rate,
        Reckoning.COMPLETION: _completion,
        Reckoning.TREND: _trend,
    }[reckoning]
    path = reckon(asked, blank)
    if path.why is None and not path.points:
        return replace(path, why=NoPath.NO_DATA)
    return path


def _factor(promise: Promise, series: Series, reckoning: Reckoning, agreed: Agreed) -> Fraction | None:
    """What brings figures to the target's unit: the series' own, or per cent where a rate is made of amounts."""
    if reckoning is Reckoning.TREND:
        return Fraction(1)
    made_here = reckoning in (Reckoning.GROWTH, Reckoning.ANNUAL_GROWTH) or (
        reckoning is Reckoning.COMPLETION and not is_ratio(series.unit)
    )
    return factor_between("%" if made_here else series.unit, promise.unit or "%", counts_agree=agreed.counts_agree)


def _as_they_stand(asked: _Asked, since: date | None = None) -> tuple[PathPoint, ...]:
    """Each figure for itself: a part that is missing leaves open on which side of the truth it is."""
    return tuple(
        PathPoint(
            point.period.last_day,
            asked.scaled(point.value),
            point.got,
            point.expected,
            Bound.EXACT if point.got >= point.expected else Bound.OPEN,
        )
        for point in asked.points
        if since is None or point.period.last_day >= since
    )


def _with_base(asked: _Asked, path: Path) -> Path:
    """Starts at the base where there is one, else at the first figure known."""
    value, day = asked.base_value(), asked.base_day
    if value is not None and day:
        start = Start(day, asked.scaled(value))
    elif path.points:
        start = Start(path.points[0].day, path.points[0].value, is_assumed=True)
    else:
        return path
    return replace(path, start=start)


def _stock(asked: _Asked, blank: Path) -> Path:
    if asked.flows is None:
        points = _as_they_stand(asked)
        lacking = [replace(point, bound=_stock_bound(point)) for point in points]
        return _with_base(asked, replace(blank, points=tuple(lacking)))
    if asked.series.form != SeriesForm.FLOW:
        return replace(blank, why=NoPath.FORM_UNFIT)
    if asked.series.holding == Holding.WHOLE:
        return _summed(asked, blank, since=min(flow.first for flow in asked.flows))
    base, day = asked.promise.base, asked.base_day  # the list's own months are no stock: only a set value counts
    if base is None or base.value is None or day is None:
        return replace(blank, why=NoPath.BASE_STOCK_MISSING)
    path = _summed(asked, blank, since=month_number(day) + 1, plus=base.value)
    return replace(path, start=Start(day, asked.scaled(base.value)))


def _stock_bound(point: PathPoint) -> Bound:
    """A stock adds up its parts, so one that lacks some is too small."""
    if point.bound is Bound.EXACT:
        return Bound.EXACT
    return Bound.LOWER if point.value >= 0 else Bound.UPPER


def _since_start(asked: _Asked, blank: Path) -> Path:
    begin = asked.promise.starts_on
    if begin is None:
        return replace(blank, why=NoPath.START_UNKNOWN)
    start = Start(begin - _DAY, Decimal(0))
    if asked.flows is not None:
        return replace(_summed(asked, blank, since=month_number(begin)), start=start)
    earlier = [point.value for point in asked.points if point.period.last_day < begin]
    day = asked.base_day
    before = earlier[-1] if earlier else asked.base_value() if day and day < begin else None
    if before is None:
        return replace(blank, why=NoPath.BASE_STOCK_MISSING)
    risen = [replace(point, value=point.value - asked.scaled(before)) for point in _as_they_stand(asked, since=begin)]
    return replace(blank, points=tuple(risen), start=start)


def _year_to_date(asked: _Asked, blank: Path) -> Path:
    due = asked.promise.deadline
    if due is None:
        return replace(blank, why=NoPath.START_UNKNOWN)
    if asked.flows is None:
        return replace(blank, why=NoPath.FORM_UNFIT)
    january = month_number(date(due.year, 1, 1))
    if asked.flows[-1].last < january:
        return replace(blank, why=NoPath.NOT_BEGUN)
    inside = replace(asked, flows=tuple(flow for flow in asked.flows if flow.last <= month_number(due)))
    return replace(_summed(inside, blank, since=january), start=Start(month_end(january - 1), Decimal(0)))


def _summed(asked: _Asked, blank: Path, *, since: int, plus: Decimal = Decimal(0)) -> Path:
    """Running sums from a month on."""
    flows = tuple(flow for flow in asked.flows or () if flow.first >= since)
    tally = Tally(asked.flows or (), since, plus, asked.factor)  # earlier months tell seasons, though they do not count
    points = [_point(tally, sum_of(flows, since, flow.last), flow.last) for flow in flows]
    run = {Bound.LOWER: Run.RISING, Bound.UPPER: Run.FALLING}.get(bound_of(flows), Run.FREE)
    return _marked(replace(blank, points=tuple(points), tally=tally, run=run), month_end(since - 1))


def _marked(path: Path, since: date) -> Path:
    """With the last change of method that lies inside what its figures are made of."""
    last = path.points[-1].day if path.points else since
    inside = [day for day in path.breaks if since < day <= last]
    return replace(path, broke_on=max(inside, default=None))


def _point(tally: Tally, found: Sum, last: int) -> PathPoint:
    bound = turned(found.bound) if tally.turn < 0 else found.bound
    return PathPoint(month_end(last), tally.figure(found.total), found.got, found.expected, bound)


def _years_ends(flows: tuple[Flow, ...]) -> Iterator[tuple[int, Sum]]:
    """Each month that ends twelve months which the series can know of, with their sum."""
    for flow in flows:
        if flow.last - YEAR + 1 >= flows[0].first:
            yield flow.last, sum_of(flows, flow.last - YEAR + 1, flow.last)


def _rolling_year(asked: _Asked, blank: Path) -> Path:
    if asked.flows is None:
        return replace(blank, why=NoPath.FORM_UNFIT)
    due = asked.promise.deadline
    since = (month_number(due) if due else asked.flows[-1].last) - YEAR + 1
    tally = Tally(asked.flows, since, factor=asked.factor)
    points = tuple(_point(tally, found, last) for last, found in _years_ends(asked.flows))
    if not points:
        return replace(blank, why=NoPath.TOO_FEW_MONTHS)
    path = _with_base(asked, replace(blank, points=points, tally=tally))
    return _marked(path, month_end(month_number(points[-1].day) - YEAR))


def _growth(asked: _Asked, blank: Path) -> Path:
    value, day, due = asked.base_value(), asked.base_day, asked.promise.deadline
    if value is None or day is None:
        return replace(blank, why=NoPath.BASE_MISSING)
    if value <= 0:
        return replace(blank, why=NoPath.BASE_NOT_POSITIVE)
    is_yearly = blank.reckoning is Reckoning.ANNUAL_GROWTH
    turn = -1 if asked.promise.falls else 1
    base_month = month_number(day)
    flows = asked.flows or ()
    end = month_number(due) if due else month_number(asked.points[-1].period.last_day)
    tally = Tally(flows, end - YEAR + 1, factor=asked.factor, base=value, turn=turn)
    points: list[PathPoint] = []
    for last, found in _years_ends(flows) if asked.flows is not None else _stocks(asked):
        if last >= base_month + (YEAR if is_yearly else 0):
            its = replace(tally, years=Fraction(last - base_month, YEAR)) if is_yearly else tally
            points.append(_point(its, found, last))
    if not points:
        return replace(blank, why=NoPath.TOO_FEW_MONTHS)
    if is_yearly and end > base_month:
        tally = replace(tally, years=Fraction(end - base_month, YEAR))
    zero = asked.promise.aim if is_yearly else Decimal(0)
    path = replace(blank, points=tuple(points), tally=tally if flows else None, start=Start(day, zero or Decimal(0)))
    path = _marked(path, month_end(base_month - YEAR))
    return replace(path, broke_on=None) if asked.promise.base and asked.promise.base.is_restated else path


def _stocks(asked: _Asked) -> Iterator[tuple[int, Sum]]:
    for point in asked.points:
        bound = Bound.EXACT if point.got >= point.expected else Bound.LOWER
        yield month_number(point.period.last_day), Sum(point.value, point.got, point.expected, bound)


def _rate(asked: _Asked, blank: Path) -> Path:
    """A rate as it stands; where a share has numerator and denominator, they decide. Growth begins at nothing."""
    points = []
    for point, shown in zip(asked.points, _as_they_stand(asked), strict=True):
        value = shown.value
        if point.numerator is not None and point.denominator and asked.promise.is_share:
            rate = Fraction(point.numerator) / Fraction(point.denominator) * 100
            value = as_decimal(rate * (factor_between("%", asked.promise.unit or "%") or 1))
        points.append(replace(shown, value=value))
    path = replace(blank, points=tuple(points))
    day = asked.base_day
    if not asked.promise.is_growth:
        return _with_base(asked, path)
    if day is None:
        return _with_base(asked, _marked(path, points[0].day))
    held = asked.promise.aim if asked.promise.kind is TargetKind.ANNUAL_GROWTH else None
    path = _marked(replace(path, start=Start(day, held or Decimal(0))), day)
    return replace(path, broke_on=None) if asked.promise.base and asked.promise.base.is_restated else path


def _completion(asked: _Asked, blank: Path) -> Path:
    if is_ratio(asked.series.unit):
        return _rate(asked, blank)
    whole, begin = asked.agreed.whole, asked.promise.starts_on
    if whole is None or whole <= 0:
        return replace(blank, why=NoPath.WHOLE_UNKNOWN)
    of_whole = replace(asked, factor=asked.factor * 100 / Fraction(whole))
    if asked.flows is None:
        return _with_base(of_whole, replace(blank, points=_as_they_stand(of_whole)))
    since = month_number(begin) if begin else min(flow.first for flow in asked.flows)
    return replace(_summed(of_whole, blank, since=since), start=Start(month_end(since - 1), Decimal(0)))


def _trend(asked: _Asked, blank: Path) -> Path:
    """The figures themselves; of a running total, what came in."""
    if asked.series.form == SeriesForm.TO_DATE:
        flows = [flow for flow in asked.flows or () if flow.months == asked.series.grain.months]
        points = [PathPoint(month_end(flow.last), flow.value, flow.got, flow.expected) for flow in flows]
        return replace(blank, points=tuple(points))
    return replace(blank, points=_as_they_stand(asked))
