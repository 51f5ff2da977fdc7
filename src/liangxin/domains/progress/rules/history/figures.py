"""Made-up monthly figures of targets, and when each of them was told and revised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from liangxin.domains.indicators.terms import Direction
from liangxin.domains.progress.rules.history.chance import Chance
from liangxin.domains.progress.rules.history.stories import Story, pace_in
from liangxin.domains.progress.terms import SeriesForm
from liangxin.engines.reader.findings import TargetKind
from liangxin.kernel.period import Period

FIRST_YEAR: Final = 2024
MONTHS: Final = 34  # to October 2026
# Parts of a year: a dip in February, a rush in December. Invented, like all here.
SEASONS: Final = (0.07, 0.035, 0.08, 0.08, 0.085, 0.095, 0.075, 0.075, 0.09, 0.085, 0.095, 0.135)
METHOD_CHANGED_ON: Final = date(2025, 7, 1)
_SILENT_FROM: Final = 30  # June 2026 was the last month told
_GAPS: Final = frozenset({7, 13, 25})
_DIFFERENT: Final = (10, 20, 29)
_MISTYPED: Final = 28
_COUNTED: Final = frozenset("台辆部套个家户座处张项场所艘")
_PLACES: Final[Mapping[str, int]] = {"%": 1, "亿元": 4, "万元": 2, "公里": 2, "元": 0}
_SUMMED: Final = (TargetKind.CUMULATIVE, TargetKind.ANNUAL)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target as plain values; `aims` are its figures by year in the unit of the series, for a yearly one its figure.

    `base` is the figure at the end of 2023, or of that year; one is made up where it is None. `by_year` says that a
    level is a year's total. `form` is that in which the unit reports.
    """

    indicator: str
    unit: str
    kind: TargetKind
    aims: tuple[tuple[int | None, Decimal | None], ...]
    direction: Direction = Direction.UP
    base: Decimal | None = None
    by_year: bool = False
    form: SeriesForm | None = None

    @property
    def is_summed(self) -> bool:
        return self.kind in _SUMMED or self.by_year

    @property
    def told_as(self) -> SeriesForm:
        return self.form or (SeriesForm.FLOW if self.is_summed else SeriesForm.STOCK)


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure as it was told on a day; a later one for the same period replaces it and has its reason."""

    told_on: date
    period: Period
    value: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BaseTold:
    """A base year's figure as it was told on a day."""

    told_on: date
    year: int
    value: Decimal
    source: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """What a unit reported of an indicator, in the order in which it was told.

    `done` has what came in month by month where the figure is a sum: records that are made from it agree with it but
    where the story says otherwise.
    """

    indicator: str
    unit: str
    form: SeriesForm
    story: Story
    revisions: tuple[Revision, ...]
    done: tuple[tuple[Period, Decimal], ...] = ()
    bases: tuple[BaseTold, ...] = ()
    broken: tuple[tuple[date, str], ...] = ()


def history_of(seed: str, wanted: Iterable[Wanted], stories: Mapping[str, Story]) -> tuple[SeriesDraft, ...]:
    """The history of each target that has one, in the order given."""
    drafts = []
    for one in wanted:
        story = stories.get(one.indicator, Story.STEADY)
        if story is not Story.NO_DATA:
            drafts.append(_draft(one, story, Chance(seed, one.indicator)))
    return tuple(drafts)


def _draft(one: Wanted, story: Story, chance: Chance) -> SeriesDraft:
    base = _base(one, chance)
    if one.is_summed:
        done = _flows(one, story, base, chance)
        told = _reported(one, story, done)
    else:
        done = ()
        told = _stocks(one, story, base, chance)
    revisions = sorted(_revised(told, one, story, chance), key=lambda each: (each.told_on, each.period))
    changed = "按市级新口径统计，含个人间交易" if story is Story.METHOD_CHANGED else ""
    return SeriesDraft(
        indicator=one.indicator,
        unit=one.unit,
        form=one.told_as,
        story=story,
        revisions=tuple(revisions),
        done=tuple((_month(at), value) for at, value in enumerate(done)),
        bases=tuple(_bases_told(one, story, base)),
        broken=((METHOD_CHANGED_ON, changed),) if changed else (),
    )


