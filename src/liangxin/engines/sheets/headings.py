"""One heading: its bare name and the unit that it states. People write 总投资（万元）, 总投资/万元, *1.总投资."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from liangxin.engines.sheets.sheet_type import MEASURED, YUAN, Column, Kind
from liangxin.kernel.quantity import UnitUnknown, find_unit
from liangxin.kernel.text import plain

# Forms here are those of `plain`: half width, lower case, no spaces.
# With brackets inside them, as in 数量（台（套））.
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)|\[(?:[^\[\]]|\[[^\[\]]*\])*\]|<[^<>]*>")
_NUMBERED = re.compile(r"^(?:\(\d{1,2}\)|\d{1,2}[.、)](?!\d)|[一二三四五六七八九十]{1,3}、)")
_MARKS = re.compile(r"[*★☆※#]|必填|选填")
_TAIL = re.compile(r"^(.+?)(?:[/:,;、]|单位:?)((?:单位:)?[^/:,;]+(?:/[^/:,;]+)?)$")
_UNIT_WORD = re.compile(r"^(?:计量|金额)?单位:?")
_LATIN_TAIL = re.compile(r"(?<=[\u4e00-\u9fff])[a-z][a-z.'&\-]*$")
_CORNER = re.compile(r"(?:(?<![\u4e00-\u9fff])|(?<=金额|计量|计价|货币|数量|资金))单位:([^()]+)")
FOREIGN = re.compile("(?:[千万亿]|百万)?(?:美元|港元|港币|欧元|日元|英镑|澳元|卢布|韩元)")


@dataclass(frozen=True, slots=True)
class Heading:
    """Forms to compare: `exact`, `bare` without brackets and marks, `native` without English behind the Chinese.

    `unit` is what the heading states.
    """

    exact: str
    bare: str
    native: str
    unit: str


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """Take a heading apart.

    >>> read_heading("*1.总投资\\n（万元）").bare, read_heading("数量/台").unit, read_heading("联系人 Contact").native
    ('总投资', '台', '联系人')
    >>> read_heading("数量（台（套））").bare, read_heading("数量（台（套））").unit
    ('数量', '台(套)')
    """
    exact = plain(text)
    marked = _NUMBERED.sub("", _MARKS.sub("", exact))
    unit = ""
    bare = marked
    for found in reversed(list(_BRACKETS.finditer(marked))):
        inside = _UNIT_WORD.sub("", found[0][1:-1])
        unit = unit or (inside if is_unit(inside) else "")
        bare = bare[: found.start()] + bare[found.end() :]
    bare = bare.strip(":;,.、")
    tail = _TAIL.match(bare)
    if tail and is_unit(_UNIT_WORD.sub("", tail[2])):
        bare, unit = tail[1].strip(":;,.、"), _UNIT_WORD.sub("", tail[2])
    return Heading(exact, bare, _LATIN_TAIL.sub("", bare), unit)


def is_unit(text: str) -> bool:
    """Whether a text is a unit of money (of any country) or of the kernel's table."""
    if not text or len(text) > 12:
        return False
    if text in YUAN or FOREIGN.fullmatch(text):
        return True
    try:
        find_unit(text)
    except UnitUnknown:
        return False
    return True


def is_convertible(unit: str, column: Column) -> bool:
    """Whether plain numbers in this unit can be read into a column."""
    if column.kind is Kind.MONEY:
        return unit in YUAN
    if column.kind not in MEASURED or not column.unit or FOREIGN.fullmatch(unit):
        return False
    if unit in ("千", "万", "百万", "千万", "亿"):
        return True
    try:
        return find_unit(unit)[1].dimension == find_unit(column.unit)[1].dimension
    except UnitUnknown:
        return False


def is_counted_singly(unit: str) -> bool:
    """Whether a unit counts things one by one, and not in thousands or by measure."""
    try:
        multiple, known = find_unit(unit)
    except UnitUnknown:
        return False
    return multiple == 1 and known.dimension == known.name


def same_unit(one: str, other: str) -> bool:
    """Whether two units are spelled alike."""
    return plain(one) == plain(other)


def unit_as_known(unit: str, column: Column) -> str:
    """The unit as converters take it: money by its plain name, the rest as it stands."""
    return next((name for name in YUAN if plain(name) == plain(unit)), unit) if column.kind is Kind.MONEY else unit


def units_in_corner(text: str) -> list[str]:
    """The units that a remark above the table states: 单位：万元、台. Of who fills it in (填报单位：…) none.

    >>> units_in_corner("更新情况表（金额单位：万元）"), units_in_corner("填报单位：台"), units_in_corner("单位：台/套")
    (['万元'], [], ['台/套'])
    """
    found = _CORNER.search(plain(text))
    if not found:
        return []
    whole = found[1].strip(".,;、")
    units = [whole] if is_unit(whole) else [part for part in re.split("[、,;/和]", whole) if part]
    return units if all(map(is_unit, units)) else []
