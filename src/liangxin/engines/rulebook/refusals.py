"""The ways in which a rulebook, a case or a stored decision is refused: what, where, and what to do."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class RulebookRefused(Refusal):
    """Base of all refusals of this package."""

    code = "rulebook.refused"


class FileUnreadable(RulebookRefused):
    """A file is not there, is too large, or is not what its name says."""

    code, kind = "rulebook.file_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(path)s”%(problem)s。", "请检查路径、内容和编码（UTF-8）。"


class FileUnwritable(RulebookRefused):
    code, kind = "rulebook.file_unwritable", RefusalKind.UNAVAILABLE
    sentence, remedy = "文件“%(path)s”写不进去：%(why)s。", "请检查路径和权限。"


class RulebookUnknown(RulebookRefused):
    code, kind = "rulebook.unknown", RefusalKind.MISSING
    sentence, remedy = (
        "没有“%(name)s”这一规则%(near)s。",
        "用 liangxin rules list 看随附的规则，或给出规则文件（.yaml）。",
    )


class RulebookFaulty(RulebookRefused):
    """A rulebook has faults that leave open what it says, so that it cannot decide."""

    code, kind = "rulebook.faulty", RefusalKind.INVALID
    sentence = "规则“%(name)s”有%(count)s处错误，第一处在%(place)s：%(problem)s"
    remedy = "请用 liangxin rules check 看全部错误并改正。"


class VersionOpen(RulebookRefused):
    """A case does not say which version of a rulebook it belongs to."""

    code, kind = "rulebook.version_open", RefusalKind.INVALID
    sentence = "“%(code)s”有几个版本（%(versions)s），这个案例没有一个版本适用：%(why)s。"
    remedy = "请写明版本，如 %(example)s，或补上决定日期的事实。"


class CaseWrong(RulebookRefused):
    """A value of a case is not what its fact asks for; `place` says where."""

    code, kind = "rulebook.case_wrong", RefusalKind.INVALID
    sentence, remedy = "%(place)s：%(problem)s。", "%(advice)s。"


class ColumnsWrong(RulebookRefused):
    """A table of claims has columns of another type than the facts ask for."""

    code, kind = "rulebook.columns_wrong", RefusalKind.INVALID
    sentence, remedy = "申领表的列不合用：%(problems)s。", "用 liangxin rules facts %(rulebook)s 看每一列的名称和类型。"


class RowsWrong(RulebookRefused):
    """Rows of a table of claims hold values that no case may have; their decisions are left empty."""

    code, kind = "rulebook.rows_wrong", RefusalKind.INVALID
    sentence = "申领表有%(count)s行的值不合用（%(facts)s），这些行没有作出决定，其余已写入“%(path)s”。"
    remedy = "请看结果中的 fault 列，改正后再来。"


class EngineMissing(RulebookRefused):
    code, kind = "rulebook.engine_missing", RefusalKind.UNAVAILABLE
    sentence, remedy = "没有安装%(engine)s：%(why)s。", "请安装 liangxin[spark] 和 Java，或改用默认的 duckdb。"


class AdoptionWrong(RulebookRefused):
    """A local file fills or confirms something that the rulebook it adopts does not have."""

    code, kind = "rulebook.adoption_wrong", RefusalKind.INVALID
    sentence, remedy = "本地文件“%(path)s”的%(place)s：%(problem)s。", "请对照所采用的规则修改。"


class RecordWrong(RulebookRefused):
    """A stored decision is not one, or does not say what its rulebook says now."""

    code, kind = "rulebook.record_wrong", RefusalKind.CONFLICT
    sentence, remedy = "决定记录“%(path)s”核对不符：%(problems)s。", "请查明记录或规则被谁改过。"


class ColumnsLacking(RulebookRefused):
    """A table of past claims lacks columns without which a draft cannot be tried on it."""

    code, kind = "rulebook.columns_lacking", RefusalKind.INVALID
    sentence = "历史申领表缺少列：%(columns)s。"
    remedy = "请补上这些列（确实没有的留空，该申领按“待补充”计），或写明一个假定（命令行用 --assume %(example)s）。"


class ParametersOpen(RulebookRefused):
    """A rulebook cannot be tried while parameters are empty."""

    code, kind = "rulebook.parameters_open", RefusalKind.INVALID
    sentence = "规则“%(rulebook)s”还有参数没有填写：%(parameters)s。"
    remedy = "请写一个本地文件（adopts、by、parameters）填好参数，再来试算。"
