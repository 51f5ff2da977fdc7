"""Encodings are told apart by what makes sense, and damage is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liangxin.engines.documents import DocumentRefused, document_from_text, read_document
from liangxin.engines.documents.refusals import EmptyFile, NoText, TooMuchText, UnknownFormat
from liangxin.engines.documents.tests.sample import PLAN, check_spans

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [PLAN, "推动大规模设备更新和消费品以旧换新", "2025年达到35%", "plain words\nof ASCII"])
def test_it_reads_text_in_every_encoding(encoding: str, text: str) -> None:
    document = read_document(text.encode(encoding), name="plan.txt")
    assert document.text == text
    check_spans(document)


def test_it_names_the_encoding_it_found() -> None:
    assert read_document(PLAN.encode("gb18030")).encoding == "gb18030"
    assert read_document(PLAN.encode("utf-8-sig")).encoding == "utf-8"
    assert read_document(b"\xff\xfe" + PLAN.encode("utf-16-le")).encoding == "utf-16-le"


def test_it_keeps_a_text_as_it_is_but_for_its_newlines() -> None:
    raw = "# 一、目标\r\n　　到 2025年，**达到**35%\t。\r\r\n|a|b|\x0c"
    assert read_document(raw.encode(), name="a.txt").text == "# 一、目标\n　　到 2025年，**达到**35%\t。\n\n|a|b|\n"


def test_lines_of_a_text_are_those_that_are_not_blank() -> None:
    document = document_from_text("\n\n一、目标\n \n到2025年\n")
    assert [document.text[line.start : line.end] for line in document.lines] == ["一、目标", "到2025年"]
    assert (document.pages, document.encoding, document.tables) == (None, None, ())


def test_it_reads_a_text_with_a_damaged_byte_and_says_so() -> None:
    raw = bytearray(PLAN.encode())
    raw[90] = 0xFF
    document = read_document(bytes(raw), name="plan.txt")
    assert document.text.count("\ufffd") >= 1
    assert "损坏" in document.warnings[0]


def test_a_text_cut_inside_a_character_is_still_utf_8() -> None:
    document = read_document(PLAN.encode()[:-1], name="plan.txt")
    assert document.encoding == "utf-8"
    assert document.text[:-1] == PLAN[:-1]


@pytest.mark.parametrize(("text", "refusal"), [("", NoText), (" \n　\n", NoText), ("字" * 1_000_001, TooMuchText)])
def test_it_refuses_a_pasted_text_without_words_or_without_end(text: str, refusal: type[DocumentRefused]) -> None:
    with pytest.raises(refusal):
        document_from_text(text)


def test_it_refuses_nothing_and_noise() -> None:
    with pytest.raises(EmptyFile):
        read_document(b"")
    with pytest.raises(UnknownFormat):
        read_document(bytes(range(256)) * 40)


@given(st.text(st.characters(categories=["L", "N", "P", "Z"]), max_size=200), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_any_text_comes_back(text: str, encoding: str) -> None:
    try:
        document = read_document(text.encode(encoding), name="a.txt")
    except DocumentRefused:
        return
    assert document.text.replace("\n", "") == "".join(text.removeprefix("\ufeff").splitlines())
    check_spans(document)


@given(st.text(max_size=300))
def test_any_pasted_text_gives_spans_or_a_refusal(text: str) -> None:
    try:
        check_spans(document_from_text(text))
    except NoText:
        assert not text.replace("\x00", "").strip("\ufeff \ud800").strip() or not text.isprintable()
