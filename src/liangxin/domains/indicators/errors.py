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
