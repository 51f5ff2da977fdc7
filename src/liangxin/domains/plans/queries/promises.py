"""Targets and tasks in force, as lists, pages and other programmes are given them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import BigIntegerField, ExpressionWrapper, F, Min, Q, QuerySet, Value

from liangxin.domains.plans.access import (
    get_target,
    get_task,
    targets_in_force,
    targets_within,
    visible_targets,
    visible_tasks,
)
from liangxin.domains.plans.errors import TargetNotFound
from liangxin.domains.plans.models import Share, TargetStatement, TaskStatement, TaskUnit
from liangxin.domains.plans.queries.stated import promise_of_statement
from liangxin.domains.plans.rules.comparing import is_summed
from liangxin.domains.plans.rules.families import Measured
from liangxin.domains.plans.terms import PlanKind, Power, TaskKind, UnitPart
from liangxin.domains.regions import api as regions
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import TrailCard, entries_of

Statement = TargetStatement | TaskStatement
_HOME = ("version__plan__region", "version__document")
# Plan by plan and within it in the order of the text: one column, as lists sort by one.
PLACE = ExpressionWrapper(F("version_id") * Value(100_000) + F("sequence"), BigIntegerField())


@dataclass(frozen=True, slots=True)
class UnitPartCard:
    """A unit that answers for a task; `name` is the unit's own, or the plan's word for a body that is none here."""

    unit_id: UUID | None
    name: str
    written: str
    part: UnitPart


@dataclass(frozen=True, slots=True)
class PromiseHome:
    """Where a target or task stands: plan, edition, document."""

    plan_id: UUID
    plan_title: str
    plan_kind: PlanKind
    field: str
    region_code: str
    region_path: str
    region_name: str
    version: int
    document_id: UUID
    finding: int


@dataclass(frozen=True, slots=True)
class TaskCard:
    """A task in force with the units that answer for it."""

    id: int
    public_id: UUID
    number: int
    kind: TaskKind
    sequence: int
    marker: str
    chapter: str
    title: str
    due: str
    deadline: int | None
    leaders: tuple[str, ...]
    units: tuple[UnitPartCard, ...]
    home: PromiseHome

    def named(self, part: UnitPart) -> list[str]:
        return [unit.name for unit in self.units if unit.part is part]

    @property
    def lead(self) -> str:
        return "、".join(self.named(UnitPart.LEAD))

    @property
    def supporting(self) -> str:
        return "、".join(self.named(UnitPart.SUPPORT))


@dataclass(frozen=True, slots=True)
class TargetCard:
    """A target in force. `value` has 万 and 亿 multiplied out; None for a direction.

    `leaders` are the units that lead its task, by name; `lead_unit` the first of them that is a unit here.
    """

    id: int
    public_id: UUID
    number: int
    sequence: int
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
    leaders: tuple[str, ...]
    lead_unit: UUID | None
    home: PromiseHome

    @property
    def lead(self) -> str:
        return "、".join(self.leaders)


@dataclass(frozen=True, slots=True)
class ShareLine:
    """What one region below is to contribute; None where nothing was handed to it."""

    code: str
    name: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class TargetPage:
    """A target with what was handed down of it, and who changed that."""

    card: TargetCard
    shares: list[ShareLine]
    handed: Decimal | None
    may_share: bool
    history: list[TrailCard]

    @property
    def left(self) -> Decimal | None:
        """How much of the figure is not handed down; negative where more is."""
        if self.card.value is None or self.handed is None:
            return None
        return self.card.value - self.handed


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task with its targets."""

    card: TaskCard
    targets: list[TargetCard]


def tasks_listed(actor: Actor) -> QuerySet[TaskStatement]:
    """The rows of the list of tasks, for `task_cards`."""
    return tasks_with_home(visible_tasks(actor)).annotate(lead_name=Min("units__written"), place=PLACE)


def tasks_with_home(rows: QuerySet[TaskStatement]) -> QuerySet[TaskStatement]:
    """Rows with all that `task_cards` shows."""
    return rows.select_related(*_HOME, "task").prefetch_related("units__unit")


