"""Plans of a family set against each other: what is asked, what is given, and what is never guessed."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.plans.rules.alignment import (
    Alignment,
    Coverage,
    Measured,
    Note,
    NoteKind,
    Obstacle,
    PlanInFamily,
    Promise,
    Share,
    SumBasis,
    align,
)
from liangxin.domains.plans.rules.promises import amount_of, scale_of
from liangxin.engines.reader.findings import Comparator, TargetKind

CITY = PlanInFamily("city", "宁溪市方案", "990100", "990000/990100/", "宁溪市", 2)
YUN = PlanInFamily("yun", "云岭县方案", "990121", "990000/990100/990121/", "云岭县", 3, upper="city")
BAI = PlanInFamily("bai", "白沙县方案", "990122", "990000/990100/990122/", "白沙县", 3, upper="city")
YUN_TRANSPORT = replace(YUN, id="yun-t", name="云岭县交通专项", is_sector=True, upper=None, main="yun")
CITY_TRANSPORT = replace(CITY, id="city-t", name="宁溪市交通专项", is_sector=True, main="city")
BELOW = {"city": ("990121", "990122")}

CATALOGUE = (
    Measured("tools", "研发设计工具普及率", "%", "up", "weighted_mean", "industry"),
    Measured("scrapped_growth", "报废汽车回收量增长率", "%", "up", "ratio_of_sums", "cars"),
    Measured("energy_fall", "单位能耗降幅", "%", "up", "none", "industry"),
    Measured("pue", "数据中心电能利用效率", "1", "down", "weighted_mean", "industry"),
    Measured("leakage", "管网漏损率", "%", "down", "ratio_of_sums", "city"),
    Measured("buses", "更新公交车", "辆", "up", "sum", "cars"),
    Measured("lifts", "加装电梯", "部", "up", "sum", "city"),
    Measured("water", "用水总量", "吨", "down", "sum", "city"),
    Measured("pipes", "改造管网", "公里", "up", "sum", "city"),
)
NUMBERS = iter(range(10**6))


def promise(indicator: str, value: str | None, unit: str = "%", deadline: int | None = 2027, **other: Any) -> Promise:
    facts = {
        "id": f"p{next(NUMBERS):06}",
        "name": indicator,
        "kind": TargetKind.SHARE,
        "comparator": Comparator.REACH,
        "baseline_year": None,
    }
    number = None if value is None else Decimal(value)
    return Promise(**{**facts, "indicator": indicator, "value": number, "unit": unit, "deadline": deadline, **other})


def so_many(indicator: str, value: str, unit: str = "辆", deadline: int | None = 2027, **other: Any) -> Promise:
    return promise(indicator, value, unit, deadline, **{"kind": TargetKind.CUMULATIVE, **other})


def grown(value: str, *, yearly: bool = False, **other: Any) -> Promise:
    kind = TargetKind.ANNUAL_GROWTH if yearly else TargetKind.GROWTH
    return promise("scrapped_growth", value, **{"kind": kind, **other})


def against(asked: Promise | Sequence[Promise], *answers: Promise, **other: Any) -> tuple[Note, ...]:
    """Notes on one county plan under one city plan."""
    asks = [asked] if isinstance(asked, Promise) else list(asked)
    return align([CITY, YUN], {"city": asks, "yun": list(answers)}, CATALOGUE, **other).notes


def kinds(notes: Sequence[Note]) -> list[NoteKind]:
    return [note.kind for note in notes]


def worked_example() -> Alignment:
    """The example of docs/algorithms/alignment.md."""
    lifts = so_many("lifts", "100", "部")
    city = [
        promise("tools", "90", comparator=Comparator.MORE_THAN),
        promise("leakage", "8", comparator=Comparator.AT_MOST),
        grown("46", baseline_year=2023),
        so_many("buses", "300"),
        lifts,
    ]
    yun = [promise("tools", "92"), grown("10", yearly=True), so_many("buses", "120"), so_many("lifts", "70", "部")]
    bai = [
        promise("tools", "85"),
        promise("leakage", "8", hedged=True),
        grown("46", baseline_year=2023, deadline=2028),
        so_many("buses", "160"),
        so_many("lifts", "30", "部"),
    ]
    shares = [
        Share("city", lifts.id, "990121", Decimal(60), "部"),
        Share("city", lifts.id, "990122", Decimal(40), "部"),
    ]
    promises = {"city": city, "yun": yun, "bai": bai}
    return align([CITY, YUN, BAI], promises, CATALOGUE, shares=shares, regions_below=BELOW)


def test_the_example_of_the_page_on_alignment() -> None:
    told = [
        (note.indicator, note.kind, note.lower_plan, note.asked_value, note.given_value)
        for note in worked_example().notes
    ]
    assert told == [
        ("tools", NoteKind.LOWER, "bai", Decimal(90), Decimal(85)),
        ("scrapped_growth", NoteKind.LATER, "bai", Decimal(46), Decimal(46)),
        ("buses", NoteKind.SUM_SHORT, None, Decimal(300), Decimal(280)),
        ("lifts", NoteKind.SHARE_MISSED, "bai", Decimal(40), Decimal(30)),
        ("leakage", NoteKind.LACKS, "yun", Decimal(8), None),
        ("leakage", NoteKind.SOFTER, "bai", Decimal(8), Decimal(8)),
    ]


def test_rows_follow_the_catalogue_and_what_it_does_not_hold_comes_last() -> None:
    asked = [promise("", "30", name="备案 登记率"), promise("leakage", "8"), promise("tools", "9"), promise("zzz", "1")]
    said = [promise("", "30", name="备案登记率", deadline=None), promise("", "30", name="备案登记率")]
    table = align([YUN, CITY], {"city": asked, "yun": said}, CATALOGUE)
    assert [(row.indicator, row.name) for row in table.rows] == [
        ("tools", "研发设计工具普及率"),
        ("leakage", "管网漏损率"),
        ("zzz", "zzz"),
        ("", "备案 登记率"),
    ]
    last = table.rows[-1]
    assert last.measured is None
    assert list(last.cells) == ["city", "yun"]
    assert [one.deadline for one in last.cells["yun"]] == [2027, None]


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        (("90", "at_least"), ("90", "reach"), None),
        (("90", "reach"), ("89.9", "at_least"), "lower"),
        (("90", "more_than"), ("90", "at_least"), "softer"),
        (("90", "more_than"), ("90", "more_than"), None),
        (("90", "reach"), ("90", "about"), "softer"),
        (("90", "reach"), ("96", "about"), None),
        (("95", "reach"), ("100", "about"), None),
        (("90", "about"), ("86", "reach"), None),
        (("90", "about"), ("85", "reach"), "lower"),
        (("90", "at_least"), ("95", "at_most"), "other_kind"),
    ],
)
def test_more_is_better_where_an_indicator_should_rise(
    asked: tuple[str, str], said: tuple[str, str], expected: str | None
) -> None:
    above, below = (promise("tools", value, comparator=Comparator.of(how)) for value, how in (asked, said))
    assert kinds(against(above, below)) == ([NoteKind.of(expected)] if expected else [])


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        (("1.3", "reach"), ("1.25", "reach"), None),
        (("1.3", "reach"), ("1.35", "at_most"), "lower"),
        (("1.3", "at_most"), ("1.3", "at_most"), None),
        (("1.3", "at_most"), ("1.2", "at_least"), "other_kind"),
    ],
)
def test_less_is_better_where_an_indicator_should_sink(
    asked: tuple[str, str], said: tuple[str, str], expected: str | None
) -> None:
    above, below = (
        promise("pue", value, "", kind=TargetKind.LEVEL, comparator=Comparator.of(how)) for value, how in (asked, said)
    )
    assert kinds(against(above, below)) == ([NoteKind.of(expected)] if expected else [])


def test_a_greater_fall_is_better_though_the_level_should_sink() -> None:
    asked, said = (promise("leakage", value, kind=TargetKind.GROWTH, baseline_year=2023) for value in ("14", "16"))
    assert not against(asked, said)
    assert kinds(against(said, asked)) == [NoteKind.LOWER]


def test_what_the_lower_plan_leaves_out_is_noted_once_with_the_last_figure() -> None:
    wish = promise("tools", None, "", 2035, kind=TargetKind.DIRECTIONAL)
    (note,) = against([promise("tools", "80", deadline=2025), promise("tools", "90"), wish])
    assert (note.kind, note.lower_plan, note.asked_value, note.unit) == (NoteKind.LACKS, "yun", Decimal(90), "%")
    assert note.given is None
    assert note.given_value is None


def test_the_silence_of_a_plan_that_was_not_read_means_nothing() -> None:
    assert not align([CITY, YUN], {"city": [promise("tools", "90")]}, CATALOGUE).notes


def test_a_direction_is_met_by_any_promise_and_only_silence_is_noted() -> None:
    asked = promise("tools", None, "", kind=TargetKind.DIRECTIONAL)
    assert not against(asked, promise("tools", "1"))
    assert kinds(against(asked)) == [NoteKind.LACKS]


def test_a_direction_is_no_answer_to_a_figure() -> None:
    (note,) = against(promise("tools", "90"), promise("tools", None, "", kind=TargetKind.DIRECTIONAL))
    assert (note.kind, note.obstacle, note.given_value) == (NoteKind.OTHER_KIND, Obstacle.FIGURE, None)


def test_outside_the_catalogue_the_same_words_compare_and_others_are_for_a_person_to_look_at() -> None:
    asked = promise("", "90", name="登记上牌率")
    assert kinds(against(asked, promise("", "80", name="登记 上牌率"))) == [NoteKind.LOWER]
    assert kinds(against(asked, promise("", "80", name="上牌登记的比例"))) == [NoteKind.UNMATCHED]


def test_words_that_no_plan_below_uses_are_noted_once_and_not_held_against_each_of_them() -> None:
    third = replace(BAI, id="third", region_code="990123")
    asked = promise("", "90", name="登记上牌率")
    promises = {"city": [asked], "yun": [], "bai": [], "third": [replace(asked, id="copy")]}
    (note,) = align([CITY, YUN, BAI, third], promises, CATALOGUE).notes
    assert (note.kind, note.lower_plan, note.asked_value) == (NoteKind.UNMATCHED, None, Decimal(90))
    assert note.coverage == Coverage(1, 3, ("990121", "990122"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([("85", 2027), ("95", 2028)], "lower"),  # the very year is spoken of
        ([("85", 2025), ("95", 2028)], "later"),
        ([("85", 2028)], "lower"),
        ([("92", 2025)], None),
        ([("92", None)], None),
        ([("92", 2024), ("85", 2025)], "lower"),  # the nearest year not later
        ([("85", 2027), ("90", 2027)], None),
    ],
)
def test_the_year_asked_counts_then_the_nearest_earlier_one_then_a_later_one(
    said: list[tuple[str, int | None]], expected: str | None
) -> None:
    answers = [promise("tools", value, deadline=year) for value, year in said]
    assert kinds(against(promise("tools", "90"), *answers)) == ([NoteKind.of(expected)] if expected else [])


def test_of_later_years_the_first_that_is_enough_is_named_and_else_the_best_figure() -> None:
    asked = promise("tools", "90")
    (later,) = against(asked, promise("tools", "99", deadline=2029), promise("tools", "95", deadline=2028))
    assert later.given is not None
    assert later.given.deadline == 2028
    (lower,) = against(asked, promise("tools", "80", deadline=2028), promise("tools", "85", deadline=2029))
    assert lower.given_value == Decimal(85)


def test_of_promises_that_cannot_be_compared_the_nearest_is_shown() -> None:
    asked = promise("pue", "2", "亿元", kind=TargetKind.LEVEL, deadline=2027)
    other_kind = replace(asked, kind=TargetKind.ANNUAL)
    answers = [replace(other_kind, id=str(year), deadline=year) for year in (2024, 2026, 2035)]
    (note,) = against(asked, *answers)
    assert note.given == answers[1]
    other_unit = replace(asked, id="unit", unit="吨", deadline=2040)
    (note,) = against(asked, *answers, other_unit)
    assert (note.kind, note.given) == (NoteKind.NOT_COMPARABLE_UNIT, other_unit)


def test_a_completion_is_a_share_of_all() -> None:
    assert not against(promise("tools", "60"), promise("tools", None, "", kind=TargetKind.COMPLETION))
    (note,) = against(promise("tools", "100", kind=TargetKind.COMPLETION), promise("tools", "60"))
    assert (note.kind, note.asked_value, note.given_value) == (NoteKind.LOWER, Decimal(100), Decimal(60))


def test_annual_growth_is_compounded_where_the_baseline_is_known_on_one_side() -> None:
    (note,) = against(grown("50", baseline_year=2023), grown("10", yearly=True))
    assert (note.kind, note.asked_value, note.given_value) == (NoteKind.LOWER, Decimal(50), Decimal("46.41"))
    assert note.years == 4
    assert note.gap == Decimal("3.59")
    assert not against(grown("10", yearly=True), grown("46.41", baseline_year=2023))


def test_a_fall_is_compounded_as_a_fall() -> None:
    asked = promise("energy_fall", "19.1", kind=TargetKind.GROWTH, baseline_year=2025)
    (note,) = against(asked, promise("energy_fall", "10", kind=TargetKind.ANNUAL_GROWTH))
    assert (note.kind, note.given_value) == (NoteKind.LOWER, Decimal(19))


@pytest.mark.parametrize(
    ("asked", "said", "obstacle"),
    [
        (grown("50"), grown("10", yearly=True), Obstacle.YEARS),
        (grown("50", baseline_year=2023), grown("10", yearly=True, deadline=2025), Obstacle.YEARS),
        (grown("50", baseline_year=2023), grown("60", baseline_year=2020), Obstacle.BASELINE),
        (grown("50", baseline_year=2023), replace(grown("60"), kind=TargetKind.SHARE), Obstacle.KIND),
    ],
)
def test_it_says_why_two_kinds_cannot_be_compared(asked: Promise, said: Promise, obstacle: Obstacle) -> None:
    (note,) = against(asked, said)
    assert (note.kind, note.obstacle) == (NoteKind.OTHER_KIND, obstacle)


def test_units_of_one_measure_are_converted_and_others_are_told_apart() -> None:
    asked = promise("pue", "2.5", "亿元", kind=TargetKind.LEVEL, comparator=Comparator.AT_LEAST)
    assert not against(asked, replace(asked, id="other", value=Decimal(25000), unit="万元"))
    (note,) = against(asked, replace(asked, id="other", value=Decimal(25000), unit="家"))
    assert (note.kind, note.obstacle) == (NoteKind.NOT_COMPARABLE_UNIT, Obstacle.UNIT)


@pytest.mark.parametrize(
    ("unit", "other", "compare"),
    [
        ("台", "辆", True),
        ("万辆", "部", True),
        ("公里", "米", True),
        ("万元", "元", True),
        ("比", "%", True),
        ("万标准箱", "标准箱", True),
        ("台", "栋", False),
        ("人次", "人", False),
        ("百分点", "%", False),
        ("美元", "元", False),
        ("", "台", False),
    ],
)
def test_which_units_compare(unit: str, other: str, compare: bool) -> None:
    assert (scale_of(unit).dimension == scale_of(other).dimension) is compare


def test_a_figure_that_regions_reach_together_is_not_owed_by_one_of_them() -> None:
    assert not against(so_many("buses", "300"), so_many("buses", "10"))
    assert not against(so_many("buses", "300"))


def test_a_rate_of_a_summed_indicator_is_owed_by_each_and_never_added() -> None:
    for kind in (TargetKind.GROWTH, TargetKind.CUMULATIVE):  # a count in per cent is a rate, whatever it was taken for
        asked, said = (so_many("buses", value, "%", kind=kind) for value in ("20", "15"))
        assert kinds(against(asked, said, regions_below={"city": ("990121",)})) == [NoteKind.LOWER]


def test_a_count_whose_roll_up_is_not_known_is_neither_owed_nor_added() -> None:
    asked, said = (so_many("", value, name="驿站") for value in ("20", "15"))
    assert not against(asked, said, regions_below={"city": ("990121",)})


def test_the_share_of_one_plan_stands_for_the_same_figure_in_another() -> None:
    asked = promise("tools", "90")
    promises = {"city": [promise("tools", "90")], "city-t": [asked], "yun": [promise("tools", "86")]}
    share = Share("city-t", asked.id, "990121", Decimal(85), "%")
    assert not align([CITY, CITY_TRANSPORT, YUN], promises, CATALOGUE, shares=[share]).notes


def test_a_share_in_another_unit_is_told_and_not_added() -> None:
    asked = so_many("buses", "300")
    shares = [
        Share("city", asked.id, "990121", Decimal(200), "辆"),
        Share("city", asked.id, "990122", Decimal(1), "吨"),
    ]
    notes = align([CITY], {"city": [asked]}, CATALOGUE, shares=shares, regions_below=BELOW).notes
    assert [(note.kind, note.given_value) for note in notes] == [
        (NoteKind.NOT_COMPARABLE_UNIT, None),
        (NoteKind.SUM_INCOMPLETE, Decimal(200)),
    ]


def test_with_a_share_a_region_owes_its_share() -> None:
    asked = so_many("buses", "0.03", "万辆")
    share = Share("city", asked.id, "990121", Decimal(120), "辆")
    assert not against(asked, so_many("buses", "120", "台"), shares=[share])
    (missed,) = against(asked, so_many("buses", "110"), shares=[share])
    assert (missed.kind, missed.share, missed.gap) == (NoteKind.SHARE_MISSED, share, Decimal(10))
    assert kinds(against(asked, shares=[share])) == [NoteKind.LACKS]
    with pytest.raises(ValueError, match="two shares"):
        against(asked, shares=[share, share])


def sums(whole: str, parts: dict[str, str], **other: Any) -> tuple[Note, ...]:
    plans = {"city": [so_many("buses", whole, **other)], "yun": [], "bai": []}
    plans |= {plan: [so_many("buses", part)] for plan, part in parts.items()}
    return align([CITY, YUN, BAI], plans, CATALOGUE, regions_below=BELOW).notes


def test_a_total_is_short_only_when_all_have_spoken() -> None:
    (short,) = sums("300", {"yun": "120", "bai": "160"})
    assert (short.kind, short.gap, short.basis) == (NoteKind.SUM_SHORT, Decimal(20), SumBasis.PROMISES)
    (open_,) = sums("300", {"yun": "120"})
    assert (open_.kind, open_.given_value) == (NoteKind.SUM_INCOMPLETE, Decimal(120))
    assert open_.coverage is not None
    assert (open_.coverage.spoken, open_.coverage.of, open_.coverage.silent) == (1, 2, ("990122",))


def test_nobody_having_spoken_is_not_a_total_of_zero() -> None:
    (note,) = sums("300", {})
    assert (note.kind, note.given_value) == (NoteKind.SUM_INCOMPLETE, None)


def test_a_total_that_is_over_is_over_whoever_is_still_silent() -> None:
    assert kinds(sums("300", {"yun": "310"})) == [NoteKind.SUM_OVER]
    assert not sums("300", {"yun": "150", "bai": "150"})
    assert not sums("300", {"yun": "150", "bai": "140"}, comparator=Comparator.ABOUT)
    assert not sums("300", {"yun": "1", "bai": "1"}, comparator=Comparator.AT_MOST)


def test_a_part_for_another_year_or_in_another_kind_is_not_added() -> None:
    promises = {
        "city": [so_many("buses", "300")],
        "yun": [so_many("buses", "300", deadline=2025)],
        "bai": [so_many("buses", "300", kind=TargetKind.ANNUAL)],
    }
    notes = align([CITY, YUN, BAI], promises, CATALOGUE, regions_below=BELOW).notes
    assert kinds(notes) == [NoteKind.SUM_INCOMPLETE, NoteKind.OTHER_KIND]
    assert notes[0].given_value is None
    assert notes[1].lower_plan == "bai"


def test_shares_are_added_instead_of_promises_where_there_are_any() -> None:
    asked = so_many("pipes", "100", "公里")
    shares = [
        Share("city", asked.id, code, Decimal(value), "米") for code, value in (("990121", 50000), ("990122", 45000))
    ]
    promises = {"city": [asked], "yun": [so_many("pipes", "60", "公里")], "bai": [so_many("pipes", "60", "公里")]}
    (note,) = align([CITY, YUN, BAI], promises, CATALOGUE, shares=shares, regions_below=BELOW).notes
    assert (note.kind, note.basis, note.given_value) == (NoteKind.SUM_SHORT, SumBasis.SHARES, Decimal(95))
    (half,) = align([CITY, YUN], promises, CATALOGUE, shares=shares[:1], regions_below=BELOW).notes
    assert half.kind is NoteKind.SUM_INCOMPLETE


def test_what_a_sector_plan_promises_the_region_has_promised() -> None:
    promises = {"city": [promise("tools", "90")], "yun": [], "yun-t": [promise("tools", "80")]}
    (lower,) = align([CITY, YUN, YUN_TRANSPORT], promises, CATALOGUE).notes
    assert (lower.kind, lower.lower_plan) == (NoteKind.LOWER, "yun-t")
    promises["yun"] = [promise("tools", "95")]
    assert not align([CITY, YUN, YUN_TRANSPORT], promises, CATALOGUE).notes


def test_a_general_plan_answers_the_whole_upper_family_and_each_figure_once() -> None:
    promises = {
        "city": [promise("tools", "90")],
        "city-t": [promise("leakage", "8"), promise("tools", "90")],
        "yun": [],
    }
    notes = align([CITY, CITY_TRANSPORT, YUN], promises, CATALOGUE).notes
    assert [(note.kind, note.upper_plan, note.indicator) for note in notes] == [
        (NoteKind.LACKS, "city", "tools"),
        (NoteKind.LACKS, "city-t", "leakage"),
    ]


def test_a_sector_plan_alone_is_not_blamed_for_what_the_general_plan_may_hold() -> None:
    alone = replace(YUN_TRANSPORT, main=None, upper="city")
    promises = {"city": [promise("tools", "90"), promise("leakage", "8")], "yun-t": [promise("leakage", "9")]}
    notes = align([CITY, alone], promises, CATALOGUE, units={"city": {"市工信局": frozenset("甲")}, "yun-t": {}}).notes
    assert [(note.kind, note.indicator) for note in notes] == [(NoteKind.LOWER, "leakage")]


def test_sector_plans_do_not_count_twice_in_a_total() -> None:
    promises = {
        "city": [so_many("buses", "300")],
        "yun": [so_many("buses", "120")],
        "yun-t": [so_many("buses", "150")],
        "bai": [so_many("buses", "180")],
    }
    assert not align([CITY, YUN, YUN_TRANSPORT, BAI], promises, CATALOGUE, regions_below=BELOW).notes


def test_of_sector_plans_alone_the_largest_figure_counts() -> None:
    other = replace(YUN_TRANSPORT, id="yun-u", name="云岭县城建专项")
    promises = {
        "city": [so_many("buses", "300")],
        "yun": [],
        "yun-t": [so_many("buses", "100"), so_many("buses", "120")],
        "yun-u": [so_many("buses", "110")],
        "bai": [so_many("buses", "180")],
    }
    assert not align([CITY, YUN, YUN_TRANSPORT, other, BAI], promises, CATALOGUE, regions_below=BELOW).notes


def test_a_sum_is_checked_for_the_sector_plans_above_as_for_the_general_one() -> None:
    promises = {
        "city": [],
        "city-t": [so_many("buses", "300")],
        "yun": [so_many("buses", "120")],
        "bai": [so_many("buses", "170")],
    }
    (note,) = align([CITY, CITY_TRANSPORT, YUN, BAI], promises, CATALOGUE, regions_below=BELOW).notes
    assert (note.kind, note.upper_plan, note.gap) == (NoteKind.SUM_SHORT, "city-t", Decimal(10))


def test_an_undated_sum_takes_the_last_year_that_each_region_names() -> None:
    promises = {
        "city": [so_many("buses", "300", deadline=None)],
        "yun": [so_many("buses", "100", deadline=2025), so_many("buses", "150", deadline=2027)],
        "bai": [so_many("buses", "150", deadline=None), so_many("buses", "10")],
    }
    assert not align([CITY, YUN, BAI], promises, CATALOGUE, regions_below=BELOW).notes


def test_a_sector_plan_answers_no_more_than_the_plan_it_names() -> None:
    alone = replace(YUN_TRANSPORT, main=None, upper="city")
    promises = {"city": [], "city-t": [promise("leakage", "8")], "yun-t": [promise("leakage", "9")]}
    assert not align([CITY, CITY_TRANSPORT, alone], promises, CATALOGUE).notes


def test_a_sector_plan_of_another_region_does_not_speak_for_this_one() -> None:
    stray = replace(YUN_TRANSPORT, id="stray", region_code="990122")
    promises = {"city": [promise("tools", "90")], "yun": [], "stray": [promise("tools", "95")]}
    assert kinds(align([CITY, YUN, stray], promises, CATALOGUE).notes) == [NoteKind.LACKS]


def test_a_plan_under_itself_or_under_a_stranger_asks_nothing() -> None:
    odd = [replace(CITY, upper="city"), replace(CITY_TRANSPORT, upper="city"), replace(YUN, upper="gone", main="gone")]
    assert not align(odd, {plan.id: [promise("tools", str(at))] for at, plan in enumerate(odd)}, CATALOGUE).notes


def test_a_lead_unit_without_a_counterpart_is_noted_with_its_subjects() -> None:
    units = {
        "city": {
            "市教体局": frozenset({"教育", "体育"}),
            "市工信局": frozenset({"工信"}),
            "市某中心": frozenset[str](),
        },
        "yun": {"县教育局": frozenset({"教育"})},
        "yun-t": {"县科工信局": frozenset({"科技", "工信"})},
    }
    nothing: dict[str, list[Promise]] = {"city": [], "yun": []}
    (note,) = align([CITY, YUN, YUN_TRANSPORT], nothing, CATALOGUE, units=units).notes
    assert (note.kind, note.lead_unit, note.uncovered) == (NoteKind.UNIT_LACKING, "市教体局", ("体育",))
    assert not align([CITY, YUN], nothing, CATALOGUE, units={"city": units["city"]}).notes
    alone = replace(YUN_TRANSPORT, main=None, upper="city-t")
    sectors = {"city-t": {"市交通局": frozenset({"交通"})}, "yun-t": {"县公安局": frozenset({"公安"})}}
    (note,) = align([CITY_TRANSPORT, alone], {}, CATALOGUE, units=sectors).notes
    assert (note.upper_plan, note.lower_plan, note.lead_unit) == ("city-t", "yun-t", "市交通局")


AMOUNTS = st.decimals(0, 10**6, places=2)


@given(st.lists(st.tuples(st.sampled_from(["tools", "buses", "leakage", ""]), AMOUNTS), max_size=8), st.randoms())
def test_the_order_of_what_is_given_changes_nothing(said: list[tuple[str, Decimal]], dice: random.Random) -> None:
    promises = {
        plan: [promise(code, str(value), kind=dice.choice(list(TargetKind))) for code, value in said]
        for plan in ("city", "yun", "bai", "yun-t")
    }
    plans = [CITY, YUN, BAI, YUN_TRANSPORT]
    first = align(plans, promises, CATALOGUE, regions_below=BELOW)
    for row in [plans, *promises.values()]:
        dice.shuffle(row)  # type: ignore[arg-type]  # lists of two sorts
    assert align(plans, promises, CATALOGUE, regions_below=BELOW) == first


@given(st.lists(st.tuples(st.sampled_from(["tools", "leakage", "pue", "scrapped_growth"]), AMOUNTS), max_size=8))
def test_a_county_that_copies_the_city_owes_nothing(said: list[tuple[str, Decimal]]) -> None:
    city = [promise(code, str(value)) for code, value in said]
    # Of several figures for one year the better one counts, so a copy can never fall short.
    assert not against(city, *(replace(one, id=f"y{one.id}") for one in city))


def test_a_figure_is_a_finite_decimal() -> None:
    no_decimal: Any = 1.5
    with pytest.raises(TypeError):
        replace(promise("tools", "1"), value=no_decimal)
    for value in ("NaN", "Infinity", "1E+999999"):
        with pytest.raises(ValueError, match="no figure"):
            promise("tools", value)
    assert amount_of(promise("tools", None)) is None


def test_a_province_of_plans_is_aligned_in_a_moment() -> None:
    codes = [f"c{at}" for at in range(100)]
    catalogue = [
        Measured(code, code, "%", "up", ("sum", "weighted_mean")[at % 2], "f") for at, code in enumerate(codes)
    ]
    below = [replace(YUN, id=f"plan{at}", region_code=f"99{at:04}") for at in range(100)]
    promises = {plan.id: [promise(code, "5") for code in codes] for plan in [CITY, *below]}
    begun = time.perf_counter()
    align([CITY, *below], promises, catalogue, regions_below={"city": [plan.region_code for plan in below]})
    assert time.perf_counter() - begun < 5  # 10 100 promises in about half a second; the margin is for a busy machine
