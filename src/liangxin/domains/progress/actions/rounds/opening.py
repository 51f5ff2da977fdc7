"""Opening a round: a return for each unit that is asked, prefilled from what is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from liangxin.domains.progress import errors
from liangxin.domains.progress.models import Return, ReturnField, ReturnLine, Round, TargetSnapshot, TaskSnapshot
from liangxin.domains.progress.queries.returns import facts_of
from liangxin.domains.progress.queries.round_material import Beside, UnitAsk, Wanted, asks_in, beside_of
from liangxin.domains.progress.rules.returns import filled_of
from liangxin.domains.progress.rules.rounds import carries_figures, due_day, fits
from liangxin.domains.progress.terms import (
    TEXT_LIMIT,
    Deed,
    FieldName,
    LineKind,
    Power,
    ReturnState,
    RoundKind,
    Status,
)
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.trail.api import record
from liangxin.kernel.period import Period

_TITLE = 120
_PLACES = Decimal("0.000001")
Made = list[tuple[Return, list[tuple[ReturnLine, list[ReturnField]]]]]


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round to open. It is due on a day, or so many working days from now; `unit_ids` are the units to ask."""

    kind: RoundKind
    period: Period
    title: str
    unit_ids: tuple[UUID, ...]
    due_on: date | None = None
    working_days: int | None = None
    asks_targets: bool = True
    asks_tasks: bool = True
    note: str = ""


def open_round(actor: Actor, region_code: str, draft: RoundDraft, on: date | None = None) -> UUID:
    """Open a round in a region and make the return of each unit; returns the round's public id.

    Raises RoundPeriodWrong, FiguresNeedMonths, FieldNeeded, FieldTooLong, DueTooEarly, HolidaysUnknown, RoundExists,
    RoundAsksNothing, RegionNotFound, NotAllowed.
    """
    today = on or timezone.localdate()
    place = regions.region_seen(actor, region_code)
    actor.require(Power.DISPATCH, place.path)
    due = _due(draft, today)
    _require_sound(draft)
    with transaction.atomic():
        row = _begin(actor, place.id, draft, due)
        returns = _make_returns(row, draft)
        if not returns:
            raise errors.RoundAsksNothing(field="units")
        after = {"period": str(draft.period), "due": due, "units": len(returns), "asked": sum(x.asked for x in returns)}
        record(actor, Deed.ROUND_OPENED, ("progress.round", str(row.pk)), region_path=place.path, after=after)
    return row.public_id


def _due(draft: RoundDraft, on: date) -> date:
    if draft.due_on is None and draft.working_days is None:
        raise errors.FieldNeeded(field="due_on", what="报送期限")
    due = draft.due_on or due_day(on, draft.working_days or 0)
    if due < on:
        raise errors.DueTooEarly(field="due_on", due=due)
    return due


def _require_sound(draft: RoundDraft) -> None:
    if not fits(draft.kind, draft.period):
        raise errors.RoundPeriodWrong(field="period", period=draft.period, kind=draft.kind)
    if draft.asks_targets and not carries_figures(draft.period):
        raise errors.FiguresNeedMonths(field="asks", period=draft.period)
    if not draft.title.strip():
        raise errors.FieldNeeded(field="title", what="标题")
    for name, what, text, limit in (
        ("title", "标题", draft.title, _TITLE),
        ("note", "填报要求", draft.note, TEXT_LIMIT),
    ):
        if len(text.strip()) > limit:
            raise errors.FieldTooLong(field=name, what=what, limit=limit)
    if not (draft.asks_targets or draft.asks_tasks):
        raise errors.RoundAsksNothing(field="asks")


def _begin(actor: Actor, region_id: int, draft: RoundDraft, due: date) -> Round:
    try:
        with transaction.atomic():
            return Round.objects.create(
                region_id=region_id,
                kind=draft.kind.value,
                title=draft.title.strip(),
                starts_on=draft.period.start,
                ends_on=draft.period.end,
                due_on=due,
                due_working_days=None if draft.due_on else draft.working_days,
                asks_targets=draft.asks_targets,
                asks_tasks=draft.asks_tasks,
                note=draft.note.strip(),
                opened_by_id=actor.account_id,
            )
    except IntegrityError as error:
        if "progress_round_once_a_period" not in str(error):
            raise
        raise errors.RoundExists(field="period", period=draft.period, kind=draft.kind) from error


