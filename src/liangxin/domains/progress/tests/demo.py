"""The targets of the demonstration plan as published, and how each stands by the made-up history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from liangxin.domains.indicators.terms import Direction
from liangxin.domains.progress.rules.actuals import Agreed, path_of, reckoning_of
from liangxin.domains.progress.rules.forecast import forecast_of
from liangxin.domains.progress.rules.history.asked import Stated, wanted_of
from liangxin.domains.progress.rules.history.figures import SeriesDraft, history_of
from liangxin.domains.progress.rules.history.stories import DEMO_SEED, DEMO_STORIES, DEMO_TO_DATE
from liangxin.domains.progress.rules.paths import Path, Series, SeriesPoint
from liangxin.domains.progress.rules.promise import Base, Promise, dated, piece_of
from liangxin.domains.progress.rules.status import StatusDecision, StatusFacts, decide_status
from liangxin.domains.progress.rules.trajectory import usual_trajectory
from liangxin.domains.progress.terms import NoPath, Reckoning
from liangxin.engines.reader.findings import Comparator, TargetKind

# indicator, kind, value, unit, comparator, deadline, base year; of the indicator: unit, direction, usual kind
ROWS = """
equip_investment_growth growth 13 % at_least 2025 2023 % up growth
new_energy_cars level 12000 辆 about 2025 - 辆 up level
trucks_retired_rate completion 100 % about 2025 - % reach completion
cars_scrapped level 2600 辆 reach 2025 - 辆 up annual
appliances_recycled_growth growth 12 % reach 2025 2023 % up growth
key_equipment_investment_growth growth 26 % at_least 2027 2023 % up growth
digital_design_rate share 88 % more_than 2027 - % up share
numerical_control_rate share 70 % more_than 2027 - % up share
used_cars_growth growth 40 % reach 2027 2023 % up growth
appliances_recycled_growth growth 28 % reach 2027 2023 % up growth
recycled_material_share directional - - reach 2027 - % up share
tech_upgrade_projects annual 30 个 at_least - - 个 up cumulative
tech_upgrade_investment_growth annual_growth 9 % at_least - - % up annual_growth
tech_upgrade_coverage completion 100 % reach 2027 - % up share
smart_factories cumulative 3 家 reach 2025 - 家 up level
smart_factories cumulative 7 家 reach 2027 - 家 up level
green_factories cumulative 5 家 reach 2027 - 家 up level
energy_per_value_added growth 6 % reach 2027 2023 % up growth
lifts_renewed cumulative 120 台 reach 2027 - 部 up cumulative
lifts_added cumulative 60 台 at_least 2027 - 部 up cumulative
gas_pipes cumulative 18 公里 reach 2025 - 公里 up cumulative
water_pipes cumulative 35 公里 reach 2025 - 公里 up cumulative
sewage_pipes cumulative 22.5 公里 at_least 2025 - 公里 up cumulative
water_leak_rate share 8 % at_most 2027 - % down share
sanitation_vehicles cumulative 45 辆 reach 2027 - 辆 up cumulative
new_energy_sales cumulative 30 辆 at_least 2027 - 辆 up annual
sewage_equipment cumulative 12 座 reach 2027 - 座 up cumulative
new_fleet_new_energy_share completion 100 % reach - - % up share
trucks_retired cumulative 260 辆 reach 2027 - 辆 up cumulative
charging_piles cumulative 900 个 at_least 2027 - 个 up level
machines_renewed cumulative 480 台 reach 2027 - 台 up cumulative
grain_dryers cumulative 6 处 reach 2027 - 台（套） up cumulative
mechanisation_rate share 78 % at_least 2027 - % up share
training_equipment_renewal_rate share 90 % reach 2026 - % up share
smart_scenic_coverage completion 100 % reach 2025 - % up share
ward_beds cumulative 380 张 reach 2027 - 张 up cumulative
village_clinic_standard_rate share 95 % reach 2027 - % up share
car_sales_events annual 6 场 at_least - - 场 up annual
appliance_events annual 2 场 at_least - - 场 up annual
trade_in_merchants level 70 家 at_least 2025 - 家 up level
trade_in_bundle_rate directional - - reach 2025 - % up share
elderly_homes cumulative 220 户 reach 2025 - 户 up cumulative
ebikes cumulative 3500 辆 about 2025 - 辆 up cumulative
nonstandard_ebikes_retired_rate completion 100 % about 2025 - % reach completion
recycling_sites cumulative 160 个 reach 2026 - 个 up level
transfer_stations cumulative 14 个 reach 2026 - 座 up level
sorting_centres cumulative 1 个 reach 2026 - 座 up level
recycling_site_coverage share 96 % reach 2026 - % up share
cars_scrapped_growth growth 100 % reach 2027 - % up growth
used_car_turnover level 300000000 元 more_than 2027 - 亿元 up annual
public_asset_reuse_rate directional - - reach - - % up share
standards_revised cumulative 10 项 at_least 2027 - 项 up cumulative
green_certificates annual 4 张 about - - 张 up cumulative
""".strip().splitlines()


@dataclass(frozen=True, slots=True)
class DemoTarget:
    stated: Stated
    promise: Promise


def demo_target(row: str) -> DemoTarget:
    code, kind, value, unit, comparator, due, _, kept_in, direction, usual = row.split()
    stated = Stated(
        code,
        TargetKind.of(kind),
        None if value == "-" else Decimal(value),
        "" if unit == "-" else unit,
        None if due == "-" else int(due),
        kept_in,
        TargetKind.of(usual),
        Direction.of(direction),
    )
    asked = Promise(
        stated.kind,
        Comparator.of(comparator),
        stated.value,
        stated.unit,
        stated.direction,
        starts_on=date(2024, 1, 1),
        deadline=date(stated.year, 12, 31) if stated.year else None,
        base=Base(2023),
        piece=piece_of(stated.unit),
    )
    return DemoTarget(stated, asked)


TARGETS = tuple(demo_target(row) for row in ROWS)


def demo_history(seed: str = DEMO_SEED) -> dict[str, SeriesDraft]:
    wanted = wanted_of((one.stated for one in TARGETS), DEMO_TO_DATE)
    return {draft.indicator: draft for draft in history_of(seed, wanted, DEMO_STORIES)}


def told_by(draft: SeriesDraft, on: date) -> Series:
    """The figures that a day knew."""
    current = {told.period: told.value for told in draft.revisions if told.told_on <= on}
    points = tuple(SeriesPoint(period, value) for period, value in sorted(current.items()))
    return Series(draft.form, draft.unit, points, breaks=tuple(day for day, _ in draft.broken if day <= on))


def standing_on(target: DemoTarget, draft: SeriesDraft | None, on: date) -> tuple[StatusDecision, Path]:
    """How a target stood on a day by what was told until then."""
    asked = dated(target.promise, on)
    if draft is None:
        path = Path(Reckoning.TREND, why=NoPath.NO_DATA)
        return decide_status(StatusFacts(asked, path), on), path
    bases = [told.value for told in draft.bases if told.told_on <= on]
    asked = replace(asked, base=Base(2023, bases[-1] if bases else None))
    series = told_by(draft, on)
    path = path_of(asked, series, reckoning_of(asked, target.stated.usual, series), Agreed(counts_agree=True))
    facts = StatusFacts(asked, path, usual_trajectory(asked, path, on), forecast_of(asked, path, on))
    return decide_status(facts, on), path
