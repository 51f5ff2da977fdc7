"""What follows from below: figures and plans ask for a look, once; merged units; two at once do each other no harm."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from liangxin.domains.indicators import api as indicators
from liangxin.domains.plans.tests.documents import SECOND_EDITION, publish_plan
from liangxin.domains.progress import api as progress
from liangxin.domains.progress.actions.asking import ask_refresh
from liangxin.domains.progress.actions.refresh import refresh_region
from liangxin.domains.progress.models import Binding, CountDue, RefreshDue, RegionSnapshot, TargetSnapshot
from liangxin.domains.progress.terms import BindingKind, BindingState
from liangxin.domains.progress.tests.world import (
    EVENTS,
    LIFTS,
    ON,
    ProgressWorld,
    build_progress,
    lights,
    measured,
)
from liangxin.domains.regions import api as regions
from liangxin.domains.regions.tests.at_once import all_at_once
from liangxin.domains.regions.tests.world import COUNTY
from liangxin.domains.registers import api as registers
from liangxin.foundation.jobs.api import drain_jobs
from liangxin.foundation.jobs.models import JobRun
from liangxin.kernel.period import Period

__all__ = ["lights", "measured"]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_new_figures_ask_for_one_look_however_many_come(lights: ProgressWorld) -> None:
    drain_jobs()
    before = JobRun.objects.count()
    for month in (7, 8, 9):
        lights.tell(LIFTS, 4, measured=True, months=[Period.month(2025, month)])
    assert JobRun.objects.count() == before + 1
    assert RefreshDue.objects.get().region_id == lights.county
    assert drain_jobs() == 1
    assert not RefreshDue.objects.exists()
    assert lights.target(LIFTS).actual == 66


def test_a_published_edition_has_sources_proposed_and_is_looked_at(lights: ProgressWorld) -> None:
    publish_plan(lights.people.actor("lin"), lights.people.actor("wang"), SECOND_EDITION + "甲\n")
    drain_jobs()
    assert TargetSnapshot.objects.filter(name__contains="农机").exists()


def test_a_merged_unit_hands_its_bindings_over(lights: ProgressWorld) -> None:
    gone, kept = (lights.people.units[name] for name in ("清岚县商务局", "清岚县财政局"))
    regions.merge_units(lights.people.system, kept.public_id, gone.public_id, reason="机构改革")
    assert lights.binding(EVENTS, BindingKind.UNIT).unit_id == kept.id
    drain_jobs()
    assert kept.id in lights.target(EVENTS).unit_ids


def test_a_second_source_of_a_kind_takes_the_place_of_the_first(lights: ProgressWorld) -> None:
    finance = lights.people.units["清岚县财政局"]
    progress.bind_unit(lights.people.actor("lin"), lights.id_of(EVENTS), finance.public_id)
    rows = Binding.objects.filter(target=lights.target(EVENTS).target_id)
    confirmed = rows.get(state=BindingState.CONFIRMED.value)
    assert confirmed.unit_id == finance.id
    assert rows.filter(state=BindingState.REFUSED.value).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_refreshes_of_one_region_at_once_leave_one_of_everything(measured: None) -> None:
    made = build_progress()
    done = all_at_once(*(lambda: refresh_region(made.county, ON) for _ in range(2)))
    assert done == ["", ""]
    assert RegionSnapshot.objects.count() == 1
    assert TargetSnapshot.objects.count() == 4


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_one_run(measured: None) -> None:
    made = build_progress()
    drain_jobs()

    def ask() -> object:
        with transaction.atomic():
            return ask_refresh(made.people.system, [made.county])

    before = JobRun.objects.count()
    assert all_at_once(ask, ask) == ["", ""]
    assert JobRun.objects.count() == before + 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_source_is_decided_on_by_one_of_two(measured: None) -> None:
    made = build_progress(confirmed=False)
    row = made.binding(LIFTS, BindingKind.MEASURE)
    lin = made.people.actor("lin")
    done = all_at_once(
        lambda: progress.confirm_binding(lin, row.public_id, progress.Said(), BindingState.PROPOSED),
        lambda: progress.refuse_binding(lin, row.public_id, BindingState.PROPOSED),
    )
    assert sorted(done) == ["", "progress.binding_decided"]


LIST = """
code: lift_list
name: 电梯清单
unit: 台
counts: 一台更新的电梯
fields: [{code: device, label: 设备编号, kind: text, required: true}]
key: [device]
stages: [{code: planned, label: 列入计划}, {code: confirmed, label: 已确认, mover: confirm}]
feeds: {indicator: lifts_renewed, how: count, stage: confirmed}
"""


def test_what_a_register_counts_is_computed_soon_and_once(lights: ProgressWorld) -> None:
    lin, wang = lights.people.actor("lin"), lights.people.actor("wang")
    kind = registers.define_type(lights.people.system, COUNTY, LIST)
    unit = lights.people.units["清岚县商务局"].public_id
    card = registers.open_register(lin, registers.RegisterDraft(kind.public_id, unit, "电梯清单"))
    drain_jobs()
    proof = registers.Upload(b"%PDF-1.4\nfor tests", "taken over.pdf")
    for number in (1, 2):
        stages = (("planned", date(2025, 3, 1)), ("confirmed", date(2025, 5, number)))
        record = registers.BroughtRecord({"device": f"D-{number}"}, stages)
        registers.bring_records(lin, wang, card.public_id, [record], proof)
    assert CountDue.objects.get().measure_code == f"registers.lift_list@{COUNTY}"
    drain_jobs()
    assert not CountDue.objects.exists()
    pair = (indicators.indicator_ids([LIFTS])[LIFTS], lights.county)
    (series,) = [one for one in indicators.series_of([pair])[pair] if one.measure_code.startswith("registers.")]
    assert {point.period: point.value for point in series.points}[Period.month(2025, 5)] == 2
