"""Years in a paragraph and what each is: a deadline, a base year, a starting point or the past."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

# The programme began in March 2024: a year before that, not named as base, speaks of what has been done.
FIRST_YEAR = 2024
_FIVE_YEAR_PLANS = {"十四五": 2025, "十五五": 2030, "十六五": 2035}


class DateRole(Enum):
    """What a year does in its sentence."""

    DEADLINE = auto()
    BASE = auto()
    START = auto()
    PAST = auto()


@dataclass(frozen=True, slots=True)
class Stated:
    """Years as stated at start:end; several where the text lists them (2025年和2027年), all of a span (2024—2027年).

    A term whose end the text leaves open (三年内, 此后) has none.
    """

    start: int
    end: int
    years: tuple[int, ...]
    role: DateRole
    is_span: bool = False


_YEAR = r"20[0-9]{2}"
_CLOSE = r"(?:年(?:年?[底末]|度)?|[底末])?"
_DATE = re.compile(
    r"(?P<base>相较于?|相比于?|对比|较|(?<!占)比|以|同)?(?P<from>(?<=[自从由]))?(?P<by>截[至止]到?|(?<![高升加长大低少降增减扩压])[到至]|于|在)?"
    rf"(?:(?P<years>{_YEAR}{_CLOSE}(?:(?:[-~—–]+|至|到|、|和|与|及|以及)(?:到|至)?{_YEAR}{_CLOSE}){{0,8}}(?<=[年底末度]))"
    r"(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?:份|[底末]|[上中下]旬|[0-9]{1,2}日)?|第?[一二三四1234]季度[底末]?|[上下]半年)?"
    r"|(?<![0-9])(?P<within>[1-5一二两三四五]年内|[此其]后|(?<![近续去])[二两三四五]年(?=累计|共|完成|更新|改造|报废|淘汰|新增|建成))|“?(?P<plan>十[四五六]五)”?(?:期?末|期间|时期|收官|结束))"
    r"(?P<until>(?:年底)?(?:以|之)?前)?(?P<after>起|以来|以后|之后|基础上|为基[数期准]|相比|的?水平|(?=的?[0-9一二两三.]+倍))?(?P<of>(?=的))?"
)
_SPAN = re.compile(r"[-~—–至到]")


def dates_of(text: str, since: int = FIRST_YEAR) -> list[Stated]:
    """All years of the masked text, in order; those before `since` are past unless the text looks ahead to them."""
    return [_stated(match, since) for match in _DATE.finditer(text)] if any(sign in text for sign in "年五后") else []


def _stated(match: re.Match[str], since: int) -> Stated:
    if match["within"]:
        return Stated(match.start(), match.end(), (), DateRole.DEADLINE)
    plan, words = match["plan"], match["years"] or ""
    years = (_FIVE_YEAR_PLANS[plan],) if plan else tuple(int(year) for year in re.findall(_YEAR, words))
    is_span = len(years) == 2 and _SPAN.search(words) is not None and years[0] < years[1]
    if is_span:
        years = tuple(range(years[0], years[1] + 1))
    return Stated(match.start(), match.end(), years, _role(match, years, since), is_span)


def _role(match: re.Match[str], years: tuple[int, ...], since: int) -> DateRole:
    after = match["after"]
    if match["base"] or (after is not None and after not in ("起", "以来", "以后", "之后")):
        return DateRole.BASE
    if match["from"] is not None and match["of"] is not None:
        return DateRole.BASE  # 由2023年的30%提高到50%
    if match["from"] is not None or after in ("起", "以来", "以后", "之后"):
        return DateRole.START
    if match["by"] in ("到", "至") or match["plan"] or years[-1] >= since:
        return DateRole.DEADLINE
    return DateRole.START if match["until"] else DateRole.PAST  # 2018年4月30日前注册登记的: which ones, not when
