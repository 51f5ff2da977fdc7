"""A made-up province in a throwaway database: 140 counties, some of them with 200 targets and three years of months."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from liangxin.domains.indicators.models import Indicator, Observation, Series
from liangxin.domains.indicators.terms import Family, Form, Grain, IndicatorKind, Origin
from liangxin.domains.plans.models import (
    Finding,
    Plan,
    PlanVersion,
    Target,
    TargetStatement,
    Task,
    TaskStatement,
    TaskUnit,
)
from liangxin.domains.plans.terms import TaskKind, UnitPart
from liangxin.domains.plans.tests.documents import publish_plan
from liangxin.domains.progress.models import Binding, RegionSnapshot
from liangxin.domains.progress.terms import BindingKind, BindingState
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.world import build_world
from liangxin.engines.reader.findings import Comparator, TargetKind
from liangxin.foundation.accounts.api import Account, Actor, actor_of
from liangxin.foundation.accounts.tests.people import account

PROVINCE, COUNTY = "990000", "990123"
COUNTIES, CITIES, TARGETS, UNITS, MONTHS = 140, 11, 200, 50, 36
CHAPTERS = ("二、设备更新", "三、以旧换新", "四、回收利用", "五、标准提升")
ON = date(2026, 12, 20)
KINDS = (TargetKind.CUMULATIVE, TargetKind.LEVEL, TargetKind.ANNUAL, TargetKind.SHARE)


@dataclass(frozen=True)
class Generated:
    """Who looks, and the regions that are refreshed."""

    county_office: Account
    province_office: Account
    county: int
    province: int
    counties: Sequence[int]  # those with targets, the county of the page first


def generate(with_targets: int) -> Generated:
    """Everything through bulk inserts, but for what only an action makes."""
    world = build_world()
    system = world.system
    known = _indicators()
    names = {COUNTY: world.region(COUNTY).id}
    cities = ["990100", *(f"99{number:02}00" for number in range(2, CITIES + 1))]
    for city in cities[1:]:
        regions.add_division(system, city, f"第{city}市", PROVINCE)
    for number in range(COUNTIES - 1):
        code = f"{cities[number % CITIES][:4]}{30 + number // CITIES:02}"
        names[code] = regions.add_division(system, code, f"第{code}县", cities[number % CITIES]).id
    role = next(role for role in regions.roles_seen(system) if role.code == "office")
    above = account("above", name="省办")
    unit = regions.create_unit(system, PROVINCE, "省办")
    regions.appoint_member(system, "above", unit.public_id, role.public_id, starts_on=date(2024, 1, 1))
    chosen = list(itertools.islice(names.items(), with_targets))
    for code, region in [*chosen, (PROVINCE, world.region(PROVINCE).id)]:
        units = [regions.create_unit(system, code, f"第{number}局") for number in range(UNITS)]
        _plan(actor_of(above), system, code, region, units, known)
    others = [region for region in names.values() if region not in dict(chosen).values()]
    _snapshots(others)
    return Generated(world.accounts["lin"], above, names[COUNTY], world.region(PROVINCE).id, [r for _, r in chosen])


def _indicators() -> list[Indicator]:
    kinds = itertools.cycle(KINDS)
    rows = [
        Indicator(
            code=f"made_{number}",
            name=f"第{number}项",
            unit="%" if (kind := next(kinds)) is TargetKind.SHARE else "台",
            kind=IndicatorKind.of(kind.value).value,
            family=Family.INDUSTRY.value,
        )
        for number in range(TARGETS)
    ]
    return Indicator.objects.bulk_create(rows)


def _plan(
    office: Actor,
    system: Actor,
    code: str,
    region: int,
    units: Sequence[regions.UnitCard],
    known: Sequence[Indicator],
) -> None:
    """A plan is published as people do it; its many targets and tasks are added to the edition in bulk."""
    _, plan_id = publish_plan(office, system, _text(code), region=code)
    plan = Plan.objects.get(public_id=plan_id)
    version = PlanVersion.objects.get(plan=plan)
    finding = Finding.objects.filter(document=version.document).order_by("id")[0]
    tasks = Task.objects.bulk_create(
        [Task(plan=plan, number=1000 + number, kind=TaskKind.TASK.value) for number in range(TARGETS // 2)]
    )
    statements = TaskStatement.objects.bulk_create(
        [
            TaskStatement(
                task=task,
                version=version,
                finding=finding,
                sequence=1000 + number,
                marker="二",
                chapter=CHAPTERS[number % len(CHAPTERS)],
                title=f"推进第{number}项任务",
                deadline=2027,
            )
            for number, task in enumerate(tasks)
        ]
    )
    TaskUnit.objects.bulk_create(
        [
            TaskUnit(
                statement=statement,
                unit_id=units[number % UNITS].id,
                written="某局",
                part=UnitPart.LEAD.value,
                position=0,
            )
            for number, statement in enumerate(statements)
        ]
    )
    targets = Target.objects.bulk_create([Target(plan=plan, number=1000 + number) for number in range(TARGETS)])
    TargetStatement.objects.bulk_create(
        [
            TargetStatement(
                target=target,
                version=version,
                finding=finding,
                task=tasks[number // 2],
                indicator=indicator,
                sequence=1000 + number,
                marker="二",
                name=f"第{number}项",
                quote=f"第{number}项达到一定数量",
                kind=indicator.kind,
                value=Decimal(90) if indicator.unit == "%" else Decimal(1200),
                unit=indicator.unit,
                comparator=Comparator.AT_LEAST.value,
                deadline=2027,
            )
            for number, (target, indicator) in enumerate(zip(targets, known, strict=True))
        ]
    )
    _figures(region, units, targets, known)


def _text(code: str) -> str:
    return f"某地推动设备更新工作方案{code}\n\n某地人民政府\n2024年3月1日\n\n一、总体目标\n到2027年，更新设备10台。\n"


def _figures(
    region: int, units: Sequence[regions.UnitCard], targets: Sequence[Target], known: Sequence[Indicator]
) -> None:
    """Thirty-six months of each target, reported by its unit, and the unit confirmed."""
    now = timezone.now()
    series = Series.objects.bulk_create(
        [
            Series(
                indicator=indicator,
                region_id=region,
                origin=Origin.REPORTED.value,
                unit_id=units[number // 2 % UNITS].id,
                form=(Form.STOCK if indicator.unit == "%" else Form.FLOW).value,
                grain=Grain.MONTH.value,
                counted_in=indicator.unit,
            )
            for number, indicator in enumerate(known)
        ]
    )
    months = [(2024 + place // 12, place % 12 + 1) for place in range(MONTHS - 1)]
    Observation.objects.bulk_create(
        [
            Observation(
                series=one,
                starts_on=date(year, month, 1),
                ends_on=date(year + month // 12, month % 12 + 1, 1),
                revision=1,
                value=Decimal(60 + place % 40) if one.counted_in == "%" else Decimal(10 + (number + place * 7) % 25),
                recorded_at=now,
            )
            for number, one in enumerate(series)
            for place, (year, month) in enumerate(months)
        ],
        batch_size=5000,
    )
    Binding.objects.bulk_create(
        [
            Binding(
                target=target,
                region_id=region,
                kind=BindingKind.UNIT.value,
                unit_id=units[number // 2 % UNITS].id,
                state=BindingState.CONFIRMED.value,
                decided_at=now,
            )
            for number, target in enumerate(targets)
        ]
    )


def _snapshots(region_ids: Sequence[int]) -> None:
    """Regions of which only the page above reads something."""
    now = timezone.now()
    counts = {"on_track": 120, "at_risk": 40, "behind": 20, "not_known": 20, "reached": 30, "over": 5}
    boards = {"chapters": [{"name": name, **counts} for name in CHAPTERS], "units": [], "even": {}}
    RegionSnapshot.objects.bulk_create(
        [
            RegionSnapshot(
                region_id=region, on=ON, targets=TARGETS, known=180, counts=counts, boards=boards, looked_at=now
            )
            for region in region_ids
        ]
    )
