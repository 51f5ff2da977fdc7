"""The made-up history: the same from the same seed, its stories are there, and the rules see them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

import pytest

from liangxin.domains.progress.rules.history.figures import SEASONS, SeriesDraft
from liangxin.domains.progress.rules.history.records import LAST_DAY, RecordDraft, records_of
from liangxin.domains.progress.rules.history.stories import DEMO_STORIES, Story
from liangxin.domains.progress.terms import SeriesForm, Status, StatusRule
from liangxin.domains.progress.tests.demo import TARGETS, demo_history, standing_on, told_by
from liangxin.kernel.period import Period
from liangxin.kernel.shipped import shipped_data

PRESETS = FilePath(__file__).parents[2] / "registers" / "data" / "presets"
NOW = date(2026, 11, 20)
TOWNS = ("城关镇", "溪口镇", "松岭镇")


@pytest.fixture(scope="module")
def history() -> dict[str, SeriesDraft]:
    return demo_history()


def presets() -> list[dict[str, Any]]:
    return [one for path in sorted(PRESETS.glob("*.yaml")) for one in shipped_data(path)["types"]]


def status(history: dict[str, SeriesDraft], indicator: str, on: date, year: int | None = None) -> Status:
    target = next(one for one in TARGETS if one.stated.indicator == indicator and year in (None, one.stated.year))
    return standing_on(target, history.get(indicator), on)[0].status


def digest(seed: str) -> str:
    return hashlib.sha256(repr(demo_history(seed)).encode()).hexdigest()


def test_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    ask = "from liangxin.domains.progress.tests.test_history import digest; print(digest('甲'))"
    environment = {"PYTHONHASHSEED": "7", "PATH": "", "PYTHONPATH": ":".join(sys.path)}
    found = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, env=environment
    ).stdout
    assert found.strip() == digest("甲") != digest("乙")


def test_a_series_does_not_shift_when_another_is_left_out(history: dict[str, SeriesDraft]) -> None:
    assert demo_history()["lifts_added"] == history["lifts_added"]
    assert set(history) == {one.stated.indicator for one in TARGETS} - {
        code for code, story in DEMO_STORIES.items() if story is Story.NO_DATA
    }


def test_every_story_of_the_demonstration_has_its_target() -> None:
    assert set(DEMO_STORIES) <= {one.stated.indicator for one in TARGETS}
    assert set(DEMO_STORIES.values()) | {Story.STEADY} == set(Story)


def test_one_fell_behind_and_recovered(history: dict[str, SeriesDraft]) -> None:
    on = (date(2025, 6, 25), NOW)
    assert [status(history, "lifts_added", day) for day in on] == [Status.BEHIND, Status.ON_TRACK]


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("charging_piles", Status.BEHIND),
        ("village_clinic_standard_rate", Status.BEHIND),
        ("trucks_retired", Status.AT_RISK),
        ("digital_design_rate", Status.AT_RISK),
        ("standards_revised", Status.ON_TRACK),
        ("sorting_centres", Status.ON_TRACK),
        ("tech_upgrade_coverage", Status.NOT_KNOWN),
        ("recycled_material_share", Status.NOT_KNOWN),
        ("numerical_control_rate", Status.NOT_KNOWN),
        ("used_cars_growth", Status.AT_RISK),
    ],
)
def test_the_rules_see_the_stories(history: dict[str, SeriesDraft], indicator: str, expected: Status) -> None:
    assert status(history, indicator, NOW) is expected


def test_what_was_reached_early_was_reached_before_its_year(history: dict[str, SeriesDraft]) -> None:
    target = next(one for one in TARGETS if one.stated.indicator == "standards_revised")
    assert standing_on(target, history["standards_revised"], date(2026, 6, 20))[0].is_reached


def test_silence_and_a_change_of_method_are_told_as_what_they_are(history: dict[str, SeriesDraft]) -> None:
    rules = {}
    for indicator in ("numerical_control_rate", "used_cars_growth"):
        target = next(one for one in TARGETS if one.stated.indicator == indicator)
        rules[indicator] = standing_on(target, history[indicator], NOW)[0].reasons[0].code
    assert rules == {"numerical_control_rate": StatusRule.STALE, "used_cars_growth": StatusRule.BASE_BROKEN}
    ((day, note),) = history["used_cars_growth"].broken
    assert (day, bool(note)) == (date(2025, 7, 1), True)


def test_months_that_nobody_told_are_missing_and_counted(history: dict[str, SeriesDraft]) -> None:
    target = next(one for one in TARGETS if one.stated.indicator == "ward_beds")
    _, path = standing_on(target, history["ward_beds"], NOW)
    assert (path.points[-1].got, path.points[-1].expected) == (31, 34)


def test_a_base_year_is_told_again_with_its_reason(history: dict[str, SeriesDraft]) -> None:
    first, second = history["new_energy_cars"].bases
    assert first.told_on < second.told_on
    assert first.value != second.value
    assert (first.reason, bool(second.reason)) == ("", True)


def test_a_running_total_is_mistyped_ten_thousandfold_and_put_right(history: dict[str, SeriesDraft]) -> None:
    draft = history["used_car_turnover"]
    assert draft.form is SeriesForm.TO_DATE
    (twice,) = [period for period, told in Counter(one.period for one in draft.revisions).items() if told > 1]
    wrong, right = [told for told in draft.revisions if told.period == twice]
    assert wrong.value == right.value * 10_000
    assert "万元" in right.reason
    assert told_by(draft, wrong.told_on).points[-1].value == wrong.value
    assert told_by(draft, right.told_on).points[-1].value == right.value


def test_reported_and_done_part_ways_in_three_months(history: dict[str, SeriesDraft]) -> None:
    draft = history["lifts_renewed"]
    reported = {told.period: told.value for told in draft.revisions}
    assert len([period for period, done in draft.done if reported[period] != done]) == 3
    honest = history["lifts_added"]
    assert {told.period: told.value for told in honest.revisions} == dict(honest.done)


def test_figures_are_told_in_order_after_their_month_and_revised_for_a_reason(
    history: dict[str, SeriesDraft],
) -> None:
    for draft in history.values():
        days = [told.told_on for told in draft.revisions]
        assert days == sorted(days)
        seen = set()
        for told in draft.revisions:
            assert told.told_on >= told.period.end
            assert (told.period in seen) == bool(told.reason)
            seen.add(told.period)


def test_some_months_come_two_months_late(history: dict[str, SeriesDraft]) -> None:
    waits = [(told.told_on - told.period.end).days for told in history["machines_renewed"].revisions]
    assert max(waits) > 60
    assert min(waits) < 20


def test_sums_have_a_dip_in_february_and_a_rush_in_december(history: dict[str, SeriesDraft]) -> None:
    done = dict(history["used_car_turnover"].done)
    for year in (2024, 2025):
        months = {number: done[Period.month(year, number)] for number in range(1, 13)}
        assert min(months, key=lambda number: months[number]) == 2
        assert max(months, key=lambda number: months[number]) == 12
    assert abs(sum(SEASONS) - 1) < 1e-9


def test_nothing_is_negative_and_shares_stay_shares(history: dict[str, SeriesDraft]) -> None:
    for draft in history.values():
        values = [told.value for told in draft.revisions]
        assert draft.story is Story.MISTYPED or max(values) < 10**6
        assert all(value >= 0 for value in values) or draft.indicator.endswith("growth")
        if draft.indicator.endswith(("_rate", "_share", "_coverage")):
            assert max(values) <= 100


def records(code: str, monthly: list[tuple[Period, Decimal]]) -> tuple[dict[str, Any], tuple[RecordDraft, ...]]:
    preset = next(one for one in presets() if one["code"] == code)
    return preset, records_of("甲", preset, monthly, TOWNS)


@pytest.mark.parametrize("code", ["lifts_added", "trucks_retired", "recycling_sites", "elderly_homes", "gas_pipes"])
def test_records_add_up_to_the_months_they_were_made_for(code: str, history: dict[str, SeriesDraft]) -> None:
    monthly = list(history[code].done)
    preset, made = records(code, monthly)
    feeds = preset["feeds"]
    sums: dict[Period, Decimal] = {}
    for record in made:
        reached = dict(record.stages).get(feeds["stage"])
        if reached is not None:
            amount = Decimal(dict(record.values)[feeds["field"]]) if feeds["how"] == "sum" else Decimal(1)
            period = Period.month(reached.year, reached.month)
            sums[period] = sums.get(period, Decimal(0)) + amount
    assert sums == {period: amount for period, amount in monthly if amount}


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: str(preset["code"]))
def test_records_fit_every_list_type(preset: dict[str, Any]) -> None:
    monthly = [(Period.month(2025, 5), Decimal(3)), (Period.month(2025, 6), Decimal(2))]
    made = records_of("甲", preset, monthly, TOWNS)
    assert made == records_of("甲", preset, monthly, TOWNS)
    codes = [stage["code"] for stage in preset["stages"]]
    keys = set()
    for record in made:
        values = dict(record.values)
        needed = {
            field["code"]
            for field in preset["fields"]
            if field.get("required") and field["kind"] not in ("unit", "region")
        }
        assert needed <= set(values)
        dates = [field["code"] for field in preset["fields"] if field["kind"] == "date"]
        days_typed = [values.get(code) for code in dates if code != "valid_until"]
        assert all(date.fromisoformat(typed) <= LAST_DAY for typed in days_typed if typed)
        assert set(values) <= {field["code"] for field in preset["fields"]}
        days = [day for _, day in record.stages]
        assert days == sorted(days)
        assert days[-1] <= LAST_DAY
        assert [code for code, _ in record.stages] == codes[: len(days)]
        keys.add(tuple(values.get(code, "") for code in preset["key"]))
    assert len(keys) == len(made), "two records would be one and the same"
