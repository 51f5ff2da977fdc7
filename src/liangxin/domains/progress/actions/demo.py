"""Three made-up years of the demo county's progress: figures told and revised, sources confirmed, courses, reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from liangxin.domains.indicators import api as indicators
from liangxin.domains.indicators.terms import Form, Origin
from liangxin.domains.plans import api as plans
from liangxin.domains.progress.actions.bindings import propose_bindings
from liangxin.domains.progress.actions.demo_rounds import load_demo_rounds
from liangxin.domains.progress.actions.supervision.demo import load_supervision_demo
from liangxin.domains.progress.models import Binding, Course, TaskReport
from liangxin.domains.progress.rules.history.asked import Stated, wanted_of
from liangxin.domains.progress.rules.history.figures import Revision, SeriesDraft, history_of
from liangxin.domains.progress.rules.history.records import records_of
from liangxin.domains.progress.rules.history.stories import DEMO_SEED, DEMO_STORIES, DEMO_TO_DATE
from liangxin.domains.progress.terms import BindingKind, BindingState, Deed, Shape, TaskState
from liangxin.domains.regions import api as regions
from liangxin.domains.registers import api as registers
from liangxin.engines.reader.findings import TargetKind
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.api import enqueue
from liangxin.foundation.trail.api import record

COUNTY: Final = "990123"
CITY: Final = "990100"
# Indicators of which the county keeps a register, each fed by one shipped type.
_LISTED: Final = ("lifts_renewed", "lifts_added", "trucks_retired", "charging_piles", "grain_dryers", "sorting_centres")
_TOWNS: Final = ("城关镇", "松岭镇", "茶园乡", "东河镇", "石桥乡")
_PROOF: Final = registers.Upload("清岚县台账迁入清单（演示数据，均为虚构）".encode(), "台账迁入清单（演示）.txt")
# What people set by hand: indicator, shape, milestones by year, reason.
_COURSES: Final = (
    ("charging_piles", Shape.S_CURVE, (), "首年选址报建，次年集中施工，末年验收"),
    ("lifts_added", Shape.MILESTONES, ((2025, 20), (2026, 45)), "专班第三次会议确定的年度任务"),
)
# What units say of their tasks: words of the title, state, text, risks, next step, the unit waited for and what for.
_REPORTS: Final = (
    ("更新住宅电梯", TaskState.UNDER_WAY, "已完成首批小区的意愿征集和检测评估。", "", "组织第二批招标。", "", ""),
    ("更新交通运输装备", TaskState.STALLED, "充电桩选址完成，接电方案未定。", "三处场站电力增容批复未下。",
     "协调电力增容。", "发展和改革局", "充电设施接电批复"),
    ("更新农业机械", TaskState.UNDER_WAY, "报废补贴受理点已设到镇。", "", "公布秋季受理计划。", "", ""),
    ("组织家电换新", TaskState.UNDER_WAY, "参与门店签约继续推进。", "乡镇门店参与不足。", "下乡对接会。", "财政局",
     "本季度补贴资金拨付"),
    ("对标提标", TaskState.DONE, "标准制修订任务提前完成。", "", "", "", ""),
)  # fmt: skip


def load_demo(actor: Actor, reviewer: Actor) -> None:
    """Give the demo county, whose plan is published, its history. Whoever calls it does so once, at the first start.

    `actor` is the county's office, `reviewer` confirms what the office enters.

    The run that the publication has queued looks at it: what reckons takes longer to load than all this to write.
    """
    today = timezone.localdate()
    county = regions.region_cards([COUNTY])[COUNTY]
    programme = plans.programme_of([county.id])
    history = _history(programme.targets)
    with transaction.atomic():
        _keep_registers(actor, reviewer, programme.targets, history)
        propose_bindings(Actor.system("演示县"), county.id)
        reporters = _bind(actor, programme.targets, today)
        _tell(actor, history, reporters, today)
        _set_courses(actor, programme.targets)
        _report(actor, programme.tasks)
        load_demo_rounds(actor, history, COUNTY, CITY)
        load_supervision_demo(actor, county, programme.targets)
        enqueue("progress.look_back", Actor.system("演示县"), ("regions.region", str(county.id)), region_id=county.id)


def _keep_registers(
    office: Actor, reviewer: Actor, targets: Iterable[plans.PromisedTarget], history: Iterable[SeriesDraft]
) -> None:
    """Registers with the records that the history is made of; units report the same, but for a few months.

    Two targets of one thing in two years are proved by one register, opened for the later one.
    """
    done = {series.indicator: series.done for series in history if series.done}
    by_code: dict[str, list[plans.TargetCard]] = {}
    for card in sorted((one.card for one in targets), key=lambda card: -(card.deadline or 0)):
        by_code.setdefault(card.indicator_code, []).append(card)
    for code in _LISTED:
        if code not in by_code or code not in done or by_code[code][0].lead_unit is None:
            continue
        first, *others = by_code[code]
        register = registers.open_for_target(office, first.public_id)
        for other in others:
            registers.use_for_target(office, other.public_id, register.public_id)
        spec = registers.type_page(office, register.type_id, timezone.localdate()).card.spec
        made = records_of(DEMO_SEED, spec.data, done[code], _TOWNS)
        brought = [registers.BroughtRecord(dict(one.values), one.stages) for one in made]
        registers.bring_records(office, reviewer, register.public_id, brought, _PROOF)


def _bind(office: Actor, targets: Iterable[plans.PromisedTarget], on: date) -> dict[str, UUID]:
    """Have each target's leading unit report it, as the office; what no unit leads is told by the office's own unit.

    One unit an indicator: two targets of one thing in two years follow one series.
    """
    listed = [one for one in targets if one.card.indicator_code]
    own = regions.units_of(office, on)[0]
    units: dict[str, int] = {}
    for one in listed:
        units.setdefault(one.card.indicator_code, one.lead_unit_ids[0] if one.lead_unit_ids else own)
    made = [
        Binding(
            target_id=one.card.id,
            region_id=one.region_id,
            kind=BindingKind.UNIT.value,
            unit_id=units[one.card.indicator_code],
            state=BindingState.CONFIRMED.value,
            counts_agree=True,
            whole=Decimal(100) if one.card.kind is TargetKind.COMPLETION else None,
            decided_by_id=office.account_id,
            decided_at=timezone.now(),
        )
        for one in listed
    ]
    with transaction.atomic():
        kept = Binding.objects.filter(kind=BindingKind.MEASURE.value, region=listed[0].region_id)
        kept.filter(target__in=[one.card.id for one in listed if one.card.indicator_code in _LISTED]).update(
            state=BindingState.CONFIRMED.value,
            decided_by=office.account_id,
            decided_at=timezone.now(),
            counts_agree=True,
        )
        proposed = Binding.objects.filter(kind=BindingKind.UNIT.value, state=BindingState.PROPOSED.value)
        proposed.filter(target__in=[row.target_id for row in made]).delete()
        Binding.objects.bulk_create(made)
        after = {"bindings": len(made)}
        record(office, Deed.CONFIRMED, ("regions.region", str(listed[0].region_id)), after=after)
    cards = regions.unit_cards(units.values())
    return {code: cards[unit].public_id for code, unit in units.items()}


def _history(targets: Iterable[plans.PromisedTarget]) -> tuple[SeriesDraft, ...]:
    listed = [one for one in targets if one.indicator_id]
    known = indicators.indicator_cards({one.indicator_id for one in listed if one.indicator_id})
    stated = [
        Stated(
            indicator=one.card.indicator_code,
            kind=one.card.kind,
            value=one.card.value,
            unit=one.card.unit,
            year=one.card.deadline,
            series_unit=known[one.indicator_id].unit,
            usual=known[one.indicator_id].kind.value,
            direction=known[one.indicator_id].direction,
        )
        for one in listed
        if one.indicator_id
    ]
    return history_of(DEMO_SEED, wanted_of(stated, DEMO_TO_DATE), DEMO_STORIES)


def _tell(office: Actor, history: Iterable[SeriesDraft], reporters: Mapping[str, UUID], today: date) -> None:
    """What was told by today: first figures all at once, then what was told again, then bases and changes of method."""
    rounds: list[list[indicators.ObservationDraft]] = []
    for series in history:
        told: dict[object, int] = {}
        for revision in series.revisions:
            if revision.told_on <= today:
                number = told[revision.period] = told.get(revision.period, -1) + 1
                rounds += [[] for _ in range(number + 1 - len(rounds))]
                rounds[number].append(_draft(series, revision, reporters[series.indicator]))
        for base in series.bases:
            if base.told_on <= today:
                indicators.set_base_value(
                    office, series.indicator, COUNTY, base.year, base.value, base.source, base.reason
                )
        for day, note in series.broken:
            if day <= today:
                indicators.declare_break(office, series.indicator, COUNTY, day, note)
    for drafts in rounds:
        indicators.record_observations(office, drafts)


def _draft(series: SeriesDraft, revision: Revision, unit: UUID) -> indicators.ObservationDraft:
    return indicators.ObservationDraft(
        indicator_code=series.indicator,
        region_code=COUNTY,
        period=revision.period,
        value=revision.value,
        form=Form.of(series.form.value),
        origin=Origin.REPORTED,
        unit_id=unit,
        reason=revision.reason,
        unit=series.unit,
    )


def _set_courses(office: Actor, targets: Iterable[plans.PromisedTarget]) -> None:
    by_code = {one.card.indicator_code: one for one in targets}  # of two years the later one
    for code, shape, milestones, reason in _COURSES:
        one = by_code.get(code)
        if one is None:
            continue
        steps = [[date(year, 12, 31).isoformat(), str(value)] for year, value in milestones]
        Course.objects.create(
            target_id=one.card.id,
            region_id=one.region_id,
            number=1,
            shape=shape.value,
            steps=steps,
            reason=reason,
            set_by_id=office.account_id,
        )


def _report(office: Actor, tasks: Iterable[plans.PromisedTask]) -> None:
    units = {unit.name: unit.id for unit in regions.units_in(office, COUNTY)}
    for words, state, text, risks, following, waiting, what in _REPORTS:
        task = next((one for one in tasks if words in one.card.title and one.lead_unit_ids), None)
        unit = next((unit for name, unit in units.items() if waiting and name.endswith(waiting)), None)
        if task is None:
            continue
        TaskReport.objects.create(
            task_id=task.card.id,
            region_id=task.region_id,
            unit_id=task.lead_unit_ids[0],
            state=state.value,
            text=text,
            risks=risks,
            next_step=following,
            waiting_for_id=unit,
            waiting_what=what if unit else "",
            reported_by_id=office.account_id,
        )
