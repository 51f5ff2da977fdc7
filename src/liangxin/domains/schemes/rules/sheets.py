"""Workbooks of goods: their columns, what a row says, and faults of cells as plain values. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liangxin.domains.schemes.rules.goods import GoodsDraft, PricePoint
from liangxin.domains.schemes.terms import (
    BRAND_LIMIT,
    MODEL_LIMIT,
    SOURCE_LIMIT,
    STANDARD_LIMIT,
    Category,
    GradeKind,
)
from liangxin.engines.sheets import Bounds, CellFault, Choice, Column, Kind, SheetType
from liangxin.kernel.refusal import Refusal
from liangxin.kernel.term import Term
from liangxin.kernel.text import cut

_SHORT = {"watch": ("智能手表", "智能手环", "手环", "手表"), "tv": ("电视机", "彩电"), "conditioner": ("空调器",),
          "fridge": ("电冰箱", "冰柜"), "computer": ("笔记本电脑", "台式电脑"), "heater": ("热水机",),
          "hood": ("油烟机", "抽油烟机"), "stove": ("燃气灶", "灶具"), "tablet": ("平板电脑",),
          "e_bike": ("电动车", "电自行车")}  # fmt: skip
_GRADES = tuple(
    Choice(str(number), f"{number}级", (word + "级", f"{number}级能效", f"{number}级水效"))
    for number, word in enumerate("一二三四五", 1)
)
_NOTE = (
    "一行一件商品，以商品条码（69码）为准。等级要连同能效或水效标识上的标准编号和年份一起填，没有标识的都空着。"
    "标价只增不改：价格变了，写新价格和起始日。空着的格子不改动目录里已有的内容。"
)


def category_choices() -> tuple[Choice, ...]:
    """The categories as the choices of a column."""
    return tuple(Choice(one.value, one.label, _SHORT.get(one.value, ())) for one in Category)


def goods_sheet() -> SheetType:
    """The columns of a region's goods."""
    kinds = tuple(Choice(one.value, one.label) for one in GradeKind)
    columns = (
        Column("barcode", "商品条码", required=True, aliases=("69码", "条码", "商品条形码", "条形码", "国际条码"),
               help="包装上69开头的13位数字", example="6901234567892"),
        Column("category", "品类", Kind.CHOICE, required=True, choices=category_choices(),
               aliases=("商品品类", "类别")),
        Column("brand", "品牌", required=True, limits=Bounds(characters=BRAND_LIMIT)),
        Column("model", "型号", required=True, limits=Bounds(characters=MODEL_LIMIT), aliases=("规格型号", "产品型号")),
        Column("grade", "等级", Kind.CHOICE, choices=_GRADES, aliases=("能效等级", "水效等级", "能效或水效等级")),
        Column("grade_kind", "等级种类", Kind.CHOICE, choices=kinds, help="能效或水效，不写的按能效"),
        Column("standard", "依据标准", limits=Bounds(characters=STANDARD_LIMIT), aliases=("等级依据标准", "标准编号"),
               help="标识上的国家标准编号，带年份", example="GB 21455-2019"),
        Column("price", "标价", Kind.MONEY, unit="元", aliases=("销售标价", "指导价", "挂牌价")),
        Column("price_from", "标价起始日", Kind.DATE, help="这个标价从哪天起；不写的，新商品按列入日，已有商品按今天"),
        Column("price_source", "标价来源", limits=Bounds(characters=SOURCE_LIMIT)),
        Column("since", "列入起始日", Kind.DATE, aliases=("列入日期", "入库日期"), help="不写的按发布当天"),
    )  # fmt: skip
    return SheetType("scheme_goods", "补贴商品", 1, columns, note=_NOTE, key=("barcode",))


def goods_said(values: Mapping[str, Any]) -> GoodsDraft:
    """A row of the sheet as a draft; its cells are sound."""
    price = values["price"]
    point = () if price is None else (PricePoint(price, values["price_from"], values["price_source"] or ""),)
    return GoodsDraft(
        barcode=values["barcode"],
        category=Category.of(values["category"]),
        brand=values["brand"],
        model=values["model"],
        grade=int(values["grade"]) if values["grade"] else None,
        grade_kind=GradeKind.of(values["grade_kind"]) if values["grade_kind"] else None,
        standard=values["standard"] or "",
        prices=point,
        since=values["since"],
    )


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one cell, as templates, so that it can be said in any language; no column: the whole row."""

    row: int
    column: str
    label: str
    code: str
    sentence: str
    remedy: str
    details: Mapping[str, str]
    typed: str

    @property
    def cell(self) -> str:
        return f"{self.column}{self.row}"

    def as_json(self) -> dict[str, Any]:
        """As plain values; `RowFault(**values)` makes it again."""
        return {name: getattr(self, name) for name in self.__slots__}


def fault_of(row: int, column: str, label: str, refusal: Refusal, typed: str = "") -> RowFault:
    """A refusal as the fault of a cell."""
    details = {name: said(value) for name, value in refusal.details.items()}
    return RowFault(row, column, label, refusal.code, refusal.sentence, refusal.remedy, details, cut(typed, 100))


def faults_of_cells(faults: Sequence[CellFault], sheet: SheetType) -> list[RowFault]:
    """What the reading found wrong with cells."""
    return [
        fault_of(one.row, one.column, sheet.column(one.column_code).label if one.column_code else "", one.refusal,
                 one.typed)
        for one in faults
    ]  # fmt: skip


def said(value: object) -> str:
    """A detail of a refusal or a notice as a text."""
    return str(value.label if isinstance(value, Term) else value)
