"""Files of every format, and files that are to do harm."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from liangxin.engines.sheets import SheetLimits, SheetRefused, read_sheet
from liangxin.engines.sheets.tests.sample import HEAD, RENEWALS, read, repacked, shared, sheet_changed, workbook
from liangxin.kernel.money import Money

ROWS = [HEAD, ["清岚水泵厂", "A-1", 3, 25]]
RAW = workbook(ROWS)
SHARED = shared(RAW)
LINES = "企业名称,设备编号,更新数量（台）,总投资（万元）\n清岚水泵厂,A-1,3,25\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def code_of(raw: bytes, **options: Any) -> str:
    with pytest.raises(SheetRefused) as caught:
        read(raw, **options)
    assert str(caught.value).endswith("。")
    return caught.value.code


@pytest.mark.parametrize(
    ("separator", "encoding"),
    [
        (",", "utf-8"),
        (",", "utf-8-sig"),
        (",", "gb18030"),
        ("\t", "utf-16"),
        (";", "utf-8"),
        ("\t", "gb18030"),
        ("|", "utf-8"),
        ("，", "utf-8"),
    ],
)
def test_text_tables_are_read_in_every_encoding_and_with_every_separator(separator: str, encoding: str) -> None:
    reading = read(LINES.replace(",", separator).encode(encoding), name="九月.csv")
    assert reading.rows[0].values["invested"] == Money.from_wan(25)
    assert reading.sheet == "九月"
    assert reading.digest == read(RAW).digest


def test_text_tables_may_quote_break_lines_and_say_their_separator() -> None:
    raw = 'sep=;\r\n企业名称;设备编号;备注\r\n"清岚;水泵厂";="0012";"第一行\r\n第二行"\r\n\r\n乙厂;B;\r\n'
    reading = read(raw.encode())
    assert [row.number for row in reading.rows] == [3, 5]
    assert reading.rows[0].values["enterprise"] == "清岚;水泵厂"
    assert reading.rows[0].values["number"] == "0012"
    assert reading.rows[0].values["remark"] == "第一行\n第二行"


def test_a_number_that_a_text_table_cut_short_is_refused() -> None:
    reading = read("企业名称,设备编号\n厂,3.70283E+17\n".encode())
    assert [fault.code for fault in reading.faults] == ["sheets.precision_lost"]


def test_texts_in_a_part_of_their_own_are_read() -> None:
    assert read(SHARED).digest == read(RAW).digest


def test_a_path_an_open_file_and_bytes_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(RAW)
    digests = {read_sheet(RENEWALS, source).digest for source in (path, RAW, io.BytesIO(RAW))}
    assert len(digests) == 1


def test_a_path_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.xlsx", tmp_path):
        with pytest.raises(SheetRefused) as caught:
            read_sheet(RENEWALS, path)
        assert caught.value.code == "sheets.file_unreachable"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "sheets.empty_workbook"),
        (b"%PDF-1.7 ...", "sheets.not_a_workbook"),
        (bytes(range(256)) * 4, "sheets.not_a_workbook"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "sheets.not_a_workbook"),
        (b"PK\x03\x04 cut off", "sheets.broken_workbook"),
        (RAW[: len(RAW) // 2], "sheets.broken_workbook"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "sheets.encrypted_workbook"),
        (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "sheets.not_a_workbook"),
        (
            OLE + bytes(504) + b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12) + b"\x2f\x00\x06\x00" + bytes(99)
            + "Workbook".encode("utf-16-le"),
            "sheets.encrypted_workbook",
        ),
    ],
)  # fmt: skip
def test_what_is_no_readable_workbook_is_refused(raw: bytes, code: str) -> None:
    assert code_of(raw) == code


def test_a_page_of_a_thousand_comments_is_told_apart_quickly() -> None:
    began = time.process_time()
    assert code_of(b"<!---->" * 1100 + b"<x") in {"sheets.head_not_found", "sheets.not_a_workbook"}
    assert time.process_time() - began < 1


def test_other_packages_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", "<x/>")
        package.writestr("[Content_Types].xml", "<Types/>")
    assert code_of(file.getvalue()) == "sheets.not_a_workbook"


def test_a_package_with_a_password_on_its_parts_is_refused() -> None:
    raw = bytearray(RAW)
    place = raw.find(b"PK\x01\x02")
    raw[place + 8] |= 1
    assert code_of(bytes(raw)) == "sheets.encrypted_workbook"


def test_macros_are_told_and_not_run() -> None:
    reading = read(repacked(RAW, lambda _, content: content, **{"xl/vbaProject.bin": b"\x00"}))
    assert [notice.code for notice in reading.notices] == ["sheets.macros_ignored"]


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_a_part_that_is_no_xml_is_refused(part: str) -> None:
    assert (
        code_of(repacked(SHARED, lambda name, content: b"<a><b>" if name == part else content))
        == "sheets.broken_workbook"
    )


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_missing_part_is_refused(part: str) -> None:
    assert code_of(repacked(RAW, lambda name, content: None if name == part else content)) == "sheets.broken_workbook"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('r="A2" t="inlineStr"', 'r="2" t="inlineStr"'),
        ('r="A2"', 'r="ZZZZ2"'),
        ('<row r="2">', '<row r="99999999">'),
        ('<row r="2">', '<row r="x">'),
        ('<c r="C2" t="n"><v>3</v>', '<c r="C2" t="s"><v>77</v>'),
        ('<c r="C2" t="n"><v>3</v>', '<c r="C2" t="s"><v>-1</v>'),
        ('<c r="C2" t="n"><v>3</v>', '<c r="C2"><v>' + "9" * 500 + "</v>"),
    ],
)
def test_cells_that_stand_nowhere_are_refused(old: str, new: str) -> None:
    raw = RAW if "inlineStr" not in old else repacked(RAW, lambda _, content: content)
    if "inlineStr" in old:
        old, new = 'r="A2"', 'r="2"'
    assert code_of(sheet_changed(raw, (old, new))) == "sheets.broken_workbook"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
def test_a_document_type_is_refused(part: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'

    def change(name: str, content: bytes) -> bytes:
        return bomb + content.split(b"?>", 1)[-1] if name == part else content

    assert code_of(repacked(SHARED, change)) == "sheets.unsafe_workbook"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    raw = repacked(RAW, lambda _, content: content, **{"xl/media/a.bin": bytes(30_000_000)})
    assert code_of(raw) == "sheets.unsafe_workbook"
    assert code_of(RAW, limits=SheetLimits(unpacked_bytes=1000)) == "sheets.unsafe_workbook"
    assert code_of(RAW, limits=SheetLimits(entries=2)) == "sheets.unsafe_workbook"
    assert code_of(RAW, limits=SheetLimits(part_bytes=100)) == "sheets.unsafe_workbook"


def test_a_row_without_end_is_refused() -> None:
    cells = "".join(f'<c r="E2" t="str"><v>{number}</v></c>' for number in range(150_000))
    raw = sheet_changed(RAW, ("</row></sheetData>", cells + "</row></sheetData>"))
    assert code_of(raw, limits=SheetLimits(row_bytes=1_000_000)) == "sheets.unsafe_workbook"


def test_files_and_tables_above_the_limit_are_refused() -> None:
    assert code_of(RAW, limits=SheetLimits(bytes=1000)) == "sheets.workbook_too_large"
    many = workbook([HEAD, *[["厂", number, 1, 1] for number in range(30)]])
    assert code_of(many, limits=SheetLimits(rows=29)) == "sheets.too_many_rows"
    assert len(read(many, limits=SheetLimits(rows=30)).rows) == 30


def test_a_million_formatted_empty_rows_cost_next_to_nothing() -> None:
    empty = "".join(
        f'<row r="{number}"><c r="A{number}" s="1"/><c r="B{number}" s="1"/></row>' for number in range(3, 300_000)
    )
    raw = sheet_changed(RAW, ("</sheetData>", empty + '<row r="1048576"/></sheetData>'))
    began = time.process_time()
    reading = read(raw)
    assert time.process_time() - began < 2
    assert len(reading.rows) == 1


def test_a_stray_value_far_below_is_no_burden_either() -> None:
    empty = "".join(f'<row r="{number}"><c r="A{number}" s="1"/></row>' for number in range(3, 200_000))
    raw = sheet_changed(
        RAW, ("</sheetData>", empty + '<row r="1048576"><c r="D1048576"><v>1</v></c></row></sheetData>')
    )
    began = time.process_time()
    reading = read(raw)
    assert time.process_time() - began < 3
    assert [row.number for row in reading.rows] == [2, 1048576]
    assert {fault.row for fault in reading.faults} == {1048576}


def test_a_merged_area_over_the_whole_sheet_is_no_burden() -> None:
    raw = sheet_changed(
        RAW, ("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="F1:XFD1048576"/></mergeCells>')
    )
    assert len(read(raw).rows) == 1


def test_progress_is_told_on_the_way_and_at_the_end() -> None:
    told: list[tuple[int, float]] = []
    raw = workbook([HEAD, *[["厂", number, 1, 1] for number in range(2500)]])
    read(raw, on_progress=lambda progress: told.append((progress.rows, progress.share)))
    assert [rows for rows, _ in told] == [1000, 2000, 2500]
    assert told[-1][1] == 1.0


@pytest.mark.parametrize(
    ("raw", "format_name"),
    [
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "旧版工作簿（.xls）"),
        ("<html><body><table><tr><td>企业名称</td></tr></table></body></html>".encode(), "存成网页的表格"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML格式的旧版工作簿"),
    ],
)
def test_old_formats_are_refused_with_what_to_do_where_there_is_no_office(
    raw: bytes, format_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(SheetRefused) as caught:
        read(raw)
    assert caught.value.code == "sheets.office_missing"
    assert format_name in str(caught.value)
    assert "另存为 .xlsx" in str(caught.value)
