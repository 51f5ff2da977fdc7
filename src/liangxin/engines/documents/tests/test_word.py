"""Word files: what stands on the page is read, in order; what does not is left out."""

from __future__ import annotations

import io
from itertools import pairwise

import docx
import pytest

from liangxin.engines.documents import LineKind, read_document
from liangxin.engines.documents.tests.docx_files import (
    docx_of,
    numbered,
    numbering_of,
    package_of,
    paragraph,
    write_docx,
)
from liangxin.engines.documents.tests.sample import PLAN, TABLE, check_spans
from liangxin.engines.documents.word import CONTENTS_LEFT_OUT


def text_of(body: str, **parts: str) -> str:
    document = read_document(docx_of(body, **parts))
    check_spans(document)
    return document.text


def test_it_reads_paragraphs_and_tables_in_order() -> None:
    document = read_document(write_docx(PLAN, table=TABLE))
    check_spans(document)
    assert document.text == PLAN + "\n" + "\n".join("\t".join(row) for row in TABLE)
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [list(row) for row in TABLE]
    assert document.lines[-1].kind is LineKind.TABLE_ROW


def test_it_knows_headings_by_style_outline_level_and_name() -> None:
    word = docx.Document()
    word.add_heading("方案", 0)
    word.add_heading("一、目标", 1)
    word.add_heading("（一）内容", 2)
    file = io.BytesIO()
    word.save(file)
    lines = read_document(file.getvalue()).lines
    assert [(line.kind, line.level) for line in lines] == [(LineKind.HEADING, level) for level in (1, 1, 2)]
    outlined = read_document(docx_of(paragraph("甲", '<w:outlineLvl w:val="2"/>') + paragraph("乙")))
    assert [(line.kind, line.level) for line in outlined.lines] == [(LineKind.HEADING, 3), (LineKind.PARAGRAPH, None)]


def test_a_paragraph_may_undo_the_heading_of_its_style() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    body = paragraph("正文", '<w:pStyle w:val="H"/><w:outlineLvl w:val="9"/>')
    assert read_document(docx_of(body, styles=styles)).lines[0].kind is LineKind.PARAGRAPH


def test_insertions_stay_and_deletions_go() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('到2027年')}<w:ins>{run.format('完成')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run.format('移走')}</w:moveFrom>{run.format('60部')}</w:p>"
    )
    assert text_of(body) == "到2027年完成60部"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    assert text_of(paragraph("更新电梯", "<w:rPr><w:del/></w:rPr>") + paragraph("60部。")) == "更新电梯60部。"
    assert text_of(paragraph("甲") + paragraph("末尾", "<w:rPr><w:del/></w:rPr>")) == "甲\n末尾"


def test_a_deleted_row_goes() -> None:
    cell = "<w:tc>{}</w:tc>"
    rows = [f"<w:tr>{cell.format(paragraph(a)) * 2}</w:tr>" for a in "甲丙"]
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell.format(paragraph('乙')) * 2}</w:tr>"
    assert text_of(f"<w:tbl>{rows[0]}{deleted}{rows[1]}</w:tbl>") == "甲\t甲\n丙\t丙"


def test_field_codes_hidden_text_and_notes_go_and_results_stay() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://a.cn"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>附件</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>可见</w:t></w:r>'
        '<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    assert text_of(body) == "附件可见链接"


def test_soft_breaks_make_lines_and_page_breaks_nothing() -> None:
    body = '<w:p><w:r><w:t>推动设备更新</w:t><w:br/><w:t>实施方案</w:t><w:br w:type="page"/><w:tab/></w:r></w:p>'
    assert text_of(body) == "推动设备更新\n实施方案"


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(body) == "正文\n框内文字"


def test_merged_cells_are_one_cell_in_every_place() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    top, wide_cell = cell("行动", '<w:vMerge w:val="restart"/>'), cell("宽", '<w:gridSpan w:val="2"/>')
    body = f"<w:tbl><w:tr>{top}{wide_cell}</w:tr><w:tr>{cell('', '<w:vMerge/>')}{cell('甲')}{cell('乙')}</w:tr></w:tbl>"
    document = read_document(docx_of(body))
    check_spans(document)
    assert document.text == "行动\t宽\t\n\t甲\t乙"
    (first, wide, wide_again), (below, *_) = document.tables[0].rows
    assert first is below
    assert wide is wide_again
    assert (first.row_span, wide.column_span) == (2, 2)


