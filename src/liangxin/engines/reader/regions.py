"""Which region a title or an issuer names: divisions of GB/T 2260 with their code, development zones without."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from liangxin.kernel.region_code import divisions, name_of, parent_of

_ZONE = re.compile(
    "[\\u4e00-\\u9fff]{2,12}?(?:高新技术产业开发区|经济技术开发区|高新技术开发区|经济开发区|高新区|经开区|开发区|新区|示范区|保税区|度假区|管理区|工业园区|产业园区"
    "|园区|自贸区|实验区|合作区|风景区|名胜区)"
)
# Where no division of the table fits: a name that ends as divisions do, before the words a title goes on with.
_NAME = re.compile(
    "(?!推动|关于|贯彻|落实|大规模|消费|全面|加快|进一步)[\\u4e00-\\u9fff]{1,8}?(?:自治州|自治县|自治旗|自治区|地区|[省市县区州盟旗镇乡]|街道)"
    "(?=推动|推进|关于|大规模|实施|开展|进一步|加快|加力|促进|消费|设备|家电|家装|汽车|农业|农机|工业|以旧|统筹|落实|贯彻|支持|持续|扎实|全面|深入"
    "|人民政府|管理委员会|管委会|商务|发展|工业|财政|[^\\u4e00-\\u9fff]|$)"
)
_DOING = re.compile("推动|推进|建设|实施|开展|创建|关于|促进|大规模|更新|换新|打造")


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A region as named in a text from start to end."""

    name: str
    code: str | None
    start: int
    end: int


@cache
def _divisions() -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for code, name in divisions().items():
        # 71 to 79 stand for development zones in statistics: no division of the standard.
        if not "71" <= code[4:] <= "79":
            codes[name] = (*codes.get(name, ()), code)
    return codes


def region_of(text: str) -> NamedRegion | None:
    """The last of the nested regions that the text begins with: of 某省某市某县 the county, coded within its parents.

    A name that several counties share has no code unless its parents stand before it.
    """
    start, parents = int(text.startswith("《")), ""
    found: NamedRegion | None = None
    while True:
        name = _longest(text, start)
        if name is None:
            break
        code = _within(_divisions()[name], parents)
        found = NamedRegion(name, code, start, start + len(name))
        parents = _common_start(code) if code else parents
        start = found.end
    begin = found.start if found else start
    zone = _ZONE.match(text, begin)
    if zone and (found is None or zone.end() > found.end) and not _DOING.search(zone[0]):
        return NamedRegion(zone[0], None, begin, zone.end())
    if found is None:
        loose = _NAME.match(text, start)
        return NamedRegion(loose[0], None, start, loose.end()) if loose else None
    return found


def code_in_context(name: str, text: str) -> str | None:
    """The code of a name that several divisions share, where the text names the city above just one of them."""
    above = {code: parent_of(code) for code in _divisions().get(name, ())}
    named = [code for code, parent in above.items() if parent and (name_of(parent) or "?") in text]
    return named[0] if len(named) == 1 else None


def _common_start(code: str) -> str:
    """The digits that all divisions below a code begin with."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def _longest(text: str, start: int) -> str | None:
    known = _divisions()
    return next(
        (text[start:end] for end in range(min(start + 12, len(text)), start + 1, -1) if text[start:end] in known),
        None,
    )


def _within(codes: tuple[str, ...], parents: str) -> str | None:
    inside = [code for code in codes if code.startswith(parents)]
    return inside[0] if len(inside) == 1 else None
