"""What LibreOffice makes of the files: pages of 22 lines and 28 characters, turned pages, the imprint at the foot."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from liangxin.engines.official import Heading, Imprint, OfficialDocument, Paragraph, write_document
from liangxin.engines.official.tests.sample import full_document
from liangxin.engines.official.tests.test_charts import COURSE, STANDING, UNITS
from liangxin.engines.official.tests.test_layouts import LETTER

POINTS_A_MILLIMETRE = 72 / 25.4

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def printed(document: OfficialDocument, folder: Path) -> Any:
    write_document(document, folder / "公文.docx")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), f"{folder}/公文.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return pypdfium2.PdfDocument(folder / "公文.pdf")


def lines(page: Any) -> list[str]:
    """The lines of a page that hold Chinese text: not its number."""
    found = page.get_textpage().get_text_range().split("\r\n")
    return [line for line in found if line.strip() and "—" not in line]


def test_a_page_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    document = OfficialDocument("题", (Paragraph("永" * 28 * 22 * 3),))
    pages = printed(document, tmp_path)
    full = lines(pages[1])
    assert [len(line.strip()) for line in full] == [28] * 22
    first = lines(pages[0])
    assert len(first) == 21  # the title and a free line take two
    assert len(first[1].strip()) == 26  # the first line is indented by two


def test_all_parts_are_laid_out(tmp_path: Path) -> None:
    pages = list(printed(full_document(), tmp_path))
    texts = [page.get_textpage().get_text_range() for page in pages]
    turned = [page.get_width() > page.get_height() for page in pages]
    assert turned[0] is turned[-1] is False
    assert any(turned)
    assert turned == [*sorted(turned[:-1]), False]  # upright, turned for the list, upright again
    assert all("举措" in text for text, is_turned in zip(texts, turned, strict=True) if is_turned)  # its head each time
    assert "".join(texts[0].split()).startswith("清岚县人民政府办公室文件清政办发〔2025〕27号")
    assert "为推动全县大规模设备更新" in texts[0].replace("\r\n", "")  # the first page shows body text


@pytest.mark.parametrize("paragraphs", [1, 17, 18, 19, 21, 22])
def test_the_imprint_stands_at_the_foot_and_covers_nothing(paragraphs: int, tmp_path: Path) -> None:
    blocks = tuple(Paragraph(f"第{number}段") for number in range(1, paragraphs + 1))
    pages = printed(OfficialDocument("题", blocks, imprint=Imprint("县法院", "县府办")), tmp_path)
    last = pages[len(pages) - 1].get_textpage()
    text = last.get_text_range()
    place = last.get_charbox(text.index("县府办"))
    assert 35 < place[1] / POINTS_A_MILLIMETRE < 43  # the type area ends 35 mm above the edge of the paper
    copies = last.get_charbox(text.index("抄送"))
    above = [last.get_charbox(text.index(f"第{n}段"))[1] for n in range(1, paragraphs + 1) if f"第{n}段" in text]
    assert all(bottom > copies[3] for bottom in above)


def test_charts_are_drawn_with_their_words_and_figures_and_break_no_page(tmp_path: Path) -> None:
    document = OfficialDocument("题", (Paragraph("前文。"), STANDING, COURSE, Heading(1, "后文"), Paragraph("完。")))
    pages = printed(document, tmp_path)
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert len(texts) <= 2
    for word in (*UNITS, "正常", "有风险", "各单位目标状态（单位：项）", "4月", "更新电梯（单位：部）"):
        assert word in "".join("".join(texts).split()), word
    picture = pages[0].render(scale=1).to_numpy()
    assert (picture.max(axis=2) - picture.min(axis=2) < 12).all(), "greys only"
    dark = (picture.max(axis=2) < 100).sum()
    assert dark > 3_000, "the bars are there"


def test_the_lines_of_a_letter_frame_its_first_page(tmp_path: Path) -> None:
    pages = printed(LETTER, tmp_path)
    text = pages[0].get_textpage().get_text_range()
    assert "— 1 —" not in text
    picture = pages[0].render(scale=1).to_numpy().astype(int)
    red = (picture.max(axis=2) - picture.min(axis=2) > 80).sum(axis=1)  # coloured points in each row of points
    rows = [place / POINTS_A_MILLIMETRE for place, points in enumerate(red) if points > 400]
    assert min(rows) > 45
    assert 275 < max(rows) < 280, "20 mm above the lower edge"
