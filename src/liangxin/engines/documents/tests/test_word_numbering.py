"""Word's list numbers: formats, restarts, levels that show their parents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from liangxin.engines.documents.tests.docx_files import numbering_of
from liangxin.engines.documents.word_numbering import Numbering, chinese_number, spell

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def numbering(*levels: tuple[str, str], extra: str = "") -> Numbering:
    return Numbering(
        etree.fromstring(f'<w:numbering xmlns:w="{_NAMESPACE}">{numbering_of(*levels, extra=extra)}</w:numbering>')
    )


@pytest.mark.parametrize(
    ("number_format", "number", "spelled"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 10, "１０"),
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("chineseLegalSimplified", 15, "壹拾伍"),
        ("decimalEnclosedCircle", 11, "⑪"),
        ("decimalEnclosedCircle", 51, "51"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"),
        ("somethingNew", 7, "7"),
        ("chineseCounting", 0, "0"),
    ],
)
def test_it_spells_numbers(number_format: str, number: int, spelled: str) -> None:
    assert spell(number, number_format) == spelled


@given(st.integers(1, 9_999))
def test_counted_numbers_can_be_counted_back(number: int) -> None:
    total = digit = 0
    for mark in chinese_number(number):
        if mark in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[mark]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(mark)
    assert total + digit == number


def test_a_level_starts_anew_under_each_parent() -> None:
    lists = numbering(("decimal", "%1."), ("decimal", "%1.%2"))
    assert [lists.next_number("1", level) for level in (0, 1, 1, 0, 1)] == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_a_level_without_parent_shows_the_first_one() -> None:
    lists = numbering(("chineseCounting", "%1、"), ("decimal", "%1.%2"))
    assert lists.next_number("1", 1) == "一.1"


def test_lists_of_one_kind_count_on_unless_told_to_start_anew() -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    anew = (
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    lists = numbering(("decimal", "%1."), extra=again + anew)
    assert [lists.next_number(each, 0) for each in ("1", "2", "3", "3", "1")] == ["1.", "2.", "1.", "2.", "3."]


def test_unknown_lists_and_levels_have_no_number() -> None:
    lists = numbering(("decimal", "%1."))
    assert lists.next_number("7", 0) is None
    assert lists.next_number("1", 9) is None
    assert Numbering(None).next_number("1", 0) is None
