"""Background work of progress: refreshing what pages show, and proposing where figures may come from."""

from __future__ import annotations

from liangxin.domains.progress.actions.bindings import propose_bindings
from liangxin.domains.progress.actions.refresh import refresh_all, refresh_region
from liangxin.domains.progress.queries.regions import promising_regions
from liangxin.foundation.jobs.api import Run, job, timetable


@job("progress.refresh_region", queue="routine", retries=2, label="刷新进展")
def refresh_one(run: Run, *, region_id: int) -> None:
    """Refresh one region; whoever asked while this waited is served by it."""
    found = refresh_region(region_id)
    run.progress(found.targets, found.targets)


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
