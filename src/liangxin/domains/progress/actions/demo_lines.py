"""What the units of a demo region are asked, and what stands in the lines of their returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import RollUp
from liangxin.domains.plans import api as plans
from liangxin.domains.progress.actions.rounds.making import Pair, plainly
from liangxin.domains.progress.models import Binding, Return, ReturnField, ReturnLine
from liangxin.domains.progress.rules.history.answers import Told, open_state, said_of, told_in
from liangxin.domains.progress.rules.history.figures import SeriesDraft
from liangxin.domains.progress.terms import BindingKind, FieldName, LineKind, ReturnState
from liangxin.domains.regions import api as regions
from liangxin.kernel.period import Period

_TASK_FIELDS: Final = (FieldName.STATE, FieldName.TEXT, FieldName.RISKS, FieldName.NEXT_STEP)
NO_FIGURE: Final = "统计数据尚未发布。"
NO_SUM: Final = "年内有月份的数未报，累计待补齐。"


@dataclass(frozen=True)
class Place:
    """What the units of a region are asked, by unit, and who they are."""

    region: regions.RegionCard
    targets: Mapping[int, Sequence[plans.PromisedTarget]]
    tasks: Mapping[int, Sequence[plans.PromisedTask]]
    units: Mapping[int, regions.UnitCard]
    known: Mapping[int, indicators.IndicatorCard]
    history: Mapping[str, SeriesDraft]
    today: date

    @classmethod
    def of(cls, code: str, history: Iterable[SeriesDraft], today: date) -> Place:
        region = regions.region_cards([code])[code]
        programme = plans.programme_of([region.id])
        bound = Binding.objects.filter(region=region.id, kind=BindingKind.UNIT.value, unit__isnull=False)
        reporters = dict(bound.values_list("target_id", "unit_id"))
        targets: dict[int, list[plans.PromisedTarget]] = {}
        for one in programme.targets:
            unit = reporters.get(one.card.id) or next(iter(one.lead_unit_ids), None)
            if unit and (one.card.deadline or today.year) >= today.year:
                targets.setdefault(unit, []).append(one)
        tasks: dict[int, list[plans.PromisedTask]] = {}
        for task in programme.tasks:
            for unit in task.lead_unit_ids[:1]:
                tasks.setdefault(unit, []).append(task)
        known = indicators.indicator_cards({one.indicator_id for one in programme.targets if one.indicator_id})
        units = regions.unit_cards({*targets, *tasks})
        return cls(region, targets, tasks, units, known, {one.indicator: one for one in history}, today)

    def told(self, target: plans.PromisedTarget, period: Period) -> Told | None:
        series = self.history.get(target.card.indicator_code)
        return told_in(series, period, self.today) if series and target.indicator_id else None


def sums(place: Place, target: plans.PromisedTarget) -> bool:
    """Whether a target is met by the sum of regions."""
    card = place.known.get(target.indicator_id or 0)
    return card is not None and card.roll_up is RollUp.SUM


def of_county(place: Place, answer: Return, period: Period) -> list[Pair]:
    """All that the county's units are asked; figures that they have told stand there."""
    made: list[Pair] = []
    for unit in sorted(place.targets):
        for target in place.targets[unit]:
            made.append(target_line(place, answer, target, period, len(made), unit, filled=True))
    for unit in sorted(place.tasks):
        is_in = open_state(place.units[unit].name) is ReturnState.APPROVED
        for task in place.tasks[unit]:
            made.append(task_line(answer, task, period, len(made), unit, filled=is_in))
    return made


def lines_of_unit(
    place: Place,
    answer: Return,
    period: Period,
    *,
    filled: bool,
    only_first: int | None = None,
    without: Sequence[plans.PromisedTarget] = (),
) -> list[Pair]:
    """The lines of a unit's return; with `only_first` so many of them filled in."""
    unit = answer.unit_id or 0
    made: list[Pair] = []
    left = {one.card.id for one in without}

    def is_in() -> bool:
        return filled and (only_first is None or len(made) < only_first)

    for target in place.targets.get(unit, ()) if answer.round.asks_targets else ():
        if target.card.id not in left:
            made.append(target_line(place, answer, target, period, len(made), None, filled=is_in()))
    for task in place.tasks.get(unit, ()):
        made.append(task_line(answer, task, period, len(made), None, filled=is_in()))
    return made


def target_line(
    place: Place,
    answer: Return,
    target: plans.PromisedTarget,
    period: Period,
    at: int,
    unit: int | None,
    *,
    filled: bool,
) -> Pair:
    """A target's line; `unit` tells it in what a region answers."""
    told = place.told(target, period)
    card = place.known.get(target.indicator_id or 0)
    adds_up = told.adds_up if told else card is not None and card.kind.value in ("cumulative", "annual")
    line = ReturnLine(
        answer=answer,
        kind=LineKind.TARGET.value,
        place=at,
        target_id=target.card.id,
        indicator_id=target.indicator_id,
        title=target.card.name[:500],
        chapter=target.chapter[:500],
        unit=card.unit if card else "",
        adds_up=adds_up,
        told_by_id=unit,
        last=told.last if told else None,
        last_period=told.last_period if told else "",
    )
    names = (
        [FieldName.NOTE]
        if card is None
        else [FieldName.FIGURE, *([FieldName.TO_DATE] if adds_up else []), FieldName.NOTE]
    )
    said: dict[FieldName, str] = {}
    if filled and told:
        said = {FieldName.FIGURE: plainly(told.figure), FieldName.TO_DATE: plainly(told.to_date)}
    if filled and not said.get(FieldName.FIGURE) and answer.unit_id:
        said[FieldName.NOTE] = NO_FIGURE
    elif filled and adds_up and not said.get(FieldName.TO_DATE):
        said[FieldName.NOTE] = NO_SUM
    return line, [ReturnField(line=line, name=name.value, value=said.get(name, "")) for name in names]


def task_line(
    answer: Return, task: plans.PromisedTask, period: Period, at: int, unit: int | None, *, filled: bool
) -> Pair:
    """A task's line."""
    line = ReturnLine(
        answer=answer,
        kind=LineKind.TASK.value,
        place=at,
        task_id=task.card.id,
        title=task.card.title[:500],
        chapter=task.card.chapter[:500],
        told_by_id=unit,
    )
    said = said_of(task.card.title, f"{period}") if filled else {}
    return line, [ReturnField(line=line, name=name.value, value=said.get(name, "")) for name in _TASK_FIELDS]
