"""The papers of the demo county's claims: a data file of an invoice, a certificate as PDF, a photograph of a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from liangxin.domains.claims.terms import MarkKind
from liangxin.engines.documents.first_page import grey_png
from liangxin.kernel.money import Money

SELLER: Final = "清岚县远志汽车销售服务有限公司"
_VIN_VALUES: Final = dict(
    zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True)
)
_VIN_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def made_vin(body: str) -> str:
    """A number with its check place; cars that begin with L00 are made by nobody."""
    total = sum(_VIN_VALUES[sign] * weight for sign, weight in zip(body, _VIN_WEIGHTS, strict=True))
    return f"{body[:8]}{'0123456789X'[total % 11]}{body[9:]}"


def invoice(numbers: Mapping[MarkKind, str], bought: date, total: Money, buyer: str) -> bytes:
    """The data file of a made-up invoice, with the tags of a digital one."""
    fields = {
        "InvoiceNumber": numbers[MarkKind.INVOICE],
        "IssueTime": bought.isoformat(),
        "SellerName": SELLER,
        "BuyerIdNum": buyer,
        "TotalTax-includedAmount": f"{total.in_yuan():f}",
        "VehicleIdentificationNumber": numbers[MarkKind.NEW_VIN],
    }
    lines = "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items())
    return f'<?xml version="1.0" encoding="utf-8"?>\n<EInvoice>{lines}</EInvoice>\n'.encode()


def certificate(numbers: Mapping[MarkKind, str], owner: str, day: date) -> bytes:
    """A made-up certificate of a scrapped car as a page of print."""
    cells = (
        ("机动车所有人", owner, "交售日期", f"{day.year}年{day.month}月{day.day}日"),
        ("车辆识别代号", numbers[MarkKind.OLD_VIN], "车辆类型", "小型轿车"),
        ("回收企业名称", "望川市恒拆报废机动车回收拆解有限公司", "备注", "虚构，仅供演示"),
    )
    print_ = [(210.0, 360.0, 18, "报废机动车回收证明"), (400.0, 326.0, 9, f"编号：{numbers[MarkKind.CERTIFICATE]}")]
    for row, (left, said, right, told) in enumerate(cells):
        y = 290.0 - 30 * row
        print_ += [(40, y, 9, left), (116, y, 9, said), (340, y, 9, right), (416, y, 9, told)]
    return _pdf(print_)


def _pdf(print_: Sequence[tuple[float, float, int, str]]) -> bytes:
    """One page of Chinese print in a font that every reader of PDF knows by name."""
    text = "".join(
        f"BT /F {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET\n" for x, y, size, words in print_
    ).encode()
    font = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 0>>/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6"
        b"/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 752/Descent -271/CapHeight 737/StemV 58>>>>"
    )
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        font,
    )
    file, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return file + end % (len(parts) + 1, table, len(parts) + 1, len(file))


def photograph(seed: int) -> bytes:
    """A small grey picture of a sheet, another one for each seed."""
    wide, high = 320, 200
    edge, sheet = b"\0" + bytes([235]) * wide, bytes([252])
    rows = []
    for y in range(high):
        if not 12 <= y < high - 12:
            rows.append(edge)
            continue
        long = 92 + (y * 7 + seed * 31) % 160 if y % 22 in (4, 5, 6) else 0
        inside = sheet * 16 + bytes([90]) * long + sheet * (280 - long)
        rows.append(b"\0" + bytes([235]) * 12 + inside + bytes([235]) * 12)
    return grey_png(wide, high, b"".join(rows))
