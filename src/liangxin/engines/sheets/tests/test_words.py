"""Texts, choices, identifiers, regions and places."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from liangxin.engines.sheets import Bounds, Choice, Column, Kind, Place
from liangxin.engines.sheets.tests.sample import PHONE, PLATE, RESIDENT, USCC, VIN, fault_of, read_one, value_of

TEXT = Column("text", "名称")
UNIT = Column("unit", "单位", Kind.UNIT)
SECTOR = Column(
    "sector",
    "领域",
    Kind.CHOICE,
    choices=(Choice("industry", "工业"), Choice("farm", "农业", ("农机",)), Choice("none", "无")),
)
MANY = Column("many", "类别", Kind.CHOICE, choices=tuple(Choice(f"第{number}类设备") for number in range(1, 40)))
YES = Column("yes", "是否", Kind.YES_NO)
REGION = Column("region", "区县", Kind.REGION, choices=(Choice("370283-Z01", "清岚新区"),))
PLACE = Column("place", "位置", Kind.PLACE)
KINDS = {
    kind: Column("number", kind.label, kind) for kind in (Kind.USCC, Kind.VIN, Kind.RESIDENT_ID, Kind.PLATE, Kind.PHONE)
}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (" 锅炉 ", "锅炉"),
        ("甲\r\n 乙 ", "甲\n乙"),
        (12, "12"),
        (1.50, "1.5"),
        (12345678901234, "12345678901234"),
        (True, "TRUE"),
        ("无", "无"),
        ("——", None),
        ("_x0041_", "A"),
    ],
)
def test_a_text_is_what_stands_there(typed: Any, text: str | None) -> None:
    assert value_of(typed, TEXT) == text


def test_a_text_that_excel_took_for_a_day_or_a_share_is_told() -> None:
    reading = read_one(date(2025, 3, 5), TEXT)
    assert reading.rows[0].values["text"] == "2025-03-05"
    assert [notice.code for notice in reading.notices] == ["sheets.date_in_text"]
    assert value_of(0.35, TEXT, "0%") == "35%"


@pytest.mark.parametrize("typed", [370283199001011234, 3.70283199001011e17, "3.70283E+17"])
def test_a_long_number_that_lost_its_digits_is_refused(typed: Any) -> None:
    assert fault_of(typed, TEXT) == "sheets.precision_lost"
    assert fault_of(typed, KINDS[Kind.RESIDENT_ID]) == "sheets.precision_lost"


def test_a_text_longer_than_allowed_is_refused() -> None:
    short = Column("text", "名称", limits=Bounds(characters=10))
    assert fault_of("长" * 11, short) == "sheets.too_long"
    assert value_of("长" * 10, short) == "长" * 10


def test_names_of_units_lose_spaces_and_get_one_kind_of_bracket() -> None:
    assert value_of("清岚县 水泵厂(有限合伙)", UNIT) == "清岚县水泵厂（有限合伙）"


@pytest.mark.parametrize(
    ("typed", "code"), [("工业", "industry"), (" 农 机", "farm"), ("industry", "industry"), ("无", "none")]
)
def test_a_choice_is_found_by_label_alias_and_code(typed: str, code: str) -> None:
    assert value_of(typed, SECTOR) == code


def test_a_wrong_choice_is_refused_with_the_choices_or_the_nearest() -> None:
    (fault,) = read_one("商业", SECTOR).faults
    assert fault.code == "sheets.not_a_choice"
    assert fault.remedy == "请从下列选项中选一个：工业、农业、无。"
    (fault,) = read_one("第7类", MANY).faults
    assert "第7类设备" in fault.remedy
    assert fault.remedy.count("、") < 4


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("是", True),
        ("√", True),
        ("Y", True),
        (1, True),
        (True, True),
        ("否", False),
        ("无", False),
        ("×", False),
        (0, False),
    ],
)
def test_yes_and_no_have_many_signs(typed: Any, value: bool) -> None:
    assert value_of(typed, YES) is value


def test_neither_yes_nor_no_is_refused_and_a_stroke_is_nothing() -> None:
    assert fault_of("部分", YES) == "sheets.not_yes_or_no"
    assert value_of("/", YES) is None


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.USCC, " 91350100m000100y43 ", USCC),
        (Kind.VIN, "latpab071w1005301", VIN),
        (Kind.RESIDENT_ID, "'11010519491231002x", RESIDENT),
        (Kind.PLATE, "鲁b·12345", PLATE),
        (Kind.PHONE, "138 0013 8000", PHONE),
        (Kind.PHONE, 13800138000, PHONE),
        (Kind.PHONE, "+86-13800138000", PHONE),
        (Kind.PHONE, "0532-82912345", "0532-82912345"),
        (Kind.PHONE, "（0532）82912345", "0532-82912345"),
        (Kind.PHONE, "0532 82912345转8001", "0532-82912345-8001"),
        (Kind.PHONE, "400-800-1234", "4008001234"),
        (Kind.PHONE, "12345", "12345"),
    ],
)
def test_an_identifier_is_brought_to_its_normal_form(kind: Kind, typed: Any, value: str) -> None:
    assert value_of(typed, KINDS[kind]) == value


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (Kind.USCC, "91350100M000100Y44", "sheets.identifier_wrong"),
        (Kind.VIN, "LATPAB071W100530O", "sheets.identifier_wrong"),
        (Kind.RESIDENT_ID, "110105194912310021", "sheets.identifier_wrong"),
        (Kind.PLATE, "12345", "sheets.identifier_wrong"),
        (Kind.PHONE, "1380013800", "sheets.not_a_phone"),
        (Kind.PHONE, "13800138000、13900139000", "sheets.not_a_phone"),
        (Kind.PHONE, 53282912345, "sheets.not_a_phone"),
    ],
)
def test_a_wrong_identifier_is_refused(kind: Kind, typed: Any, code: str) -> None:
    assert fault_of(typed, KINDS[kind]) == code


@pytest.mark.parametrize(
    ("kind", "typed"),
    [(Kind.RESIDENT_ID, "110105194912310021"), (Kind.PHONE, "1380013800"), (Kind.RESIDENT_ID, 370283199001011234)],
)
def test_personal_numbers_are_masked_in_every_fault(kind: Kind, typed: Any) -> None:
    (fault,) = read_one(typed, KINDS[kind]).faults
    said = f"{fault.sentence}{fault.remedy}{fault.typed}{fault.as_json()}"
    assert str(typed) not in said
    assert "*" in fault.typed


def test_a_doubt_of_the_kernel_becomes_a_notice() -> None:
    (notice,) = read_one("LATPAB072W1005301", KINDS[Kind.VIN]).notices
    assert notice.code == "sheets.doubted"
    assert "第9位校验不符" in str(notice)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (370283, "370283"),
        ("370283000000", "370283"),
        ("平度市", "370283"),
        ("平度", "370283"),
        ("青岛市平度市", "370283"),
        ("山东省青岛市平度市", "370283"),
        ("清岚新区", "370283-Z01"),
    ],
)
def test_a_region_is_found_by_code_and_by_name(typed: Any, code: str) -> None:
    assert value_of(typed, REGION) == code


def test_a_region_that_is_none_or_not_the_only_one_is_refused() -> None:
    assert fault_of("无名县", REGION) == "sheets.region_unknown"
    assert fault_of("990000", REGION) == "sheets.region_unknown"
    (fault,) = read_one("朝阳区", REGION).faults
    assert fault.code == "sheets.region_ambiguous"
    assert "110105 北京市朝阳区" in fault.sentence


@pytest.mark.parametrize(
    "typed",
    [
        "120.3826,36.0671",
        "120.3826，36.0671",
        "E120.3826 N36.0671",
        "东经120.3826°，北纬36.0671°",
        "（120.3826、36.0671）",
        "经度：120.3826 纬度：36.0671",
    ],
)
def test_a_place_is_longitude_and_latitude(typed: str) -> None:
    assert value_of(typed, PLACE) == Place(Decimal("120.3826"), Decimal("36.0671"))


def test_degrees_minutes_and_seconds_are_a_place_too() -> None:
    assert value_of("120°22′57.36″,36°4′1.56″", PLACE) == Place(Decimal("120.3826"), Decimal("36.0671"))


def test_latitude_first_is_turned_round_and_told() -> None:
    reading = read_one("36.0671,120.3826", PLACE)
    assert reading.rows[0].values["place"] == Place(Decimal("120.3826"), Decimal("36.0671"))
    assert [notice.code for notice in reading.notices] == ["sheets.place_turned"]


@pytest.mark.parametrize("typed", ["120.38", "120.38,36.06,5", "1,2", "县政府对面", "220.1,36.0"])
def test_it_refuses_what_is_no_place(typed: str) -> None:
    assert fault_of(typed, PLACE) == "sheets.not_a_place"
