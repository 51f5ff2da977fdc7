"""Figures with their units: number, multiple, share, ratio, range, list of numbers with one unit."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from liangxin.engines.reader.findings import Comparator
from liangxin.engines.reader.targets import vocabulary as words

_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,9})?"
_SCALE = r"(?:万亿|千万|百万|十万|万|亿|千(?![米瓦克伏卡]))"
# Longest unit first, its look-ahead not counted: 场次 before 场.
_UNIT = "|".join(sorted(words.UNITS, key=lambda unit: len(unit.partition("(?!")[0]), reverse=True))
_TWIN = (
    r"(?:（[台套辆个家件艘条架部处座项种名人次组、/]{1,4}）|"
    r"/(?:d|h|批次|小时|千瓦时|千瓦|立方米|平方米|平方公里|公里|吨|升|人|[台套辆件座艘次年日天户])+)?"
)
# A measure word that the list lacks, known by its place at the end of a clause: 闸门12扇。
_ODD_UNIT = rf"(?!{words.NOT_UNITS})[一-龥]{{1,2}}(?=(?:以上|以下|以内|左右)?(?:[，。；、]|$))"
_JOIN = r"(?:[-~—–]+|至|到)"
_CHINESE = r"[一二两三四五六七八九十][一二三四五六七八九十百千零]{0,6}"
_FIGURE = re.compile(
    rf"(?:(?<![A-Za-z0-9.+#第之·/])(?<![A-Za-z0-9][-—])|(?<=[A-Z][A-Z])(?=[0-9]{{1,6}}[台套辆架]))(?:"
    rf"(?P<numbers>(?:{_NUMBER}{_SCALE}?、|{_NUMBER}个[、和与及](?=(?:[0-9.]{{1,8}}个[、和与及]){{0,5}}[0-9.]{{1,8}}个百分点)){{0,12}}(?:{_NUMBER}(?:{_SCALE}|%)?{_JOIN})?{_NUMBER})"
    rf"(?:(?P<colon>[:：\u2236](?P<to>{_NUMBER}))|(?P<scale>{_SCALE}?)[余多]?(?P<unit>%|倍|{_UNIT}|{_ODD_UNIT})(?P<twin>{_TWIN}))"
    rf"|(?P<per>[百千])分之(?P<said>[一二三四五六七八九十百零点两]{{1,8}}|{_NUMBER})"
    rf"|(?<=[超破逾近过])(?P<round>百亿|千亿|万亿|百万|千万|亿|千|百|万)(?P<unit3>元|家|台|辆|个|户|吨|人次|场)"
    rf"|(?P<parts>[三四五六])分之(?P<share>[一二三四五])"
    rf"|(?P<tenths>[一二两三四五六七八九]|[1-9](?:\.[0-9])?)成(?![立为本果效熟套就绩功交长员品都型])|(?P<half>半数|一半)"
    rf"|(?P<folds>[一二两三四五六七八九十]{{1,3}})倍|翻(?P<doublings>[一两二三])番|(?P<doubled>翻番|翻倍|(?<=实现)倍增(?=[，。；、]|$))"
    rf"|(?P<counted>{_CHINESE})[余多]?(?P<unit2>{words.COUNTED_IN_WORDS})"
    r")(?P<threshold>（含）|（含本数）|含|及)?(?P<suffix>以上|以下|以内|之内|左右|上下)?(?P<per_unit>/(?![0-9]))?"
)
_COEFFICIENT = re.compile(
    rf"(?:系数|指数|PUE|PUE值|电能利用效率|(?P<graded>级别|等级|成熟度))(?:[由从][0-9.]{{1,6}})?(?:稳定|保持|力争|达|提|高|升|降|增|至|到|在|为|不低于|超过){{1,8}}"
    rf"(?P<number>{_NUMBER})(?P<unit>(?(graded)级))(?P<threshold>及)?(?P<suffix>以上|以下|左右)?(?![0-9.%A-Za-z个分倍])"
)
_COEFFICIENT_WORDS = ("系数", "指数", "PUE", "电能利用效率", "级别", "等级", "成熟度")
_LEADING_NUMBER = re.compile(_NUMBER)
_MULTIPLE = {"": 1, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_SUFFIX = {
    "以上": Comparator.AT_LEAST,
    "左右": Comparator.ABOUT,
    "上下": Comparator.ABOUT,
    "以内": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
    "以下": Comparator.AT_MOST,
}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_ROUND = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_PLACES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at start:end (its unit and the word of comparison after it included).

    `times` marks multiples (增长一倍, 翻一番), whose value is the growth in %: what a thing reaches is that plus 100.
    """

    start: int
    end: int
    value: float
    unit: str | None
    comparator: Comparator | None
    is_threshold: bool = False
    is_times: bool = False
    is_doubling: bool = False

    @property
    def is_rate(self) -> bool:
        return self.unit in ("%", "‰", "比", "个百分点")