def my_tasks_listed(actor: Actor, on: date) -> QuerySet[TaskStatement]:
    """Tasks for which a unit of the actor's own answers."""
    own = TaskUnit.objects.filter(unit__in=regions.units_of(actor, on))
    return tasks_listed(actor).filter(pk__in=own.values("statement"))


def targets_listed(actor: Actor) -> QuerySet[TargetStatement]:
    """The rows of the list of targets, for `target_cards`."""
    return targets_with_home(visible_targets(actor))


def targets_where(actor: Actor, power: str) -> QuerySet[TargetStatement]:
    """Rows of the targets for which the actor has a power, also one of another package; for `target_cards`.

    Those of the regions where it is held, and, where a unit's standing gives it, those of tasks that the unit leads.
    """
    return targets_with_home(targets_within(actor, power))


def target_where(actor: Actor, public_id: UUID | str, power: str) -> TargetCard:
    """One target for which the actor has a power, as in `targets_where`. Raises TargetNotFound."""
    cards = target_cards(list(targets_where(actor, power).filter(target__public_id=public_id)))
    if not cards:
        raise TargetNotFound
    return cards[0]


def targets_by_id(ids: Iterable[int]) -> dict[int, TargetCard]:
    """Targets for a caller who has checked what he shows of them; those no longer in a plan are missing."""
    rows = targets_with_home(targets_in_force().filter(target__in=set(ids)))
    return {card.id: card for card in target_cards(list(rows))}


def targets_with_home(rows: QuerySet[TargetStatement]) -> QuerySet[TargetStatement]:
    """Rows with all that `target_cards` shows."""
    return rows.select_related(*_HOME, "target", "indicator", "task").annotate(place=PLACE)


def _home(row: Statement) -> PromiseHome:
    version = row.version
    return PromiseHome(
        plan_id=version.plan.public_id,
        plan_title=version.plan.title,
        plan_kind=PlanKind.of(version.plan.kind),
        field=version.plan.field,
        region_code=version.plan.region.code,
        region_path=version.plan.region.path,
        region_name=version.plan.region.name,
        version=version.number,
        document_id=version.document.public_id,
        finding=row.finding_id,
    )


def task_cards(rows: Iterable[TaskStatement]) -> list[TaskCard]:
    """Cards of rows of `tasks_listed`."""
    return [
        TaskCard(
            id=row.task_id,
            public_id=row.task.public_id,
            number=row.task.number,
            kind=TaskKind.of(row.task.kind),
            sequence=row.sequence,
            marker=row.marker,
            chapter=row.chapter,
            title=row.title,
            due=row.due,
            deadline=row.deadline,
            leaders=tuple(row.leaders),
            units=tuple(_unit_card(unit) for unit in row.units.all()),
            home=_home(row),
        )
        for row in rows
    ]


def _called(unit: TaskUnit) -> str:
    """The unit's official short name where it has one: lists of units are long."""
    return (unit.unit.short_name or unit.unit.name) if unit.unit else unit.written


def _unit_card(unit: TaskUnit) -> UnitPartCard:
    known = unit.unit
    return UnitPartCard(
        unit_id=known.public_id if known else None,
        name=_called(unit),
        written=unit.written,
        part=UnitPart.of(unit.part),
    )


def target_cards(rows: Sequence[TargetStatement]) -> list[TargetCard]:
    """Cards of rows of `targets_listed`; their leading units are looked up together."""
    lead = _leading({(row.task_id, row.version_id) for row in rows if row.task_id})
    return [
        TargetCard(
            id=row.target_id,
            public_id=row.target.public_id,
            number=row.target.number,
            sequence=row.sequence,
            marker=row.marker,
            name=row.name,
            quote=row.quote,
            indicator_code=row.indicator.code if row.indicator else "",
            indicator_name=row.indicator.name if row.indicator else "",
            kind=TargetKind.of(row.kind),
            value=row.value,
            unit=row.unit,
            comparator=Comparator.of(row.comparator),
            deadline=row.deadline,
            baseline_year=row.baseline_year,
            hedged=row.hedged,
            task_id=row.task.public_id if row.task else None,
            leaders=tuple(_called(unit) for unit in lead.get((row.task_id or 0, row.version_id), ())),
            lead_unit=_first_known(lead.get((row.task_id or 0, row.version_id), ())),
            home=_home(row),
        )
        for row in rows
    ]


