"""Values of records and their stages: tables of what is read, refused, shown; properties of keys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liangxin.domains.registers import errors
from liangxin.domains.registers.rules.reading import read_spec, read_text
from liangxin.domains.registers.rules.spec import FieldSpec, TypeSpec
from liangxin.domains.registers.rules.stages import decide_move, is_confirmed, moves_from, require_day
from liangxin.domains.registers.rules.values import Known, key_of, read_values, shown_key, typed_of, words_of
from liangxin.domains.registers.terms import FieldKind
from liangxin.domains.registers.tests.world import LIFTS, TYPED

LIFT = read_text(LIFTS)
DAY = date(2025, 3, 1)
KNOWN = Known({"u1": "县商务局"}, {"990123": "清岚县"})


def one(kind: FieldKind, unit: str = "") -> TypeSpec:
    """A type with one field of a kind."""
    field: dict[str, Any] = {"code": "a", "label": "甲", "kind": kind.value}
    field |= {"choices": ["红", "蓝"]} if kind is FieldKind.CHOICE else {}
    field |= {"unit": unit or "公里"} if kind is FieldKind.DECIMAL else {"unit": unit} if unit else {}
    text = {"code": "b", "label": "乙", "kind": "text", "required": True}
    return read_spec(
        {
            "code": "t",
            "name": "类型",
            "unit": "个",
            "counts": "一个",
            "fields": [field, text],
            "key": ["b"],
            "stages": [{"code": "s", "label": "段"}],
        }
    )


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (FieldKind.TEXT, " 某某 ", "某某"),
        (FieldKind.ENTERPRISE, "某某公司", "某某公司"),
        (FieldKind.WHOLE, "1,234", 1234),
        (FieldKind.WHOLE, "１２", 12),
        (FieldKind.WHOLE, "0", 0),
        (FieldKind.DECIMAL, "3.250", "3.25"),
        (FieldKind.DECIMAL, "100", "100"),
        (FieldKind.MONEY, "12000", 1_200_000),
        (FieldKind.MONEY, "1.2万元", 1_200_000),
        (FieldKind.DATE, "2025-06-30", "2025-06-30"),
        (FieldKind.YEAR, "2009年", 2009),
        (FieldKind.CHOICE, "红", "红"),
        (FieldKind.YES_NO, "是", True),
        (FieldKind.YES_NO, "否", False),
        (FieldKind.UNIT, "u1", {"id": "u1", "name": "县商务局"}),
        (FieldKind.REGION, "990123", {"code": "990123", "name": "清岚县"}),
        (FieldKind.PLACE, "120.383000，36.0671", ["120.383", "36.0671"]),
    ],
)
def test_a_value_is_read_and_stands_in_the_form_again(kind: FieldKind, typed: str, stored: object) -> None:
    spec = one(kind)
    values = read_values(spec, {"a": typed, "b": "乙"}, KNOWN)
    assert values["a"] == stored
    again = read_values(spec, {"a": typed_of(spec.fields[0], values["a"]), "b": "乙"}, KNOWN)
    assert again == values


def test_a_bare_number_of_money_is_in_the_unit_of_its_field() -> None:
    assert read_values(one(FieldKind.MONEY, "万元"), {"a": "2.5", "b": "乙"}, KNOWN)["a"] == 2_500_000


@pytest.mark.parametrize(
    ("kind", "typed", "refusal"),
    [
        (FieldKind.TEXT, "长" * 301, errors.FieldTooLong),
        (FieldKind.WHOLE, "1.5", errors.WholeUnreadable),
        (FieldKind.WHOLE, "-1", errors.WholeUnreadable),
        (FieldKind.WHOLE, "三", errors.WholeUnreadable),
        (FieldKind.WHOLE, "1,23", errors.WholeUnreadable),
        (FieldKind.DECIMAL, "3.1234567", errors.DecimalUnreadable),
        (FieldKind.DECIMAL, "NaN", errors.DecimalUnreadable),
        (FieldKind.DECIMAL, "3公里", errors.DecimalUnreadable),
        (FieldKind.MONEY, "1.234", errors.MoneyUnclear),
        (FieldKind.MONEY, "-5", errors.MoneyUnclear),
        (FieldKind.MONEY, "很多", errors.MoneyUnclear),
        (FieldKind.DATE, "2025-02-30", errors.DateUnreadable),
        (FieldKind.YEAR, "1900", errors.YearUnreadable),
        (FieldKind.CHOICE, "绿", errors.NotAmongChoices),
        (FieldKind.YES_NO, "也许", errors.NotAmongChoices),
        (FieldKind.UNIT, "u2", errors.NotAmongChoices),
        (FieldKind.REGION, "990124", errors.NotAmongChoices),
        (FieldKind.PLACE, "36.0671, 120.3830", errors.PlaceUnreadable),
        (FieldKind.PLACE, "120.38", errors.PlaceUnreadable),
    ],
)
def test_it_refuses_a_value_beside_its_field(kind: FieldKind, typed: str, refusal: type[Exception]) -> None:
    with pytest.raises(errors.ValuesRefused) as caught:
        read_values(one(kind), {"a": typed, "b": "乙"}, KNOWN)
    (fault,) = caught.value.faults
    assert isinstance(fault, refusal)
    assert fault.field == "a"


def test_it_collects_the_faults_of_all_fields() -> None:
    with pytest.raises(errors.ValuesRefused, match="有3处") as caught:
        read_values(LIFT, {"estate": "", "number": "1", "length": "高", "cost": "贵"}, KNOWN)
    assert [fault.field for fault in caught.value.faults] == ["estate", "length", "cost"]


def test_what_is_left_empty_is_missing_and_not_zero() -> None:
    values = read_values(LIFT, TYPED | {"length": "", "cost": " "}, KNOWN)
    assert values == {"estate": "锦绣苑", "number": "DT-001", "how": "更换"}


@pytest.mark.parametrize(
    ("mine", "theirs", "is_same"),
    [
        (("锦绣苑", "DT-001"), ("锦绣苑", "dt—００1"), True),
        (("锦绣苑", "DT-001"), ("锦绣 苑", "DT-001"), True),
        (("锦绣苑", "DT-001"), ("锦绣苑", "DT-002"), False),
        (("甲|乙", "丙"), ("甲", "乙|丙"), False),
        (("甲\\", "丙"), ("甲", "\\丙"), False),
    ],
)
def test_a_key_tells_things_apart_and_not_ways_of_writing(
    mine: tuple[str, str], theirs: tuple[str, str], *, is_same: bool
) -> None:
    keys = [key_of(LIFT, dict(zip(("estate", "number"), pair, strict=True))) for pair in (mine, theirs)]
    assert (keys[0] == keys[1]) is is_same


def test_people_read_the_key_as_it_was_written_and_find_every_text() -> None:
    values = read_values(LIFT, TYPED, KNOWN)
    assert shown_key(LIFT, values) == "锦绣苑 DT-001"
    assert words_of(LIFT, values) == "锦绣 绣苑 苑 dt 001 更换 换 锦绣 绣苑 苑 dt 001"


def test_a_field_that_a_record_does_not_know_is_shown_empty() -> None:
    assert typed_of(FieldSpec("new", "新", FieldKind.MONEY), None) == ""


@pytest.mark.parametrize(
    ("stage", "evidence", "moves"),
    [
        ("planned", set(), [("in_use", False, ("检验报告",))]),
        ("planned", {"检验报告"}, [("in_use", False, ())]),
        ("in_use", set(), [("confirmed", False, ()), ("planned", True, ())]),
        ("confirmed", set(), [("in_use", True, ())]),
        ("gone", set(), []),
    ],
)
def test_a_record_moves_one_stage_ahead_or_back(stage: str, evidence: set[str], moves: list[Any]) -> None:
    assert [(move.to.code, move.is_back, move.missing) for move in moves_from(LIFT, stage, evidence)] == moves


def test_it_refuses_to_skip_a_stage_or_to_move_without_evidence() -> None:
    with pytest.raises(errors.MoveImpossible):
        decide_move(LIFT, "planned", "confirmed", {"检验报告"})
    with pytest.raises(errors.EvidenceMissing, match="检验报告"):
        decide_move(LIFT, "planned", "in_use", set())


def test_only_what_somebody_confirmed_is_closed_to_change() -> None:
    assert [is_confirmed(LIFT, stage) for stage in ("planned", "in_use", "confirmed", "gone")] == [
        False,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(("reached", "is_refused"), [(DAY, False), (date(2025, 3, 2), True), (date(2025, 1, 1), True)])
def test_it_refuses_a_day_ahead_or_before_the_stage_before(reached: date, *, is_refused: bool) -> None:
    def ask() -> None:
        require_day(reached, before=date(2025, 2, 1), today=DAY)

    if is_refused:
        with pytest.raises(errors.ReachedAhead):
            ask()
    else:
        ask()
