"""What the reader did not understand: clauses with a figure, and lists of units, that no finding used."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from liangxin.engines.reader.findings import Span, Unread
from liangxin.engines.reader.paragraphs import Paragraph
from liangxin.kernel.term import Term


class UnreadReason(Term):
    """Why a clause is handed to a person; the label goes along with it."""

    FIGURE = "figure", "这一句有数字，没有读作目标"
    UNITS = "units", "这里像是责任单位名单，没有归到任务"
    ANNEX = "annex", "这个附件没有读成清单或名单"


FIGURE, UNITS, ANNEX = (reason.label for reason in UnreadReason)

_CLAUSE = re.compile("[^，。；！？]+")
# Dates, numbers of documents, versions, grades and names (5G, 4A级, 国六, “1+N”, 第3条) are no figures of their own.
_NO_FIGURE = re.compile(
    r"20\d\d(?:年?[-~—至到和、]20\d\d)*年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|〔\d{4}〕\d+号|\d+号|[“《][^”》]{0,40}[”》]|[A-Za-z]+[\d.]+"
    r"|\d+(?:\.\d+)?[A-Z+](?![0-9])|\dA级|第\d+|\d+[.、）]|（\d{1,2}）|24小时|\d+:\d+:\d+"
)
_FIGURE = re.compile(r"\d|百分之|[一二三四五六七八九两]倍|翻[一两]?番|百分点|成以上")
_UNITS = re.compile(
    "(?:牵头|责任|配合|协办|参与|主办)(?:单位|部门)：|（[^（）]{2,200}(?:分工负责|负责落实|牵头负责|配合|负责)）"
)


class Covered:
    """Stretches of the text that findings used."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted((span.start, span.end) for span in spans)
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in ordered:
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, span: Span) -> bool:
        at = bisect_right(self._starts, max(span.end - 1, span.start)) - 1
        return at >= 0 and self._ends[at] > span.start


def unread_of(paragraphs: Sequence[Paragraph], figures: Covered, lists: Covered) -> Iterator[Unread]:
    """Unread clauses of the body in order; `figures` are the spans of targets, `lists` those of lists of units."""
    for paragraph in paragraphs:
        text = paragraph.text
        for found in _UNITS.finditer(text):
            span = paragraph.clean.span(*found.span())
            if not lists.touches(span):
                yield Unread(found[0], span, UNITS)
        if not _FIGURE.search(text):
            continue
        for clause in _CLAUSE.finditer(text, paragraph.body_start):
            if not _FIGURE.search(_NO_FIGURE.sub("", clause[0])):
                continue
            span = paragraph.clean.span(*clause.span())
            if not figures.touches(span) and not lists.touches(span):
                yield Unread(clause[0], span, FIGURE)
