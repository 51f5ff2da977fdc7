"""What a document is made of. Plain values: what cannot be written is refused when the record is made.

Texts may hold anything; characters that Word cannot hold are left out when they are written.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from liangxin.engines.official.characters import one_line
from liangxin.engines.official.fonts import DEFAULT_FONTS, Face, Fonts
from liangxin.engines.official.measures import TypeSize
from liangxin.engines.official.refusals import (
    ChartWithoutFigures,
    HeadingLevelUnknown,
    HeightUnusable,
    LinkUnusable,
    NumberUnusable,
    RowOfAnotherWidth,
    SeriesOfAnotherLength,
    TableWithoutColumns,
    TitleMissing,
    TooManyColumns,
    TooManySeries,
    WeightUnusable,
)
from liangxin.kernel.term import Term
from liangxin.kernel.text import cut

HEADING_LEVELS = 4  # 7.3.3: 一、（一）1.（1）
COLUMN_LIMIT = 63  # Word opens no wider table
WEIGHT_LIMIT = 1_000_000
SERIES_LIMIT = 6  # more patterns and dashes cannot be told apart without colour
HEIGHTS = (20, 220)  # millimetres of a chart that a page can hold
LINKS = ("http://", "https://", "mailto:")
_NAME_LENGTH = 30  # letters of a text shown in a refusal


class Align(Term):
    """Where the lines of a paragraph or cell stand."""

    LEFT = "left", "左对齐"
    CENTRE = "centre", "居中"
    RIGHT = "right", "右对齐"
    JUSTIFY = "justify", "两端对齐"


class Layout(Term):
    """Which of the layouts of the standard: the usual one, or one of those of clause 10."""

    DOCUMENT = "document", "一般公文"
    LETTER = "letter", "信函"
    MINUTES = "minutes", "纪要"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph in one face. `link` is where it leads, `tip` what is shown over it; it looks like text.

    Raises LinkUnusable.
    """

    text: str
    bold: bool = False
    face: Face | None = None
    link: str = ""
    tip: str = ""

    def __post_init__(self) -> None:
        if self.link and (not self.link.startswith(LINKS) or one_line(self.link) != self.link):
            raise LinkUnusable(field="link", link=_shown(self.link))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text, its first line indented by two characters. Each line of the text becomes a paragraph."""

    text: str | tuple[Run, ...]
    align: Align = Align.JUSTIFY
    indented: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4. `body` goes on in the same paragraph: （一）更新设备。到2027年……

    Raises HeadingLevelUnknown.
    """

    level: int
    text: str
    body: str | tuple[Run, ...] = ""

    def __post_init__(self) -> None:
        if self.level not in range(1, HEADING_LEVELS + 1):
            raise HeadingLevelUnknown(field="level", text=_shown(self.text), level=self.level)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its share of the width beside the others, where its cells stand.

    Raises WeightUnusable.
    """

    label: str
    weight: float = 1.0
    align: Align = Align.LEFT

    def __post_init__(self) -> None:
        if not 0 < self.weight <= WEIGHT_LIMIT:
            raise WeightUnusable(field="weight", label=_shown(self.label), limit=WEIGHT_LIMIT)


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head comes again on each page and whose rows stay whole. `landscape`: on pages turned by a quarter.

    A cell is a text or a `Run`.

    Raises TableWithoutColumns, TooManyColumns, RowOfAnotherWidth.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Run, ...], ...] = ()
    caption: str = ""
    note: str = ""
    landscape: bool = False
    size: TypeSize = TypeSize.SMALL_FOUR

    def __post_init__(self) -> None:
        caption = _shown(self.caption)
        if not self.columns:
            raise TableWithoutColumns(field="columns", caption=caption)
        if len(self.columns) > COLUMN_LIMIT:
            raise TooManyColumns(field="columns", caption=caption, columns=len(self.columns), limit=COLUMN_LIMIT)
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise RowOfAnotherWidth(
                    field="rows", caption=caption, row=number, cells=len(row), columns=len(self.columns)
                )


class ChartKind(Term):
    """How the figures of a chart are drawn."""

    BAR = "bar", "条形图"
    STACKED = "stacked", "堆积条形图"
    LINE = "line", "折线图"


@dataclass(frozen=True, slots=True)
class Series:
    """Figures under one name, one a category; None where there is none, which is drawn as a gap and never as zero.

    Raises NumberUnusable.
    """

    name: str
    values: tuple[float | None, ...]

    def __post_init__(self) -> None:
        if not all(value is None or math.isfinite(value) for value in self.values):
            raise NumberUnusable(field="values", name=_shown(self.name))


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that Word can edit, told apart in print by patterns and dashes. `unit` is said behind the caption.

    `horizontal`: bars lie, their categories one a line from the top; lines never lie. `height` in millimetres, 0: as
    high as its categories need. Raises ChartWithoutFigures, TooManySeries, SeriesOfAnotherLength, HeightUnusable.
    """

    chart: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    caption: str = ""
    note: str = ""
    horizontal: bool = False
    height: float = 0

    def __post_init__(self) -> None:
        caption = _shown(self.caption)
        if not self.categories or not self.series:
            raise ChartWithoutFigures(field="series", caption=caption)
        if len(self.series) > SERIES_LIMIT:
            raise TooManySeries(field="series", caption=caption, series=len(self.series), limit=SERIES_LIMIT)
        for one in self.series:
            if len(one.values) != len(self.categories):
                told = {"name": _shown(one.name), "values": len(one.values), "categories": len(self.categories)}
                raise SeriesOfAnotherLength(field="series", caption=caption, **told)
        if self.height and not HEIGHTS[0] <= self.height <= HEIGHTS[1]:
            raise HeightUnusable(field="height", caption=caption, least=HEIGHTS[0], most=HEIGHTS[1])


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


Block = Heading | Paragraph | Table | Chart | PageBreak


@dataclass(frozen=True, slots=True)
class RedHead:
    """版头 (7.2): the issuing body in red and the red line. `approver` is 签发人, whom documents to higher bodies name.

    Joint issuers stand one a line.
    """

    name: str
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """A line of those at a meeting (10.3): 出席, 请假 or 列席, and their names."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: its title is listed under the body (7.3.4); where it has blocks it follows on pages of its own (7.3.7)."""

    title: str
    blocks: tuple[Block, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 (7.4), at the foot of the last page: who gets a copy, who printed it and when."""

    copied_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """An official document. All but the title may be absent.

    `numbered` writes 一、（一）1.（1） before the headings; without it they bring their own numbers. `sealed`: room is
    left for a seal (7.3.5.1), else 7.3.5.2 holds. `remark` is 附注 (7.3.6). `created_on` is the day that the file names
    as its own, by default `signed_on`; the clock is never asked. `layout`: a letter has its double red lines and its
    number on the right (10.1), minutes have `attendance` and no seal (10.3). Raises TitleMissing.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    red_head: RedHead | None = None
    number: str = ""
    addressee: str = ""
    attachments: tuple[Attachment, ...] = ()
    signed_by: str = ""
    signed_on: date | None = None
    sealed: bool = True
    remark: str = ""
    imprint: Imprint | None = None
    numbered: bool = False
    author: str = ""
    created_on: date | None = None
    fonts: Fonts = DEFAULT_FONTS
    layout: Layout = Layout.DOCUMENT
    attendance: tuple[Attendance, ...] = ()

    def __post_init__(self) -> None:
        if not one_line(self.title):
            raise TitleMissing(field="title")


def _shown(text: str) -> str:
    return cut(one_line(text), _NAME_LENGTH)
