"""Money: exact reading, arithmetic that stays money, one rounding, splits that add up."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.kernel.money import LARGEST_FEN, Money, MoneyUnreadable, NotWholeFen, round_to_fen

AMOUNTS = st.integers(-LARGEST_FEN, LARGEST_FEN).map(Money)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.50元", 1_234_50),
        ("2 500 万元", 2_500_000_000),
        ("2\u202f500\u00a0万元", 2_500_000_000),
        ("37.2亿元", 372_000_000_000),
        ("３７．２亿元", 372_000_000_000),
        ("￥15000元", 1_500_000),
        ("人民币1000元整", 100_000),
        ("-0.01元", -1),
        ("0.5万", 500_000),
        ("5角", 50),
        ("3千元", 300_000),
        ("1万亿元", 10**14),
    ],
)
def test_it_reads_amounts_as_people_write_them(text: str, fen: int) -> None:
    assert Money.read(text) == Money(fen)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "15000",
        "1,23元",
        "1 23元",
        "1，234，5元",
        "约5万元",
        "5-8万元",
        "1e5元",
        "五万元",
        "5万美元",
        "9" * 30 + "元",
    ],
)
def test_it_refuses_what_is_no_amount_with_a_unit(text: str) -> None:
    with pytest.raises(MoneyUnreadable):
        Money.read(text)


@pytest.mark.parametrize("text", ["0.001元", "0.0000001万元", "0.5分"])
def test_it_refuses_what_is_finer_than_a_fen(text: str) -> None:
    with pytest.raises(NotWholeFen):
        Money.read(text)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+999999999", "一百", ""])
def test_it_refuses_numbers_that_are_no_amount(number: str) -> None:
    with pytest.raises(MoneyUnreadable):
        Money.from_yuan(number)


def test_a_tiny_exponent_is_refused_without_being_written_out() -> None:
    with pytest.raises(NotWholeFen):
        Money.from_yuan("1E-999999999")


@pytest.mark.parametrize("amount", [0.1, True, None, Fraction(1, 3)])
def test_yuan_are_never_floats(amount: Any) -> None:
    with pytest.raises(TypeError):
        Money.from_yuan(amount)


@pytest.mark.parametrize("fen", [1.0, True, "1", Decimal(1)])
def test_fen_are_integers(fen: Any) -> None:
    with pytest.raises(TypeError):
        Money(fen)


@pytest.mark.parametrize("plain", [1, 1.0, Decimal(1)])
def test_money_does_not_mix_with_plain_numbers(plain: Any) -> None:
    with pytest.raises(TypeError):
        Money(1) + plain
    with pytest.raises(TypeError):
        plain - Money(1)
    with pytest.raises(TypeError):
        assert Money(1) < plain


@pytest.mark.parametrize("count", [0.5, Decimal(2), True, Money(2)])
def test_money_is_multiplied_by_whole_numbers_only(count: Any) -> None:
    with pytest.raises(TypeError):
        Money(1) * count


@pytest.mark.parametrize("share", [0.15, 2])
def test_a_share_is_exact(share: Any) -> None:
    with pytest.raises(TypeError):
        Money(100).times(share)


@given(AMOUNTS, AMOUNTS)
def test_what_is_added_can_be_taken_away(one: Money, other: Money) -> None:
    assert one + other - other == one
    assert Money.total([one, -one]) == Money.zero()
    assert (one < other) == (one.fen < other.fen)
    assert one * 3 == 3 * one == one + one + one


@given(st.fractions())
def test_rounding_errs_by_half_a_fen_at_most_and_undoes_itself(amount: Fraction) -> None:
    rounded = round_to_fen(amount)
    assert abs(rounded - amount) <= Fraction(1, 2)
    assert round_to_fen(-amount) == -rounded


@pytest.mark.parametrize(("amount", "fen"), [(Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(149, 100), 1)])
def test_a_half_is_rounded_up(amount: Fraction, fen: int) -> None:
    assert round_to_fen(amount) == fen


def test_a_decimal_share_and_the_same_ratio_give_the_same() -> None:
    price = Money.from_yuan("6999.90")
    assert price.times(Decimal("0.15")) == price.times(Fraction(15, 100)) == Money.from_yuan("1049.99")


@given(AMOUNTS, WEIGHTS)
def test_the_parts_of_a_split_add_up_to_the_whole(whole: Money, weights: list[int]) -> None:
    parts = whole.split(weights)
    assert Money.total(parts) == whole
    assert all(part.fen * whole.fen >= 0 for part in parts)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.fen - Fraction(whole.fen * weight, sum(weights))) < 1


@given(AMOUNTS, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_weights_does_not_change_the_parts(whole: Money, weights: list[int], chance: Any) -> None:
    shuffled = list(weights)
    chance.shuffle(shuffled)
    assert sorted(whole.split(weights)) == sorted(whole.split(shuffled))


def test_of_equal_remainders_the_larger_weight_and_then_the_earlier_gets_the_fen() -> None:
    assert [part.fen for part in Money(2).split([1, 3])] == [0, 2]
    assert [part.fen for part in Money(200).split([1, 1, 1])] == [67, 67, 66]
    assert [part.fen for part in Money(-200).split([1, 1, 1])] == [-67, -67, -66]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_weights_that_share_nothing_are_a_programming_error(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weight"):
        Money(100).split(weights)


@pytest.mark.parametrize(
    ("yuan", "shown"),
    [
        ("0", "0 元"),
        ("0.05", "0.05 元"),
        ("9999.99", "9 999.99 元"),
        ("10000", "1 万元"),
        ("25000000", "2 500 万元"),
        ("99500000", "9 950 万元"),
        ("99999999.99", "1 亿元"),
        ("3720000000", "37.2 亿元"),
        ("-15000", "-1.5 万元"),
        ("1234567890000", "12 345.68 亿元"),
    ],
)
def test_it_shows_amounts_as_people_say_them(yuan: str, shown: str) -> None:
    assert Money.from_yuan(yuan).show() == shown


@given(AMOUNTS)
def test_the_exact_form_is_read_back_as_the_same_amount(amount: Money) -> None:
    assert Money.read(amount.exact()) == amount


@given(AMOUNTS)
def test_yuan_and_wan_are_exact(amount: Money) -> None:
    assert Money.from_yuan(amount.in_yuan()) == Money.from_wan(amount.in_wan()) == amount


@given(st.text(alphabet="0123456789., -元万亿¥", max_size=14))
def test_reading_gives_money_or_a_refusal(text: str) -> None:
    try:
        amount = Money.read(text)
    except (MoneyUnreadable, NotWholeFen):
        return
    assert Money.read(amount.exact()) == amount
