"""Administrative division codes, GB/T 2260: level and parent from the digits, names from the table.

The table (`data/gb2260.json`, written by the build hook from a maintained package) also lists development zones with a
statistical code. Codes change every year and old ones live on: a code that it does not hold is flagged, not refused.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
import re
from collections import defaultdict

from liangxin.kernel.term import Term
from liangxin.kernel.text import plain
from liangxin.kernel.verdict import Verdict

_MUNICIPALITIES = ("11", "12", "31", "50")
_SPECIAL_REGIONS = ("71", "81", "82")
_CODE = re.compile(r"[1-8]\d\d{4}", re.ASCII)
_SUFFIX = re.compile("(?:特别行政区|自治[区州县旗]|地区|林区|[省市区县州盟旗])$")
_PEOPLES = re.compile(
    "(?:各族|(?:蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春|布依|朝鲜|土家|哈尼|傈僳|拉祜|东乡|纳西|景颇|撒拉"
    "|毛南|仡佬|布朗|阿昌|普米|保安|裕固|独龙|仫佬|赫哲|门巴|珞巴|基诺|高山|德昂|塔塔尔|乌孜别克|俄罗斯)族?|[回苗彝壮侗瑶白傣藏黎羌土满水京怒佤畲]族)$"
)
_SHORTEST_NAME = 2


class Level(Term):
    """The three levels that have a code of six digits."""

    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"


def level_of(code: str) -> Level:
    """Tell the level of a well-formed code from its digits.

    >>> level_of("370000"), level_of("370200"), level_of("370283"), level_of("429004")
    (<Level.PROVINCE: 'province'>, <Level.CITY: 'city'>, <Level.COUNTY: 'county'>, <Level.COUNTY: 'county'>)
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"not a division code: {code!r}")
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.CITY if code.endswith("00") else Level.COUNTY


def parent_of(code: str) -> str | None:
    """Return the code of the division above; None for a province.

    Counties that a province governs directly (429004), those of municipalities (110101, 500229) and of the special
    regions have the province above them: 429000, 110100 and the like stand for no government.

    >>> parent_of("370283"), parent_of("370200"), parent_of("429004"), parent_of("110101"), parent_of("370000")
    ('370200', '370000', '420000', '110000', None)
    """
    level = level_of(code)
    if level is Level.PROVINCE:
        return None
    directly = code[2:4] == "90" or code[:2] in _MUNICIPALITIES + _SPECIAL_REGIONS
    return f"{code[:2]}0000" if level is Level.CITY or directly else f"{code[:4]}00"


def ancestors(code: str) -> tuple[str, ...]:
    """Return the codes above, nearest first.

    >>> ancestors("370283")
    ('370200', '370000')
    """
    above = parent_of(code)
    return (above, *ancestors(above)) if above else ()


def is_below(code: str, above: str) -> bool:
    """Tell whether a division lies under another; none lies under itself."""
    return above in ancestors(code)


def check_region_code(text: str) -> Verdict:
    """Judge a code as typed: six digits of a province that exists; one not in the table is doubted, not refused.

    >>> check_region_code("370283").ok, check_region_code("371202").doubts, check_region_code("990000").ok
    (True, ('区划代码371202不在现行代码表中，可能已撤并，请核对。',), False)
    """
    code = plain(text)
    if not _CODE.fullmatch(code) or f"{code[:2]}0000" not in _names():
        return Verdict.refused(code, "区划代码应为六位数字，前两位是省级代码。")
    unknown = None if code in _names() else f"区划代码{code}不在现行代码表中，可能已撤并，请核对。"
    return Verdict.well_formed(code, unknown)


def name_of(code: str) -> str | None:
    """Return the name that the table has for a code, or None.

    >>> name_of("370283")
    '平度市'
    """
    return _names().get(code)


def divisions() -> dict[str, str]:
    """Return the whole table, names by code: provinces, cities, counties, without rows that stand for no government."""
    return dict(_names())


def full_name(code: str) -> str | None:
    """Return the name with those above it, or None for a code that the table does not hold.

    >>> full_name("370283"), full_name("429004"), full_name("110101")
    ('山东省青岛市平度市', '湖北省仙桃市', '北京市东城区')
    """
    if code not in _names():
        return None
    return "".join(_names().get(each, "") for each in (*reversed(ancestors(code)), code))


def find(name: str, within: str | None = None) -> list[str]:
    """Find the codes of a name: as written or in full first, else without 省, 市, 区, 县, 自治州 and the like.

    `within` keeps those at or below a code. Several divisions share a name: the caller decides what one, many or none
    means. A suffix that is written counts: 莱芜市 does not find 莱芜区.

    >>> find("平度"), find("延边州"), find("朝阳区", within="110000")
    (['370283'], ['222400'], ['110105'])
    """
    exact, bare = _by_name()
    wanted = plain(name)
    short = bare_name(wanted)
    found = exact.get(wanted) or [
        code for code in bare.get(short, []) if short == wanted or _names()[code].endswith(wanted[-1])
    ]
    return sorted(code for code in found if within is None or code == within or is_below(code, within))


def bare_name(name: str) -> str:
    """Leave out what a name says about kind of division and its peoples, down to two characters.

    >>> bare_name("广西壮族自治区"), bare_name("内蒙古自治区"), bare_name("积石山保安族东乡族撒拉族自治县")
    ('广西', '内蒙古', '积石山')
    """
    short = _SUFFIX.sub("", name)
    if len(short) < _SHORTEST_NAME:
        return name
    while "自治" in name and len(shorter := _PEOPLES.sub("", short)) >= _SHORTEST_NAME and shorter != short:
        short = shorter
    return short


@functools.cache
def _names() -> dict[str, str]:
    """Names by code, without the rows that stand for "directly under the province"."""
    table = importlib.resources.files("liangxin.kernel").joinpath("data/gb2260.json").read_text(encoding="utf-8")
    return {code: name for code, name in json.loads(table) if not name.endswith("行政区划")}


@functools.cache
def _by_name() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Codes by name and full name, and by bare name."""
    exact, bare = defaultdict(set), defaultdict(set)
    for code, name in _names().items():
        exact[plain(name)].add(code)
        exact[plain(full_name(code) or name)].add(code)
        bare[bare_name(plain(name))].add(code)
    return {name: sorted(codes) for name, codes in exact.items()}, {name: sorted(codes) for name, codes in bare.items()}