def test_rows_with_an_offset_and_controls_around_cells_keep_their_columns() -> None:
    cell = f"<w:tc>{paragraph('乙')}</w:tc>"
    body = (
        f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc>{cell}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
        f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt></w:tr></w:tbl>"
    )
    assert text_of(body) == "甲\t乙\n\t乙"


def test_a_frame_of_one_cell_is_no_table() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('一、目标')}{paragraph('到2027年')}</w:tc></w:tr></w:tbl>"
    document = read_document(docx_of(body))
    assert (document.text, document.tables) == ("一、目标\n到2027年", ())


def test_a_cell_holds_its_paragraphs_and_inner_tables_as_words() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('内')}</w:tc></w:tr></w:tbl>"
    cells = f"<w:tc>{paragraph('甲')}{inner}{paragraph('乙')}</w:tc><w:tc>{paragraph('丙')}</w:tc>"
    body = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    assert text_of(body) == "甲 内 乙\t丙"


def test_a_generated_table_of_contents_is_left_out_and_said() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    document = read_document(
        docx_of(paragraph("一、目标……1", '<w:pStyle w:val="T"/>') + paragraph("一、目标"), styles=styles)
    )
    assert document.text == "一、目标"
    assert document.warnings == (CONTENTS_LEFT_OUT,)


def test_automatic_numbers_are_put_into_the_text() -> None:
    numbering = numbering_of(("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    body = "".join(
        numbered(text, level=level) for text, level in [("目标", 0), ("行动", 0), ("工业", 1), ("食品", 2), ("交通", 1)]
    )
    document = read_document(docx_of(body, numbering=numbering))
    check_spans(document)
    assert document.text.split("\n") == ["一、目标", "二、行动", "（一）工业", "1.食品", "（二）交通"]
    assert [line.number for line in document.lines] == ["一、", "二、", "（一）", "1.", "（二）"]
    assert {line.kind for line in document.lines} == {LineKind.LIST_ITEM}


def test_a_bullet_is_an_item_without_number() -> None:
    document = read_document(docx_of(numbered("甲"), numbering=numbering_of(("bullet", "\uf0b7"))))
    assert (document.text, document.lines[0].kind, document.lines[0].number) == ("甲", LineKind.LIST_ITEM, None)


def test_a_heading_style_brings_its_number() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="H{index}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for index, text in enumerate(("%1、", "（%2）"))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num>'
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="H{0}"><w:name w:val="heading {1}"/>'
        '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr><w:outlineLvl w:val="{0}"/></w:pPr></w:style>'
    )
    body = "".join(paragraph("题", f'<w:pStyle w:val="H{index}"/>') for index in (0, 1, 1, 0))
    document = read_document(docx_of(body, numbering=numbering, styles=style.format(0, 1) + style.format(1, 2)))
    assert document.text.split("\n") == ["一、题", "（一）题", "（二）题", "二、题"]
    assert [(line.kind, line.level) for line in document.lines] == [(LineKind.HEADING, level) for level in (1, 2, 2, 1)]


def test_numbers_in_cells_are_written_too() -> None:
    row = f"<w:tr><w:tc>{numbered('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
    assert text_of(f"<w:tbl>{row}{row}</w:tbl>", numbering=numbering_of(("decimal", "%1."))) == "1.甲\t乙\n2.甲\t乙"


def test_strict_files_and_renamed_main_parts_are_read() -> None:
    namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" '
        'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="word/doc2.xml"/>'
        "</Relationships>"
    )
    main = f'<w:document xmlns:w="{namespace}"><w:body><w:p><w:r><w:t>严格</w:t></w:r></w:p></w:body></w:document>'
    raw = package_of({"[Content_Types].xml": "<Types/>", "_rels/.rels": relations, "word/doc2.xml": main})
    assert read_document(raw).text == "严格"


@pytest.mark.parametrize("depth", [1, 40])
def test_frames_in_frames_are_read(depth: int) -> None:
    body = paragraph("里")
    for _ in range(depth):
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    assert text_of(body) == "里"


def test_lines_stand_one_after_another() -> None:
    lines = read_document(write_docx(PLAN)).lines
    assert all(above.end + 1 == below.start for above, below in pairwise(lines))
