"""The list numbers that Word computes: numbering.xml and the styles say how, the order of paragraphs says which."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from liangxin.engines.documents.package import attribute, child, children

LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_FINANCIAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_PLACE = re.compile(r"%([1-9])")


def chinese_number(number: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """A number below ten thousand as it is counted.

    >>> chinese_number(10), chinese_number(21), chinese_number(105), chinese_number(110), chinese_number(1010)
    ('十', '二十一', '一百零五', '一百一十', '一千零一十')
    """
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return text.removeprefix("一") if 10 <= number < 20 and units[0] == "十" else text or digits[0]


def _letters(number: int) -> str:
    """a…z, then aa, bb, as Word does."""
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, LEVELS)


def _roman(number: int) -> str:
    text = ""
    for value, mark in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        text += mark * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(start + number - first)
    return str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalFullWidth2": lambda number: str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": "({})".format,
    "decimalEnclosedFullstop": "{}.".format,
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "taiwaneseDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: chinese_number(number, _FINANCIAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese_number(number, _FINANCIAL, "拾佰仟"),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "ideographEnclosedCircle": lambda number: chr(0x3280 + number - 1) if number <= 10 else chinese_number(number),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


def spell(number: int, number_format: str) -> str:
    """A list number in one of Word's formats (ECMA-376, ST_NumberFormat); unknown ones count in Arabic digits.

    >>> spell(12, "chineseCountingThousand"), spell(3, "decimal"), spell(4, "decimalEnclosedCircle")
    ('十二', '3', '④')
    """
    if not 0 < number < 10_000:
        return str(number)
    return _FORMATS.get(number_format, str)(number)


@dataclass(slots=True)
class _Level:
    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    restart: int | None = None
    only_arabic: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """One numbered list: the abstract one that its counters belong to, its levels, and where it starts anew."""

    abstract: str
    levels: list[_Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts a document's lists: call `next_number` once for every numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        abstracts = {attribute(each, "abstractNumId") or "": each for each in children(root, "abstractNum")}
        by_style = {}
        for each in abstracts.values():
            link = child(each, "styleLink")
            if link is not None:
                by_style[attribute(link, "val")] = each
        for number in children(root, "num"):
            chosen = child(number, "abstractNumId")
            name = (attribute(chosen, "val") if chosen is not None else None) or ""
            abstract = abstracts.get(name)
            if abstract is None:
                continue
            style = child(abstract, "numStyleLink")
            if style is not None:
                abstract = by_style.get(attribute(style, "val"), abstract)
            self._lists[attribute(number, "numId") or ""] = _read_list(number, name, abstract)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that a paragraph style stands for in a list; 0 where none is tied to it."""
        numbered = self._lists.get(list_id)
        levels = numbered.levels if numbered else []
        return next((index for index, level in enumerate(levels) if level.style == style), 0)

    def next_number(self, list_id: str, level: int) -> str | None:
        """The number of the next paragraph of a list at a level (from 0); "" for bullets, None for no such list."""
        numbered = self._lists.get(list_id)
        if numbered is None or not 0 <= level < LEVELS:
            return None
        counters = self._counters.setdefault(numbered.abstract, [None] * LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for begun, start in numbered.starts.items():
                counters[begun] = start - 1
        current = counters[level]
        counters[level] = numbered.levels[level].start if current is None else current + 1
        for upper in range(level):
            if counters[upper] is None:
                counters[upper] = numbered.levels[upper].start
        for deeper in range(level + 1, LEVELS):
            restart = numbered.levels[deeper].restart
            if restart is None or level < restart:
                counters[deeper] = None
        return _spelled(numbered.levels, level, counters)


def _spelled(levels: list[_Level], level: int, counters: list[int | None]) -> str:
    shown = levels[level]
    if shown.number_format in {"bullet", "none"}:
        return ""

    def place(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        number_format = "decimal" if shown.only_arabic and index < level else levels[index].number_format
        return spell(counters[index] or 0, number_format)

    return _PLACE.sub(place, shown.text).strip()


def _read_list(number: etree._Element, name: str, abstract: etree._Element) -> _List:
    levels = [_Level() for _ in range(LEVELS)]
    for element in children(abstract, "lvl"):
        _read_level(element, levels)
    starts = {}
    for override in children(number, "lvlOverride"):
        start, level = child(override, "startOverride"), child(override, "lvl")
        index = integer(attribute(override, "ilvl"), 0)
        if level is not None:
            _read_level(level, levels)
        if start is not None and 0 <= index < LEVELS:
            starts[index] = integer(attribute(start, "val"), 1)
    return _List(name, levels, starts)


def _read_level(element: etree._Element, levels: list[_Level]) -> None:
    index = integer(attribute(element, "ilvl"), 0)
    if not 0 <= index < LEVELS:
        return

    def value(name: str) -> str | None:
        found = child(element, name)
        return attribute(found, "val") if found is not None else None

    restart = value("lvlRestart")
    levels[index] = _Level(
        start=integer(value("start"), 1),
        number_format=value("numFmt") or "decimal",
        text=value("lvlText") or "",
        restart=integer(restart, 0) if restart is not None else None,
        only_arabic=child(element, "isLgl") is not None,
        style=value("pStyle"),
    )


def integer(text: str | None, default: int) -> int:
    """Attributes are what a broken file has made of them."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < LEVELS else default
