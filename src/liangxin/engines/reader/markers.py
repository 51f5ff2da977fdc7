"""Item numbers at the start of a clean line, in every style that official documents use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from liangxin.kernel.text import numeral


class Style(IntEnum):
    """Styles of numbering, from the outside in."""

    PART = 0  # 第一部分, 第一章
    SECTION = 1  # 第一节
    CHAPTER = 2  # 一、
    ARTICLE = 3  # 第一条
    BRACKETED = 4  # （一）
    ARABIC = 5  # 1.
    ARABIC_BRACKETED = 6  # （1）
    CIRCLED = 7  # ①


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as typed: its style, its value and how many characters it takes."""

    style: Style
    number: int
    length: int


NUMERALS = {numeral(number): number for number in range(1, 200)} | {f"一十{numeral(n)}": 10 + n for n in range(1, 10)}

_CN = "[一二三四五六七八九十百零〇]{1,5}"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# 二、三产业 and 一、二年级 are prose, 1.5万 is a figure, but 1.2025年底前 is an item that starts with a year.
_MARKER = re.compile(
    rf"第(?P<part>{_CN}|\d{{1,2}})(?:章|部分|篇)[：:、.]?"
    rf"|第(?P<section>{_CN}|\d{{1,2}})节[：:、.]?"
    rf"|第(?P<article>{_CN}|\d{{1,3}})条[：:、.]?"
    rf"|(?P<chapter>{_CN})[、.．，](?!{_CN}[、产级线类年季期批次])"
    rf"|[（〔](?P<bracketed>{_CN})[）〕][、.]?"
    rf"|(?P<arabic>\d{{1,3}})(?:[.．](?=20[2-9]\d年)|[.．、](?!\d))"
    rf"|[（〔](?P<arabic_bracketed>\d{{1,2}})[）〕][、.]?|(?P<half>\d{{1,2}})）"
    rf"|(?P<circled>[{_CIRCLES}])[、.]?"
)
_STYLES = {
    "part": Style.PART,
    "section": Style.SECTION,
    "article": Style.ARTICLE,
    "chapter": Style.CHAPTER,
    "bracketed": Style.BRACKETED,
    "arabic": Style.ARABIC,
    "arabic_bracketed": Style.ARABIC_BRACKETED,
    "half": Style.ARABIC_BRACKETED,
    "circled": Style.CIRCLED,
}
INSIDE = re.compile(rf"[（〔]{_CN}[）〕]|{_CN}、|第{_CN}[章节条]|\d{{1,3}}[.．、]")


def marker_at(text: str, at: int = 0) -> Marker | None:
    """The item number that stands at `at`, if one does."""
    found = _MARKER.match(text, at)
    if found is None or found.lastgroup is None:
        return None
    number = _number(found[found.lastgroup])
    return Marker(_STYLES[found.lastgroup], number, found.end() - at) if number else None


def _number(typed: str) -> int | None:
    if typed in _CIRCLES:
        return _CIRCLES.index(typed) + 1
    return int(typed) if typed.isdecimal() else NUMERALS.get(typed.replace("〇", "零"))


def path_part(style: Style, number: int, depth: int) -> str:
    """One part of a marker path in normal form; 条 takes the form of the level it stands on (depth counts from 0)."""
    if style in (Style.PART, Style.CHAPTER) or (style is Style.ARTICLE and depth == 0):
        return numeral(number)
    if style in (Style.SECTION, Style.ARTICLE, Style.BRACKETED):
        return f"（{numeral(number)}）"
    if style is Style.ARABIC:
        return str(number)
    return f"（{number}）" if style is Style.ARABIC_BRACKETED else _CIRCLES[min(number, 20) - 1]
