"""Data files of electronic invoices: what is read, what contradicts itself, what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from liangxin.engines.documents.refusals import EmptyFile, FileTooLarge, UnsafePackage
from liangxin.engines.invoices import DocumentKind, read_document
from liangxin.engines.invoices.refusals import BrokenXml, NotAnInvoice
from liangxin.engines.invoices.tests.xml_files import (
    BUYER,
    BUYER_USCC,
    LINES,
    NUMBER,
    SELLER,
    SELLER_USCC,
    digital_invoice,
    older_invoice,
    tags,
    tax_control_invoice,
)

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def test_a_digital_invoice_is_read_by_its_tags() -> None:
    read = read_document(digital_invoice(), "发票.xml")
    assert read.kind is DocumentKind.INVOICE
    assert {field.name: field.value for field in read.fields} == {
        "invoice_number": NUMBER,
        "invoice_date": "2025-03-05",
        "seller_name": SELLER,
        "seller_uscc": SELLER_USCC,
        "buyer_name": BUYER,
        "buyer_id": BUYER_USCC,
        "amount_fen": "619469",
        "tax_fen": "80531",
        "total_fen": "700000",
        "total_words": "柒仟圆整",
    }
    assert not read.warnings
    number = read.field("invoice_number")
    assert number is not None
    assert (number.where, number.sure) == ("/EInvoice/TaxSupervisionInfo/InvoiceNumber", 1.0)
    assert [
        (line.name, line.model, line.count, line.amount_fen, line.tax_rate, line.tax_fen) for line in read.lines
    ] == [
        ("*家用制冷电器具*冰箱", "BCD-500W", Decimal(1), 265487, Decimal("0.13"), 34513),
        ("*家用制冷电器具*空调", "KFR-35GW", Decimal(2), 353982, Decimal("0.13"), 46018),
    ]
    assert read.lines[1].where == "/EInvoice/EInvoiceData/IssuItemInformation[2]"


def test_an_older_invoice_has_a_code_and_what_is_empty_is_absent() -> None:
    read = read_document(older_invoice(), "发票.xml")
    assert read.value("invoice_code") == "037002300111"
    assert read.value("invoice_number") == "01234567"
    assert read.value("buyer_name") == "王小青"
    assert read.value("buyer_id") is None
    assert read.lines[0].tax_rate == Decimal("0.13")


def test_tax_control_software_writes_gbk() -> None:
    read = read_document(tax_control_invoice(), "fp.xml")
    assert read.value("seller_name") == SELLER
    assert read.value("total_fen") == "300000"
    assert read.value("invoice_date") == "2023-03-05"
    assert read.lines[0].tax_fen == 34513


def test_a_car_makes_it_a_car_invoice() -> None:
    special = tags(VehicleIdentificationNumber="LATPAB071W1005301", EngineNumber="4G18-7788", LicensePlateNumber="-")
    read = read_document(digital_invoice(special=special), "发票.xml")
    assert read.kind is DocumentKind.CAR_INVOICE
    assert read.value("vin") == "LATPAB071W1005301"
    assert read.value("engine_number") == "4G187788"
    assert read.value("plate") is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"words": "柒仟零壹圆整"}, "大写金额7 001.00 元与小写金额7 000.00 元不一致"),
        ({"words": "柒千多"}, "不能读成数目"),
        ({"tax": "806.31"}, "加税额806.31 元不等于价税合计"),
        ({"lines": LINES[:1]}, "各行金额之和2 654.87 元不等于合计金额6 194.69 元"),
        ({"lines": ((*LINES[0][:7], "345.15"), LINES[1])}, "第1行“*家用制冷电器具*冰箱”的税额345.15 元"),
        ({"special": tags(VIN="LATPAB072W1005301")}, "车辆识别代号第9位校验不符"),
    ],
)
def test_what_contradicts_itself_is_said_with_a_remedy(changed: dict[str, object], said: str) -> None:
    warnings = read_document(digital_invoice(**changed), "发票.xml").warnings  # type: ignore[arg-type]  # a table of cases
    assert any(said in warning and warning.endswith("。") for warning in warnings), warnings


def test_a_fen_of_rounding_a_line_is_no_contradiction() -> None:
    lines = ((*LINES[0][:7], "345.14"), LINES[1])
    assert not read_document(digital_invoice(lines=lines, tax="805.32", total="7000.01"), "发票.xml").warnings


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (digital_invoice()[:500], BrokenXml),
        (b"<a/>", NotAnInvoice),
        (b"<EInvoice><InvoiceNumber>  </InvoiceNumber></EInvoice>", NotAnInvoice),
        (digital_invoice(prolog=f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]>'), UnsafePackage),
        (digital_invoice(prolog='<!DOCTYPE a SYSTEM "file:///etc/passwd">'), UnsafePackage),
        (b"<a>" * 50_000, UnsafePackage),
        (b"<a/>" * 400_000, UnsafePackage),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', BrokenXml),
        (b" " * 50_000_001, FileTooLarge),
    ],
)
def test_a_bad_file_is_refused_by_name(data: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_document(data, "发票.xml")
