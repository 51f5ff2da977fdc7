"""Background jobs of schemes."""

from __future__ import annotations

from liangxin.domains.schemes.actions.applying import forget_tries
from liangxin.domains.schemes.actions.past import run_what_if
from liangxin.foundation.jobs.api import Run, job, timetable


@job("schemes.what_if", queue="reading", label="政策试算")
def find_what_if(run: Run, *, trial_id: str) -> None:
    """Try a version on past claims; a refusal is kept with the question."""
    run_what_if(run.actor, trial_id, report=run.progress)


@timetable("40 2 * * *", "schemes.forget_tries", retries=1, label="清理公众操作记录")
def forget_public_tries(_run: Run) -> None:
    """What slowed somebody down a day ago says nothing any more."""
    forget_tries()
