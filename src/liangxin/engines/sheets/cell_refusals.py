"""The ways in which one cell is refused. Each sentence can stand alone in the marked copy: it names the column.

`typed` is what stands in the cell, cut short, and masked where it is personal.
"""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class CellRefused(Refusal):
    """Base of all refusals of a cell; `column` is the label of its column, `typed` what stands there."""

    code, kind = "sheets.cell_refused", RefusalKind.INVALID


class ValueMissing(CellRefused):
    code = "sheets.value_missing"
    sentence, remedy = "“%(column)s”没有填写。", "这一列必须填写。"


class NotANumber(CellRefused):
    code = "sheets.not_a_number"
    sentence, remedy = "“%(column)s”的“%(typed)s”不是数。", "请只填写数字，如 1234.5。"


class NotWhole(CellRefused):
    code = "sheets.not_whole"
    sentence, remedy = "“%(column)s”的“%(typed)s”不是整数。", "请填写整数。"


class UnitOfAnotherKind(CellRefused):
    code = "sheets.unit_of_another_kind"
    sentence = "“%(column)s”的“%(typed)s”写了单位“%(unit)s”，这一列以“%(expected)s”计。"
    remedy = "请换算后只填写数字。"


class FinerThanFen(CellRefused):
    code = "sheets.finer_than_fen"
    sentence = "“%(column)s”的“%(typed)s”不足一分的部分无法入账。"
    remedy = "请把金额精确到分；由公式算出的，请在公式中用 ROUND 保留到分。"


class PrecisionLost(CellRefused):
    code = "sheets.precision_lost"
    sentence = "“%(column)s”的“%(typed)s”是按数字保存的长号码，15位以后的数字已经丢失。"
    remedy = "请先把这一列设为文本格式，再重新填写完整的号码。"


class TooSmall(CellRefused):
    code = "sheets.too_small"
    sentence, remedy = "“%(column)s”的“%(typed)s”小于下限%(bound)s。", "请核对数值和单位。"


class TooGreat(CellRefused):
    code = "sheets.too_great"
    sentence, remedy = "“%(column)s”的“%(typed)s”大于上限%(bound)s。", "请核对数值和单位。"


class TooEarly(CellRefused):
    code = "sheets.too_early"
    sentence, remedy = "“%(column)s”的“%(typed)s”早于%(bound)s。", "请核对日期。"


class TooLate(CellRefused):
    code = "sheets.too_late"
    sentence, remedy = "“%(column)s”的“%(typed)s”晚于%(bound)s。", "请核对日期。"


class TooLong(CellRefused):
    code = "sheets.too_long"
    sentence, remedy = "“%(column)s”有%(length)s字，超过%(bound)s字的上限。", "请精简文字。"


class NotADate(CellRefused):
    code = "sheets.not_a_date"
    sentence = "“%(column)s”的“%(typed)s”不是一个确定的日期。"
    remedy = "请写成如 2025-06-30 或 2025年6月30日 的形式，年份写四位，写到日。"


class NotAYear(CellRefused):
    code = "sheets.not_a_year"
    sentence, remedy = "“%(column)s”的“%(typed)s”不是年份。", "请填写四位年份，如 2025。"


class NotAChoice(CellRefused):
    code = "sheets.not_a_choice"
    sentence, remedy = "“%(column)s”没有“%(typed)s”这一选项。", "请从下列选项中选一个：%(choices)s。"


class NotYesOrNo(CellRefused):
    code = "sheets.not_yes_or_no"
    sentence, remedy = "“%(column)s”的“%(typed)s”不是“是”或“否”。", "请填写“是”或“否”。"


class IdentifierWrong(CellRefused):
    """`reason` is the kernel's own sentence on the number."""

    code = "sheets.identifier_wrong"
    sentence, remedy = "“%(column)s”的“%(typed)s”不对：%(reason)s", "请对照证件或原件核对。"


class NotAPhone(CellRefused):
    code = "sheets.not_a_phone"
    sentence = "“%(column)s”的“%(typed)s”不是电话号码。"
    remedy = "请填写一个号码：手机号为11位，固定电话带区号，如 0532-12345678。"


class RegionUnknown(CellRefused):
    code = "sheets.region_unknown"
    sentence, remedy = (
        "“%(column)s”的“%(typed)s”不是已知的区划。",
        "请填写六位区划代码或完整名称，如 370283 或 平度市。",
    )


class RegionAmbiguous(CellRefused):
    code = "sheets.region_ambiguous"
    sentence, remedy = (
        "叫“%(typed)s”的区划不止一个：%(found)s。",
        "“%(column)s”请填写六位区划代码，或写上所属的省、市。",
    )


class NotAPlace(CellRefused):
    code = "sheets.not_a_place"
    sentence = "“%(column)s”的“%(typed)s”不是经纬度。"
    remedy = "请写成“经度,纬度”，如 120.382600,36.067100。"


class ErrorInCell(CellRefused):
    code = "sheets.error_in_cell"
    sentence, remedy = "“%(column)s”的单元格是错误值%(typed)s。", "请改正公式，或直接填写结果。"


class FormulaWithoutValue(CellRefused):
    code = "sheets.formula_without_value"
    sentence = "“%(column)s”的单元格是公式，文件中没有保存计算结果。"
    remedy = "请用 Excel 或 WPS 打开并保存一次，或直接填写结果。"


class KeyRepeated(CellRefused):
    code, kind = "sheets.key_repeated", RefusalKind.CONFLICT
    sentence, remedy = "“%(column)s”的“%(typed)s”与第%(rows)s行重复。", "请删去重复的行，或改正填错的一行。"
