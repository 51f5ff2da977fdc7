"""What nobody asks for and must be done: old runs, sessions that have ended, failures of sign-in that count no more."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from liangxin.foundation.accounts.api import forget_old_failures
from liangxin.foundation.jobs.models import JobRun
from liangxin.foundation.jobs.registry import timetable
from liangxin.foundation.jobs.run import Run

# Long enough to be asked about at the half-year's inspection.
KEPT = timedelta(days=200)


@timetable("20 3 * * *", "jobs.tidy", label="清理过期的任务记录和会话")
@transaction.atomic
def tidy(run: Run) -> None:
    now = timezone.now()
    runs, _ = JobRun.objects.filter(ended__lt=now - KEPT).delete()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    run.progress(1, 1, f"任务记录{runs}条，会话{sessions}个，登录失败{forget_old_failures()}条")
