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
