"""What was found of a target as a row: figures, reasons, the line of a list, the chart of its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from liangxin.domains.progress.models import TargetSnapshot
from liangxin.domains.progress.queries.material import TargetFacts
from liangxin.domains.progress.rules.forecast import Forecast
from liangxin.domains.progress.rules.judging import KnownForecast, Look
from liangxin.domains.progress.rules.paths import Path
from liangxin.domains.progress.rules.status import StatusReason
from liangxin.domains.progress.rules.trajectory import expected_at
from liangxin.domains.progress.terms import SPARK_POINTS, ForecastAgainst, Lack, NoForecast

_PLACES = Decimal("0.000001")
_LARGEST = Decimal(10) ** 23  # what the columns hold
_MOST_INDEX = Decimal(9999)


def target_row(facts: TargetFacts, look: Look, place: int, on: date, now: datetime) -> TargetSnapshot:
    """The row; what a list shows stands in columns, what only its page shows in `chart`. `place`: that in the plans."""
    stated, card = facts.stated, facts.stated.card
    latest = look.path.last_by(on)
    deadline = look.promise.deadline
    due_day = latest.day if latest else on
    return TargetSnapshot(
        target_id=card.id,
        region_id=stated.region_id,
        indicator_id=stated.indicator_id,
        task_id=stated.task_id,
        place=place,
        name=card.name,
        chapter=stated.chapter,
        figure=_figure(facts),
        unit=card.unit,
        aim=figure_kept(look.promise.aim),
        deadline=card.deadline,
        days_left=(deadline - on).days if deadline else None,
        status=look.decision.status.value,
        is_reached=look.decision.is_reached,
        is_over=look.decision.is_over,
        reasons=[reason_kept(reason) for reason in look.decision.reasons],
        actual=figure_kept(latest.value) if latest else None,
        expected=figure_kept(expected_at(look.trajectory, due_day)) if look.trajectory else None,
        index=_index(look),
        origin=look.origin.value if look.origin and latest else "",
        as_of=latest.day if latest else None,
        got=latest.got if latest else None,
        due=latest.expected if latest else None,
        forecast=figure_kept(look.forecast.middle),
        forecast_low=figure_kept(look.forecast.low),
        forecast_high=figure_kept(look.forecast.high),
        differs=look.differs,
        lacks=_lack(facts, look),
        lead_unit_id=stated.lead_unit_ids[0] if stated.lead_unit_ids else None,
        lead_name=card.lead,
        unit_ids=list(stated.unit_ids),
        spark=_spark(look, on),
        chart=_chart(facts, look, on),
        looked_at=now,
    )


def _figure(facts: TargetFacts) -> dict[str, Any]:
    """What the plan says, and where: the page needs no other table to lead back to the sentence."""
    card = facts.stated.card
    return {
        "kind": card.kind.value,
        "comparator": card.comparator.value,
        "value": None if card.value is None else str(card.value),
        "unit": card.unit,
        "hedged": card.hedged,
        "baseline_year": card.baseline_year,
        "quote": card.quote,
        "plan": card.home.plan_title,
        "plan_id": str(card.home.plan_id),
        "version": card.home.version,
        "document_id": str(card.home.document_id),
        "finding": card.home.finding,
        "task_id": str(card.task_id) if card.task_id else "",
        "leads": len(card.leaders),
    }


def reason_kept(reason: StatusReason) -> dict[str, Any]:
    """A reason as it is stored; figures as text, so that no digit is lost."""
    return {"rule": reason.code.value, "figures": {name: str(value) for name, value in reason.figures.items()}}


def _index(look: Look) -> Decimal | None:
    """Progress in per cent of what was due, where a rule has reckoned it."""
    found = next((reason.figures["index"] for reason in look.decision.reasons if "index" in reason.figures), None)
    if not isinstance(found, Decimal):
        return None
    return max(-_MOST_INDEX, min(found, _MOST_INDEX)).quantize(Decimal("0.01"))


def _lack(facts: TargetFacts, look: Look) -> str:
    if facts.stated.indicator_id is None:
        return Lack.NO_INDICATOR.value
    if not facts.has_source:
        return Lack.NO_SOURCE.value
    return look.path.why.value if look.path.why else ""


def figure_kept(value: Decimal | None) -> Decimal | None:
    """To the places of the column; a number too large for it is none that a county promises."""
    if value is None or abs(value) >= _LARGEST:
        return None
    return value.quantize(_PLACES)


def _spark(look: Look, on: date) -> list[list[float | None]]:
    """The last points: what is there and what was due."""
    points = [point for point in look.path.points if point.day <= on][-SPARK_POINTS:]
    return [
        [_drawn(point.value), _drawn(expected_at(look.trajectory, point.day)) if look.trajectory else None]
        for point in points
    ]


def _drawn(value: Decimal) -> float:
    return float(f"{float(value):.8g}")


def _chart(facts: TargetFacts, look: Look, on: date) -> dict[str, Any]:
    forecast, pace = look.forecast, look.pace
    course = look.trajectory
    chart: dict[str, Any] = {
        "paths": {origin.value: _points(path, on) for origin, path in look.paths.items()},
        "whys": {origin.value: path.why.value for origin, path in look.paths.items() if path.why},
        "reckoning": look.path.reckoning.value,
        "grain": look.path.grain.value,
        "course": [],
        "shape": course.shape.value if course else "",
        "is_set": facts.course is not None,
        "fallen_back": look.fallen_back,
        "breaks": sorted({day.isoformat() for path in look.paths.values() for day in path.breaks}),
        "deadline": look.promise.deadline.isoformat() if look.promise.deadline else "",
        "starts_on": look.promise.starts_on.isoformat() if look.promise.starts_on else "",
        "base_year": facts.base_year,
        "base": None if look.promise.base is None else str(look.promise.base.value),
        "follow": facts.follow.value,
        "against": forecast.against.value if forecast.against else "",
        "forecast": forecast_kept(look),
        "no_forecast": forecast.why.value if forecast.why else "",
        "at_least": forecast.is_at_least,
        "then": look.decision.then.value if look.decision.then else "",
    }
    if course:
        days = [course.start.day, *(date.fromordinal(number) for number, _ in course.knots), course.deadline]
        chart["course"] = [[day.isoformat(), _drawn(expected_at(course, day))] for day in sorted(set(days))]
        chart["assumed_start"] = course.start.is_assumed
    if pace:
        chart["pace"] = {name: None if (value := getattr(pace, name)) is None else str(value) for name in _PACE}
    return chart


def forecast_kept(look: Look) -> dict[str, Any]:
    """The forecast with what it was made of, so that it need not be made again of the same."""
    kept = asdict(look.forecast)
    said = {
        name: value if value is None or isinstance(value, bool | int) else str(value) for name, value in kept.items()
    }
    return said | {"made_of": look.made_of}


def forecast_known(kept: Mapping[str, Any] | None) -> KnownForecast | None:
    """What `forecast_kept` has stored."""
    if not kept:
        return None
    forecast = Forecast(
        why=NoForecast.of(kept["why"]) if kept["why"] else None,
        day=date.fromisoformat(kept["day"]) if kept["day"] else None,
        middle=_number(kept["middle"]),
        low=_number(kept["low"]),
        high=_number(kept["high"]),
        against=ForecastAgainst.of(kept["against"]) if kept["against"] else None,
        points=kept["points"],
        is_seasonal=kept["is_seasonal"],
        is_at_least=kept["is_at_least"],
    )
    return KnownForecast(kept["made_of"], forecast)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


_PACE = ("needed", "present", "ratio")


def _points(path: Path, on: date) -> list[list[Any]]:
    return [
        [point.day.isoformat(), _drawn(point.value), point.got, point.expected]
        for point in path.points
        if point.day <= on
    ]
