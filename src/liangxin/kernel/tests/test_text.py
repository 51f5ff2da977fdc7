"""Comparison form, widths, cutting and numbers in characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.kernel.text import (
    LARGEST_NUMERAL,
    NumeralUnreadable,
    chinese_number,
    cut,
    full_width,
    half_width,
    numeral,
    plain,
    same_name,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("零", 0),
        ("〇", 0),
        ("十", 10),
        ("一十二", 12),
        ("二十一", 21),
        ("廿三", 23),
        ("二〇", 20),
        ("卅", 30),
        ("两百", 200),
        ("两", 2),
        ("一百零五", 105),
        ("一百二十三", 123),
        ("一千零五十", 1050),
        ("两千零二十五", 2025),
        ("二〇二五", 2025),
        ("一万零五", 10_005),
        ("一百二十万", 1_200_000),
        ("三亿零四十万", 300_400_000),
        ("一万亿", 10**12),
        ("壹佰贰拾叁", 123),
    ],
)
def test_it_reads_numbers_in_characters(written: str, number: int) -> None:
    assert chinese_number(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "十几",
        "数十",
        "三四十",
        "二三",
        "一百五",
        "一千五十",
        "一百零十五",
        "二十两",
        "两十",
        "十百",
        "万",
        "零五十",
        "12",
        "一二三四五六七八九一二三四五六七八",
        "一亿亿亿",
    ],
)
def test_it_refuses_what_has_no_single_reading(written: str) -> None:
    with pytest.raises(NumeralUnreadable):
        chinese_number(written)


def test_every_number_to_9999_comes_back_as_it_was() -> None:
    assert [chinese_number(numeral(number)) for number in range(10_000)] == list(range(10_000))


@given(st.integers(0, LARGEST_NUMERAL))
def test_large_numbers_come_back_as_they_were(number: int) -> None:
    assert chinese_number(numeral(number)) == number


@given(st.text(alphabet="零一二两三九十廿百千万亿几", max_size=8))
def test_a_reading_is_the_only_one(written: str) -> None:
    try:
        number = chinese_number(written)
    except NumeralUnreadable:
        return
    assert chinese_number(numeral(number)) == number


def test_numerals_beyond_the_largest_are_a_programming_error() -> None:
    with pytest.raises(ValueError, match="outside"):
        numeral(LARGEST_NUMERAL + 1)


@given(st.text())
def test_the_comparison_form_of_a_comparison_form_is_itself(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_width_space_and_case_do_not_matter_to_names(name: str) -> None:
    assert same_name(name, f" {full_width(name)}\u200b\n")


def test_other_words_are_other_names() -> None:
    assert not same_name("市工信局", "市工业和信息化局")


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_half_width_undoes_full_width(text: str) -> None:
    assert half_width(full_width(text)) == text


@given(st.text(), st.integers(1, 30))
def test_a_cut_text_is_never_longer_than_asked(text: str, length: int) -> None:
    short = cut(text, length)
    assert len(short) <= length
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


def test_a_text_cannot_be_cut_to_nothing() -> None:
    with pytest.raises(ValueError, match="cannot be cut"):
        cut("文", 0)
