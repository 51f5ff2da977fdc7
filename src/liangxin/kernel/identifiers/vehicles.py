"""Vehicle identification numbers (GB 16735) and number plates (GA 36-2018).

The check place of a VIN only raises a doubt: old and imported cars may fail it. Of plates, the two forms for new-energy
vehicles are confirmed; the others come from secondary sources, so that what looks like a plate is doubted, not refused.
"""

from __future__ import annotations

import re
from datetime import date

from liangxin.kernel.identifiers.spelling import spelled
from liangxin.kernel.term import Term
from liangxin.kernel.verdict import Verdict

_VIN = re.compile("[0-9A-HJ-NPR-Z]{17}")
_VIN_VALUES = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_CHECK, _VIN_YEAR = 8, 9
_YEAR_SIGNS = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST_YEAR = 1980

_PLACE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]"
_SIGN = "[A-HJ-NP-Z0-9]"


class PlateKind(Term):
    """What the form of a plate tells about the vehicle."""

    ORDINARY = "ordinary", "普通号牌"
    NEV_SMALL = "nev_small", "小型新能源汽车号牌"
    NEV_LARGE = "nev_large", "大型新能源汽车号牌"
    TRAILER = "trailer", "挂车号牌"
    COACHING = "coaching", "教练汽车号牌"
    POLICE = "police", "警用号牌"
    HK_MACAO = "hk_macao", "港澳入出境车号牌"
    EMBASSY = "embassy", "使领馆号牌"
    TEMPORARY = "temporary", "临时行驶车号牌"
    OTHER = "other", "其他号牌"


_FORMS = (
    (PlateKind.NEV_SMALL, re.compile(rf"{_PLACE}[A-HJK]{_SIGN}[0-9]{{4}}")),
    (PlateKind.NEV_LARGE, re.compile(rf"{_PLACE}[0-9]{{5}}[A-HJK]")),
    (PlateKind.ORDINARY, re.compile(rf"{_PLACE}[A-Z0-9]{{5}}")),
    (PlateKind.TRAILER, re.compile(rf"{_PLACE}{_SIGN}{{4}}挂")),
    (PlateKind.COACHING, re.compile(rf"{_PLACE}{_SIGN}{{4}}学")),
    (PlateKind.POLICE, re.compile(rf"{_PLACE}{_SIGN}{{4}}警")),
    (PlateKind.HK_MACAO, re.compile(rf"{_PLACE}{_SIGN}{{4}}[港澳]")),
    (PlateKind.EMBASSY, re.compile(rf"使[0-9]{{6}}|[0-9]{{6}}使|{_PLACE}?[0-9]{{4,6}}领")),
    (PlateKind.TEMPORARY, re.compile(rf"{_PLACE}{_SIGN}{{4,6}}临|临{_PLACE}{_SIGN}{{4,6}}")),
)
_NEV_LENGTH = re.compile(rf"{_PLACE}[A-Z0-9]{{6}}")
_LIKE_A_PLATE = re.compile("(?=.*[一-鿿A-Z])(?=.*[0-9])[一-鿿A-Z0-9]{5,9}")


def check_vin(text: str) -> Verdict:
    """Judge a VIN: seventeen signs without I, O and Q; a wrong check place or model year is doubted.

    >>> check_vin("latpab071w1005301").doubts, check_vin("LATPAB072W1005301").ok
    ((), True)
    """
    vin = spelled(text)
    if not _VIN.fullmatch(vin):
        return Verdict.refused(vin, "车辆识别代号应为17位数字和大写字母，不使用I、O、Q，请对照行驶证核对。")
    total = sum(_VIN_VALUES[sign] * weight for sign, weight in zip(vin, _VIN_WEIGHTS, strict=True))
    checked = "0123456789X"[total % 11] == vin[_VIN_CHECK]
    dated = vin[_VIN_YEAR] in _YEAR_SIGNS
    return Verdict.well_formed(
        vin,
        None if checked else "车辆识别代号第9位校验不符：老旧或进口车辆可能如此，请对照行驶证核对。",
        None if dated else "车辆识别代号第10位不是年份代码，请对照行驶证核对。",
    )


def model_years(vin: str, *, on: date) -> tuple[int, ...]:
    """Return the model years that a VIN can mean, latest first: the sign comes back every thirty years.

    The next year's models are on sale before it begins. Empty for a place 10 that stands for no year.

    >>> model_years("LATPAB071W1005301", on=date(2025, 6, 1)), model_years("1M8GDM9AXRP042788", on=date(2025, 6, 1))
    ((1998,), (2024, 1994))
    """
    place = _YEAR_SIGNS.find(vin[_VIN_YEAR])
    if place < 0:
        return ()
    return tuple(range(_FIRST_YEAR + place, on.year + 2, len(_YEAR_SIGNS)))[::-1]


def check_plate(text: str) -> Verdict:
    """Judge a plate; `kind` of the verdict is a `PlateKind`, and the dot after the second sign is left out.

    >>> check_plate("鲁B·D12345").kind, check_plate("鲁BI2345").doubts
    (<PlateKind.NEV_SMALL: 'nev_small'>, ('号牌一般不使用字母I、O，请核对是否为数字1、0。',))
    """
    plate = spelled(text)
    kind = next((kind for kind, form in _FORMS if form.fullmatch(plate)), None)
    if kind:
        return Verdict.well_formed(plate, _plate_doubt(plate, kind), kind=kind)
    if _NEV_LENGTH.fullmatch(plate):
        return Verdict.refused(plate, "8位号牌应为新能源汽车号牌：小型车第3位、大型车第8位是字母，其余按位核对。")
    if not _LIKE_A_PLATE.fullmatch(plate):
        return Verdict.refused(plate, "号牌号码应为省份简称、发牌机关字母和序号，如“鲁B12345”“鲁BD12345”。")
    return Verdict.well_formed(plate, "不是常见的号牌形式，请对照行驶证核对。", kind=PlateKind.OTHER)


def _plate_doubt(plate: str, kind: PlateKind) -> str | None:
    if kind in (PlateKind.NEV_SMALL, PlateKind.NEV_LARGE):
        energy = plate[2] if kind is PlateKind.NEV_SMALL else plate[-1]
        return None if energy in "DF" else f"新能源号牌使用扩展字母“{energy}”，请对照行驶证核对。"
    return "号牌一般不使用字母I、O，请核对是否为数字1、0。" if re.search("[IO]", plate) else None
