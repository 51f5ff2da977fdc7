"""Refusals around targets and tasks: sources, courses, reports."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class ProgressNotFound(Refusal):
    code, kind = "progress.not_found", RefusalKind.MISSING
    sentence, remedy = "没有这个目标或任务的进展。", "请从进展页面进入；方案刚发布的，稍候片刻再看。"


class BindingNotFound(Refusal):
    code, kind = "progress.binding_not_found", RefusalKind.MISSING
    sentence, remedy = "没有这条数据来源。", "请刷新页面后重新选择。"


class BindingDecided(Refusal):
    code, kind = "progress.binding_decided", RefusalKind.CONFLICT
    sentence, remedy = "这条数据来源刚被%(by)s处理，现在是“%(state)s”。", "请刷新页面，看过现状再决定。"


class HoldingNeeded(Refusal):
    code, kind = "progress.holding_needed", RefusalKind.INVALID
    sentence = "“%(target)s”看的是期末存量，要说明台账登记的是什么。"
    remedy = "请选“全部存量”，或选“只登记新增”并填写起算日的存量。"


class UnitsDiffer(Refusal):
    code, kind = "progress.units_differ", RefusalKind.INVALID
    sentence = "目标以“%(one)s”计，台账以“%(two)s”计。"
    remedy = "确是同一种东西的，请勾选“两个计数单位指同一种东西”；不是的，请不要采用。"


class UnitsUnfit(Refusal):
    code, kind = "progress.units_unfit", RefusalKind.INVALID
    sentence, remedy = "“%(one)s”和“%(two)s”不能换算。", "请换一个来源，或由单位填报。"


class MeasureUnknown(Refusal):
    code, kind = "progress.measure_unknown", RefusalKind.INVALID
    sentence, remedy = "没有代码为“%(code)s”的口径。", "请从列出的口径中选择。"


class ReporterElsewhere(Refusal):
    code, kind = "progress.reporter_elsewhere", RefusalKind.INVALID
    sentence, remedy = "“%(name)s”不是本地区的单位。", "请选本地区的单位来填报。"


class ReasonNeeded(Refusal):
    code, kind = "progress.reason_needed", RefusalKind.INVALID
    sentence, remedy = "“%(what)s”要写明理由。", "请用一句话说明依据，例如文号或会议。"


class FieldTooLong(Refusal):
    code, kind = "progress.field_too_long", RefusalKind.TOO_LARGE
    sentence, remedy = "“%(what)s”超过%(limit)s字。", "请写得短一些。"


class FieldNeeded(Refusal):
    code, kind = "progress.field_needed", RefusalKind.INVALID
    sentence, remedy = "“%(what)s”不能为空。", "请填写后再提交。"


class NumberUnreadable(Refusal):
    code, kind = "progress.number_unreadable", RefusalKind.INVALID
    sentence, remedy = "“%(text)s”不是数字。", "请只写数字，例如 1200 或 85.5。"


class MilestonesWrong(Refusal):
    code, kind = "progress.milestones_wrong", RefusalKind.INVALID
    sentence = "节点有误：%(line)s。"
    remedy = "每行写一个日期和应达到的数，例如 2025-12-31 60，日期由早到晚，不晚于目标期限。"


class CourseImpossible(Refusal):
    code, kind = "progress.course_impossible", RefusalKind.INVALID
    sentence, remedy = "这样的进度安排不成立：%(why)s。", "请改起算日、节点或形状。"


class UnitNotOfTask(Refusal):
    code, kind = "progress.unit_not_of_task", RefusalKind.FORBIDDEN
    sentence, remedy = "任务进展由牵头单位报告。", "请联系牵头单位，或请专班办公室代报。"
