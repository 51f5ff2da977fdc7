"""The comparison form and its way back to the words as shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.engines.reader.clean import clean


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("到 2027年, 更新 1,200 台(套)", "到2027年，更新1200台（套）"),
        ("#### 一、总体目标", "一、总体目标"),
        ("- **1.**提升设备 安全性", "1.提升设备安全性"),
        ("［2024］３号【甲】", "〔2024〕3号〔甲〕"),
        ('"焕新潮"与"两网"', "“焕新潮”与“两网”"),
        ("改造 3.5 万 m²、2㎡", "改造3.5万平方米、2平方米"),
        ("10％～20﹪", "10%~20%"),
        ("[bookmark: _GoBack]（此件公开发布）", "（此件公开发布）"),
        ("⼯业设备", "工业设备"),
        ("㈠推动⑴更新⒉改造", "（一）推动（1）更新2.改造"),
        ("到2025,100家", "到2025，100家"),
        ("更新 2 , 400 台", "更新2400台"),
        ("比值达到0.8:1", "比值达到0.8：1"),
    ],
)
def test_it_gives_one_form_to_what_is_written_in_several(source: str, expected: str) -> None:
    assert clean(source).text == expected


@given(st.text(alphabet=st.sampled_from('一二三（(）)，,12 \n\t　"*#-㎡．.％台更新'), max_size=60))
def test_every_clean_character_knows_where_it_came_from(source: str) -> None:
    piece = clean(source)
    assert len(piece.text) == len(piece.origin)
    assert list(piece.origin) == sorted(piece.origin)
    assert all(not source[at].isspace() for at in piece.origin)


def test_a_span_points_back_at_the_words_as_shown() -> None:
    source = "第一行 更新 1,200 台"
    piece = clean(source)
    start = piece.text.index("1200")
    assert piece.span(start, start + 5).of(source) == "1,200 台"
