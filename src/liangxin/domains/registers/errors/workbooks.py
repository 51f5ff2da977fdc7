"""How registers say no: to a workbook and its rows, to a batch of records, to the command line."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind

# A workbook


class NoSuchType(Refusal):
    code, kind = "registers.no_such_type", RefusalKind.MISSING
    sentence, remedy = "没有叫“%(name)s”的台账类型。", "相近的有：%(near)s；liangxin registers types 列出全部。"


class TypeTextUnreadable(Refusal):
    code, kind = "registers.type_text_unreadable", RefusalKind.MISSING
    sentence, remedy = "类型文件“%(path)s”打不开，或不是 UTF-8 文字。", "请核对路径和编码。"


class ImportNotFound(Refusal):
    code, kind = "registers.import_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这次导入。", "请到台账的“导入”中选择。"


class ImportNotReady(Refusal):
    code, kind = "registers.import_not_ready", RefusalKind.CONFLICT
    sentence, remedy = "这次导入%(state)s，不能再这样办理。", "请刷新页面看现在的情况。"


class ImportHasFaults(Refusal):
    code, kind = "registers.import_has_faults", RefusalKind.CONFLICT
    sentence = "有%(count)s行有误，没有发布。"
    remedy = "请下载标出问题的副本，改正后重新上传；或勾选“只发布无误的行”。"


class ImportEmpty(Refusal):
    code, kind = "registers.import_empty", RefusalKind.CONFLICT
    sentence, remedy = "没有要新增或修改的记录。", "台账已与这份工作簿一致，不需要发布。"


class ImportOutdated(Refusal):
    """Something that the check relied on has changed; `names` are the records, where it was records."""

    code, kind = "registers.import_outdated", RefusalKind.CONFLICT
    sentence = "核对以后%(what)s有变动：%(names)s。什么都没有写入。"
    remedy = "请点“重新核对”，看过再发布。"


class UndoImpossible(Refusal):
    code, kind = "registers.undo_impossible", RefusalKind.CONFLICT
    sentence = "导入以后又有人办理过%(count)s条记录，不能整体撤销：%(names)s。"
    remedy = "请逐条修改或撤回；什么都没有改动。"


class StageNeedsEvidence(Refusal):
    code, kind = "registers.stage_needs_evidence", RefusalKind.INVALID
    sentence = "写到“%(wanted)s”要有佐证（%(stage)s：%(names)s），工作簿不能直接写到。"
    remedy = "请写“%(before)s”或留空，导入后在台账页“批量变更阶段”并附佐证。"


class StageNeedsConfirming(Refusal):
    code, kind = "registers.stage_needs_confirming", RefusalKind.INVALID
    sentence = "写到“%(wanted)s”须由另一人确认，工作簿不能直接写到。"
    remedy = "请写“%(before)s”或留空，导入后由确认人在台账页“批量变更阶段”。"


class StageBackwards(Refusal):
    code, kind = "registers.stage_backwards", RefusalKind.INVALID
    sentence, remedy = (
        "这条记录已到“%(stage)s”，工作簿不能把它退回。",
        "请留空或写“%(stage)s”；要退回的请在记录页说明事由。",
    )


class StageOfOldVersion(Refusal):
    code, kind = "registers.stage_of_old_version", RefusalKind.INVALID
    sentence, remedy = "这条记录停在旧版类型的阶段“%(stage)s”，工作簿改不了。", "请在记录页办理。"


class StageDayMissing(Refusal):
    code, kind = "registers.stage_day_missing", RefusalKind.INVALID
    sentence, remedy = "写了阶段“%(stage)s”，没有写到达日期。", "请填写到达这一阶段的日期。"


class RowConfirmed(Refusal):
    code, kind = "registers.row_confirmed", RefusalKind.CONFLICT
    sentence = "“%(key)s”已由他人确认，与表中不同的有：%(names)s。"
    remedy = "请改回与台账一致，或请确认人先退回上一阶段。"


# A batch


class NothingChosen(Refusal):
    code, kind = "registers.nothing_chosen", RefusalKind.INVALID
    sentence, remedy = "没有可以这样办理的记录。", "请换一个阶段，或放宽筛选。"


class BatchChanged(Refusal):
    code, kind = "registers.batch_changed", RefusalKind.CONFLICT
    sentence, remedy = "所选记录刚才是%(before)s条，现在是%(now)s条。", "请看过新的条数再提交。"


class BatchRefused(Refusal):
    """Records of a batch for which the deed is not possible, by name, and why."""

    code, kind = "registers.batch_refused", RefusalKind.CONFLICT
    sentence = "有%(count)s条不能办理：%(names)s。都没有变更。"
    remedy = "请勾选“跳过不能办理的”，或先处理它们。"


# The command line


class RegisterAmbiguous(Refusal):
    code, kind = "registers.register_ambiguous", RefusalKind.CONFLICT
    sentence, remedy = (
        "符合的台账不止一本：%(names)s。",
        "请用 --register 给出其中一本的编号或名称，或用 --unit、--region 缩小范围。",
    )


class PlaceNeeded(Refusal):
    code, kind = "registers.place_needed", RefusalKind.INVALID
    sentence, remedy = (
        "还没有这类台账，要新建须说明由哪个单位填报。",
        "请用 --region 区划代码 和 --unit 单位名称 给出。",
    )


class UnitUnclear(Refusal):
    code, kind = "registers.unit_unclear", RefusalKind.INVALID
    sentence, remedy = "“%(name)s”在%(region)s没有对上一个单位。", "请写单位全称；相近的有：%(near)s。"
