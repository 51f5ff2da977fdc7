"""Making the returns of a round: of units, and of the regions right below, prefilled from what is known; in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Final
from uuid import UUID

from django.utils import timezone

from liangxin.domains.progress.models import Return, ReturnField, ReturnLine, Round, TargetSnapshot, TaskSnapshot
from liangxin.domains.progress.queries.returns import facts_of
from liangxin.domains.progress.queries.round_material import Beside, UnitAsk, Wanted, asks_among, beside_of, summed_in
from liangxin.domains.progress.rules.returns import filled_of
from liangxin.domains.progress.terms import FieldName, LineKind, ReturnState, Status
from liangxin.domains.regions import api as regions
from liangxin.kernel.period import Period

_PLACES = Decimal("0.000001")
_FIGURES: Final = (FieldName.FIGURE, FieldName.TO_DATE)
Pair = tuple[ReturnLine, list[ReturnField]]
Made = list[tuple[Return, list[Pair]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a round asks: units of its region by public id, and regions right below."""

    unit_ids: Collection[UUID]
    below: Collection[regions.RegionCard] = ()


def make_returns(row: Round, asked: Asked) -> list[Return]:
    """The returns of a round with their lines; the same number of queries for one and for many."""
    summed = summed_in(row.region_id) if asked.below and row.asks_targets else []
    asks = asks_among([row.region_id, *(place.id for place in asked.below)])
    units = regions.units_by_public_id(asked.unit_ids)
    own = asks.get(row.region_id, {})
    chosen = {unit.id: unit for unit in units.values() if unit.id in own and unit.heir_id is None}
    tellers = regions.unit_cards({unit for place in asked.below for unit in asks.get(place.id, {})})
    parts = {unit: _of_unit(own[unit], summed) for unit in sorted(chosen)}
    forms = [
        *(Form(Return(round=row, region_id=row.region_id, unit_id=unit), parts[unit], chosen) for unit in parts),
        *(
            Form(
                Return(round=row, region_id=place.id, below_id=place.id),
                _of_region(asks.get(place.id, {}), summed),
                tellers,
            )
            for place in asked.below
        ),
    ]
    known = beside_of([one for form in forms for one in form.wanted(row)], Period(row.starts_on, row.ends_on))
    made: Made = [(form.answer, list(form.lines(row, known))) for form in forms]
    made = [(answer, lines) for answer, lines in made if lines]
    _carry_over(row, made)
    return _kept_all(made)


def _kept_all(made: Made) -> list[Return]:
    for answer, lines in made:
        _count(answer, lines)
    answers = Return.objects.bulk_create([answer for answer, _ in made])
    every = [pair for _, lines in made for pair in lines]
    ReturnLine.objects.bulk_create([line for line, _ in every], batch_size=2000)
    ReturnField.objects.bulk_create([field for _, fields in every for field in fields], batch_size=5000)
    return answers


@dataclass(frozen=True, slots=True)
class Part:
    """A target or a task that is asked, and the unit that tells it; no unit where only the level above asks."""

    of: TargetSnapshot | TaskSnapshot
    unit: int | None
    leads: bool = True


def _of_unit(ask: UnitAsk, summed: Iterable[TargetSnapshot]) -> list[Part]:
    """What a unit is asked; not what the regions below tell."""
    elsewhere = {row.target_id for row in summed}
    targets = [Part(row, None) for row in ask.targets if row.target_id not in elsewhere]
    return [*targets, *(Part(task, None) for task in ask.leads), *(Part(task, None, False) for task in ask.supports)]


def _of_region(asks: Mapping[int, UnitAsk], summed: Iterable[TargetSnapshot]) -> list[Part]:
    """What a region is asked: all that its units are, each task once under its lead, and what is added up above."""
    targets = sorted(((row, unit) for unit, ask in asks.items() for row in ask.targets), key=lambda one: one[0].place)
    tasks = {task.task_id: (task, unit) for unit, ask in asks.items() for task in ask.leads if unit == task.lead_ids[0]}
    told = {row.indicator_id for row, _ in targets}
    return [
        *(Part(row, unit) for row, unit in targets),
        *(Part(row, None) for row in summed if row.indicator_id not in told),
        *(Part(task, unit) for task, unit in sorted(tasks.values(), key=lambda one: one[0].place)),
    ]


@dataclass(frozen=True, slots=True)
class Form:
    """A return to be, what it is asked, and the units that are named in it."""

    answer: Return
    parts: list[Part]
    units: Mapping[int, regions.UnitCard]

    def _wanted(self, part: Part) -> Wanted | None:
        row = part.of
        if isinstance(row, TaskSnapshot) or row.indicator is None:
            return None
        unit = self.units.get(self.answer.unit_id or part.unit or 0)
        of, is_region = row.indicator, self.answer.unit_id is None
        known = unit.public_id if unit else None
        return Wanted(row.target_id, of.pk, known, of.kind, of.unit, self.answer.region_id, is_region)

    def wanted(self, row: Round) -> Iterator[Wanted]:
        """What to look up beside its targets."""
        return (one for one in map(self._wanted, self.parts) if one is not None and row.asks_targets)

    def lines(self, row: Round, known: Mapping[Wanted, Beside]) -> Iterator[Pair]:
        """The lines with their fields."""
        place, is_region = count(), self.answer.unit_id is None
        for part in self.parts:
            if isinstance(part.of, TargetSnapshot) and row.asks_targets:
                wanted = self._wanted(part)
                pair = _of_target(self.answer, next(place), part.of, known.get(wanted) if wanted else None)
            elif isinstance(part.of, TaskSnapshot) and row.asks_tasks:
                pair = _of_task(self.answer, next(place), part.of, leads=part.leads)
            else:
                continue
            pair[0].told_by_id = part.unit if is_region else None
            yield pair


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
    fields = [ReturnField(line=line, name=name.value) for name in names]
    if beside is not None and answer.unit_id is None:  # what the units have told is not typed again
        told = {FieldName.FIGURE: beside.told, FieldName.TO_DATE: beside.told_to_date}
        for field in fields:
            field.value = plainly(told.get(FieldName.of(field.name)))
            field.changed_at = timezone.now() if field.value else None
    return line, fields


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
    units = [answer.unit_id for answer, _ in made if answer.unit_id]
    last = Return.objects.filter(round__region=row.region_id, unit__in=units, state=ReturnState.APPROVED.value)
    newest = last.order_by("unit_id", "-round__ends_on", "-pk").distinct("unit_id")
    rows = ReturnField.objects.filter(line__answer__in=list(newest.values_list("pk", flat=True))).exclude(value="")
    told = {
        (field.line.answer.unit_id, field.line.target_id, field.line.task_id, field.name): field.value
        for field in rows.select_related("line__answer")
        if field.name not in _FIGURES
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


def plainly(value: Decimal | None) -> str:
    """A figure as fields keep it, "" for none."""
    return "" if value is None else f"{value.normalize():f}"
