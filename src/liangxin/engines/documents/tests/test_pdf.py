"""PDF files: paragraphs come back whole, page furniture stays out."""

from __future__ import annotations

import io
import zlib
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest
from reportlab.pdfgen.canvas import Canvas

from liangxin.engines.documents import read_document
from liangxin.engines.documents.refusals import BrokenFile, EncryptedFile, NoText, TooManyPages, UnsafePackage
from liangxin.engines.documents.tests.pdf_files import write_pdf
from liangxin.engines.documents.tests.sample import PLAN, check_spans, squeezed


@pytest.mark.parametrize("indented", [True, False])
@pytest.mark.parametrize("copies", [1, 12])
def test_paragraphs_come_back_whole(copies: int, indented: bool) -> None:
    plan = "\n".join([PLAN] * copies)
    document = read_document(write_pdf(plan, head="青岚县人民政府办公室文件", indented=indented))
    check_spans(document)
    assert document.text.removeprefix("青岚县人民政府办公室文件\n") == plan
    assert document.pages is not None
    assert document.pages >= copies // 3


def test_page_numbers_and_running_heads_are_left_out_and_said() -> None:
    document = read_document(write_pdf("\n".join([PLAN] * 8), head="青岚县人民政府办公室文件"))
    assert "人民政府办公室文件" not in document.text
    assert f"- {document.pages} -" not in document.text
    assert set(document.warnings) == {f"未读入页码{document.pages}处。", f"未读入页眉页脚{document.pages}处。"}


def test_letters_of_words_stay_together_and_words_apart() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "Large-scale equipment renewal and trade-in, 25% by 2027.")
    canvas.save()
    assert read_document(file.getvalue()).text == "Large-scale equipment renewal and trade-in, 25% by 2027."


def test_cells_of_a_row_stand_in_one_line() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for row, y in enumerate((700, 680)):
        for column, x in enumerate((72, 200, 400)):
            canvas.drawString(x, y, f"r{row}c{column}")
    canvas.save()
    assert read_document(file.getvalue()).text == "r0c0 r0c1 r0c2\nr1c0 r1c1 r1c2"


def test_what_is_printed_twice_for_bold_is_read_once() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for shift in (0, 0.4):
        canvas.drawString(72 + shift, 700, "Goals")
    canvas.save()
    assert read_document(file.getvalue()).text == "Goals"


def test_twenty_pages_take_no_second() -> None:
    raw = write_pdf("\n".join([PLAN] * 26))
    read_document(raw)
    start = perf_counter()
    assert read_document(raw).pages in range(20, 25)
    assert perf_counter() - start < 1  # 0.2 s on an idle machine


def test_it_refuses_a_file_with_a_password() -> None:
    with pytest.raises(EncryptedFile, match="PDF"):
        read_document(write_pdf(PLAN, password="secret"))


def test_it_refuses_five_hundred_pages_at_once() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for number in range(500):
        canvas.drawString(72, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    start = perf_counter()
    with pytest.raises(TooManyPages, match="500页"):
        read_document(file.getvalue())
    assert perf_counter() - start < 5


def pdf_of(stream: bytes, *, filters: str = "/FlateDecode", pages: int = 1) -> bytes:
    """A file whose pages all show one content stream, packed already."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join([b"3 0 R"] * pages)),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(stream), filters.encode(), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF"


@pytest.mark.parametrize(
    "bomb",
    [
        pdf_of(zlib.compress(b" " * 20_000_000)),
        pdf_of(zlib.compress(zlib.compress(b" " * 20_000_000)), filters="[/FlateDecode/FlateDecode]"),
        pdf_of(zlib.compress(b"0 0 m 1 1 l S\n" * 60_000), pages=200),
    ],
)
def test_it_refuses_bombs_in_time(bomb: bytes) -> None:
    start = perf_counter()
    with pytest.raises(UnsafePackage):
        read_document(bomb)
    assert perf_counter() - start < 5


def test_a_small_file_of_the_same_make_is_read() -> None:
    assert read_document(pdf_of(zlib.compress(b"BT /F1 12 Tf 72 700 Td (Goals) Tj ET"))).text == "Goals"


@pytest.mark.parametrize("cut", [10, 200, 1_000])
def test_it_refuses_a_file_that_is_cut_off(cut: int) -> None:
    with pytest.raises((BrokenFile, NoText)):
        read_document(write_pdf(PLAN)[:cut])


def test_it_refuses_empty_pages() -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.showPage()
    canvas.save()
    with pytest.raises(NoText):
        read_document(file.getvalue())


def test_threads_read_one_after_another() -> None:
    raw = write_pdf(PLAN)
    with ThreadPoolExecutor(4) as threads:
        texts = set(threads.map(lambda _: squeezed(read_document(raw).text), range(12)))
    assert texts == {squeezed(PLAN)}
