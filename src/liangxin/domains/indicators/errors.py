"""How indicators says no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class IndicatorNotFound(Refusal):
    code, kind = "indicators.indicator_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这个指标。", "请到指标目录中选择。"


class NameMissing(Refusal):
    code, kind = "indicators.name_missing", RefusalKind.INVALID
    sentence, remedy = "名称不能为空，也不能只有标点。", "请填写名称，不超过%(limit)s个字。"


class NameTaken(Refusal):
    code, kind = "indicators.name_taken", RefusalKind.CONFLICT
    sentence, remedy = "“%(name)s”已是指标“%(owner)s”的名称或同义名称。", "请换一个名称，或改用已有指标。"


class CodeMalformed(Refusal):
    code, kind = "indicators.code_malformed", RefusalKind.INVALID
    sentence, remedy = "“%(code)s”不能作为指标代码。", "请用小写英文字母、数字和下划线，以字母开头，如 car_scrapped。"


class CodeTaken(Refusal):
    code, kind = "indicators.code_taken", RefusalKind.CONFLICT
    sentence, remedy = "代码“%(code)s”已经使用。", "请换一个代码，或修改已有指标。"


class PeriodOfNoGrain(Refusal):
    code, kind = "indicators.period_of_no_grain", RefusalKind.INVALID
    sentence = "“%(period)s”不是一个整月、整季、半年或整年。"
    remedy = "请按月、季、半年或年填报；本年累计和期末数写所截至的那个月。"


class ValueMalformed(Refusal):
    code, kind = "indicators.value_malformed", RefusalKind.INVALID
    sentence, remedy = "“%(value)s”不能作为指标数值。", "请填写一个数，小数不超过10位。"


class CoverageImpossible(Refusal):
    code, kind = "indicators.coverage_impossible", RefusalKind.INVALID
    sentence, remedy = "已有%(got)s份、应有%(expected)s份，对不上。", "已有份数应在1和应有份数之间。"


class ReasonMissing(Refusal):
    code, kind = "indicators.reason_missing", RefusalKind.INVALID
    sentence, remedy = "修订%(period)s的数要写明原因。", "请填写修订原因，原来的数会保留在修订记录里。"


class OriginMalformed(Refusal):
    code, kind = "indicators.origin_malformed", RefusalKind.INVALID
    sentence, remedy = "数据来源与口径或填报单位对不上。", "系统计算的数须有口径而没有填报单位，其他的数没有口径。"


class UnitUnfit(Refusal):
    code, kind = "indicators.unit_unfit", RefusalKind.INVALID
    sentence, remedy = "“%(unit)s”不能换算成“%(other)s”。", "请按指标的计量单位填报。"


class GivenTwice(Refusal):
    code, kind = "indicators.given_twice", RefusalKind.INVALID
    sentence, remedy = "%(period)s的数在一次登记中出现两次，且数值不同。", "请只留下正确的一个。"


class SourceMissing(Refusal):
    code, kind = "indicators.source_missing", RefusalKind.INVALID
    sentence, remedy = "没有写明出处。", "请写明数据出自哪份文件、年鉴或系统。"


class YearUnlikely(Refusal):
    code, kind = "indicators.year_unlikely", RefusalKind.INVALID
    sentence, remedy = "%(year)s年不能作为基期。", "请填写1949年以后的年份。"


class NoteMissing(Refusal):
    code, kind = "indicators.note_missing", RefusalKind.INVALID
    sentence, remedy = "没有写明口径怎样调整。", "请写明调整前后的统计口径。"


class BreakNotFound(Refusal):
    code, kind = "indicators.break_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这次口径调整。", "请刷新页面后再试。"


class SeriesNotFound(Refusal):
    code, kind = "indicators.series_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这组数据。", "请从指标页面进入。"


class FigureDoubtful(Refusal):
    code, kind = "indicators.figure_doubtful", RefusalKind.INVALID
    sentence, remedy = "请核对这个数：%(doubts)s。", "如果无误，请写明核实的情况再提交。"


class WorkbookNotFound(Refusal):
    code, kind = "indicators.workbook_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这份工作簿。", "请从本地的数据工作簿列表进入。"


class WorkbookAbsent(Refusal):
    code, kind = "indicators.workbook_absent", RefusalKind.INVALID
    sentence, remedy = "没有选择工作簿。", "请选择填好的工作簿再上传。"


class WorkbookNotReady(Refusal):
    code, kind = "indicators.workbook_not_ready", RefusalKind.CONFLICT
    sentence, remedy = "这份工作簿%(state)s，不能再这样办理。", "请刷新页面查看现在的情况。"


class WorkbookHasFaults(Refusal):
    code, kind = "indicators.workbook_has_faults", RefusalKind.INVALID
    sentence, remedy = "有%(count)s行有误，没有发布。", "请改正后重新上传，或选择只发布无误的部分。"


class WorkbookEmpty(Refusal):
    code, kind = "indicators.workbook_empty", RefusalKind.CONFLICT
    sentence, remedy = "没有要新增或修订的数。", "不需要发布。"


class WorkbookOutdated(Refusal):
    code, kind = "indicators.workbook_outdated", RefusalKind.CONFLICT
    sentence, remedy = "核对以后有人改过这些数：%(names)s。", "请重新核对，看过再发布。"


class WorkbookUnexplained(Refusal):
    code, kind = "indicators.workbook_unexplained", RefusalKind.INVALID
    sentence = "有%(doubtful)s个数存疑、%(revised)s个修订没有写说明。"
    remedy = "请写明核实的情况和修订的原因，对这份工作簿写一次即可。"


class UndoImpossible(Refusal):
    code, kind = "indicators.undo_impossible", RefusalKind.CONFLICT
    sentence = "发布以后又有人改过这些数，不能整体撤销：%(names)s。"
    remedy = "请到这些数的页面逐个处理。"


class LayoutUnclear(Refusal):
    code, kind = "indicators.layout_unclear", RefusalKind.INVALID
    sentence = "表里既有“期间”“数值”列，又有各月的列，看不出以哪个为准。"
    remedy = "请只留一种：一行一个数，或一行一个指标、各月为列。"


class YearOfMonthsUnknown(Refusal):
    code, kind = "indicators.year_of_months_unknown", RefusalKind.INVALID
    sentence = "看不出表中各月是哪一年的。"
    remedy = "请在标题中写明唯一的年份（如“2025年各月数据”），或把列名写成“2025年1月”，或增加“年份”列。"


class TooManyPoints(Refusal):
    code, kind = "indicators.too_many_points", RefusalKind.TOO_LARGE
    sentence, remedy = "这份工作簿超过%(limit)s个数。", "请分成几份上传。"


class FormMissing(Refusal):
    code, kind = "indicators.form_missing", RefusalKind.INVALID
    sentence = "没有写“形式”，从已有的数也看不出来。"
    remedy = "请在“形式”列填写当期数、本年累计或期末数。"


class RangeOfNoFlow(Refusal):
    code, kind = "indicators.range_of_no_flow", RefusalKind.INVALID
    sentence = "“%(period)s”是一段时间，而%(form)s只看截至哪一期。"
    remedy = "请写所截至的那一期，如1—6月累计写“2025年6月”。"


class UnitsContradict(Refusal):
    code, kind = "indicators.units_contradict", RefusalKind.INVALID
    sentence = "“%(typed)s”按“%(unit)s”计，而“计量单位”列写的是“%(other)s”。"
    remedy = "请只在一处写明单位。"


class TellerUnknown(Refusal):
    code, kind = "indicators.teller_unknown", RefusalKind.INVALID
    sentence, remedy = "“%(typed)s”不在%(region)s的单位名册里。", "请按名册填写单位全称、简称或登记过的别名。"


class TellerNotYours(Refusal):
    code, kind = "indicators.teller_not_yours", RefusalKind.FORBIDDEN
    sentence, remedy = "不能代“%(typed)s”填报。", "请只填报本单位的数；其他单位的数由该单位或专班办公室填报。"


class PointTwice(Refusal):
    code, kind = "indicators.point_twice", RefusalKind.CONFLICT
    sentence, remedy = "与第%(row)s行是同一指标、区划、期间、形式和单位的数。", "请只留下正确的一行。"


class PeriodLocked(Refusal):
    code, kind = "indicators.period_locked", RefusalKind.CONFLICT
    sentence = "%(unit)s填报的%(period)s“%(indicator)s”已审定锁定（%(source)s）。"
    remedy = "确需更改的，请专班办公室说明理由、限期准许补改。"


class LockNotFound(Refusal):
    code, kind = "indicators.lock_not_found", RefusalKind.MISSING
    sentence, remedy = "这一期的数没有锁定，不需要准许补改。", "可以直接修订，写明修订原因。"


class ExceptionPast(Refusal):
    code, kind = "indicators.exception_past", RefusalKind.INVALID
    sentence, remedy = "补改的截止日%(until)s已经过去。", "请填写今天或以后的日子。"


class ExceptionUnreasoned(Refusal):
    code, kind = "indicators.exception_unreasoned", RefusalKind.INVALID
    sentence, remedy = "准许补改要写明理由。", "请用一句话说明依据，例如文号或核实情况。"
