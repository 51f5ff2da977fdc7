"""Papers that no machine reads: a sentence, the claim goes on, the paper stands. And which fields count."""

from __future__ import annotations

from struct import pack

import pytest

from liangxin.domains.claims import api as claims
from liangxin.domains.claims.actions import after_reading
from liangxin.domains.claims.actions.after_demo_papers import certificate, invoice
from liangxin.domains.claims.actions.after_documents import read_claim_document
from liangxin.domains.claims.models import Claim
from liangxin.domains.claims.rules.after_forms import form_rules
from liangxin.domains.claims.rules.after_papers import ReadPaper, ReadValue, papers_of, stored
from liangxin.domains.claims.terms import ClaimState, DocumentState
from liangxin.domains.claims.tests.after_world import NUMBERS, SAID, TODAY, AfterWorld, after, reader
from liangxin.foundation.jobs.api import drain_jobs
from liangxin.kernel.money import Money

__all__ = ["after", "reader"]

BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "xxxxxxxx"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
HUGE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + pack(">II", 60_000, 60_000) + b"\x08\0\0\0\0" + b"\0" * 40


def pdf_of_pages(count: int) -> bytes:
    """One empty page, named as often as one likes."""
    kids = b"3 0 R " * count
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]>>",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in enumerate(parts, 1))
    return b"%PDF-1.4\n" + body + b"trailer\n<</Size 4/Root 1 0 R>>\n%%EOF\n"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (BOMB, "发票.xml", "内容异常庞大"),
        (b"<EInvoice><a>", "发票.xml", "可能已损坏"),
        (b"<note><a>1</a></note>", "发票.xml", "不是电子发票的数据文件"),
        (HUGE, "照片.png", "60000×60000像素"),
        (pdf_of_pages(2000), "扫描.pdf", "页数太多"),
        (b"%PDF-1.4 nothing", "发票.pdf", "可能已损坏"),
    ],
)
def test_what_no_machine_reads_is_said_in_a_sentence(data: bytes, name: str, says: str) -> None:
    found = after_reading.read(data, name)
    assert not found.is_read
    assert says in found.note
    assert "不影响提交" in found.note


def test_reading_ends_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(after_reading, "SECONDS", 0.01)
    found = after_reading.read(certificate(NUMBERS, "虚构", TODAY), "证明.pdf")
    assert (found.is_read, found.papers) == (False, ())
    assert "读取超时" in found.note


def test_a_pdf_is_read_and_its_first_page_drawn() -> None:
    found = after_reading.read(certificate(NUMBERS, "虚构", TODAY), "证明.pdf")
    assert found.is_read
    assert found.picture
    assert found.picture.startswith(b"\x89PNG")


def test_a_field_counts_only_in_papers_of_its_kind() -> None:
    """The certificate of conformity on a car's invoice is not that of the scrapped car."""
    papers = [
        ReadPaper(kind, (ReadValue("certificate_number", number, "", 1.0), ReadValue("vin", number, "", 1.0)))
        for kind, number in (("car_invoice", "YC1"), ("scrap_certificate", "HS1"))
    ]
    found = papers_of(stored(papers), form_rules("cars_scrap"))
    assert [[one.value for one in paper.fields] for paper in found] == [["YC1"], ["HS1", "HS1"]]


def test_a_claim_goes_on_with_papers_that_are_not_read(after: AfterWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data file that is a bomb, a picture of too many pixels: uploaded, noted, handed in, seen by the office."""
    monkeypatch.undo()
    number = claims.open_claim(after.ours, after.scheme, on=TODAY)
    for content, name in ((BOMB, "发票.xml"), (HUGE, "发票.png")):
        claims.add_document(after.ours, number, "new_car", content, name)
    claims.save_claim(after.ours, number, SAID, NUMBERS, on=TODAY)
    drain_jobs()
    claims.submit_claim(after.ours, number, on=TODAY)
    claim = Claim.objects.select_related("filing").get(number=number)
    assert claim.state == ClaimState.SUBMITTED
    documents = list(claim.documents.order_by("pk"))
    assert [one.state for one in documents] == [DocumentState.FAILED, DocumentState.FAILED]
    assert [one.is_shown for one in documents] == [True, False]
    check = next(one for one in claim.filing.checks if one["code"] == "documents")
    assert (check["answer"], check["words"]) == ("unknown", "发票.xml、发票.png")
    li = after.actor("li")
    assert [claims.open_document(li, one.public_id)[1] for one in documents] == ["发票.xml", "发票.png"]


def test_what_is_read_already_is_not_read_again(after: AfterWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    number = claims.open_claim(after.ours, after.scheme, on=TODAY)
    data = invoice(NUMBERS, TODAY, Money.from_yuan("100000"), "1")
    claims.add_document(after.ours, number, "new_car", data, "发票.xml")
    drain_jobs()
    clock = Claim.objects.get(number=number).clock
    row = Claim.objects.get(number=number).documents.get()

    def again(*_: object) -> None:
        raise AssertionError("read twice")

    monkeypatch.setattr(after_reading, "read", again)
    read_claim_document(after.people.system, row.pk, on=TODAY)
    assert Claim.objects.get(number=number).clock == clock