def figures_of(text: str) -> list[Figure]:
    """All figures in the masked text, in order; lists of numbers with one unit give one figure each."""
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        is_price = match["unit"] is not None and match["unit"].endswith("元") and match["twin"].startswith("/")
        if is_price or match["per_unit"] or text[match.start() - 1 : match.start()] == "每":
            continue  # a rate of payment or capacity (元/台, 每100户)
        found += _read(match)
    return sorted(found + _coefficients(text), key=lambda figure: figure.start)


def _coefficients(text: str) -> list[Figure]:
    """Numbers without a unit are figures only where a coefficient is to reach them, grades where a grade is."""
    if not any(word in text for word in _COEFFICIENT_WORDS):
        return []
    return [
        Figure(
            match.start("number"),
            match.end(),
            float(match["number"]),
            match["unit"] or None,
            _SUFFIX.get(match["suffix"] or ""),
        )
        for match in _COEFFICIENT.finditer(text)
    ]


def chinese_number(said: str) -> float:
    """一百二十 is 120, 八十五点五 is 85.5.

    >>> chinese_number("一百二十"), chinese_number("八十五点五"), chinese_number("十二")
    (120.0, 85.5, 12.0)
    """
    whole, _, part = said.partition("点")
    total, digit = 0, 0
    for sign in whole:
        if sign in _PLACES:
            total += (digit or 1) * _PLACES[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    decimals = "".join(str(_DIGITS.get(sign, 0)) for sign in part)
    return float(f"{total + digit}.{decimals or 0}")


def _read(match: re.Match[str]) -> list[Figure]:
    if match["numbers"] and not match["colon"]:
        return _listed(match)
    value, unit, times, doubling = _worded(match)
    if match["counted"] and value < 2 and not match["suffix"]:
        return []  # 一个, 一家: an article, not a figure
    comparator = _SUFFIX.get(match["suffix"] or "")
    threshold = match["threshold"] is not None and match["suffix"] is not None
    return [Figure(match.start(), match.end(), value, unit, comparator, threshold, times, doubling)]


def _worded(match: re.Match[str]) -> tuple[float, str, bool, bool]:
    """Value, unit, is it a multiple, is it a doubling, of a figure that is not a plain number with a unit."""
    if match["colon"]:
        divisor = float(match["to"])
        return (float(match["numbers"].rpartition("、")[2]) / divisor if divisor else 0.0), "比", False, False
    if match["per"]:
        said = match["said"]
        value = float(said) if said[0].isdecimal() else chinese_number(said)
        return value, "%" if match["per"] == "百" else "‰", False, False
    if match["tenths"]:
        said = match["tenths"]
        return (float(said) if said[0].isdecimal() else _DIGITS[said]) * 10.0, "%", False, False
    if match["parts"]:
        return round(_DIGITS[match["share"]] / _DIGITS[match["parts"]] * 100, 2), "%", False, False
    if match["round"]:
        return math.prod(_ROUND[sign] for sign in match["round"]), match["unit3"], False, False
    if match["half"]:
        return 50.0, "%", False, False
    if match["folds"]:
        return chinese_number(match["folds"]) * 100, "%", True, False
    if match["doublings"]:
        return (2.0 ** _DIGITS[match["doublings"]] - 1) * 100, "%", True, True
    if match["doubled"]:
        return 100.0, "%", True, True
    return chinese_number(match["counted"]), match["unit2"], False, False


def _listed(match: re.Match[str]) -> list[Figure]:
    scale, unit = match["scale"], match["unit"]
    times = unit == "倍"
    comparator = _SUFFIX.get(match["suffix"] or "")
    threshold = match["threshold"] is not None and match["suffix"] is not None
    found, at = [], match.start()
    parts = re.split("[、和与及]", match["numbers"])
    for order, part in enumerate(parts):
        is_last = order == len(parts) - 1
        number = _LEADING_NUMBER.findall(part)[0]
        own_scale = re.sub(r"[-~—–至到%].*|[0-9.个]", "", part)
        factor = 100.0 if times else _MULTIPLE[own_scale or scale]
        value = round(float(number) * factor, 9)
        end = match.end() if is_last else at + len(part)
        kept = "%" if times else unit + (match["twin"] or "")
        found.append(Figure(at, end, value, kept, comparator, threshold, times))
        at += len(part) + 1
    return found
