"""Papers read by where their print stands: moved, split, joined, turned, two on a file, as PDF and as OFD."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.engines.invoices import Agreement, DocumentKind, ReadDocument, compare, read_document, read_documents
from liangxin.engines.invoices.tests.papers import PAPERS, facts, printed, said_day, words, yuan
from liangxin.engines.invoices.tests.sheets import Sheet, ofd_of, pdf_of
from liangxin.engines.invoices.tests.xml_files import digital_invoice, tags

KINDS = {
    "invoice": "invoice",
    "older": "invoice",
    "driving_licence": "registration",
}


def held(document: ReadDocument) -> dict[str, str]:
    return {field.name: field.value for field in document.fields}


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("write", [pdf_of, ofd_of], ids=["pdf", "ofd"])
def test_a_paper_is_read_to_the_last_field_and_nothing_else(name: str, write: object) -> None:
    sheet, truth = printed(name, 7)
    read = read_document((pdf_of if write is pdf_of else ofd_of)(sheet), f"{name}.pdf")
    assert read.kind.value == KINDS.get(name, name)
    assert held(read) == truth
    assert not read.warnings
    assert all(0.7 <= field.sure < 1 and field.page == 1 and field.box for field in read.fields)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(PAPERS)), st.integers(0, 10**6), st.floats(0, 2))
def test_print_a_little_off_its_place_is_read_the_same(name: str, seed: int, shake: float) -> None:
    sheet, truth = printed(name, seed, shake)
    assert held(read_document(pdf_of(sheet), "x.pdf")) == truth


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(PAPERS)), st.integers(0, 10**6), st.integers(0, 40))
def test_what_is_not_printed_is_absent_and_never_guessed(name: str, seed: int, left_out: int) -> None:
    sheet, truth = printed(name, seed)
    del sheet.pieces[left_out % len(sheet.pieces)]  # any one: a value, a label, the title
    read = held(read_document(pdf_of(sheet), "x.pdf"))
    assert not {field for field, value in read.items() if field in truth and truth[field] != value}


@pytest.mark.parametrize("turned", [{"turn": 90}, {"turn": 180}, {"turn": 270}, {"sideways": True}], ids=str)
def test_a_turned_page_is_read_as_people_read_it(turned: dict[str, int]) -> None:
    sheet, truth = printed("invoice", 3)
    assert held(read_document(pdf_of(sheet, **turned), "x.pdf")) == truth  # type: ignore[arg-type]  # turn or sideways


def test_goods_are_read_by_column_and_a_long_name_goes_on_below() -> None:
    sheet, _ = printed("invoice", 5)
    told = facts(5)
    sheet.put(22, 176, "及随车工具")
    (line,) = read_document(pdf_of(sheet), "x.pdf").lines
    assert (line.name, line.model, line.unit, line.count) == (
        "*机动车*小汽车及随车工具",
        told.model[3:],
        "辆",
        Decimal(1),
    )
    assert (line.amount_fen, line.tax_fen, str(line.tax_rate)) == (told.price, told.tax, "0.13")


def test_each_page_is_a_document_but_the_next_page_of_an_invoice() -> None:
    one, two, licence = printed("invoice", 1), printed("car_invoice", 2), printed("driving_licence", 3)
    read = read_documents(pdf_of(one[0], one[0], two[0], licence[0]), "x.pdf")
    assert [document.page for document in read] == [1, 3, 4]
    assert [document.kind.value for document in read] == ["invoice", "car_invoice", "registration"]
    assert held(read[1]) == two[1]


def test_parties_without_their_heading_are_told_by_order_and_one_alone_by_nothing() -> None:
    sheet = Sheet()
    sheet.put(210, 20, "电子发票")
    sheet.pair(40, 80, "名称：", "清岚县甲厂")
    assert "buyer_name" not in held(read_document(pdf_of(sheet), "x.pdf"))
    sheet.pair(330, 80, "名称：", "清岚县乙店")
    read = held(read_document(pdf_of(sheet), "x.pdf"))
    assert (read["buyer_name"], read["seller_name"]) == ("清岚县甲厂", "清岚县乙店")


def test_words_that_gainsay_the_figures_are_a_warning() -> None:
    told = facts(9)
    sheet, _ = printed("invoice", 9)
    sheet.pieces = [piece for piece in sheet.pieces if not piece[3].startswith("⊗")]
    sheet.put(170, 310, f"ⓧ{words(told.total + 100_00)}")
    (warning,) = read_document(pdf_of(sheet), "x.pdf").warnings
    assert "大写金额" in warning
    assert yuan(told.total)[-3:] in warning


def test_the_papers_of_a_claim_are_compared_with_what_was_typed() -> None:
    read = [read_document(pdf_of(printed(name, 4)[0]), f"{name}.pdf") for name in ("car_invoice", "scrap_certificate")]
    told = facts(4)
    typed = {
        "vin": told.vin, "old_vin": told.vin, "plate": told.plate, "invoice_date": said_day(told.day),
        "total_fen": str(told.total + 1), "owner_name": told.person, "serial": "S1",
    }  # fmt: skip
    verdicts = {one.field: one.verdict for one in compare(read, typed)}
    assert verdicts.pop("total_fen") is Agreement.DIFFERS
    assert verdicts.pop("serial") is Agreement.NOT_FOUND
    assert set(verdicts.values()) == {Agreement.SAME}


def test_the_data_an_ofd_encloses_speak_before_its_page() -> None:
    sheet, truth = printed("invoice", 6)
    read = read_document(ofd_of(sheet, enclosed={"Attachs/original_invoice.xml": digital_invoice()}), "x.ofd")
    number = read.field("invoice_number")
    assert number is not None
    assert (number.value, number.sure) == ("25992000000012345678", 1.0)
    assert number.where.startswith("doc_0/attachs/original_invoice.xml/EInvoice/")
    assert any(f"在版面上是“{truth['invoice_number']}”" in warning for warning in read.warnings)


def test_the_tags_of_an_ofd_name_print_by_its_number() -> None:
    sheet, truth = printed("older", 6)
    texts = [piece[3] for piece in sheet.pieces]

    def tag(name: str, text: str) -> str:
        return f"<{name}><ObjectRef PageRef='10'>{100 + texts.index(text)}</ObjectRef></{name}>"

    sheet.pieces += [(500, 395, 4, truth["invoice_number"]), (500, 395, 4, f"¥{yuan(int(truth['total_fen']))}")]
    texts = [piece[3] for piece in sheet.pieces]
    body = tag("InvoiceNo", truth["invoice_number"]) + tag("TaxInclusiveTotalAmount", texts[-1])
    read = read_document(
        ofd_of(sheet, enclosed={"Tags/CustomTag.xml": f"<eInvoice>{body}</eInvoice>".encode()}), "x.ofd"
    )
    assert held(read) == truth
    assert {field.name for field in read.fields if field.sure == 1} == {"invoice_number", "total_fen"}


def test_an_archive_is_read_file_by_file() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("dzfp/a.xml", digital_invoice(special=tags(VIN="LATPAB071W1005301")))
        archive.writestr("dzfp/b.pdf", pdf_of(printed("id_card", 1)[0]))
        archive.writestr("dzfp/readme.txt", "x")
    read = read_documents(file.getvalue(), "dzfp.zip")
    assert [(one.name, one.kind) for one in read] == [
        ("a.xml", DocumentKind.CAR_INVOICE),
        ("b.pdf", DocumentKind.ID_CARD),
    ]
