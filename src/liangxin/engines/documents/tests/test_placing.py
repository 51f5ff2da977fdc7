"""Glyphs with their places: upright whatever the page's turn, in the page's own unit; other formats are refused."""

from __future__ import annotations

import pytest

from liangxin.engines.documents import DocumentRefused
from liangxin.engines.documents.placing import read_placed
from liangxin.engines.documents.refusals import EmptyFile, UnsupportedFormat
from liangxin.engines.documents.structure import Format
from liangxin.engines.documents.tests.ofd_files import write_ofd
from liangxin.engines.documents.tests.pdf_files import write_pdf
from liangxin.engines.documents.tests.sample import PLAN, squeezed


@pytest.mark.parametrize(
    ("raw", "kind"), [(write_pdf(PLAN), Format.PDF), (write_ofd(PLAN), Format.OFD)], ids=["pdf", "ofd"]
)
def test_every_glyph_stands_on_its_page(raw: bytes, kind: Format) -> None:
    placed = read_placed(raw)
    assert placed.format is kind
    assert squeezed(PLAN)[:20] in squeezed("".join(glyph.text for glyph in placed.pages[0].glyphs))
    for page in placed.pages:
        assert page.sure == 1
        assert all(0 <= glyph.left < glyph.right <= page.width for glyph in page.glyphs)
        assert all(0 <= glyph.top < glyph.bottom <= page.height for glyph in page.glyphs)


def test_objects_of_an_ofd_are_known_by_their_number() -> None:
    assert PLAN.split("\n")[0][:10] in "".join(read_placed(write_ofd(PLAN)).pages[0].objects.values())


@pytest.mark.parametrize(("raw", "refusal"), [(b"", EmptyFile), ("文字".encode(), UnsupportedFormat)])
def test_what_has_no_pages_is_refused(raw: bytes, refusal: type[DocumentRefused]) -> None:
    with pytest.raises(refusal):
        read_placed(raw)
