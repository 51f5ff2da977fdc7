"""Background work of progress: refreshing what pages show, and proposing where figures may come from."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from liangxin.domains.progress.actions.bindings import propose_bindings
from liangxin.domains.progress.actions.refresh import look_back, refresh_all, refresh_region
from liangxin.domains.progress.actions.reminding.daily import remind_due
from liangxin.domains.progress.actions.supervision.escalating import escalate_overdue
from liangxin.domains.progress.queries.regions import promising_regions
from liangxin.domains.progress.rules.overview import month_ends
from liangxin.domains.progress.terms import CHANGES_DAYS, MONTHS_SHOWN
from liangxin.foundation.jobs.api import Run, job, timetable


@job("progress.refresh_region", queue="routine", retries=2, label="刷新进展")
def refresh_one(run: Run, *, region_id: int) -> None:
    """Refresh one region; whoever asked while this waited is served by it."""
    found = refresh_region(region_id)
    run.progress(found.targets, found.targets)


@job("progress.look_back", queue="routine", retries=2, label="补算以前各月的状态")
def look_back_in(run: Run, *, region_id: int) -> None:
    """Fill in the months before a region was looked at for the first time."""
    days = month_ends(timezone.localdate(), MONTHS_SHOWN)[:-1]
    made = look_back(region_id, [*days, timezone.localdate() - timedelta(days=CHANGES_DAYS)])
    run.progress(made, made)


@job("progress.propose", queue="routine", retries=2, label="建议数据来源")
def propose(run: Run, *, region_id: int) -> None:
    """Propose sources for the targets of one region."""
    propose_bindings(run.actor, region_id)


# After midnight, when days left and the age of figures are another; before the first office opens.
@timetable("20 0 * * *", "progress.nightly", label="每日刷新全部进展")
def nightly(run: Run) -> None:
    """Propose sources where registers were opened since, and refresh every region."""
    for region in promising_regions():
        propose_bindings(run.actor, region)
    refresh_all(run.progress)


# After the figures of the night, before the first office opens: leaders find it on their home page.
@timetable("40 6 * * *", "progress.escalate_orders", label="每日升级逾期督办")
def escalate_orders(run: Run) -> None:
    """Take overdue orders to the levels that their terms say; a second run on the day changes nothing."""
    found = escalate_overdue(timezone.localdate())
    run.progress(found.looked_at, found.looked_at)


# Ten minutes before the digest of messages is mailed, which takes them along.
@timetable("20 8 * * *", "progress.remind", retries=3, label="按规则催办")
def remind(run: Run) -> None:
    """Remind of what is owed; on working days, each of them once."""
    morning = remind_due(run.actor, timezone.localdate(), run.progress)
    told = f"提醒{morning.units}个单位，消息{morning.messages}条，群消息{morning.posts}条"
    run.progress(1, 1, f"{told}，无人可提醒{morning.silent}个单位")