def _make_returns(row: Round, draft: RoundDraft) -> list[Return]:
    asks = asks_in(row.region_id)
    units = regions.units_by_public_id(draft.unit_ids)
    chosen = {unit.id: unit for unit in units.values() if unit.id in asks and unit.heir_id is None}
    wanted = [
        Wanted(
            target.target_id, target.indicator.pk, chosen[unit].public_id, target.indicator.kind, target.indicator.unit
        )
        for unit in chosen
        for target in asks[unit].targets
        if row.asks_targets and target.indicator is not None
    ]
    known = beside_of(wanted, row.region_id, draft.period)
    made: Made = []
    for unit in sorted(chosen):
        answer = Return(round=row, region_id=row.region_id, unit_id=unit)
        mine = {target: beside for (target, owner), beside in known.items() if owner == chosen[unit].public_id}
        lines = list(_lines(answer, row, asks[unit], mine))
        if lines:
            made.append((answer, lines))
    _carry_over(row, made)
    for answer, lines in made:
        _count(answer, lines)
    answers = Return.objects.bulk_create([answer for answer, _ in made])
    every = [pair for _, lines in made for pair in lines]
    ReturnLine.objects.bulk_create([line for line, _ in every], batch_size=2000)
    ReturnField.objects.bulk_create([field for _, fields in every for field in fields], batch_size=5000)
    return answers


def _lines(
    answer: Return, row: Round, ask: UnitAsk, known: Mapping[int, Beside]
) -> Iterator[tuple[ReturnLine, list[ReturnField]]]:
    place = count()
    if row.asks_targets:
        for target in ask.targets:
            yield _of_target(answer, next(place), target, known.get(target.target_id))
    if row.asks_tasks:
        for task in (*ask.leads, *ask.supports):
            yield _of_task(answer, next(place), task, leads=task in ask.leads)


def _of_target(
    answer: Return, place: int, target: TargetSnapshot, beside: Beside | None
) -> tuple[ReturnLine, list[ReturnField]]:
    line = ReturnLine(
        answer=answer,
        kind=LineKind.TARGET.value,
        place=place,
        target_id=target.target_id,
        indicator=target.indicator,
        title=target.name,
        chapter=target.chapter,
        unit=target.indicator.unit if target.indicator else "",
        is_behind=target.status == Status.BEHIND,
    )
    names = [FieldName.NOTE]
    if beside is not None:
        line.adds_up, line.last_period = beside.adds_up, beside.last_period
        line.last, line.computed = kept(beside.last), kept(beside.computed)
        names = [FieldName.FIGURE, *([FieldName.TO_DATE] if beside.adds_up else []), FieldName.NOTE]
    return line, [ReturnField(line=line, name=name.value) for name in names]


def _of_task(answer: Return, place: int, task: TaskSnapshot, *, leads: bool) -> tuple[ReturnLine, list[ReturnField]]:
    line = ReturnLine(
        answer=answer,
        kind=LineKind.TASK.value,
        place=place,
        task_id=task.task_id,
        title=task.title[:500],
        chapter=task.chapter,
        leads=leads,
    )
    told = task.report if leads else None
    names = (FieldName.STATE, FieldName.TEXT, FieldName.RISKS, FieldName.NEXT_STEP)
    values = {name: getattr(told, name.value) if told else "" for name in names}
    return line, [
        ReturnField(line=line, name=name.value, value=values[name], is_prefilled=bool(values[name])) for name in names
    ]


def _carry_over(row: Round, made: Made) -> None:
    """What a unit said last time of targets that are still behind, and of tasks that it supports; to be confirmed."""
    units = [answer.unit_id for answer, _ in made]
    last = Return.objects.filter(round__region=row.region_id, unit__in=units, state=ReturnState.APPROVED.value)
    newest = last.order_by("unit_id", "-round__ends_on", "-pk").distinct("unit_id")
    rows = ReturnField.objects.filter(line__answer__in=list(newest.values_list("pk", flat=True))).exclude(value="")
    told = {
        (field.line.answer.unit_id, field.line.target_id, field.line.task_id, field.name): field.value
        for field in rows.select_related("line__answer")
        if field.name not in (FieldName.FIGURE, FieldName.TO_DATE)
    }
    for answer, line, field in _fields_of(made):
        said = told.get((answer.unit_id, line.target_id, line.task_id, field.name), "")
        if said and not field.value and (line.is_behind or not line.leads):
            field.value, field.is_prefilled = said, True


def _fields_of(made: Made) -> Iterator[tuple[Return, ReturnLine, ReturnField]]:
    return ((answer, line, field) for answer, lines in made for line, fields in lines for field in fields)


def _count(answer: Return, lines: Iterable[tuple[ReturnLine, list[ReturnField]]]) -> None:
    for line, fields in lines:
        found = filled_of(facts_of(line, fields, line.computed))
        line.asked, line.filled = found.asked, found.filled
        answer.asked += found.asked
        answer.filled += found.filled
    state = ReturnState.COMPLETE if answer.asked == answer.filled else ReturnState.NOT_STARTED
    answer.state = state.value


def kept(value: Decimal | None) -> Decimal | None:
    """To the places of the columns."""
    return None if value is None or abs(value) >= Decimal(10) ** 23 else value.quantize(_PLACES)
