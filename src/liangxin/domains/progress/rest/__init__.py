"""Progress of regions, targets and tasks for other programmes. Reading only; a figure is null where it is not known.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import paginate

from liangxin.domains.progress.queries.regions import region_page
from liangxin.domains.progress.queries.targets import in_region, target_lines, target_page, targets_listed
from liangxin.domains.progress.queries.tasks import task_lines, tasks_listed
from liangxin.domains.progress.rest.bulletins import router as bulletins
from liangxin.domains.progress.rest.cards import CardPages
from liangxin.domains.progress.rest.orders import router as orders
from liangxin.domains.progress.terms import FigureOrigin, Status, StatusRule, TaskState

router = Router(tags=["progress"])
router.add_router("/orders", orders)
router.add_router("/bulletins", bulletins)


class ReasonOut(Schema):
    """A rule that spoke in the decision, with its figures."""

    rule: StatusRule
    figures: dict[str, str]


class TargetProgressOut(Schema):
    """A target; `got` of `due` parts of the figure have come, `as_of` is the last day that it covers."""

    public_id: UUID
    name: str
    chapter: str
    region_name: str
    status: Status
    is_reached: bool
    reasons: list[ReasonOut]
    aim: Decimal | None
    unit: str
    actual: Decimal | None
    expected: Decimal | None
    index: Decimal | None
    origin: FigureOrigin | None
    as_of: date | None
    got: int | None
    due: int | None
    forecast: Decimal | None
    forecast_low: Decimal | None
    forecast_high: Decimal | None
    differs: bool
    lacks: str
    deadline: int | None
    days_left: int | None
    lead: str
    looked_at: datetime


class PathPointOut(Schema):
    """The target's figure at the end of a day; `got` of `due` parts have come."""

    day: date
    value: float
    got: int
    due: int


class TargetPageOut(Schema):
    """A target with the courses that its sources give it, by origin."""

    target: TargetProgressOut
    paths: dict[str, list[PathPointOut]]


class CountsOut(Schema):
    """Targets by status; a share says nothing without how many are known."""

    on_track: int
    at_risk: int
    behind: int
    not_known: int
    known: int
    all: int


class GroupOut(Schema):
    """A group of targets with its counts."""

    name: str
    counts: CountsOut


class BelowOut(Schema):
    """A region below with its counts."""

    code: str
    name: str
    counts: CountsOut


class RegionOut(Schema):
    """A region; `is_whole` is false for a unit, which sees its own part."""

    code: str
    name: str
    is_whole: bool
    counts: CountsOut
    chapters: list[GroupOut]
    units: list[GroupOut]
    below: list[BelowOut]
    looked_at: datetime | None


class TaskProgressOut(Schema):
    """A task with what was last reported; `percent` is of the `got` of `due` targets that have a figure."""

    public_id: UUID
    title: str
    chapter: str
    region_name: str
    state: TaskState | None
    percent: Decimal | None
    got: int
    due: int
    lead: str
    deadline: int | None
    reported_at: datetime | None
    text: str
    risks: str
    next_step: str
    waiting_for: str
    waiting_what: str


class ProgressFilter(Schema):
    """What narrows the list of targets: a region's code, a status."""

    region: str = ""
    status: Status | None = None


@router.get("/targets/", response=list[TargetProgressOut])
@paginate(CardPages)
def list_target_progress(request: HttpRequest, wanted: Query[ProgressFilter]) -> Any:
    """Targets that the caller sees, with status, coverage and as of when."""
    rows = targets_listed(request.actor)  # type: ignore[attr-defined]  # set by the accounts' middleware
    if wanted.region:
        rows = in_region(rows, wanted.region)
    if wanted.status:
        rows = rows.filter(status=wanted.status.value)
    return target_lines, rows.order_by("region", "place")


@router.get("/targets/{uuid:public_id}", response=TargetPageOut)
def one_target_progress(request: HttpRequest, public_id: UUID) -> Any:
    """One target that the caller sees; 404 otherwise."""
    page = target_page(request.actor, public_id)  # type: ignore[attr-defined]  # set by the accounts' middleware
    paths = {
        origin: [{"day": day, "value": value, "got": got, "due": due} for day, value, got, due in points]
        for origin, points in page.chart.get("paths", {}).items()
    }
    return {"target": page.line, "paths": paths}


@router.get("/regions/{code}", response=RegionOut)
def one_region_progress(request: HttpRequest, code: str) -> Any:
    """How one region stands that the caller sees; 404 otherwise."""
    return region_page(request.actor, code)  # type: ignore[attr-defined]  # as above


@router.get("/tasks/", response=list[TaskProgressOut])
@paginate(CardPages)
def list_task_progress(request: HttpRequest) -> Any:
    """Tasks that the caller sees, with what was last reported."""
    rows = tasks_listed(request.actor)  # type: ignore[attr-defined]  # set by the accounts' middleware
    return task_lines, rows.order_by("region", "place")
