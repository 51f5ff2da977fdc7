"""A new edition against the old: who continues whom, and what has changed."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.domains.plans.rules.editions import (
    ChangeKind,
    Duty,
    FieldChange,
    Pair,
    Promise,
    UnitMove,
    change_of,
    pair_duties,
    pair_promises,
)
from liangxin.domains.plans.terms import UnitPart
from liangxin.engines.reader.findings import Comparator, TargetKind

LETTERS = "设备更新改造新能源汽车回收老旧工业农业医疗电梯管网充电基站绿色工厂占比数量"


def promise(id: str, name: str, value: str | None = "100", unit: str = "台", **other: Any) -> Promise:
    facts = {
        "indicator": "",
        "kind": TargetKind.CUMULATIVE,
        "comparator": Comparator.REACH,
        "deadline": 2027,
        "baseline_year": None,
    }
    return Promise(
        **{**facts, "id": id, "name": name, "value": None if value is None else Decimal(value), "unit": unit, **other}
    )


def ids(pairs: Iterable[Pair[Promise]] | Iterable[Pair[Duty]]) -> set[tuple[str | None, str | None]]:
    return {(pair.old.id if pair.old else None, pair.new.id if pair.new else None) for pair in pairs}


def test_the_example_of_the_page_on_editions() -> None:
    old = [
        promise("o1", "更新公交车", "300", "辆", indicator="buses"),
        promise("o2", "工业企业研发工具普及率", "80", "%", kind=TargetKind.SHARE, indicator="tools", deadline=2025),
        promise("o3", "工业企业研发工具普及率", "90", "%", kind=TargetKind.SHARE, indicator="tools"),
        promise("o4", "加装电梯", "50", "部", indicator="lifts"),
    ]
    new = [
        promise("n1", "研发工具普及率", "92", "%", kind=TargetKind.SHARE, indicator="tools"),
        promise("n2", "更新公交车", "0.03", "万辆", indicator="buses"),
        promise("n3", "建设充电桩", "500", "个", indicator="piles"),
        promise("n4", "加装电梯", "50", "部", indicator="lifts", hedged=True),
    ]
    pairs = pair_promises(old, new)
    assert [(pair.old and pair.old.id, pair.new and pair.new.id) for pair in pairs] == [
        ("o1", "n2"),
        ("o2", None),
        ("o3", "n1"),
        ("o4", "n4"),
        (None, "n3"),
    ]
    assert [change_of(pair).kinds for pair in pairs] == [
        (ChangeKind.SAME,),
        (ChangeKind.DROPPED,),
        (ChangeKind.FIGURE, ChangeKind.WORDING),
        (ChangeKind.FIGURE,),
        (ChangeKind.ADDED,),
    ]
    assert change_of(pairs[3]).fields == (FieldChange("hedged", False, True),)


def test_stages_of_one_indicator_are_told_apart_by_their_year() -> None:
    old = [promise("o25", "绿色工厂", "3", "家", deadline=2025), promise("o27", "绿色工厂", "5", "家")]
    new = [promise("n27", "绿色工厂", "3", "家"), promise("n25", "绿色工厂", "2", "家", deadline=2025)]
    assert ids(pair_promises(old, new)) == {("o25", "n25"), ("o27", "n27")}


def test_stages_that_are_all_put_off_keep_their_order() -> None:
    old = [promise("o25", "绿色工厂", "3", deadline=2025), promise("o27", "绿色工厂", "5", deadline=2027)]
    new = [promise("n26", "绿色工厂", "4", deadline=2026), promise("n28", "绿色工厂", "6", deadline=2028)]
    assert ids(pair_promises(old, new)) == {("o25", "n26"), ("o27", "n28")}


def test_one_code_pairs_other_words_and_other_codes_part_similar_ones() -> None:
    old = promise("o", "报废汽车回收量", indicator="scrapped")
    assert ids(pair_promises([old], [promise("n", "老旧车辆拆解", indicator="scrapped")])) == {("o", "n")}
    assert ids(pair_promises([old], [promise("n", "废旧汽车回收量", indicator="other")])) == {("o", None), (None, "n")}
    assert ids(pair_promises([old], [promise("n", "报废汽车回收量", indicator="other")])) == {("o", "n")}


def test_a_code_outweighs_words_and_a_missing_code_leaves_it_to_the_words() -> None:
    old = promise("o", "更新公交车", indicator="buses")
    same_words = promise("w", "更新公交车辆")
    assert ids(pair_promises([old], [same_words])) == {("o", "w")}
    same_code = promise("c", "购置新能源客车", indicator="buses")
    assert ids(pair_promises([old], [same_words, same_code])) == {("o", "c"), (None, "w")}
    assert ids(pair_promises([old], [promise("x", "购置新能源客车")])) == {("o", None), (None, "x")}


@pytest.mark.parametrize(
    ("like", "unlike"),
    [
        ({}, {"name": "更新城市公交车"}),
        ({}, {"kind": TargetKind.LEVEL}),
        ({}, {"deadline": 2025}),
        ({"deadline": 2028}, {"deadline": 2035}),
        ({}, {"value": Decimal(101)}),
        ({"value": Decimal(110)}, {"value": Decimal(500)}),
        ({"value": Decimal(110)}, {"value": Decimal(110), "unit": "万元"}),
        ({}, {"comparator": Comparator.ABOUT}),
        ({}, {"baseline_year": 2023}),
        ({}, {"hedged": True}),
    ],
)
def test_of_two_that_may_continue_a_promise_the_liker_one_does(like: dict[str, Any], unlike: dict[str, Any]) -> None:
    old = promise("o", "更新公交车", indicator="buses")
    # Neither has a code, so that neither says the same as the old one and all else decides.
    first, second = (replace(old, id=id, indicator="", **said) for id, said in (("like", like), ("unlike", unlike)))
    assert ("o", "like") in ids(pair_promises([old], [second, first]))


@pytest.mark.parametrize(
    "unlike",
    [{"title": "推动工业设备更新改造"}, {"marker": "二/（九）"}, {"lead": ("县商务局",)}, {"due": "2025年底前"}],
)
def test_of_two_that_may_continue_a_duty_the_liker_one_does(unlike: dict[str, Any]) -> None:
    old = Duty("o", "二/（一）", "推动工业设备更新", ("县工信局",), (), "2026年底前")
    like = replace(old, id="like", supporting=("县财政局",))
    other = replace(old, **{"id": "unlike", "supporting": ("县财政局",), **unlike})
    assert ("o", "like") in ids(pair_duties([old], [other, like]))


def test_two_tasks_without_a_number_do_not_stand_in_the_same_place() -> None:
    old = Duty("o", "", "促进产业高端化跃升", ("县工信局",))
    assert ids(pair_duties([old], [replace(old, id="n", title="推动产业智能化跃升")])) == {("o", None), (None, "n")}


def test_words_that_differ_much_pair_only_with_the_same_figure() -> None:
    old = promise("o", "更新医疗设备", "160")
    assert ids(pair_promises([old], [promise("n", "县级医院医疗设备购置", "160")])) == {("o", "n")}
    assert ids(pair_promises([old], [promise("n", "县级医院医疗设备购置", "90")])) == {("o", None), (None, "n")}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"value": Decimal(120)}, "value"),
        ({"value": None}, "value"),
        ({"unit": "套"}, "unit"),
        ({"comparator": Comparator.AT_LEAST}, "comparator"),
        ({"deadline": 2028}, "deadline"),
        ({"baseline_year": 2023}, "baseline_year"),
        ({"hedged": True}, "hedged"),
        ({"kind": TargetKind.ANNUAL}, "kind"),
        ({"indicator": "machines"}, "indicator"),
    ],
)
def test_each_part_of_a_figure_is_told_with_before_and_after(changed: dict[str, Any], field: str) -> None:
    old = promise("o", "更新农机", indicator="tractors")
    new = replace(old, id="n", **changed)
    change = change_of(Pair(old, new))
    assert change.kinds == (ChangeKind.FIGURE,)
    assert change.fields == (FieldChange(field, getattr(old, field), changed[field]),)
    assert change.needs_review


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "更新 农机（台）"},
        {"value": Decimal("0.01"), "unit": "万台"},
        {"value": Decimal("100.0")},
        {"indicator": ""},
    ],
)
def test_another_spelling_of_the_same_is_no_change(changed: dict[str, Any]) -> None:
    old = promise("o", "更新农机(台)", indicator="tractors")
    change = change_of(Pair(old, replace(old, id="n", **changed)))
    assert change.kinds == (ChangeKind.SAME,)
    assert not change.needs_review


def test_units_that_come_go_and_change_their_role_are_listed() -> None:
    old = Duty("o", "二/（一）", "推动工业设备更新", ("县工信局", "县发改局"), ("县应急局", "县财政局"))
    new = Duty("n", "二/（二）", "推动工业设备更新", ("县工信局", "县应急局"), ("县发改局", "县 财政局", "县商务局"))
    change = change_of(Pair(old, new))
    assert change.kinds == (ChangeKind.UNITS, ChangeKind.WORDING)
    assert not change.is_minor
    assert set(change.units) == {
        UnitMove("县发改局", UnitPart.LEAD, UnitPart.SUPPORT),
        UnitMove("县应急局", UnitPart.SUPPORT, UnitPart.LEAD),
        UnitMove("县商务局", None, UnitPart.SUPPORT),
    }
    gone = change_of(Pair(new, replace(new, supporting=())))
    assert [move.after for move in gone.units] == [None, None, None]


def test_a_new_number_alone_needs_no_review_and_a_new_title_does() -> None:
    old = Duty("o", "二/（一）", "推动工业设备更新", ("县工信局",))
    renumbered = change_of(Pair(old, replace(old, marker="三/（一）")))
    assert renumbered.kinds == (ChangeKind.WORDING,)
    assert renumbered.is_minor
    assert not renumbered.needs_review
    for other in (replace(old, title="加快工业设备更新", marker="三"), replace(old, due="2026年底前")):
        assert change_of(Pair(old, other)).kinds == (ChangeKind.WORDING,)
        assert change_of(Pair(old, other)).needs_review


def test_tasks_of_one_title_follow_their_units_when_one_is_put_between() -> None:
    title = "推动教育文旅医疗设备更新"
    old = [Duty(f"o{unit}", f"二/（四）#{at}", title, (unit,)) for at, unit in enumerate("甲乙丙", 1)]
    new = [Duty(f"n{unit}", f"二/（四）#{at}", title, (unit,)) for at, unit in enumerate("甲丁乙丙", 1)]
    assert ids(pair_duties(old, new)) == {("o甲", "n甲"), ("o乙", "n乙"), ("o丙", "n丙"), (None, "n丁")}


def test_a_task_with_a_new_title_is_known_by_its_place_and_units() -> None:
    old = Duty("o", "二/（一）", "促进产业高端化跃升", ("县工信局",), ("各镇街",))
    new = Duty("n", "二/（一）", "推动产业智能化跃升", ("县工信局",), ("各镇街",))
    assert ids(pair_duties([old], [new])) == {("o", "n")}
    assert ids(pair_duties([old], [replace(new, title="加大宣传引导")])) == {("o", None), (None, "n")}
    assert ids(pair_duties([old], [replace(new, lead=("县商务局",), supporting=())])) == {("o", None), (None, "n")}


def test_what_an_amendment_does_not_speak_of_is_kept() -> None:
    (pair,) = pair_promises([promise("o", "更新农机")], [])
    assert change_of(pair).kinds == (ChangeKind.DROPPED,)
    assert change_of(pair).needs_review
    kept = change_of(pair, is_amendment=True)
    assert kept.kinds == (ChangeKind.KEPT,)
    assert not kept.needs_review
    added = Pair(None, promise("n", "更新农机"))
    assert change_of(added, is_amendment=True).kinds == (ChangeKind.ADDED,)
    assert change_of(added).needs_review


def test_it_refuses_a_pair_of_nothing_and_units_that_are_one_text() -> None:
    with pytest.raises(ValueError, match="old or a new"):
        change_of(Pair[Promise](None, None))
    with pytest.raises(TypeError, match="collection of names"):
        Duty("o", "一", "推动更新", "县工信局")
    mixed: Any = Pair[Any](promise("o", "更新农机"), Duty("n", "一", "更新农机"))
    with pytest.raises(TypeError, match="no continuation"):
        change_of(mixed)


names = st.text(LETTERS, min_size=1, max_size=12)
years = st.sampled_from([None, 2025, 2027])
values = st.none() | st.decimals(0, 10**5, places=1)
codes = st.sampled_from(["", "buses", "lifts", "tools"])


@st.composite
def promises(draw: st.DrawFn, prefix: str, *, distinct: bool = False) -> list[Promise]:
    said = draw(st.lists(names, max_size=8, unique=distinct))
    return [
        promise(
            f"{prefix}{at}",
            name,
            indicator=draw(codes),
            kind=draw(st.sampled_from(TargetKind)),
            deadline=draw(years),
            baseline_year=draw(st.sampled_from([None, 2023])),
            hedged=draw(st.booleans()),
        )
        if (value := draw(values)) is None
        else promise(
            f"{prefix}{at}", name, str(value), draw(st.sampled_from(["台", "%", "万元"])), indicator=draw(codes)
        )
        for at, name in enumerate(said)
    ]


@st.composite
def duties(draw: st.DrawFn, prefix: str) -> list[Duty]:
    units = st.frozensets(st.sampled_from("甲乙丙丁"), max_size=3)
    return [
        Duty(f"{prefix}{at}", f"二/{at}", title, draw(units), draw(units))
        for at, title in enumerate(draw(st.lists(names, max_size=8)))
    ]


@given(promises("o"), promises("n"))
def test_every_promise_stands_in_exactly_one_pair(old: list[Promise], new: list[Promise]) -> None:
    pairs = pair_promises(old, new)
    assert sorted(pair.old.id for pair in pairs if pair.old) == sorted(one.id for one in old)
    assert sorted(pair.new.id for pair in pairs if pair.new) == sorted(one.id for one in new)
    assert all(pair.old or pair.new for pair in pairs)


@given(duties("o"), duties("n"))
def test_every_duty_stands_in_exactly_one_pair(old: list[Duty], new: list[Duty]) -> None:
    pairs = pair_duties(old, new)
    assert sorted(pair.old.id for pair in pairs if pair.old) == sorted(one.id for one in old)
    assert sorted(pair.new.id for pair in pairs if pair.new) == sorted(one.id for one in new)


@given(promises("o"), duties("o"), st.randoms())
def test_a_plan_against_itself_is_all_the_same(said: list[Promise], tasks: list[Duty], dice: random.Random) -> None:
    again = [replace(one, id=f"n{one.id}") for one in said]
    dice.shuffle(again)
    same = (ChangeKind.SAME,)
    assert all(change_of(pair).kinds == same for pair in pair_promises(said, again))
    assert all(
        change_of(pair).kinds == same for pair in pair_duties(tasks, [replace(one, id=f"n{one.id}") for one in tasks])
    )


@given(promises("o"), promises("n"), st.randoms())
def test_the_order_of_entries_decides_no_pair(old: list[Promise], new: list[Promise], dice: random.Random) -> None:
    before = ids(pair_promises(old, new))
    dice.shuffle(old)
    dice.shuffle(new)
    assert ids(pair_promises(old, new)) == before


@given(duties("o"), duties("n"), st.randoms())
def test_the_order_of_duties_decides_no_pair(old: list[Duty], new: list[Duty], dice: random.Random) -> None:
    before = ids(pair_duties(old, new))
    dice.shuffle(old)
    dice.shuffle(new)
    assert ids(pair_duties(old, new)) == before


@given(promises("o", distinct=True).filter(bool), st.data())
def test_a_figure_that_is_edited_stays_with_its_promise(old: list[Promise], data: st.DataObject) -> None:
    edited = data.draw(st.sampled_from(old))
    value = (edited.value or Decimal(0)) + data.draw(st.decimals("0.1", 50, places=1))
    new = [replace(one, id=f"n{one.id}", value=value if one is edited else one.value) for one in old]
    assert ids(pair_promises(old, new)) == {(one.id, f"n{one.id}") for one in old}


def test_two_editions_of_two_hundred_promises_are_paired_in_a_moment() -> None:
    words = ["".join(LETTERS[(at * step + step) % len(LETTERS)] for step in range(1, 11)) for at in range(200)]
    old = [promise(f"o{at}", name, str(at), indicator=f"i{at // 3}") for at, name in enumerate(words)]
    new = [replace(one, id=f"n{one.id}", value=(one.value or Decimal(0)) + 1) for one in old]
    tasks = [Duty(one.id, one.id, one.name, ("甲", f"单位{at % 20}")) for at, one in enumerate(old)]
    later = [replace(one, id=f"n{one.id}", marker=f"三{one.marker}") for one in tasks]
    begun = time.perf_counter()
    pair_promises(old, new)
    pair_duties(tasks, later)
    assert time.perf_counter() - begun < 2  # measured: 60 ms for both; the margin is for a busy machine
