"""Text as Word can hold it: what XML forbids is left out, lines are told apart, widths are counted in characters."""

from __future__ import annotations

import re
import unicodedata

# XML 1.0 has no place for these: controls, halves of surrogate pairs, the two non-characters. C1 controls are allowed
# there but no one can see them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold something, without control characters and the blanks around them.

    >>> lines_of("　　第一段。\\x07\\r\\n\\n第二段。\\t完")
    ['第一段。', '第二段。 完']
    """
    lines = (_UNWRITABLE.sub("", line.replace("\t", " ")).strip() for line in text.splitlines())
    return [line for line in lines if line]


def one_line(text: str) -> str:
    """The lines of a text joined; Chinese needs no blank where a line ended, letters do.

    >>> one_line("设备\\n更新"), one_line("GB/T\\n9704")
    ('设备更新', 'GB/T 9704')
    """
    joined = ""
    for line in lines_of(text):
        between = " " if joined and joined[-1].isascii() and line[0].isascii() else ""
        joined += between + line
    return joined


def kept(text: str) -> str:
    """A text within a line, its blanks kept: control characters are left out, an end of line is a blank.

    >>> kept("（县财政局\\x00 牵头）")
    '（县财政局 牵头）'
    """
    return _UNWRITABLE.sub("", " ".join(text.replace("\t", " ").splitlines()))


def width(text: str) -> float:
    """How many Chinese characters wide a text is; letters and digits of one type size take half of one.

    >>> width("2025年3月1日")
    6.0
    """
    halves = 0
    for sign in text:
        if not unicodedata.combining(sign):
            halves += 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
    return halves / 2