def _first_known(units: Iterable[TaskUnit]) -> UUID | None:
    return next((unit.unit.public_id for unit in units if unit.unit), None)


def _leading(wanted: set[tuple[int, int]]) -> dict[tuple[int, int], list[TaskUnit]]:
    """The leading units of tasks, by task and edition."""
    found: dict[tuple[int, int], list[TaskUnit]] = {}
    rows = TaskUnit.objects.filter(
        statement__task__in={task for task, _ in wanted},
        statement__version__in={version for _, version in wanted},
        part=UnitPart.LEAD.value,
    )
    for row in rows.select_related("statement", "unit").order_by("statement", "position"):
        key = (row.statement.task_id, row.statement.version_id)
        found.setdefault(key, []).append(row)
    return found


def task_page(actor: Actor, public_id: UUID) -> TaskPage:
    """One task that the actor sees. Raises TaskNotFound."""
    seen = get_task(actor, public_id)
    (card,) = task_cards(tasks_listed(actor).filter(pk=seen.pk))
    targets = targets_listed(actor).filter(task=seen.task_id, version=seen.version_id).order_by("sequence")
    return TaskPage(card, target_cards(list(targets)))


def target_page(actor: Actor, public_id: UUID) -> TargetPage:
    """One target that the actor sees, with its shares. Raises TargetNotFound."""
    seen = get_target(actor, public_id)
    (card,) = target_cards(list(targets_listed(actor).filter(pk=seen.pk)))
    region = seen.version.plan.region
    held = dict(Share.objects.filter(target=seen.target_id).values_list("region__code", "value"))
    can_be_shared = is_summed(promise_of_statement(seen), _measured(seen))
    below = regions.regions_below(actor, region.code) if can_be_shared else []
    return TargetPage(
        card=card,
        shares=[ShareLine(each.code, each.name, held.get(each.code)) for each in below],
        handed=sum(held.values(), Decimal(0)) if held else None,
        may_share=bool(below) and actor.may(Power.SHARE, region.path),
        history=entries_of(seen.target),
    )


def _measured(row: TargetStatement) -> Measured | None:
    known = row.indicator
    if known is None:
        return None
    return Measured(known.code, known.name, known.unit, known.direction, known.roll_up, known.family)


def may_be_shared(row: TargetStatement) -> bool:
    """Whether regions reach the figure of a target together; fetched with its indicator."""
    return is_summed(promise_of_statement(row), _measured(row))


def chapters_of(actor: Actor) -> list[str]:
    """The chapters in which the actor's tasks stand, in the order of the plans."""
    rows = visible_tasks(actor).order_by("version__plan", "sequence").values_list("chapter", flat=True)
    return list(dict.fromkeys(chapter for chapter in rows if chapter))


def years_of(rows: QuerySet[TaskStatement] | QuerySet[TargetStatement]) -> list[int]:
    """The years in which something is due, in order."""
    return sorted({year for year in rows.values_list("deadline", flat=True) if year is not None})


def units_answering(actor: Actor) -> list[tuple[int, str]]:
    """The units that answer for tasks which the actor sees, id and name."""
    found = TaskUnit.objects.filter(statement__in=visible_tasks(actor), unit__isnull=False)
    return sorted(set(found.values_list("unit_id", "unit__name")), key=lambda pair: pair[1])


def my_next_tasks(actor: Actor, on: date, limit: int) -> tuple[list[TaskCard], int]:
    """The tasks of the actor's own units that are due first, and how many there are."""
    rows = my_tasks_listed(actor, on).order_by(F("deadline").asc(nulls_last=True), "version", "sequence")
    return task_cards(rows[:limit]), rows.count()


def promises_named(actor: Actor, words: str, limit: int = 10) -> tuple[list[TargetCard], list[TaskCard]]:
    """Targets and tasks of which the name, indicator or title has the words."""
    named = targets_listed(actor).filter(Q(name__icontains=words) | Q(indicator__name__icontains=words))
    tasks = tasks_listed(actor).filter(title__icontains=words)
    in_order = ("version_id", "sequence")
    return target_cards(list(named.order_by(*in_order)[:limit])), task_cards(tasks.order_by(*in_order)[:limit])
