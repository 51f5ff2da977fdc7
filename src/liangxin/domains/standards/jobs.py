"""The nightly work of standards."""

from __future__ import annotations

from django.utils import timezone

from liangxin.domains.standards.actions.catalogue import bring_into_force
from liangxin.domains.standards.queries import waiting_to_come_into_force
from liangxin.foundation.jobs.api import Run, timetable


@timetable("10 0 * * *", "standards.bring_into_force", retries=2, label="到期标准转为现行")
def bring_due_into_force(run: Run) -> None:
    """Published standards whose day has come are in force from today; a second run finds none left."""
    today = timezone.localdate()
    due = waiting_to_come_into_force(today)
    for done, public_id in enumerate(due, 1):
        bring_into_force(run.actor, public_id, on=today)
        run.progress(done, len(due))
