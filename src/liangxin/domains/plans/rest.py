"""Plans, tasks and targets in force for other programmes. Reading only.

Annotations are not postponed here: django-ninja reads them while the functions are defined.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from liangxin.domains.plans.queries.editions import plan_page, plans_listed
from liangxin.domains.plans.queries.promises import (
    target_cards,
    target_page,
    targets_listed,
    task_cards,
    task_page,
    tasks_listed,
)
from liangxin.domains.plans.terms import EditionKind, PlanKind, PlanLevel, TaskKind, UnitPart, VersionState
from liangxin.engines.reader.findings import Comparator, TargetKind

router = Router(tags=["plans"])


class PlanOut(Schema):
    """A plan; `place` is the government that issued it, `number` the edition in force, null before the first."""

    public_id: UUID
    title: str
    region_name: str
    place: str
    level: PlanLevel
    kind: PlanKind
    field: str
    number: int | None
    is_own: bool


class VersionOut(Schema):
    """One edition of a plan."""

    number: int
    kind: EditionKind
    state: VersionState
    title: str
    document_number: str
    published_at: datetime | None
    targets: int
    tasks: int


class PlanLinkOut(Schema):
    """A plan that stands above, below or beside another."""

    public_id: UUID
    title: str
    place: str
    kind: PlanKind


class PlanPageOut(Schema):
    """A plan with its editions, newest first, and its family."""

    plan: PlanOut
    versions: list[VersionOut]
    upper: PlanLinkOut | None
    main: PlanLinkOut | None
    below: list[PlanLinkOut]
    sectors: list[PlanLinkOut]


class UnitOut(Schema):
    """A unit that answers for a task; `unit_id` is null for a body that is no unit of this government."""

    unit_id: UUID | None
    name: str
    written: str
    part: UnitPart


class HomeOut(Schema):
    """Where a target or task stands."""

    plan_id: UUID
    plan_title: str
    region_name: str
    version: int


class TaskOut(Schema):
    """A task in force. `deadline` is a year, null where the plan names none."""

    public_id: UUID
    number: int
    kind: TaskKind
    marker: str
    chapter: str
    title: str
    due: str
    deadline: int | None
    leaders: list[str]
    units: list[UnitOut]
    home: HomeOut


class TargetOut(Schema):
    """A target in force. `value` has 万 and 亿 multiplied out; null for a direction without a figure."""

    public_id: UUID
    number: int
    marker: str
    name: str
    quote: str
    indicator_code: str
    indicator_name: str
    kind: TargetKind
    value: Decimal | None
    unit: str
    comparator: Comparator
    deadline: int | None
    baseline_year: int | None
    hedged: bool
    task_id: UUID | None
    home: HomeOut


class TaskPageOut(Schema):
    """A task with its targets."""

    task: TaskOut
    targets: list[TargetOut]


class ShareOut(Schema):
    """What a region below is to contribute; null where nothing was handed to it."""

    code: str
    name: str
    value: Decimal | None


class TargetPageOut(Schema):
    """A target with what was handed down of it."""

    target: TargetOut
    shares: list[ShareOut]


class PromiseFilter(Schema):
    """What narrows the lists of tasks and targets: a plan, a year, a unit (tasks), an indicator's code (targets)."""

    plan: UUID | None = None
    year: int | None = None
    unit: UUID | None = None
    indicator: str = ""


class _Cards(LimitOffsetPagination):
    """Pages of rows, turned into cards a page at a time."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        make, rows = queryset
        page = super().paginate_queryset(rows, pagination, request, **params)
        return page | {"items": make(list(page["items"]))}


@router.get("/", response=list[PlanOut])
@paginate(LimitOffsetPagination)
def list_plans(request: HttpRequest) -> Any:
    """Plans that the caller sees, from above downwards."""
    return plans_listed(request.actor)  # type: ignore[attr-defined]  # set by the accounts' middleware


@router.get("/tasks/", response=list[TaskOut])
@paginate(_Cards)
def list_tasks(request: HttpRequest, wanted: Query[PromiseFilter]) -> Any:
    """Tasks in force that the caller sees."""
    rows = tasks_listed(request.actor)  # type: ignore[attr-defined]  # set by the accounts' middleware
    if wanted.unit:
        rows = rows.filter(units__unit__public_id=wanted.unit).distinct()
    return task_cards, _narrowed(rows, wanted).order_by("version__plan", "sequence")


@router.get("/targets/", response=list[TargetOut])
@paginate(_Cards)
def list_targets(request: HttpRequest, wanted: Query[PromiseFilter]) -> Any:
    """Targets in force that the caller sees."""
    rows = targets_listed(request.actor)  # type: ignore[attr-defined]  # set by the accounts' middleware
    if wanted.indicator:
        rows = rows.filter(indicator__code=wanted.indicator)
    return target_cards, _narrowed(rows, wanted).order_by("version__plan", "sequence")


def _narrowed(rows: Any, wanted: PromiseFilter) -> Any:
    if wanted.plan:
        rows = rows.filter(version__plan__public_id=wanted.plan)
    return rows.filter(deadline=wanted.year) if wanted.year else rows


@router.get("/tasks/{uuid:public_id}", response=TaskPageOut)
def one_task(request: HttpRequest, public_id: UUID) -> Any:
    """One task that the caller sees; 404 otherwise."""
    page = task_page(request.actor, public_id)  # type: ignore[attr-defined]  # set by the accounts' middleware
    return {"task": page.card, "targets": page.targets}


@router.get("/targets/{uuid:public_id}", response=TargetPageOut)
def one_target(request: HttpRequest, public_id: UUID) -> Any:
    """One target that the caller sees; 404 otherwise."""
    page = target_page(request.actor, public_id)  # type: ignore[attr-defined]  # set by the accounts' middleware
    return {"target": page.card, "shares": page.shares}


@router.get("/{uuid:public_id}", response=PlanPageOut)
def one_plan(request: HttpRequest, public_id: UUID) -> Any:
    """One plan that the caller sees; 404 otherwise."""
    page = plan_page(request.actor, public_id)  # type: ignore[attr-defined]  # set by the accounts' middleware
    return {"plan": page.card} | {
        name: getattr(page, name) for name in ("versions", "upper", "main", "below", "sectors")
    }
