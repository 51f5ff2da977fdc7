"""Made-up values for the fields of a record, by what a field holds: neutral, and of nobody who exists.

Coordinates, files, units and divisions stay empty: a made-up point would lie in some real place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from liangxin.domains.progress.rules.history.chance import Chance

_ESTATES: Final = ("溪畔苑", "松风里", "云岭新村", "茶园坊", "竹海家园", "东河小区", "望山苑", "石桥里")
_ROADS: Final = ("清溪路", "松岭路", "茶市街", "竹园路", "东河路", "石桥巷", "学府路", "望山大道")
_FIRMS: Final = ("清岚松涛", "清岚溪山", "清岚竹海", "清岚云岭", "望川恒远", "望川立新", "云泽安达", "云泽同力")
_TRADES: Final = ("机电有限公司", "建设有限公司", "物流有限公司", "环保科技有限公司", "农机专业合作社")
_TRADES_BY_FIELD: Final[Mapping[str, str]] = {
    "maker": "机电有限公司",
    "builder": "建设有限公司",
    "supplier": "机电有限公司",
    "recycler": "环保科技有限公司",
    "operator": "运营服务有限公司",
    "shop": "商贸有限公司",
    "body": "认证有限公司",
}
_PARTS_OF_A_COST: Final = frozenset({"subsidy", "equipment"})
_TAKES: Final = ("废金属、废纸", "废旧家电", "废塑料、废纸", "废旧家电、废金属")
_HOME_WORKS: Final = ("扶手、防滑", "如厕改造", "扶手、照明", "智能看护")
_CONTENT: Final = ("按方案实施", "整体更换", "局部改造", "更换主要部件")
_MONEY: Final[Mapping[str, tuple[float, float]]] = {"万元": (2, 60), "元": (800, 9000)}
_DECIMALS: Final[Mapping[str, tuple[float, float, int]]] = {
    "公里": (0.2, 1.8, 2),
    "米": (6, 12, 1),
    "平方米": (40, 400, 0),
    "千瓦": (7, 120, 0),
    "吨": (5, 60, 0),
    "张": (6, 30, 0),
}


def typed_value(
    field: Mapping[str, Any], number: int, on: date | None, places: Sequence[str], chance: Chance, *, counts_up: bool
) -> str:
    """What would be typed; "" where nothing is to be made up. `on` is the day of the deed, None before it.

    With `counts_up` the name of a firm goes by the number, so that no two records are one.
    """
    match field["kind"]:
        case "text" if counts_up and field["code"] == "estate":
            return f"{_ESTATES[number % len(_ESTATES)]}{number // len(_ESTATES) + 1}区"
        case "text":
            return _text(str(field["code"]), str(field["label"]), number, places, chance)
        case "enterprise":
            return _firm(number) if counts_up else chance.one_of(_FIRMS) + _trade(str(field["code"]), chance)
        case "whole":
            return str(chance.whole(2, 24))
        case "decimal":
            low, high, digits = _DECIMALS.get(str(field.get("unit", "")), (1, 20, 0))
            return f"{chance.between(low, high):.{digits}f}"
        case "money":
            low, high = _MONEY.get(str(field.get("unit", "元")), _MONEY["元"])
            if field["code"] in _PARTS_OF_A_COST:  # less than the least cost of the whole
                low, high = low * 0.2, low * 0.8
            return f"{chance.between(low, high):.1f}"
        case "date":
            return _day(str(field["code"]), on, chance)
        case "year":
            return str(chance.whole(2003, 2009))
        case "choice":
            return str(chance.one_of([str(choice) for choice in field["choices"]]))
        case "yes_no":
            return chance.one_of(("是", "否"))
    return ""


def _trade(code: str, chance: Chance) -> str:
    return _TRADES_BY_FIELD.get(code) or chance.one_of(_TRADES)


def _firm(number: int) -> str:
    """Forty firms, then their branches."""
    branch, place = divmod(number, len(_FIRMS) * len(_TRADES))
    name = _FIRMS[place % len(_FIRMS)] + _TRADES[place // len(_FIRMS)]
    return f"{name}第{branch}分部" if branch else name


def _day(code: str, on: date | None, chance: Chance) -> str:
    """A day shortly before the deed; of an old vehicle, the one on which it was registered."""
    if code == "valid_until":
        return date(on.year + 3, on.month, 1).isoformat() if on else ""
    if code.startswith("registered"):
        return date(chance.whole(2005, 2012), chance.whole(1, 12), chance.whole(1, 28)).isoformat()
    return (on - timedelta(chance.whole(0, 20))).isoformat() if on else ""


def _text(code: str, label: str, number: int, places: Sequence[str], chance: Chance) -> str:
    """By what the field is called; numbers count up, so that keys differ."""
    if code == "town":
        return chance.one_of(places) if places else "城关镇"
    if code == "address":
        return f"{chance.one_of(_ROADS)}{chance.whole(1, 180)}号"
    if code == "estate":
        return _ESTATES[number % len(_ESTATES)]
    if code == "entrance":
        building, entrance = divmod(number // len(_ESTATES), 3)
        return f"{building + 1}号楼{entrance + 1}单元"
    if code == "village":
        return f"{chance.one_of(_ROADS)[:2]}村"
    if code.startswith("plate"):
        return f"演示{number:05d}"  # the form of no plate that is given out
    if code in ("content", "takes", "items"):
        return chance.one_of({"takes": _TAKES, "items": _HOME_WORKS}.get(code, _CONTENT))
    if code == "station":
        return f"{chance.one_of(_ROADS)}{number}号站"
    if code == "diameter":
        return chance.one_of(("DN100", "DN150", "DN200", "DN300"))
    if label.endswith(("代码", "编号")):
        return f"QL-{number:04d}"  # the form of no code that is given out
    return f"{label}{number:04d}"
