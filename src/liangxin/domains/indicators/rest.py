"""Indicators and their figures for other programmes. Reading only.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from liangxin.domains.indicators.queries.catalogue import IndicatorCard, catalogue
from liangxin.domains.indicators.queries.figures import point_page, series_seen
from liangxin.domains.indicators.queries.measures import measure_lines
from liangxin.domains.indicators.queries.observations import SeriesCard
from liangxin.domains.indicators.terms import Direction, Family, Form, Grain, IndicatorKind, Origin, Power, RollUp

router = Router(tags=["indicators"])


class IndicatorOut(Schema):
    """An indicator; `unit` is that of its figures."""

    code: str
    name: str
    name_en: str
    definition: str
    unit: str
    direction: Direction
    kind: IndicatorKind
    roll_up: RollUp
    family: Family
    department: str


class MeasureOut(Schema):
    """How an indicator is computed from records; `indicator_name` is empty where the catalogue does not have it."""

    code: str
    name: str
    unit: str
    form: Form
    grain: Grain
    how: str
    package: str
    indicator_code: str
    indicator_name: str


class PointOut(Schema):
    """The current figure of `start` to before `end`, of `got` of `expected` parts; one rolled up has revision 0."""

    start: date
    end: date
    value: Decimal
    got: int
    expected: int
    revision: int
    recorded_at: datetime


class BreakOut(Schema):
    """From this day on counted otherwise: points before and after are not to be compared."""

    on: date
    note: str


class SeriesOut(Schema):
    """One series; `public_id` is null for one rolled up from the regions below while it is read."""

    public_id: UUID | None
    origin: Origin
    measure_code: str
    unit_name: str
    form: Form
    grain: Grain
    unit: str
    points: list[PointOut]
    breaks: list[BreakOut]


class RevisionOut(Schema):
    """One revision of a point; `value` is null where the figure was taken back."""

    revision: int
    value: Decimal | None
    got: int
    expected: int
    reason: str
    source: str
    recorded_by: str
    recorded_at: datetime


class SeriesFilter(Schema):
    """`until`: only periods that begin before this day; `known_on`: as it was known at this moment."""

    until: date | None = None
    known_on: datetime | None = None


@router.get("/", response=list[IndicatorOut])
@paginate(LimitOffsetPagination)
def list_indicators(request: HttpRequest) -> list[IndicatorCard]:
    """The whole catalogue."""
    request.actor.require(Power.READ)  # type: ignore[attr-defined]  # set by the accounts' middleware
    return catalogue(request.actor)  # type: ignore[attr-defined]  # set by the accounts' middleware


@router.get("/measures/", response=list[MeasureOut])
@paginate(LimitOffsetPagination)
def list_measures(request: HttpRequest) -> Any:
    """All measures that are published, with the indicator that each feeds."""
    request.actor.require(Power.READ)  # type: ignore[attr-defined]  # set by the accounts' middleware
    return measure_lines()


@router.get("/{slug:code}/in/{slug:region}/series", response=list[SeriesOut])
def list_series(request: HttpRequest, code: str, region: str, wanted: Query[SeriesFilter]) -> Any:
    """All series of an indicator in a region that the caller sees, side by side; 404 for what is not seen."""
    found = series_seen(request.actor, code, region, until=wanted.until, known_on=wanted.known_on)  # type: ignore[attr-defined]  # set by the accounts' middleware
    return [_series(card, public_id) for card, public_id in found]


@router.get("/{slug:code}/in/{slug:region}/series/{uuid:public_id}/{slug:starts}", response=list[RevisionOut])
def list_revisions(request: HttpRequest, code: str, region: str, public_id: UUID, starts: str) -> Any:
    """The revisions of the point that begins on a day (2025-06-01), newest first; 404 for what is not seen."""
    return point_page(request.actor, code, region, public_id, starts).revisions  # type: ignore[attr-defined]  # set by the accounts' middleware


def _series(card: SeriesCard, public_id: UUID | None) -> dict[str, Any]:
    names = ("origin", "measure_code", "unit_name", "form", "grain", "unit", "breaks")
    points = [
        {"start": point.period.start, "end": point.period.end}
        | {name: getattr(point, name) for name in ("value", "got", "expected", "revision", "recorded_at")}
        for point in card.points
    ]
    return {"public_id": public_id, "points": points} | {name: getattr(card, name) for name in names}
