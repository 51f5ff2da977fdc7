"""A list with a column of each kind, and workbooks as people make them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from liangxin.engines.sheets import (
    Bounds,
    Choice,
    Column,
    Kind,
    SheetReading,
    SheetType,
    read_sheet,
)

# Numbers that are well formed and nobody's.
USCC, OTHER_USCC = "91350100M000100Y43", "91370200MA00000000"
VIN, OTHER_VIN = "LATPAB071W1005301", "1M8GDM9AXRP042788"
RESIDENT, PHONE, PLATE = "11010519491231002X", "13800138000", "鲁B12345"
ON = date(2025, 9, 30)

RENEWALS = SheetType(
    code="equipment_renewals",
    name="设备更新台账",
    version=3,
    columns=(
        Column("enterprise", "企业名称", Kind.UNIT, required=True, aliases=("单位名称", "申报企业")),
        Column("number", "设备编号", required=True, aliases=("设备编码",), limits=Bounds(characters=30)),
        Column("sector", "领域", Kind.CHOICE, choices=(Choice("industry", "工业"), Choice("farm", "农业", ("农机",)))),
        Column("count", "更新数量", Kind.QUANTITY, unit="台", limits=Bounds(Decimal(0), Decimal(100_000))),
        Column("invested", "总投资", Kind.MONEY, unit="万元", aliases=("投资额",)),
        Column("share", "投资完成率", Kind.QUANTITY, unit="%"),
        Column("signed_on", "签约日期", Kind.DATE, limits=Bounds(date(2020, 1, 1), date(2030, 12, 31))),
        Column("year", "建成年份", Kind.YEAR),
        Column("staff", "职工人数", Kind.WHOLE, unit="人"),
        Column("finished", "是否完工", Kind.YES_NO),
        Column("contact_name", "联系人姓名", limits=Bounds(characters=10)),
        Column("contact_phone", "联系人电话", Kind.PHONE),
        Column("remark", "备注"),
    ),
    key=("number",),
    note="由县工信部门按月填报。",
)
PEOPLE = SheetType(
    "trade_ins",
    "汽车置换明细",
    1,
    (
        Column("resident", "身份证号", Kind.RESIDENT_ID, required=True, aliases=("公民身份号码",)),
        Column("vin", "车架号", Kind.VIN, required=True, aliases=("车辆识别代号",)),
        Column("plate", "号牌", Kind.PLATE),
        Column("uscc", "经销商信用代码", Kind.USCC),
        Column("region", "所在区县", Kind.REGION, choices=(Choice("370283-Z01", "清岚新区"),)),
        Column("place", "门店经纬度", Kind.PLACE),
        Column("factor", "折算系数", Kind.DECIMAL),
        Column("invoice", "发票文件", Kind.FILE),
    ),
    key=("vin",),
)
HEAD = ["企业名称", "设备编号", "更新数量（台）", "总投资（万元）"]

Cells = Iterable[Any]


def workbook(rows: Cells, dress: Callable[[Any], None] | None = None, *, title: str = "台账", **others: Cells) -> bytes:
    """A workbook of one sheet with these rows, dressed up by a function of the sheet; `others` are further sheets."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    if dress:
        dress(sheet)
    for name, more in others.items():
        other = book.create_sheet(name)
        for row in more:
            other.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(raw: bytes, sheet_type: SheetType = RENEWALS, **options: Any) -> SheetReading:
    return read_sheet(sheet_type, raw, **options)


def read_one(value: Any, column: Column, number_format: str | None = None, heading: str | None = None) -> SheetReading:
    """One value under one heading, read by a list of that column and a key beside it."""
    sheet_type = SheetType("one", "单列", 1, (Column("id", "序列", required=True), column))

    def dress(sheet: Any) -> None:
        if number_format:
            sheet["B2"].number_format = number_format

    return read_sheet(sheet_type, workbook([["序列", heading or column.heading], ["甲", value]], dress))


def value_of(value: Any, column: Column, number_format: str | None = None, heading: str | None = None) -> Any:
    """What is read from one cell, which has to be without fault."""
    reading = read_one(value, column, number_format, heading)
    assert not reading.faults, reading.faults[0].sentence
    return reading.rows[0].values[column.code]


def fault_of(value: Any, column: Column, number_format: str | None = None) -> str:
    """The code of the one fault of one cell."""
    reading = read_one(value, column, number_format)
    assert reading.rows[0].values[column.code] is None
    assert not reading.rows[0].sound
    (fault,) = reading.faults
    assert (fault.row, fault.column, fault.column_code) == (2, "B", column.code)
    assert fault.sentence.endswith(("。", "；", "："))
    return fault.code


def repacked(raw: bytes, change: Callable[[str, bytes], bytes | None], **more: bytes) -> bytes:
    """The package with its parts changed, dropped (None) or added: what openpyxl cannot write."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for part in source.infolist():
            changed = change(part.filename, source.read(part))
            if changed is not None:
                package.writestr(part.filename, changed)
        for name, content in more.items():
            package.writestr(name, content)
    return file.getvalue()


def sheet_changed(raw: bytes, *pairs: tuple[str, str]) -> bytes:
    """The package with texts replaced in its first worksheet, each of which has to be there."""

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        text = content.decode()
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        return text.encode()

    return repacked(raw, change)


_INLINE = re.compile(r't="inlineStr"><is>(<t.*?</t>)</is>', re.S)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRINGS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"

_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def shared(raw: bytes) -> bytes:
    """The workbook with its texts in a part of their own and the attributes that Excel adds, as Excel saves it."""
    texts: list[str] = []

    def taken(found: re.Match[str]) -> str:
        texts.append(found[1])
        return f't="s"><v>{len(texts) - 1}</v>'

    def change(name: str, content: bytes) -> bytes:
        text = content.decode()
        if name.startswith("xl/worksheets/"):
            text = _INLINE.sub(taken, text).replace("<row ", '<row spans="1:4" ')
        elif name == "xl/_rels/workbook.xml.rels":
            relation = f'<Relationship Id="rId99" Type="{_STRINGS}" Target="sharedStrings.xml"/></Relationships>'
            text = text.replace("</Relationships>", relation)
        elif name == "[Content_Types].xml":
            kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_STRINGS_TYPE}"/></Types>'
            text = text.replace("</Types>", kind)
        return text.encode()

    changed = repacked(raw, change)
    strings = f'<sst xmlns="{_MAIN}">{"".join(f"<si>{text}</si>" for text in texts)}</sst>'
    return repacked(changed, lambda _, content: content, **{"xl/sharedStrings.xml": strings.encode()})


def part(raw: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(name).decode()


def letters(count: int) -> list[str]:
    return [get_column_letter(number) for number in range(1, count + 1)]
