"""Photographs of papers, recognised with the `ocr` extra: less sure, and said so."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from liangxin.engines.invoices import compare, read_document
from liangxin.engines.invoices.reading import NOTHING_READ, RECOGNISED
from liangxin.engines.invoices.tests.papers import printed
from liangxin.engines.invoices.tests.sheets import Sheet, picture_of

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")

with_recognition = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None or not FONT.exists(),
    reason="the ocr extra or a Chinese font is not installed",
)


@pytest.mark.ocr
@with_recognition
@pytest.mark.parametrize("name", ["id_card", "car_invoice"])
def test_a_photograph_is_read_and_is_less_sure(name: str) -> None:
    sheet, truth = printed(name, 7)
    read = read_document(picture_of(sheet, FONT), f"{name}.png")
    assert read.kind.value == name
    assert RECOGNISED in read.warnings
    assert all(field.sure < 0.97 for field in read.fields)
    typed = {field: value for field, value in truth.items() if field not in ("total_words", "tax_rate", "vehicle_type")}
    verdicts = [one.verdict.value for one in compare([read], typed)]
    assert verdicts.count("same") >= 0.8 * len(typed)
    assert verdicts.count("differs") <= 1


@pytest.mark.ocr
@with_recognition
def test_a_picture_of_something_else_is_no_paper() -> None:
    sheet = Sheet()
    sheet.put(100, 100, "清岚县欢迎您", 30)
    read = read_document(picture_of(sheet, FONT), "x.png")
    assert (read.kind.value, read.fields) == ("other", ())
    assert NOTHING_READ in read.warnings
