"""The styles of the document (word/styles.xml): every face, size and distance stands here once, under a Chinese name,
so that a clerk can still change the whole document in Word.
"""

from __future__ import annotations

from dataclasses import dataclass

from liangxin.engines.official.fonts import Face, Fonts
from liangxin.engines.official.markup import PARAGRAPH_ORDER, RUN_ORDER, Element, properties, w
from liangxin.engines.official.measures import CLOSER, LINE, TypeSize, characters
from liangxin.engines.official.records import Align

RED = "FF0000"
IMPRINT_LINE = 480  # 24 pt for 四号
_JUSTIFICATION = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_HAIR_LINE = 20  # a point: a paragraph that must be there and must not be seen


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. Lengths in twips; `line` is exact, so that 22 lines fill a page whatever the font's height.

    `first_line` is in characters. Without `latin`, letters and digits are in the Chinese font too.
    """

    identifier: str
    name: str
    face: Face = Face.BODY
    size: TypeSize = TypeSize.THREE
    align: Align = Align.JUSTIFY
    line: int = LINE
    before: int = 0
    after: int = 0
    first_line: int = 0
    colour: str = ""
    keep_next: bool = False
    outline: int | None = None
    latin: bool = True


NORMAL = Style("Normal", "Normal")
BODY = Style("LxBody", "公文正文", first_line=2)
# 7.3.3: first level 黑体, second 楷体, third and fourth 仿宋.
HEADINGS = tuple(
    Style(f"Heading{level}", f"heading {level}", face, first_line=2, keep_next=True, outline=level - 1)
    for level, face in enumerate((Face.HEI, Face.KAI, Face.BODY, Face.BODY), 1)
)
TITLE = Style("Title", "Title", Face.TITLE, TypeSize.TWO, Align.CENTRE, keep_next=True)  # 7.3.1
RED_HEAD = Style("LxRedHead", "发文机关标志", Face.TITLE, TypeSize.TWO, Align.CENTRE, colour=RED)  # 7.2.4
NUMBER = Style("LxNumber", "发文字号", align=Align.CENTRE)  # 7.2.5
RED_LINE = Style("LxRedLine", "版头分隔线", line=_HAIR_LINE)  # 7.2.7
ADDRESSEE = Style("LxAddressee", "主送机关")  # 7.3.2: at the left edge, further lines too
SIGNATURE = Style("LxSignature", "发文机关署名", align=Align.RIGHT, keep_next=True)  # 7.3.5
DATE = Style("LxDate", "成文日期", align=Align.RIGHT)
REMARK = Style("LxRemark", "附注", first_line=2)  # 7.3.6
# 7.3.4: the indent is confirmed, the blank line and the marks are from memory, see README.
ATTACHMENT_LIST = Style("LxAttachmentList", "附件说明", align=Align.LEFT)
ATTENDANCE = Style("LxAttendance", "出席人员")  # 10.3
ATTACHMENT_MARK = Style("LxAttachmentMark", "附件标识", Face.HEI, after=LINE, keep_next=True)  # 7.3.7
CAPTION = Style("LxCaption", "表题", Face.HEI, TypeSize.FOUR, Align.CENTRE, before=LINE // 4, after=120, keep_next=True)
CHART = Style("LxChart", "图", align=Align.CENTRE)
FIGURE_CAPTION = Style("LxFigureCaption", "图题", Face.HEI, TypeSize.FOUR, Align.CENTRE, line=400, before=40)
HEAD_CELL = Style("LxHeadCell", "表头", Face.HEI, TypeSize.SMALL_FOUR, Align.CENTRE, keep_next=True)
CELL = Style("LxCell", "表格文字", size=TypeSize.SMALL_FOUR, align=Align.LEFT)
NOTE = Style("LxNote", "表注", size=TypeSize.FIVE, align=Align.LEFT, line=320, before=60)
GAP = Style("LxGap", "间隔", line=_HAIR_LINE)
IMPRINT = Style("LxImprint", "版记", size=TypeSize.FOUR, align=Align.LEFT, line=IMPRINT_LINE)  # 7.4
# 7.5: 四号 half-width 宋体.
PAGE_NUMBER = Style("LxPageNumber", "页码", Face.SONG, TypeSize.FOUR, line=320, latin=False)

STYLES = (
    NORMAL, BODY, *HEADINGS, TITLE, RED_HEAD, NUMBER, RED_LINE, ADDRESSEE, SIGNATURE, DATE, REMARK, ATTACHMENT_LIST,
    ATTENDANCE, ATTACHMENT_MARK, CAPTION, CHART, FIGURE_CAPTION, HEAD_CELL, CELL, NOTE, GAP, IMPRINT, PAGE_NUMBER,
)  # fmt: skip


def style_sheet(fonts: Fonts) -> Element:
    """The part word/styles.xml."""
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", w("rFonts", **fonts.names(Face.BODY)), w("lang", val="en-US", eastAsia="zh-CN"))),
        w("pPrDefault"),
    )
    return w("styles", defaults, *(_style(style, fonts) for style in STYLES))


def _style(style: Style, fonts: Fonts) -> Element:
    made = w("style", type="paragraph", styleId=style.identifier)
    if style is NORMAL:
        made.set(f"{{{made.nsmap['w']}}}default", "1")
    elif style.identifier.startswith("Lx"):
        made.set(f"{{{made.nsmap['w']}}}customStyle", "1")
    made.append(w("name", val=style.name))
    if style is not NORMAL:
        made.append(w("basedOn", val=NORMAL.identifier))
    if style in (*HEADINGS, TITLE):
        made.append(w("next", val=BODY.identifier))
    made.append(w("qFormat"))
    made.append(properties("pPr", PARAGRAPH_ORDER, _paragraph_properties(style)))
    made.append(properties("rPr", RUN_ORDER, _run_properties(style, fonts)))
    return made


def _paragraph_properties(style: Style) -> list[Element]:
    # Without widow control, which would leave 21 lines on a page; without blanks between Chinese and Latin letters,
    # which would take the characters off the grid.
    held = [w(name, val=0) for name in ("widowControl", "autoSpaceDE", "autoSpaceDN")] if style is NORMAL else []
    if style.keep_next:
        held.append(w("keepNext"))
    if style is NORMAL:  # every line has its exact height
        held.append(w("snapToGrid", val=0))
    held.append(spacing(style.line, style.before, style.after))
    if style.first_line:
        held.append(w("ind", firstLineChars=style.first_line * 100, firstLine=characters(style.first_line)))
    held.append(w("jc", val=_JUSTIFICATION[style.align]))
    if style.outline is not None:
        held.append(w("outlineLvl", val=style.outline))
    return held


def _run_properties(style: Style, fonts: Fonts) -> list[Element]:
    size = style.size.half_points
    held = [w("rFonts", **fonts.names(style.face, latin=style.latin)), w("sz", val=size), w("szCs", val=size)]
    if style in HEADINGS or style is TITLE:  # word processors make their own headings bold
        held.extend([w("b", val=0), w("bCs", val=0)])
    if style.colour:
        held.append(w("color", val=style.colour))
    held.append(w("spacing", val=CLOSER if style.size is TypeSize.THREE else 0))
    return held


def spacing(line: int, before: int = 0, after: int = 0) -> Element:
    return w("spacing", before=before, after=after, line=line, lineRule="exact")


def justification(align: Align) -> Element:
    return w("jc", val=_JUSTIFICATION[align])
