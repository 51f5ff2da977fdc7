"""Amounts in capital numerals: written and read back, in the spellings that issuers use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.kernel.money import Money
from liangxin.kernel.money_words import AmountInWordsUnreadable, in_words, read_words


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_is_read_back(fen: int) -> None:
    assert read_words(in_words(Money(fen))).fen == fen


@given(st.integers(1, 10**13), st.booleans())
def test_zeros_and_the_closing_word_do_not_matter(fen: int, plain: bool) -> None:
    said = in_words(Money(fen)).replace("元", "圆").replace("零", "")
    assert read_words(said.replace("整", "") if plain else said.replace("整", "正")).fen == fen


@pytest.mark.parametrize(
    ("words", "fen"),
    [
        ("柒仟圆整", 700000),
        ("壹拾贰万捌仟捌佰圆整", 12880000),
        ("拾贰万元", 12000000),
        ("壹亿零叁万元整", 10003000000),
        ("伍角", 50),
        ("零元整", 0),
        ("（负数）叁佰圆整", -30000),
        ("人民币 玖拾玖圆玖角玖分", 9999),
        ("壹佰零伍元零叁分", 10503),
        ("貳萬圓整", 2000000),
    ],
)
def test_the_spellings_of_issuers_are_read(words: str, fen: int) -> None:
    assert read_words(words).fen == fen


@pytest.mark.parametrize(
    "words", ["", "整", "元", "一千多元", "伍拾佰元", "壹贰元", "万壹元", "壹元壹元", "7000元", "元伍角"]
)
def test_what_has_no_single_reading_is_refused(words: str) -> None:
    with pytest.raises(AmountInWordsUnreadable):
        read_words(words)
