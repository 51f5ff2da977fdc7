"""OFD files: glyphs are put in order by where they stand."""

from __future__ import annotations

import io
import zipfile

import pytest

from liangxin.engines.documents import read_document
from liangxin.engines.documents.ofd import deltas
from liangxin.engines.documents.refusals import BrokenFile, EncryptedFile, NoText, TooManyPages
from liangxin.engines.documents.tests.docx_files import package_of
from liangxin.engines.documents.tests.ofd_files import PER_PAGE, write_ofd
from liangxin.engines.documents.tests.sample import PLAN, check_spans

_NAMESPACE = "http://www.ofdspec.org/2016"


def page_of(objects: str, *, namespace: str = _NAMESPACE, base: str = "Doc_0/Document.xml") -> bytes:
    """A file of one page with raw text objects."""
    declared = f'xmlns:ofd="{namespace}"'
    return package_of(
        {
            "OFD.xml": f"<ofd:OFD {declared}><ofd:DocBody><ofd:DocRoot>{base}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {declared}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            "</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
            '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {declared}><ofd:Content><ofd:Layer ID="2">{objects}'
            "</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


def code(text: str, x: float, y: float, delta: str = "", boundary: str = "20 50 150 10", more: str = "") -> str:
    return (
        f'<ofd:TextObject ID="9" Boundary="{boundary}" Font="1" Size="5" {more}>'
        f'<ofd:TextCode X="{x}" Y="{y}" {delta}>{text}</ofd:TextCode></ofd:TextObject>'
    )


@pytest.mark.parametrize("copies", [1, 12])
def test_paragraphs_come_back_whole(copies: int) -> None:
    plan = "\n".join([PLAN] * copies)
    document = read_document(write_ofd(plan))
    check_spans(document)
    assert document.text == plan
    assert document.pages is not None
    assert document.pages >= copies // 2


def test_a_running_head_in_a_template_is_left_out_and_said() -> None:
    document = read_document(write_ofd("\n".join([PLAN] * 8), head="青岚县人民政府文件"))
    assert "青岚县人民政府文件" not in document.text
    assert len(document.warnings) == 2


def test_glyphs_are_read_by_place_not_by_order() -> None:
    objects = code("更新60部", 0, 5, boundary="60 100 90 10") + code("到2027年，", 0, 5, boundary="20 100 90 10")
    assert read_document(page_of(code("一、目标", 0, 5) + objects)).text == "一、目标\n到2027年， 更新60部"


def test_one_character_an_object_makes_one_line() -> None:
    objects = "".join(code(each, 0, 5, boundary=f"{20 + 5 * index} 50 5 6") for index, each in enumerate("总体目标"))
    assert read_document(page_of(objects)).text == "总体目标"


def test_the_matrix_scales_and_shifts() -> None:
    scaled = code("到2027年，", 0, 14, 'DeltaX="14 g 4 7 14"', more='CTM="0.3527 0 0 0.3527 0 0"')
    after = code("更新60部", 0, 5, 'DeltaX="5 5 2.5 2.5"', boundary=f"{20 + 0.3527 * 70} 50 80 10")
    assert read_document(page_of(after + scaled.replace('Size="5"', 'Size="14"'))).text == "到2027年，更新60部"


def test_text_may_run_downwards() -> None:
    assert read_document(page_of(code("上下", 0, 5, 'DeltaX="0" DeltaY="20"'))).text == "上\n下"


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("1 2.5 -3", [1, 2.5, -3]),
        ("g 3 5", [5, 5, 5]),
        ("1 g 2 4 6", [1, 4, 4, 6]),
        ("", []),
        (None, []),
        ("g", []),
        ("g x 5", []),
    ],
)
def test_offsets_are_unpacked(text: str | None, offsets: list[float]) -> None:
    assert deltas(text, 100) == offsets


def test_offsets_do_not_outgrow_their_text() -> None:
    assert len(deltas("g 999999999 5", 40)) == 40


@pytest.mark.parametrize(
    "base", ["/Doc_0/Document.xml", "doc_0/document.xml", "Doc_0\\Document.xml", "./Doc_0/Document.xml"]
)
def test_parts_are_found_whatever_their_spelling(base: str) -> None:
    assert read_document(page_of(code("目标", 0, 5), base=base)).text == "目标"


def test_older_files_have_another_namespace() -> None:
    assert read_document(page_of(code("目标", 0, 5), namespace="http://www.ofdspec.org")).text == "目标"


def test_hidden_objects_are_left_out() -> None:
    assert read_document(page_of(code("暗", 0, 5, more='Visible="false"') + code("明", 0, 5))).text == "明"


def test_it_refuses_five_hundred_pages() -> None:
    with pytest.raises(TooManyPages, match="500页"):
        read_document(write_ofd("\n".join(["行"] * (500 * PER_PAGE))))


def test_it_refuses_what_is_encrypted() -> None:
    file = io.BytesIO(write_ofd(PLAN))
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("Encryptions.xml", "<a/>")
    with pytest.raises(EncryptedFile, match="OFD"):
        read_document(file.getvalue())


@pytest.mark.parametrize("missing", ["Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"])
def test_it_refuses_a_file_that_lacks_a_part(missing: str) -> None:
    whole = zipfile.ZipFile(io.BytesIO(write_ofd(PLAN)))
    with pytest.raises(BrokenFile, match="OFD"):
        read_document(package_of({name: whole.read(name) for name in whole.namelist() if name != missing}))


def test_it_refuses_pages_without_words() -> None:
    with pytest.raises(NoText):
        read_document(page_of(""))
