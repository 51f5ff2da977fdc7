"""Users send anything: whatever the bytes and cells are, there is a reading or a refusal; and templates come back."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from liangxin.engines.sheets import (
    Place,
    SheetReading,
    SheetRefused,
    SheetType,
    read_sheet,
    sheet_type_from,
    write_marked,
    write_template,
)
from liangxin.engines.sheets.headings import read_heading, units_in_corner
from liangxin.engines.sheets.looks import look_of
from liangxin.engines.sheets.tests.sample import (
    HEAD,
    PEOPLE,
    PHONE,
    PLATE,
    RENEWALS,
    RESIDENT,
    USCC,
    VIN,
    repacked,
    saved,
    workbook,
)
from liangxin.engines.sheets.words import tidy_text
from liangxin.kernel.money import Money
from liangxin.kernel.quantity import Quantity

RAW = workbook(
    [HEAD, ["清岚水泵厂", "A-1", 3, 25], ["乙", "A-2", "三", None]], lambda sheet: sheet.merge_cells("A3:B3")
)
ODD_WORDS = st.sampled_from(
    [
        "合计",
        "小计",
        "一、工业",
        "填报人：",
        "单位：万元",
        "-",
        "无",
        "1E+400",
        "9" * 300,
        "2025年",
        "12%",
        "万",
        "=1+1",
        "\u200b",
        "例：",
    ]
    + [column.heading for column in RENEWALS.columns]
)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
CELLS = (
    st.none()
    | ODD_WORDS
    | TEXTS
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.dates(date(1900, 3, 1))
)
FORMATS = st.sampled_from(
    ["General", "0%", "yyyy-mm-dd", '0.0"万元"', "0!.0,", "@", '[>9]0"台";0', "0.00E+00", "General", "h:mm"]
)


def outcome(raw: bytes, sheet_type: SheetType = RENEWALS) -> SheetReading | None:
    """A reading that could be marked, or None where either is refused in a sentence."""
    try:
        reading = read_sheet(sheet_type, raw)
        write_marked(raw, reading.faults, io.BytesIO(), sheet=reading.sheet, head_row=reading.head_row)
    except SheetRefused:
        return None
    for said in (*reading.notices, *(f"{fault.sentence}{fault.remedy}" for fault in reading.faults)):
        assert str(said)
    return reading


@given(st.binary(max_size=2000))
@example(b"PK\x03\x04" + b"\x00" * 40)
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@example("企业名称,设备编号\n甲,\x00".encode())
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    if not raw.lstrip().startswith(b"<"):  # what looks like a web page starts LibreOffice
        outcome(raw)


@given(st.lists(st.tuples(st.integers(0, len(RAW) - 1), st.integers(0, 255)), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_package_with_any_bytes_changed_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    raw = bytearray(RAW)
    for place, value in changes:
        raw[place] = value
    outcome(bytes(raw))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_parts_with_anything_in_them_are_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(
        st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
    )
    insert = data.draw(
        st.sampled_from(
            [
                '<c r="A1"/>',
                "<row>",
                "</row>",
                '<row r="2"><c t="s"><v>0</v></c></row>',
                "<v>1</v>",
                '"',
                ">",
                '<c t="e"><v>#</v></c>',
                "<![CDATA[</row>]]>",
                "<!-- </row> -->",
                "&amp;",
            ]
        )
    )

    def change(part: str, content: bytes) -> bytes:
        if part != name:
            return content
        place = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 30))
        return content[:place] + insert.encode() + content[place + cut :]

    outcome(repacked(RAW, change))


@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.lists(FORMATS, min_size=6, max_size=6), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_cells_under_a_head_are_read_with_their_faults(
    rows: list[list[Any]], formats: list[str], merged: bool
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*HEAD, "签约日期", "联系人电话"])
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=2, max_col=6):
        for cell, number_format in zip(cells, formats, strict=True):
            cell.number_format = number_format
    if merged:
        sheet.merge_cells("A2:A4")
        sheet.merge_cells("B3:D3")
    reading = outcome(saved(book))
    assert reading is None or len({row.number for row in reading.rows}) == len(reading.rows)


@given(st.text(st.characters(), max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_text_table_or_refused(text: str) -> None:
    outcome(("企业名称,设备编号,更新数量\n" + text).encode("utf-8", "replace"))


WORDS = TEXTS.map(tidy_text).filter(lambda text: text.strip("-—–―_/\\|－／｜ "))
RENEWAL = st.fixed_dictionaries(
    {"enterprise": st.just("清岚水泵厂")},
    optional={
        "sector": st.sampled_from(["industry", "farm"]),
        "count": st.decimals(0, 100_000, places=3).map(lambda number: Quantity.of(number, "台")),
        "invested": st.integers(-(2**63) + 1, 2**63 - 1).map(Money),
        "share": st.decimals(-1000, 1000, places=6).map(lambda number: Quantity.of(number, "%")),
        "signed_on": st.dates(date(2020, 1, 1), date(2030, 12, 31)),
        "year": st.integers(1900, 2100),
        "staff": st.integers(-(10**14), 10**14),
        "finished": st.booleans(),
        "contact_phone": st.just(PHONE),
        "remark": WORDS,
    },
)
PERSON = st.fixed_dictionaries(
    {"resident": st.just(RESIDENT), "vin": st.just(VIN)},
    optional={
        "plate": st.just(PLATE),
        "uscc": st.just(USCC),
        "region": st.sampled_from(["370283", "370283-Z01"]),
        "place": st.builds(Place, st.decimals(74, 135, places=6), st.decimals(4, 53, places=6)),
        "factor": st.decimals(-(10**9), 10**9, places=12),
        "invoice": WORDS,
    },
)


@given(st.lists(RENEWAL, max_size=4), PERSON)
@settings(max_examples=20, deadline=None)
def test_what_a_template_is_filled_with_is_read_back(rows: list[dict[str, Any]], person: dict[str, Any]) -> None:
    numbered = [{**row, "number": f"R-{number}"} for number, row in enumerate(rows)]
    for sheet_type, filled in ((RENEWALS, numbered), (PEOPLE, [person])):
        file = io.BytesIO()
        write_template(sheet_type, file, filled)
        reading = read_sheet(sheet_type, file.getvalue())
        assert not reading.faults, reading.faults[0].sentence
        found = [{code: value for code, value in row.values.items() if value is not None} for row in reading.rows]
        assert found == filled


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(["code", "label", "kind", "unit", "choices", "limits", "least", "most", "aliases", "required"])


@given(
    PLAIN
    | st.fixed_dictionaries(
        {"code": st.just("a"), "name": st.just("名"), "columns": st.lists(st.dictionaries(FIELDS, PLAIN), max_size=2)}
    )
)
@settings(max_examples=60, deadline=None)
def test_any_description_is_a_list_or_refused(described: object) -> None:
    with suppress(SheetRefused):
        assert sheet_type_from(described).columns


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_heading_corner_and_format_can_be_taken_apart(text: str) -> None:
    read_heading(text)
    units_in_corner(text)
    assert look_of(164, text).scale >= Decimal(1)
