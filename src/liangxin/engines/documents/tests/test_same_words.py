"""The same text as Word, web page, Markdown, OFD, PDF and plain text gives the same characters, white space aside."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from liangxin.engines.documents import read_document
from liangxin.engines.documents.tests.docx_files import write_docx
from liangxin.engines.documents.tests.html_files import write_html, write_markdown
from liangxin.engines.documents.tests.ofd_files import write_ofd
from liangxin.engines.documents.tests.pdf_files import write_pdf
from liangxin.engines.documents.tests.sample import PLAN, TABLE, check_spans, squeezed

WORDS = [
    "到2027年",
    "更新",
    "设备",
    "300台（套）",
    "，",
    "。",
    "；",
    "较2023年增长",
    "25%",
    "（县商务局牵头）",
    "1.2万辆",
    "以上",
    " ",
    "电梯",
    "Ⅰ类",
]
paragraphs = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(
    lambda words: "推动" + "".join(words).strip()
)


def readings(text: str) -> dict[str, str]:
    files = {
        "plan.docx": write_docx(text),
        "plan.html": write_html(text),
        "plan.md": write_markdown(text),
        "plan.ofd": write_ofd(text),
        "plan.pdf": write_pdf(text),
        "plan.txt": text.encode("gb18030"),
    }
    shown = {}
    for name, raw in files.items():
        document = read_document(raw, name=name)
        check_spans(document)
        shown[name] = document.text
    return shown


def test_a_plan_reads_the_same_from_every_format() -> None:
    assert set(readings(PLAN).values()) == {PLAN}


@settings(max_examples=25, deadline=None)
@given(st.lists(paragraphs, min_size=1, max_size=25))
def test_any_text_has_the_same_characters_in_every_format(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert {name: squeezed(shown) for name, shown in readings(text).items()} == dict.fromkeys(
        readings(text), squeezed(text)
    )


def test_a_table_has_the_same_grid_in_every_format_that_has_tables() -> None:
    files = {
        "a.docx": write_docx(PLAN, table=TABLE),
        "a.html": write_html(PLAN, table=TABLE),
        "a.md": write_markdown(PLAN, table=TABLE),
    }
    for name, raw in files.items():
        (table,) = read_document(raw, name=name).tables
        assert tuple(tuple(cell.text for cell in row) for row in table.rows) == TABLE
