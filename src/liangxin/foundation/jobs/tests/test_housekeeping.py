"""What is over and done with goes at night; what may still be asked about stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.jobs.api import all_jobs, drain_jobs, enqueue, run_card
from liangxin.foundation.jobs.models import JobRun

ROBOT = Actor.system("test")


@pytest.mark.django_db
def test_old_runs_ended_sessions_and_stale_failures_go() -> None:
    now = timezone.now()
    old, fresh = enqueue("jobs.tidy", ROBOT), enqueue("jobs.tidy", ROBOT)
    drain_jobs()
    JobRun.objects.filter(public_id=old).update(ended=now - timedelta(days=201))
    for days in (-1, 1):
        session = SessionStore()
        session.set_expiry(timedelta(days=days))
        session.save()
    for minutes in (0, 16):
        with time_machine.travel(now - timedelta(minutes=minutes), tick=False):
            AccessAttempt.objects.create(
                username="li", ip_address="10.0.0.1", user_agent=str(minutes), failures_since_start=1
            )
    last = enqueue("jobs.tidy", ROBOT)
    drain_jobs()
    assert set(map(str, JobRun.objects.values_list("public_id", flat=True))) == {fresh, last}
    assert Session.objects.count() == 1
    assert AccessAttempt.objects.get().user_agent == "0"
    assert run_card(last, ROBOT).note == "任务记录1条，会话1个，登录失败1条"


def test_it_is_on_the_timetable() -> None:
    assert {"jobs.tidy", "files.sweep"} <= {job.name for job in all_jobs() if job.cron}
