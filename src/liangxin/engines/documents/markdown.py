"""Reads Markdown as it is meant to be seen: marks of headings, emphasis, quotes and tables are gone, the words stay.

A line stays a line: plans turned to Markdown by programs part their paragraphs with single line breaks as often as not.
"""

from __future__ import annotations

import html
import re

from liangxin.engines.documents.assembly import Assembly, PlacedCell, unify_newlines
from liangxin.engines.documents.encoding import Decoded
from liangxin.engines.documents.limits import Limits
from liangxin.engines.documents.structure import Document, Format, LineKind

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=[^#\s]))(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?)+")
_BULLET = re.compile(r"\s*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*+\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPED = re.compile("[\ue021-\ue07e]")
_ESCAPE_BASE = 0xE000  # escaped marks wait in the private area until the other marks are gone
_INLINE = (
    (re.compile(r"<!--.{0,300}?-->"), ""),
    (re.compile(r"<br\s*/?>", re.I), "\n"),
    (re.compile(r"</?[a-zA-Z][^<>]{0,300}>"), ""),
    (re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,1000}\)"), ""),
    (re.compile(r"\[([^\[\]]{1,300})\]\([^()]{0,1000}\)"), r"\1"),
    (re.compile(r"`+([^`]{1,1000})`+"), r"\1"),
    (re.compile(r"\*{2,3}"), ""),
    (re.compile(r"(?<!\*)\*(?!(?<=\d\*)\d)(?=[^\s*])([^*]{1,1000})(?<=[^\s*])\*(?!\*)"), r"\1"),  # but not 5*8
    (re.compile(r"(?<![\w_])_{1,3}(?=[^\s_])([^_]{1,1000})(?<=[^\s_])_{1,3}(?![\w_])"), r"\1"),
    (re.compile(r"~~([^~]{1,1000})~~"), r"\1"),
)


def read_markdown(decoded: Decoded, limits: Limits) -> Document:
    """Raises TooMuchText, UnsafePackage, NoText."""
    assembly = Assembly(limits)
    lines = unify_newlines(decoded.text).split("\n")
    at = 0
    while at < len(lines):
        at = _take(lines, at, assembly, limits)
    return assembly.finish(Format.MARKDOWN, encoding=decoded.encoding, warnings=decoded.warnings())


def _take(lines: list[str], at: int, assembly: Assembly, limits: Limits) -> int:
    """Add the block that starts in a line; returns the line after it."""
    line = _QUOTE.sub("", lines[at], count=1) if lines[at].lstrip().startswith(">") else lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else ""
    if _FENCE.match(line) or (_RULE.match(line) and not _UNDERLINE.match(line)):
        return at + 1
    if line.lstrip().lower().startswith("<table"):
        return _take_html_table(lines, at, assembly, limits)
    if "|" in line and "|" in following and _TABLE_RULE.match(following):
        return _take_table(lines, at, assembly)
    heading = _HEADING.match(line)
    if heading:
        assembly.paragraph(shown(heading[2]), LineKind.HEADING, level=len(heading[1]))
        return at + 1
    underline = _UNDERLINE.match(following)
    if underline and line.strip() and "|" not in line:
        assembly.paragraph(shown(line), LineKind.HEADING, level=1 if underline[1][0] == "=" else 2)
        return at + 2
    bullet = _BULLET.match(line)
    kind = LineKind.LIST_ITEM if bullet else LineKind.PARAGRAPH
    if not (_RULE.match(line) or _UNDERLINE.match(line)):
        assembly.paragraph(shown(line[bullet.end() :] if bullet else line), kind)
    return at + 1


def _take_table(lines: list[str], at: int, assembly: Assembly) -> int:
    end = at + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    rows = [lines[at], *lines[at + 2 : end]]
    assembly.table(
        PlacedCell(shown(text.replace("\\|", "|")), index, column)
        for index, row in enumerate(rows)
        for column, text in enumerate(_cells(row))
    )
    return end


def _cells(row: str) -> list[str]:
    cells = _PIPE.split(row.strip().removeprefix("|"))
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _take_html_table(lines: list[str], at: int, assembly: Assembly, limits: Limits) -> int:
    from liangxin.engines.documents.web_page import add_html

    end = at
    while end < len(lines) - 1 and "</table" not in lines[end].lower():
        end += 1
    add_html(assembly, "\n".join(lines[at : end + 1]), limits)
    return end + 1


def shown(text: str) -> str:
    r"""A line without its inline marks.

    >>> shown(r"**到2025年，** 达到 *35%*，1\. [链接](http://a.cn) A\_B &lt;5"), shown("5*8、3*6 file_name_x")
    ('到2025年， 达到 35%，1. 链接 A_B <5', '5*8、3*6 file_name_x')
    """
    text = _ESCAPE.sub(lambda match: chr(_ESCAPE_BASE + ord(match[1])), text)
    for mark, replacement in _INLINE:
        text = mark.sub(replacement, text)
    return html.unescape(_ESCAPED.sub(lambda match: chr(ord(match[0]) - _ESCAPE_BASE), text))
