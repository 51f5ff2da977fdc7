"""Reading list types: what is wrong is all said at once, each with its line; shipped types are whole and fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from liangxin.domains.registers import errors
from liangxin.domains.registers.actions.shipped import shipped_types
from liangxin.domains.registers.rules.reading import read_spec, read_text
from liangxin.domains.registers.rules.spec import units_fit
from liangxin.domains.registers.terms import FeedHow, FieldKind, Mover
from liangxin.domains.registers.tests.world import LIFTS
from liangxin.kernel.shipped import shipped_data

CATALOGUE = Path(__file__).resolve().parents[2] / "indicators" / "data" / "catalogue.yaml"
KNOWN: dict[str, Any] = {entry["code"]: entry for entry in shipped_data(CATALOGUE)["indicators"]}
SHIPPED = {spec.code: spec for spec in shipped_types()}
# Lists that feed no indicator, and why.
FEEDS_NOTHING = {
    "capacity_levels": "shares of capacity, which neither counting lines nor summing tonnes gives",
    "parking_charging": "a share of parking places; the list proves what was looked at",
    "unsafe_equipment": "the share of what was found unsafe; only the list of what was found gives the whole",
    "consumer_goods_supply": "a list of goods on offer; no plan counts them",
    "equipment_supply": "a list of equipment on offer; no plan counts it",
    "official_cars": "the fleet; it serves a share, which neither counting nor summing gives",
    "official_car_purchases": "likewise: the share of new-energy cars among those bought",
    "sector_plans": "the catalogue has no indicator for plans issued",
}


def changed(old: str, new: str) -> str:
    assert old in LIFTS
    return LIFTS.replace(old, new, 1)


def faults_of(text: str) -> list[tuple[int, type[errors.TypeFault]]]:
    with pytest.raises(errors.TypeRefused) as caught:
        read_text(text)
    return [(fault.line, type(fault)) for fault in caught.value.faults]


def test_a_type_is_read_with_its_fields_key_and_stages() -> None:
    spec = read_text(LIFTS)
    assert (spec.code, spec.unit, spec.key) == ("lifts", "部", ("estate", "number"))
    assert [field.kind for field in spec.fields][2:4] == [FieldKind.DECIMAL, FieldKind.MONEY]
    assert [(stage.code, stage.mover) for stage in spec.stages][-1] == ("confirmed", Mover.CONFIRM)
    assert spec.evidence_names == ("评估报告", "检验报告")


@pytest.mark.parametrize(
    ("old", "new", "line", "fault"),
    [
        ("code: number,", "code: estate,", 8, errors.CodeTwice),
        ("[estate, number]", "[estate, nothing]", 13, errors.KeyUnknown),
        ("[estate, number]", "[estate, how]", 13, errors.KeyNotRequired),
        ("[estate, number]", "[estate, report]", 13, errors.KeyKindWrong),
        (", choices: [更换, 大修]", "", 11, errors.ChoicesMissing),
        ("unit: 米", "hint: 高", 9, errors.UnitOfFieldMissing),
        ("unit: 万元", "unit: 美元", 10, errors.PartWrong),
        ("kind: decimal", "kind: number", 9, errors.PartUnknown),
        ("mover: confirm", "mover: anybody", 17, errors.PartUnknown),
        ("name: 电梯更新台账\n", "", 2, errors.PartMissing),
        ("code: lifts", "code: 电梯", 2, errors.PartWrong),
        ("required: true", "required: maybe", 7, errors.PartWrong),
        ("label: 列入计划", "label: 列入计划, evidence: [表]", 15, errors.PartWrong),
        ("counts: 一部", "count: 一部", 5, errors.PartUnknown),
    ],
)
def test_it_refuses_a_slip_in_its_line(old: str, new: str, line: int, fault: type[errors.TypeFault]) -> None:
    assert (line, fault) in faults_of(changed(old, new))


@pytest.mark.parametrize("text", ["", "[]", "code: [", "a: &a [*a]", "name: 文字", "\x01", "{" * 3000])
def test_it_refuses_what_is_no_type_at_all(text: str) -> None:
    assert faults_of(text)


def test_it_refuses_a_short_text_that_aliases_make_huge() -> None:
    doubled = "\n".join(f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]" for at in range(1, 40))
    assert faults_of(f"a0: &a0 [1, 2]\n{doubled}")


def test_it_says_all_faults_at_once_in_the_order_of_the_lines() -> None:
    text = changed("code: number,", "code: estate,").replace("unit: 米", "hint: 高")
    lines = [line for line, _ in faults_of(text)]
    assert lines == sorted(lines)
    assert len(lines) >= 3


@pytest.mark.parametrize(
    ("feeds", "is_refused"),
    [
        ("{indicator: lifts_renewed, how: count, stage: in_use}", False),
        ("{indicator: lifts_renewed, how: count, stage: nowhere}", True),
        ("{indicator: lifts_renewed, how: sum, stage: in_use, field: how}", True),
        ("{indicator: lifts_renewed, how: sum, stage: in_use, field: length}", True),  # may be left empty
        ("{indicator: lifts_renewed, how: sum, stage: in_use}", True),
    ],
)
def test_what_a_type_feeds_is_a_stage_and_for_sums_a_required_figure(feeds: str, *, is_refused: bool) -> None:
    text = f"{LIFTS}feeds: {feeds}\n"
    if is_refused:
        assert errors.FeedUnfit in [fault for _, fault in faults_of(text)]
    else:
        assert read_text(text).fed_unit == "部"


def test_a_stored_type_is_read_again_as_it_was() -> None:
    spec = read_text(LIFTS)
    assert read_spec(spec.data) == spec


def test_at_least_forty_types_are_shipped_under_codes_of_their_own() -> None:
    codes = [spec.code for spec in shipped_types()]
    assert len(codes) == len(set(codes)) >= 40


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_type_feeds_an_indicator_in_a_unit_that_fits(code: str) -> None:
    spec = SHIPPED[code]
    assert set(spec.serves) <= KNOWN.keys()
    if spec.feed is None:
        assert code in FEEDS_NOTHING
        return
    assert code not in FEEDS_NOTHING
    assert units_fit(spec.fed_unit, KNOWN[spec.feed.indicator]["unit"])
    assert spec.feed.how is FeedHow.SUM or KNOWN[spec.feed.indicator]["unit"] == spec.unit


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_type_asks_for_a_second_person(code: str) -> None:
    spec = SHIPPED[code]
    assert any(stage.mover is Mover.CONFIRM for stage in spec.stages)
    assert spec.key
