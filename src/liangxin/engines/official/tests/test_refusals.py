"""What cannot be written is refused when the record is made, with the place and what to do."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from liangxin.engines.official import Column, Heading, OfficialDocument, OfficialRefused, Table
from liangxin.engines.official.refusals import (
    HeadingLevelUnknown,
    RowOfAnotherWidth,
    TableWithoutColumns,
    TitleMissing,
    TooManyColumns,
    WeightUnusable,
)

TWO = (Column("甲"), Column("乙"))


@pytest.mark.parametrize(
    ("make", "refusal", "words"),
    [
        (lambda: OfficialDocument(" \n\x00"), TitleMissing, "没有标题"),
        (lambda: Heading(5, "太深"), HeadingLevelUnknown, "“太深”的层次是5"),
        (lambda: Heading(0, "太浅"), HeadingLevelUnknown, "层次是0"),
        (lambda: Table((), caption="空表"), TableWithoutColumns, "“空表”没有列"),
        (lambda: Table((Column("列"),) * 64), TooManyColumns, "有64列"),
        (
            lambda: Table(TWO, (("1", "2"), ("1",)), caption="进展"),
            RowOfAnotherWidth,
            "“进展”第2行有1个单元格，表头有2列",
        ),
        (lambda: Table(TWO, (("1", "2", "3"),)), RowOfAnotherWidth, "第1行有3个"),
        (lambda: Column("甲", 0), WeightUnusable, "列“甲”的宽度比例应当大于零"),
        (lambda: Column("甲", 10**400), WeightUnusable, "宽度比例"),
        (lambda: Column("甲", -1), WeightUnusable, "宽度比例"),
        (lambda: Column("甲", float("nan")), WeightUnusable, "宽度比例"),
        (lambda: Column("甲", float("inf")), WeightUnusable, "不超过1000000"),
    ],
)
def test_it_refuses_what_cannot_be(make: Callable[[], object], refusal: type[OfficialRefused], words: str) -> None:
    with pytest.raises(refusal, match=words) as caught:
        make()
    assert str(caught.value).endswith("。")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - our own bytes, just made


def test_63_columns_are_written() -> None:
    assert len(Table((Column("列"),) * 63).columns) == 63
