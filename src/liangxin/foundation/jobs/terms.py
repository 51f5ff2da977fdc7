"""Words of the jobs: the states of a run."""

from liangxin.kernel.term import Term


class RunState(Term):
    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    WAITING = "waiting", "等待重试"
    DONE = "done", "已完成"
    REFUSED = "refused", "未能办理"
    FAILED = "failed", "出错"


OVER = frozenset({RunState.DONE, RunState.REFUSED, RunState.FAILED})
LIVE = frozenset(RunState) - OVER
