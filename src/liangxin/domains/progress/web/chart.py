"""What the chart of a target draws, and the table behind it: period by period, by source, with the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext

from liangxin.domains.indicators import api as indicators
from liangxin.domains.progress.queries.targets import TargetPage
from liangxin.domains.progress.terms import BindingKind, BindingState, FigureOrigin, SeriesGrain
from liangxin.domains.progress.web.wording import Figure, amount
from liangxin.foundation.ui.formats import period as period_words
from liangxin.kernel.period import Period

Point = Sequence[Any]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A period in the table: what each source says, what was due, how complete it is, where the records are."""

    period: str
    computed: Figure | None
    reported: Figure | None
    due: Figure | None
    coverage: str
    url: str


def chart_facts(page: TargetPage) -> dict[str, Any]:
    """For the script that draws; words come along, so that it speaks the reader's language."""
    line, chart = page.line, page.chart
    paths: Mapping[str, list[Point]] = chart.get("paths", {})
    known = [point for points in paths.values() for point in points]
    last = paths.get(line.origin.value, [])[-1:] if line.origin else []
    forecast = None
    if line.forecast is not None and line.forecast_low is not None and line.forecast_high is not None and last:
        forecast = {
            "from": [last[0][0], last[0][1]],
            "day": chart["deadline"],
            "low": float(line.forecast_low),
            "middle": float(line.forecast),
            "high": float(line.forecast_high),
        }
    return {
        "unit": line.unit,
        "aim": None if line.aim is None else float(line.aim),
        "deadline": chart.get("deadline", ""),
        "paths": {origin: [[point[0], point[1]] for point in points] for origin, points in paths.items()},
        "course": chart.get("course", []),
        "forecast": forecast,
        "breaks": chart.get("breaks", []),
        "empty": not known,
        "words": {
            "computed": gettext("系统计算"),
            "reported": gettext("单位填报"),
            "estimated": gettext("估算"),
            "course": gettext("应有进度"),
            "aim": gettext("目标"),
            "forecast": gettext("预测"),
            "interval": gettext("预测区间（八成把握）"),
            "break": gettext("口径调整"),
        },
    }


def month_lines(page: TargetPage) -> list[MonthLine]:
    """The table, newest first."""
    paths = page.chart.get("paths", {})
    points = {origin: {point[0]: point for point in paths.get(origin, ())} for origin in ("computed", "reported")}
    source = _record_source(page)
    grain = SeriesGrain.of(page.chart.get("grain") or SeriesGrain.MONTH.value)
    lines = []
    for day in sorted(points["computed"].keys() | points["reported"].keys(), reverse=True):
        computed, reported = points["computed"].get(day), points["reported"].get(day)
        period = _period(date.fromisoformat(day), grain)
        lines.append(
            MonthLine(
                period=period_words(period),
                computed=_figure(computed, page.line.unit),
                reported=_figure(reported, page.line.unit),
                due=_due(page.chart.get("course", ()), day, page.line.unit),
                coverage=_coverage(computed or reported),
                url=source[0].records_url(source[1], page.region_code, period) if source and computed else "",
            )
        )
    return lines


def latest_of(page: TargetPage) -> list[tuple[str, Figure | None, str]]:
    """The last figure of each source: its name, the figure, up to when."""
    found = []
    for origin, points in page.chart.get("paths", {}).items():
        last = points[-1] if points else None
        until = period_words(Period.month(*map(int, last[0].split("-")[:2]))) if last else ""
        found.append((gettext(FigureOrigin.of(origin).label), _figure(last, page.line.unit), until))
    return found


def _record_source(page: TargetPage) -> tuple[indicators.MeasureSource, str] | None:
    """Who lists the records behind the computed figures, and under which measure."""
    for source in page.sources:
        if source.kind is BindingKind.MEASURE and source.state is BindingState.CONFIRMED:
            publisher = indicators.source_of(source.measure_code)
            return (publisher, source.measure_code) if publisher else None
    return None


def _period(last_day: date, grain: SeriesGrain) -> Period:
    """The period that ends with a day."""
    first = last_day.year * 12 + last_day.month - grain.months
    return Period(date(first // 12, first % 12 + 1, 1), Period.month(last_day.year, last_day.month).end)


def _figure(point: Point | None, unit: str) -> Figure | None:
    return None if point is None else amount(Decimal(repr(point[1])), unit)


def _coverage(point: Point | None) -> str:
    return f"{point[2]}/{point[3]}" if point and point[2] < point[3] else ""


def _due(course: Sequence[Point], day: str, unit: str) -> Figure | None:
    """What the course asks for on a day, straight between its knots."""
    if not course:
        return None
    if day <= course[0][0]:
        return amount(Decimal(repr(course[0][1])), unit)
    at = date.fromisoformat(day).toordinal()
    for (begin, low), (end, high) in pairwise(course):
        if begin <= day <= end:
            first, last = (date.fromisoformat(each).toordinal() for each in (begin, end))
            return amount(Decimal(repr(round(low + (high - low) * (at - first) / max(1, last - first), 6))), unit)
    return amount(Decimal(repr(course[-1][1])), unit)
