"""The nightly look at the journal, and the morning's reminders of clawback cases behind their plan."""

from __future__ import annotations

from django.utils import timezone

from liangxin.domains.funds.actions.clawbacks import remind_overdue
from liangxin.domains.funds.actions.roots import keep_root
from liangxin.domains.funds.errors import JournalDamaged
from liangxin.foundation.jobs.api import Run, timetable


@timetable("10 2 * * *", "funds.keep_root", label="每夜核对资金账并留存总摘要")
def keep(run: Run) -> None:
    """The root is kept whatever is found; a fault is the run's own, so that nobody overlooks it."""
    found = keep_root(run.actor)
    if not found.is_whole:
        raise JournalDamaged(count=len(found.faults), faults="；".join(found.faults[:20]))


@timetable("10 8 * * *", "funds.remind_clawbacks", retries=2, label="提醒逾期追缴")
def remind(run: Run) -> None:
    """Cases behind their plan are told of once a day."""
    remind_overdue(run.actor, on=timezone.localdate())
