"""Refusals of the jobs."""

from __future__ import annotations

from liangxin.kernel.refusal import Refusal, RefusalKind


class RunNotFound(Refusal):
    code, kind = "jobs.run_not_found", RefusalKind.MISSING
    sentence, remedy = "没有找到这个任务。", "它可能由其他账号发起，请从自己的任务列表打开。"


class RunFailed(Refusal):
    """What the page says of a run that ended in a fault of ours; the fault itself is in the log under the run's id."""

    code, kind = "jobs.run_failed", RefusalKind.UNAVAILABLE
    sentence, remedy = "处理时出错，已记入日志（任务编号%(run)s）。", "请稍后重试；再次出错时把任务编号告诉管理员。"