def _month(at: int) -> Period:
    return Period.month(FIRST_YEAR + at // 12, at % 12 + 1)


def _rounded(value: float | Decimal, unit: str) -> Decimal:
    places = 0 if unit in _COUNTED or unit == "台（套）" else _PLACES.get(unit, 2)
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _aims(one: Wanted) -> list[tuple[int, float]]:
    """Figures by year; without a year, that of the last year of the history."""
    return [(year or FIRST_YEAR + 2, float(value)) for year, value in one.aims if value is not None]


def _base(one: Wanted, chance: Chance) -> Decimal:
    """Where it stood at the end of 2023."""
    if one.base is not None:
        return one.base
    aims = _aims(one)
    aim = aims[-1][1] if aims else 36.0
    if one.kind in _SUMMED or one.kind is TargetKind.GROWTH:
        return Decimal(0)
    if one.kind is TargetKind.ANNUAL_GROWTH:
        return _rounded(aim, one.unit)
    if one.direction is Direction.DOWN:
        return _rounded(aim * chance.between(1.2, 1.3), one.unit)
    part = chance.between(0.75, 0.85) if one.unit == "%" else chance.between(0.45, 0.6)
    return _rounded(aim * part, one.unit)


def _due(one: Wanted, base: float, at: int) -> float:
    """What is due at the end of a month: straight from the base through the figures of its years."""
    when, before, value = (at + 1) / 12, 0.0, base
    for year, aim in _aims(one):
        due = float(year - FIRST_YEAR + 1)
        if when <= due:
            return value + (aim - value) * (when - before) / (due - before)
        before, value = due, aim
    return value


def _flows(one: Wanted, story: Story, base: Decimal, chance: Chance) -> tuple[Decimal, ...]:
    """What came in month by month; what rounding takes from one month it gives to the next."""
    flows, owed = [], 0.0
    for at in range(MONTHS):
        owed += max(0.0, _year_of(one, story, float(base), at) * SEASONS[at % 12] * (1 + 0.12 * chance.spread()))
        came = max(_rounded(owed, one.unit), Decimal(0))
        owed -= float(came)
        flows.append(came)
    return tuple(flows)


def _year_of(one: Wanted, story: Story, base: float, at: int) -> float:
    """The year's total of which a month is a part."""
    end = at - at % 12 + 11
    if one.kind is TargetKind.ANNUAL:
        return _aims(one)[-1][1] * pace_in(story, at)
    if one.by_year:
        return _due(one, base, end) * pace_in(story, at)
    if story is Story.RECOVERED:  # less than due at first and, once it turns, as much more as it takes
        return (_due(one, base, end) - _due(one, base, end - 12)) * (0.55 if at < 18 else 1.62)
    over = pace_in(story, at) - (0.9 if story is Story.EARLY and at > 20 else 0)
    return (_due(one, base, end) - _due(one, base, end - 12)) * over


def _reported(one: Wanted, story: Story, done: tuple[Decimal, ...]) -> dict[int, Decimal]:
    """What the unit says: the same, but for a few months where it says more; as a running total where it is asked."""
    said = list(done)
    if story is Story.DISAGREES:
        for at in _DIFFERENT:
            said[at] += max(_rounded(float(said[at]) * 0.4, one.unit), Decimal(2))
    if one.told_as is not SeriesForm.TO_DATE:
        return dict(enumerate(said))
    return {at: sum(said[at - at % 12 : at + 1], Decimal(0)) for at in range(MONTHS)}


def _stocks(one: Wanted, story: Story, base: Decimal, chance: Chance) -> dict[int, Decimal]:
    """Figures as they stand: on the way from the base, with a little noise; counts never fall."""
    first, told = float(base), {}
    shift = last = 0.0
    aims = _aims(one)
    way = (aims[-1][1] - first if aims else 0.25 * first) or 0.25 * first
    for at in range(MONTHS):
        due = _due(one, first, at) if aims else first + way * (at + 1) / 48
        noise = abs(way) * 0.015 * chance.spread()
        value = first + (due - first) * pace_in(story, at) + noise
        if one.kind is TargetKind.ANNUAL_GROWTH:
            value = first * 1.06 + 4 * noise
        if story is Story.METHOD_CHANGED and at == 18:
            shift = abs(way) * 0.18
        value = value + shift
        if one.unit == "%" and one.kind in (TargetKind.SHARE, TargetKind.COMPLETION):
            value = min(value, 100.0)
        if one.unit != "%":
            value = last = max(value, last)
        told[at] = _rounded(value, one.unit)
    return told


def _told_on(at: int, chance: Chance) -> date:
    return _month(at).end + timedelta(chance.whole(7, 19))


def _revised(told: Mapping[int, Decimal], one: Wanted, story: Story, chance: Chance) -> Iterator[Revision]:
    """When each figure was told, and told again."""
    for at, value in told.items():
        day = _told_on(at, chance)
        if (story is Story.FALLS_SILENT and at >= _SILENT_FROM) or (story is Story.HAS_GAPS and at in _GAPS):
            continue
        if story is Story.LATE and at % 5 == 3 and at < MONTHS - 3:
            day += timedelta(61)
        first = Revision(day, _month(at), value)
        if story is Story.MISTYPED and at == _MISTYPED:
            yield replace(first, value=value * 10_000)
            first = replace(first, told_on=day + timedelta(7), reason="上次按万元填报，应为亿元")
        yield first
        # Now and then a month is corrected a little when the quarter is closed.
        if at % 3 == 2 and chance.between(0, 1) < 0.1 and story is Story.STEADY and not one.is_summed:
            better = _rounded(float(value) * 0.995, one.unit)
            if better != value:
                yield Revision(day + timedelta(25), _month(at), better, reason="季度核对后订正")


def _bases_told(one: Wanted, story: Story, base: Decimal) -> Iterator[BaseTold]:
    """The base year where there is one to tell: of a stock or a year's total, not of a growth."""
    if one.kind in (*_SUMMED, TargetKind.GROWTH, TargetKind.ANNUAL_GROWTH, TargetKind.DIRECTIONAL):
        return
    year, told_on = FIRST_YEAR - 1, date(FIRST_YEAR, 8, 20)
    if story is Story.BASE_REVISED:
        first = _rounded(float(base) * 1.08, one.unit)
        yield BaseTold(told_on, year, first, "部门上报数")
        yield BaseTold(date(2025, 3, 14), year, base, "年度核定数", "剔除已迁出和重复登记的部分")
    else:
        yield BaseTold(told_on, year, base, "部门上报数")
