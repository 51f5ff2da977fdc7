"""What a role may do here, and the verbs of the trail."""

from __future__ import annotations

from liangxin.kernel.term import Term


class Power(Term):
    """What a role may let its holder do here."""

    READ = "progress.read", "查看进展"
    BIND = "progress.bind", "确认口径和进度安排"
    REPORT = "progress.report", "报告任务进展"
    REFRESH = "progress.refresh", "刷新进展"
    DISPATCH = "progress.dispatch", "发起和关闭调度"
    FILL = "progress.fill", "填写本单位报送"
    APPROVE = "progress.approve", "审定单位报送"


class Deed(Term):
    """Verbs of the trail."""

    PROPOSED = "progress.bindings_proposed", "建议数据来源"
    CONFIRMED = "progress.binding_confirmed", "确认数据来源"
    REFUSED = "progress.binding_refused", "不采用数据来源"
    FOLLOWED = "progress.follow_chosen", "选定状态依据"
    COURSE_SET = "progress.course_set", "设定进度安排"
    BASE_SET = "progress.base_set", "填写基数"
    REFRESHED = "progress.refreshed", "刷新进展"
    REPORTED = "progress.task_reported", "报告任务进展"
    ROUND_OPENED = "progress.round_opened", "发起调度"
    ROUND_CLOSED = "progress.round_closed", "关闭调度"
    ROUND_REOPENED = "progress.round_reopened", "重新开放调度"
    FIELD_FILLED = "progress.field_filled", "填写报送"
    FIELD_ASSURED = "progress.field_assured", "核实存疑的数"
    QUESTION_ANSWERED = "progress.question_answered", "答复提问"
    SUBMITTED = "progress.return_submitted", "提交报送"
    WITHDRAWN = "progress.return_withdrawn", "撤回报送"
    SENT_BACK = "progress.return_sent_back", "退回报送"
    APPROVED = "progress.return_approved", "审定报送"
