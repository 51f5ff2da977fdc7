"""The comparison form of a text: no white space, one width, one kind of each bracket, no Markdown marks.

Digits, letters and %+-./ are ASCII; punctuation is the full-width Chinese kind; every square bracket is 〔〕. Each
clean character knows the index of the source character it came from, so that findings point at the words as shown.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

from liangxin.engines.reader.findings import Span


def _one_to_one() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    wide = dict(zip("():;,?!", "（）：；，？！", strict=True))
    table |= {ord(narrow): full for narrow, full in wide.items()}
    table |= {ord(narrow) + 0xFEE0: full for narrow, full in wide.items()}
    table |= dict.fromkeys(map(ord, "[【［〖﹝"), "〔") | dict.fromkeys(map(ord, "]】］〗﹞"), "〕")
    table |= dict.fromkeys(map(ord, "～〜∼˜"), "~") | dict.fromkeys(map(ord, "–‒−﹣"), "-")  # noqa: RUF001 (input forms)
    table |= dict.fromkeys(map(ord, "﹪٪"), "%") | {ord("｡"): "。", ord("︰"): "：", ord("﹕"): "：", ord("､"): "、"}
    table |= {
        ord("﹔"): "；",
        ord("﹐"): "，",
        ord("﹒"): ".",
        ord("﹙"): "（",
        ord("﹚"): "）",
        ord("﹖"): "？",
        ord("﹗"): "！",
    }
    table |= {ord("○"): "〇", 0xFF02: '"', ord("｢"): "“", ord("｣"): "”", ord("「"): "“", ord("」"): "”"}
    # PDF text layers give radicals (U+2F00) and compatibility ideographs in place of the letters they look like.
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA6E)):
        table[code] = unicodedata.normalize("NFKC", chr(code))
    return table


def _expansions() -> dict[str, str]:
    table = {
        "㎡": "平方米",
        "m²": "平方米",
        "㎥": "立方米",
        "m³": "立方米",
        "㎞": "km",
        "㎏": "kg",
        "&nbsp;": "",
        "\\": "",
    }
    table |= {chr(code): f"（{unicodedata.normalize('NFKC', chr(code))[1:-1]}）" for code in range(0x3220, 0x322A)}
    table |= {chr(code): f"（{code - 0x2473}）" for code in range(0x2474, 0x2488)}
    return table | {chr(code): f"{code - 0x2487}." for code in range(0x2488, 0x249C)}


_ONE = _one_to_one()
_MANY = _expansions()
_GAP = re.compile(
    r"(?P<many>" + "|".join(map(re.escape, _MANY)) + r")"
    r"|(?<=\d)(?<!\d{4})[ \u3000]*，[ \u3000]*(?=\d{3}(?:[ \u3000]*，[ \u3000]*\d{3}){0,4}(?:\.\d+)?(?!\d))"
    r"|[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\xad\x00-\x1f]+"
    r"|\*+|〔bookmark：[^〕\n]{0,80}〕|</?(?:br|p|b|u|strong|em|sup|sub|font|span)\b[^<>\n]{0,80}>"
)
# A half-width stop that ends a sentence; the one after a numeral at the head of a line belongs to its number.
_STOP = re.compile(
    r"(?<=[\u4e00-\u9fff）%”])(?<![一二三四五六七八九十])(?<![一二三四五六七八九十]）)\.(?=[\u4e00-\u9fff（“]|$)"
)
_LEAD = re.compile(r"[ \t\u3000>]*(?:(?:#[ \t\u3000]*){1,6}|(?:[-*+•●■◆▪►][ \t\u3000]+)+|[●■◆▪►•])?[ \t\u3000>]*")


@dataclass(frozen=True, slots=True, eq=False)
class Clean:
    """Clean text with, for each of its characters, the index of the source character it stands for."""

    text: str
    origin: array[int]

    def __getitem__(self, part: slice) -> Clean:
        return Clean(self.text[part], self.origin[part])

    def __add__(self, other: Clean) -> Clean:
        return Clean(self.text + other.text, self.origin + other.origin)

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> Span:
        """The source span of the clean characters start to end; an empty stretch gives an empty span."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else (self.origin[-1] + 1 if self.origin else 0)
            return Span(at, at)
        return Span(self.origin[start], self.origin[end - 1] + 1)


def clean(source: str, start: int = 0, end: int | None = None) -> Clean:
    """Clean the stretch of the source from start to end, as one line or paragraph."""
    piece = source[start:end].translate(_ONE)
    texts: list[str] = []
    origin = array("I")
    lead = _LEAD.match(piece)
    at = lead.end() if lead else 0
    for gap in _GAP.finditer(piece, at):
        texts.append(piece[at : gap.start()])
        origin.extend(range(start + at, start + gap.start()))
        at = gap.end()
        if gap["many"]:
            text = _MANY[gap["many"]]
            texts.append(text)
            origin.extend([start + gap.start()] * len(text))
    texts.append(piece[at:])
    origin.extend(range(start + at, start + len(piece)))
    return Clean(paired(_STOP.sub("。", "".join(texts))), origin)


def paired(text: str) -> str:
    """Straight quotation marks made into pairs, in turn opening and closing."""
    if '"' not in text:
        return text
    parts = text.split('"')
    return parts[0] + "".join("“”"[at % 2] + part for at, part in enumerate(parts[1:]))


def as_typed(unit: str | None, source: str) -> str | None:
    """The unit with the signs that the source gives it in: 平方米 typed as ㎡ is ㎡."""
    if unit is None:
        return None
    typed = (sign for sign, word in _MANY.items() if word and word in unit and sign in source)
    sign = next(typed, None)
    return unit.replace(_MANY[sign], sign) if sign else unit
