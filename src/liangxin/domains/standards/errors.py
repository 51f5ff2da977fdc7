"""How standards says no."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class StandardNotFound(Refusal):
    code, kind = "standards.standard_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这项标准。", "请到标准目录中选择。"


class CertificateNotFound(Refusal):
    code, kind = "standards.certificate_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这张证书或它的文件。", "请到证书列表中选择。"


class NumberUnreadable(Refusal):
    code, kind = "standards.number_unreadable", RefusalKind.INVALID
    sentence = "“%(number)s”不是完整的标准编号。"
    remedy = (
        "请写代号、顺序号和年份，如 GB 18613-2020、GB/T 9704-2012、DB37/T 1234-2024、T/ABC 001-2024、Q/ABC 001-2024。"
    )


class NumberTaken(Refusal):
    code, kind = "standards.number_taken", RefusalKind.CONFLICT
    sentence, remedy = (
        "标准%(number)s已经登记。",
        "请在标准目录中按编号查找；如在其他区划登记，请联系维护全国通用标准的人员。",
    )


class TitleMissing(Refusal):
    code, kind = "standards.title_missing", RefusalKind.INVALID
    sentence, remedy = "名称不能为空。", "请填写标准名称，不超过%(limit)s个字。"


class MandatoryImpossible(Refusal):
    code, kind = "standards.mandatory_impossible", RefusalKind.INVALID
    sentence, remedy = (
        "%(kind)s“%(number)s”不能是强制性的。",
        "推荐性标准（代号带/T）、团体标准和企业标准请勿勾选强制性。",
    )


class StepImpossible(Refusal):
    code, kind = "standards.step_impossible", RefusalKind.CONFLICT
    sentence, remedy = "标准%(number)s现为“%(state)s”，不能%(verb)s。", "请先核对标准的状态和历次变更。"


class DayMissing(Refusal):
    code, kind = "standards.day_missing", RefusalKind.INVALID
    sentence, remedy = "%(what)s未填写或写法不对。", "请写成 2025-06-30 的形式。"


class DaysReversed(Refusal):
    code, kind = "standards.days_reversed", RefusalKind.INVALID
    sentence, remedy = "%(later)s早于%(earlier)s。", "请核对日期。"


class NotYetInForce(Refusal):
    code, kind = "standards.not_yet_in_force", RefusalKind.CONFLICT
    sentence, remedy = "标准%(number)s的实施日期%(day)s还没有到。", "到期后系统自动转为现行。"


class SupersessionCircular(Refusal):
    code, kind = "standards.supersession_circular", RefusalKind.CONFLICT
    sentence, remedy = "不能登记%(newer)s代替%(older)s：两者相同，或后者已直接、间接代替前者。", "请核对代替关系。"


class CertificateTaken(Refusal):
    code, kind = "standards.certificate_taken", RefusalKind.CONFLICT
    sentence, remedy = "%(kind)s证书“%(number)s”已经登记。", "请在证书列表中按编号查找。"


class FieldMissing(Refusal):
    code, kind = "standards.field_missing", RefusalKind.INVALID
    sentence, remedy = "%(what)s不能为空。", "请填写后再提交。"
