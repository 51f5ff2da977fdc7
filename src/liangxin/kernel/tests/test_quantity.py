"""Quantities: units, multiples, conversion inside a dimension and refusal outside it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.kernel.quantity import OtherDimension, Quantity, QuantityUnreadable, UnitUnknown, find_unit

NUMBERS = st.decimals(-(10**12), 10**12, places=4)
LENGTHS = st.sampled_from(["米", "公里", "km", "毫米", "万公里"])


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2.5万辆", "25000", "辆"),
        ("1,200 台（套）", "1200", "台（套）"),
        ("1 200台套", "1200", "台（套）"),
        ("３．５万平方米", "35000", "平方米"),
        ("800万千瓦", "8000000", "千瓦"),
        ("15kW", "15", "千瓦"),
        ("1.2亿千瓦时", "120000000", "千瓦时"),
        ("30 kW·h", "30", "千瓦时"),
        ("5万吨标准煤", "50000", "吨标准煤"),
        ("20㎡", "20", "平方米"),
        ("35％", "35", "%"),
        ("-3 家", "-3", "家"),
        ("3千克", "3", "千克"),
        ("500P", "500", "P"),
    ],
)
def test_it_reads_quantities_as_plans_write_them(text: str, value: str, unit: str) -> None:
    read = Quantity.read(text)
    assert (read.value, read.unit.name) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["", "台", "25", "约5台", "1,20台", "NaN台", "9" * 40 + "台"])
def test_it_refuses_what_is_no_number_with_a_unit(text: str) -> None:
    with pytest.raises(QuantityUnreadable):
        Quantity.read(text)


@pytest.mark.parametrize("unit", ["亿元", "斤两", "万", "万%", ""])
def test_it_refuses_a_unit_that_it_does_not_know(unit: str) -> None:
    with pytest.raises(UnitUnknown):
        find_unit(unit)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+999999999", "1E-999999999", "许多"])
def test_it_refuses_numbers_that_count_nothing(number: str) -> None:
    with pytest.raises(QuantityUnreadable):
        Quantity.of(number, "台")


@pytest.mark.parametrize("number", [1.5, True, None])
def test_quantities_are_never_counted_with_floats(number: Any) -> None:
    with pytest.raises(TypeError):
        Quantity.of(number, "台")
    with pytest.raises(TypeError):
        Quantity(number, find_unit("台")[1])
    with pytest.raises(TypeError):
        Quantity.of(1, "台") * 1.5  # type: ignore[operator]  # the very mistake that is tried


@pytest.mark.parametrize(
    ("quantity", "unit", "amount"),
    [
        ("3500米", "公里", "3.5"),
        ("35000平方米", "万平方米", "3.5"),
        ("2平方公里", "公顷", "200"),
        ("15亩", "公顷", "1"),
        ("1吉焦", "兆焦", "1000"),
        ("1千瓦时", "兆焦", "3.6"),
        ("2吉瓦", "万千瓦", "200"),
        ("350千克标准煤", "吨标准煤", "0.35"),
        ("5‰", "%", "0.5"),
        ("2E", "P", "2000"),
    ],
)
def test_it_converts_inside_a_dimension(quantity: str, unit: str, amount: str) -> None:
    assert Quantity.read(quantity).amount_in(unit) == Decimal(amount)


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        ("1台", "辆"),
        ("1台", "台（套）"),
        ("1千瓦", "千瓦时"),
        ("1千瓦时", "吨标准煤"),
        ("1吨", "吨标准煤"),
        ("1千伏安", "千瓦"),
    ],
)
def test_it_refuses_to_convert_between_dimensions(quantity: str, unit: str) -> None:
    with pytest.raises(OtherDimension):
        Quantity.read(quantity).to(unit)
    other = Quantity.of(1, unit)
    with pytest.raises(OtherDimension):
        Quantity.read(quantity) + other
    with pytest.raises(OtherDimension):
        assert Quantity.read(quantity) < other
    assert Quantity.read(quantity) != other


@given(NUMBERS, LENGTHS, LENGTHS)
def test_conversion_there_and_back_changes_nothing(number: Decimal, one: str, other: str) -> None:
    quantity = Quantity.of(number, one)
    there = quantity.to(other)
    assert there == quantity
    assert hash(there) == hash(quantity)
    assert there.to(one).value == quantity.value
    assert quantity <= there


@given(NUMBERS, NUMBERS, LENGTHS, LENGTHS)
def test_what_is_added_can_be_taken_away(number: Decimal, more: Decimal, one: str, other: str) -> None:
    assert Quantity.of(number, one) + Quantity.of(more, other) - Quantity.of(more, other) == Quantity.of(number, one)


@given(NUMBERS, st.sampled_from(["台", "台（套）", "千瓦时", "吨标准煤", "%"]))
def test_the_exact_form_is_read_back_as_the_same_quantity(number: Decimal, unit: str) -> None:
    quantity = Quantity.of(number, unit)
    assert Quantity.read(quantity.exact()) == quantity


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (Quantity.of(25000, "辆"), "2.5 万辆"),
        (Quantity.of(1200, "台套"), "1 200 台（套）"),
        (Quantity.of(0, "台"), "0 台"),
        (Quantity.of("35.00", "%"), "35%"),
        (Quantity.of("0.00347", "吨"), "0.0035 吨"),
        (Quantity.of("123456789", "千瓦时"), "1.23 亿千瓦时"),
        (Quantity.of(-15000, "户"), "-1.5 万户"),
    ],
)
def test_it_shows_quantities_as_people_say_them(quantity: Quantity, shown: str) -> None:
    assert quantity.show() == shown


def test_a_quantity_is_multiplied_by_a_plain_number() -> None:
    assert Quantity.of(3, "台") * 4 == Quantity.of(12, "台")
    assert Quantity.of(3, "公里") * Decimal("0.5") == Quantity.of(1500, "米")


def test_a_quantity_does_not_add_to_a_plain_number() -> None:
    with pytest.raises(TypeError):
        Quantity.of(3, "台") + 1  # type: ignore[operator]  # the very mistake that is tried
