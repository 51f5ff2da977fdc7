"""The nightly work of parties: emptying what is past its time, looking for pairs."""

from __future__ import annotations

from django.utils import timezone

from liangxin.domains.parties.actions.keeping import empty_expired
from liangxin.domains.parties.actions.pairs import find_pairs
from liangxin.foundation.jobs.api import Run, job, timetable


@timetable("40 1 * * *", "parties.empty_expired", retries=2, label="清空期满的个人信息")
def empty(run: Run) -> None:
    """What is past its time is emptied; a second run finds nothing."""
    empty_expired(run.actor, on=timezone.localdate())


@timetable("50 1 * * *", "parties.find_pairs_nightly", retries=2, label="每夜查找重复主体")
def find_nightly(run: Run) -> None:
    """Pairs that may be one, among all parties."""
    find_pairs(run.actor, run)


@job("parties.find_pairs", queue="routine", label="查找重复主体")
def find(run: Run) -> None:
    """The same, because somebody asked for it."""
    find_pairs(run.actor, run)
