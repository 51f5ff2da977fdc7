"""What was typed beside what was read: each field by the equality that fits it."""

from __future__ import annotations

import pytest

from liangxin.engines.invoices import Agreement, DocumentKind, ReadDocument, ReadField, compare, read_document
from liangxin.engines.invoices.comparing import same
from liangxin.engines.invoices.tests.xml_files import NUMBER, SELLER, digital_invoice

NEW, OLD = "LATPAB071W1005301", "1M8GDM9AXKP042788"


def paper(kind: DocumentKind, *, sure: float = 0.9, **fields: str) -> ReadDocument:
    return ReadDocument(f"{kind.value}.pdf", kind, tuple(ReadField(n, v, "第1页", sure) for n, v in fields.items()))


def verdicts(read: list[ReadDocument], **typed: str) -> dict[str, str]:
    return {one.field: one.verdict.value for one in compare(read, typed)}


def test_each_typed_field_gets_one_verdict_with_its_place() -> None:
    read = read_document(digital_invoice(), "发票.xml")
    typed = {"invoice_number": NUMBER, "total_fen": "700001", "serial": "SN-1", "buyer_name": " "}
    same, differs, missing = compare([read], typed)
    assert (same.verdict, same.document, same.sure) == (Agreement.SAME, "发票.xml", 1.0)
    assert (differs.verdict, differs.typed, differs.read) == (Agreement.DIFFERS, "700001", "700000")
    assert differs.where == "/EInvoice/EInvoiceData/BasicInformation/TotalTax-includedAmount"
    assert (missing.verdict, missing.read, missing.where) == (Agreement.NOT_FOUND, "", "")


@pytest.mark.parametrize(
    ("field", "typed", "value", "sure", "equal"),
    [
        ("total_fen", "1000000", "1000000", 1, True),
        ("total_fen", "10,000.00元", "1000000", 1, True),
        ("total_fen", "1万元", "1000000", 1, True),
        ("total_fen", "10000.01", "1000000", 1, False),
        ("total_fen", "一万", "1000000", 1, False),
        ("invoice_date", "2025年3月5日", "2025-03-05", 1, True),
        ("invoice_date", "20250306", "2025-03-05", 1, False),
        ("seller_name", "清岚县 好邻居（家电）有限公司", "清岚县好邻居(家电)有限公司", 1, True),
        ("seller_name", "清岚县好邻居家电公司", "清岚县好邻居家电有限公司", 1, False),
        ("invoice_number", "2599 2000 0000 1234 5678", "25992000000012345678", 1, True),
        ("plate", "鲁b·12345", "鲁B12345", 1, True),
        ("plate", "鲁BO2345", "鲁B02345", 1, False),
        ("plate", "鲁BO2345", "鲁B02345", 0.9, True),
        ("vin", "LATPABO7IW1OO53OI", "LATPAB071W1005301", 0.9, True),
        ("vin", "LATPAB072W1005301", "LATPAB071W1005301", 0.9, False),
        ("id_number", "11010519491231002x", "11010519491231002X", 1, True),
        ("buyer_id", "1101O519491231002X", "11010519491231002X", 0.5, False),
    ],
)
def test_equality_is_the_field_s_own(field: str, typed: str, value: str, sure: float, equal: bool) -> None:
    assert same(field, typed, ReadField(field, value, "", sure)) is equal


def test_new_and_old_car_are_told_apart_by_their_papers() -> None:
    invoice, scrap = paper(DocumentKind.CAR_INVOICE, vin=NEW), paper(DocumentKind.SCRAP_CERTIFICATE, old_vin=OLD)
    assert verdicts([invoice, scrap], vin=NEW, old_vin=OLD) == {"vin": "same", "old_vin": "same"}
    assert verdicts([invoice, scrap], vin=OLD, old_vin=NEW) == {"vin": "differs", "old_vin": "differs"}


def test_a_registration_counts_for_the_car_whose_number_it_bears() -> None:
    invoice, registered = paper(DocumentKind.CAR_INVOICE, vin=NEW), paper(DocumentKind.REGISTRATION, vin=OLD)
    assert verdicts([invoice, registered], vin=NEW, old_vin=OLD) == {"vin": "same", "old_vin": "same"}
    assert verdicts([registered], vin=NEW, old_vin=OLD) == {"vin": "not_found", "old_vin": "same"}
    assert verdicts([paper(DocumentKind.REGISTRATION, vin=NEW[:-1] + "2")], vin=NEW) == {"vin": "differs"}


def test_two_papers_that_disagree_differ() -> None:
    first, second = paper(DocumentKind.INVOICE, seller_name=SELLER), paper(DocumentKind.INVOICE, seller_name="别家")
    (one,) = compare([first, second], {"seller_name": SELLER})
    assert (one.verdict, one.read) == (Agreement.DIFFERS, "别家")


def test_the_price_of_the_used_car_is_not_that_of_the_new_one() -> None:
    used, new = paper(DocumentKind.USED_CAR_INVOICE, total_fen="1"), paper(DocumentKind.CAR_INVOICE, total_fen="2")
    assert verdicts([used, new], total_fen="2") == {"total_fen": "same"}
    assert verdicts([used], total_fen="1") == {"total_fen": "same"}


def test_a_model_may_stand_in_the_only_line_of_goods() -> None:
    from liangxin.engines.invoices.tests.xml_files import LINES

    read = read_document(digital_invoice(lines=LINES[:1]), "发票.xml")
    assert verdicts([read], model="bcd-500w") == {"model": "same"}
